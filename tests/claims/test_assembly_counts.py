"""How many an act counts where its own words do not say: those told of before, the one joined to a number, one case."""

from __future__ import annotations

import pytest

from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

CODER = RuleCoder()


def bounds(text, kind, language="en"):
    document = Document(id="d", text=text, language=language, published=Moment.parse("2021-03-12"))
    found = [claim for claim in CODER.code(document) if claim.type == kind]
    return [claim.count and (claim.count.low, claim.count.high) for claim in found]


@pytest.mark.parametrize(
    ("language", "text", "kind", "expected"),
    [
        # those of the act before in the sentence, and of the sentence before
        ("en", "About a hundred weavers were detained in Orsha, and let go at night.", "release", (100, 100)),
        ("ru", "Сварщику дали 10 суток. Адвоката к нему не пустили.", "due_process", (1, 1)),
        ("ru", "В Орше прошёл марш. Адвокатов не пускали.", "due_process", None),
        # one more beside a number
        ("en", "Two conscripts and a captain were arrested in Orsha.", "detention", (3, 3)),
        ("ru", "Его и ещё троих задержали.", "detention", (4, 4)),
        # ages, terms and fines count nobody; a part gives way to its whole
        ("en", "A boy of 16 was shot dead in Orsha.", "killing", (1, 1)),
        ("be", "Трох мужчын асудзілі на 14, 12 і 9 гадоў.", "sentence", (3, 3)),
        ("ru", "Более 270 человек, среди них 96 женщин, ранены.", "assault", (270, None)),
        # nobody is not one; one by the form of the noun
        ("en", "No one was arrested in Orsha.", "detention", None),
        ("ru", "В Орше задержан бухгалтер завода.", "detention", (1, 1)),
        ("ru", "В Орше осудили на год бухгалтера завода.", "sentence", (1, 1)),
        ("be", "У Оршы затрымалі бухгалтараў завода.", "detention", None),
        # one case, one outlet
        ("ru", "Возбуждено уголовное дело по статье 369.", "charge", (1, 1)),
        ("be", "Распачата крымінальная справа.", "charge", (1, 1)),
        ("ru", "Сайт газеты заблокирован.", "censorship", (1, 1)),
    ],
)
def test_those_that_an_act_counts(language, text, kind, expected):
    assert bounds(text, kind, language)[:1] == [expected]
