import pytest
from hypothesis import given
from hypothesis import strategies as st

from letapis.names.organisations.comparing import compare_organisations, evidence, known, read_organisation
from letapis.names.organisations.words import abbreviations, bare, concepts, family, forms, kind_of_concept, town
from letapis.vocabulary.resources import table

FORMS = table("organisations/forms.toml")
WORDS = table("organisations/words.toml")

# name, form, proper words, quoted part, abbreviation, town
READ = [
    ("ОАО «Сокол»", "open-joint-stock", ["Сокол"], "Сокол", "", ""),
    ("ААТ ‘Сокал’", "open-joint-stock", ["Сокал"], "Сокал", "", ""),
    ("Sokol OJSC", "open-joint-stock", ["Sokol"], "", "", ""),
    ("Адкрытае акцыянернае таварыства «Сокал»", "open-joint-stock", ["Сокал"], "Сокал", "", ""),
    ("Общества с ограниченной ответственностью «Сокол»", "limited", ["Сокол"], "Сокол", "", ""),
    ("Sokół sp. z o.o.", "limited", ["Sokół"], "", "", ""),
    ("Sokol GmbH", "limited", ["Sokol"], "", "", ""),
    ("UAB „Sakalas“", "closed-joint-stock", ["Sakalas"], "Sakalas", "", ""),
    ("РУП «Завод «Сокол»", "republican-unitary", ["Сокол"], "Сокол", "", ""),
    ("Минский завод «Сокол»", "", ["Сокол"], "Сокол", "", "Minsk"),
    ("Гродзенскі мясакамбінат", "", ["мясакамбінат"], "", "", "Hrodna"),
    ("Homiel plant MZS", "", ["MZS"], "", "MZS", "Homiel"),
    ("ООО «О. К. А.»", "limited", ["ОКА"], "О К А", "", ""),
    ("Cокол", "", ["Сокол"], "", "", ""),  # the first letter is Latin
    ("завод имени Я.М. Соколова", "", ["Соколова"], "", "", ""),
    ("фонд", "", [], "", "", ""),  # a single word is no form
    ("Открытое акционерное общество", "open-joint-stock", [], "", "", ""),
]

ONE = [
    ("Belaruskali", "Беларуськалий"),  # rows of the seeds and what must match them
    ("Belaruskaliy", "Беларуськалій"),
    ("JSC Belaruskali", "ОАО «Беларуськалий»"),
    ("OAO Belaruskali", "ААТ «Беларуськалій»"),
    ("ICCI “Our House”", "Наш дом"),
    ("Nash Dom", "ICCI 'Our House'"),
    ("nash-dom.info", "Наш Дом"),
    ("Coordination Council", "Каардынацыйная рада"),
    ("Сoordination Council", "Координационный совет"),  # a Cyrillic С
    ("stachkam", "стачком"),
    ("OMON", "АМАП"),
    ("GUBOPiK", "ГУБАЗіК"),
    ("МАЗ", "Минский автомобильный завод"),  # known workplaces
    ("MAZ", "Minsk Automobile Plant"),
    ("BelAZ", "Беларускі аўтамабільны завод"),
    ("МЗКТ - Минский завод колёсных тягачей", "VOLAT"),
    ("БГУ", "Belarusian State University"),
    ("БНТУ", "Беларускі нацыянальны тэхнічны ўніверсітэт"),
    ("Гродна Азот", "Grodno Azot JSC"),
    ("Белорусская железная дорога", "Беларуская чыгунка"),
    ("ООО «Соколица»", "Sokolitsa LLC"),  # invented names: words, forms and scripts
    ("ЗАТ «Сакаліца»", "Закрытое акционерное общество «Соколица»"),
    ("Завод «Соколица»", "Sokolitsa Plant"),
    ("Завод точной механики «Соколица»", "Sokolitsa Precision Mechanics Plant"),
    ("забастовка на заводе «Соколица»", "забастовка на Соколице"),
    ("НПО «Соколица»", "Scientific Production Association Sokolitsa"),
    ("КБ «Соколица»", "Design Bureau Sokolitsa"),
    ("СЗТМ", "Соколицкий завод точной механики"),  # abbreviations of names that nobody has listed
    ("SZTM", "Соколицкий завод точной механики"),
    ("Соколстроймаш", "Соколицкое строительное машиностроение"),
    ("Соколицкий завод точной механики (СЗТМ)", "SZTM"),
    ("Соколица / Sakalica", "ТАА «Сакаліца»"),
    ("Институт высоких травм", "Institut vysokikh travm"),
]

