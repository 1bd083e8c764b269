"""Two captures of a changed post are two versions of one source; one that says the same is noted and not doubled."""

import json
from dataclasses import replace
from datetime import date

import pytest

from letapis.archive.acts import problems
from letapis.archive.archive import Archive
from letapis.registry.figures import figure_on
from letapis.registry.origins import Copies
from letapis.workflow.captured import history_of
from letapis.workflow.capturing import Wish, capture, name_of_list
from letapis.workflow.reading import documents_of
from letapis.workflow.reconcile import reconcile
from letapis.workflow.verify import verify

WISH = Wish(screenshot=False, pause=0)


@pytest.fixture
def run(archive, policy):
    def once(*urls, **wish):
        return list(capture(archive, urls, "anna", replace(WISH, **wish), policy))

    return once


def acts(archive):
    return [entry for entry in archive.custody.entries() if entry["act"] != "created"]


def documents(archive):
    return [one for sealed in archive.sealed().values() for one in documents_of(archive, sealed).documents]


def test_a_page_is_sealed_with_how_it_was_had(server, page, at, run, archive):
    server.answers["/"] = page("Four workers were detained in Minsk.", body='<img src="/gone.png">')
    [done] = run(at("/"))
    assert (done.outcome, done.reports, done.embedded, done.missed, done.status) == ("sealed", 1, 1, 0, 200)
    [act] = acts(archive)
    assert (act["act"], act["who"], act["name"]) == ("collected", "anna", done.name)
    assert act["source"]["requested"] == act["source"]["final"] == at("/")
    assert (act["source"]["server"], act["source"]["via"], act["source"]["status"]) == ("127.0.0.1", "direct", "200")
    assert act["capture"]["screenshot"] == "none was asked for"
    assert act["tool"]["name"] == "letapis"
    assert [problem for entry in archive.custody.entries() for problem in problems(entry)] == []
    [document] = documents(archive)
    assert (document.text, document.url) == ("Four workers were detained in Minsk.", at("/"))
    assert verify(archive).intact


def test_the_same_page_again_is_noted_and_not_doubled(server, page, at, run, archive):
    server.answers["/"] = page("Four workers.", "<!-- 12 readers -->")
    first = run(at("/"))[0]
    server.answers["/"] = page("Four workers.", "<!-- 90 readers -->")
    again = run(at("/"))[0]
    assert (again.outcome, again.sha256) == ("seen-again", first.sha256)
    assert [act["act"] for act in acts(archive)] == ["collected", "seen-again"]
    assert acts(archive)[1]["object"]["sha256"] == first.sha256
    assert len(archive.sealed()) == 1
    assert list(problems(acts(archive)[1])) == []


@pytest.mark.parametrize("spelled", ["/post", "/post/", "/post?utm_source=x", "/post#comments"])
def test_a_changed_page_is_a_later_version_of_one_source(server, page, at, run, archive, spelled):
    for path in ("/post", "/post/", "/post?utm_source=x"):
        server.answers[path] = page("Four workers were detained in Minsk.")
    first = run(at("/post"))[0]
    for path in ("/post", "/post/", "/post?utm_source=x"):
        server.answers[path] = page("Nine workers were detained in Minsk, their families say.")
    second = run(at(spelled))[0]
    assert (first.outcome, second.outcome) == ("sealed", "changed")
    old, new = sorted(documents(archive), key=lambda one: bool(one.replaces))
    assert (old.replaces, new.replaces) == (None, old.id)
    assert old.url == new.url
    copies = Copies()
    for one in (old, new):
        copies.add(one)
    assert copies.group_of[old.id] == copies.group_of[new.id]  # one origin: it does not confirm itself
    steps = history_of(archive, at(spelled))
    assert [step.what for step in steps] == ["sealed", "changed"]
    assert steps[1].changed == (
        "- Four workers were detained in Minsk.", "+ Nine workers were detained in Minsk, their families say.",
    )  # fmt: skip


def test_two_versions_of_a_page_are_one_origin_in_the_record(server, page, at, run, archive):
    for number in ("400", "500"):
        server.answers["/"] = page(f"On Sunday, 11 October 2020, {number} people were detained in Minsk.")
        run(at("/"))
    figure = figure_on(reconcile(archive).record, "detained", date(2020, 10, 11), None)
    assert (figure.origins, figure.published.low, figure.published.high) == (1, 500, 500)


def test_words_that_come_back_are_a_version_again(server, page, at, run):
    outcomes = []
    for words in ("One.", "Two.", "One.", "One."):
        server.answers["/"] = page(words)
        outcomes.append(run(at("/"))[0].outcome)
    assert outcomes == ["sealed", "changed", "changed", "seen-again"]


def test_another_picture_under_the_same_words_is_a_change(server, answer, page, at, run):
    server.answers["/"] = page("Four workers.", body='<img src="/p.png">')
    outcomes = []
    for picture in (b"face", b"face", b"blur"):
        server.answers["/p.png"] = answer(picture, content_type="image/png")
        outcomes.append(run(at("/"))[0].outcome)
    assert outcomes == ["sealed", "seen-again", "changed"]


