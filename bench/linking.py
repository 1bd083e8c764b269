"""Linking of invented records of detention: time, memory, precision of what is suggested, blocking, clusters.

    python bench/linking.py [--million] [--composed FOLDER] [--write]

Each size runs in a process of its own. `--million` adds the run of a million. `--composed FOLDER` also measures records
put together from the spellings of `persons_dev.jsonl`, which are for evaluation only and lie beside the checkout.
`--write` learns the parameters for short lists anew and writes them into the package.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import composed_people
import synthetic_people
from linking_sets import score
from measuring import CHECKOUT, HERE, Row, show

from letapis.bulk.coding import coded
from letapis.bulk.columns import columns
from letapis.bulk.linking import link
from letapis.bulk.model import shipped
from letapis.bulk.settings import LinkSettings
from letapis.bulk.training import learned
from letapis.registry.people.records import Edge

BARS = {100_000: (10.0, 0.85), 1_000_000: (90.0, 0.80)}  # seconds, F1 of clusters
MEMORY = 2500.0  # megabytes
SUGGESTED = 0.999  # precision
PARAMETERS = CHECKOUT / "letapis" / "bulk" / "parameters.toml"
REMARK = (
    "# Parameters for lists too short to learn from: learned by `bench/linking.py --write` from invented records.\n"
    "# Of each level: its share among pairs of records of one person, and among pairs of different people.\n"
)
PARTNERS = 1.0  # in a short list or two a person stands perhaps twice


def measure(count: int, folder: str) -> None:
    """One run in this process; prints its figures as JSON."""
    made = composed_people.records(count, Path(folder)) if folder else synthetic_people.records(count)
    labelled = list(made)
    records = [record for record, _ in labelled]
    start = time.perf_counter()
    edges = link(records)
    taken = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    person = {record.id: name for record, name in labelled}
    suggested = precision(person, (edge for edge in edges if edge.band == "suggest"))
    found, right, f1 = score(labelled, edges)
    print(json.dumps({
        "seconds": taken, "memory": memory, "suggested": suggested, "blocking": recall(person, edges),
        "bands": Counter(edge.band for edge in edges), "precision": found, "recall": right, "f1": f1,
    }))  # fmt: skip


def precision(person: dict[str, str], edges: Iterable[Edge]) -> float:
    """The share of edges between records of one person."""
    right = [person[edge.left] == person[edge.right] for edge in edges]
    return sum(right) / max(len(right), 1)


def recall(person: dict[str, str], edges: Sequence[Edge]) -> float:
    """The share of the pairs of one person that have an edge at all."""
    true = sum(size * (size - 1) // 2 for size in Counter(person.values()).values())
    return sum(person[edge.left] == person[edge.right] for edge in edges) / true


def rows(count: int, folder: str) -> list[Row]:
    """The figures of one size, from a process of its own."""
    command = [sys.executable, str(HERE / "linking.py"), "--one", str(count), "--composed", folder]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    seconds, f1 = BARS.get(count, (10.0, 0.85))
    kind = "composed spellings" if folder else "invented"
    name = f"{count:,} {kind}"
    bands = ", ".join(f"{number:,} {band}" for band, number in sorted(told["bands"].items()))
    return [
        Row(f"{name}: link", told["seconds"], "s", seconds),
        Row(f"{name}: memory", told["memory"], "MB", MEMORY),
        Row(f"{name}: precision of suggestions", told["suggested"], "share", SUGGESTED, least=True, note=bands),
        Row(f"{name}: pairs of one person with an edge", told["blocking"], "share", 0.85, least=True),
        Row(
            f"{name}: F1 of clusters", told["f1"], "F1", f1, least=True,
            note=f"precision {told['precision']:.3f}, recall {told['recall']:.3f}",
        ),
    ]  # fmt: skip


def write() -> None:
    """Learn the parameters that ship and write them."""
    settings = LinkSettings()
    table = columns([record for record, _ in synthetic_people.records(settings.sample, 7)])
    model = learned(*coded(table), settings.sample, settings, shipped())
    PARAMETERS.write_text(REMARK + replace(model, partners=PARTNERS).to_toml(), encoding="utf-8")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--million", action="store_true")
    options.add_argument("--composed", default="")
    options.add_argument("--write", action="store_true")
    options.add_argument("--one", type=int, default=0, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.write:
        write()
        return 0
    if asked.one:
        measure(asked.one, asked.composed)
        return 0
    sizes = [100_000, 1_000_000] if asked.million else [100_000]
    kinds = ["", asked.composed] if asked.composed else [""]
    return show([row for kind in kinds for size in sizes for row in rows(size, kind)])


if __name__ == "__main__":
    sys.exit(main())
