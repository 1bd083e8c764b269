import pytest

from letapis.registry.matching.series import rhythm_of, series


@pytest.mark.parametrize(
    ("quote", "period", "weekday"),
    [
        ("Every Sunday they walk", "week", 6),
        ("pensioners march each Monday", "week", 0),
        ("On Saturdays women march", "week", 5),
        ("the weekly march was held again", "week", None),
        ("neighbours met in the yards every evening", "day", None),
        ("каждое воскресенье гуляют", "week", 6),
        ("пенсионеры выходят по понедельникам", "week", 0),
        ("ежедневные акции во дворах", "day", None),
        ("кожную нядзелю ідуць", "week", 6),
        ("штонядзелю ідуць", "week", 6),
        ("яны стаяць штодня", "day", None),
    ],
)
def test_rhythms(quote, period, weekday):
    rhythm = rhythm_of(quote)
    assert (rhythm.period, rhythm.weekday) == (period, weekday)


@pytest.mark.parametrize("quote", ["On Sunday they walked", "На следующий день вышли люди", "на працягу тыдня", ""])
def test_no_rhythm(quote):
    assert rhythm_of(quote) is None


@pytest.fixture
def sundays(told):
    told.report("w", "2020-11-01")
    told.claim("w", "demonstration", "2020-09-01/2020-11-01", "Minsk", quote="Every Sunday they marched in Minsk")
    for number, (day, place) in enumerate(
        (("2020-10-04", "Minsk"), ("2020-10-11", "Minsk"), ("2020-10-12", "Minsk"), ("2020-10-18", "Lida"))
    ):
        told.report(f"d{number}", day)
        told.claim(f"d{number}", "demonstration", day, place)
    return told


def test_a_series_told_in_words_holds_the_events_of_its_day_place_and_time(sundays):
    record = sundays.record()
    (found,) = series(record)
    days = {event.id: event.date.first.isoformat() for event in record.events}
    assert [days[part] for part in found.parts] == ["2020-10-04", "2020-10-11"]
    assert found.rhythm.words == "Every Sunday"


def test_a_daily_series_holds_every_day(told):
    told.report("w", "2020-11-01")
    told.claim("w", "demonstration", "2020-10-01/2020-10-31", "Brest", quote="Every evening they gathered in the yards")
    for number, day in enumerate(("2020-10-05", "2020-10-06", "2020-12-06")):
        told.report(f"d{number}", day)
        told.claim(f"d{number}", "demonstration", day, "Brest")
    (found,) = series(told.record())
    assert len(found.parts) == 2


def test_a_plan_holds_what_followed(told):
    told.report("w", "2020-10-10")
    told.claim("w", "demonstration", "2020-10-10", "Minsk", status="planned", quote="They will come out every Monday")
    for number, day in enumerate(("2020-10-05", "2020-10-12", "2020-10-13")):
        told.report(f"d{number}", day)
        told.claim(f"d{number}", "demonstration", day, "Minsk")
    record = told.record()
    (found,) = series(record)
    days = {event.id: event.date.first.isoformat() for event in record.events}
    assert [days[part] for part in found.parts] == ["2020-10-12"]
