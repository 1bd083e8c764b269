"""`letapis explain`: how a sentence was read, from its words to its claims, and what was rejected and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from letapis.cli.options import When, example, json_option, language_option, table_option
from letapis.cli.terminal import say, say_json

if TYPE_CHECKING:
    from letapis.claims.claim import Claim
    from letapis.claims.explanation import Explanation, Rejected

SLOTS = ("date", "place", "count", "who", "whom", "status", "scope", "said_by", "as_of", "subset_of")


@click.command(
    short_help="Show how a sentence was read.",
    epilog=example(
        'letapis explain "Police detained 12 people in Brest on Sunday." --published 2020-10-13',
        "letapis explain - --published 2020-10-13 < report.txt",
    ),
)
@click.argument("sentence", metavar="SENTENCE|-")
@click.option("--published", type=When(), help="Day of publication, against which relative dates are read.")
@click.option("--language", help="Language of the text: en, ru, be, uk, de. By default it is guessed.")
@table_option
@language_option
@json_option
@click.pass_context
def explain(  # noqa: PLR0913, PLR0917  one argument for each option
    ctx: click.Context,
    /,
    sentence: str,
    published: str | None,
    language: str | None,
    table: str,
    lang: str,
    as_json: bool,
) -> None:
    """Show how a sentence was read: its words, counts, dates, places, people, acts and claims.

    Each slot of a claim names the rule that filled it and the words it rests on. What looked like a claim and is none
    stands at the end with the reason. With - the text comes from standard input.
    """
    from letapis.claims.explanation import explain as explained
    from letapis.sources.document import Document
    from letapis.sources.moment import Moment
    from letapis.vocabulary.resources import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise click.BadParameter(f"{language!r} is not read; one of {', '.join(LANGUAGES)}", param_hint="--language")
    text = sys.stdin.read() if sentence == "-" else sentence
    day = Moment.parse(published) if published else None
    found = explained(Document(id="sentence", text=text, language=language or "", published=day), table)
    if found is None:
        raise click.ClickException(
            f"the text is in no language that is read; --language names one of {', '.join(LANGUAGES)}"
        )
    if as_json:
        say_json(as_value(found, lang))
    else:
        for line in as_lines(found, lang):
            say(line)
    ctx.exit(0 if found.claims else 1)


def as_value(found: Explanation, lang: str) -> dict[str, Any]:
    """The whole reading as JSON; offsets are those of `text`, those of a claim of the text as given."""
    from letapis.claims.exchange import claim_to_json
    from letapis.workflow.lines import count_to_json, date_to_json, person_to_json, place_to_json

    tokens = found.tokens
    return {
        "language": found.language,
        "text": found.text,
        "tokens": [[tokens.raw(index) for index in range(*sentence)] for sentence in tokens.sentences],
        "counts": [count_to_json(span) for span in found.counts],
        "dates": [date_to_json(span) for span in found.dates],
        "places": [place_to_json(span) for span in found.places],
        "people": [person_to_json(span) for span in found.people],
        "claims": [claim_to_json(claim) for claim in found.claims],
        "rejected": [
            {"kind": one.kind, "entry": one.entry, "words": one.words, "rule": one.rule, "reason": _why(one, lang)}
            for one in found.rejected
        ],
    }


def as_lines(found: Explanation, lang: str) -> Iterator[str]:
    """The reading step by step; a step that found nothing says so."""
    tokens = found.tokens
    yield f"words ({found.language})"
    for sentence in tokens.sentences:
        yield "  " + " | ".join(tokens.raw(index) for index in range(*sentence))
    yield from _step("counts", ((span.words, f"{_interval(span.low, span.high)} {span.unit}") for span in found.counts))
    yield from _step("dates", ((span.words, _date(span)) for span in found.dates))
    yield from _step("places", ((span.words, _place(span)) for span in found.places))
    yield from _step("people", ((found.text[span.start : span.end], _person(span)) for span in found.people))
    yield "claims" if found.claims else "claims: none"
    for number, claim in enumerate(found.claims, 1):
        yield from _claim(number, claim, lang)
    yield from _step("rejected", ((one.words, f"{one.kind}: {_why(one, lang)}") for one in found.rejected))


def _step(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    told = list(rows)
    yield title if told else f"{title}: none"
    for words, meaning in told:
        yield f"  \u201c{' '.join(words.split())}\u201d  {meaning}"


def _claim(number: int, claim: Claim, lang: str) -> Iterator[str]:
    from letapis.claims.exchange import claim_to_json
    from letapis.claims.explanation import wording

    values = claim_to_json(claim)
    yield f"  {number}. {claim.type}  (confidence {claim.confidence:.2f})"
    yield f"     \u201c{' '.join(claim.quote.split())}\u201d"
    reasons = {reason.slot: reason for reason in claim.reasons}
    shown = ("type", *(slot for slot in SLOTS if values.get(slot) or slot in reasons))
    for slot in shown:
        reason = reasons.get(slot)
        told = wording("taken", reason.rule, lang, slot=slot) if reason else ""
        rests = f": \u201c{' '.join(reason.words.split())}\u201d" if reason and reason.words else ""
        yield f"     {slot:<9} {_told(values.get(slot))}" + (f"  \u2190 {told}{rests}" if told else "")


def _told(value: Any) -> str:  # noqa: ANN401  a value of JSON
    from letapis.cli.showing import told

    return told(value) if value not in (None, "", []) else "-"


def _why(one: Rejected, lang: str) -> str:
    from letapis.claims.explanation import wording

    told = wording("refused", one.rule, lang, one.because)
    return f"{told} [{one.entry}]" if one.entry else told


def _interval(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "not told"
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"


def _date(span: Any) -> str:  # noqa: ANN401  the spans of the reading parts are loaded with the coder
    if span.anchor_needed:
        return "not resolved: it needs a day to count from (--published)"
    if span.first is None and span.last is None:
        return f"no day ({span.precision})"
    first, last = span.first or "", span.last or ""
    return f"{first} ({span.precision})" if first == last else f"{first}..{last} ({span.precision})"


def _place(span: Any) -> str:  # noqa: ANN401
    return f"{span.place} ({span.kind}{', implied' if span.implied else ''}; {span.rule})"


def _person(span: Any) -> str:  # noqa: ANN401
    size = f", {_interval(*span.size)}" if span.size else ""
    parts = [one for one in (span.type, span.role, span.kind) if one]
    return ", ".join(parts) + size
