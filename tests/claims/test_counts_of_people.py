"""What a number counts in a sentence: people, events, minutes, or one person in spite of the numbers beside him."""

import pytest

from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document


def counts(text, language, kind):
    claims = RuleCoder(weights=None).code(Document(id="d", text=text, language=language))
    return [
        (claim.count.low, claim.count.high, claim.count.unit) for claim in claims if claim.type == kind and claim.count
    ]


ONE = [(1, 1, "people")]


@pytest.mark.parametrize(
    ("language", "kind", "text", "expected"),
    [
        ("en", "sentence", "The court sentenced Maryna Halai to a year in prison and 25 lashes.", ONE),
        ("en", "sentence", "Our treasurer, Nino Beridze, was fined 700 lari on Monday.", ONE),
        ("en", "sentence", "He was fined 30 base units.", ONE),
        ("en", "sentence", "Two nurses of the ward came home, one was fined 90 euros.", ONE),
        ("ru", "sentence", "Две швеи вышли на свободу, одна оштрафована на 300 рублей.", ONE),
        ("be", "sentence", "Дзве швачкі выйшлі на волю, адну аштрафавалі на 300 рублёў.", ONE),
        ("ru", "charge", "Ивану Ковалю предъявлены ещё три обвинения.", ONE),
        ("en", "release", "Hrakovich was released on Friday.", ONE),
        ("ru", "release", "Граковича отпустили в пятницу вечером.", ONE),
        ("be", "release", "Граковіча адпусцілі ў пятніцу ўвечары.", ONE),
        ("ru", "charge", "Двум поварам предъявили по три обвинения.", [(2, 2, "people")]),
        ("ru", "sentence", "Семерым назначили штрафы.", [(7, 7, "people")]),
        ("ru", "detention", "В Лиде задержали девять хлебопёков.", [(9, 9, "people")]),
        ("en", "release", "My sister was taken away at noon and let go at seven.", ONE),
        ("en", "sentence", "The court gave Pavel Kot 15 days.", ONE),
        ("ru", "sentence", "Трое поваров дома после пяти суток, один оштрафован на 200 рублей.", ONE),
        ("ru", "detention", "Двадцать один задержан в Лиде.", [(21, 21, "people")]),
        ("en", "release", "The bakers were set free at eight.", []),
        ("en", "detention", "Maybe thirty, maybe forty bakers were detained.", [(30, 40, "people")]),
        ("en", "detention", "The envoy visited 31 detainees in Lida.", []),
        ("en", "demonstration", "At least 60 participants of the picket were beaten.", []),
        (
            "en",
            "demonstration",
            "Nine pickets were held in the region, in which about 4 thousand residents took part.",
            [(9, 9, "events"), (4000, 4000, "people")],
        ),
        (
            "ru",
            "demonstration",
            "В области прошло девять пикетов, в которых участвовали около 4 тысяч жителей.",
            [(9, 9, "events"), (4000, 4000, "people")],
        ),
        ("en", "dialogue", "The talks with the miners lasted more than three hours.", [(180, None, "minutes")]),
        ("ru", "dialogue", "Встреча с врачами длилась два с половиной часа.", [(150, 150, "minutes")]),
        ("be", "dialogue", "Сустрэча з лекарамі доўжылася больш за тры гадзіны.", [(180, None, "minutes")]),
        ("en", "dialogue", "The minister met with the miners three hours later.", []),
        ("ru", "dialogue", "Министр встретился с врачами через два часа.", []),
    ],
)
def test_what_a_number_counts(language, kind, text, expected):
    assert counts(text, language, kind) == expected


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "On Friday evening, according to Viasna, officers detained a teacher.", ("officers",)),
        ("en", "After the vote, Poland denounced the verdict.", ("Poland",)),
        ("en", "Together with the miners, teachers went on strike.", ("teachers",)),
        ("ru", "По данным МВД, в Лиде милиционеры избили токаря.", ("милиционеры",)),
    ],
)
def test_a_source_did_not_do_it(language, text, who):
    claims = RuleCoder(weights=None).code(Document(id="d", text=text, language=language))
    assert [claim.who for claim in claims] == [who]
