"""The sentence of a figure: the value by its rule, then every standing reading that it has not said yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from letapis.names.organisations import bodies
from letapis.publications.amounts import Amount, amount, counted, moment, noun, words
from letapis.registry.counts import Interval, contains
from letapis.registry.readings import meant, outgrown
from letapis.registry.record import Figure, Origin, Reading, Record
from letapis.sources.document import Document
from letapis.vocabulary.measures import measures

MOST_SAID = 5  # rival readings told one by one; the page of the figure shows them all


def figure_sentence(
    figure: Figure, record: Record, documents: Iterable[Document] = (), language: str = "en"
) -> str:
    """`At least 600 to 700 people were detained, two origins`.

    With a name list it leads: `At least 620 people (Viasna, name list, 12 Oct 12:30); 713 according to the Interior
    Ministry.` Readings that contradict are always said. All that is told stands in the record.
    """
    del documents
    origins = {origin.id: origin for origin in record.origins}
    standing = [reading for reading in figure.readings if reading.standing]
    if figure.published is None or not standing:
        return str(words(language)["sentence"]["none"])
    rivals = unsaid(figure, origins)
    others = [_said_by(reading, origins, language) for reading in rivals[:MOST_SAID]]
    if len(rivals) > MOST_SAID:
        others.append(counted(len(rivals) - MOST_SAID, "more", language))
    lead = _lead(figure, standing, origins, bool(others), language)
    text = "; ".join([lead, *others])
    return _capital(f"{text.removesuffix('.')}." if others else text)  # an initial ends with its own full stop


def why(figure: Figure, record: Record, documents: Iterable[Document] = (), language: str = "en") -> str:
    """The paragraph "why do numbers differ?" beside the sentence."""
    from letapis.publications.differences import why as told

    return told(figure, record, documents, language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def interval(reading: Reading) -> Interval:
    """The reading's value."""
    return reading.low, reading.high


def unsaid(figure: Figure, origins: dict[str, Origin]) -> list[Reading]:
    """Standing readings to say after the lead: of those that imply one another the narrowest, bodies before reports.

    Beside a list or one chosen reading all that it does not imply are said; a range has said its reports already, so
    that only bodies and contradictions are named.
    """
    assert figure.published is not None
    leading = set(figure.published.readings)
    standing = last_told(figure)
    ranged = figure.published.rule == "range"
    if len({interval(one) for one in standing}) == 1 and ranged:
        return []
    clashing = _clashing(figure)
    if ranged:
        rivals = [one for one in standing if one.id in clashing or _is_body(one, origins)]
    else:
        lead = [one for one in standing if one.id in leading]
        rivals = [one for one in standing if one.id not in leading and not _implied(one, lead)]
    return sorted(_narrowest(rivals, origins), key=lambda one: _said_order(one, origins))


def last_told(figure: Figure) -> list[Reading]:
    """The standing readings without the earlier moments of a number that grew: those are told beside the figure."""
    standing = [reading for reading in figure.readings if reading.standing]
    return [one for one in standing if not any(outgrown(one, other, figure.scope) for other in standing)]


def _is_body(reading: Reading, origins: dict[str, Origin]) -> bool:
    origin = origins.get(reading.origin)
    return bool(origin and origin.kind == "body")


def _clashing(figure: Figure) -> set[str]:
    """Ids of readings that no number makes true together with another one."""
    return {reading for one in figure.relations if one.kind == "conflict" for reading in (one.left, one.right)}


def _implied(reading: Reading, by: Iterable[Reading]) -> bool:
    return any(contains(meant(reading), meant(one)) for one in by)


def _narrowest(readings: list[Reading], origins: dict[str, Origin]) -> list[Reading]:
    """The readings that no other one of them implies; of equal ones the first of a body."""
    ordered = sorted(readings, key=lambda one: (*_said_order(one, origins), one.id))
    kept: list[Reading] = []
    for reading in ordered:
        narrower = [one for one in readings if interval(one) != interval(reading)]
        same = [one for one in kept if interval(one) == interval(reading)]
        if not same and not _implied(reading, narrower):
            kept.append(reading)
    return kept


def _said_order(reading: Reading, origins: dict[str, Origin]) -> tuple[bool, float, str]:
    return not _is_body(reading, origins), -(reading.low or reading.high or 0), reading.origin


