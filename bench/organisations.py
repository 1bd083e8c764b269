"""How well names of organisations are compared across scripts and translations, beside RapidFuzz on Latin letters.

The pairs are made of the spellings in `../shared/data/names/orgs.csv`, which lie beside the checkout and are no part of
it: two spellings of one organisation, and each spelling with the nearest of another organisation (by shared runs of
three letters, in any script and in the other one, and by the peer's own measure) and with one by chance. Organisations
are split by a hash of their id: one half is for tuning, the other is only measured.

usage: organisations.py [tuning|measured] [WORST] | --fit
`--fit` learns the weights of evidence from the tuning half and prints them.
"""

from __future__ import annotations

import csv
import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Row, show
from rapidfuzz import fuzz, process

from letapis.names.letters import is_cyrillic
from letapis.names.organisations.alignment import align
from letapis.names.organisations.comparing import compare_organisations, evidence, known, read_organisation, sides

SPELLINGS = Path(__file__).resolve().parents[2] / "shared" / "data" / "names" / "orgs.csv"
POSITIVES = 6  # pairs of spellings of one organisation
THRESHOLD = 0.8
FIXED = {  # what lists of one origin cannot teach: people mix forms up, and no court is that of another country
    "form differs": -1.0,
    "form of one family": -0.3,
    "form same": 0.2,
    "any country apart": -4.0,
}
LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфцыэіўґє", "abvgdeziyklmnoprstufcyeiuge", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ї": "i"}
    | {"ъ": "", "ь": "", "’": ""}
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings and whether one organisation bears both."""

    left: str
    right: str
    same: bool
    kind: str = "one"  # how two of two organisations were chosen: letters, across, peer, chance

    @property
    def script(self) -> str:
        """Of one script or across."""
        if _cyrillic(self.left) != _cyrillic(self.right):
            return "across scripts"
        return "both Cyrillic" if _cyrillic(self.left) else "both Latin"


@cache
def _cyrillic(text: str) -> bool:
    return any(map(is_cyrillic, text))


@cache
def latin(text: str) -> str:
    """A name in small Latin letters: what the peer is given."""
    return text.lower().translate(LATIN)


def half(organisation: str) -> str:
    return "tuning" if int(sha256(organisation.encode()).hexdigest(), 16) % 2 else "measured"


def organisations(wanted: str) -> dict[str, list[str]]:
    """Spellings by organisation of one half."""
    found: dict[str, list[str]] = defaultdict(list)
    with SPELLINGS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if half(row["org_id"]) == wanted and row["name"] not in found[row["org_id"]]:
                found[row["org_id"]].append(row["name"])
    return found


def joined(names: dict[str, list[str]]) -> dict[str, list[str]]:
    """Entries that share a spelling, letter by letter, as one organisation: many stand on two lists."""
    owner: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for organisation, spellings in names.items():
        letters = ["".join(filter(str.isalnum, latin(name))) for name in spellings]
        first = next((owner[key] for key in letters if key in owner), organisation)
        for key in letters:
            owner.setdefault(key, first)
        found.setdefault(first, []).extend(name for name in spellings if name not in found.get(first, ()))
    return found


def pairs(wanted: str) -> list[Pair]:
    """All pairs of one half, the same each time."""
    chance = random.Random(wanted)
    names = joined(organisations(wanted))
    found: dict[tuple[str, str], Pair] = {}
    for spellings in names.values():
        every = list(combinations(spellings, 2))
        for left, right in chance.sample(every, min(POSITIVES, len(every))):
            found[left, right] = Pair(left, right, same=True)
    flat = [(name, latin(name), organisation) for organisation, spellings in names.items() for name in spellings]
    for name, letters, organisation in flat:
        others = [other for other, plain, owner in flat if owner != organisation and plain != letters]
        across = [other for other in others if _cyrillic(other) != _cyrillic(name)]
        chosen = {
            "chance": chance.choice(others),
            "letters": _nearest_by_letters(name, others),
            "across": _nearest_by_letters(name, across),
            "peer": _nearest_by_peer(name, others),
        }
        for kind, other in chosen.items():
            if (name, other) not in found and (other, name) not in found:
                found[name, other] = Pair(name, other, same=False, kind=kind)
    return list(found.values())


@cache
def _grams(name: str) -> frozenset[str]:
    letters = latin(name)
    return frozenset(letters[at : at + 3] for at in range(len(letters) - 2))


def _nearest_by_letters(name: str, others: Sequence[str]) -> str:
    mine = _grams(name)
    return max(others, key=lambda other: len(mine & _grams(other)) / (len(mine) + len(_grams(other)) or 1))


def _nearest_by_peer(name: str, others: Sequence[str]) -> str:
    best = process.extractOne(latin(name), [latin(other) for other in others], scorer=fuzz.WRatio)
    return others[best[2]]


def own(left: str, right: str) -> float:
    return compare_organisations(left, right).score


def peer(left: str, right: str) -> float:
    return fuzz.WRatio(latin(left), latin(right)) / 100.0


def peer_without_forms(left: str, right: str) -> float:
    """The peer on what is left when our tables have taken the legal forms away: the better of two orders of words."""
    one, other = (" ".join(word.text for word in read_organisation(name).words) for name in (left, right))
    return max(peer(one, other), fuzz.token_set_ratio(latin(one), latin(other)) / 100.0)


def f1(scored: Iterable[tuple[float, bool]], threshold: float) -> tuple[float, float, float]:
    """F1, precision and recall where scores from the threshold on say "same"."""
    counts = Counter((score >= threshold, same) for score, same in scored)
    hits, wrong, missed = counts[True, True], counts[True, False], counts[False, True]
    precision, recall = hits / (hits + wrong or 1), hits / (hits + missed or 1)
    return 2 * precision * recall / (precision + recall or 1), precision, recall


def best(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The best F1 and its threshold."""
    return max((f1(scored, threshold)[0], threshold) for threshold in {round(score, 3) for score, _ in scored})


