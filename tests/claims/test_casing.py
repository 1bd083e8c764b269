"""A text in one case is read with capitals of our own; the letters given stay in the claims."""

import pytest

from letapis.claims.casing import casing_of, recased
from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

RECASED = [
    (
        "en",
        "POLICE IN SAN MIGUEL DETAINED COLONEL PABLO ARRIAGA.",
        "Police in San Miguel detained colonel Pablo Arriaga.",
    ),
    ("en", "THE FRONT [FPD] HAS MET. IT RULES THE U.S. MARKET.", "The front [FPD] has met. It rules the U.S. market."),
    ("en", "in march the women march; they may meet on 3 may.", "In March the women march; they may meet on 3 May."),
    ("ru", "в гродно задержали троих. их увезли в рувд.", "В Гродно задержали троих. Их увезли в рувд."),
    ("be", "у брэсце затрымалі траіх.", "У Брэсце затрымалі траіх."),
]


@pytest.mark.parametrize(("language", "text", "expected"), RECASED)
def test_names_and_sentences_get_capitals(language, text, expected):
    assert recased(text, language) == expected


@pytest.mark.parametrize(
    ("text", "casing"),
    [("POLICE DETAINED TEN.", "upper"), ("police detained ten.", "lower"), ("Police detained ten.", ""), ("12", "")],
)
def test_the_case_of_a_text(text, casing):
    assert casing_of(text) == casing


@pytest.mark.parametrize(
    "text", ["IN SAN MIGUEL POLICE DETAINED 12 MINERS.", "in san miguel police detained 12 miners."]
)
def test_a_claim_has_the_letters_of_the_text(text):
    document = Document(id="d", text=text, language="en", published=Moment.parse("1990-02-04"))
    (claim,) = RuleCoder().code(document)
    assert claim.type == "detention"
    assert claim.place == ("San Miguel",)
    assert text[claim.start : claim.end] == claim.quote
    assert all(name in text for name in (*claim.who, *claim.whom))
    assert claim.who
    assert claim.whom


@pytest.mark.parametrize("text", ["İSTANBUL POLİS 12", "ß" * 30, "ŉ A", ""])
def test_letters_that_change_their_length_keep_every_offset(text):
    assert len(recased(text, "en")) == len(text)
