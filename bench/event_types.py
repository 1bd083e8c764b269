"""How well kinds of events are told apart in sentences and reports that others annotated: each figure with its bar.

PLV: the PLOVER root of a sentence. IndiaPoliceEvents: what the police did in a sentence. MUC-4: reports of attacks,
slot by slot. The data and the scripts that score them lie beside the checkout (`../shared/data`, `../shared/score`) and
are no part of it; what is not there is "not measured".
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from letapis.claims.exchange import claim_to_json
from letapis.claims.kinds import kinds
from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

SHARED = Path(__file__).resolve().parents[2] / "shared"
# Name of the figure -> (bar, best peer).
PLV = {"macro": (0.60, 0.821), "accuracy": (0.60, 0.835)}
INDIA = {"KILL": (0.551, 0.778), "ARREST": (0.462, 0.734), "FORCE": (0.658, 0.874), "ANY_ACTION": (0.691, 0.752)}
MUC = {
    "type": (0.55, 0.757),
    "status": (0.55, 0.767),
    "date": (0.55, 0.594),
    "place": (0.55, 0.609),
    "who": (0.42, 0.624),
    "whom": (0.52, 0.703),
    "number": (0.55, 0.606),
}


def coded(identifier: str, text: str, published: str | None) -> dict[str, Any]:
    """A line of claims as the scorers read it."""
    day = Moment.parse(published) if published else None
    claims = RuleCoder().code(Document(id=identifier, text=text, language="en", published=day))
    return {"id": identifier, "claims": [claim_to_json(claim) for claim in claims]}


def scored(script: str, gold: Sequence[Path], predicted: Iterable[Mapping[str, Any]]) -> str:
    """What a scoring script prints for the predictions."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in predicted)
        lines.flush()
        command = [sys.executable, str(SHARED / "score" / script), *map(str, gold), lines.name]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def show(name: str, printed: str, bars: Mapping[str, tuple[float, float]], shape: str) -> None:
    """One line for each figure; `shape` is how the script writes it."""
    for figure, (bar, peer) in bars.items():
        found = re.search(shape.format(re.escape(figure)), printed)
        value = float(found[1]) if found else 0.0
        state = "held" if value >= bar else "MISSED"
        print(
            f"{name:<7}{figure:<12}{value:.3f}  bar {bar:.3f} ratio {value / bar:.2f} {state:<7}"
            f" best peer {peer:.3f} ratio {value / peer:.2f}"
        )


def plv(path: Path) -> None:
    """The root that a sentence states first."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    said = ({"id": row["id"], "types": list(kinds(row["sentence"], "en"))} for row in rows)
    show("PLV", scored("score_types.py", [path], said), PLV, r"{} (\d\.\d+)")
    claimed = scored("score_types.py", [path], (coded(row["id"], row["sentence"], None) for row in rows))
    print(f"PLV    by claims alone (two roots have none): {claimed.partition(', ')[2].partition(' |')[0]}")


def india(path: Path) -> None:
    """Each sentence by itself: what is told twice in an article counts twice here."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as packed:
        rows = list(csv.DictReader(packed))
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as plain:
        writer = csv.DictWriter(plain, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        plain.flush()
        said = (coded(f"{row['doc_id']}-{row['sent_id']}", row["text"], row["published"]) for row in rows)
        printed = scored("score_types.py", [Path(plain.name)], said)
    show("India", printed, INDIA, r"{} P \S+ R \S+ F (\d\.\d+)")


def muc(*paths: Path) -> None:
    """Whole reports, in capitals."""
    rows = [json.loads(row) for path in paths for row in path.read_text(encoding="utf-8").splitlines()]
    printed = scored("score_muc.py", paths, (coded(row["id"], row["text"], row["published"]) for row in rows))
    show("MUC-4", printed.partition("matched")[2], MUC, r"\b{} (\d\.\d+)")


SETS = (
    ("PLV", plv, ("plv/plv_train.csv",)),
    ("India", india, ("india/sents_even.csv.gz",)),
    ("MUC-4", muc, ("muc4/tst1.jsonl", "muc4/tst2.jsonl")),
)


def main() -> None:
    for name, measure, files in SETS:
        paths = [SHARED / "data" / file for file in files]
        if all(path.is_file() for path in paths) and (SHARED / "score").is_dir():
            measure(*paths)
        else:
            print(f"{name}: not measured, {', '.join(files)} (shared/data beside the checkout) are not there")


if __name__ == "__main__":
    main()
