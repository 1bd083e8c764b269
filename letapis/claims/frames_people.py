"""Who did it and to whom, as written: the persons, bodies and groups that stand where the frame puts them."""

from __future__ import annotations

from letapis.claims.assembly_reading import Reading
from letapis.claims.frames import Frame
from letapis.claims.people import PersonSpan

LONGEST_PHRASE = 7  # words of a phrase that is given as written where nobody is recognised in it

Names = tuple[str, ...]


def participants(reading: Reading, frame: Frame) -> tuple[Names, Names]:
    """Who and whom. In English by word order; elsewhere forces and officials act, the others suffer."""
    if reading.lexicon.passive_endings:
        return _by_kind(reading, frame)
    subject, patient = _names(reading, *frame.subject), _names(reading, *frame.object)
    if frame.hit.act.counted == "who":
        return (subject if frame.voice in {"active", "passive"} else (), ())
    if frame.voice == "passive":
        return _names(reading, *frame.agent), subject
    if frame.hit.act.counted == "none":
        return (subject, ()) if frame.voice == "active" else ((), ())
    if frame.voice == "active":
        return subject, patient
    return (), patient


def _by_kind(reading: Reading, frame: Frame) -> tuple[Names, Names]:
    spans = _people(reading, frame.clause.start, frame.clause.end)
    acting = tuple(dict.fromkeys(span.name for span in spans if span.state and span.size is None))
    others = tuple(dict.fromkeys(span.name for span in spans if span.name not in acting and span.type != "ORG"))
    return (others or acting, ()) if frame.hit.act.counted == "who" else (acting, others)


def _people(reading: Reading, start: int, end: int) -> list[PersonSpan]:
    """The people named in tokens [start, end), without the role that stands before a name."""
    items = reading.people.within(start, end)
    named = {item.first for item in items if item.span.type == "PER"}
    return [item.span for item in items if item.span.type == "PER" or item.stop not in named]


def _names(reading: Reading, start: int, end: int) -> Names:
    """The people named in tokens [start, end), else the phrase itself where it is short."""
    found = tuple(dict.fromkeys(span.name for span in _people(reading, start, end)))
    if found:
        return found
    words = reading.tokens.words[start:end]
    named = bool(words) and len(words) <= LONGEST_PHRASE and any(word[0].isalpha() for word in words)
    return (reading.text(start, end),) if named else ()
