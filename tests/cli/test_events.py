"""`letapis events`: a page of what the archive holds, with filters that take what may be meant and nothing else."""

import pytest

MORE = {
    "brest.txt": "October 20, 2020\n\nOn 18 October 2020 12 people were detained in Brest. A strike was announced.\n",
    "march.txt": "October 19, 2020\n\nMore than 5,000 people marched in Minsk on 18 October 2020.\n",
    "paper2.txt": "October 12, 2020\n\nOn Sunday, 11 October 2020, more than 650 people were detained in Minsk.\n",
}


@pytest.fixture
def archive(letapis, reports):
    for name, text in MORE.items():
        (reports / name).write_text(text, encoding="utf-8")
    assert letapis("init", "--plain").code == 0
    assert letapis("add", reports, "--by", "anna").code == 0


def days(told):
    return [(one["type"], one["date"]["from"]) for one in told.json["events"] if one["date"]]


@pytest.mark.usefixtures("archive")
def test_a_line_says_what_when_where_how_many_and_who_confirmed(letapis):
    told = letapis("events", "--type", "detention", "--place", "Minsk")
    assert told.code == 0
    (line,) = told.out.splitlines()
    for words in ("11 October 2020", "Minsk", "origins", "machine-coded"):
        assert words in line.replace("\u00a0", " ")
    [event] = letapis("events", "--type", "detention", "--place", "Minsk", "--json").json["events"]
    assert event["figure"]["measure"] == "detained"
    assert (event["machine_coded"], event["confirmed"]) == (True, False)
    assert line.startswith(event["id"])
    belarusian = letapis("events", "--type", "detention", "--place", "Мінск", "--lang", "be").out
    assert "кастрычніка" in belarusian


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--place", "Belarus", "--type", "detention"), [("detention", "2020-10-11"), ("detention", "2020-10-18")]),
        (("--place", "Brest", "--type", "detention"), [("detention", "2020-10-18")]),
        (("--from", "2020-10-12", "--type", "detention"), [("detention", "2020-10-18")]),
        (("--to", "2020-10-12", "--type", "detention"), [("detention", "2020-10-11")]),
        (("--from", "2020-10-11", "--to", "2020-10-11"), [("detention", "2020-10-11")]),
        (("--origins", "2"), [("detention", "2020-10-11")]),
        (("--type", "detention", "--limit", "1"), [("detention", "2020-10-18")]),
        (("--type", "detention", "--limit", "1", "--offset", "1"), [("detention", "2020-10-11")]),
    ],
)
def test_what_is_asked_for_comes_the_newest_last(letapis, words, expected):
    assert days(letapis("events", *words, "--json")) == expected


@pytest.mark.usefixtures("archive")
def test_pages_are_all_of_it_and_say_what_is_left(letapis):
    everything = letapis("events", "--json").json
    ids = [one["id"] for one in everything["events"]]
    assert everything["total"] == len(ids) > 2
    pages = [letapis("events", "--limit", "1", "--offset", at, "--json").json["events"] for at in range(len(ids))]
    assert [one["id"] for page in reversed(pages) for one in page] == ids
    assert f"{len(ids) - 1} older event(s) of {len(ids)}" in letapis("events", "--limit", "1").err


@pytest.mark.usefixtures("archive")
def test_nothing_found_and_wrong_words_are_told(letapis):
    none = letapis("events", "--from", "1863-01-22", "--to", "1863-01-23")
    assert (none.code, none.out) == (1, "")
    assert "No such events" in none.err
    for words in (("--type", "picnic"), ("--status", "maybe"), ("--place", "Xyzzyville"), ("--from", "yesterday")):
        assert letapis("events", *words).code == 2


@pytest.mark.usefixtures("archive")
def test_a_judgement_shows_at_once(letapis):
    [event] = letapis("events", "--origins", "2", "--json").json["events"]
    shown = letapis("show", event["id"], "--json").json
    assert letapis("judge", "accept", *shown["claims"], "--by", "anna").code == 0
    [again] = letapis("events", "--origins", "2", "--json").json["events"]
    assert (again["id"], again["confirmed"]) == (event["id"], True)
