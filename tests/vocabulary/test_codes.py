"""The code lists: stable ids, three languages, no label twice, letters of one script, what kinds and claims need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letapis.registry.model.kinds import kinds
from letapis.vocabulary.codes import Code, codes, holders, lists
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, LANGUAGES
from letapis.vocabulary.types import claim_types
from letapis.vocabulary.vague import tables

DOCS = Path(__file__).parents[2] / "docs/reference/codes.md"
WORD = re.compile(r"[^\W\d_]+")
LATIN, CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[\u0400-\u04ff]")
NUMBERS = {
    "huridocs": re.compile(r"(MT\d+|right) \d+(; (MT\d+|right) \d+)*"),
    "plover": re.compile(r"[A-Z]+(:[a-z-]+)?"),
    "acled": re.compile(r"[A-Z][A-Za-z /-]+"),
}

# needs.md 4.2, in its order; two lists where it names two things under one number
FIRST_RELEASE = {
    "act_types", "methods", "perpetrator_types", "degrees_of_involvement", "victim_characteristics",
    "victim_statuses", "whereabouts", "lawyer", "detention_kinds", "court_stage", "sanction_units", "place_types",
    "source_materials", "source_connections", "reliability", "check_outcomes", "confirmation_statuses",
    "date_precision", "place_precision", "intervention_types", "responses", "impacts", "intervention_statuses",
    "priorities", "relationships", "link_kinds", "strike_forms", "demands", "symbols", "closure_kinds",
    "release_conditions", "consent_purposes", "consent_recipients", "risk_levels", "vague_tables", "languages",
    "correction_reasons",
}  # fmt: skip

every_list = pytest.mark.parametrize("name", lists())


def test_the_lists_of_the_first_release_are_there() -> None:
    assert set(lists()) >= FIRST_RELEASE


@every_list
def test_ids_are_snake_case_and_have_three_labels_and_a_definition(name: str) -> None:
    for code, entry in codes(name).items():
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code), code
        assert set(entry.label) == set(INTERFACE_LANGUAGES), code
        assert entry.definition, code
        assert not entry.definition.endswith("."), code
        assert all(label.strip() == label and label and label != code for label in entry.label.values()), code


@every_list
@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_label_stands_twice_in_a_list(name: str, language: str) -> None:
    labels = [entry.label[language].casefold() for entry in codes(name).values()]
    assert sorted(labels) == sorted(set(labels))


@every_list
def test_a_wider_code_is_of_the_same_list_and_nothing_holds_itself(name: str) -> None:
    known = codes(name)
    for code, entry in known.items():
        assert not entry.within or entry.within in known, code
        assert code not in holders(name, entry.within), code


@every_list
def test_labels_are_written_in_the_letters_of_their_language(name: str) -> None:
    for code, entry in codes(name).items():
        assert not set("ищъ") & set(entry.label["be"].casefold()), code
        assert not set("іў") & set(entry.label["ru"].casefold()), code
        assert not CYRILLIC.search(entry.label["en"] + entry.definition), code
        for label in entry.label.values():
            mixed = [word for word in WORD.findall(label) if LATIN.search(word) and CYRILLIC.search(word)]
            assert not mixed, code


@every_list
def test_mapping_columns_hold_numbers_and_names_only(name: str) -> None:
    for code, entry in codes(name).items():
        for column, shape in NUMBERS.items():
            value = getattr(entry, column)
            assert not value or shape.fullmatch(value), (code, column, value)


def test_every_list_that_a_kind_names_exists() -> None:
    wanted = {(kind.code, slot.codes) for kind in kinds().values() for slot in kind.slots.values() if slot.codes}
    assert {name for _, name in wanted} <= set(lists()), [pair for pair in wanted if pair[1] not in lists()]


def test_claim_types_are_act_types_under_the_same_ids_and_names() -> None:
    acts = codes("act_types")
    for code, known in claim_types().items():
        assert acts[code].label == known.label
        assert acts[code].definition == known.definition
        assert re.sub(r"(MT\d+|right) ", "", acts[code].huridocs) == known.huridocs


@pytest.mark.parametrize(
    ("code", "wide"),
    [
        ("video_confession", "coerced_confession"),
        ("extremist_list", "charge"),
        ("blocked_card", "seizure"),
        ("detention_fee", "sentence"),
        ("lock_in_at_work", "detention"),
        ("internet_cut", "censorship"),
        ("letters_withheld", "due_process"),
        ("parcels_denied", "due_process"),
        ("forced_apology", "coerced_confession"),
        ("drone_tracking", "search"),
        ("biometric_tracking", "search"),
        ("chat_taken_over", "search"),
    ],
)
def test_what_the_old_lists_lack_has_a_code_of_ours(code: str, wide: str) -> None:
    assert codes("act_types")[code].within == wide
    assert not codes("act_types")[code].huridocs


@pytest.mark.parametrize(
    ("name", "code", "be", "ru"),
    [  # the traps of needs.md 4.4
        ("confirmation_statuses", "confirmed", "Пацверджана", "Подтверждено"),
        ("act_types", "home_search", "Ператрус дома", "Обыск дома"),
        ("act_types", "mass_roundup", "Масавыя затрыманні", "Массовые задержания"),
    ],
)
def test_labels_that_were_mistranslated_elsewhere(name: str, code: str, be: str, ru: str) -> None:
    assert (codes(name)[code].label["be"], codes(name)[code].label["ru"]) == (be, ru)


def test_lists_that_mirror_other_data() -> None:
    assert set(codes("vague_tables")) == set(tables())
    assert set(LANGUAGES) <= set(codes("languages"))
    assert len(codes("link_kinds")) == 7
    assert len(codes("reliability")) == 6  # five grades, and one for "cannot be judged"


def test_the_documentation_lists_every_code_as_it_is() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert re.findall(r"^## `(\w+)`$", text, re.MULTILINE) == list(lists())
    for name in lists():
        section = text.split(f"## `{name}`\n")[1].split("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        assert rows == [row(entry) for entry in codes(name).values()], name


def row(entry: Code) -> str:
    """The line of a code in docs/reference/codes.md."""
    numbers = "; ".join(filter(None, (entry.huridocs, entry.acled, entry.plover)))
    label = (entry.label[language] for language in INTERFACE_LANGUAGES)
    within = f" · in `{entry.within}`" if entry.within else ""
    return f"| `{entry.code}`{within} | {' | '.join(label)} | {entry.definition} | {numbers} |"
