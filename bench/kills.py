"""Commands killed at 200 random points: what was lost of what they had called done, what broke, what was readable.

.venv/bin/python bench/kills.py [TIMES [SEED]]
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.security.canaries import CANARIES
from tests.security.kills import Killings
from tests.security.starting import Starter
from tests.security.surroundings import Laptop, bare


def main(times: int = 200, seed: int = 417) -> int:
    """Kill, print, and end with 1 where something did not hold."""
    starter, root = Starter(bare()), Path(tempfile.mkdtemp(prefix="letapis-kills-"))
    killings = Killings(Laptop(root, CANARIES["passphrase"], starter), random.Random(seed))
    killings.kill(times)
    starter.close()
    for folder in (*killings.laptop.seized, root):
        shutil.rmtree(folder, ignore_errors=True)
    for name, count in sorted(killings.counts.items()):
        print(f"{name:<28}{count:>5}")
    print(f"\nacknowledged and lost {len(killings.lost)}, not whole {len(killings.broken)}, "
          f"readable {len(killings.readable)}; {killings.scanner.bytes / 1e6:.0f} MB looked at")  # fmt: skip
    for one in (*killings.lost, *killings.broken, *killings.readable):
        print(one)
    return 1 if killings.lost or killings.broken or killings.readable else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
