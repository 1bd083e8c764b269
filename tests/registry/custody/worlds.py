"""Random worlds of custody: claims on a few persons and what people judge of them, each known on a day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from letapis.claims.claim import Claim, Count, DateInterval
from letapis.registry.custody.proposing import proposed_episodes
from letapis.registry.judgement import Given, Judgement
from letapis.registry.register import by_person

NAMES = ("Jan Vierasien", "J. Vierasien", "Janina Vierasien", "Ala Zima")
QUOTES = {
    "detention": ("was detained", "was detained for 15 days", "taken to a police station", "put under house arrest"),
    "release": ("was released", "was released after 12 days in custody", "was moved to house arrest"),
    "sentence": ("was sentenced to 15 days of arrest", "got two years of colony", "was fined 25 base units"),
    "charge": ("was charged",),
    "disappearance": ("disappeared",),
}
STATED = [
    ("person", "Ala Zima"), ("began", "2020-10-20"), ("ended", "2020-11-01"), ("ended", ""), ("sanction", "10 days"),
]  # fmt: skip
FIRST = date(2020, 10, 1)


def moment(day: int) -> str:
    return f"2021-01-{day:02}T10:00:00Z"


@st.composite
def claims(draw):
    """Up to eight claims, each in a report of its own that came on some day."""
    found = []
    known = {}
    for number in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(sorted(QUOTES)))
        first = FIRST + timedelta(days=draw(st.integers(0, 40)))
        last = first + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 20])))
        whom = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
        dated = draw(st.sampled_from([True, True, True, False]))
        quote = draw(st.sampled_from(QUOTES[kind]))
        known[f"d{number}"] = moment(draw(st.integers(1, 9)))
        when, count = DateInterval(first, last) if dated else None, Count(len(whom), len(whom))
        found.append(Claim(f"d{number}", kind, quote, 0, len(quote), when, whom=tuple(whom), count=count))
    return found, known


@st.composite
def worlds(draw):
    """Claims, when each report came, and a log of judgements on claims and on entries."""
    found, known = draw(claims())
    of_each = by_person(found).items()
    proposed = {one.entry for key, theirs in of_each for one in proposed_episodes(key, theirs, known.__getitem__)}
    entries = [*sorted(proposed), "episode:x", "person:vierasien_j", "person:zima_a"]
    log: list[Judgement] = []
    day = 1
    for number in range(1, draw(st.integers(0, 6)) + 1):
        day = min(9, day + draw(st.integers(0, 3)))
        log.append(draw(judgement(f"j{number}", moment(day), found, entries, log)))
    return found, known, tuple(log)


@st.composite
def judgement(draw, name, at, found, entries, log):
    kind = draw(st.sampled_from(["reject", "edit", "state", "correct", "accept", "reject_entry", "join", "undo"]))
    claim = draw(st.sampled_from([one.id for one in found]))
    entry = draw(st.sampled_from(entries))
    if kind in {"state", "correct"}:
        entry = entry if entry.startswith("episode:") else "episode:x"
        slot, value = draw(st.sampled_from(STATED))
        return Judgement(name, kind, (entry,), "anna", at, given=(Given(slot, value),))
    if kind == "reject_entry":
        return Judgement(name, "reject", (entry,), "anna", at)
    if kind == "join":
        other = draw(st.sampled_from([one for one in entries if one.split(":")[0] == entry.split(":")[0]]))
        return Judgement(name, "join", (entry, other), "anna", at)
    if kind == "edit":
        return Judgement(name, "edit", (claim,), "anna", at, slot="whom", value=draw(st.sampled_from(NAMES)))
    if kind == "undo" and log:
        return Judgement(name, "undo", (draw(st.sampled_from(log)).id,), "anna", at)
    return Judgement(name, "reject" if kind == "reject" else "accept", (claim,), "anna", at)
