"""How well and how fast `letapis link` brings reports to events.

usage: python bench/link_reports.py [--sizes 100 1000 10000]

Quality: the public sets that lie beside the checkout (../shared/data/gvc, ecb), where they are there, with the weights
as they ship; `fit_matching.py` says what reports left out of the fit reach. Speed: invented reports, five to an
incident, some of them months later; seconds for each size, and how they grow.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from letapis.workflow.linking import link

sys.path.insert(0, str(Path(__file__).resolve().parent))

from coreference import conll
from measuring import CHECKOUT, Row, show

SHARED = CHECKOUT.parent / "shared/data"
SETS = (
    ("reports of incidents, all", "gvc/docs.jsonl", "doc_id", "", 0.90),
    ("reports of incidents, development part", "gvc/docs.jsonl", "doc_id", "dev", 0.90),
    ("mentions in their topics, development part", "ecb/dev_mentions.jsonl", "mention_id", "", 0.80),
)
SECONDS = 60.0  # for 10,000 reports
GROWTH = 15.0  # of the time, for ten times the reports
ONSETS = ("b", "br", "d", "g", "gr", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z")
CORES, ENDS = "aeiou", "nrlskt"
STREETS = ("Mill", "River", "Garden", "Station", "Orchard", "Quarry", "Lantern", "Meadow", "Harbour", "Chapel")
ACTS = (
    ("detained", "Officers detained {name}, {age}, at {number} {street} Street in {town} on {day}."),
    ("searched", "The flat of {name}, {age}, at {number} {street} Street in {town} was searched on {day}."),
    ("dismissed", "The works in {street} Street in {town} dismissed {name}, {age}, on {day} after {number} years."),
)
FILLING = (
    "A neighbour said that it was over in a few minutes.", "The family has not been told where to bring a parcel.",
    "A lawyer was not let in until the evening.", "Police gave no reason when asked by telephone.",
    "Colleagues collected signatures at the gate.", "The court will hear the case behind closed doors.",
    "Two witnesses were asked to sign that they would not speak of it.", "Nobody at the ministry answered our letter.",
)  # fmt: skip


def main() -> None:
    """Measure and print; the exit code is 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = [*quality(Path(folder)), *speed(Path(folder), options.sizes)]
    sys.exit(show(rows))


def quality(folder: Path) -> Iterator[Row]:
    """CoNLL F1 on the sets that are there."""
    for name, file, key, split, bar in SETS:
        if not (SHARED / file).exists():
            print(f"{name}: not measured, {file} is not beside the checkout")
            continue
        lines = [json.loads(line) for line in (SHARED / file).read_text(encoding="utf-8").splitlines()]
        used = [line for line in lines if not split or line["split"] == split]
        told = linked(folder, used)
        known = {line[key]: line["event_id"] for line in used}
        yield Row(f"{name}: CoNLL F1", conll(known, {line[key]: line["event"] for line in told}), "", bar, least=True)


def linked(folder: Path, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines as `letapis link` writes them."""
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    link(source, target)
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def speed(folder: Path, sizes: list[int]) -> Iterator[Row]:
    """Seconds for each size, and how they grow from one size to the next."""
    before: tuple[int, float] | None = None
    for size in sizes:
        lines = list(invented(size))
        start = time.perf_counter()
        told = linked(folder, lines)
        taken = time.perf_counter() - start
        known = {line["id"]: line["incident"] for line in lines}
        found = conll(known, {line["id"]: line["event"] for line in told})
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        note = f"CoNLL F1 {found:.3f}, memory at most {memory:.0f} MB"
        yield Row(f"{size:,} invented reports", taken, "s", SECONDS * max(size, 1_000) / 10_000, note=note)
        if before is not None:
            yield Row(f"growth to {size:,}", taken / before[1], "times", GROWTH * size / before[0] / 10)
        before = size, taken


def invented(count: int, seed: int = 5) -> Iterator[dict[str, Any]]:
    """Reports of invented incidents; the same each time."""
    rng = random.Random(seed)
    towns = [word(rng, 3) for _ in range(max(5, count // 40))]
    for number in range(count):
        if number % 5 == 0:
            facts = incident(rng, towns)
        yield report(rng, number, facts)


def incident(rng: random.Random, towns: list[str]) -> dict[str, Any]:
    """What happened to whom, where and when."""
    return {
        "name": f"{word(rng, 2)} {word(rng, 3)}",
        "age": rng.randint(19, 78),
        "number": rng.randint(2, 240),
        "street": rng.choice(STREETS),
        "town": rng.choice(towns),
        "on": date(2020, 8, 1) + timedelta(rng.randrange(600)),
        "act": rng.choice(ACTS),
    }


def report(rng: random.Random, number: int, facts: dict[str, Any]) -> dict[str, Any]:
    """One report of it: soon after or months later, between other sentences."""
    published = facts["on"] + timedelta(rng.choice((0, 1, 1, 2, 5, 120)))
    when = f"{facts['on'].day} {facts['on']:%B %Y}"
    text = facts["act"][1].format(**{key: value for key, value in facts.items() if key not in {"act", "on"}}, day=when)
    sentences = [text, *rng.sample(FILLING, 4)]
    sentences.insert(rng.randrange(1, 4), f"{facts['name'].split()[1]} had been to {facts['town']} before.")
    return {
        "id": f"r{number:06}",
        "incident": f"i{number // 5:06}",
        "title": f"{facts['name'].split()[1]} {facts['act'][0]} in {facts['town']}",
        "published": published.isoformat(),
        "text": " ".join(sentences),
    }


def word(rng: random.Random, syllables: int) -> str:
    """A name that nobody has."""
    return "".join(rng.choice(ONSETS) + rng.choice(CORES) for _ in range(syllables)).capitalize() + rng.choice(ENDS)


if __name__ == "__main__":
    main()
