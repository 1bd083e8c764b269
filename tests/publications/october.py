"""A small record made by hand: Sunday 11 October 2020 as a newspaper, a diary, a list and a ministry tell it.

The texts are our own; people in them are invented.
"""

from datetime import date, time

from letapis.claims.claim import Claim, Count, DateInterval, Reason
from letapis.registry.record import Event, Figure, Link, Origin, Published, Reading, Record, Relation
from letapis.sources.document import Document
from letapis.sources.moment import Moment

SUNDAY = DateInterval(date(2020, 10, 11), date(2020, 10, 11))
SINCE_AUGUST = DateInterval(date(2020, 8, 9), date(2020, 10, 15))
CODER = "rules 0.1"

PAPER = Document(
    id="aaaaaaaaaaaaaaaa",
    language="en",
    title="Marches & arrests on Sunday <11 October>",
    publisher="The Tram Post",
    published=Moment(date(2020, 10, 27)),
    written=Moment(date(2020, 10, 15)),
    url="https://tram-post.example/a?b=1&c=2",
    origin="No Tram News",
    original="a" * 64,
    name="paper.txt",
    reader="plain_text 1",
    text="The river of people was long. More than 700 people were arrested that day, many beaten, in Minsk.\n\n"
    "Since 9 August more than 14,000 people have been arrested. "
    "A stall sold \u201ctea\u202e & buns\u201d <b>cheap</b>.\n",
)
DIARY = Document(
    id="bbbbbbbbbbbbbbbb",
    language="en",
    author="Hanna Tramova",
    speaker="Lilia",
    translator="B. Tram",
    published=Moment(date(2020, 10, 13)),
    original="b" * 64,
    name="diary.txt",
    reader="plain_text 1",
    text="We walked until dark. More than six hundred people were arrested again at the demonstration, including over "
    "30 journalists. The police used water cannons. Nobody wrote down the street.",
)
LIST = Document(
    id="cccccccccccccccc",
    language="ru",
    title="Список задержанных",
    publisher="Вясна",
    published=Moment(date(2020, 10, 12), time(12, 30)),
    original="c" * 64,
    name="list.html",
    reader="html 1",
    text="Список на 12:30 12 октября: известны имена более 620 задержанных. Список пополняется.",
)
MINISTRY = Document(
    id="dddddddddddddddd.4",
    language="be",
    publisher="МУС",
    published=Moment(date(2020, 10, 12)),
    original="d" * 64,
    part="4",
    name="result.json",
    reader="telegram 1",
    notes=("missing-attachment",),
    text="Учора ў краіне затрыманы 713 чалавек. Акцыі прайшлі ў розных гарадах.",
)
NOTE = Document(id="note 5/5", language="", text="=SUM(A1) is what the note says, and nothing more.")
DOCUMENTS = (PAPER, DIARY, LIST, MINISTRY, NOTE)


def claim(document, quote, type_, low=None, high=None, **slots):
    start = document.text.index(quote)
    count = Count(low, high, words=slots.pop("words", "")) if low or high else None
    slots.setdefault("date", SUNDAY)
    return Claim(document.id, type_, quote, start, start + len(quote), count=count, coder=CODER, **slots)


ARRESTED_700 = claim(
    PAPER,
    "More than 700 people were arrested that day",
    "detention",
    700,
    place=("Minsk",),
    words="More than 700",
    reasons=(Reason("type", "passive of arrest", "were arrested"), Reason("count", "more than N", "More than 700")),
)
BEATEN = claim(PAPER, "700 people were arrested that day, many beaten, in Minsk", "assault", place=("Minsk",))
SINCE = claim(
    PAPER,
    "Since 9 August more than 14,000 people have been arrested",
    "detention",
    14000,
    date=SINCE_AUGUST,
    place=("Belarus",),
    scope="total",
    words="more than 14,000",
)
ARRESTED_600 = claim(
    DIARY,
    "More than six hundred people were arrested again at the demonstration",
    "detention",
    600,
    place=("Minsk",),
    words="More than six hundred",
)
JOURNALISTS = claim(
    DIARY,
    "including over 30 journalists",
    "detention",
    30,
    place=("Minsk",),
    whom=("journalists",),
    subset_of=ARRESTED_600.id,
    words="over 30",
)
WATER = claim(DIARY, "The police used water cannons", "crowd_control", date=None, who=("police",))
NAMES_620 = claim(
    LIST,
    "известны имена более 620 задержанных",
    "detention",
    620,
    place=("Minsk",),
    basis="named_list",
    as_of=Moment(date(2020, 10, 12), time(12, 30)),
    said_by=None,
    words="более 620",
)
TOTAL_713 = claim(
    MINISTRY,
    "Учора ў краіне затрыманы 713 чалавек",
    "detention",
    713,
    713,
    place=("Belarus",),
    basis="total",
    words="713",
)
FORMULA = claim(NOTE, "=SUM(A1) is what the note says", "appeal", date=None, status="alleged", said_by="@note")
CLAIMS = (ARRESTED_700, BEATEN, SINCE, ARRESTED_600, JOURNALISTS, WATER, NAMES_620, TOTAL_713, FORMULA)