def test_a_page_that_is_gone_is_logged(server, page, at, run, archive):
    server.answers["/"] = page("Four workers.")
    run(at("/"))
    server.answers.clear()
    gone = run(at("/"))[0]
    assert (gone.outcome, gone.status) == ("not-there", 404)
    assert acts(archive)[1]["result"] == "404"
    assert [(step.what, step.status) for step in history_of(archive, at("/"))] == [
        ("sealed", "200"),
        ("not-there", "404"),
    ]
    assert list(problems(acts(archive)[1])) == []


def test_what_cannot_be_had_is_told_and_the_others_go_on(server, answer, page, at, run, archive):
    server.answers["/good"] = page("Four workers.")
    server.answers["/bomb"] = answer(b"x", content_encoding="br")
    server.answers["/home"] = answer(b"", "302 Found", location="http://127.0.0.2/")
    done = run("http://10.0.0.1/", "no address", at("/bomb"), at("/home"), at("/x", "inner.lan"), at("/good"))
    assert [one.outcome for one in done] == ["refused"] * 5 + ["sealed"]
    assert all(one.problem.isprintable() and one.problem for one in done[:5])
    assert len(acts(archive)) == 1


def test_what_holds_no_words_is_sealed_all_the_same(server, answer, at, run, archive):
    server.answers["/p.jpg"] = answer(b"\xff\xd8\xff" + bytes(100), content_type="image/jpeg")
    server.answers["/empty"] = answer(b"<html><body></body></html>", content_type="text/html")
    picture, empty = run(at("/p.jpg"), at("/empty"))
    assert (picture.outcome, picture.reports, empty.outcome, empty.reports) == ("sealed", 0, "sealed", 0)
    assert "nothing was read of it" in picture.problem
    assert "holds no text" in empty.problem
    assert verify(archive).intact


def test_what_no_cell_could_read_is_sealed_and_read_another_time(server, page, at, run, archive, monkeypatch):
    from letapis.sources import confined
    from letapis.sources.errors import UnprotectedError

    server.answers["/"] = page("Four workers.")
    with monkeypatch.context() as without:

        def no_cell(name, *_, **__):
            raise UnprotectedError(name, "", "cannot be read, as no cell can be made for it", "Make room.")

        without.setattr(confined, "read_confined", no_cell)
        [done] = run(at("/"))
    assert (done.outcome, done.reports) == ("sealed", 0)
    assert "no cell" in done.problem
    assert [one.text for one in documents(archive)] == ["Four workers."]


def test_a_list_goes_on_where_it_was_broken_off(server, page, at, run, archive, policy):
    urls = [at(f"/{number}") for number in range(4)]
    server.answers |= {f"/{number}": page(f"Report {number}.") for number in range(4)}
    name = name_of_list(urls)
    under_way = capture(archive, urls, "anna", replace(WISH, name=name), policy)
    assert [next(under_way).outcome, next(under_way).outcome] == ["sealed", "sealed"]
    under_way.close()
    asked = len(server.requests)
    assert [one.outcome for one in run(*urls, name=name)] == ["done", "done", "sealed", "sealed"]
    assert len(server.requests) == asked + 2
    assert {one.outcome for one in run(*urls, name=name)} == {"done"}
    assert {one.outcome for one in run(*urls, name=name, again=True)} == {"seen-again"}
    assert {one.outcome for one in run(*urls, name=name)} == {"done"}


def test_an_address_named_twice_is_asked_for_once(server, page, at, run):
    server.answers["/"] = page("Four workers.")
    assert len(run(at("/"), at("/"))) == 1


def test_a_channel_is_as_many_reports_as_it_has_posts(server, answer, at, run, archive):
    posts = "".join(
        f'<div data-post="yard_chat/{number}"><div class="tgme_widget_message_text">{words}</div></div>'
        for number, words in ((7, "Four workers were detained."), (8, "Two were released."))
    )
    server.answers["/s/yard_chat"] = answer(f"<html><body>{posts}</body></html>".encode(), content_type="text/html")
    assert run(at("/s/yard_chat"))[0].reports == 2
    assert [(one.part, one.url) for one in documents(archive)] == [
        ("yard_chat-7", "https://t.me/yard_chat/7"), ("yard_chat-8", "https://t.me/yard_chat/8"),
    ]  # fmt: skip


CANARY = "ZugvogelZeuge"


def test_a_sealed_archive_keeps_no_readable_part_of_a_page(server, page, at, policy, tmp_path, monkeypatch):
    from letapis.archive.zone_key import ZoneKey

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    archive = Archive.create(tmp_path / "sealed", "anna", key=ZoneKey("team", bytes(range(32))))
    server.answers["/"] = page(f"{CANARY} was seen in Minsk.")
    [done] = capture(archive, [at("/")], "anna", WISH, policy)
    assert done.outcome == "sealed"
    assert documents(archive)[0].text == f"{CANARY} was seen in Minsk."
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(left) > 3
    assert [path for path in left if CANARY.encode() in path.read_bytes() or b"page.example" in path.read_bytes()] == []


def test_a_plain_archive_would_have_been_found_out(server, page, at, run, archive, tmp_path):
    """The same search where it must find something."""
    server.answers["/"] = page(f"{CANARY} was seen in Minsk.")
    run(at("/"))
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in left if CANARY.encode() in path.read_bytes()]
    assert json.loads(json.dumps(acts(archive)))
