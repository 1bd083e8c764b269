"""The named rules that choose the published value of a figure. Never an average, and never without its readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from letapis.registry.counts import Interval, contains, ends, hull
from letapis.registry.readings import is_vague, meant, outgrown
from letapis.registry.record import Published, Reading

RULES = ("named_list", "range", "lowest", "highest")


def publish(readings: Sequence[Reading], rule: str | None = None, scope: str = "event") -> Published | None:
    """The value by the named rule, or by the default: `named_list` where there is a list, else `range`.

    What an earlier moment gave of a number that grew has no say. None where no reading stands.
    Raises ValueError for a rule that does not exist.
    """
    standing = [reading for reading in readings if reading.standing]
    if rule is not None and rule not in RULES:
        raise ValueError(f"no rule {rule!r}: choose one of {', '.join(RULES)}")
    if not standing:
        return None
    if rule is None:
        rule = "named_list" if any(_is_list(reading) for reading in standing) else "range"
    last = [one for one in standing if not any(outgrown(one, other, scope) for other in standing)]
    chosen = _BY_RULE[rule](last)
    return chosen or _range(last)


def _interval(reading: Reading) -> Interval:
    return reading.low, reading.high


def _is_list(reading: Reading) -> bool:
    return reading.basis == "named_list" and reading.low is not None


def _named_list(standing: list[Reading]) -> Published | None:
    lists = [reading for reading in standing if _is_list(reading)]
    if not lists:
        return None
    largest = max(lists, key=lambda one: (one.low or 0, one.id))
    return Published("named_list", largest.low, None, (largest.id,), "the largest list of names: a floor")


def _range(standing: list[Reading]) -> Published:
    held = [reading for reading in standing if not _said_better(reading, standing)]
    low, high = hull(_interval(reading) for reading in held)
    lows = [reading.low for reading in held if reading.low is not None]
    if low is None and lows:
        # "up to 900" gives no floor, but it takes none away from those who give one.
        low = min(lows)
    return Published("range", low, high, _ids(held), "from the lowest to the highest that an origin gives")


def _said_better(reading: Reading, standing: list[Reading]) -> bool:
    """Whether a vague or round number only repeats what another says precisely: 'thousands' beside 6,291."""
    if not (is_vague(reading) or reading.basis == "estimate"):
        return False
    precise = (one for one in standing if one.high is not None and not is_vague(one) and one.basis != "estimate")
    return any(contains(meant(reading), _interval(one)) for one in precise)


def _lowest(standing: list[Reading]) -> Published:
    lowest = min(standing, key=lambda one: (ends(_interval(one)), one.id))
    return Published("lowest", lowest.low, lowest.high, (lowest.id,), "the lowest that an origin gives")


def _highest(standing: list[Reading]) -> Published:
    highest = max(standing, key=lambda one: (ends(_interval(one))[::-1], one.low or 0, one.id))
    return Published("highest", highest.low, highest.high, (highest.id,), "the highest that an origin gives")


def _ids(readings: list[Reading]) -> tuple[str, ...]:
    return tuple(reading.id for reading in readings)


_BY_RULE: dict[str, Callable[[list[Reading]], Published | None]] = {
    "named_list": _named_list,
    "range": _range,
    "lowest": _lowest,
    "highest": _highest,
}