ORIGINS = (
    Origin("origin-paper", "No Tram News", "report", (PAPER.id,), ("republication: taken from No Tram News",)),
    Origin("origin-diary", "Hanna Tramova", "report", (DIARY.id,)),
    Origin("body:viasna", "Viasna", "body", (LIST.id,)),
    Origin("body:interior-ministry", "Interior Ministry", "body", (MINISTRY.id,)),
    Origin("origin-note", "note 5/5", "report", (NOTE.id,)),
)
READINGS = (
    Reading(
        "r-700",
        "origin-paper",
        700,
        None,
        "",
        "estimate",
        Moment(date(2020, 10, 15)),
        (ARRESTED_700.id,),
        "More than 700",
    ),
    Reading(
        "r-600",
        "origin-diary",
        600,
        None,
        "",
        "",
        Moment(date(2020, 10, 13)),
        (ARRESTED_600.id,),
        "More than six hundred",
    ),
    Reading(
        "r-620",
        "body:viasna",
        620,
        None,
        "",
        "named_list",
        NAMES_620.as_of,
        (NAMES_620.id,),
        "более 620",
        stated=True,
    ),
    Reading(
        "r-109",
        "body:viasna",
        109,
        109,
        "",
        "named_list",
        Moment(date(2020, 10, 11), time(18, 0)),
        (NAMES_620.id,),
        "109",
        standing=False,
        stated=True,
    ),
    Reading(
        "r-713", "body:interior-ministry", 713, 713, "", "total", Moment(date(2020, 10, 12)), (TOTAL_713.id,), "713"
    ),
)
RELATIONS = (
    Relation("superseded", "r-109", "r-620"),
    Relation("compatible", "r-620", "r-713"),
    Relation("compatible", "r-600", "r-700"),
    Relation("different_definition", "r-700", "r-14000"),
)
DETAINED = Figure(
    "detained:2020-10-11:Minsk",
    "detained",
    "",
    "people",
    "event",
    SUNDAY,
    ("Minsk",),
    "event-detention",
    READINGS,
    RELATIONS,
    Published("named_list", 620, None, ("r-620",), "the largest list of names: a floor"),
    4,
)
SINCE_9_AUGUST = Figure(
    "detained:total:2020-08-09",
    "detained",
    "",
    "people",
    "total",
    SINCE_AUGUST,
    ("Belarus",),
    "event-since",
    (
        Reading(
            "r-14000", "origin-paper", 14000, None, "", "", Moment(date(2020, 10, 15)), (SINCE.id,), "more than 14,000"
        ),
    ),
    (),
    Published("range", 14000, None, ("r-14000",), "one reading"),
    1,
)
PRESS = Figure(
    "detained:2020-10-11:journalists",
    "detained",
    "",
    "people",
    "event",
    SUNDAY,
    ("Minsk",),
    "event-press",
    (Reading("r-30", "origin-diary", 30, None, "", "", None, (JOURNALISTS.id,), "over 30"),),
    (Relation("subset", "r-30", "r-600"),),
    Published("range", 30, None, ("r-30",), "one reading"),
    1,
    subset_of=DETAINED.id,
    population="journalists",
)
EVENTS = (
    Event(
        "event-since",
        "detention",
        "people",
        SINCE_AUGUST,
        ("Belarus",),
        "happened",
        "total",
        (SINCE.id,),
        (SINCE_9_AUGUST.id,),
        ("origin-paper",),
    ),
    Event(
        "event-detention",
        "detention",
        "people",
        SUNDAY,
        ("Minsk",),
        "happened",
        "event",
        (ARRESTED_700.id, ARRESTED_600.id, NAMES_620.id, TOTAL_713.id),
        (DETAINED.id,),
        ("origin-paper", "origin-diary", "body:viasna", "body:interior-ministry"),
        reasons=("same kind of event", "same time", "places within one another: Belarus, Minsk"),
        confirmed=True,
    ),
    Event(
        "event-press",
        "detention",
        "people",
        SUNDAY,
        ("Minsk",),
        "happened",
        "event",
        (JOURNALISTS.id,),
        (PRESS.id,),
        ("origin-diary",),
        links=(Link("part_of", "event-detention", "a part of its number"),),
    ),
    Event(
        "event-beaten",
        "assault",
        "people",
        SUNDAY,
        ("Minsk",),
        "happened",
        "event",
        (BEATEN.id,),
        (),
        ("origin-paper",),
        links=(Link("follows", "event-detention", "the same sentence"),),
    ),
    Event("event-water", "crowd_control", "people", None, (), "happened", "event", (WATER.id,), (), ("origin-diary",)),
    Event("event-note", "appeal", "collective", None, (), "alleged", "event", (FORMULA.id,), (), ("origin-note",)),
)
RECORD = Record(CLAIMS, ORIGINS, EVENTS, (SINCE_9_AUGUST, DETAINED, PRESS))
