"""Fits the weights of `letapis/vocabulary/matching.toml` to reports whose incidents are known; counts usual words.

Logistic regression with a ridge. What it says of quality is of reports left out of the fit (five folds by incident):
the CoNLL F1 of their events, as they are and after what happens to reports on the web.

usage: python bench/fit_matching.py DOCS.jsonl [--write]               reports: doc_id, event_id, published, title, text
       python bench/fit_matching.py --mentions FILE.jsonl [--write]     mentions: mention_id, event_id, sentence, topic
       python bench/fit_matching.py --words FILE.jsonl [FILE.jsonl ...] the table of usual words, to standard output

Nothing of the reports is written: some numbers, and words that every tenth or twentieth report holds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from letapis.claims.tokens import tokenise
from letapis.registry.matching import mentions
from letapis.registry.matching.clustering import Grouping
from letapis.registry.matching.comparing import values
from letapis.registry.matching.furniture import repeated
from letapis.registry.matching.match import Weights, logit, weights
from letapis.registry.matching.traits import Traits, traits_of
from letapis.registry.matching.weighing import neighbours, rarity_of, weighed
from letapis.registry.matching.words import bare
from letapis.sources.exchange import document_from_json
from letapis.sources.language import language_of
from letapis.workflow import linking

sys.path.insert(0, str(Path(__file__).resolve().parent))

import regression
from coreference import conll

TABLE = Path(__file__).resolve().parent.parent / "letapis/vocabulary/matching.toml"
FOLDS = 5
TOLD = ("title", "published", "text")
BY_HAND = {"same_place", "near_place", "other_place", "other_news", "kinds_differ"}  # too few labelled pairs have them
LANGUAGE_BOUND = {"words", "lead", "title"}
HAND = "# by hand"
SHIFT = 1.9  # from the bias of mentions to what connects them, so that a reader sees it speak for the match
LEAST_SHARE, LEAST_SETS, LEAST_REPORTS = 0.05, 2, 15
SITE = (
    "Skip to the content. Sign in to your account. Subscribe now for unlimited access to every story. Sports. Traffic.",
    "We use cookies on this site. By reading on you agree to our privacy policy and terms of use. Enable JavaScript.",
    "Most read: Mayor opens a bridge in Ostville. Driver sought after a crash on Route 9. Two held in Mill Street.",
)

Json = dict[str, Any]
Row = tuple[dict[str, float], bool, frozenset[str]]
MentionRow = tuple[dict[str, float], bool, str, float]


def main() -> None:
    """Fit, measure on the folds, and write the table when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--mentions", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.words:
        usual_words(options.files)
        return
    if options.mentions:
        fit_mentions(options.files[0], write_it=options.write)
        return
    docs = lines(options.files[0])
    batches = {name: read(change(docs)) for name, change in CHANGES.items()}
    report("in one language", "reports", batches, set())
    report("as if in two", "across", batches, LANGUAGE_BOUND)
    if options.write:
        for name, left_out in (("reports", set()), ("across", LANGUAGE_BOUND)):
            write(name, fitted(rows_of(batches.values()), name, left_out))


def lines(path: str) -> list[Json]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


# ---- what happens to reports


def changed(**fields: Callable[[Json, random.Random], object]) -> Callable[[list[Json]], list[Json]]:
    """The same reports with other fields, the same each time."""

    def change(docs: list[Json]) -> list[Json]:
        rng = random.Random(3)
        return [{**doc, **{name: make(doc, rng) for name, make in fields.items()}} for doc in docs]

    return change


def framed(doc: Json, rng: random.Random) -> str:
    """The text between pieces of a web site."""
    first = rng.randrange(len(SITE))
    return f"{SITE[first]}\n\n{doc['text']}\n\n{SITE[first - 1]}"


CHANGES: dict[str, Callable[[list[Json]], list[Json]]] = {
    "as they are": changed(),
    "without titles": changed(title=lambda _doc, _rng: ""),
    "cut to 500 characters": changed(text=lambda doc, _rng: doc["text"][:500]),
    "between pieces of a web site": changed(text=framed),
    "without dates": changed(published=lambda _doc, _rng: None),
    "one in twenty is a web site's page only": changed(
        text=lambda doc, rng: SITE[1] if rng.random() < 0.05 else doc["text"]
    ),
    "one in four months later": changed(
        published=lambda doc, rng: later(doc["published"]) if rng.random() < 0.25 else doc["published"]
    ),
}


def later(day: str) -> str:
    """The same day of the next year."""
    return f"{int(day[:4]) + 1}{day[4:]}".replace("-02-29", "-02-28")


# ---- pairs and fits


