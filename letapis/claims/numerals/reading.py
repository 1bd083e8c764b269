"""Numerals of a text as values: digits, number words, compounds, scales, vague words. No bounds, no units, no nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from letapis.claims.numerals.chain import LARGEST, Chain
from letapis.claims.numerals.lexicon import Lexicon, Word
from letapis.claims.tokens import Tokens

LONGEST_CHAIN = 3  # scales one behind another: "hundreds of thousands"
CONTINUED = 1000  # the least scale that a smaller number may go on behind
SPACES = "\u00a0\u202f\u2009 "
_YEAR = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number between two tokens (end exclusive). `high` None is an open end; `vague` names the word's entry."""

    start: int
    end: int
    low: float
    high: float | None
    kind: str = "cardinal"  # cardinal, ordinal, collective
    vague: str = ""
    scale: float = 1  # what the number was multiplied by: 1000 in "14 thousand"
    digits: bool = False  # written with digits alone
    alone: float | None = None  # the value after "about" and "more than", where the word is its own genitive: "тысячи"


def read_numerals(tokens: Tokens, lexicon: Lexicon, taken: Sequence[tuple[int, int]] = ()) -> dict[int, Numeral]:
    """Every numeral of a text by the token it begins at, never overlapping; none inside the characters `taken`."""
    found: dict[int, Numeral] = {}
    blocked = iter(sorted(taken))
    block = next(blocked, None)
    end = 0
    for index in lexicon.candidates(tokens.words):
        if index < end:
            continue
        while block is not None and block[1] <= tokens.starts[index]:
            block = next(blocked, None)
        inside = block is not None and block[0] <= tokens.starts[index]
        numeral = None if inside else read_numeral(tokens, index, lexicon)
        if numeral is not None and not negative_number(tokens, index):
            found[index] = numeral
        end = numeral.end if numeral is not None else index + 1
    return found


def read_numeral(tokens: Tokens, index: int, lexicon: Lexicon) -> Numeral | None:
    """The numeral that begins at a token, as long as it goes; None where none begins."""
    numeral = _continued(tokens, _read(tokens, index, lexicon), lexicon)
    if numeral is None or numeral.scale == 1 or numeral.low != numeral.high or numeral.vague:
        return numeral
    half = lexicon.half_after(tokens.words, numeral.end)  # "a million and a half"
    if not half or lexicon.scale(tokens.words[half] if half < len(tokens.words) else "") is not None:
        return numeral
    value = numeral.low + 0.5 * numeral.scale
    return replace(numeral, low=value, high=value, end=half)


def _continued(tokens: Tokens, numeral: Numeral | None, lexicon: Lexicon) -> Numeral | None:
    """Smaller scales that go on behind a greater one: “2 млрд 300 млн”, “2 тысячи 350”."""
    while numeral is not None and numeral.scale >= CONTINUED and numeral.low == numeral.high and not numeral.vague:
        at = numeral.end
        if at >= len(tokens.words) or not tokens.words[at][0].isdecimal():
            break
        if tokens.text[tokens.ends[at - 1] : tokens.starts[at]].strip(SPACES) or tokens.at_sentence_start(at):
            break
        rest = _digits(tokens, at, lexicon)
        if rest is None or rest.kind == "ordinal" or rest.high is None or rest.high >= numeral.scale:
            break
        if rest.digits and rest.low >= CONTINUED:  # the number of a year
            break
        value = round(numeral.low + rest.low, 6)
        numeral = replace(numeral, end=rest.end, low=value, high=value, scale=rest.scale, digits=False)
    return numeral


def _read(tokens: Tokens, index: int, lexicon: Lexicon) -> Numeral | None:  # noqa: PLR0911  # one for each kind
    word = tokens.words[index]
    if word[0].isdecimal():
        return _digits(tokens, index, lexicon)
    entry = lexicon.word(word)
    if entry is None:
        return None
    if entry.kind in {"vague", "scale"}:
        return _vague(tokens, index, entry, lexicon)
    if entry.kind == "range":
        return _scaled(tokens, Numeral(index, index + 1, entry.value, entry.high), lexicon)
    if entry.kind == "half":
        return _half(tokens, index, lexicon)
    following = lexicon.words.get(tokens.words[index + 1]) if index + 1 < len(tokens.words) else None
    halved = following is not None and following.kind == "half"
    if halved and entry.kind == "cardinal" and entry.value == 1:  # "ein halbes Dutzend"
        half = _half(tokens, index + 1, lexicon)
        return None if half is None else replace(half, start=index)
    return _words(tokens, index, lexicon)


