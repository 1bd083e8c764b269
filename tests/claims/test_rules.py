"""The coder as a whole: the worked examples by name, the spans of any text, and bounds on hostile text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis import __version__
from letapis.claims.coder import Coder
from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CODER = RuleCoder(weights=None)


def code(text, published="2020-10-14", language="en"):
    return CODER.code(Document(id="d", text=text, language=language, published=published and Moment.parse(published)))


def days(claim):
    return claim.date and (claim.date.first.isoformat(), claim.date.last.isoformat())


def bounds(claim):
    return claim.count and (claim.count.low, claim.count.high)


def only(claims, kind):
    found = [claim for claim in claims if claim.type == kind]
    assert len(found) == 1, found
    return found[0]


def test_it_is_a_coder():
    coder: Coder = CODER
    assert (coder.name, coder.version) == ("rules", __version__)


@pytest.mark.parametrize(
    ("text", "kind", "slots"),
    [
        (
            "On Sunday more than 60 people were detained in Brest.",
            "detention",
            {"days": ("2020-10-11", "2020-10-11"), "place": ("Brest",), "bounds": (60, None), "status": "happened"},
        ),
        (
            "Police detained nurse Alena Karol on 5 October.",
            "detention",
            {"bounds": (1, 1), "days": ("2020-10-05",) * 2},
        ),
        (
            "Yury Kot, Pavel Lis and Ihar Bor were arrested in Lida.",
            "detention",
            {"bounds": (3, 3), "place": ("Lida",)},
        ),
        ("The union will hold a rally in Homiel on 20 October.", "demonstration", {"status": "planned"}),
        (
            "Since 9 August more than 500 people have been arrested.",
            "detention",
            {"scope": "total", "bounds": (500, None)},
        ),
        ("Around 300 people were punished or persecuted.", "sentence", {"definition": "punished or persecuted"}),
    ],
)
def test_slots(text, kind, slots):
    claim = only(code(text), kind)
    read = {"days": days(claim), "bounds": bounds(claim)}
    assert {name: read[name] if name in read else getattr(claim, name) for name in slots} == slots


@pytest.mark.parametrize(
    ("language", "text", "kind", "count"),
    [
        ("ru", "В Гродно задержали троих.", "detention", (3, 3)),
        ("ru", "Были отпущены 12 человек.", "release", (12, 12)),
        ("be", "Затрымана 12 чалавек.", "detention", (12, 12)),
        ("be", "У Мінску затрымалі не менш за 40 чалавек.", "detention", (40, None)),
    ],
)
def test_impersonal_and_passive_forms(language, text, kind, count):
    assert bounds(only(code(text, language=language), kind)) == count


def test_second_conjuncts_without_a_verb_form_of_their_own():
    claims = code("More than 700 people were arrested that day, many beaten, and over a dozen hospitalised.")
    assert bounds(only(claims, "detention")) == (700, None)
    assert [bounds(claim) for claim in claims if claim.type == "assault"] == [None, (12, None)]


def test_a_subset_is_a_claim_of_its_own_and_never_added():
    whole, part = (
        c for c in code("More than 600 people were arrested, including over 30 journalists.") if c.type == "detention"
    )
    assert (bounds(whole), bounds(part)) == ((600, None), (30, None))
    assert part.subset_of == whole.id


def test_a_list_by_place_gives_a_claim_for_each():
    claims = code("Police detained 30 people in Brest, 12 in Hrodna and 5 in Lida.")
    assert [(claim.place, bounds(claim)) for claim in claims] == [
        (("Brest",), (30, 30)),
        (("Hrodna",), (12, 12)),
        (("Lida",), (5, 5)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Donate now: your gift helps us to continue our work.",
        "For Maria, who taught us to read.",
        "If the police arrest anyone, call this number.",
        "The protest movement has no leader.",
        "The referee suspended the match in the second half.",
        "",
    ],
)
def test_background_wishes_and_dedications_give_no_claim(text):
    assert code(text) == ()


def test_a_language_that_we_do_not_read_gives_no_claim():
    assert CODER.code(Document(id="d", text="Policía detuvo a 20 personas.", language="es")) == ()


def test_each_claim_says_why():
    claim = only(code("On Sunday 60 people were detained in Brest."), "detention")
    assert {reason.slot for reason in claim.reasons} >= {"type", "date", "place", "count"}
    assert 0 < claim.confidence <= 1
    assert claim.coder == f"rules {__version__}"


# --- the seeds ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds():
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("no ../shared with the seeds beside this checkout")
    from letapis.sources.reading import read

    found = {}
    for path in sorted(folder.glob("*.txt")):
        (document,) = read(path.name, path.read_bytes()).documents
        found[int(path.name[:3])] = (document, CODER.code(document))
    return found


def detentions(claims, day):
    return [(bounds(claim), claim) for claim in claims if claim.type == "detention" and days(claim) == (day, day)]


def test_seed_2_has_700_detained_and_14000_since_august(seeds):
    _, claims = seeds[2]
    assert (700, None) in [count for count, _ in detentions(claims, "2020-10-11")]
    (total,) = [claim for claim in claims if bounds(claim) == (14000, None)]
    assert (total.type, total.scope, total.date.first.isoformat()) == ("detention", "total", "2020-08-09")
    assert total.definition == ""


def test_seed_3_has_600_detained_with_30_journalists_as_subset(seeds):
    _, claims = seeds[3]
    found = dict(detentions(claims, "2020-10-11"))
    assert {(600, None), (30, None)} <= set(found)
    assert found[30, None].subset_of == found[600, None].id
    assert found[600, None].said_by == "Lilia"


def test_seed_3_has_14000_under_another_definition(seeds):
    (claim,) = [claim for claim in seeds[3][1] if bounds(claim) == (14000, 14000)]
    assert claim.definition == "punished or persecuted"


def test_rows_139_to_141_dates_of_the_seeds(seeds):
    second = {days(claim) for claim in seeds[2][1]}
    assert {("2020-10-10", "2020-10-11"), ("2020-10-11",) * 2, ("2020-10-05",) * 2, ("2020-10-12",) * 2} <= second
    assert ("2020-10-10",) * 2 in {days(claim) for claim in seeds[3][1]}


def test_row_140_last_sunday_in_a_mail_is_read_from_the_day_of_the_mail(seeds):
    claims = seeds[1][1]
    (mail,) = [claim for claim in claims if bounds(claim) == (1000, None)]
    assert days(mail) == ("2020-11-08", "2020-11-08")
    assert ("2020-11-03",) * 2 in {days(claim) for claim in claims if claim.type == "release"}


def test_row_145_a_cyrillic_letter_in_council_hides_nothing(seeds):
    charges = [claim.quote for claim in seeds[0][1] if claim.type == "charge"]
    assert any("\u0421ouncil" in quote for quote in charges)


def test_donation_lines_yield_no_claim(seeds):
    document, claims = seeds[2]
    donations = document.text.index("If you like this article")
    assert all(claim.end <= donations for claim in claims)


def test_every_seed_quote_is_verbatim(seeds):
    for document, claims in seeds.values():
        assert all(document.text[claim.start : claim.end] == claim.quote for claim in claims)


# --- invariants -----------------------------------------------------------------------------------------------------

MIXED = (
    "police detained 20 people in Minsk on Sunday , and beaten were arrested more than 30 \u201c \u201d : . ( ) Viasna"
    " said \n\n задержали троих \u0421ouncil затрымана \u200f \0 \u0301 2020 October not 10 \U0001f600 [ ]"
)
WORDS = st.sampled_from(MIXED.split(" "))


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=80).map(" ".join), st.sampled_from(["en", "ru", "be"]))
def test_spans_are_exact_on_any_text(text, language):
    claims = code(text, language=language)
    assert all(text[claim.start : claim.end] == claim.quote and claim.quote for claim in claims)
    assert len({claim.id for claim in claims}) == len(claims)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_crashes_it(text):
    assert isinstance(code(text), tuple)


@pytest.mark.parametrize(
    "text",
    [
        "police detained 20 people and " * 2000,
        "\n" * 200_000,
        "\u202eпротест\u202c " * 3000,
        "\u201c" * 5000,
        "take " * 20_000,
        "a\x00b\x1f" * 5000,
    ],
    ids=["one sentence", "newlines", "right to left", "open quotes", "near misses", "control characters"],
)
def test_hostile_text_is_read_to_its_end(text):
    assert all(text[claim.start : claim.end] == claim.quote for claim in code(text))


def test_the_same_text_gives_the_same_claims():
    document = Document(id="d", text="On Sunday 60 people were detained in Brest. Ten were released.", language="en")
    assert CODER.code(document) == RuleCoder(weights=None).code(replace(document))


def test_no_sentence_of_the_seeds_stands_in_the_vocabulary(seeds):
    from letapis.vocabulary.acts import acts_of

    folded = [re.sub(r"\W+", " ", document.text.lower()) for document, _ in seeds.values()]
    for entry in acts_of("en")["act"]:
        for example in entry["examples"]:
            sentence = re.sub(r"\W+", " ", example.partition(" => ")[0].lower()).strip()
            assert not any(sentence in text for text in folded), example