def read(docs: Sequence[Json]) -> tuple[list[Traits], dict[str, str]]:
    """The traits of the reports, and the incident of each."""
    documents = [
        document_from_json({"id": doc["doc_id"], **{key: doc[key] for key in TOLD if doc.get(key)}})
        for doc in docs
    ]
    furniture = repeated(documents)
    return [traits_of(document, furniture) for document in documents], {doc["doc_id"]: doc["event_id"] for doc in docs}


def rows_of(batches: Iterable[tuple[list[Traits], dict[str, str]]]) -> list[Row]:
    """Values, label and the two incidents of each pair that is compared."""
    return [row for traits, event in batches for row in pairs(traits, event)[1]]


def pairs(traits: list[Traits], event: dict[str, str]) -> tuple[list[tuple[int, int]], list[Row]]:
    """The pairs that are compared, and their rows."""
    rare = rarity_of(traits)
    reports = [weighed(one, rare) for one in traits]
    found = neighbours(reports)
    return found, [
        (
            values(reports[left], reports[right], rare),
            event[traits[left].id] == event[traits[right].id],
            frozenset((event[traits[left].id], event[traits[right].id])),
        )
        for left, right in found
    ]


def fitted(rows: Sequence[Row], name: str, left_out: set[str]) -> Weights:
    """Weights from these rows; what the rows cannot tell keeps its present weight."""
    known = weights(name)
    names = sorted({part for values, _, _ in rows for part in values} - BY_HAND - left_out)
    columns = [[values.get(part, 0.0) for part in names] for values, _, _ in rows]
    found = regression.fit(columns, [same for _, same, _ in rows])
    by_hand = {part: weight for part, weight in known.parts.items() if part in BY_HAND}
    return Weights(found[0], known.threshold, {**dict(zip(names, found[1:], strict=True)), **by_hand})


def report(title: str, name: str, batches: dict[str, tuple[list[Traits], dict[str, str]]], left_out: set[str]) -> None:
    """CoNLL F1 of each change on folds that the weights have not seen."""
    print(f"{title}:")
    rows = rows_of(batches.values())
    events = sorted({event for _, _, of in rows for event in of})
    fold = {event: number % FOLDS for number, event in enumerate(random.Random(1).sample(events, len(events)))}
    tables = [
        fitted([row for row in rows if all(fold[event] != number for event in row[2])], name, left_out)
        for number in range(FOLDS)
    ]
    for label, (traits, event) in batches.items():
        within, whole = [], measured(traits, event, fold, tables, left_out, weights(name).threshold)
        for number in range(FOLDS):
            some = [one for one in traits if fold[event[one.id]] == number]
            within.append(measured(some, event, fold, [tables[number]] * FOLDS, left_out, weights(name).threshold))
        print(f"  {label:<42} together {whole:.3f}   each fold by itself {sum(within) / FOLDS:.3f}")
    if not left_out:
        traits, event = batches["as they are"]
        told = " ".join(
            f"{threshold:.2f}:{measured(traits, event, fold, tables, left_out, threshold):.3f}"
            for threshold in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
        )
        print(f"  by threshold                               {told}")


def measured(  # noqa: PLR0913, PLR0917  the reports, their truth, the folds and what is tried
    traits: list[Traits],
    event: dict[str, str],
    fold: dict[str, int],
    tables: Sequence[Weights],
    left_out: set[str],
    threshold: float,
) -> float:
    """CoNLL F1 of all reports; a pair is weighed by tables that saw neither of its incidents, where there is one."""
    traits = sorted(traits, key=lambda one: one.id)
    rare = rarity_of(traits)
    reports = [weighed(one, rare) for one in traits]

    def evidence(left: int, right: int) -> float:
        of = [fold[event[traits[one].id]] for one in (left, right)]
        found = values(reports[left], reports[right], rare)
        kept = {part: value for part, value in found.items() if part not in left_out}
        said = [tables[number].evidence(kept) for number in of]
        return sum(said) / len(said) - logit(threshold)

    groups = Grouping({pair: evidence(*pair) for pair in neighbours(reports)}, evidence).groups()
    said = {one.id: one.id for one in traits}
    for members in groups:
        for number in members:
            said[traits[number].id] = traits[members[0]].id
    return conll({one.id: event[one.id] for one in traits}, said)


def write(name: str, table: Weights) -> None:
    """Put the weights into the vocabulary, by their names."""
    head, mark, rest = TABLE.read_text(encoding="utf-8").partition(f"[{name}]")
    body, following, tail = rest.partition("\n[" if f"[{name}.weights]" not in rest else f"[{name}.weights]")
    section, end, others = tail.partition("\n\n[")
    by_hand = [line for line in section.splitlines() if line.partition(" ")[0] in BY_HAND]
    by_hand = [HAND, *by_hand] if by_hand else []
    own = [f"{part} = {weight:.2f}" for part, weight in sorted(table.parts.items()) if part not in BY_HAND]
    body = re.sub(r"bias = \S+", f"bias = {table.bias:.2f}", body)
    TABLE.write_text(head + mark + body + following + "\n" + "\n".join(own + by_hand) + end + others, encoding="utf-8")


