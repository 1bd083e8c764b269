"""`letapis capture` as it is called."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from letapis.archive.archive import Archive
from letapis.cli.main import run
from letapis.workflow import capturing


@pytest.fixture
def letapis(capsys, monkeypatch, tmp_path, policy):
    for name in ("LETAPIS_ARCHIVE", "LETAPIS_BY", "LETAPIS_DEBUG", "LETAPIS_PASSPHRASE", "LETAPIS_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(capturing, "_policy", lambda wish: replace(policy, proxy=wish.proxy))
    Archive.create(tmp_path / "letapis-archive", "anna")

    def call(*arguments):
        capsys.readouterr()
        code = run(["capture", *arguments])
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err, json=json.loads(out) if "--json" in arguments else None)

    return call


def test_pages_are_told_line_by_line(letapis, server, page, at):
    server.answers["/"] = page("Four workers.")
    done = letapis(at("/"), at("/gone"), "http://127.0.0.2/", "--no-screenshot", "--by", "anna")
    assert done.code == 1
    assert f"{at('/')}: sealed as capture-page.example-" in done.out
    assert "1 page(s) sealed, 0 changed, 0 seen again, 1 not there, 1 set aside." in done.out
    assert f"{at('/gone')}: is not there (the server answers 404)" in done.err
    assert "Set aside: http://127.0.0.2/: port 80 is not asked" in done.err
    assert "No picture: none was asked for." in done.err


def test_a_list_its_rounds_and_its_json(letapis, server, page, at, tmp_path):
    server.answers |= {"/1": page("One."), "/2": page("Two.")}
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"# yards\n\n{at('/1')}\n  {at('/2')}\n", encoding="utf-8")
    first = letapis("--list", str(listed), "--no-screenshot", "--depth", "page", "--json")
    assert [(one["url"], one["outcome"]) for one in first.json["captured"]] == [
        (at("/1"), "sealed"),
        (at("/2"), "sealed"),
    ]
    assert first.code == 0
    assert letapis("--list", str(listed), "--no-screenshot").out.count("was captured in this round already") == 2
    assert letapis("--list", str(listed), "--no-screenshot", "--again").out.count("noted as seen again") == 2


def test_the_history_of_a_page(letapis, server, page, at):
    for words in ("Four workers.", "Nine workers."):
        server.answers["/"] = page(words)
        letapis(at("/"), "--no-screenshot")
    told = letapis("--history", at("/"))
    assert told.code == 0
    assert "    - Four workers.\n    + Nine workers.\n" in told.out
    steps = letapis("--history", at("/"), "--json").json["steps"]
    assert [(one["what"], one["changed"]) for one in steps] == [
        ("sealed", []), ("changed", ["- Four workers.", "+ Nine workers."]),
    ]  # fmt: skip
    none = letapis("--history", "https://other.example/")
    assert (none.code, none.out) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Name a URL, or a list"),
        (("http://page.example/", "--tor", "--proxy", "http://127.0.0.1:1"), "is no address of Tor"),
        (("http://page.example/", "--proxy", "u:secret@nowhere"), "is no address of a proxy"),
        (("http://page.example/", "--depth", "all"), "--depth"),
    ],
)
def test_a_wrong_call_is_told(letapis, arguments, told):
    done = letapis(*arguments)
    assert done.code == 2
    assert told in done.err
    assert "secret" not in done.err


def test_a_list_in_another_encoding_is_told(letapis, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"http://page.example/\xe9\n")
    done = letapis("--list", "a.txt")
    assert (done.code, "byte 20: is not UTF-8" in done.err) == (2, True)


@pytest.mark.parametrize("named", [(), ("--proxy", "socks5h://127.0.0.1:1")])
def test_without_tor_on_this_machine_nothing_leaves_it(letapis, server, page, at, monkeypatch, named):
    import letapis.network.policy as policies

    monkeypatch.setattr(policies, "TOR", "socks5h://127.0.0.1:2")
    server.answers["/"] = page("Four workers.")
    done = letapis(at("/"), "--tor", *named, "--no-screenshot")
    assert done.code == 1
    assert "Tor does not answer" in done.err
    assert server.connections == 0
