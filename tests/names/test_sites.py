import pytest

from letapis.names.places.sites import find_sites
from letapis.vocabulary.gazetteer import named_places, rows, settlement_lines

FOUND = [
    ("Окрестина", "Akrestsina", "Minsk", "prison"),
    ("Акрэсціна", "Akrestsina", "Minsk", "prison"),
    ("Akrestsina", "Akrestsina", "Minsk", "prison"),
    ("ЦИП", "Akrestsina", "Minsk", "prison"),
    ("Володарка", "Valadarka", "Minsk", "prison"),
    ("СИЗО-1", "Valadarka", "Minsk", "prison"),
    ("Amerikanka", "KGB prison", "Minsk", "prison"),
    ("SIZO KGB", "KGB prison", "Minsk", "prison"),
    ("СИЗО КГБ", "KGB prison", "Minsk", "prison"),
    ("KGB jail", "KGB prison", "Minsk", "prison"),
    ("тюрьма № 8", "Zhodzina prison", "Zhodzina", "prison"),
    ("СИЗО-6", "Baranavichy remand prison", "Baranavichy", "prison"),
    ("ИК-17", "Shklou colony", "Shklou", "colony"),
    ("ПК-15", "Mahiliou colony", "Mahiliou", "colony"),
    ("ИК-22", "Volchyi Nory colony", "Ivatsevichy", "colony"),
    ("Волчьи норы", "Volchyi Nory colony", "Ivatsevichy", "colony"),
    ("в Волчьих норах", "", "", ""),
    ("Фрунзенское РУВД", "Frunzenski police department of Minsk", "Minsk", "police"),
    ("Фрунзенского РУВД", "Frunzenski police department of Minsk", "Minsk", "police"),
    ("Новобелицкий РОВД", "Navabelitski police department of Homiel", "Homiel", "police"),
    ("Солигорский РОВД", "Salihorsk district police department", "Salihorsk", "police"),
    ("Салігорскага РАУС", "Salihorsk district police department", "Salihorsk", "police"),
    ("Ленинский РОВД Гродно", "Leninski police department of Hrodna", "Hrodna", "police"),
    ("суд Ленінскага раёна Магілёва", "Leninski District Court of Mahiliou", "Mahiliou", "court"),
    ("суд Столинского района", "Stolin district court", "Stolin", "court"),
    ("Верхний город", "Upper Town", "Minsk", "quarter"),
    ("Каскад", "Cascade", "Minsk", "quarter"),
    ("Kaskad", "Cascade", "Minsk", "quarter"),
    ("Плошчы Перамен", "Square of Changes", "Minsk", "quarter"),
    ("БелАЭС", "Astravets nuclear power plant", "Astravets", "factory"),
    ("Минский моторный завод", "Minsk Motor Plant", "Minsk", "factory"),
    ("БДАТУ", "Belarusian State Agrarian Technical University", "Minsk", "university"),
    ("ГрДУ імя Янкі Купалы", "Hrodna State University", "Hrodna", "university"),
    ("РНПЦ онкологии", "Barauliany Oncology Centre", "Barauliany", "hospital"),
    ("станция метро Грушевка", "Hrushauka metro station", "Minsk", "station"),
    ("Соколица", "", "", ""),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("name", "site", "town", "kind"), FOUND)
def test_a_site_is_found(name, site, town, kind):
    found = find_sites(name)
    if not site:
        assert found == ()
    else:
        assert (found[0].name, found[0].parents[0], found[0].kind) == (site, town, kind)


def test_a_name_that_many_towns_have_tells_all_of_them():
    towns = {site.stands_for for site in find_sites("Ленинский РОВД")}
    assert towns == {"Hrodna", "Mahiliou", "Brest", "Babruisk"}
    assert [site.stands_for for site in find_sites("Ленинский РОВД", town="Brest")] == ["Brest"]
    assert find_sites("Ленинский РОВД", town="Lida") == ()


def test_a_very_long_name_is_no_site():
    assert find_sites("тюрьма " * 10_000) == ()


def test_rows_are_whole_and_no_name_stands_twice():
    every = rows("sites.tsv")
    assert {len(row) for row in every} == {7}
    names = [row[0] for row in every]
    assert len(set(names)) == len(names)
    towns = {name for name, line in settlement_lines().items() if line.split("\t", 3)[2] == "BY"}
    assert not set(names) & towns


def test_sites_of_belarus_are_told_in_three_languages():
    lacking = [
        site.name
        for site in named_places().values()
        if site.stands_for and site.country == "Belarus" and site.name in (site.labels["be"], site.labels["ru"])
    ]
    assert set(lacking) < LATIN_ONLY


LATIN_ONLY = {
    "Polatsk State University",
    "PandaDoc",
}
