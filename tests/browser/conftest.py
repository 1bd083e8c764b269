"""Chromium of the machine, driven by Playwright; nothing is ever downloaded."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
REMEDY = (
    "browser tests need Chromium: apt-get install chromium, or LETAPIS_CHROMIUM=/path/to/chromium python3 dev.py test"
)


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("LETAPIS_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip(REMEDY)
    sync_api = pytest.importorskip("playwright.sync_api", reason=REMEDY)
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def october():
    path = ROOT / "tests/publications/october.py"
    spec = importlib.util.spec_from_file_location("october", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def chronicles(october, tmp_path_factory):
    """One chronicle in each language of the interface, as folders."""
    from letapis.publications.chronicle import write_chronicle

    made = {}
    for language in ("en", "be", "ru"):
        made[language] = tmp_path_factory.mktemp("chronicle") / language
        write_chronicle(october.RECORD, october.DOCUMENTS, made[language], language)
    return made


@pytest.fixture(scope="session")
def artefacts():
    folder = ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def visit(browser):
    """A new page with its requests and errors kept: visit(width=390, dark=True, script=False)."""
    contexts = []

    def make(width=1280, height=900, *, dark=False, script=True):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.faults = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        return page

    yield make
    for context in contexts:
        context.close()
