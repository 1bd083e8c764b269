"""Persons out of judgements, the queue, one bulk acceptance, on invented people. Run: python bench/persons.py [records]

`--linked` lets the linker that ships propose, accepts its suggestions in one judgement, and tells how many of the pairs
of records that became one person are of one person indeed.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from measuring import Row, show
from synthetic_people import records

from letapis.registry.people.accepting import acceptable
from letapis.registry.people.exchange import people_lines
from letapis.registry.people.judgement import PersonJudgement, Shown, pair
from letapis.registry.people.persons import People, persons
from letapis.registry.people.queue import queue
from letapis.registry.people.records import Edge, FieldEvidence, PersonRecord
from letapis.workflow.collecting import holding_much

TOP = 100_000
SHARE = 0.6  # judgements for each record
WRONG = 0.02  # of the judgements say what is not so: chains run into denials
AT = "2020-11-09T08:00:00Z"


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds of the processor: the machine may be shared."""
    start = time.process_time()
    with holding_much():
        result = work()
    return time.process_time() - start, result


def judged(truth: dict[str, str], count: int, seed: int = 1) -> list[PersonJudgement]:
    """Pair judgements as people make them: three of four say same, some are unsure, some are wrong, some are undone."""
    draw = random.Random(seed)
    ids = list(truth)
    beside = [both for both in pairwise(ids) if truth[both[0]] == truth[both[1]]]
    ends = [both for both in zip(ids, ids[2:], strict=False) if truth[both[0]] == truth[both[1]]]
    made: list[PersonJudgement] = []
    for number in range(1, count + 1):
        left, right = draw.choice(beside) if draw.random() < 0.75 else draw.sample(ids, 2)
        kind = "same" if truth[left] == truth[right] else "not_same"
        chance = draw.random()
        if chance < WRONG and kind == "not_same":
            kind = "same"
        elif chance < WRONG:
            kind, (left, right) = "not_same", draw.choice(ends)
        elif chance < 3 * WRONG:
            kind = "unsure"
        shown = Shown(*pair(left, right), 0.8, "surname:same:8.000")
        undone = kind == "same" and chance > 1 - WRONG and number > 1
        slots = {"targets": (f"pj{draw.randrange(1, number)}",)} if undone else {"pairs": (shown,)}
        made.append(PersonJudgement(f"pj{number}", "undo" if undone else kind, "anna", AT, "seen", **slots))  # type: ignore[arg-type]
    return made


def proposed(truth: dict[str, str], seed: int = 2) -> list[Edge]:
    """Proposals of both bands, between neighbours of the same and of other people."""
    draw = random.Random(seed)
    found = []
    for left, right in pairwise(truth):
        same = truth[left] == truth[right]
        probability = draw.uniform(0.9, 1) if same else draw.uniform(0, 0.9)
        band = "suggest" if probability > 0.99 else "ask" if probability > 0.2 else "leave"
        evidence = (FieldEvidence("surname", "same", 8.0), FieldEvidence("town", "absent", 0.0))
        found.append(Edge(*pair(left, right), probability, band, evidence))
    return found


def measured(count: int) -> tuple[float, list[Row]]:
    held: list[PersonRecord] = []
    truth: dict[str, str] = {}
    for record, person in records(count):
        held.append(record)
        truth[record.id] = person
    log = judged(truth, int(count * SHARE))
    edges = proposed(truth)
    by_id = {record.id: record for record in held}
    runs = [timed(lambda: persons(held, log)) for _ in range(3)]
    took, people = min(taken for taken, _ in runs), runs[0][1]
    assert isinstance(people, People)
    queueing, _ = timed(lambda: queue(edges, people, 20))
    accepting, _ = timed(lambda: acceptable(edges, people, by_id))
    merge = PersonJudgement(f"pj{len(log) + 1}", "same", "anna", AT, pairs=(Shown(*pair(held[0].id, held[-1].id)),))
    undo = PersonJudgement(f"pj{len(log) + 2}", "undo", "anna", AT, targets=(merge.id,))
    same = people_lines(persons(held, [*log, merge, undo])) == people_lines(people)
    print(
        f"{count:>9,} records, {len(log):>7,} judgements: {len(people.persons):,} persons, "
        f"{len(people.conflicts):,} conflicts; a merge undone to the last byte: {'yes' if same else 'NO'}"
    )
    rows = [
        Row("persons()", took, "s", 5.0 * count / TOP),
        Row("queue()", queueing, "s", 5.0 * count / TOP),
        Row("bulk acceptance", accepting, "s", 10.0 * count / TOP),
        Row("bytes that differ after merge and undo", 0.0 if same else 1.0, "", 0.0001),
    ]
    return took, rows


def linked(count: int) -> list[Row]:
    """One bulk acceptance of what the linker suggests, against the truth."""
    from letapis.bulk.linking import link
    from letapis.workflow.people_comparing import contradict

    held = [(record, person) for record, person in records(count)]
    truth = {record.id: person for record, person in held}
    by_id = {record.id: record for record, _ in held}
    took, edges = timed(lambda: link([record for record, _ in held]))
    assert isinstance(edges, list)
    accepting, found = timed(lambda: acceptable(edges, People(), by_id, contradict))
    shown = tuple(Shown(edge.left, edge.right) for edge in found.edges)  # type: ignore[attr-defined]
    people = persons(by_id.values(), [PersonJudgement("pj1", "same", "anna", AT, pairs=shown)])
    joined = sum(len(one.records) * (len(one.records) - 1) // 2 for one in people.persons)
    right = sum(pairs_within(Counter(truth[record] for record in one.records).values()) for one in people.persons)
    every = pairs_within(Counter(truth.values()).values())
    wrong = sum(len({truth[record] for record in one.records}) > 1 for one in people.persons)
    bands = Counter(edge.band for edge in edges)
    held_back = found.held_back  # type: ignore[attr-defined]
    good = sum(truth[edge.left] == truth[edge.right] for edge in held_back)
    print(f"{count:,} records: linked in {took:.1f} s, {dict(bands)}; accepted in {accepting:.1f} s")
    print(
        f"{len(people.persons):,} persons, {wrong} of them of several people; {len(held_back)} suggestions held back, "
        f"{good} of them right; recall of pairs {right / every:.3f}"
    )
    return [Row("precision of pairs joined by one bulk acceptance", right / max(1, joined), "", 0.999, least=True)]


def pairs_within(sizes: Sequence[int] | object) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)  # type: ignore[attr-defined]


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    top = int(words[0]) if words else TOP
    if "--linked" in sys.argv:
        return show(linked(top))
    taken: dict[int, float] = defaultdict(float)
    code = 0
    for count in (top // 100, top // 10, top):
        taken[count], rows = measured(count)
        code |= show(rows if count == top else rows[3:])
    growth = taken[top] / max(taken[top // 10], 1e-3)
    # The work is linear; tables that outgrow the caches of the processor cost more for each look.
    code |= show([Row("ten times as many records take", growth, "times", 20.0)])
    print(f"memory at the top: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return code


if __name__ == "__main__":
    sys.exit(main())
