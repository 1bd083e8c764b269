"""As known on a day: what comes to be known later changes nothing of it, for any world and any day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.registry.custody.episode import episode_of, stands
from letapis.registry.custody.inside import inside, stretch_of
from letapis.registry.judging import edited, effects
from letapis.registry.record import Record
from letapis.registry.register import register
from letapis.registry.versions import Log, Unit, as_known, keys_in, unit_around, versions

from .worlds import FIRST, moment, worlds


def record_of(claims, log):
    """The claims as people left them, as the record has them."""
    found = effects(log)
    kept = [one for one in claims if one.id not in found.rejected]
    for number, claim in enumerate(kept):
        for slot, (value, _) in sorted(found.edits.get(claim.id, {}).items()):
            kept[number] = edited(kept[number], slot, value)
    return Record(tuple(kept), (), (), ())


def known_on(day, claims, known, log):
    """The register of what was there on a day, made as if nothing had come since."""
    then = [one for one in claims if known[one.document] <= moment(day)]
    judged = [one for one in log if one.at <= moment(day)]
    return register(record_of(then, judged), judged, known.__getitem__, None, {"episode"})


def snapshot(entries, joined, on):
    episodes = (episode_of(entry) for entry in entries if stands(entry))
    return inside([one for one in (stretch_of(episode, joined) for episode in episodes) if one], on)


class Holding:
    """Claims in memory, and which key proposes what."""

    def __init__(self, claims, known, log):
        self.log, self.known = log, known.__getitem__
        self.by_key = {}
        for claim in claims:
            for key in keys_in(claim, log):
                self.by_key.setdefault(key, []).append(claim)
        self.of = {}
        for key in self.by_key:
            for one in versions(Unit({key: self.claims_of(key)}), log, self.known):
                self.of.setdefault(one.entry.id, set()).add(key)

    def claims_of(self, key):
        return self.by_key.get(key, [])

    def keys_of(self, entries):
        return {key for entry in entries for key in self.of.get(entry, ())}


def all_versions(claims, known, log):
    holding = Holding(claims, known, log)
    found = {}
    judged = {entry for one in log.judgements for entry in log.entries_of(one) if entry.startswith("episode:")}
    units = [([key], []) for key in holding.by_key] + [(holding.keys_of([one]), [one]) for one in judged]
    for keys, entries in units:
        for one in unit_around(keys, entries, log, holding)[1]:
            found[one.entry.id, one.known_from] = one
    return list(found.values())


@settings(max_examples=150, deadline=None)
@given(worlds(), st.integers(1, 9), st.integers(0, 60))
def test_a_version_is_what_was_known_then(world, day, later):
    """The versions of all, cut at a day, tell the same as a register of that day that knows nothing of what came."""
    claims, known, log = world
    held = list(as_known(all_versions(claims, known, Log(log)), moment(day)))
    then = known_on(day, claims, known, log)
    assert {one.entry.id: values(one.entry) for one in held} == {
        name: values(entry) for name, entry in then.entries.items()
    }
    on = FIRST + timedelta(days=later)
    persons = {one: other for one, other in then.joined.items() if one.startswith("person:")}
    assert snapshot([one.entry for one in held], persons, on) == snapshot(then.of_kind("episode"), persons, on)


@settings(max_examples=100, deadline=None)
@given(worlds(), st.integers(1, 8))
def test_later_knowledge_changes_nothing_that_was_known(world, day):
    """The versions that stood on a day are the same with and without what came after it."""
    claims, known, log = world
    earlier = [one for one in claims if known[one.document] <= moment(day)]
    before = all_versions(earlier, known, Log(one for one in log if one.at <= moment(day)))
    after = all_versions(claims, known, Log(log))
    one, other = ({v.entry.id: values(v.entry) for v in as_known(found, moment(day))} for found in (before, after))
    assert one == other


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_versions_of_an_entry_follow_one_another(world):
    """One version stands at a time; the first begins when the entry became known, and only the last is open."""
    claims, known, log = world
    by_entry = {}
    for one in sorted(all_versions(claims, known, Log(log)), key=lambda one: (one.entry.id, one.known_from)):
        by_entry.setdefault(one.entry.id, []).append(one)
    for held in by_entry.values():
        for one, following in pairwise(held):
            assert one.known_from < one.known_to <= following.known_from


@settings(max_examples=100, deadline=None)
@given(worlds(), st.integers(0, 60), st.randoms())
def test_the_order_of_claims_is_of_no_account(world, later, random):
    claims, known, log = world
    shuffled = list(claims)
    random.shuffle(shuffled)
    on = FIRST + timedelta(days=later)
    one, other = (
        register(record_of(held, log), log, known.__getitem__, None, {"episode"}) for held in (claims, shuffled)
    )
    assert one.entries == other.entries
    assert snapshot(one.of_kind("episode"), one.joined, on) == snapshot(other.of_kind("episode"), other.joined, on)


def values(entry):
    return entry.aliases, {slot: filled.values for slot, filled in entry.slots.items() if filled.values}


def test_a_release_learned_of_later_leaves_the_old_snapshot(case):
    """Detained on 11 October, the release of 20 October becomes known in January: December's page still says inside."""
    case.claim("detention", "2020-10-11", "was detained", "Jan Vierasien", known="2020-10-12")
    case.claim("sentence", "2020-10-12", "got 30 days of arrest", "Jan Vierasien", known="2020-10-13")
    case.claim("release", "2020-10-20", "was released", "Jan Vierasien", known="2021-01-05")
    counts = {}
    for as_of in ("2020-12-01", "2021-01-05"):
        held = case.register(as_of)
        counts[as_of] = snapshot(held.of_kind("episode"), held.joined, date(2020, 10, 25)).count("surely")
    assert counts == {"2020-12-01": 1, "2021-01-05": 0}