def measure(wanted: str, worst: int) -> int:
    every = pairs(wanted)
    rows: list[Row] = []
    results: dict[str, list[tuple[float, bool]]] = {}
    ones = sum(pair.same for pair in every)
    print(f"{wanted} half: {ones} pairs of one organisation, {len(every) - ones} of two")
    peers = (("RapidFuzz WRatio, transliterated", peer), ("RapidFuzz, without legal forms", peer_without_forms))
    for title, compare in (*peers, ("Letapis", own)):
        start = time.process_time()
        scored = [(compare(pair.left, pair.right), pair.same) for pair in every]
        speed = len(every) / (time.process_time() - start)
        results[title] = scored
        value, threshold = best(scored)
        print(f"{title:<34} best F1 {value:.3f} @{threshold:.2f}   {_at(scored, THRESHOLD)}   {speed:,.0f} pairs/s")
        for script in ("across scripts", "both Latin", "both Cyrillic"):
            part = [result for result, pair in zip(scored, every, strict=True) if pair.script == script]
            print(f"    {script:<16} best F1 {best(part)[0]:.3f}   {_at(part, THRESHOLD)}   of {len(part)}")
        part = [result for result, pair in zip(scored, every, strict=True) if pair.kind != "peer"]
        print(f"    without the peer's nearest   best F1 {best(part)[0]:.3f}   {_at(part, THRESHOLD)}   of {len(part)}")
    if worst and wanted == "tuning":
        _print_worst(every, results["Letapis"], worst)
    bar = max(best(results[title])[0] for title, _ in peers)
    rows.append(Row("organisations: best F1, beside the peer's best", best(results["Letapis"])[0], "", bar, least=True))
    rows.append(
        Row(
            "organisations: F1 at 0.8, beside the peer's best",
            f1(results["Letapis"], THRESHOLD)[0],
            "",
            bar,
            least=True,
        )
    )
    return show(rows)


def _at(scored: Sequence[tuple[float, bool]], threshold: float) -> str:
    value, precision, recall = f1(scored, threshold)
    return f"F1 @{threshold} {value:.3f} (precision {precision:.3f}, recall {recall:.3f})"


def _print_worst(every: Sequence[Pair], scored: Sequence[tuple[float, bool]], worst: int) -> None:
    wrong = sorted(zip(scored, every, strict=True), key=lambda each: -abs(each[0][0] - each[0][1]))
    for same in (True, False):
        for (score, _), pair in [each for each in wrong if each[1].same == same][:worst]:
            print(f"{'one' if same else 'two'} {score:.2f}  {pair.left}  |  {pair.right}")
            print(f"      {compare_organisations(pair.left, pair.right).reason}")


def fit() -> None:
    """Learn the weights by logistic regression with a small ridge, and print them as data."""
    examples: list[tuple[dict[str, float], bool]] = []
    for pair in pairs("tuning"):
        if known(pair.left) and known(pair.right):
            continue
        mine, others = read_organisation(pair.left), read_organisation(pair.right)
        if mine.words and others.words:
            options = [evidence(a, b, align(a.words, b.words)) for a, b in sides(mine, others)]
            examples.append((max(options, key=lambda each: each["share"]), pair.same))
    weights = regression(examples) | FIXED
    weights["bias"] += shift(examples, weights)
    print("[weights]")
    for name, weight in sorted(weights.items()):
        print(f'"{name}" = {weight:.2f}')


def shift(examples: Sequence[tuple[dict[str, float], bool]], weights: dict[str, float]) -> float:
    """What to add to all weights so that F1 at the threshold is best."""
    found = [(sum(weights[name] * amount for name, amount in amounts.items()), same) for amounts, same in examples]
    edge = math.log(THRESHOLD / (1.0 - THRESHOLD))
    steps = [step / 20.0 for step in range(-20, 21)]
    return max(steps, key=lambda step: f1(((weight + step, same) for weight, same in found), edge)[0])


def regression(
    examples: Sequence[tuple[dict[str, float], bool]], rounds: int = 600, ridge: float = 1.0
) -> dict[str, float]:
    """Weights of evidence, by gradient descent with a step for each kind (Adagrad)."""
    weights: dict[str, float] = defaultdict(float, FIXED)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    share = sum(same for _, same in examples) / len(examples)
    for _ in range(rounds):
        slope: dict[str, float] = defaultdict(float)
        for amounts, same in examples:
            weight = sum(weights[name] * amount for name, amount in amounts.items())
            importance = (1 - share if same else share) * 2
            wrong = (1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weight)))) - same) * importance
            for name, amount in amounts.items():
                slope[name] += wrong * amount
        for name, value in slope.items():
            if name in FIXED:
                continue
            step = value + ridge * weights[name]
            squares[name] += step * step
            weights[name] -= 0.5 * step / math.sqrt(squares[name])
    return dict(weights)


def main(words: Sequence[str]) -> int:
    if not SPELLINGS.exists():
        print("not measured: the spellings of organisations do not lie beside the checkout")
        return 0
    if "--fit" in words:
        fit()
        return 0
    wanted = next((word for word in words if word in ("tuning", "measured")), "measured")
    return measure(wanted, next((int(word) for word in words if word.isdigit()), 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
