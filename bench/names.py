"""The whole table of names and places: runs, one after the other, the benches that measure its rows.

usage: names.py [--quick]
`--quick` leaves out what takes more than two minutes: the index of a million names, the linking of a million records.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROWS = {  # bench: what it measures
    "name_pairs": "pairs of names, precision and recall, across scripts, stored keys, speed",
    "names_famous": "famous names of other languages",
    "places": "spellings of places to the right place",
    "organisations": "names of organisations",
    "persons": "persons out of judgements",
    "linking_sets": "public sets of records through our settings",
    "finding": "one name among a million, on SQLite and PostgreSQL",
    "linking": "linking of 100,000 and of a million records",
}
LONG = ("finding", "linking")


def main(arguments: list[str]) -> int:
    """Run them; the exit code is 1 where one misses a bar."""
    missed = []
    for name, measures in ROWS.items():
        if "--quick" in arguments and name in LONG:
            continue
        print(f"\n== {name}: {measures}", flush=True)
        if subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=False).returncode:
            missed.append(name)
    print(f"\nmissed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