# ---- mentions


def fit_mentions(path: str, *, write_it: bool) -> None:
    """CoNLL F1 of mentions in topics left out of the fit. A pair counts less where its mentions have many."""
    found = lines(path)
    event = {row["mention_id"]: row["event_id"] for row in found}
    held = [linking.mention_of(row) for row in found]
    rows = mention_rows(held, event)
    stories = sorted({story(one) for one in held})
    thresholds = (0.3, 0.35, 0.4, 0.45, 0.5)
    said: dict[float, dict[str, str]] = {threshold: {} for threshold in thresholds}
    for left_out in stories:
        table = mention_weights([row for row in rows if row[2] != left_out])
        some = [one for one in held if story(one) == left_out]
        for threshold in thresholds:
            told = mentions.told_events(some, Weights(table.bias, threshold, table.parts))
            said[threshold] |= {identity: one.event for identity, one in told.items()}
    told = " ".join(f"{threshold:.2f}:{conll(event, labels):.3f}" for threshold, labels in said.items())
    lemmas = conll(event, {row["mention_id"]: f"{row['topic']} {row['lemma'].lower()}" for row in found})
    print(f"mentions of topics left out, by threshold: {told}   by lemma in its topic {lemmas:.3f}")
    if write_it:
        write("mentions", mention_weights(rows))


def story(mention: mentions.Mention) -> str:
    """The topic without its part: "12" of "12ecb", so that twin stories are left out together."""
    return re.match(r"\d*", mention.topic)[0] or mention.topic  # type: ignore[index]


def mention_rows(held: Sequence[mentions.Mention], event: dict[str, str]) -> list[MentionRow]:
    """Values, label, story and weight of each pair that is compared."""
    rare = mentions.rarity_of(held)
    read_ones = [mentions.read(one, rare) for one in held]
    pairs_of = mentions.candidates(read_ones)
    compared = Counter(number for pair in pairs_of for number in pair)
    return [
        (
            mentions.values(read_ones[left], read_ones[right], rare),
            event[held[left].id] == event[held[right].id],
            story(held[left]),
            1 / (compared[left] * compared[right]) ** 0.5,
        )
        for left, right in pairs_of
        if mentions.values(read_ones[left], read_ones[right], rare)
    ]


def mention_weights(rows: Sequence[MentionRow]) -> Weights:
    """The weights; one of head, word and family always holds, so that a constant is moved from the bias to them."""
    names = ["word", "family", "light", "sentence", "around", "same_sentence"]
    mean = sum(row[3] for row in rows) / len(rows)
    columns = [[row[0].get(name, 0.0) for name in names] for row in rows]
    found = regression.fit(columns, [row[1] for row in rows], [row[3] / mean for row in rows])
    parts = dict(zip(names, found[1:], strict=True))
    parts |= {"head": SHIFT, "word": parts["word"] + SHIFT, "family": parts["family"] + SHIFT}
    return Weights(found[0] - SHIFT, weights("mentions").threshold, parts)


# ---- usual words


def usual_words(paths: Sequence[str]) -> None:
    """Words that many reports hold in several sets, with the share of reports out of a thousand, by language."""
    shares: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        for language, held, reports in counted(lines(path)):
            for word, count in held.items():
                shares[language][word].append(count / reports)
    print("# language, word without its ending, reports of a thousand that hold it; by bench/fit_matching.py --words")
    for language in sorted(shares):
        for word, found in sorted(shares[language].items()):
            if len(found) >= LEAST_SETS and min(found) >= LEAST_SHARE / 2 and sum(found) / len(found) >= LEAST_SHARE:
                print(f"{language}\t{word}\t{round(1000 * sum(found) / len(found))}")


def counted(docs: list[Json]) -> Iterable[tuple[str, Counter[str], int]]:
    """For each language that has enough reports the words in small letters and how many reports hold them."""
    held: dict[str, list[set[str]]] = defaultdict(list)
    for doc in docs:
        text = doc["text"].lower() if doc.get("case") == "upper" else doc["text"]
        tokens = tokenise(text)
        small = {bare(word) for index, word in enumerate(tokens.words) if len(word) > 1 and tokens.raw(index).islower()}
        held[doc.get("lang") or language_of(text)].append(small)
    for language, reports in held.items():
        if len(reports) >= LEAST_REPORTS and language:
            yield language, Counter(word for words in reports for word in words), len(reports)


if __name__ == "__main__":
    main()
