"""How well counts and dates are read, against the marks of others on the same data. Prints one line a set.

The data lie beside the checkout (`../shared/data`) and are no part of it; without them this says so and ends.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from letapis.claims.counts import read_counts
from letapis.claims.counts.reading import bounded
from letapis.claims.dates import read_dates
from letapis.claims.numerals import lexicon, read_numerals
from letapis.claims.tokens import tokenise
from letapis.sources.moment import Moment

SHARED = Path(__file__).resolve().parents[2] / "shared"
CCC_PEERS = "word table of 40 lines 0.912 / 0.988, duckling 0.863 / 0.579, people agree 0.959"
DATE_PEERS = "libraries on each other's sets: en 0.16-0.67, ru 0.27-0.51"
NEGATIVE_PEERS = "dateparser 49, duckling 55 (en, ru, uk only)"


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def share(hits: Iterable[bool]) -> str:
    found = list(hits)
    return f"{sum(found) / len(found):.3f} of {len(found)}" if found else "-"


def crowd_sizes(table: str) -> None:
    coded: dict[str, dict[str, str]] = {}
    for row in rows("ccc/size_single.csv"):
        coded.setdefault(row["size_text"], row)  # the most frequent coding stands first
    hits, weighted, weight, fired, silent = [], 0, 0, 0, 0
    for text, row in coded.items():
        counts = read_counts(tokenise(text), "en", table)
        if not row["size_low"]:
            silent, fired = silent + 1, fired + bool(counts)
            continue
        first = counts[0] if counts else None
        value = None if first is None else first.low if first.low is not None else first.high
        hits.append(value == float(row["size_low"]))
        weighted, weight = weighted + hits[-1] * int(row["text_freq"]), weight + int(row["text_freq"])
    print(f"ccc, table {table}: {share(hits)}, weighted {weighted / weight:.3f}, false {fired}/{silent} | {CCC_PEERS}")


def dates() -> None:
    hits: dict[str, list[bool]] = defaultdict(list)
    for row in rows("dates/date_expressions.csv"):
        strict = row["set"] != "dateparser_rel" or row["granularity"] == "day"
        if row["prefers"] not in {"neutral", "either", "past"} or row["kind"] == "holiday" or not strict:
            continue
        found = read_dates(tokenise(row["text"]), row["lang"], Moment.parse(row["ref"]))
        got = {(str(span.first or ""), str(span.last or "")) for span in found}
        gold = {(row["date_from"], row["date_to"])}
        if row["alt_from"] or row["alt_to"]:
            gold.add((row["alt_from"], row["alt_to"]))
        if row["kind"] == "open":  # "since" ends with the day of publication here
            gold.add((row["date_from"], row["ref"]))
        hits[row["lang"]].append(bool(got & gold))
    parts = "; ".join(f"{language} {share(found)}" for language, found in sorted(hits.items()))
    print(f"dates without holidays, exact: {parts} | {DATE_PEERS}")


def no_dates() -> None:
    chosen = [row for row in rows("dates/negative.csv") if row["debatable"] == "0"]
    fired = sum(
        bool(read_dates(tokenise(row["text"]), row["lang"], Moment.parse(row["ref"] or "2020-10-13"))) for row in chosen
    )
    print(f"strings without a date: {fired} false hits of {len(chosen)} | {NEGATIVE_PEERS}")


def numbers() -> None:
    hits: dict[str, list[bool]] = defaultdict(list)
    for row in rows("numbers/number_expressions.csv"):
        if row["integer"] != "1":
            continue  # halves, thirds and powers are no counts
        tokens = tokenise(row["text"])
        low, high = (None if row[end] == "" else float(row[end]) for end in ("low", "high"))
        if row["kind"] == "range":
            hits[row["lang"]].append((low, high) in [(span.low, span.high) for span in bounded(tokens, row["lang"])])
        else:
            read = read_numerals(tokens, lexicon(row["lang"])).values()
            hits[row["lang"]].append(low in [numeral.low for numeral in read])
    print("whole numbers: " + "; ".join(f"{language} {share(found)}" for language, found in sorted(hits.items())))


def gold() -> None:
    """Whether the value that a reader wrote is among those read: counts at the quote, dates anywhere in the text."""
    counted: dict[str, list[bool]] = defaultdict(list)
    dated: dict[str, list[bool]] = defaultdict(list)
    for path in sorted((SHARED / "gold").glob("*.jsonl")):
        for document in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            tokens = tokenise(document["text"])
            published = Moment.parse(document["published"]) if document["published"] else None
            spans = read_dates(tokens, document["lang"], published)
            counts = read_counts(tokens, document["lang"], dates=spans)
            days = {(str(span.first), str(span.last)) for span in spans}
            for claim in document["claims"]:
                wanted = claim["count"] and (claim["count"]["low"], claim["count"]["high"])
                if wanted and wanted != (1, 1):
                    near = [c for c in counts if c.start < claim["end"] and c.end > claim["start"]]
                    counted[document["lang"]].append(wanted in [(count.low, count.high) for count in near])
                if claim["date"] and claim["date"]["from"] != document["published"]:
                    dated[document["lang"]].append((claim["date"]["from"], claim["date"]["to"]) in days)
    print("gold counts read: " + "; ".join(f"{language} {share(found)}" for language, found in sorted(counted.items())))
    print("gold dates read: " + "; ".join(f"{language} {share(found)}" for language, found in sorted(dated.items())))


def speed() -> None:
    texts = [
        (document["text"], document["lang"])
        for path in sorted((SHARED / "gold").glob("reports_*.jsonl"))
        for document in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]
    read = [(tokenise(text), language) for text, language in texts]
    published = Moment.parse("2021-01-01")
    for tokens, language in read:  # the vocabulary is loaded once
        read_counts(tokens, language, dates=read_dates(tokens, language, published))
    start = time.process_time()
    for tokens, language in read:
        read_counts(tokens, language, dates=read_dates(tokens, language, published))
    each = (time.process_time() - start) / sum(len(text) for text, _ in texts) * 2000
    print(f"speed: {each * 1000:.2f} ms for counts and dates of 2,000 characters | limit 10 ms for the whole coder")


def main() -> None:
    if not (SHARED / "data").is_dir():
        print("counts and dates: not measured, the data (shared/data beside the checkout) are not there")
        return
    crowd_sizes("ccc")
    crowd_sizes("schema")
    dates()
    no_dates()
    numbers()
    gold()
    speed()


if __name__ == "__main__":
    main()
