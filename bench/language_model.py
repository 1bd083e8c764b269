"""What is lost and won around a language model, without one: the checks and the merge, on our annotated reports.

The model is played by the annotations themselves: one that is right in everything, and two that miss and err by stated
shares at random. The first tells what the checks cost; the others only what the merge is worth, not how well a real
model reads.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Row, show

from letapis.claims.exchange import claim_to_json
from letapis.claims.language_model.checking import Dropped
from letapis.claims.language_model.coder import LanguageModelCoder
from letapis.claims.language_model.merging import merged
from letapis.claims.rules import RuleCoder
from letapis.claims.scoring.scores import Scores, score
from letapis.sources.exchange import document_from_json
from letapis.vocabulary.types import claim_types

REPORTS = Path(__file__).resolve().parent / "annotated"
SLOTS = ("type", "quote", "date", "place", "count", "who", "whom", "status", "scope", "said_by")
PLAYED = {"always right": (1.0, 0.0), "finds 8 of 10": (0.8, 0.15), "finds 6 of 10": (0.6, 0.15)}  # found, wrong slots
KEPT = 0.99  # of what a model that is always right writes

Json = dict[str, Any]


def written(document: Json, found: float, wrong: float, chance: random.Random) -> Iterator[Json]:
    """What such a model writes of a report: some claims, some of another type, some slots left empty."""
    for claim in document["claims"]:
        if chance.random() >= found:
            continue
        told = {slot: claim.get(slot) for slot in SLOTS}
        if chance.random() < wrong / 2:
            told["type"] = chance.choice(list(claim_types()))
        for slot in ("date", "place", "count"):
            if chance.random() < wrong:
                told[slot] = None
        yield told


def played(documents: list[Json], found: float, wrong: float) -> tuple[dict[str, Scores], Counter[str]]:
    """Scores of the model, the rules and both, and what the checks dropped."""
    chance = random.Random(1)
    dropped: Counter[str] = Counter()
    coded: dict[str, list[Json]] = {"model": [], "rules": [], "both": []}
    for one in documents:
        answer = json.dumps({"claims": list(written(one, found, wrong, chance))})
        coder = LanguageModelCoder("m", lambda _, answer=answer: (answer, True), lambda *told: count(dropped, told[2]))
        document = document_from_json(one)
        model, rules = coder.code(document), RuleCoder().code(document)
        for kind, claims in (("model", model), ("rules", rules), ("both", merged(rules, model, "both"))):
            coded[kind].append({"id": document.id, "claims": [claim_to_json(claim) for claim in claims]})
    return {kind: score(documents, values) for kind, values in coded.items()}, dropped


def count(dropped: Counter[str], found: Iterable[Dropped]) -> None:
    dropped.update(one.reason for one in found)


def main() -> int:
    lines = [line for path in sorted(REPORTS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = [json.loads(line) for line in lines]
    rows = []
    for name, (found, wrong) in PLAYED.items():
        scores, dropped = played(documents, found, wrong)
        for kind, one in scores.items():
            print(f"{name:<16} {kind:<6} detection {one.detection.f1:.3f}  strict {one.strict.f1:.3f}")
        if found == 1.0:
            rows.append(
                Row("claims kept of a model that is always right", scores["model"].detection.recall, "", KEPT, True)
            )
            print("dropped:", dict(dropped) or "nothing")
        else:
            alone = scores["rules"].detection.f1
            rows.append(Row(f"{name}: both, against the rules alone", scores["both"].detection.f1, "F1", alone, True))
    return show(rows)


if __name__ == "__main__":
    sys.exit(main())
