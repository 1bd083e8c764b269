"""People and questions as lines for the terminal, out of the same values that `--json` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
Label = Callable[[str], str]
ASKED = 5  # questions shown of one group
TOLD = ("birth_year", "town", "date", "article", "note")


def queue_lines(told: Json, label: Label) -> Iterator[str]:
    """What waits, the most telling first."""
    for conflict in told["conflicts"]:
        yield from _conflict(conflict, label)
    for judgement in told["to_confirm"]:
        yield f"{judgement} waits for a second handle: letapis people confirm {judgement} --why ..."
    for number, group in enumerate(told["groups"], start=1):
        yield f"{number}. {group['records']} records: one person, or more?"
        for side in group["sides"]:
            yield from (f"   {_record(record, label)}{_of(side['side'])}" for record in side["records"])
        for question in group["questions"][:ASKED]:
            yield from _question(question, label)
        if len(group["questions"]) > ASKED:
            yield f"   ... and {len(group['questions']) - ASKED} more between these; --json shows all"
    shown = len(told["groups"])
    yield (
        f"{told['questions']} question(s) about {told['would_be_persons']} would-be person(s) are open; "
        f"{shown} of these shown."
    )
    if told["suggested"]:
        yield f"{told['suggested']} are suggestions; one judgement takes them: letapis people judge --accept-suggested"


def side_lines(told: Json, label: Label) -> Iterator[str]:
    """A person, or a record that is of none."""
    yield f"Person {told['person']}" if told["person"] else "A record that is of no person yet"
    if told["also"]:
        yield f"  also {', '.join(told['also'])}"
    yield from (f"  {one['name']}  ({one['records']})" for one in told["spellings"])
    yield "  Records:"
    yield from (f"    {_record(record, label)}  {record.get('list', '')}" for record in told["records"])
    if told["judgements"]:
        yield "  Judgements:"
        yield from (f"    {_judgement(one)}" for one in told["judgements"])
    for conflict in told["conflicts"]:
        yield from _conflict(conflict, label)
    for suggestion in told["suggestions"]:
        yield from _question(suggestion, label)


def _record(record: Json, label: Label) -> str:
    rest = [str(record[name]) for name in TOLD if name in record]
    return "  ".join([label(record["id"]), record.get("name", "(in no list)"), *rest])


def _of(side: str) -> str:
    return f"  [{side}]" if side.startswith("person-") else ""


def _question(question: Json, label: Label) -> Iterator[str]:
    left, right = label(question["left"]), label(question["right"])
    doubted = f"; {question['doubted']} was unsure" if question.get("doubted") else ""
    likely = "over 99.9%" if question["probability"] > 0.999 else f"{question['probability']:.1%}"
    rival = "; but another is as likely, and both cannot be" if question.get("rival") else ""
    yield f"   {left} and {right}: {likely} the same person{rival}{doubted}"
    silent = [one["field"].replace("_", " ") for one in question["evidence"] if one["outcome"] == "absent"]
    for one in question["evidence"]:
        if one["outcome"] == "absent":
            continue
        both = f"  {one['left']} | {one['right']}" if one["outcome"] in {"contradicts", "variant"} else ""
        yield f"      {one['field'].replace('_', ' '):<11} {one['outcome']:<12} {one['weight']:+6.1f}{both}"
    if silent:
        yield f"      not told by both: {', '.join(silent)}"
    if question["settle"]:
        yield f"      To settle it: {question['settle']['words']}."
    yield f"      letapis people judge {left} {right} same|not-same|unsure --why ..."


def _judgement(one: Json) -> str:
    what = ", ".join(one.get("targets", [])) or " | ".join(" ".join(group) for group in one.get("groups", []))
    pairs = f"{one['pairs']} pairs, model {one['model']}" if one.get("model") else ""
    reason = f" ({one['reason']})" if one.get("reason") else ""
    words = "  ".join(filter(None, (one["kind"].replace("_", " "), what or pairs)))
    return f"{one['id']}  {one['at']}  {one['by']}  {words}{reason}: {one['state']}"


def _conflict(conflict: Json, label: Label) -> Iterator[str]:
    apart, waits = conflict["apart"], conflict["waits"]
    yield f"Conflict: {label(apart['left'])} and {label(apart['right'])} are held apart by {apart['judgement']}, but"
    for link in conflict["chain"]:
        waiting = "  <- waits" if link == waits else ""
        yield f"   {label(link['left'])} = {label(link['right'])}  {link['judgement']}{waiting}"