TWO = [
    ("Минский автомобильный завод", "Минский тракторный завод"),
    ("БГУ", "БГУИР"),
    ("ООО «Соколица»", "ООО «Журавель»"),
    ("Гродненский мясокомбинат", "Волковысский мясокомбинат"),
    ("НИИ «Соколица»", "НИИ «Журавель»"),
    ("33-й институт связи", "48-й институт связи"),
    ("КУМЖ", "КОМЖ"),  # of abbreviations each letter counts
    ("Завод «Соколица»", "Завод «Кукушка» города Соколово"),
    ("Viasna", "Amnesty International"),
    ("Supreme Court of Russia", "Supreme Court of Belarus"),
]

TRANSLATED = [
    ("завод", "plant"),
    ("завод", "zavod"),
    ("трактарны", "tractor"),
    ("машиностроительный", "mashinostroitelny"),
    ("навуковы", "scientific"),
    ("універсітэт", "University"),
    ("университета", "uniwersytet"),
    ("цэнтр", "Centre"),
    ("белорусская", "Belarusian"),
    ("аб'яднанне", "объединение"),
    ("беспилотных", "unmanned"),
    ("праваабарончы", "правозащитный"),
]

PROPER = [
    "Беларуськалій",
    "Belaruskali",
    "Газпром",
    "Нафтан",
    "Уралмаш",
    "Авиастар",
    "Электроприбор",
    "Центролит",
    "Сокол",
]

TOWNS = [
    ("Мінскі", "Minsk"),
    ("Минского", "Minsk"),
    ("Гродненское", "Hrodna"),
    ("Grodno", "Hrodna"),
    ("Воронежское", "Voronezh"),
    ("Волгоградская", "Volgograd"),
    ("Казанский", "Kazan"),
    ("Сокол", ""),
]


@pytest.mark.parametrize(("name", "form", "core", "quoted", "abbreviation", "place"), READ)
def test_a_name_is_read(name, form, core, quoted, abbreviation, place):
    found = read_organisation(name)
    assert (found.form, [word.text for word in found.core], found.quoted) == (form, core, quoted)
    assert (found.abbreviation, found.place) == (abbreviation, place)


@pytest.mark.parametrize(
    ("example", "code"), [(each, code) for code, entry in FORMS.items() for each in entry["examples"]]
)
def test_examples_of_forms(example, code):
    found = read_organisation(example)
    assert found.form == code
    assert len(found.words) == 1


@pytest.mark.parametrize("code", sorted({entry["family"] for entry in FORMS.values()}))
def test_a_family_has_forms(code):
    assert [form for form in set(forms().values()) if family(form) == code]


def test_a_form_of_one_language_is_that_of_another():
    spelled = ["ОАО", "ААТ", "OJSC", "Open Joint Stock Company", "адкрытае акцыянернае таварыства", "oao"]
    assert {read_organisation(f"{form} Соколица").form for form in spelled} == {"open-joint-stock"}


@pytest.mark.parametrize(("left", "right"), TRANSLATED)
def test_words_of_one_meaning(left, right):
    assert concepts(left) & concepts(right)


@pytest.mark.parametrize("word", PROPER)
def test_proper_names_have_no_meaning(word):
    assert not concepts(word)


