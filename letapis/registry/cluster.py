"""Claims of one kin, standing and time to clusters that are one occurrence each: a function of the set alone.

Named persons and actors set occurrences apart; places join where one lies in the other, unless the numbers show that
one is a part of the other; several counts of one report are several occurrences.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from letapis.registry.counts import Interval, below, disjoint, ends, hull
from letapis.registry.entry import CountKey, Entry, fold
from letapis.registry.places import lies_in, widest

Places = tuple[str, ...]
FEW = 10  # a number below it, told twice by one report, is of two occurrences; a larger one is told again
PART = 10  # an unattributed count below a tenth of the largest is of a part, not a rival of the whole


@dataclass(frozen=True, slots=True)
class Cluster:
    """Entries that are one occurrence, in the order of their claims, with the reasons in words."""

    anchor: str  # the id of its first claim: it stands for the cluster
    entries: tuple[Entry, ...]
    kind: str  # named (persons), main (everyone), actor, part (a smaller count of the same report or place)
    place: Places  # the widest
    types: frozenset[str]
    persons: frozenset[str]
    actors: frozenset[str]
    reasons: tuple[str, ...] = ()


def clustered(entries: Iterable[Entry]) -> tuple[Cluster, ...]:
    """The clusters of one cell, ordered by their first claim."""
    held = sorted(entries, key=lambda entry: entry.id)
    named = [entry for entry in held if entry.persons]
    rest = [entry for entry in held if not entry.persons]
    clusters = [cluster_of(group, "named", "same person") for group in united(named, lambda entry: entry.persons)]
    for group, kind in _by_actor(rest):
        clusters += _by_number_and_place(group, kind)
    return tuple(sorted(clusters, key=lambda cluster: cluster.anchor))


def cumulative(entries: Iterable[Entry]) -> tuple[Cluster, ...]:
    """The clusters of a cell of totals: one, whatever its reports count, for totals grow; its figures keep definitions
    apart. Smaller counts of one voice in one report are of other things.
    """
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.persons, entry.actors].append(entry)
    made: list[Cluster] = []
    for group in groups.values():
        whole, lesser = _lesser_counts(group)
        made.append(cluster_of(whole, "main", "same kind of total", "same period and place"))
        made += [cluster_of(part, "part", "same count, same place") for part in _alike(lesser)]
    return tuple(sorted(made, key=lambda cluster: cluster.anchor))


def loose(entries: Iterable[Entry]) -> tuple[Cluster, ...]:
    """The clusters of a long or unknown time: only the same persons, counts of one thing or the same words are one."""
    whole, lesser = _lesser_counts(list(entries))
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in whole:
        same = entry.persons or (entry.key if entry.claim.count else fold(entry.claim.quote))
        groups[entry.claim.type, entry.claim.place, entry.actors, same].append(entry)
    reason = "same period and place; same people, thing counted or words"
    made = [cluster_of(group, "main", reason) for group in groups.values()]
    made += [cluster_of(part, "part", "same count, same place") for part in _alike(lesser)]
    return tuple(sorted(made, key=lambda cluster: cluster.anchor))


def cluster_of(entries: Iterable[Entry], kind: str, *reasons: str) -> Cluster:
    """A cluster of these entries, of which there is at least one."""
    held = tuple(sorted(entries, key=lambda entry: entry.id))
    return Cluster(
        anchor=held[0].id,
        entries=held,
        kind=kind,
        place=widest(entry.claim.place for entry in held),
        types=together(just(entry.claim.type) for entry in held),
        persons=together(entry.persons for entry in held),
        actors=together(entry.actors for entry in held),
        reasons=reasons if len(held) > 1 else (),
    )


@cache
def just(kind: str) -> frozenset[str]:
    """The set of one type: most clusters have no other, and all of them share it."""
    return frozenset({kind})


def together(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """All members of the sets: one of them where they are equal, as they mostly are, so that nothing new is held."""
    first, *others = dict.fromkeys(sets)
    return first.union(*others) if others else first


def united(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[str]]) -> list[list[Entry]]:
    """Groups of entries that are connected through common keys."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    held = list(entries)
    for entry in held:
        first, *others = sorted(keys(entry))
        for other in others:
            parent[root(other)] = root(first)
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in held:
        groups[root(min(keys(entry)))].append(entry)
    return list(groups.values())


