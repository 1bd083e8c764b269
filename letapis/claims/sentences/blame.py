"""Who is said to have done it: "claimed responsibility for the murder of", "is accused of killing", "blamed on"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from letapis.claims.sentences.frames import Frame
from letapis.claims.sentences.reading import Reading
from letapis.vocabulary.resources import INTERFACE_LANGUAGES, table

REACH = 12  # tokens between an act and the word that lays it on somebody
BEHIND = 2  # tokens between that word and its preposition


@dataclass(frozen=True, slots=True)
class Blame:
    """The words of one language by where those stand on whom they lay an act."""

    taken: tuple[str, ...]  # "the FMLN claimed responsibility for": before them
    given: tuple[str, ...]  # "the army blamed guerrillas for": behind them
    laid: tuple[str, ...]  # "the murder was attributed to": behind them, after the act
    prepositions: frozenset[str]


@cache
def blame_of(language: str) -> Blame:
    """The words of a language; none where it has no such."""
    data = table(f"languages/{language}/people.toml")["blame"] if language in INTERFACE_LANGUAGES else {}
    taken, given, laid = (tuple(data.get(name, ())) for name in ("taken", "given", "laid"))
    return Blame(taken, given, laid, frozenset(data.get("prepositions", ())))


def blamed(reading: Reading, frame: Frame) -> tuple[tuple[int, int], bool] | None:
    """The tokens that name whom an act is laid on, and whether they are a subject; None where nobody is blamed."""
    words, clause, head = reading.tokens.words, frame.clause, frame.hit.head
    blame = blame_of(reading.language)
    if not blame.taken:
        return None
    for index in range(min(frame.hit.start, head) - 1, max(clause.start, head - REACH), -1):
        if words[index].startswith(blame.given) and not _passive(reading, index):
            return (index + 1, frame.hit.start), False
        if words[index].startswith(blame.taken):
            return (clause.start, index), True
    for index in range(head + 1, min(clause.end, head + REACH)):
        if words[index].startswith(blame.laid):
            for at in range(index + 1, min(clause.end, index + BEHIND + 1)):
                if words[at] in blame.prepositions:
                    return (at + 1, clause.end), False
    return None


def _passive(reading: Reading, index: int) -> bool:
    """Whether it is the subject that is blamed: "was accused of", "a man accused of"."""
    words, blame = reading.tokens.words, blame_of(reading.language)
    following = words[index + 1 : index + 2]
    return reading.words.has("auxiliaries", words[index - 1]) or bool(blame.prepositions.intersection(following))
