"""Organisations, offices, memberships: every source stands, nobody is joined, members of chats are not listed."""

from __future__ import annotations

from datetime import date

import pytest

from letapis.registry.organisations.naming import bodies_in, organisation_id, sort_of
from letapis.registry.organisations.reading import (
    by_organisation,
    holders_of,
    likely_same,
    remarks,
    threshold_of,
)

COUNCIL = "organisation:coordination-council"


def by_id(entries):
    return {entry.id: entry for entry in entries}


def test_row_101_a_council_is_proposed_with_its_kind_aim_and_sentence(told, kept):
    told.report("essay", "2020-08-23")
    told.claim("essay", "organising", "2020-08-18", "Belarus",
               quote="They have created a Coordination Council to conduct a dialogue with society")  # fmt: skip
    (council,) = kept("organisation")
    assert council.id == COUNCIL
    assert council.values("kind") == ("council",)
    assert council.values("aim") == ("to conduct a dialogue with society",)
    assert council.one("founded") == "2020-08-18"
    assert council.machine


def test_a_body_that_acts_is_not_founded_by_that(told, kept):
    told.report("essay", "2020-10-15")
    told.claim("essay", "organising", "2020-10-14", "Belarus", status="planned",
               quote="the Coordination Council has called for the elections of representatives")  # fmt: skip
    (council,) = kept("organisation")
    assert council.values("founded") == council.values("announced") == ()


def test_row_6_strike_committees_everywhere_are_an_entry_of_their_event(told, kept):
    told.report("essay", "2020-08-23")
    told.claim("essay", "organising", "2020-08-17", "Belarus",
               quote="Strike committees were being created everywhere to coordinate the strikes")  # fmt: skip
    told.claim("essay", "organising", "2020-08-19", "Brest", quote="a strike committee was elected at a plant")
    found = kept("organisation")
    assert len(found) == 2
    assert {one.values("kind") for one in found} == {("strike_committee",)}


def test_a_body_has_one_entry_wherever_it_is_named_in_whatever_language(told, kept):
    told.report("a", "2020-08-23")
    told.report("b", "2020-08-24")
    told.claim("a", "organising", "2020-08-18", "Belarus", quote="A Coordination Council was created")
    told.claim("b", "organising", "2020-08-18", "Belarus", quote="Создан Координационный совет")
    (council,) = kept("organisation")
    assert set(council.values("name")) == {"Coordination Council", "Координационный совет"}


def test_x18_two_aims_of_one_text_are_two_statements(stated):
    stated.state(COUNCIL, name="Coordination Council", on=("essay",))
    stated.state(
        COUNCIL,
        "set new elections and supervise the transfer of power",
        ("essay:1",),
        aim="new elections and a transfer of power",
    )
    stated.state(COUNCIL, "no aim to overthrow the government", ("essay:2",), aim="not to overthrow the government")
    aims = by_id(stated.entries)[COUNCIL].slots["aim"].standing
    assert [one.rests_on for one in aims] == [("essay:1",), ("essay:2",)]


def test_row_103_a_strike_committee_belongs_to_the_council(stated):
    committee = stated.state("organisation:mine", name="Strike committee of the mine", kind="strike_committee")
    stated.state(COUNCIL, name="Coordination Council")
    stated.state(
        "membership:a",
        member_body=committee,
        organisation=COUNCIL,
        role="some heads of strike committees",
        told_for="2020-08-19",
    )
    (member,) = by_organisation(stated.entries)[COUNCIL]
    assert member.values("member_body") == (committee,)


def test_x14_rival_titles_of_one_office_all_stand_with_their_sources(stated):
    """One man, three titles: co-chair in two reports, deputy chair in a third."""
    committee = stated.state("organisation:committee", name="Strike committee of Belaruskali")
    office = stated.state("office:a", person="person:bokun", organisation=committee)
    stated.state(office, "co-chair of the strike committee", ("militant:1",), title="co_chair")
    stated.state(office, "co-chairperson", ("labourstart:1",), title="co_chair")
    stated.state(office, "stellvertretender Vorsitzender", ("labournet:1",), title="deputy_chair")
    held = holders_of(by_organisation(stated.entries)[committee])
    assert [(one.title, one.words, one.rests_on) for one in held] == [
        ("co_chair", "co-chair of the strike committee", ("militant:1",)),
        ("co_chair", "co-chairperson", ("labourstart:1",)),
        ("deputy_chair", "stellvertretender Vorsitzender", ("labournet:1",)),
    ]
    from letapis.registry.register import rivals

    assert rivals(by_id(stated.entries)[office]) == ("title",)


def test_x14_offices_of_one_person_in_two_bodies_are_two(stated):
    for name, body, title in (("a", "organisation:committee", "co_chair"), ("b", "organisation:union", "deputy_chair")):
        stated.state(f"office:{name}", person="person:c", organisation=body, title=title)
    assert [one.title for one in holders_of(stated.entries)] == ["co_chair", "deputy_chair"]
    assert [one.title for one in holders_of(by_organisation(stated.entries)["organisation:union"])] == ["deputy_chair"]


