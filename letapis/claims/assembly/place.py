"""Where: the place of an act from its clause, its sentence, or where the narrative stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from letapis.claims.assembly.stand import COUNTRY, MAIN, SURE, Spot, Stand
from letapis.claims.places.reading import PlaceSpan
from letapis.claims.sentences.reading import Placed, Reading
from letapis.vocabulary.gazetteer import capitals, within

REGION = "region"
NOWHERE = frozenset({"condemnation", "sanction"})  # statements of governments and bodies have no place
STANDING = frozenset({"dateline", "heading", "earlier place"})  # where a place stands that another sentence gave
NATIONWIDE = 200  # persons from which on an act without a place is of the whole country, where it is no crowd
# Acts that a report about a town tells of the town unless it says otherwise: those of crowds whatever their number.
OF_CROWDS = frozenset(
    {"demonstration", "crowd_control", "violent_protest", "progovernment_rally", "strike", "symbolic_action"}
)
NO_TOWN = frozenset({"appeal", "aid"})
OF_THE_COUNTRY = frozenset({"killing", "censorship"})  # deaths are counted, and sites blocked, in the whole country
ELSEWHERE = frozenset({"smear", "disappearance", "charge"})  # by offices and media, seldom where the tale was just now
OF_PERSONS = frozenset(
    {
        "detention", "assault", "torture", "killing", "deployment", "search", "release", "charge", "due_process",
        "threat", "resignation", "sentence", "dismissal", "hunger_strike",
    }
)  # fmt: skip
JOINING = frozenset({",", "and", "и", "і", "й", "or", "или", "або", "ды", "та", "und", "in", "в", "у", "ў"})


@cache
def capital_names() -> frozenset[str]:
    """The capitals of the world."""
    return frozenset(capitals().values())


def place_of(reading: Reading, spot: Spot) -> tuple[tuple[str, ...], str, str]:
    """The most specific place of an act, with its rule and words."""
    if spot.kind in NOWHERE:
        return (), "", ""
    stand = spot.stand
    found = _within(reading, spot, spot.clause, "place in clause")
    if found is None and stand.country and _says(reading, spot.clause, "nationwide"):
        return stand.country, "whole country", ""
    found = found or _within(reading, spot, spot.sentence, "place in sentence") or _country_told(reading, spot)
    return found if found is not None else _from_stand(reading, spot)


def _from_stand(reading: Reading, spot: Spot) -> tuple[tuple[str, ...], str, str]:
    """The place of an act beside which none stands: where the narrative is, or the whole country."""
    stand = spot.stand
    if stand.place_rule in STANDING - {"heading"} and _nation_acts(reading, spot.clause):
        return stand.country, "national office", ""
    told = stand.place_rule in {MAIN, "earlier place"}
    if spot.kind in NO_TOWN and (told or stand.place_rule in {"country of the text", ""}):
        return _of_words(spot, told=told)
    if told and (spot.kind in OF_THE_COUNTRY or _nationwide(spot)):
        return stand.country, "figure of a country", ""
    if stand.place_rule == "earlier place" and spot.kind in ELSEWHERE:
        return stand.country, "country of the text", ""
    if stand.place_rule == MAIN and spot.kind not in OF_CROWDS | OF_PERSONS:
        return stand.country, "country of the text", ""
    return stand.place, stand.place_rule, ""


def _of_words(spot: Spot, *, told: bool) -> tuple[tuple[str, ...], str, str]:
    """A call is nowhere, signatures are of the country; help goes where it is needed."""
    if spot.kind == "appeal" and spot.count is None:
        return (), "", ""
    if spot.kind == "appeal" or not told:
        return spot.stand.country, "country of the text", ""
    return (), "", ""


def _nationwide(spot: Spot) -> bool:
    """Whether an act counts more persons than one town is likely to have, where it is no crowd."""
    low = spot.count.low if spot.count is not None else None
    return spot.kind in OF_PERSONS and low is not None and low >= NATIONWIDE


def _within(reading: Reading, spot: Spot, scope: tuple[int, int], rule: str) -> tuple[tuple[str, ...], str, str] | None:
    """The place among those of a token range; of a sentence only its towns count, and only by name."""
    start, end = scope
    items = [item for item in reading.places.within(start, end) if _locates(reading, item, spot.clause[0], spot.stand)]
    items = [item for item in items if not _of_a_part(reading, item, spot.head)]
    items = [item for item in items if not of_origin(reading, item)] or items
    towns = [item for item in items if item.span.kind != COUNTRY]
    if scope != spot.clause:
        items = towns = [item for item in towns if not item.span.implied or item.span.rule in SURE]
    if not items:
        return None
    country = _country(reading, items, towns, spot, start)
    if country is not None:
        return (country.span.place,), rule, reading.text(country.first, country.stop)
    nearest = min(towns or items, key=lambda item: _rank(reading, item, spot.head))
    row = _row(reading, towns or items, nearest)
    names = _without_parents(tuple(dict.fromkeys(item.span.place for item in row)))
    if towns:
        names += tuple(item.span.place for item in items if _across(reading, item) and item.span.place not in names)
    return names, rule, reading.text(row[0].first, row[-1].stop)


def _rank(reading: Reading, item: Placed[PlaceSpan], head: int) -> tuple[bool, bool, int, int]:
    """The likelier place first: named rather than implied, a town rather than the region of an office, and near."""
    wide = item.span.kind == REGION and not (item.first and _in(reading, item))
    return item.span.implied, wide, abs(item.first - head), item.first


def _country_told(reading: Reading, spot: Spot) -> tuple[tuple[str, ...], str, str] | None:
    """The country that a sentence names before its act, where else the town of the dateline would stand."""
    if spot.stand.place_rule not in STANDING:
        return None
    for item in reading.places.within(*spot.sentence):
        if item.span.kind == COUNTRY and not item.span.implied and item.first < spot.head and _in(reading, item):
            return (item.span.place,), "country in sentence", reading.text(item.first, item.stop)
    return None


def _of_a_part(reading: Reading, item: Placed[PlaceSpan], head: int) -> bool:
    """Whether a place belongs to a part told behind the act: "4,000 were detained, of them 1,500 in Moscow"."""
    return any(count.span.subset for count in reading.counts.within(head, item.first))


def _country(
    reading: Reading, items: list[Placed[PlaceSpan]], towns: list[Placed[PlaceSpan]], spot: Spot, start: int
) -> Placed[PlaceSpan] | None:
    """The country where it goes before the towns: as the subject ("Poland arrests"), or right behind the act."""
    opening = start + reading.words.has("determiners", reading.tokens.words[start])
    subject = next((item for item in items if item.first == opening and item.span.kind == COUNTRY), None)
    if subject is not None and not subject.span.implied and not any(_in(reading, item) for item in towns):
        return subject
    return next((item for item in items if _after(reading, item, spot.head)), None)


def _after(reading: Reading, item: Placed[PlaceSpan], head: int) -> bool:
    """A country right behind the act: "protests across Belarus"."""
    return item.span.kind == COUNTRY and 0 < item.first - head <= 3 and _in(reading, item)


def _in(reading: Reading, item: Placed[PlaceSpan]) -> bool:
    return item.first > 0 and reading.words.has("locative", reading.tokens.words[item.first - 1])


def _across(reading: Reading, item: Placed[PlaceSpan]) -> bool:
    """A country named beside its towns as a whole: "in Minsk and across Belarus"."""
    words = reading.tokens.words
    if item.span.kind != COUNTRY or item.first < 2 or not reading.words.has("across", words[item.first - 1]):
        return False
    return reading.words.has_any("nationwide", words[max(0, item.first - 4) : item.first])


def _without_parents(names: tuple[str, ...]) -> tuple[str, ...]:
    """Only the most specific: not the region beside its town."""
    return tuple(name for name in names if not any(name != other and within(other, name) for other in names))


def _locates(reading: Reading, item: Placed[PlaceSpan], clause_start: int, stand: Stand) -> bool:
    """Whether a place says where. A country that is only spoken of ("accusations of the US") does not."""
    span = item.span
    if _acts(reading, item, clause_start):
        return False
    if span.kind == COUNTRY and span.implied:  # "Georgian police", "57 Bangladeshis": who, not where
        return False
    words = reading.tokens.words
    before = words[item.first - 1] if item.first > clause_start else ""
    if before == "the" and item.first > 1:
        before = words[item.first - 2]
    if span.kind != COUNTRY or not stand.country:
        return not reading.words.has("not_locative", before)
    if span.implied and stand.place_rule in STANDING:
        return False
    return (span.place,) == stand.country or reading.words.has("locative", before) or item.first == clause_start


def _acts(reading: Reading, item: Placed[PlaceSpan], clause_start: int) -> bool:
    """Whether a capital stands for its government: it opens the clause and a verb follows, "Paris expels envoys"."""
    if item.first != clause_start or item.span.place not in capital_names() or item.span.implied:
        return False
    words = reading.tokens.words
    return item.stop < len(words) and reading.words.has("verbs", words[item.stop])


def of_origin(reading: Reading, item: Placed[PlaceSpan]) -> bool:
    """Whether a place only says where somebody is from: "a nurse from Pinsk", "Ihar Kot of Orsha"."""
    index = item.first - 1
    if index < 1 or not reading.words.has("origin", reading.tokens.words[index]):
        return False
    people = [each for each in reading.people.within(max(index - 6, 0), index) if each.stop == index]
    if any(each.span.type == "PER" for each in people):
        return True
    if any(each.span.type == "GROUP" and not each.span.state for each in people):
        return True
    return bool(reading.words.kinds(reading.tokens.words[index - 1]) & {"person", "persons"})


def _row(reading: Reading, items: Sequence[Placed[PlaceSpan]], nearest: Placed[PlaceSpan]) -> list[Placed[PlaceSpan]]:
    """The places joined to the nearest one by commas and conjunctions: "in Tehran, Isfahan and Shiraz"."""
    position = list(items).index(nearest)
    row = [nearest]
    for item in items[position + 1 :]:
        if not _joined(reading, row[-1].stop, item.first):
            break
        row.append(item)
    for item in reversed(items[:position]):
        if not _joined(reading, item.stop, row[0].first):
            break
        row.insert(0, item)
    return row


def _joined(reading: Reading, start: int, end: int) -> bool:
    words = reading.tokens.words[start:end]
    return 1 <= len(words) <= 3 and all(word in JOINING for word in words) and words[0] not in {"in", "в", "у", "ў"}


def _nation_acts(reading: Reading, clause: tuple[int, int]) -> bool:
    """Whether an office of the nation stands in the clause, not as a place: "outside parliament" is in its town."""
    words = reading.tokens.words
    for index in range(*clause):
        if reading.words.has("national", words[index]):
            before = words[max(clause[0], index - 2) : index]
            if not reading.words.has_any("locative", before):
                return True
    return False


def _says(reading: Reading, clause: tuple[int, int], name: str) -> bool:
    """Whether a word of a list stands in the clause: "across the country", or the president acts."""
    return any(reading.words.has(name, reading.tokens.words[index]) for index in range(*clause))
