"""`letapis settings`: shown, set and joined by tables, of plain and of sealed archives alike."""

import os

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.zone_key import ZoneKey
from letapis.workflow.places import archive_gazetteers
from letapis.workflow.settings import add_table, set_settings, settings_of_archive, values_of

VILLAGES = "place_id,name,kind\nz,Вядомка,village\n"


@pytest.fixture(params=["plain", "sealed"])
def archive(request, tmp_path):
    key = ZoneKey("team", os.urandom(32)) if request.param == "sealed" else None
    return Archive.create(tmp_path / "archive", "anna", key)


def test_what_was_set_is_shown_as_it_was_written(archive, tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("# our rules\n[people]\nfour_eyes = true  # since March\n", encoding="utf-8")
    assert set_settings(archive, file) == {"people": {"four_eyes": True}}
    assert settings_of_archive(archive) == "[people]\nfour_eyes = true  # since March\n"
    assert archive.settings("people") == {"four_eyes": True}
    assert archive.settings("gazetteer") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [("[people\n", "is no TOML"), ("four_eyes = true\n", "'four_eyes' stands in no table")],
)
def test_what_cannot_be_meant_changes_nothing(archive, tmp_path, text, told):
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ArchiveError, match=told):
        set_settings(archive, file)
    assert settings_of_archive(archive) == ""


@pytest.mark.parametrize(
    "before", ["", '[people]\nfour_eyes = true\n\n[gazetteer]\ntables = []  # ours\n\n[safety]\nprofile = "high"\n']
)
def test_a_table_of_places_comes_in_and_the_other_settings_stay(archive, tmp_path, before):
    (tmp_path / "settings.toml").write_text(before, encoding="utf-8")
    set_settings(archive, tmp_path / "settings.toml")
    table = tmp_path / "villages.csv"
    table.write_text(VILLAGES, encoding="utf-8")
    assert add_table(archive, table) == (1, [])
    assert add_table(archive, table) == (1, []), "the same again is no second table"
    assert archive_gazetteers(archive) == (("villages.csv", VILLAGES.encode()),)
    values = values_of(settings_of_archive(archive), "settings")
    assert values.pop("gazetteer") == {"tables": ["villages.csv"]}
    assert values == {name: one for name, one in values_of(before, "").items() if name != "gazetteer"}


def test_a_file_that_is_no_table_does_not_come_in(archive, tmp_path):
    log = tmp_path / "custody.jsonl"
    log.write_text(VILLAGES, encoding="utf-8")
    with pytest.raises(ArchiveError, match="no table by its name"):
        add_table(archive, log)
    assert archive.custody.head()[0] == 1


def test_nothing_of_the_settings_of_a_sealed_archive_can_be_read(tmp_path):
    archive = Archive.create(tmp_path / "archive", "anna", ZoneKey("team", os.urandom(32)))
    (tmp_path / "settings.toml").write_text('[gazetteer]\ntables = ["canary.csv"]\n', encoding="utf-8")
    set_settings(archive, tmp_path / "settings.toml")
    for path in archive.root.rglob("*"):
        assert not path.is_file() or b"canary" not in path.read_bytes()


def test_the_command(letapis, tmp_path):
    assert letapis("init", "--plain").code == 0
    assert letapis("settings", "show").out.strip() == "Nothing is set."
    (tmp_path / "mine.toml").write_text("[people]\nfour_eyes = true\n", encoding="utf-8")
    assert letapis("settings", "set", tmp_path / "mine.toml").out.strip() == "Set: [people]."
    (tmp_path / "villages.csv").write_text(VILLAGES, encoding="utf-8")
    assert letapis("settings", "add", tmp_path / "villages.csv", "--json").json == {
        "table": "villages.csv",
        "places": 1,
        "set_aside": [],
    }
    assert letapis("settings", "show", "--json").json == {
        "people": {"four_eyes": True},
        "gazetteer": {"tables": ["villages.csv"]},
    }
