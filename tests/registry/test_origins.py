"""Corroboration counts origins: copies, forwards, republications and repeated figures are one."""

import pytest

from letapis.registry.duplicates import text_marks
from letapis.registry.entry import credited_body

STORY = " ".join(
    f"On street number {number} the neighbours of house {number * 7 % 31} hung out {number * 13 % 29} ribbons at noon,"
    for number in range(40)
)
OTHER = " ".join(
    f"The clerk of window {number} wrote {number * 11 % 37} protocols and sent {number * 5 % 23} people to the yard;"
    for number in range(40)
)


def common(left, right):
    return {mark for mark, _ in text_marks(left)} & {mark for mark, _ in text_marks(right)}


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.upper().replace(",", " –"),
        STORY + " Read also: what happened at the depot on the following morning.",
        "Reprinted with thanks from our friends. " + STORY,
        STORY.replace("street number 17", "avenue number 17"),
    ],
)
def test_a_copy_shares_a_mark(copy):
    assert common(STORY, copy)


@pytest.mark.parametrize(
    ("left", "right"),
    [(STORY, OTHER), (STORY, STORY[: len(STORY) // 4]), ("", ""), ("Yes.", "Yes."), (STORY[:2000], OTHER[:2000])],
)
def test_other_texts_and_texts_too_short_to_prove_anything_share_none(left, right):
    assert not common(left, right)


def test_a_short_message_is_a_copy_only_word_for_word():
    message = "Forty people were taken from the square in front of the theatre at noon"
    assert common(message, message + ".")
    assert not common(message, message.replace("noon", "midnight"))


def telling(told, *reports):
    for number, slots in enumerate(reports):
        told.report(f"d{number}", "2020-10-12", **slots)
        told.claim(f"d{number}", "detention", "2020-10-11", "Minsk", count=40, said_by=slots.pop("said_by", None))
    (figure,) = told.record().figures
    return figure


@pytest.mark.parametrize(
    ("first", "second", "origins"),
    [
        ({"publisher": "Tram Post"}, {"publisher": "Bridge Post"}, 2),
        ({"publisher": "Tram Post"}, {"publisher": "tram  post"}, 1),
        ({"publisher": "Tram Post", "text": STORY}, {"publisher": "Bridge Post", "text": STORY + " Thanks."}, 1),
        ({"publisher": "Tram Post", "text": STORY}, {"publisher": "Bridge Post", "text": OTHER}, 2),
        ({"publisher": "No Tram News"}, {"publisher": "A magazine", "origin": "No Tram News"}, 1),
        ({"origin": "No Tram News"}, {"origin": "No Tram News"}, 1),
        ({"publisher": "Viasna"}, {"publisher": "Вясна"}, 1),
        ({"url": "https://tram.example/1"}, {"url": "https://tram.example/1"}, 1),
        ({}, {"replaces": "d0"}, 1),
        ({}, {}, 2),
    ],
)
def test_how_many_origins_two_reports_are(told, first, second, origins):
    assert telling(told, dict(first), dict(second)).origins == origins


def said(told, *speakers):
    for number, (publisher, speaker) in enumerate(speakers):
        told.report(f"d{number}", "2020-10-12", publisher=publisher)
        told.claim(f"d{number}", "detention", "2020-10-11", "Minsk", count=40, said_by=speaker)
    return told.record()


def test_a_body_is_the_origin_of_its_figure_whoever_repeats_it(told):
    record = said(told, ("Tram Post", "Viasna"), ("Bridge Post", "«Весны»"), ("Viasna", None))
    (origin,) = record.origins
    assert (origin.id, origin.kind, origin.documents) == ("body:viasna", "body", ("d0", "d1", "d2"))
    assert record.figures[0].origins == 1


def test_a_person_in_one_report_is_that_report_and_in_two_is_one_origin(told):
    assert [one.id for one in said(told, ("Tram Post", "Hanna Tramova")).origins] == ["report:tram post"]
    record = said(told, ("Bridge Post", "Hanna Tramova"))
    assert [one.id for one in record.origins] != []
    told.documents.clear()
    told.claims.clear()
    record = said(told, ("Tram Post", "Hanna Tramova"), ("Bridge Post", "Hanna Tramova"))
    assert [(one.id, one.kind, one.label) for one in record.origins] == [
        ("speaker:hanna tramova", "speaker", "Hanna Tramova")
    ]


def test_first_names_alone_are_nobody_in_particular(told):
    record = said(told, ("Tram Post", "Lilia"), ("Bridge Post", "Lilia"))
    assert [one.id for one in record.origins] == ["report:bridge post", "report:tram post"]


def test_one_common_story_does_not_make_two_papers_one(told):
    told.report("a1", "2020-10-12", publisher="Tram Post", text=STORY)
    told.report("b1", "2020-10-13", publisher="Bridge Post", text=STORY)
    told.report("a2", "2020-10-20", publisher="Tram Post", text="short")
    told.report("b2", "2020-10-20", publisher="Bridge Post", text="brief")
    for name in ("a1", "b1"):
        told.claim(name, "detention", "2020-10-11", "Minsk", count=40)
    for name in ("a2", "b2"):
        told.claim(name, "detention", "2020-10-18", "Minsk", count=50)
    assert sorted(figure.origins for figure in told.record().figures) == [1, 2]


def test_the_reasons_say_why_reports_are_one_origin(told):
    told.report("d0", "2020-10-12", publisher="Tram Post", text=STORY)
    told.report("d1", "2020-10-14", publisher="A magazine", origin="Tram Post", text=STORY + " Thanks.")
    for name in ("d0", "d1"):
        told.claim(name, "detention", "2020-10-11", "Minsk", count=40)
    (origin,) = told.record().origins
    assert origin.reasons == ("nearly the same text", "republication: taken from Tram Post")


@pytest.mark.parametrize(
    ("said_by", "body"),
    [
        ("Viasna", "viasna"),
        ("спісу «Вясны»", "viasna"),
        ("the list of “Viasna”", "viasna"),
        ("a spokesman for the Interior Ministry", "interior-ministry"),
        ("a spokeswoman of the Minsk police", ""),
        ("Hanna Tramova", ""),
        ("", ""),
    ],
)
def test_the_body_that_an_attribution_credits(said_by, body):
    assert credited_body(said_by) == body


def origins_of(told, *reports):
    for number, slots in enumerate(reports):
        told.report(f"d{number}", f"2020-10-1{number}", **slots)
        told.claim(f"d{number}", "detention", "2020-10-11", "Minsk", count=40)
    (figure,) = told.record().figures
    return {reading.origin for reading in figure.readings}


@pytest.mark.parametrize(
    ("reports", "origins"),
    [
        (  # A <- B <- C, each in words of its own
            [{"publisher": "C", "origin": "B"}, {"publisher": "B", "origin": "A"}, {"publisher": "A"}],
            {"report:a"},
        ),
        ([{"publisher": "C", "origin": "B"}, {"publisher": "B", "origin": "A"}], {"report:a"}),
        ([{"publisher": "C", "origin": "B"}, {"publisher": "B", "origin": "Viasna"}], {"body:viasna"}),
        ([{"publisher": "C", "origin": "B"}, {"publisher": "B"}], {"report:b"}),
        (  # what the middle one tells has two origins: nobody can say which was taken
            [{"publisher": "C", "origin": "B"}, {"publisher": "B", "origin": "A"}, {"publisher": "B"}],
            {"report:a", "report:b"},
        ),
        (  # a circle is no road
            [{"publisher": "C", "origin": "B"}, {"publisher": "B", "origin": "C"}],
            {"report:b", "report:c"},
        ),
        (  # a translation that names what it translates, and the original
            [{"publisher": "C", "origin": "Новости двора", "language": "en"}, {"publisher": "Новости двора"}],
            {"report:новости двора"},
        ),
    ],
)
def test_a_chain_is_followed_to_its_end(told, reports, origins):
    assert origins_of(told, *reports) == origins


def test_the_chain_of_another_event_is_not_followed(told):
    told.report("d0", "2020-10-12", publisher="C", origin="B")
    told.report("d1", "2020-10-12", publisher="B", origin="A")
    told.claim("d0", "detention", "2020-10-11", "Minsk", count=40)
    told.claim("d1", "detention", "2020-10-04", "Minsk", count=40)
    assert {reading.origin for one in told.record().figures for reading in one.readings} == {"report:a", "report:b"}


def test_what_people_hold_to_be_an_origin_of_its_own_is_not_followed(told):
    from letapis.registry.judgement import Judgement

    told.report("d0", "2020-10-12", publisher="C", origin="B")
    told.report("d1", "2020-10-12", publisher="B", origin="A")
    for name in ("d0", "d1"):
        told.claim(name, "detention", "2020-10-11", "Minsk", count=40)
    (figure,) = told.record(Judgement("j1", "other_origin", ("d0",), "A", "2020-11-01")).figures
    assert {one.origin for one in figure.readings} == {"document:d0", "report:a"}
