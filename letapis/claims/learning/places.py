"""Every place that a text offers an act: of its clause, sentence and paragraph, of dateline and country; none."""

from __future__ import annotations

from letapis.claims.assembly.stand import COUNTRY, WIDE, Spot
from letapis.claims.learning.options import LEARNED, Asked, Collected, distance
from letapis.claims.places.reading import PlaceSpan
from letapis.claims.sentences.reading import Placed, Reading

FEW = 8  # places before that are looked at

Named = tuple[str, ...]
Found = tuple[Named, str, str]


def place_options(reading: Reading, spot: Spot, ruled: Found) -> Asked[Named]:
    """The options for the place of an act; `ruled` is what the rules took."""
    found: Collected[Named] = Collected(ruled)
    _named(found, reading, spot)
    stand = spot.stand
    if stand.place:
        found.offer(stand.place, stand.place_rule, "", f"stand {stand.place_rule}")
    _around(found, reading, spot)
    if stand.country:
        found.offer(stand.country, "country of the text", "", "country")
    for source, place in reading.whole.places if reading.whole is not None else ():
        found.offer(place, LEARNED + source.removesuffix(" town").removesuffix(" country"), "", f"whole {source}")
    found.offer((), f"{LEARNED}none", "", "none")
    return found.asked()


def _named(found: Collected[Named], reading: Reading, spot: Spot) -> None:
    """The places that the sentence of the act names."""
    start, end = spot.clause
    for item in reading.places.within(*spot.sentence):
        where = "clause" if start <= item.first < end else "sentence"
        traits = [f"{where} {distance(item.first, item.stop, spot.head)}", *_traits(reading, item)]
        words = reading.text(item.first, item.stop)
        found.offer((item.span.place,), f"place in {where}", words, f"{where} {_wide(item.span)}", traits)


def _wide(span: PlaceSpan) -> str:
    return "country" if span.kind == COUNTRY else "region" if span.kind in WIDE else "town"


def _traits(reading: Reading, item: Placed[PlaceSpan]) -> list[str]:
    span, words = item.span, reading.tokens.words
    before = words[item.first - 1] if item.first else ""
    found = [f"{_wide(span)} by {span.rule}", "implied" if span.implied else "named"]
    if reading.words.has("locative", before):
        found.append("behind in")
    if reading.words.has("not_locative", before):
        found.append("behind from")
    if before and not before[0].isalnum():
        found.append("behind a mark")
    return found


def _around(found: Collected[Named], reading: Reading, spot: Spot) -> None:
    """The places of the sentence before, of the paragraph, and the last town named before."""
    start = spot.sentence[0]
    opening, places = reading.paragraph_of(start), reading.places
    earlier = [item for item in places.before(start, FEW) if not item.span.implied]
    here = [item for item in earlier if item.first >= opening]
    previous = reading.openings[reading.tokens.sentence_of(start - 1)] if start else 0
    rows = (
        ("previous sentence", [item for item in here if item.first >= previous][-1:]),
        ("first of paragraph", [item for item in places.first(opening, start) if not item.span.implied]),
        ("last of paragraph", here[-1:]),
        ("last before", [item for item in earlier if item.span.kind not in WIDE][-1:]),
    )
    for source, items in rows:
        for item in items:
            words = reading.text(item.first, item.stop)
            found.offer((item.span.place,), LEARNED + source, words, f"{source} {_wide(item.span)}")
