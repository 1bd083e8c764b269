"""How well and how fast the coder reads: each figure with its bar, and the worst errors.

The annotated reports (`../shared/gold`) and the test sets of others (`../shared/data`) lie beside the checkout and are
no part of it; what is not there is "not measured". Reports of our own writing stand in `annotated/`: the weights that
ship are learned from them, so they are measured by halves, each with what the other half teaches. `--quick` leaves out
the test sets of others.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import counts_and_dates
import event_types
from measuring import Row, show
from synthetic import record_line

from letapis.claims.exchange import claim_to_json
from letapis.claims.learning.teaching import from_annotated
from letapis.claims.learning.training import train
from letapis.claims.learning.weights import Weights, shipped
from letapis.claims.rules import RuleCoder
from letapis.claims.scoring.calibration import bins, calibration_error
from letapis.claims.scoring.scores import FALSE, MISSED, Scores, score
from letapis.sources.document import Document
from letapis.sources.exchange import document_from_json

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
ANNOTATED = Path(__file__).resolve().parent / "annotated"
HELD_OUT = Path(__file__).resolve().parent / "held_out"
BARS = {"en": 0.72, "ru": 0.68, "be": 0.66}
STRICT = 0.50
TYPES = {"detention": 0.82, "demonstration": 0.82}
SLOTS = {"date": (0.85, 0.59), "place": (0.85, 0.61), "count": (0.92, 0.61)}  # bar, and MUC-4's best of 1992
CALIBRATION = 0.10
SPEED = 100  # reports of 2,000 characters a second on one core
SPEED_PEERS = "peers 48 (dates and numbers only), 88 (names only)"
READERS = "two careful readers 0.92"
STRICT_PEERS = "LLM zero-shot 0.58 on an easier contract, two careful readers 0.81"
WORST = 5
SHOWN = 2  # examples of each kind of error

Json = dict[str, Any]


def documents_of(paths: Iterable[Path]) -> list[Json]:
    return [json.loads(row) for path in paths for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]


def coded(documents: Sequence[Json], weights: Weights | None) -> list[Json]:
    """The documents as the coder reads them, without what the annotation adds."""
    coder = replace(RuleCoder(), weights=weights)
    return [
        {"id": one["id"], "claims": [claim_to_json(claim) for claim in coder.code(document_from_json(one))]}
        for one in documents
    ]


def figures(name: str, scores: Scores) -> list[Row]:
    """The rows of the table that one comparison gives."""
    found = [
        Row(f"{name}, {language}: claims, F1", rate.f1, "", BARS[language], least=True, note=READERS)
        for language, rate in sorted(scores.languages.items())
        if language in BARS
    ]
    found.append(Row(f"{name}: claims, strict F1", scores.strict.f1, "", STRICT, least=True, note=STRICT_PEERS))
    for kind, bar in TYPES.items():
        found.append(Row(f"{name}: {kind}, F1", scores.types[kind].f1, "", bar, least=True))
    for slot, (bar, peer) in SLOTS.items():
        rate = scores.matched[slot].recall
        found.append(
            Row(f"{name}: {slot} of detected claims, share right", rate, "", bar, least=True, note=f"peer {peer}")
        )
    found.append(Row(f"{name}: claims whose quote is not verbatim", scores.bad_quotes, "", 0.5, note="bar 0"))
    found.append(Row(f"{name}: expected calibration error", calibration_error(scores.rated), "", CALIBRATION))
    return found


def line(name: str, scores: Scores) -> str:
    rate, slots = scores.detection, (f"{slot} {scores.matched[slot].recall:.3f}" for slot in SLOTS)
    return (
        f"{name:<34} {rate.gold:>5} claims  P {rate.precision:.3f} R {rate.recall:.3f} F1 {rate.f1:.3f}"
        f"  strict {scores.strict.f1:.3f}  {' '.join(slots)}  confidence off by {calibration_error(scores.rated):.3f}"
    )


def quality() -> list[Row]:
    """The annotated reports beside the checkout: each file, both halves, and all."""
    if not GOLD.is_dir():
        print("quality: not measured, the annotated reports (shared/gold beside the checkout) are not there")
        return []
    everything: list[Json] = []
    for path in sorted(GOLD.glob("*.jsonl")):
        documents = documents_of([path])
        print(line(path.stem, score(documents, coded(documents, shipped()))))
        everything += documents
    for half in (0, 1):
        part = everything[half::2]
        print(line(f"half {half + 1}", score(part, coded(part, shipped()))))
    scores = score(everything, coded(everything, shipped()))
    print(line("all, rules alone", score(everything, coded(everything, None))))
    print(line("all", scores))
    confidence(scores)
    for kind, rate in sorted(scores.types.items(), key=lambda row: -row[1].gold):
        print(f"  {kind:<20} gold {rate.gold:4} P {rate.precision:.2f} R {rate.recall:.2f} F1 {rate.f1:.3f}")
    errors(scores)
    return figures("gold", scores)


def own() -> None:
    """Reports of our own writing, each half with what the other teaches."""
    documents = documents_of(sorted(ANNOTATED.glob("*.jsonl")))
    if not documents:
        return
    print(line("annotated, rules alone", score(documents, coded(documents, None))))
    predicted: list[Json] = []
    for half in (0, 1):
        learned = train([from_annotated(one) for one in documents[1 - half :: 2]])
        predicted += coded(documents[half::2], learned)
    scores = score(documents, predicted)
    print(line("annotated, learned on other half", scores))
    for language, rate in sorted(scores.languages.items()):
        print(f"  {language}: P {rate.precision:.3f} R {rate.recall:.3f} F1 {rate.f1:.3f}")


def held_out() -> list[Row]:
    """Reports that no word list and no weight was made with: only their figures are looked at."""
    everything: dict[str, Scores] = {}
    for path in sorted(HELD_OUT.glob("*.jsonl")):
        documents = documents_of([path])
        everything[path.stem] = scores = score(documents, coded(documents, shipped()))
        print(line(f"held out, {path.stem}", scores))
        for language, rate in sorted(scores.languages.items()):
            print(f"  {language}: P {rate.precision:.3f} R {rate.recall:.3f} F1 {rate.f1:.3f}")
    return [row for name, scores in everything.items() for row in figures(f"held out, {name}", scores)]


def confidence(scores: Scores) -> None:
    """How sure the claims say they are, and how many are right."""
    for one in bins(scores.rated):
        print(
            f"  confidence {one.low:.1f} to {one.high:.1f}: {one.claims:>4} claims,"
            f" {one.confidence:.3f} sure, {one.right:.3f} right"
        )


def errors(scores: Scores) -> None:
    """The worst types: how often missed, made up, with a wrong slot; what they were taken for; examples."""
    worst = sorted((rate.f1, kind) for kind, rate in scores.types.items() if rate.gold >= WORST)[:WORST]
    for f1, kind in worst:
        mistakes = [one for one in scores.mistakes if one.type == kind]
        tally = Counter(one.kind for one in mistakes)
        slots = ", ".join(f"{slot} {tally[slot]}" for slot in sorted(tally) if slot not in {MISSED, FALSE})
        print(f"worst: {kind}, F1 {f1:.3f}: missed {tally[MISSED]}, made up {tally[FALSE]}, wrong {slots or 'nothing'}")
        pairs = sorted(((n, pair) for pair, n in scores.confusion.items() if kind in pair and all(pair)), reverse=True)
        for number, (gold, predicted) in pairs[:3]:
            print(f"  {number} x {gold} coded as {predicted}")
        for how in (MISSED, FALSE, *SLOTS):
            for one in [one for one in mistakes if one.kind == how][:SHOWN]:
                values = f" ({one.predicted} instead of {one.gold})" if one.gold else ""
                print(f"  {how}{values}: {one.document}: {' '.join(one.quote.split())[:100]!r}")


def speed() -> Row:
    records = [json.loads(record_line(number)) for number in range(300)]
    coder = RuleCoder()
    documents = [Document(id=str(row["id"]), text=row["text"], language=row["lang"]) for row in records]
    for document in documents[:30]:  # the vocabulary is loaded once
        coder.code(document)
    start = time.process_time()
    for document in documents:
        coder.code(document)
    rate = sum(len(one.text) for one in documents) / 2000 / (time.process_time() - start)
    return Row("reports of 2,000 characters, one core", rate, "a second", SPEED, least=True, note=SPEED_PEERS)


def main() -> int:
    rows = quality()
    own()
    unseen = held_out()
    if "--quick" not in sys.argv:
        counts_and_dates.main()
        event_types.main()
    return show([*rows, *unseen, speed()])


if __name__ == "__main__":
    raise SystemExit(main())
