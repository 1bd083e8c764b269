"""The register in the store: the same snapshots, life-lines and histories on both engines as from all in memory."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letapis.registry.custody.episode import episode_of, stands
from letapis.registry.custody.inside import inside, stretch_of
from letapis.registry.model.folding import fold
from letapis.registry.versions import Log, keys_in, touched
from letapis.store.entries import StoredEntries
from letapis.store.entry_update import rebuild, refresh

WORLDS = Path(__file__).parents[1] / "registry" / "custody" / "worlds.py"
SPEC = importlib.util.spec_from_file_location("custody_worlds", WORLDS)
worlds_of = importlib.util.module_from_spec(SPEC)
sys.modules["custody_worlds"] = worlds_of
SPEC.loader.exec_module(worlds_of)

ENGINES = ["sqlite", *(pytest.param(one, marks=pytest.mark.postgres) for one in ("postgresql", "sealed"))]
SEVERAL = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class HeldClaims:
    """Claims in memory; which key proposes what the store knows."""

    def __init__(self, stored, known):
        self.stored, self.known, self.by_key = stored, known.__getitem__, {}

    def add(self, claims, log):
        found = {key: claim for claim in claims for key in keys_in(claim, log)}
        for claim in claims:
            for key in keys_in(claim, log):
                self.by_key.setdefault(key, []).append(claim)
        return set(found)

    def claims_of(self, key):
        return self.by_key.get(key, [])

    def keys_of(self, entries):
        return self.stored.keys_of(entries)

    def keys(self):
        return sorted(self.by_key)

    def read_ahead(self, keys):
        pass


@pytest.fixture(params=ENGINES)
def store(request, open_at):
    found = open_at(request.param)
    yield found
    found.close()


@contextlib.contextmanager
def emptied(store):
    """The entries of the store, none at first."""
    stored = StoredEntries(store)
    with store.writing():
        stored.clear()
    yield stored


def rows(stored):
    from letapis.store.models import EntryVersion

    columns = ("ident", "kind", "subject", "first", "last", "known_from", "known_to", "status")
    held = stored.store.rows(EntryVersion)
    return sorted((*(getattr(one, name) for name in columns), bytes(one.body)) for one in held)


@SEVERAL
@given(world=worlds_of.worlds(), cut=st.integers(0, 9), order=st.randoms())
def test_grown_by_increments_is_the_same_as_rebuilt(store, world, cut, order):
    """Reports and judgements worked in one after another, in any order of reports, give the rows of a rebuild."""
    claims, known, log = world
    # People judge what they have seen: after it came, and one after another.
    log = tuple(replace(one, at=f"2021-02-{number:02}T10:00:00Z") for number, one in enumerate(log, 1))
    shuffled = list(claims)
    order.shuffle(shuffled)
    whole = Log(log)
    with emptied(store) as stored:
        holding = HeldClaims(stored, known)
        for number, part in enumerate((shuffled[:cut], shuffled[cut:])):
            then = Log(log[: len(log) // 2]) if number == 0 else whole
            keys = holding.add(part, whole)
            named, entries = touched(then.judgements if number == 0 else log[len(log) // 2 :], then)
            keys |= {key for claim in claims if claim.id in named for key in keys_in(claim, whole)}
            persons = [one for one in entries if one.startswith("person:")]
            refresh(stored, keys, entries | stored.idents_about(persons), then, holding)
        grown = rows(stored)
    with emptied(store) as stored:
        holding = HeldClaims(stored, known)
        holding.add(claims, whole)
        rebuild(stored, whole, holding)
        again = rows(stored)
    assert [row[:-1] for row in grown] == [row[:-1] for row in again]
    assert grown == again


@SEVERAL
@given(world=worlds_of.worlds(), later=st.integers(0, 60), day=st.integers(1, 9))
def test_the_snapshot_of_the_store_is_the_snapshot_of_all(store, world, later, day):
    """The rows that the store looks up give the snapshot that all stretches give, as known on any day."""
    claims, known, log = world
    on = date(2020, 10, 1) + timedelta(days=later)
    with emptied(store) as stored:
        holding = HeldClaims(stored, known)
        holding.add(claims, Log(log))
        rebuild(stored, Log(log), holding)
        for moment in (None, worlds_of.moment(day), worlds_of.moment(day)[:10]):
            entries = [one for one in stored.entries("episode", known=moment) if stands(one)]
            undated = sum(1 for one in entries if stretch_of(episode_of(one)) is None)
            assert stored.inside(on, moment) == inside(stored.stretches_known(moment), on, undated=undated)


def test_what_was_known_stays_readable_version_by_version(store, case_of_bokun):
    claims, known, log = case_of_bokun
    with emptied(store) as stored:
        holding = HeldClaims(stored, known)
        holding.add(claims, Log(log))
        rebuild(stored, Log(log), holding)
        (ident,) = {entry.id for entry in stored.entries("episode")}
        assert [(since, until, entry.values("ended")) for since, until, entry in stored.history(ident)] == [
            ("2020-11-04", "2020-11-10", ("2020-11-03",)),
            ("2020-11-10", "", ("2020-11-03", "2020-10-31")),
        ]
        assert stored.inside(date(2020, 11, 1), "2020-11-05").count() == 1
        assert stored.subjects() == {"person:bokun_a": "Anatol Bokun"}


@pytest.fixture
def case_of_bokun():
    from letapis.claims.claim import Claim, DateInterval

    def release(document, day, quote):
        when = DateInterval(date.fromisoformat(day), date.fromisoformat(day))
        return Claim(document, "release", quote, 0, len(quote), when, whom=("Anatol Bokun",))

    claims = [
        release("wire", "2020-11-03", "was released after 55 days in police custody"),
        release("letter", "2020-10-31", "was released on Saturday"),
    ]
    return claims, {"wire": "2020-11-04", "letter": "2020-11-10"}, ()


def test_an_entry_comes_back_with_every_statement(store, case_of_bokun):
    claims, known, log = case_of_bokun
    from letapis.registry.custody.proposing import proposed_episodes

    with emptied(store) as stored:
        holding = HeldClaims(stored, known)
        holding.add(claims, Log(log))
        rebuild(stored, Log(log), holding)
        made = fold(proposed_episodes("bokun a", claims, known.__getitem__))
        assert {one.id: one for one in stored.entries("episode")} == made


def test_another_archive_in_the_same_database_sees_nothing(store, case_of_bokun):
    from letapis.store.opening import Store

    claims, known, log = case_of_bokun
    with emptied(store) as stored:
        holding = HeldClaims(stored, known)
        holding.add(claims, Log(log))
        rebuild(stored, Log(log), holding)
        outsider = StoredEntries(Store(store.alias, store.archive + 1, store.where))
        day = date(2020, 11, 1)
        assert stored.inside(day).count() == 1
        assert outsider.inside(day).count() == 0
        assert list(outsider.entries("episode")) == []
        assert outsider.about(["person:bokun_a"]) == []
        assert outsider.subjects() == {}
        assert outsider.keys_of([one.id for one in stored.entries("episode")]) == frozenset()
        assert outsider.idents_about(["person:bokun_a"]) == frozenset()


@pytest.mark.parametrize("days", [1, 31, 32, 155, 156, 1023, 1024])
def test_a_stretch_of_any_length_is_found_on_its_days_and_on_no_other(store, days):
    from letapis.claims.claim import Claim, DateInterval

    began = date(2018, 1, 10)
    out = began + timedelta(days=days)
    told = (("detention", began, "was detained"), ("release", out, "was released"))
    claims = [Claim(kind, kind, quote, 0, len(quote), DateInterval(on, on), whom=("Anatol Bokun",))
              for kind, on, quote in told]  # fmt: skip
    known = {"detention": "2018-01-11", "release": "2022-01-01"}
    with emptied(store) as stored:
        holding = HeldClaims(stored, known)
        holding.add(claims, Log(()))
        rebuild(stored, Log(()), holding)
        asked = [began - timedelta(days=1), began, out - timedelta(days=1), out]
        assert [stored.inside(on).count() for on in asked] == [0, 1, 1, 0]
        for moment in (None, "2018-02-01"):
            assert [stored.inside(on, moment) for on in asked] == [
                inside(stored.stretches_known(moment), on) for on in asked
            ]


@pytest.mark.parametrize(("last", "within"), [
    ("2021-03-01", 31), ("2021-04-01", 31), ("2021-04-02", 155), ("2021-08-03", 155), ("2021-08-04", 1023),
    ("2023-12-19", 1023), ("2023-12-20", 0), ("", 0),
])  # fmt: skip
def test_how_long_a_stretch_is_at_most(last, within):
    from letapis.store.entry_rows import reach

    assert reach("2021-03-01", last) == within


@pytest.mark.parametrize("known", [None, "2021-03-01"])
def test_a_days_list_opens_no_row_in_a_file(open_at, known, monkeypatch):
    """An index has all that it shows: of an encrypted file each row would be a page to decrypt."""
    stored = StoredEntries(open_at("sqlite"))
    asked = []
    monkeypatch.setattr(stored.__class__, "_select", lambda _self, *told: asked.append(told) or [])
    list(stored._holding(date(2021, 3, 1), known))
    monkeypatch.undo()
    assert len(asked) == 4
    for columns, condition, parameters in asked:
        statement = (
            f"EXPLAIN QUERY PLAN SELECT {columns} FROM letapis_entry_version WHERE archive_id = %s AND {condition}"
        )
        ((*_, plan),) = stored.store.base.rows(statement, (1, *parameters))
        assert "COVERING INDEX letapis_entry_version_first" in plan
        assert "reach=? AND first>? AND first<?" in plan
