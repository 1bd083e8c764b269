"""What is compared and how, for every engine alike: the levels of each field, the keys of candidate pairs, the bands.

The SQL here is what DuckDB and Spark both speak. Parameters (how often a level is met among the same and among
different people) are no part of it: they are estimated from the records, or come from `parameters.toml`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from letapis.bulk.model import Model

NULL = "absent"


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement. `sql` over columns with _l and _r; `outcome` as of `records.OUTCOMES`."""

    name: str
    sql: str
    outcome: str
    frequency: str = ""  # column whose frequency tells how much the agreement weighs


def processors() -> int:
    """LETAPIS_PROCESSES, else the processors this process may run on, but no more than are of use here."""
    asked = os.environ.get("LETAPIS_PROCESSES", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How a run is made. The defaults are those that the figures of `bench/linking.py` were measured with."""

    suggest: float = 0.999  # probability from which a pair is suggested, where nothing contradicts
    ask: float = 0.2  # from which it is asked
    floor: float = 0.15  # below it a pair is not even returned
    train_from: int = 2000  # records from which parameters are estimated; below, those that ship are taken
    sample: int = 50_000  # records that parameters are estimated from, at most
    names: float = 6.0  # log2 odds that names alone can give at most: one in 64 of the same name is a namesake or kin
    kin: float = 0.4  # probability that records with another given name or father can have at most: they may be kin
    keys: tuple[str, ...] = ()  # further rules for candidate pairs, beside BLOCKING, for lists with fields of their own
    seed: int = 1
    processes: int = field(default_factory=processors)  # that read names
    threads: int = field(default_factory=processors)  # of the engine
    memory: str = "800MB"  # of the engine
    rows: int = 350_000  # whose pairs are looked for at a time
    folder: str = ""  # where the engine may put what does not fit into memory; empty: nowhere, nothing touches the disk


def _initial(part: str) -> str:
    """One of the two is an initial which the other may begin with."""
    return (
        f"({part}_l is null or {part}_r is null) and "
        f"(contains({part}_letters_l, substr({part}_letters_r, 1, 1)) or "
        f"contains({part}_letters_r, substr({part}_letters_l, 1, 1)))"
    )


def _other(part: str) -> str:
    """The reading of one is the other reading of the other."""
    return f"{part}_l = {part}_2_r or {part}_2_l = {part}_r or {part}_2_l = {part}_2_r"


def _slip(part: str) -> str:
    """One of the two is no known name, and they differ in a sound or two."""
    key = f"{part}_key"
    return (
        f"({part}_l < 0 or {part}_r < 0) and "  # the code of a name that is not known
        f"levenshtein({key}_l, {key}_r) <= case when least(length({key}_l), length({key}_r)) >= 6 then 2 else 1 end"
    )


SWAPPED = (
    "surname_key_l = given_key_r and given_key_l = surname_key_r"  # which of the two is the surname was read otherwise
)
SAME_SEX = "coalesce(sex_l = sex_r, true)"
NEAR_SURNAME = (
    "surname_bones_l = surname_bones_r or levenshtein(surname_key_l, surname_key_r) <= "
    "case when least(length(surname_key_l), length(surname_key_r)) >= 8 then 2 else 1 end"
)

FIELDS: dict[str, tuple[Level, ...]] = {
    "surname": (
        Level("same sounds", "surname_l = surname_r", "same", "surname"),
        Level("another reading", _other("surname"), "variant", "surname"),
        Level("places changed", SWAPPED, "variant"),
        Level("a slip apart", f"{SAME_SEX} and ({NEAR_SURNAME})", "variant"),
        Level("another surname", "ELSE", "contradicts"),
    ),
    "given": (
        Level("same name", "given_l = given_r", "same", "given"),
        Level("another reading", _other("given"), "variant", "given"),
        Level("places changed", SWAPPED, "variant"),
        Level("a slip apart", _slip("given"), "variant"),
        Level("initial", f"{SAME_SEX} and {_initial('given')}", "initial"),
        Level("another name", "ELSE", "contradicts"),
    ),
    "patronymic": (
        Level("same father's name", "father_l = father_r", "same", "father"),
        Level("another reading", _other("father"), "variant", "father"),
        Level("a slip apart", _slip("father"), "variant"),
        Level("initial", _initial("father"), "initial"),
        Level("another father's name", "ELSE", "contradicts"),
    ),
    "birth_year": (
        Level("same year", "birth_year_l = birth_year_r", "same"),
        Level("a year apart", "abs(birth_year_l - birth_year_r) = 1", "variant"),
        Level("another year", "ELSE", "contradicts"),
    ),
    "town": (
        Level("same town", "town_l = town_r", "same", "town"),
        Level("another town", "ELSE", "contradicts"),
    ),
    "date": (
        Level("same day", "day_l = day_r", "same", "day"),
        Level("a day apart", "abs(day_l - day_r) = 1", "variant"),
        Level("another day", "ELSE", "contradicts"),
    ),
    "article": (
        Level("same article", "article_l = article_r", "same"),
        Level("another article", "ELSE", "contradicts"),
    ),
}  # fmt: skip
# A part of a name is unknown where not even an initial is there.
KNOWN = {
    "surname": "surname", "given": "given_letters", "patronymic": "father_letters",
    "birth_year": "birth_year", "town": "town", "date": "day", "article": "article",
}  # fmt: skip
NAME = ("surname", "given", "patronymic")
# People move and are held more than once: only these speak against a pair so that it is never suggested.
HOLDING_APART = frozenset(("surname", "given", "patronymic", "birth_year"))

HEAD = "substr(l.surname_key, 1, 4) = substr(r.surname_key, 1, 4)"
BLOCKING: tuple[str, ...] = (
    "l.surname = r.surname and l.given = r.given",
    "l.surname = r.surname and l.father = r.father",
    "l.surname = r.surname and l.birth_year = r.birth_year",
    "l.initial_surname = r.surname and contains(r.given_letters, substr(l.given_letters, 1, 1))",
    "l.surname = r.initial_surname and contains(l.given_letters, substr(r.given_letters, 1, 1))",
    "l.given = r.given and l.father = r.father and l.birth_year = r.birth_year",
    "l.surname_bones = r.surname_bones and l.given = r.given",
    f"{HEAD} and l.given = r.given and l.father = r.father",
    f"{HEAD} and l.given = r.given and l.birth_year = r.birth_year",
    f"{HEAD} and l.given = r.given and l.town = r.town and l.day = r.day",
    "l.surname_2 = r.surname and l.given = r.given",
    "l.surname = r.surname_2 and l.given = r.given",
    "l.surname = r.surname and l.given_2 = r.given",
    "l.surname = r.surname and l.given = r.given_2",
    "l.surname_key = r.given_key and l.given_key = r.surname_key",
    "l.surname = r.surname and l.town = r.town and l.day = r.day",
    "l.given = r.given and l.birth_year = r.birth_year and l.day = r.day",
)
# Pairs that parameters are learned from; each leaves the fields that it does not name to be estimated.
TRAINING: tuple[str, ...] = (
    "l.surname = r.surname and l.given = r.given",
    "l.surname = r.surname and l.birth_year = r.birth_year",
    "l.given = r.given and l.father = r.father and l.birth_year = r.birth_year",
    "l.given = r.given and l.birth_year = r.birth_year and l.town = r.town",
)


def comparison(field: str, model: Model | None) -> dict[str, Any]:
    """One field as Splink takes it, with its parameters where there are some."""
    known = KNOWN[field]
    levels: list[dict[str, Any]] = [
        {"sql_condition": f"{known}_l is null or {known}_r is null", "label_for_charts": NULL, "is_null_level": True}
    ]
    for level in FIELDS[field]:
        made: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.name}
        if level.frequency:
            made |= {"tf_adjustment_column": level.frequency, "tf_adjustment_weight": 1.0}
        if model is not None:
            same, different = model.levels[field][level.name]
            made |= {"m_probability": same, "u_probability": different}
        levels.append(made)
    return {"output_column_name": field, "comparison_levels": levels}


def splink_settings(model: Model | None, prior: float, keys: tuple[str, ...] = ()) -> dict[str, Any]:
    """The settings as Splink takes them, to train where there is no model; `prior`: share of pairs of one person."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "uid",
        "comparisons": [comparison(field, model) for field in FIELDS],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in BLOCKING + keys],
        "probability_two_random_records_match": prior,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "max_iterations": 20,
        "em_convergence": 1e-3,
    }