def _half(tokens: Tokens, index: int, lexicon: Lexicon) -> Numeral | None:
    """“half a million”, “a quarter of a million”; “half of the hundred” is none."""
    share = lexicon.words[tokens.words[index]].value
    at = index + 1
    while at < len(tokens.words) and tokens.words[at] in lexicon.half_links:
        at += 1
    entry = lexicon.word(tokens.words[at]) if at < len(tokens.words) else None
    if entry is None or entry.kind != "scale":
        return None
    return _scaled(tokens, Numeral(index, at, share, share), lexicon)


def value_of(written: str, lexicon: Lexicon, before_scale: bool = False) -> float | None:
    """The value of digits with separators; None for a time of day and where they are too long to count anything."""
    if len(written) > 24 or ":" in written:
        return None
    if any(space in written for space in SPACES):
        return float("".join(letter for letter in written if letter.isdecimal()))
    if "," in written and "." in written:  # "1,674.5": the last mark is the decimal one
        mark = "." if written.rfind(".") > written.rfind(",") else ","
        whole, _, rest = written.rpartition(mark)
        digits = "".join(letter for letter in whole if letter.isdecimal())
        return _sane(float(f"{digits}.{rest}"))
    for mark in ",.":
        if mark in written:
            groups = written.split(mark)
            thousands = len(groups[-1]) == 3 and groups[0] != "0" and mark == lexicon.thousands and not before_scale
            if len(groups) > 2 or thousands:
                return _sane(float("".join(groups))) if all(group.isdecimal() for group in groups) else None
            return _sane(float(".".join(groups[:2])))
    return _sane(float(int(written)))


def _sane(value: float | None) -> float | None:
    return value if value is not None and value < LARGEST else None


def _digits(tokens: Tokens, index: int, lexicon: Lexicon) -> Numeral | None:  # noqa: PLR0911  # one for each ending
    words = tokens.words
    following = lexicon.scale(words[index + 1]) if index + 1 < len(words) else None
    value = value_of(words[index], lexicon, before_scale=following is not None)
    if value is None:
        return None
    ordinal = _ordinal_end(tokens, index, lexicon)
    if ordinal:
        return Numeral(index, ordinal, value, value, "ordinal", digits=True)
    end = _cardinal_end(tokens, index, lexicon) if value < 1000 else 0
    if end:
        return _scaled(tokens, Numeral(index, end, value, value), lexicon)
    thousands = _hyphenated_scale(tokens, index, lexicon)
    if thousands:
        return Numeral(index, index + 3, value * thousands, value * thousands, scale=thousands)
    if index + 1 < len(words) and words[index + 1] == "s" and tokens.ends[index] == tokens.starts[index + 1]:
        key = lexicon.plural_of(value)  # "100s", but not "1990s"
        if key:
            return lexicon.vague(key, index, index + 2, None)
    if (
        index + 1 < len(words)
        and words[index + 1] in lexicon.near_suffixes
        and tokens.ends[index] == tokens.starts[index + 1]
    ):
        return Numeral(index, index + 2, value, value)
    numeral = Numeral(index, index + 1, value, value, digits=True)
    if index + 1 < len(words) and words[index + 1] == "+" and tokens.ends[index] == tokens.starts[index + 1]:
        scaled = _scaled(tokens, replace(numeral, end=index + 2, digits=False), lexicon)
        return replace(scaled, high=None, digits=False)
    return _scaled(tokens, numeral, lexicon)


def _cardinal_end(tokens: Tokens, index: int, lexicon: Lexicon) -> int:
    """Where "10-ти" and "3-х" end, cases of a cardinal; 0 where no such ending follows."""
    if not _hyphen_joins(tokens, index) or tokens.words[index + 2] not in lexicon.cardinal_suffixes:
        return 0
    return index + 3


