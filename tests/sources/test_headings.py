"""Every entry of headings.toml reads its examples and leaves its counterexamples alone."""

import pytest

from letapis.sources.headings import block_heading, compiled, line_heading
from letapis.sources.written_days import day_in, day_of
from letapis.vocabulary.resources import LANGUAGES, table

ENTRIES = [
    (language, kind, entry)
    for language in LANGUAGES
    for kind in ("lines", "blocks")
    for entry in table(f"languages/{language}/headings.toml")[kind]
]
READERS = {"lines": line_heading, "blocks": block_heading}
EXAMPLES = [
    (language, kind, entry["role"], words, value)
    for language, kind, entry in ENTRIES
    for words, value in entry["examples"]
]
COUNTEREXAMPLES = [
    (language, kind, entry["role"], words) for language, kind, entry in ENTRIES for words in entry["counterexamples"]
]


@pytest.mark.parametrize(("language", "kind", "role", "words", "value"), EXAMPLES)
def test_an_entry_reads_its_examples(language, kind, role, words, value):
    assert language in LANGUAGES
    heading = READERS[kind](words)
    assert heading is not None
    assert (heading.role, heading.value) == (role, value)


@pytest.mark.parametrize(("language", "kind", "role", "words"), COUNTEREXAMPLES)
def test_an_entry_leaves_its_counterexamples(language, kind, role, words):
    assert language in LANGUAGES
    heading = READERS[kind](words)
    assert heading is None or heading.role != role


@pytest.mark.parametrize("entry", [entry for _, _, entry in ENTRIES])
def test_an_entry_has_examples_both_ways_and_fitting_hints(entry):
    assert entry["examples"]
    assert entry["counterexamples"]
    assert compiled(entry["pattern"])
    for words, _ in entry["examples"]:
        assert any(hint in words.lower() for hint in entry["hints"])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("November 23, 2020", "2020-11-23"),
        ("Tuesday 27 October 2020", "2020-10-27"),
        ("Nov. 8, 2020", "2020-11-08"),
        ("the 3rd of November 2020", "2020-11-03"),
        ("October 12, 2020, 12:30", "2020-10-12T12:30"),
        ("October 12, 2020 at 1:30 pm", "2020-10-12T13:30"),
        ("12:05 a.m., October 12, 2020", "2020-10-12T00:05"),
        ("15 октября 2020 года", "2020-10-15"),
        ("15 кастрычніка 2020 г.", "2020-10-15"),
        ("15 жовтня 2020 року", "2020-10-15"),
        ("15. Oktober 2020", "2020-10-15"),
        ("2020-10-13", "2020-10-13"),
        ("2020-10-13T09:05:00+03:00", "2020-10-13T09:05"),
        ("13.10.2020", "2020-10-13"),
        ("10/13/2020", "2020-10-13"),
        ("13/10/2020", "2020-10-13"),
        ("12/12/2020", "2020-12-12"),
    ],
)
def test_a_lone_date_is_read(words, day):
    found = day_of(words)
    assert found is not None
    assert found.iso() == day


@pytest.mark.parametrize(
    "words",
    [
        "10/12/2020",  # two days to two readers
        "October 2020",
        "31 February 2020",
        "On 11 October 2020 people marched",
        "Monday",
        "2020",
        "11 October 12 October 2020",
        "1 May 20200",
        "Nov. 8",
        "",
    ],
)
def test_what_is_no_lone_date_is_none(words):
    assert day_of(words) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("On Tue, Nov 10, 2020 at 9:12 AM Hanna <h@example.org> wrote:", "2020-11-10T09:12"),
        ("вт, 10 нояб. 2020 г. в 21:12, Анна Новик <a@example.org>:", None),
        ("10 ноября 2020 г., 21:12, Анна Новик пишет:", "2020-11-10T21:12"),
        ("Am 10. November 2020 um 09:12 schrieb Anna:", "2020-11-10T09:12"),
        ("10.11.2020 21:12, Anna Novik wrote:", "2020-11-10T21:12"),
        ("no date here", None),
    ],
)
def test_a_date_in_a_line(words, day):
    found = day_in(words)
    assert (found.iso() if found else None) == day
