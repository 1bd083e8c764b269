"""Accounts: one paragraph that says why a figure, an event or a claim is as it is, in three languages."""

import re
from datetime import date

import pytest

from letapis.claims.claim import Claim, Count, DateInterval, Reason
from letapis.publications.accounts import Around, why, why_claim, why_event
from letapis.publications.amounts import words
from letapis.registry.absences import absences, beside
from letapis.registry.reconcile import reconcile
from letapis.sources.document import Document
from letapis.sources.moment import Moment

LANGUAGES = ("en", "be", "ru")


def report(name, day, **slots):
    return Document(name, "", published=Moment.parse(day), **slots)


def claim(document, start=0, kind="detention", **slots):
    day = DateInterval(date(2020, 10, 11), date(2020, 10, 11))
    return Claim(document, kind, slots.pop("quote", "they were taken"), start, start + 9, **{"date": day, **slots})


@pytest.fixture
def sunday():
    """11 October 2020: a list, a ministry, a spokeswoman, a chain of two papers, journalists, and a denial."""
    documents = [
        report("list", "2020-10-12", publisher="Viasna"),
        report("ministry", "2020-10-12", publisher="Interior Ministry"),
        report("agency", "2020-10-11", publisher="Tram Agency"),
        report("magazine", "2020-10-27", publisher="A magazine", origin="No Tram News"),
        report("weekly", "2020-10-29", publisher="A weekly", origin="A magazine"),
    ]
    country = {"place": ("Belarus",)}
    claims = [
        claim("list", count=Count(620, None), basis="named_list", as_of=Moment.parse("2020-10-12T12:30"), **country),
        claim("ministry", count=Count(713, 713), basis="total", **country),
        claim("agency", count=Count(24, 99, words="several dozen"), said_by="a spokeswoman", **country),
        claim("magazine", count=Count(700, None), **country),
        claim("magazine", 20, count=Count(30, None), whom=("journalists",), **country),
        claim("weekly", count=Count(700, None), **country),
        claim("agency", 20, status="denied", quote="No one was taken", **country),
    ]
    record = reconcile(documents, claims)
    found = absences(record.events, {one.id: one for one in claims}, {one.id: one for one in documents})
    return record, documents, found


def account(sunday, language="en", group="", table=""):
    record, documents, found = sunday
    figure = next(one for one in record.figures if one.population == group)
    event = next(one for one in record.events if one.id == figure.event)
    around = Around(record.figures, beside(figure, found), event, table)
    claims = [one for one in record.claims if one.id in event.claims]
    origins = [one for one in record.origins if one.id in event.origins]
    return why(figure, claims, documents, origins, around=around, language=language)


@pytest.mark.parametrize(
    "told",
    [
        "Counted: Detained, people, Belarus, 11\xa0October 2020.",
        "Published: at least 620. Rule: the largest confirmed list of names",
        "713 (Interior Ministry, report of 12\xa0October 2020)",
        "at least 620 (Viasna, 12\xa0October 2020, 12:30)",
        "No number fits both 24 to 99 (Tram Agency) and",
        "A name list is a floor",
        "At least 30 journalists are a part of this figure and are not added to it.",
        "“several dozen” is read as 24 to 99",
        "Not within the published value, and kept beside it: 24 to 99 (Tram Agency, report of 11\xa0October 2020).",
        "The latest moment that is stated is 12\xa0October 2020, 12:30.",
        "A magazine took it from No Tram News; A weekly took it from A magazine.",
        "5 reports go back to four origins",
        "“No one was taken” (Tram Agency, 11\xa0October 2020) says that there was none.",
        "A single case would falsify that: Detention, Belarus, 11\xa0October 2020.",
        "In particular it is told all the same: for a person to decide.",
        "Machine-coded; nobody has confirmed it yet.",
    ],
)
def test_the_account_of_the_sunday_says(sunday, told):
    assert told in account(sunday)


def test_the_account_of_a_part_names_its_whole(sunday):
    told = account(sunday, group="journalists")
    assert "It is a part of: At least 620 people (Viasna, name list, 12 Oct 12:30)" in told
    assert "of the group journalists" in told


def test_the_account_names_the_table_of_vague_words_where_one_was_chosen(sunday):
    assert "Vague words are read by the table “ccc”." in account(sunday, table="ccc")
    assert "table “" not in account(sunday)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_account_is_one_paragraph_without_a_hole(sunday, language):
    record, documents, found = sunday
    told = [account(sunday, language, table="schema"), account(sunday, language, "journalists")]
    for event in record.events:
        around = Around(absences=found)
        told.append(why_event(event, record.claims, documents, record.origins, around=around, language=language))
    for paragraph in told:
        assert "\n" not in paragraph
        assert not re.search(r"[{}]|\?|\bNone\b|  ", paragraph)
        assert paragraph.endswith(".")
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences(language):
    def keys(value, name=""):
        if isinstance(value, dict):
            return {one for key, part in value.items() for one in keys(part, f"{name}.{key}")}
        return {(name, tuple(sorted(set(re.findall(r"{(\w+)}", value)))))}

    assert keys(words(language)["account"]) == keys(words("en")["account"])


def test_the_account_of_an_event_says_why_its_claims_are_one(sunday):
    record, documents, _ = sunday
    event = max(record.events, key=lambda one: len(one.claims))
    told = why_event(event, record.claims, documents, record.origins, around=Around(absences=()))
    assert "Detention, Belarus, 11\xa0October 2020: 6 claims, four origins." in told
    assert "They are one event because of: same kind of event; same time; same place: Belarus" in told
    assert "denied by another claim for the same day and place" in told


def test_the_account_of_a_claim_says_how_its_words_were_read():
    read = claim(
        "list", quote="More than 600 people\nwere detained", count=Count(600, None), place=("Minsk",),
        reasons=(Reason("count", "floor", "More than 600"), Reason("place", "of the section")),
    )  # fmt: skip
    assert why_claim(read, report("list", "2020-10-12", publisher="Viasna")) == (
        "“More than 600 people were detained” (Viasna) is read as: Detention, at least 600 (people), Minsk, "
        "11\xa0October 2020. Because of: Number by “floor” from “More than 600”; Place by “of the section”."
    )


def test_an_account_needs_no_more_than_the_event(sunday):
    figure = next(one for one in sunday[0].figures if not one.population)
    assert why(figure, (), (), ()).startswith("Counted: Detained")


def test_origins_that_may_be_one_are_named_for_a_person_to_decide():
    """The magazine told it once by itself and once from another: nobody can say which of the two the weekly took."""
    documents = [
        report("magazine", "2020-10-26", publisher="A magazine"),
        report("reprint", "2020-10-28", publisher="A magazine", origin="No Tram News"),
        report("weekly", "2020-10-29", publisher="A weekly", origin="A magazine"),
    ]
    claims = [claim(one.id, count=Count(700, None), place=("Minsk",)) for one in documents]
    record = reconcile(documents, claims)
    told = why(record.figures[0], claims, documents, record.origins)
    assert record.figures[0].origins == 2
    assert "A magazine and No Tram News may be one origin: for a person to decide." in told
