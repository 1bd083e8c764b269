import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letapis.claims.people.reading import lists, read_people
from letapis.claims.tokens import tokenise
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table


def read(text, language):
    return read_people(tokenise(text), language)


def named(text, language, kind="PER"):
    return [span.name for span in read(text, language) if span.type == kind]


EXAMPLES = [
    pytest.param(language, example["text"], example["people"], id=example["text"][:40])
    for language in INTERFACE_LANGUAGES
    for example in table(f"languages/{language}/people.toml")["example"]
]


@pytest.mark.parametrize(("language", "text", "expected"), EXAMPLES)
def test_examples_of_the_language_data(language, text, expected):
    assert [f"{span.type} {span.name}" for span in read(text, language)] == expected


PERSONS = [
    ("en", "Police released Anatol Bokun and Yury Korzun.", ["Anatol Bokun", "Yury Korzun"]),
    ("en", "The lawyer of Maria Kolesnikova spoke.", ["Maria Kolesnikova"]),
    ("en", "They heard K. M. and A. Bokun.", ["K. M.", "A. Bokun"]),
    ("en", "Lukashenko’s visit and Alexander Lukashenko himself.", ["Lukashenko", "Alexander Lukashenko"]),
    ("en", "President Omar al-Bashir fell.", ["Omar al-Bashir"]),
    ("en", "The crowd went home on Monday in July.", []),
    ("ru", "Освободили Анатолия Бокуна и Юрия Корзуна.", ["Анатолия Бокуна", "Юрия Корзуна"]),
    ("ru", "Александр Григорьевич Лукашенко выступил.", ["Александр Григорьевич Лукашенко"]),
    ("ru", "Задержан Бокун А. К.", ["Бокун А. К."]),
    ("ru", "Сегодня министр Караев вручил награды.", ["Караев"]),
    ("ru", "В Минске прошёл Марш единства.", []),
    ("be", "Вызвалілі Анатоля Бокуна і Марыю Калеснікаву.", ["Анатоля Бокуна", "Марыю Калеснікаву"]),
    ("ru", "Вчера Токаев приказал стрелять.", ["Токаев"]),
    ("be", "Суд паверыў Лукашэнку.", ["Лукашэнку"]),
    ("be", "Сёння ў Мінску было ціха.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), PERSONS)
def test_persons(language, text, expected):
    assert named(text, language) == expected


ROLES = [
    ("en", "Anatol Bokun, co-chair of the strike committee, was freed.", "co-chair of the strike committee"),
    ("en", "President Alexander Lukashenko came.", "President"),
    ("en", "Alexander Lukashenko came.", ""),
    ("ru", "Сопредседатель стачкома Анатолий Бокун вышел.", "Сопредседатель стачкома"),
    ("be", "Адвакат Максім Знак маўчаў.", "Адвакат"),
]


@pytest.mark.parametrize(("language", "text", "role"), ROLES)
def test_the_role_stands_before_or_behind(language, text, role):
    assert [span.role for span in read(text, language) if span.type == "PER"] == [role]


GROUPS = [  # text, name, kind, size, agents of the state
    ("en", "More than six hundred people were arrested.", "people", "people", (600, None), None),
    ("en", "Riot police came.", "Riot police", "forces", None, True),
    ("en", "Several heads of strike committees disappeared.", "heads of strike committees", "activists", (3, 9), False),
    ("en", "People in plain clothes broke in.", "People in plain clothes", "forces", None, True),
    ("en", "They met the director of an IT company.", "director of an IT company", "people", None, None),
    ("en", "Protesters sang.", "Protesters", "protesters", None, False),
    ("ru", "Силовики ушли.", "Силовики", "forces", None, True),
    ("be", "Сотні людзей выйшлі.", "людзей", "people", (200, 999), None),
    ("en", "Belarusians sang.", "Belarusians", "people", None, None),
    ("be", "Студэнты выйшлі.", "Студэнты", "students", None, False),
]


@pytest.mark.parametrize(("language", "text", "name", "kind", "size", "state"), GROUPS)
def test_groups(language, text, name, kind, size, state):
    (span,) = [span for span in read(text, language) if span.type == "GROUP"]
    assert (span.name, span.kind, span.size, span.state) == (name, kind, size, state)


BODIES = [
    ("en", "ICCI “Our House” calls on all.", "our-house"),
    ("en", "The Interior Ministry counted 713.", "interior-ministry"),
    ("en", "the Сouncil's members and the Coordination Council", "coordination-council"),
    ("ru", "КГБ молчит.", "kgb"),
    ("ru", "ОМОН приехал.", "omon"),
    ("be", "АМАП прыехаў.", "omon"),
    ("be", "Пра гэта піша «Вясна».", "viasna"),
]


@pytest.mark.parametrize(("language", "text", "code"), BODIES)
def test_bodies_known_by_name(language, text, code):
    assert code in [span.code for span in read(text, language)]


def test_spring_is_no_body():
    assert not [span for span in read("Весной 2021 года было тихо. Весна пришла.", "ru") if span.code == "viasna"]


def test_names_in_a_row_are_a_list():
    text = "Released were Yury Korzun, left, Pavel Puchenia and Siarhei Charkasau. Anatol Bokun came later."
    tokens = tokenise(text)
    (run,) = lists(tokens, read_people(tokens, "en"))
    assert [span.name for span in run] == ["Yury Korzun", "Pavel Puchenia", "Siarhei Charkasau"]


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "be", "uk", "de", ""]))
def test_spans_are_those_of_the_text(text, language):
    last = 0
    for span in read_people(tokenise(text), language, ()):
        assert text[span.start : span.end] == span.name
        assert last <= span.start < span.end
        last = span.start
