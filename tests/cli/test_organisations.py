"""Strikes, organisations and closures at the terminal: from reports, from an archive, as known on a day, in JSON."""

import json

import pytest

TEXTS = {
    "strike.txt": "August 18, 2020\n\nOn Monday, 17 August 2020, miners of Belaruskali went on strike in Salihorsk.\n",
    "council.txt": "August 20, 2020\n\nOn 18 August 2020 the opposition created a Coordination Council.\n",
    "closed.txt": "July 26, 2021\n\nOn 22 July 2021 more than 40 non-profit organisations were closed in Belarus.\n",
}


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def values(row, slot):
    return [one["value"] for one in row["slots"].get(slot, [])]


def test_strikes_of_reports(letapis, reports):
    told = letapis("strikes", reports / "strike.txt", "--json")
    assert told.code == 0
    (strike,) = told.json["strikes"]
    assert values(strike, "workplace") == ["Belaruskali"]
    assert values(strike, "began") == ["2020-08-17"]
    assert strike["machine"] is True
    assert "Belaruskali" in strike["sentences"][0]["quote"]
    assert [(week["monday"], week["disputes"]) for week in told.json["weeks"]] == [("2020-08-17", 1)]
    assert "official counts" in told.json["note"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--sector", "mining"), 0), (("--sector", "Mining"), 0), (("--sector", "health"), 1),
        (("--place", "Minsk"), 1), (("--place", "Салігорск"), 0), (("--from", "2020-08-18"), 1),
        (("--to", "2020-08-17"), 0), (("--kind", "sit_in"), 1),
        (("--known", "2020-08-17"), 1), (("--known", "2020-08-18"), 0),
    ],
)  # fmt: skip
def test_strikes_are_narrowed(letapis, reports, options, code):
    result = letapis("strikes", reports / "strike.txt", *options)
    assert result.code == code
    assert bool(result.out) == (code == 0)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--sector", "minning"), "mining"),
        (("--kind", "sit"), "sit_in"),
        (("--place", "Nowhereville"), "gazetteer"),
        (("--from", "2020-09-01", "--to", "2020-08-01"), "before the first"),
    ],
)
def test_a_wrong_call_names_the_option_and_the_way_out(letapis, reports, options, words):
    result = letapis("strikes", reports / "strike.txt", *options)
    assert result.code == 2
    assert words in result.err


def test_lines_are_told_in_each_language(letapis, reports):
    for lang, word in (("en", "machine-proposed"), ("be", "прапанова машыны"), ("ru", "предложено машиной")):
        assert word in letapis("strikes", reports, "--lang", lang).out


def test_organisations_of_reports(letapis, reports):
    (council,) = letapis("organisations", reports, "--json").json["organisations"]
    assert council["id"] == "organisation:coordination-council"
    assert "Coordination Council" in letapis("organisations", reports, "--kind", "council").out


def test_closures_show_the_own_count_and_what_is_stated_apart(letapis, reports):
    told = letapis("closures", reports, "--json").json
    assert (told["closures"], told["own_count"]["total"]) == ([], 0)
    assert [(one["low"], one["high"]) for one in told["stated"]] == [(40, None)]
    assert "never mixed" in letapis("closures", reports).out


def test_what_people_stated_in_an_archive_adds_up(letapis):
    letapis("init", "--plain")
    for kind, number in (("forced", 997), ("self", 604), ("", 1601)):
        slots = [f"number={number}", "as_of=2024-03-31", *([f"kind={kind}"] if kind else [])]
        assert letapis("judge", "state", "closure", *slots, "--by", "anna").code == 0
    result = letapis("closures")
    assert result.code == 0
    assert "997 + 604 = 1,601: adds up" in result.out
    told = letapis("closures", "--json", "--as-of", "2024-03-31").json
    assert [one["difference"] for one in told["sums"]] == [0]
    assert letapis("closures", "--as-of", "2024-03-30").code == 1


def test_an_organisation_shows_its_end_and_who_leads_it(letapis):
    letapis("init", "--plain")
    letapis("judge", "state", "organisation", "name=Centre Alder", "kind=ngo", "--by", "anna")
    letapis("judge", "state", "organisation", "name=Fund Birch", "--by", "anna")
    body = "organisation=organisation:j1"
    letapis("judge", "state", "closure", body, "kind=struck_off", "struck_off=2021-07-22")
    letapis("judge", "state", "office", "person=Alena Rak", body, "title=chair")
    letapis("judge", "state", "membership", body, "member_body=organisation:j2", "role=founder")
    (row,) = letapis("organisations", "--json", "--kind", "ngo").json["organisations"]
    assert [values(one, "kind") for one in row["closures"]] == [["struck_off"]]
    assert [one["title"] for one in row["officers"]] == ["chair"]
    told = letapis("organisations", "--lang", "be").out
    assert "Выключана з рэестра, 2021-07-22" in told
    assert "Alena Rak: Старшыня" in told
    assert "+ organisation:j2 (founder)" in told


def test_a_strike_is_stated_corrected_and_known_on_a_day(letapis, reports):
    letapis("init", "--plain")
    letapis("add", reports, "--by", "anna")
    (row,) = letapis("strikes", "--json").json["strikes"]
    assert letapis("judge", "state", row["id"], "dispute=potash", "form=go_slow", "--by", "anna").code == 0
    (row,) = letapis("strikes", "--json", "--kind", "go_slow").json["strikes"]
    assert (values(row, "dispute"), row["machine"]) == (["potash"], False)
    assert letapis("strikes", "--known", "2020-08-18").code == 1  # the archive did not know it then


def test_nothing_kept_is_said_and_ends_with_one(letapis, tmp_path):
    (tmp_path / "dull.txt").write_text("October 14, 2020\n\nThe weather was fine.\n", encoding="utf-8")
    for command in ("strikes", "organisations", "closures"):
        result = letapis(command, "dull.txt")
        assert (result.code, result.out) == (1, "")
        assert result.err.strip() == "Nothing of this is kept."
        assert json.dumps(letapis(command, "dull.txt", "--json").json)
