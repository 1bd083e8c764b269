import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

KINDS = {
    "index": "index.html",
    "figures": "figures.html",
    "figure": "figures/detained-2020-10-11-minsk-c85b0fee.html",
    "event": "events/event-detention.html",
    "source": "sources/aaaaaaaaaaaaaaaa.html",
    "sources": "sources.html",
    "place": "places/minsk-dc24fa49.html",
    "places": "places.html",
    "pictures": "pictures.html",
    "search": "search.html",
    "method": "method.html",
    "tables": "data.html",
}
LANGUAGES = ("en", "be", "ru")
PICTURE = Path(__file__).resolve().parents[2] / "docs/pictures/chronicle.png"


def address(folder, kind):
    name = KINDS[kind]
    if kind == "place":
        name = str(next(folder.glob("places/minsk*.html")).relative_to(folder))
    return (folder / name).as_uri()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_ask_no_other_host_have_no_error_and_do_not_scroll_sideways(
    visit, chronicles, artefacts, language, width
):
    page = visit(width)
    for kind in KINDS:
        page.goto(address(chronicles[language], kind))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)
        page.screenshot(path=artefacts / f"{kind}-{language}-{width}.png", full_page=True)
    assert [url for url in page.asked if not url.startswith("file:///")] == []
    assert page.faults == []


@pytest.mark.parametrize("width", [768, 1920, 2560])
def test_no_width_between_scrolls_sideways(visit, chronicles, artefacts, width):
    page = visit(width)
    for kind in KINDS:
        page.goto(address(chronicles["en"], kind))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)
    page.goto(address(chronicles["en"], "index"))
    page.screenshot(path=artefacts / f"index-en-{width}.png")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, chronicles, kind, dark):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="browser tests need axe: python3 dev.py setup"
    )
    for language, width in (("en", 1280), ("ru", 390)):
        page = visit(width, dark=dark)
        page.goto(address(chronicles[language], kind))
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found = axe.Axe().run(page)
        told = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found.response["violations"]]
        assert told == []


def test_everything_can_be_read_without_javascript(visit, chronicles):
    page = visit(script=False)
    page.goto(address(chronicles["en"], "index"))
    assert page.locator(".event").count() == 6
    assert page.locator("#filter").is_hidden()
    page.get_by_role("link", name="At least 620 people").first.click()
    assert page.locator("h1").inner_text().startswith("At least 620 people")
    page.locator("table.readings").get_by_role("link", name="Hanna Tramova").click()
    assert page.locator("mark", has_text="More than six hundred").is_visible()
    assert "#c22-" in page.url
    page.locator("a.back", has_text="1").click()
    assert page.url.endswith("#claim-1")
    page.goto(address(chronicles["en"], "search"))
    assert "Searching needs JavaScript" in page.locator("main").inner_text()


def test_the_filter_shows_only_what_fits(visit, chronicles):
    page = visit()
    page.goto(address(chronicles["en"], "index"))
    shown = page.locator(".days .event:visible")
    assert shown.count() == 6
    page.get_by_role("combobox", name="Kind of event").select_option("detention")
    assert shown.count() == 3
    page.get_by_role("combobox", name="Place").select_option("Minsk")
    assert shown.count() == 2
    page.get_by_label("Only with two origins or more").check()
    assert shown.count() == 1
    assert page.get_by_text("1 of 6 events shown").is_visible()
    assert page.locator(".day:visible").count() == 1
    page.get_by_role("button", name="Show everything").click()
    assert shown.count() == 6
    page.get_by_role("searchbox").fill("nobody said this")
    page.get_by_text("0 of 6 events shown").wait_for()
    assert page.get_by_text("Nothing here fits").is_visible()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("journalists", "Detention, Minsk"),
        ("JOURNALISTS", "Detention, Minsk"),
        ("wаtеr cаnnоns", "Force against a crowd"),  # with Cyrillic a, e, o
        ("задержаных", None),
        ("Список задержанных", "Список задержанных"),
        ("Учора у краіне", "Detention, Minsk"),  # ў found by у
        ("tram post", "Marches & arrests"),
        ("<b>", None),
    ],
)
def test_search_finds_whatever_the_letters_look_like(visit, chronicles, typed, found):
    page = visit()
    page.goto(address(chronicles["en"], "search"))
    page.get_by_label("Words to look for").fill(typed)
    if found is None:
        page.get_by_text("Nothing found.").wait_for()
    else:
        page.locator(".results a", has_text=found).first.wait_for()
        page.locator(".results a", has_text=found).first.click()
        assert page.locator("h1").is_visible()
    assert page.faults == []


def test_the_keyboard_reaches_everything_and_sees_where_it_is(visit, chronicles):
    page = visit()
    page.goto(address(chronicles["en"], "index"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.goto(address(chronicles["en"], "index"))
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary')]"
        ".filter(one => one.checkVisibility()).length",
    )
    reached = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
            const here = document.activeElement;
            if (here === document.body) { return null; }
            const all = [...document.querySelectorAll('*')];
            return [all.indexOf(here), getComputedStyle(here).outlineStyle, getComputedStyle(here).outlineWidth];
        }""")
        if seen:
            assert seen[1] != "none", seen
            reached.add(seen[0])
    assert len(reached) >= wanted


def test_a_quote_that_a_link_points_at_is_seen(visit, chronicles, october):
    page = visit()
    claim = october.ARRESTED_600
    page.goto(address(chronicles["en"], "event"))
    page.get_by_role("link", name="Hanna Tramova").click()
    assert page.url.endswith(f"#c{claim.start}-{claim.end}-detention")
    mark = page.locator("mark").first
    assert mark.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_a_page_can_be_printed(visit, chronicles, artefacts):
    page = visit()
    page.goto(address(chronicles["en"], "figure"))
    page.emulate_media(media="print")
    assert page.locator("header.site nav").is_hidden()
    assert page.locator("table.readings").is_visible()
    (artefacts / "figure-en.pdf").write_bytes(page.pdf(format="A4"))


def test_the_index_of_search_is_loaded_only_when_asked(visit, chronicles):
    page = visit()
    page.goto(address(chronicles["en"], "index"))
    page.goto(address(chronicles["en"], "search"))
    assert not any("search-index" in url for url in page.asked)
    page.get_by_label("Words to look for").fill("minsk")
    page.locator(".results a").first.wait_for()
    assert any("search-index" in url for url in page.asked)


@pytest.mark.skipif(
    os.environ.get("LETAPIS_PICTURES") != "1",
    reason="writes docs/pictures: LETAPIS_PICTURES=1 python3 dev.py test tests/browser",
)
def test_the_pictures_of_the_readme(visit, tmp_path):
    command = [
        str(Path(sys.executable).with_name("letapis")),
        "chronicle",
        "examples/reports",
        "-o",
        str(tmp_path / "out"),
    ]
    subprocess.run(command, cwd=PICTURE.parents[2], check=True, capture_output=True)
    page = visit(1280, 900)
    page.goto((tmp_path / "out/index.html").as_uri())
    page.screenshot(path=PICTURE)
    page.locator(".key-figures a").first.click()
    page.screenshot(path=PICTURE.with_name("figure.png"))
    page.locator("table.readings .quotes a").first.click()
    page.screenshot(path=PICTURE.with_name("source.png"))
