"""`letapis figure` of periods, groups and moments, and `letapis why`."""

import pytest

MORE = {
    "month.txt": "November 3, 2020\n\nIn October 2020 more than 2,000 people were detained in Belarus.\n",
    "diary.txt": "October 13, 2020\n\nOn 11 October 2020 more than 600 people were arrested in Minsk, "
    "including over 30 journalists.\n",
    "town.txt": "October 5, 2020\n\nOn 4 October 2020, dozens of people were detained in Minsk.\n",
    "absent.txt": "October 12, 2020\n\nNo one was detained in Minsk on 11 October 2020.\n",
}


@pytest.fixture
def october(reports):
    for name, text in MORE.items():
        (reports / name).write_text(text, encoding="utf-8")
    return reports


def test_a_period_tells_totals_and_the_sum_of_days_apart(letapis, october):
    asked = ("figure", "detained", "--from", "2020-10-01", "--to", "2020-10-31", october)
    told = letapis(*asked, "--json")
    assert told.code == 0
    assert (told.json["from"], told.json["to"]) == ("2020-10-01", "2020-10-31")
    assert [one["figure"]["published"]["low"] for one in told.json["stated"]] == [2000]
    (total,) = told.json["sums"]
    assert (total["place"], total["low"], total["without"]) == (["Minsk"], 24 + 600, 29)
    shown = letapis(*asked).out
    assert shown.startswith("At least 2,000 people were detained")
    assert "Sum of daily floors, Minsk: at least 624 people; 2 days, 29 days without a figure." in shown


def test_a_sum_of_days_alone_is_not_a_figure_of_the_period(letapis, october):
    (october / "month.txt").unlink()
    told = letapis("figure", "detained", "--from", "2020-10-01", "--to", "2020-10-31", october)
    assert told.code == 0
    assert "No source gives a number for detained from 2020-10-01 to 2020-10-31." in told.err
    assert told.out.startswith("Sum of daily floors")


def test_a_group_names_its_whole(letapis, october):
    told = letapis("figure", "detained", "--on", "2020-10-11", "--group", "journalists", october, "--json").json
    assert (told["figure"]["population"], told["figure"]["published"]["low"]) == ("journalists", 30)
    assert told["whole"]["id"] == told["figure"]["subset_of"]
    assert letapis("figure", "detained", "--on", "2020-10-11", "--group", "acrobats", october).code == 2
    both = letapis("figure", "detained", "--on", "2020-10-11", "--group", "women+journalists", october, "--json")
    assert (both.code, both.json["group"]) == (1, "journalists+women")


@pytest.mark.parametrize(("table", "high"), [("schema", 99), ("ccc", None), ("acled", 12)])
def test_a_table_of_vague_words_is_chosen_by_who_asks(letapis, october, table, high):
    told = letapis("figure", "detained", "--on", "2020-10-04", "--table", table, october, "--json").json
    assert told["figure"]["published"].get("high") == high
    assert told["table"] == table
    ((quote,),) = told["quotes"].values()
    assert "dozens of people were detained" in quote["quote"]


def test_what_was_published_or_known_by_a_day(letapis, october):
    asked = ("figure", "detained", "--on", "2020-10-11", october, "--json")
    assert letapis(*asked).json["figure"]["origins"] == 3
    assert letapis(*asked, "--published", "2020-10-13").json["figure"]["origins"] == 2
    assert letapis(*asked, "--known", "2020-10-12").json["figure"]["origins"] == 1
    assert letapis(*asked, "--published", "2020-10-11").code == 1
    assert letapis(*asked, "--as-of", "2020-10-12").json["figure"]["origins"] == 1


def test_an_archive_knows_only_what_it_has_sealed(letapis, archive):
    del archive
    asked = ("figure", "detained", "--on", "2020-10-11", "--json")
    now = letapis(*asked).json["figure"]
    assert letapis(*asked, "--known", "2020-12-31").json["figure"] is None
    assert letapis(*asked, "--known", "2999-01-01").json["figure"] == now
    assert letapis(*asked, "--published", "2020-12-31").json["figure"] == now


def test_a_denial_stands_beside_the_figure(letapis, october):
    asked = ("figure", "detained", "--on", "2020-10-11", october)
    (absence,) = letapis(*asked, "--json").json["absences"]
    assert (absence["type"], absence["place"], absence["as_of"]) == ("detention", ["Minsk"], "2020-10-12")
    assert "says that there was none" in letapis(*asked).out


@pytest.mark.parametrize(
    "days",
    [
        [], ["--from", "2020-10-01"], ["--on", "2020-10-11", "--to", "2020-10-12"],
        ["--from", "2020-10-12", "--to", "2020-10-11"],
    ],
)  # fmt: skip
def test_days_that_make_no_question_are_a_wrong_call(letapis, october, days):
    assert letapis("figure", "detained", october, *days).code == 2


def test_why_of_a_figure_an_event_and_a_claim(letapis, archive):
    del archive
    figure = letapis("figure", "detained", "--on", "2020-10-11", "--json").json["figure"]
    claim = figure["readings"][0]["claims"][0]
    for identifier, kind in ((figure["id"], "figure"), (figure["event"], "event"), (claim, "claim")):
        told = letapis("why", identifier, "--json").json
        assert (told["kind"], told["id"]) == (kind, identifier)
        assert letapis("why", identifier).out.strip() == told["why"]
        assert letapis("why", identifier, "--lang", "be").out != letapis("why", identifier, "--lang", "ru").out
    assert letapis("why", "nothing").code == 1
    assert "fits several ids" in letapis("why", figure["event"][:12]).err


def test_why_from_reports_names_the_rule_and_the_table(letapis, october):
    figure = letapis("figure", "detained", "--on", "2020-10-04", october, "--json").json["figure"]
    told = letapis("why", figure["id"], october, "--rule", "lowest", "--table", "ccc").out
    assert "Rule: the lowest value of the standing readings." in told
    assert "by the table “ccc”" in told


def test_a_total_as_of_a_day_is_told_apart_from_what_happened_on_it(letapis, reports):
    for name, number in (("Viasna", 599), ("Dissidentby", 887)):
        head = f"Publisher: {name}\nPublication date: 3 August 2021\n\n"
        told = f"There are {number} political prisoners in Belarus as of 3 August 2021.\n"
        (reports / f"{name}.txt").write_text(head + told, encoding="utf-8")
    asked = ("figure", "detained", "--on", "2021-08-03", reports)
    told = letapis(*asked, "--json")
    assert (told.code, told.json["figure"]) == (0, None)
    assert {one["figure"]["criteria"]: one["figure"]["published"]["low"] for one in told.json["totals"]} == {
        "body:viasna": 599, "body:dissidentby": 887,
    }  # fmt: skip
    shown = letapis(*asked).out
    assert "“political prisoners” by the criteria of Viasna: 599 people, one origin" in shown
    assert "they do not count what happened on it" in shown