@pytest.mark.parametrize(
    ("day", "titles"), [(date(2020, 7, 1), []), (date(2020, 9, 1), ["chair"]), (date(2021, 1, 1), ["secretary"])]
)
def test_officers_on_a_day(stated, day, titles):
    stated.state("office:a", person="person:a", title="chair", began="2020-08-17", ended="2020-12-31")
    stated.state("office:b", person="person:a", title="secretary", began="2021-01-01")
    assert [one.title for one in holders_of(stated.entries, on=day)] == titles


def test_an_office_is_proposed_where_a_claim_names_one_person_and_one_office(told, kept):
    told.report("news", "2020-11-23")
    told.claim("news", "release", "2020-11-03", "Salihorsk", whom=("Ihar Zubok",),
               quote="Ihar Zubok, co-chair of the strike committee, was released")  # fmt: skip
    (office,) = kept("office")
    assert (office.one("title"), office.one("body"), office.one("told_for")) == (
        "co_chair",
        "strike committee",
        "2020-11-03",
    )
    assert office.slots["title"].standing[0].words == "co-chair"


@pytest.mark.parametrize(
    ("quote", "whom"),
    [
        ("arrests of strike leaders in Hrodna", ("strike leaders",)),
        ("Ihar Zubok, chair, and Alena Rak, secretary of the union, were released", ("Ihar Zubok", "Alena Rak")),
        ("the co-chair of the committee was released", ()),
        ("co-chair of the strike committee was released", ("Ihar Zubok",)),  # named in another sentence
    ],
)
def test_no_office_is_guessed(told, kept, quote, whom):
    told.report("news", "2020-11-23")
    told.claim("news", "release", "2020-11-03", "Hrodna", whom=whom, quote=quote)
    assert kept("office") == ()


def test_members_of_a_chat_are_counted_and_a_name_among_them_is_told(stated):
    chat = stated.state("organisation:yard", name="Chat of a yard", kind="chat", members="240")
    stated.state("membership:a", member="person:p", organisation=chat)
    assert [line.partition(":")[2].split(":")[0] for line in remarks(stated.entries)] == ["a"]


def test_likely_the_same_is_offered_with_a_reason_and_joins_nothing(stated):
    stated.state("organisation:a", name="ГО «Центр Альтернатива»")
    stated.state("organisation:b", name='Centre "Alternativa"')
    stated.state("organisation:c", name="Union of Beekeepers")
    pairs = list(likely_same(stated.entries))
    assert [(one.left, one.right) for one in pairs] == [("organisation:a", "organisation:b")]
    assert pairs[0].reason
    assert len(stated.entries) == 3


def test_words_for_a_sort_of_body_are_no_name_that_two_could_share(stated):
    stated.state("organisation:a", name="strike committee")
    stated.state("organisation:b", name="стачечный комитет")
    assert list(likely_same(stated.entries)) == []


@pytest.mark.parametrize(
    ("signatures", "eligible", "reached"),
    [
        ("250", "1000", True), ("249", "1000", False), ("200..", "1000", None), ("250..", "900..1000", True),
        ("..100", "1000", False),
    ],
)  # fmt: skip
def test_row_107_a_quarter_of_the_signatures(stated, signatures, eligible, reached):
    stated.state(
        "organisation:yard", name="Representative of a yard", signatures=signatures, eligible=eligible, threshold="25"
    )
    (entry,) = stated.entries
    assert threshold_of(entry).reached is reached


def test_the_share_that_a_law_asks_for_is_told_by_the_entry(stated):
    stated.state("organisation:yard", name="Representative", signatures="120", eligible="1000", threshold="10")
    assert threshold_of(stated.entries[0]).reached is True
    stated.state("organisation:other", name="Other", signatures="120")
    assert threshold_of(by_id(stated.entries)["organisation:other"]) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("an independent trade union was founded", "independent_union"),
        ("a student strike committee", "student_body"),
        ("Створана Каардынацыйная рада", "council"),
        ("фонд солидарности с рабочими", "solidarity_fund"),
        ("neighbours met in the yard", None),
    ],
)
def test_the_kind_is_the_finest_that_the_words_tell(text, kind):
    found = sort_of(text)
    assert (found.value if found else None) == kind


def test_a_body_known_by_name_has_the_id_of_its_code_and_others_that_of_their_name():
    assert organisation_id("Coordination Council", "coordination-council") == COUNCIL
    assert organisation_id("Цэнтр «Крок»") == organisation_id("Цэнтра «Крок»") != ""
    assert organisation_id("strike committee", "strike-committee") == ""
    assert [body.id for body in bodies_in("The Supreme Court liquidated Viasna")] == [
        "organisation:supreme-court",
        "organisation:viasna",
    ]


def test_a_body_that_is_ended_is_an_organisation_with_its_closure(told, kept):
    told.report("news", "2021-08-28")
    told.claim("news", "closure", "2021-08-27", "Belarus", quote="The court liquidated Viasna")
    entries = kept("organisation", "closure")
    (viasna,) = (one for one in entries if one.kind == "organisation")
    assert (viasna.id, viasna.values("founded")) == ("organisation:viasna", ())
    assert [one.kind for one in by_organisation(entries)["organisation:viasna"]] == ["closure"]
