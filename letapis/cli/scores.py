"""Scores as lines for a person and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letapis.claims.scoring.scores import Mistake, Rate, Scores

CONFUSIONS = 10


def scores_as_json(scores: Scores, errors: int) -> dict[str, Any]:
    """All rates, and `errors` mistakes of each kind."""
    from letapis.claims.scoring.calibration import bins, calibration_error
    from letapis.claims.scoring.lessons import lessons

    return {
        "documents": scores.documents,
        "missing": scores.missing,
        "bad_quotes": scores.bad_quotes,
        "detection": _rate(scores.detection),
        "strict": _rate(scores.strict),
        "slots": {name: _rate(rate) for name, rate in scores.slots.items()},
        "slots_of_matched": {name: _rate(rate) for name, rate in scores.matched.items()},
        "languages": {name: _rate(rate) for name, rate in sorted(scores.languages.items())},
        "strict_languages": {name: _rate(rate) for name, rate in sorted(scores.strict_languages.items())},
        "types": {name: _rate(rate) for name, rate in sorted(scores.types.items())},
        "confusion": [
            {"gold": gold, "predicted": predicted, "claims": number} for (gold, predicted), number in _confused(scores)
        ],
        "calibration": {
            "expected_error": round(calibration_error(scores.rated), 4),
            "bins": [
                {
                    "from": one.low,
                    "to": one.high,
                    "claims": one.claims,
                    "confidence": round(one.confidence, 4),
                    "right": round(one.right, 4),
                }
                for one in bins(scores.rated)
            ],
        },
        "to_learn": [
            {
                "language": one.language,
                "missed": dict(one.missed),
                "false": dict(one.false),
                "slots": dict(one.slots),
                "words": dict(one.words),
            }
            for one in lessons(scores)
        ],
        "errors": [_mistake(one) for one in scores.errors(errors)],
    }


def scores_as_lines(scores: Scores, errors: int) -> Iterator[str]:
    """A table of the rates, then the mistakes asked for."""
    from letapis.claims.scoring.lessons import lessons

    yield f"{scores.documents} document(s); {scores.missing} not coded; {scores.bad_quotes} quote(s) not verbatim"
    yield f"{'':<26}{'precision':>10}{'recall':>10}{'F1':>10}{'right':>8}{'coded':>8}{'gold':>8}"
    yield _row("detection", scores.detection)
    yield _row("strict", scores.strict)
    for title, rates in (
        ("slot", scores.slots),
        ("slot of matched", scores.matched),
        ("language", scores.languages),
        ("strict", scores.strict_languages),
        ("type", scores.types),
    ):
        for name, rate in rates.items() if "slot" in title else sorted(rates.items()):
            yield _row(f"{title} {name}", rate)
    yield from _calibration(scores)
    yield from _confusion(scores)
    for lesson in lessons(scores):
        rows = (
            ("missed", lesson.missed),
            ("false", lesson.false),
            ("wrong", lesson.slots),
            ("words missed", lesson.words),
        )
        told = "; ".join(f"{name} {', '.join(f'{word} {times}' for word, times in row)}" for name, row in rows if row)
        yield f"to learn in {lesson.language}: {told or 'nothing'}"
    for one in scores.errors(errors):
        values = f": {one.predicted} instead of {one.gold}" if one.gold or one.predicted else ""
        yield f"{one.document} {one.kind} {one.type}{values}: \u201c{' '.join(one.quote.split())}\u201d"


def _calibration(scores: Scores) -> Iterator[str]:
    """How sure the claims said they were, and how many were right; nothing where they do not say."""
    from letapis.claims.scoring.calibration import bins, calibration_error

    if scores.rated:
        yield f"confidence: off by {calibration_error(scores.rated):.3f} on average"
    for one in bins(scores.rated):
        rates = f"{one.confidence:.2f} sure, {one.right:.2f} right"
        yield f"  {one.low:.1f} to {one.high:.1f}: {one.claims} claim(s), {rates}"


def _confusion(scores: Scores) -> Iterator[str]:
    """The most frequent confusions of each kind: taken for another type, missed, made up."""
    told = {"taken": 0, "missed": 0, "made": 0}
    for (gold, predicted), number in _confused(scores):
        kind = "missed" if not predicted else "made" if not gold else "taken"
        told[kind] += 1
        if told[kind] <= CONFUSIONS:
            yield (
                f"{number} x "
                + {
                    "missed": f"{gold} missed",
                    "made": f"{predicted} where there is none",
                    "taken": f"{gold} coded as {predicted}",
                }[kind]
            )


def _confused(scores: Scores) -> list[tuple[tuple[str, str], int]]:
    return sorted(scores.confusion.items(), key=lambda item: (-item[1], item[0]))


def _row(name: str, rate: Rate) -> str:
    rates = f"{rate.precision:>10.3f}{rate.recall:>10.3f}{rate.f1:>10.3f}"
    return f"{name:<26}{rates}{rate.right:>8}{rate.predicted:>8}{rate.gold:>8}"


def _rate(rate: Rate) -> dict[str, float]:
    return {
        "precision": round(rate.precision, 4),
        "recall": round(rate.recall, 4),
        "f1": round(rate.f1, 4),
        "right": rate.right,
        "predicted": rate.predicted,
        "gold": rate.gold,
    }


def _mistake(one: Mistake) -> dict[str, str]:
    return {
        "document": one.document,
        "language": one.language,
        "kind": one.kind,
        "type": one.type,
        "quote": one.quote,
        "gold": one.gold,
        "predicted": one.predicted,
    }