def _said_by(reading: Reading, origins: dict[str, Origin], language: str) -> str:
    pattern = words(language)["sentence"]["other"]
    told = amount(interval(reading), language).text
    return str(pattern.format(amount=told, origin=origin_name(origins.get(reading.origin), language)))


def origin_name(origin: Origin | None, language: str, article: bool = True) -> str:
    """The origin's name: of a body in the language, with the article where English wants it; else as it stands."""
    if origin is None:
        return "?"
    body = bodies.recognise(origin.label) if origin.id.startswith("body:") else None
    name = body.labels.get(language, origin.label) if body else origin.label
    heads: list[str] = words(language)["article"]["the"]
    wants = article and body and not name.casefold().startswith("the ") and set(name.casefold().split()) & set(heads)
    return f"the {name}" if wants else name


def definition_of(figure: Figure, origins: Mapping[str, Origin], language: str) -> str:
    """What is counted where it is not what the measure says, with the body whose criteria it follows; else empty."""
    if not figure.criteria:
        return figure.definition
    pattern: str = words(language)["account"]["criteria"]
    body = origin_name(origins.get(figure.criteria), language, article=False)
    return pattern.format(definition=figure.definition, origin=body)


def lead_amount(figure: Figure, language: str) -> Amount:
    """The published value as a phrase; floors of several readings as "at least 600 to 700"."""
    published = figure.published
    assert published is not None
    rested = [reading for reading in figure.readings if reading.id in published.readings]
    lows = [reading.low for reading in rested if reading.low is not None]
    open_ended = published.high is None and published.rule == "range" and lows
    floors = (min(lows), max(lows)) if open_ended else None
    return amount((published.low, published.high), language, floors)


def _lead(
    figure: Figure, standing: list[Reading], origins: dict[str, Origin], followed: bool, language: str
) -> str:
    patterns = words(language)["sentence"]
    assert figure.published is not None
    told = lead_amount(figure, language)
    rested = [reading for reading in standing if reading.id in figure.published.readings]
    first = next((one for one in rested if _is_body(one, origins)), rested[0])
    slots = {
        "amount": told.text,
        "noun": _noun(figure, told, language),
        "done": measures()[figure.measure].done[language][told.verb],
        "origins": counted(figure.origins, "origins", language),
        "origin": origin_name(origins.get(first.origin), language),
        "list": _list(first, origins, language),
        "label": measures()[figure.measure].label[language],
        "definition": figure.definition,
        "body": origin_name(origins.get(figure.criteria), language, article=False),
    }
    alike = len({interval(one) for one in standing}) == 1 and figure.origins == 1
    by_body = alike and _is_body(first, origins)
    return str(_pattern(figure, patterns, told, followed=followed, by_body=by_body).format(**slots))


def _noun(figure: Figure, told: Amount, language: str) -> str:
    """Who or what is counted; of several groups all, «journalists and women»."""
    codes = figure.population.split("+") if figure.population else [figure.unit]
    known = [code for code in codes if code in words(language)["units"]]
    if figure.population and len(known) < len(codes):
        return f"{noun(figure.unit, told.noun, language)} ({figure.population})"
    return str(words(language)["sentence"]["also"]).join(noun(code, told.noun, language) for code in codes)


def _pattern(figure: Figure, patterns: dict[str, str], told: Amount, *, followed: bool, by_body: bool) -> str:
    plain = figure.unit == measures()[figure.measure].unit and not (figure.population and told.verb == "one")
    if not plain or figure.definition:
        short = patterns["criteria" if figure.criteria else "defined" if figure.definition else "labelled"]
        tail = "conflict" if _clashing(figure) else "origins"
        return short + patterns[tail].rpartition("{done}")[2]
    assert figure.published is not None
    if figure.published.rule == "named_list":
        return patterns["list_lead" if followed else "list_alone"]
    if by_body:
        return patterns["one_origin_named"]
    return patterns["conflict" if _clashing(figure) else "origins"]


def _list(reading: Reading, origins: dict[str, Origin], language: str) -> str:
    told = [origin_name(origins.get(reading.origin), language, article=False), words(language)["sentence"]["name_list"]]
    if reading.as_of and reading.stated:
        told.append(moment(reading.as_of, language))
    return ", ".join(told)
