import json
from types import SimpleNamespace

import pytest

from letapis.archive.keys import process, stretching
from letapis.cli.main import run
from letapis.workflow import passphrases

PASSPHRASE = "seven plum otters"
JOURNEYS = {"test_json_twins", "test_searching"}
CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1, "most": {"memory_kib": 65536, "passes": 3, "lanes": 4}}
SUNDAY = {
    "paper.txt": "October 27, 2020\n\nOn Sunday, 11 October 2020, more than 700 people were arrested in Minsk.\n",
    "list.txt": "October 12, 2020\n\nOn 11 October 2020 over 620 people were detained in Minsk, Viasna said.\n",
    "dull.txt": "October 14, 2020\n\nThe weather in Minsk was fine and the market was open all day.\n",
}


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch, tmp_path):
    """No variable and no folder of the machine takes part."""
    for name in (
        *("LETAPIS_ARCHIVE", "LETAPIS_BY", "LETAPIS_DEBUG"),
        *("LETAPIS_PASSPHRASE", "LETAPIS_PASSPHRASE_FILE", "LETAPIS_KEY_FILE"),
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(passphrases, "_taken", {})
    monkeypatch.setattr(process, "harden", lambda: None)  # this process is to write its core file and be traced
    monkeypatch.setattr(stretching, "chosen", lambda: CHEAP)
    monkeypatch.setenv("LETAPIS_PROCESSES", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def letapis(capsys):
    """Run a command: its exit code, what it printed, and that as JSON."""

    def call(*arguments):
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        as_json = json.loads(out) if "--json" in arguments and out.strip() else None
        return SimpleNamespace(code=code, out=out, err=err, json=as_json)

    return call


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in SUNDAY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def pytest_generate_tests(metafunc):
    """The journeys through all commands run on a plain archive and on a sealed one; the other tests on a plain one."""
    if "archive" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2] in JOURNEYS:
        metafunc.parametrize("archive", ["plain", "sealed"], indirect=True)


@pytest.fixture
def archive(request, monkeypatch, letapis, reports):
    """An archive with three reports."""
    plain = getattr(request, "param", "plain") == "plain"
    if not plain:
        monkeypatch.setenv("LETAPIS_PASSPHRASE", PASSPHRASE)
    assert letapis("init", "--by", "anna", *(["--plain"] if plain else [])).code == 0
    assert letapis("add", reports, "--by", "anna").code == 0
    return reports.parent / "letapis-archive"
