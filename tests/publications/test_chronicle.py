import json
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from letapis.claims.claim import DateInterval
from letapis.publications import days, overview_pages
from letapis.publications.chronicle import write_chronicle
from letapis.publications.figure_pages import htmlsafe
from letapis.registry.record import Record
from letapis.vocabulary.resources import INTERFACE_LANGUAGES


class Page(HTMLParser):
    """What a page links to, and what it can be linked at."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loaded, self.ids, self.open = [], [], [], []
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        if tag in ("script", "link", "img", "iframe", "use", "object"):
            self.loaded.extend(filter(None, (found.get("src"), found.get("href"))))
        assert "style" not in found
        assert not any(name.startswith("on") for name in found)
        if tag not in ("meta", "link", "input", "br", "rect", "line", "circle", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in ("rect", "line", "circle", "path"):
            return
        assert self.open.pop() == tag, (tag, self.getpos())


@pytest.fixture(scope="module", params=INTERFACE_LANGUAGES)
def folder(request, october, tmp_path_factory):
    out = tmp_path_factory.mktemp(request.param) / "out"
    write_chronicle(october.RECORD, october.DOCUMENTS, out, request.param, set_aside=[("<b>.pdf", "cut off & empty")])
    return out


@pytest.fixture(scope="module")
def english(october, tmp_path_factory):
    out = tmp_path_factory.mktemp("english") / "out"
    write_chronicle(october.RECORD, october.DOCUMENTS, out, title="October <in> Minsk")
    return out


def pages(folder):
    return {path: Page(path) for path in sorted(folder.rglob("*.html"))}


def text(path):
    return path.read_text("utf-8")


def figure_page(folder, start="detained-2020-10-11-minsk"):
    return text(next(folder.glob(f"figures/{start}*.html")))


def test_every_link_leads_to_a_page_and_a_place_that_are_there(folder):
    found = pages(folder)
    for path, page in found.items():
        for link in page.links:
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_relative_to(folder.resolve())
            assert target.exists(), (path.name, link)
            if anchor:
                assert anchor in found[folder / target.relative_to(folder.resolve()) if name else path].ids, (
                    path.name,
                    link,
                )


def test_no_page_loads_from_elsewhere(folder):
    for path, page in pages(folder).items():
        for loaded in page.loaded:
            assert not re.match(r"[a-z]+:|//", loaded), path
            assert (path.parent / loaded).exists()
    style = text(folder / "assets/chronicle.css")
    assert "url(" not in style
    assert "@import" not in style
    assert "fetch(" not in text(folder / "assets/chronicle.js")


def test_ids_are_unique_and_tags_are_closed(folder):
    for path, page in pages(folder).items():
        assert len(set(page.ids)) == len(page.ids), path
        assert page.open == [], path


def test_names_of_files_are_plain_ascii(folder):
    for path in folder.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", str(path.relative_to(folder)))


def test_every_page_has_one_heading_a_language_and_a_policy(folder):
    for path in folder.rglob("*.html"):
        page = text(path)
        assert page.count("<h1") == 1, path
        assert re.search(r'<html lang="(en|be|ru)">', page)
        assert "default-src 'none'" in page
        assert re.search(r"<title>[^<]+</title>", page), path


def test_every_event_row_carries_its_mark(english):
    rows = re.findall(r'<article class="event".*?</article>', text(english / "index.html"), re.DOTALL)
    assert len(rows) == 6
    for row in rows:
        assert ("machine-coded</span>" in row) != ("confirmed</span>" in row)
    assert sum("confirmed</span>" in row for row in rows) == 1


def test_days_are_in_order_and_the_undated_come_last(english):
    headings = re.findall(r'<h2 id="[a-z0-9-]+-heading">(.*?)(?: <small>|</h2>)', text(english / "index.html"))
    assert [heading.replace("\u00a0", " ") for heading in headings] == [
        "9 August 2020 – 15 October 2020",
        "Sunday 11 October 2020",
        "Date not known",
    ]


def test_the_first_line_of_a_figure_page_is_its_sentence(english):
    heading = re.search(r'<h1 class="sentence" id="sentence">(.*?)</h1>', figure_page(english)).group(1)
    assert heading == "At least 620 people (Viasna, name list, 12 Oct 12:30); 713 according to the Interior Ministry."


def test_a_figure_page_says_why_the_numbers_differ(english):
    page = figure_page(english).replace("\u00a0", " ")
    why = page.partition("Why do the numbers differ?")[2]
    assert "109 (Viasna, 11 October 2020, 18:00) was followed by 620 or more (Viasna, 12 October 2020, 12:30)" in why
    assert "620 or more (Viasna, 12 October 2020, 12:30) and 713 (Interior Ministry) can both hold" in why
    assert "count different things. They are never merged, even where the digits are the same." in why
    assert "30 or more (Hanna Tramova) is a part of 600 or more (Hanna Tramova)" in why
    assert "A list of names is a floor" in why
    assert "average" in why


def test_each_reading_has_a_permanent_anchor_and_its_quote(english):
    page = figure_page(english)
    for reading in ("r-700", "r-600", "r-620", "r-713", "r-109"):
        assert f'id="reading-{reading}"' in page
    assert 'href="../sources/bbbbbbbbbbbbbbbb.html#c22-' in page


def test_a_quote_is_marked_in_its_source_and_linked_both_ways(english, october):
    page = text(english / "sources/aaaaaaaaaaaaaaaa.html")
    claim = october.ARRESTED_700
    anchor = f'id="c{claim.start}-{claim.end}-detention"'
    assert page.index(anchor) < page.index("<mark")
    assert 'href="#claim-1"' in page
    assert 'id="claim-1"' in page
    assert f'href="../sources/aaaaaaaaaaaaaaaa.html#c{claim.start}-{claim.end}-detention"' in text(
        english / "events/event-detention.html",
    )


def test_the_text_of_strangers_cannot_become_mark_up(english):
    page = text(english / "sources/aaaaaaaaaaaaaaaa.html")
    assert "&lt;b&gt;cheap&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "U+202E</span>" in page
    assert "\u202e" not in "".join(text(path) for path in english.rglob("*.html"))
    assert "October &lt;in&gt; Minsk" in text(english / "index.html")
    assert "</script>" not in text(english / "assets/search-index.js")


def test_what_is_not_known_of_a_source_is_said(english):
    page = text(english / "sources/dddddddddddddddd-4-ba054081.html")
    assert re.search(r"<dt>Written by</dt><dd class=\"unknown\">not known</dd>", page)
    assert "d" * 64 in page
    assert "a picture or file is missing" in page
    unsealed = text(next(english.glob("sources/note-5-5-*.html")))
    assert "not sealed" in unsealed


def test_the_method_page_counts_what_is_left_out(english, folder):
    rows = dict(
        re.findall(r'<th scope="row">([^<]+)</th><td class="number">([^<]+)</td>', text(english / "method.html"))
    )
    assert rows["Statements without a date"] == "2"
    assert rows["Statements of a kind that can be counted, but without a number"] == "2"
    assert rows["Readings that a later one of the same origin followed"] == "1"
    assert rows["hundreds"] == "200–999"
    assert "rules 0.1" in text(english / "method.html")
    assert "&lt;b&gt;.pdf" in text(folder / "method.html")


def test_a_rule_chooses_every_value_anew(october, tmp_path):
    write_chronicle(october.RECORD, october.DOCUMENTS, tmp_path / "out", rule="highest")
    assert "<dd>700 or more</dd>" in figure_page(tmp_path / "out")
    with pytest.raises(ValueError, match="no rule 'average'"):
        write_chronicle(october.RECORD, october.DOCUMENTS, tmp_path / "other", rule="average")
    assert not (tmp_path / "other").exists()


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_input_gives_the_same_bytes(october, tmp_path):
    write_chronicle(october.RECORD, october.DOCUMENTS, tmp_path / "one")
    write_chronicle(october.RECORD, {d.id: d for d in reversed(october.DOCUMENTS)}, tmp_path / "two")
    write_chronicle(october.RECORD, october.DOCUMENTS, tmp_path / "one")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_figure_page_carries_its_data_for_programs(english, october):
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', figure_page(english)).group(1)
    data = json.loads(block)
    assert data["@type"] == "Claim"
    assert data["text"].startswith("At least 620 people")
    assert {one["text"] for one in data["appearance"]} >= {october.ARRESTED_600.quote, october.TOTAL_713.quote}
    assert "<" not in block


def test_a_quote_cannot_end_the_script_it_stands_in():
    assert htmlsafe('"</script><!--&"') == '"\\u003c/script\\u003e\\u003c!--\\u0026"'


def test_where_errors_go_stands_on_every_page(october, tmp_path):
    write_chronicle(october.RECORD, october.DOCUMENTS, tmp_path / "out", contact="desk <at> tram.example")
    for path in (tmp_path / "out").rglob("*.html"):
        assert "To report an error or to reply: desk &lt;at&gt; tram.example." in text(path)


def test_an_empty_record_gives_pages_too(tmp_path):
    write_chronicle(Record((), (), (), ()), (), tmp_path / "out")
    assert "No event was found" in text(tmp_path / "out/index.html")
    assert all(page.open == [] for page in pages(tmp_path / "out").values())


def test_many_events_go_to_a_page_for_each_month(october, tmp_path, monkeypatch):
    monkeypatch.setattr(days, "MOST_ON_ONE_PAGE", 5)
    monkeypatch.setattr(overview_pages, "MOST_FIGURES", 1)
    later = DateInterval(*(day + timedelta(days=40) for day in (october.SUNDAY.first, october.SUNDAY.last)))
    events = (*october.EVENTS[:3], replace(october.EVENTS[3], date=later), *october.EVENTS[4:])
    written = write_chronicle(replace(october.RECORD, events=events), october.DOCUMENTS, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out/days").iterdir()) == [
        "2020-08.html",
        "2020-10.html",
        "2020-11.html",
        "undated.html",
    ]
    assert 'href="days/2020-10.html"' in text(written.index)
    assert 'rel="next" href="../days/2020-11.html"' in text(tmp_path / "out/days/2020-10.html")
    assert 'href="../days/2020-11.html#day-2020-11-20"' in text(tmp_path / "out/events/event-beaten.html")
    assert len(list((tmp_path / "out/measures").iterdir())) == 3
    test_every_link_leads_to_a_page_and_a_place_that_are_there(tmp_path / "out")


def test_a_crowded_month_has_a_page_for_each_day(october, tmp_path, monkeypatch):
    monkeypatch.setattr(days, "MOST_ON_ONE_PAGE", 5)
    monkeypatch.setattr(days, "MOST_IN_MONTH", 2)
    write_chronicle(october.RECORD, october.DOCUMENTS, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out/days").iterdir()) == [
        "2020-08.html", "2020-10-11.html", "2020-10.html", "undated.html",
    ]  # fmt: skip
    assert 'href="../days/2020-10-11.html"' in text(tmp_path / "out/days/2020-10.html")
    assert 'href="../days/2020-10-11.html#day-2020-10-11"' in text(tmp_path / "out/events/event-beaten.html")
    test_every_link_leads_to_a_page_and_a_place_that_are_there(tmp_path / "out")


def test_what_has_no_date_is_parted_by_kind_where_it_is_much(october, tmp_path, monkeypatch):
    monkeypatch.setattr(days, "MOST_ON_ONE_PAGE", 2)
    monkeypatch.setattr(days, "MOST_IN_MONTH", 0)
    write_chronicle(october.RECORD, october.DOCUMENTS, tmp_path / "out")
    undated = {event.type for event in october.RECORD.events if event.date is None}
    assert undated
    assert {path.name for path in (tmp_path / "out/days").glob("undated-*")} == {
        f"undated-{kind}.html" for kind in undated
    }
    test_every_link_leads_to_a_page_and_a_place_that_are_there(tmp_path / "out")


def test_a_claim_without_an_event_and_a_reading_without_an_origin_are_shown(october, tmp_path):
    record = replace(october.RECORD, events=(), origins=())
    write_chronicle(record, october.DOCUMENTS, tmp_path / "out")
    assert "&#34;" not in text(tmp_path / "out/figures.html")
    test_every_link_leads_to_a_page_and_a_place_that_are_there(tmp_path / "out")


def test_no_page_names_the_machine_that_made_it(english):
    here = str(Path.home())
    for path in english.rglob("*"):
        if path.is_file():
            assert here not in path.read_text("utf-8")
            assert str(english) not in path.read_text("utf-8")