def test_every_entry_finds_its_concept():
    lost = [
        (concept, entry)
        for kind in ("sort", "field", "rank", "country", "filler")
        for concept, entries in WORDS[kind].items()
        for entry in entries
        if " " not in entry and concept not in concepts(bare(entry))
    ]
    assert lost == []


def test_no_concept_stands_twice():
    kinds = [list(WORDS[kind]) for kind in WORDS]
    assert len(kind_of_concept()) == sum(map(len, kinds))


def test_abbreviations_are_made_of_concepts():
    assert {concept for made_of in abbreviations().values() for concept in made_of} <= set(kind_of_concept())


@pytest.mark.parametrize(("word", "place"), TOWNS)
def test_towns_in_nouns_and_adjectives(word, place):
    assert town(word) == place


@pytest.mark.parametrize(("left", "right"), ONE)
def test_one_organisation(left, right):
    answer = compare_organisations(left, right)
    assert answer.decision == "same", answer
    assert compare_organisations(right, left).decision == "same"


@pytest.mark.parametrize(("left", "right"), TWO)
def test_two_organisations(left, right):
    answer = compare_organisations(left, right)
    assert answer.decision != "same", answer
    assert answer.score < 0.6


def test_a_form_weighs_less_than_a_name():
    same = compare_organisations("ООО «Соколица»", "ООО «Соколица»").score
    other_form = compare_organisations("ООО «Соколица»", "ГУ «Соколица»").score
    other_name = compare_organisations("ООО «Соколица»", "ООО «Журавель»").score
    assert same > other_form > 0.5 > other_name


def test_an_answer_says_why():
    answer = compare_organisations("ОАО «Завод «Соколица»", "Sokolitsa Plant LLC")
    told = {(part.left, part.right, part.outcome) for part in answer.parts}
    assert told == {("Завод", "Plant", "translated"), ("Соколица", "Sokolitsa", "variant")}
    assert answer.reason == (
        "Соколица = Sokolitsa (variant); Завод = Plant (translated); forms open-joint-stock and limited"
    )


def test_an_abbreviation_says_of_which_words():
    answer = compare_organisations("СЗТМ", "Соколицкий завод точной механики")
    assert [(part.left, part.right, part.outcome) for part in answer.parts] == [
        ("СЗТМ", "Соколицкий завод точной механики", "abbreviation")
    ]


def test_weights_know_the_evidence():
    left, right = read_organisation("ООО «Соколица» Минск"), read_organisation("АО «Журавель» 7")
    from letapis.names.organisations.alignment import align
    from letapis.names.organisations.comparing import weights

    assert set(evidence(left, right, align(left.words, right.words))) <= set(weights())


@pytest.mark.parametrize("name", ["", " ", "🙂", "—", "«»", "()", "А", "Joint Stock Company"])
def test_a_name_without_a_word_is_none(name):
    answer = compare_organisations(name, "ООО «Соколица»")
    assert (answer.score, answer.decision) == (0.0, "different")


def test_a_very_long_name_is_cut():
    long = "завод «Соколица» " * 1000
    assert len(read_organisation(long).words) < 100
    assert compare_organisations(long, long).decision == "same"


def test_known_names_with_other_words_are_not_known():
    assert known("ААТ «БелАЗ»") == "BelAZ"
    assert known("Соколица") == ""


NAMES = st.lists(
    st.sampled_from(["ООО", "АО", "завод", "Plant", "«Сокол»", "Minsk", "МАЗ", "НИИ", "7", "(Сокол)", "/", "и", "🙂"]),
    max_size=6,
).map(" ".join)


@given(NAMES, NAMES)
def test_the_order_of_two_names_does_not_matter(left, right):
    assert compare_organisations(left, right).score == pytest.approx(compare_organisations(right, left).score)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_an_answer(left, right):
    assert 0.0 <= compare_organisations(left, right).score <= 1.0


@given(NAMES)
def test_a_name_is_itself(name):
    assert not read_organisation(name).words or compare_organisations(name, name).score > 0.5
