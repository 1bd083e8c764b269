"""Reports with invented content in any number, the same on every machine, for the benches."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

LENGTH = 2000  # characters of a report, as the limits are stated for
FIRST = date(2020, 8, 10)
TOWNS = {
    "en": ("Minsk", "Hrodna", "Brest", "Homiel", "Viciebsk", "Mahiliou", "Salihorsk", "Pinsk", "Lida", "Orsha"),
    "ru": ("Минске", "Гродно", "Бресте", "Гомеле", "Витебске", "Могилёве", "Солигорске", "Пинске", "Лиде", "Орше"),
    "be": ("Мінску", "Гродне", "Брэсце", "Гомелі", "Віцебску", "Магілёве", "Салігорску", "Пінску", "Лідзе", "Оршы"),
}
SENTENCES = {
    "en": (
        "At least {n} people were detained in {town} on Sunday, according to Viasna.",
        "The Interior Ministry said that {n} people were detained across the country on {day}.",
        "Some {n} workers of the plant in {town} went on strike on Monday.",
        "A court in {town} sentenced {few} participants of the march to prison on {day}.",
        "Police used water cannon and stun grenades against the crowd in {town}.",
        "{few} students were expelled from a university in {town} yesterday.",
        "More than {n} people marched through {town} on {day}.",
        "Officers searched the homes of {few} journalists in {town} and seized their computers.",
        "Volunteers passed {n} parcels to those held in {town}.",
    ),
    "ru": (
        "Не менее {n} человек задержаны в {town} в воскресенье, сообщает «Весна».",
        "МВД заявило, что {day} по всей стране задержано {n} человек.",
        "Около {n} рабочих завода в {town} объявили забастовку в понедельник.",
        "Суд в {town} приговорил {few} участников марша к лишению свободы.",
        "Против толпы в {town} применили водомёты и светошумовые гранаты.",
        "Более {n} человек вышли на марш в {town}.",
    ),
    "be": (
        "Не менш за {n} чалавек затрыманыя ў {town} у нядзелю, паведамляе «Вясна».",
        "МУС заявіла, што {day} па ўсёй краіне затрымалі {n} чалавек.",
        "Каля {n} рабочых завода ў {town} абвясцілі забастоўку ў панядзелак.",
        "Больш за {n} чалавек выйшлі на марш у {town}.",
    ),
}
BETWEEN = {
    "en": (
        "It rained all day, and the trolleybuses ran late, as they do in this season.",
        "Neighbours talked about it in the queue for bread, quietly and with long pauses.",
        "Nobody whom we asked could say how it would go on, and we did not press them.",
    ),
    "ru": (
        "Весь день шёл дождь, и троллейбусы опаздывали, как всегда в это время года.",
        "Об этом говорили в очереди за хлебом, тихо и с долгими паузами.",
    ),
    "be": (
        "Увесь дзень ішоў дождж, і тралейбусы спазняліся, як заўсёды ў гэтую пару.",
        "Пра гэта гаварылі ў чарзе па хлеб, ціха і з доўгімі паўзамі.",
    ),
}
CLAIMING = 0.4  # share of sentences that claim something: some twelve claims a report, as in annotated ones
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
}
SHARES = ("en",) * 6 + ("ru",) * 3 + ("be",)


def report(number: int) -> tuple[str, date, str]:
    """Language, day of publication and text of the report with that number."""
    dice = random.Random(number)
    language = dice.choice(SHARES)
    published = FIRST + timedelta(days=dice.randrange(350))
    lines: list[str] = []
    while sum(map(len, lines)) + len(lines) < LENGTH:
        day = published - timedelta(days=dice.randrange(1, 6))
        sentences = SENTENCES if dice.random() < CLAIMING else BETWEEN
        lines.append(
            dice.choice(sentences[language]).format(
                n=dice.randrange(11, 900),
                few=dice.randrange(2, 10),
                town=dice.choice(TOWNS[language]),
                day=f"{day.day} {MONTHS[language].split()[day.month - 1]}",
            )
        )
        if dice.random() < 0.2:
            lines.append("\n\n")
    text = " ".join(lines).replace(" \n\n ", "\n\n")
    return language, published, text[:LENGTH].rsplit(" ", 1)[0]


def record_line(number: int) -> str:
    """The report as a line of JSONL."""
    language, published, text = report(number)
    return json.dumps(
        {"id": f"s{number:06}", "lang": language, "published": published.isoformat(), "text": text},
        ensure_ascii=False,
    )


def write_jsonl(path: Path, number: int) -> None:
    """Write that many reports into one file."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(record_line(each) + "\n" for each in range(number))
