"""How well and how fast the coder reads: detection, strict and slots by language and type, and the worst errors.

The annotated reports lie beside the checkout (`../shared/gold`) and are no part of it; without them only the speed is
measured, on synthetic reports.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from synthetic import record_line

from letapis.claims.exchange import claim_to_json
from letapis.claims.rules import RuleCoder
from letapis.claims.scoring.scores import Scores, score
from letapis.sources.document import Document
from letapis.sources.moment import Moment

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
BARS = {"en": 0.72, "ru": 0.68, "be": 0.66}
STRICT = 0.50
SLOTS = {"date": 0.85, "place": 0.85, "count": 0.92}
SPEED = 100  # reports of 2,000 characters a second on one core
CEILING = "two careful readers: detection 0.92, strict 0.81"
WORST = 5


def coded(document: dict[str, Any]) -> dict[str, Any]:
    published = Moment.parse(document["published"]) if document.get("published") else None
    read = Document(id=document["id"], text=document["text"], language=document.get("lang") or "", published=published)
    return {"id": document["id"], "claims": [claim_to_json(claim) for claim in RuleCoder().code(read)]}


def line(name: str, scores: Scores) -> str:
    rate = scores.detection
    slots = ", ".join(f"{slot} {scores.matched[slot].recall:.3f} (bar {bar})" for slot, bar in SLOTS.items())
    return (
        f"{name:<12} P {rate.precision:.3f} R {rate.recall:.3f} F1 {rate.f1:.3f}"
        f" · strict {scores.strict.f1:.3f} (bar {STRICT}) · of matched claims {slots}"
        f" · quotes not verbatim {scores.bad_quotes}"
    )


def quality() -> None:
    everything: list[dict[str, Any]] = []
    for path in sorted(GOLD.glob("*.jsonl")):
        documents = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
        print(line(path.stem, score(documents, [coded(one) for one in documents])))
        everything += documents
    for half in (0, 1):
        part = everything[half::2]
        print(line(f"half {half + 1}", score(part, [coded(one) for one in part])))
    scores = score(everything, [coded(one) for one in everything])
    print(f"{line('all', scores)} | {CEILING}")
    for language, rate in sorted(scores.languages.items()):
        strict = scores.strict_languages[language].f1
        print(f"  {language}: F1 {rate.f1:.3f} (bar {BARS.get(language, 0)}), strict {strict:.3f}")
    for kind, rate in sorted(scores.types.items(), key=lambda row: -row[1].gold):
        print(f"  {kind:<20} gold {rate.gold:4} P {rate.precision:.2f} R {rate.recall:.2f} F1 {rate.f1:.3f}")
    errors(scores)


def errors(scores: Scores) -> None:
    worst = sorted((rate.f1, kind) for kind, rate in scores.types.items() if rate.gold >= WORST)[:WORST]
    for _, kind in worst:
        for how in ("missed", "false"):
            shown = [one for one in scores.mistakes if one.type == kind and one.kind == how][:2]
            for one in shown:
                print(f"  {kind} {how}: {one.document}: {one.quote[:100]!r}")


def speed() -> None:
    records = [json.loads(record_line(number)) for number in range(300)]
    coder = RuleCoder()
    documents = [Document(id=str(row["id"]), text=row["text"], language=row["lang"]) for row in records]
    for document in documents[:30]:  # the vocabulary is loaded once
        coder.code(document)
    start = time.process_time()
    for document in documents:
        coder.code(document)
    rate = sum(len(one.text) for one in documents) / 2000 / (time.process_time() - start)
    print(f"speed: {rate:.0f} reports of 2,000 characters a second on one core | limit {SPEED}; peer 88 (names only)")


def main() -> None:
    if GOLD.is_dir():
        quality()
    else:
        print("quality: not measured, the annotated reports (shared/gold beside the checkout) are not there")
    speed()


if __name__ == "__main__":
    main()