def _by_actor(entries: list[Entry]) -> list[tuple[list[Entry], str]]:
    """Everyone's, and one group for each actor; a claim without an actor joins the only actor there is."""
    general = [entry for entry in entries if not entry.actors]
    groups = united([entry for entry in entries if entry.actors], lambda entry: entry.actors)
    if len(groups) == 1 and general and not any(entry.population for entry in groups[0]):
        return [(groups[0] + general, "actor")]
    return [(group, "actor") for group in groups] + ([(general, "main")] if general else [])


def _by_number_and_place(entries: list[Entry], kind: str) -> list[Cluster]:
    whole, lesser = _lesser_counts(entries)
    clusters = [cluster_of(group, "part", "same count, same place") for group in _alike(lesser)]
    for group in _by_place(whole):
        main, parts = _out_of_scale(group)
        clusters.append(cluster_of(main, kind, *_why(main)))
        clusters += [cluster_of(part, "part", "same count, same place") for part in _alike(parts)]
    return clusters


def counted(entry: Entry) -> Interval | None:
    """The interval that the entry counts, if it counts."""
    count = entry.claim.count
    return (count.low, count.high) if count else None


def _lesser_counts(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Apart: counts of one voice in one report for one place that are other occurrences than its largest.

    One report tells an occurrence once (claim-schema), so its smaller counts are of other occurrences or of a part, and
    so is a small count told twice: "a man was detained ... a man was detained".
    """
    voices: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.claim.count and not entry.claim.subset_of:
            claim = entry.claim
            voices[claim.document, entry.body or claim.said_by, entry.key, claim.place, entry.as_of].append(entry)
    lesser = {entry.id for held in voices.values() if len(held) > 1 for entry in _others(held)}
    return [entry for entry in entries if entry.id not in lesser], [entry for entry in entries if entry.id in lesser]


def _others(entries: list[Entry]) -> Iterator[Entry]:
    ordered = sorted(entries, key=lambda entry: (entry.claim.start, entry.id))
    largest = max((_interval(entry) for entry in ordered), key=lambda count: (ends(count), str(count)))
    seen = False
    for entry in ordered:
        count = _interval(entry)
        if disjoint(count, largest) or (seen and count == largest and (count[1] or FEW) < FEW):
            yield entry
        seen = seen or count == largest


def _interval(entry: Entry) -> Interval:
    return counted(entry) or (None, None)


def _alike(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The same number for the same place in several reports; of one report each stands alone, in its order."""
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    number: Counter[tuple[object, ...]] = Counter()
    for entry in sorted(entries, key=lambda entry: (entry.claim.document, entry.claim.start, entry.id)):
        key = entry.key, counted(entry), entry.claim.place, entry.claim.type
        number[entry.claim.document, key] += 1
        groups[(*key, number[entry.claim.document, key])].append(entry)
    return list(groups.values())


def _by_place(entries: list[Entry]) -> list[list[Entry]]:
    """Groups by place, each joined to the next wider one unless the numbers or its neighbours speak against it."""
    groups, unknown = _placed(entries)
    around = {place: _next_wider(place, groups) for place in groups}
    joined: dict[Places, list[Entry]] = defaultdict(list)
    target: dict[Places, Places] = {}
    for place in sorted(groups):
        staying, leaving = _moved(place, around, groups)
        joined[place] += staying
        target[place] = place
        wider = around[place]
        if wider is not None and leaving:
            joined[wider] += leaving
            target[place] = place if staying else wider
    held = _followed(joined, target)
    return [*held, *_unplaced(unknown, held)]


def _placed(entries: list[Entry]) -> tuple[dict[Places, list[Entry]], list[Entry]]:
    groups: dict[Places, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.claim.place:
            groups[tuple(sorted(entry.claim.place))].append(entry)
    return groups, [entry for entry in entries if not entry.claim.place]


def _next_wider(place: Places, groups: dict[Places, list[Entry]]) -> Places | None:
    """The narrowest other place that holds it."""
    wider = [one for one in groups if one != place and lies_in(place, one) and not lies_in(one, place)]
    narrowest = [one for one in wider if not any(other != one and lies_in(other, one) for other in wider)]
    return min(narrowest, default=None)


def _moved(
    place: Places, around: dict[Places, Places | None], groups: dict[Places, list[Entry]]
) -> tuple[list[Entry], list[Entry]]:
    """Which entries of a place stay there, and which are told of the occurrence of the next wider place.

    A report that counts both places tells of a part; a smaller number is of a part; without numbers a place joins the
    wider one where it is the only one in it.
    """
    held, wider = groups[place], around[place]
    if wider is None:
        return held, []
    both = {(entry.claim.document, entry.key) for entry in groups[wider] if entry.measure}
    parts = [entry for entry in held if entry.measure and (entry.claim.document, entry.key) in both]
    rest = [entry for entry in held if entry not in parts] if parts else held
    verdicts = _number_verdicts(rest, groups[wider])
    only = sum(other == wider for other in around.values()) == 1
    if "part" in verdicts or not (verdicts or (only and not parts)):
        return held, []
    return parts, rest


def _number_verdicts(inner: list[Entry], outer: list[Entry]) -> set[str]:
    """For each thing that both count: `part` where the inner number is smaller than any of the outer, else `same`."""
    verdicts = set()
    inner_hulls, outer_hulls = _hulls(inner), _hulls(outer)
    for key in inner_hulls.keys() & outer_hulls.keys():
        verdicts.add("part" if below(inner_hulls[key], outer_hulls[key]) else "same")
    return verdicts


def _followed(joined: dict[Places, list[Entry]], target: dict[Places, Places]) -> list[list[Entry]]:
    """The groups at the place where each has come to: what joined a place that joined a wider one is there too."""
    held: dict[Places, list[Entry]] = defaultdict(list)
    for place, entries in joined.items():
        while target.get(place, place) != place:
            place = target[place]  # noqa: PLW2901  (the walk ends at the place that stays)
        held[place] += entries
    return [entries for entries in held.values() if entries]


def _unplaced(unknown: list[Entry], placed: list[list[Entry]]) -> list[list[Entry]]:
    """Claims without a place: with the only group that their report has, or that counts the same thing with a number
    that theirs can be; else with their report's and their copies.
    """
    hulls = [_hulls(group) for group in placed]
    documents = [{one.claim.document for one in group} for group in placed]
    alone: list[Entry] = []
    for entry in unknown:
        same = [index for index, named in enumerate(documents) if entry.claim.document in named]
        alike = [index for index, held in enumerate(hulls) if _can_be(entry, held)]
        if len(same) == 1 or (not same and len(alike) == 1):
            placed[(same or alike)[0]].append(entry)
        else:
            alone.append(entry)
    return united(alone, lambda entry: (f"document:{entry.claim.document}", f"words:{fold(entry.claim.quote)}"))


def _can_be(entry: Entry, hulls: dict[tuple[str, str, str, str], Interval]) -> bool:
    """Whether a count can be the number of the same thing that a group counts."""
    count = counted(entry)
    held = hulls.get(entry.key)
    return bool(count and held and entry.measure and not entry.claim.subset_of and not disjoint(count, held))


def _hulls(entries: list[Entry]) -> dict[CountKey, Interval]:
    counts: dict[CountKey, list[Interval]] = defaultdict(list)
    for entry in entries:
        count = counted(entry)
        if count and entry.measure and not entry.claim.subset_of:
            counts[entry.key].append(count)
    return {key: hull(held) for key, held in counts.items()}


def _out_of_scale(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Apart: what nobody is credited with and what lies below a tenth of the largest floor of the same measure."""
    floors: dict[CountKey, int] = defaultdict(int)
    for entry in entries:
        if entry.claim.count and not entry.claim.subset_of:
            floors[entry.key] = max(floors[entry.key], entry.claim.count.low or 0)
    parts = {entry.id for entry in entries if _tiny(entry, floors[entry.key])}
    return ([entry for entry in entries if entry.id not in parts],
            [entry for entry in entries if entry.id in parts])


def _tiny(entry: Entry, floor: int) -> bool:
    count = entry.claim.count
    # A list of names with its hour is an early state of a list that grows, however short.
    grows = entry.claim.basis == "named_list" and entry.claim.as_of
    credited = entry.body or entry.claim.said_by or entry.claim.subset_of or grows
    return bool(count and not credited and count.high is not None and count.high * PART < floor)


def _why(entries: list[Entry]) -> list[str]:
    if len(entries) < 2:
        return []
    reasons = ["same kind of event", "same time"]
    places = sorted({entry.claim.place for entry in entries})
    if len(places) == 1:
        reasons.append(f"same place: {', '.join(places[0])}" if places[0] else "no place told")
    else:
        reasons.append("places within one another: " + ", ".join("/".join(place) or "not told" for place in places))
    return reasons