def _hyphenated_scale(tokens: Tokens, index: int, lexicon: Lexicon) -> float:
    """The scale in "30-тысячный"; 0 where none is joined."""
    if not _hyphen_joins(tokens, index):
        return 0
    entry = lexicon.word(tokens.words[index + 2])
    return entry.value if entry is not None and entry.kind == "ordinal" and entry.value >= 1000 else 0


def _hyphen_joins(tokens: Tokens, index: int) -> bool:
    """Whether a hyphen joins the token to the next but one."""
    if index + 2 >= len(tokens.words) or tokens.words[index + 1] != "-":
        return False
    return tokens.ends[index] == tokens.starts[index + 1] and tokens.ends[index + 1] == tokens.starts[index + 2]


def _ordinal_end(tokens: Tokens, index: int, lexicon: Lexicon) -> int:
    """Where "23rd", "5-го", "12-е" ends; 0 where the digits are no ordinal."""
    words = tokens.words
    after = index + 1
    if after >= len(words) or tokens.starts[after] != tokens.ends[index]:
        return 0
    if words[after] in {"-", "\u2010", "\u2011"}:
        after += 1
    if (
        after < len(words)
        and words[after] in lexicon.ordinal_suffixes
        and tokens.starts[after] == tokens.ends[after - 1]
    ):
        return after + 1
    return 0


def _words(tokens: Tokens, index: int, lexicon: Lexicon) -> Numeral | None:
    """A chain of number words: "two hundred and five", "двадцать пять", "three thousand four hundred"."""
    chain = Chain()
    end = index
    while end < len(tokens.words):
        at = _joined(tokens, end, lexicon, chain) if end > index else end
        entry = lexicon.word(tokens.words[at])
        if entry is None or not chain.take(entry):
            break
        end = _after_stop(tokens, at + 1, entry)
        half = lexicon.half_after(tokens.words, end)
        if half and chain.total == 0:
            chain.group += 0.5
            end = half
        if chain.kind == "ordinal":
            break
    if end == index:
        return None
    value = chain.total + chain.group
    return Numeral(index, end, value, value, chain.kind, scale=chain.scale)


def _joined(tokens: Tokens, at: int, lexicon: Lexicon, chain: Chain) -> int:
    """Past the "and" of "six hundred and five"; the same place where it joins something else."""
    if not lexicon.joins(tokens.words, at) or chain.total + chain.group < 100:
        return at
    entry = lexicon.word(tokens.words[at + 1])
    return at + 1 if entry is not None and entry.kind in {"cardinal", "ordinal"} and 1 <= entry.value < 100 else at


def _after_stop(tokens: Tokens, at: int, entry: Word) -> int:
    """Past the full stop of an abbreviated scale: "14 тыс. человек"."""
    if entry.short and at < len(tokens.words) and tokens.words[at] == "." and tokens.ends[at - 1] == tokens.starts[at]:
        return at + 1
    return at


def _scaled(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> Numeral:
    """A number with the scale that follows it: "1.5 million", "100k", "3 dozen", "20-30 тысяч"."""
    half = lexicon.half_after(tokens.words, numeral.end)
    if half:
        numeral = replace(
            numeral, low=numeral.low + 0.5, high=(numeral.high or numeral.low) + 0.5, end=half, digits=False
        )
    while numeral.end < len(tokens.words):
        entry = lexicon.word(tokens.words[numeral.end])
        if entry is None or entry.kind != "scale":
            break
        gap = tokens.text[tokens.ends[numeral.end - 1] : tokens.starts[numeral.end]]
        follows = tokens.text[tokens.ends[numeral.end] : tokens.ends[numeral.end] + 1]
        if (entry.tight and (gap or follows.isdecimal())) or (
            entry.plural and "\n" in gap
        ):  # "2011", a new line, "Thousands of people"
            break
        if (entry.plural or entry.genitive) and numeral.digits and _YEAR.fullmatch(tokens.words[numeral.start]):
            break  # "On 11 October 2020 hundreds of people"
        if numeral.low * entry.value >= LARGEST or (numeral.scale > 1 and entry.value <= numeral.scale):
            break
        high = None if numeral.high is None else round(numeral.high * entry.value, 6)
        end = _after_stop(tokens, numeral.end + 1, entry)
        numeral = replace(
            numeral,
            low=round(numeral.low * entry.value, 6),
            high=high,
            end=end,
            scale=numeral.scale * entry.value,
            digits=False,
        )
    return numeral


def _vague(tokens: Tokens, index: int, entry: Word, lexicon: Lexicon) -> Numeral | None:
    """Vague words and scales alone: "dozens", "tens of thousands", "a few hundred", "тысяч пять", "a hundred"."""
    words = tokens.words
    at = _after_stop(tokens, index + 1, entry)
    if entry.kind == "scale":
        inverted = _inverted(tokens, index, entry, lexicon)
        if inverted is not None:
            return inverted
        if entry.tight or entry.short:
            return None
        if not entry.plural and not entry.genitive:
            return _words_after_one(tokens, index, entry, lexicon)
    key, scales, last = entry.vague, 0, entry
    while at < len(words) and scales < LONGEST_CHAIN:
        step = lexicon.after_link(words, at)
        following = lexicon.word(words[step]) if step < len(words) else None
        if following is None or following.kind != "scale" or following.scale is None or following.tight:
            break
        key, at = lexicon.combined(key, following), _after_stop(tokens, step + 1, following)
        scales, last = scales + 1, following
    if scales == 1 and entry.kind == "vague" and not last.plural:
        key = lexicon.named(entry.vague, key)
    return lexicon.vague(key, index, at, _alone(words, index, at, lexicon))


def _alone(words: tuple[str, ...], index: int, end: int, lexicon: Lexicon) -> float | None:
    entry = lexicon.word(words[index])
    return entry.value if entry is not None and entry.genitive and end == index + 1 else None


def _words_after_one(tokens: Tokens, index: int, entry: Word, lexicon: Lexicon) -> Numeral:
    """A scale without its "one": "a hundred", "тысяча двести", "hundred thousand"."""
    start = Numeral(index, _after_stop(tokens, index + 1, entry), entry.value, entry.value, scale=entry.value)
    numeral = _scaled(tokens, start, lexicon)
    at = numeral.end
    if lexicon.joins(tokens.words, at):
        at += 1
    following = lexicon.word(tokens.words[at]) if at < len(tokens.words) else None
    if following is None or following.kind != "cardinal" or entry.value < 100 or following.value < 1:
        return numeral
    rest = _words(tokens, at, lexicon)
    if rest is None or rest.low >= entry.value:
        return numeral
    return replace(numeral, end=rest.end, low=numeral.low + rest.low, high=numeral.low + rest.low, scale=1)


def _inverted(tokens: Tokens, index: int, entry: Word, lexicon: Lexicon) -> Numeral | None:
    """“тысяч пять”, “сотни две”: the scale goes first where the number is a guess."""
    if not lexicon.inverts or not (entry.plural or entry.genitive) or index + 1 >= len(tokens.words):
        return None
    following = lexicon.word(tokens.words[index + 1])
    if following is None or following.kind not in {"cardinal", "range"} or not 1 < following.value <= 90:
        return None
    after = lexicon.word(tokens.words[index + 2]) if index + 2 < len(tokens.words) else None
    if after is not None and after.kind == "scale":
        return None
    high = following.value if following.high is None else following.high
    return Numeral(index, index + 2, following.value * entry.value, high * entry.value, scale=entry.value)


def negative_number(tokens: Tokens, index: int) -> bool:
    """A minus that stands free before its number: a temperature."""
    if not index or tokens.words[index - 1] not in "-\u2212\u2013" or tokens.ends[index - 1] != tokens.starts[index]:
        return False
    if not tokens.words[index][0].isdecimal():
        return False
    return index == 1 or (
        tokens.ends[index - 2] != tokens.starts[index - 1] and not tokens.words[index - 2][0].isdecimal()
    )
