"""Persons by name: given names with surnames, initials, surnames behind a word of office or met before in the text."""

from __future__ import annotations

from letapis.claims.people.given_names import is_given_name, is_patronymic
from letapis.claims.people.lexicon import Lexicon, group_word, is_org_head, is_role, lexicon
from letapis.claims.people.span import PersonSpan, span_of
from letapis.claims.places.lexicon import derived, folded, named
from letapis.claims.tokens import Tokens
from letapis.names.endings import stem
from letapis.vocabulary.gazetteer import place

LONGEST = 5
SHORTEST_GIVEN = 4


def persons(tokens: Tokens, language: str, taken: frozenset[int]) -> list[PersonSpan]:
    """All persons of a text; tokens of `taken` belong to bodies that are known by name."""
    reader = Names(tokens, language, taken)
    found = reader.full_names()
    surnames = {_surname_key(tokens, span) for span in found}
    held = {index for span in found for index in range(span.first, span.stop)}
    return found + reader.single_names(surnames - {""}, held)


def _surname_key(tokens: Tokens, span: PersonSpan) -> str:
    return stem(tokens.words[span.stop - 1].removesuffix("'s")) if span.stop - span.first > 1 else ""


class Names:
    """The search through one text."""

    def __init__(self, tokens: Tokens, language: str, taken: frozenset[int]) -> None:
        self.tokens, self.language, self.taken = tokens, language, taken
        self.words = tokens.words
        self.lexicon: Lexicon = lexicon(language)
        self._cyrillic = language in ("ru", "be", "uk")
        self.sentence_starts = {first for first, _ in tokens.sentences}
        text = tokens.text
        self.capital = [text[start].isupper() for start in tokens.starts]

    def full_names(self) -> list[PersonSpan]:
        """Names of more than one part, from left to right."""
        found: list[PersonSpan] = []
        index, count = 0, len(self.words)
        while index < count:
            stop = 0
            if self.capital[index] and index not in self.taken:
                stop = self._initials(index) or self._given(index) or self._shortened(index)
                stop = stop or self._capitalised(index)
            if stop:
                found.append(span_of(self.tokens, "PER", index, stop))
                index = stop
            else:
                index += 1
        return found

    def _initial(self, index: int) -> bool:
        """A letter with its full stop."""
        return (
            index + 1 < len(self.words)
            and len(self.words[index]) == 1
            and self.capital[index]
            and self.words[index + 1] == "."
        )

    def _initials(self, index: int) -> int:
        """`A. B. Surname`, `A. B.`: where it ends, 0 where there is none."""
        if not self._initial(index):
            return 0
        at = index + 2
        while self._initial(at) and self._near(at):
            at += 2
        if at < len(self.words) and self._near(at) and self._name_part(at):
            return at + 1
        return at if at >= index + 4 else 0

    def _near(self, index: int) -> bool:
        """Whether a token follows the one before with at most a blank."""
        gap = self.tokens.starts[index] - self.tokens.ends[index - 1]
        return gap <= 1 and (gap == 0 or self.tokens.text[self.tokens.ends[index - 1]] != "\n")

    def _name_part(self, index: int) -> bool:
        """Whether a token may be part of a person's name."""
        word = self.words[index]
        if index in self.taken or not self.capital[index] or len(word) < 2 or not word[0].isalpha():
            return False
        raw = self.tokens.raw(index)
        if len(raw) > 1 and raw.isupper() and not is_given_name(word):
            return False
        return word not in self.lexicon.not_names and not is_org_head(word, self.language)

    def _given(self, index: int) -> int:
        """A given name with patronymic and surname, or a surname before a given name: where it ends."""
        words, count = self.words, len(self.words)
        if not is_given_name(words[index]) or words[index] in self.lexicon.not_names:
            return self._surname_first(index)
        at = index + 1
        while at < count and at - index < LONGEST and self._near(at):
            if at - index >= 2 and is_given_name(words[at]) and not is_patronymic(words[at]) and self._cyrillic:
                break
            if self._name_part(at) or self._initial(at):
                at += 2 if self._initial(at) else 1
            elif self._particle(at):
                at += 1
            else:
                break
            if words[at - 1].endswith("'s"):
                break
        if at == index + 1:
            return 0
        return at

    def _shortened(self, index: int) -> int:
        """A given name that no list holds before a surname of one letter, as reports hide one: "Зебунисо Г."."""
        after = index + 1
        if not self._initial(after) or not self._near(after) or not self._foreign_part(index):
            return 0
        return 0 if len(self.words[index]) < SHORTEST_GIVEN or self._initial(after + 2) else after + 2

    def _particle(self, index: int) -> bool:
        """`al` before a name, or joined to one: `al-Bashir`."""
        head, _, rest = self.tokens.raw(index).partition("-")
        if rest:
            return head.lower() in self.lexicon.particles and rest[0].isupper()
        return head in self.lexicon.particles and index + 1 < len(self.words) and self.capital[index + 1]

    def _surname_first(self, index: int) -> int:
        """`Бокун Анатоль`, `Бокун А. К.`"""
        after = index + 1
        if (
            after >= len(self.words)
            or not self._near(after)
            or not self._name_part(index)
            or not self._surname_like(index)
        ):
            return 0
        if index in self.sentence_starts and not self.words[index].endswith(ALONE_ENDINGS):
            return 0
        if self._initial(after) and not self._initial(index):
            stop = after + 2
            while self._initial(stop) and self._near(stop):
                stop += 2
            return stop if index not in self.sentence_starts or stop - after > 2 else 0
        if self.capital[after] and is_given_name(self.words[after]):
            stop = after + 1
            if stop < len(self.words) and self._near(stop) and is_patronymic(self.words[stop]):
                return stop + 1
            follows = stop < len(self.words) and self._near(stop) and self._name_part(stop)
            return 0 if follows else stop
        return 0

    def _surname_like(self, index: int) -> bool:
        word = self.words[index].removesuffix("'s")
        if self.language not in ("ru", "be", "uk"):
            return False
        endings = self.lexicon.surname_endings
        return len(word) > 4 and (word.endswith(endings) or stem(word).endswith(endings)) and not self._is_place(word)

    def _is_place(self, word: str) -> bool:
        bare = folded(word)
        senses = named(bare, self.language)
        if senses:
            known = place(senses[0].place)
            return known is not None and (
                known.kind in ("country", "region") or known.population > 100_000 or known.country == "Belarus"
            )
        return bool(derived(bare))

    def _capitalised(self, index: int) -> int:
        """Two or three capitalised words that are nothing else, in a Latin text: where they end."""
        if self._cyrillic and self.words[index].isascii():
            return 0
        if index in self.sentence_starts and self._cyrillic and not self._surname_like(index):
            return 0
        if not self._foreign_part(index) or (index in self.sentence_starts and not self._rare(index)):
            return 0
        at = index + 1
        while at < len(self.words) and at - index < 4 and self._near(at):
            if self._foreign_part(at) or self._particle(at):
                at += 1
            else:
                break
            if self.words[at - 1].endswith("'s"):
                break
        if at < len(self.words) and self._near(at) and is_org_head(self.words[at], self.language) and self.capital[at]:
            return 0
        if self._cyrillic and any(
            self.words[i].endswith(ADJECTIVAL) and not self._surname_like(i) for i in range(index, at)
        ):
            return 0
        return at if at - index in (2, 3, 4) else 0

    def _foreign_part(self, index: int) -> bool:
        word = self.words[index]
        if not self._name_part(index) or is_role(word, self.language) or group_word(word, self.language):
            return False
        return not self._is_place(word)

    def _rare(self, index: int) -> bool:
        """At the start of a sentence a capital tells nothing: the word must not look like a common one."""
        word = self.words[index]
        return not word.endswith(("ing", "ed", "ly", "s", "ion", "ых", "ые", "ие", "ого", "ыя", "ія"))

    def single_names(self, surnames: set[str], held: set[int]) -> list[PersonSpan]:
        """Surnames alone: met before in the text, behind a word of office, or of a surname's form."""
        found: list[PersonSpan] = []
        for index, word in enumerate(self.words):
            if not self.capital[index] or index in held or index in self.taken or not self._name_part(index):
                continue
            bare = word.removesuffix("'s")
            if stem(bare) in surnames or self._after_role(index) or self._alone(index, bare):
                found.append(span_of(self.tokens, "PER", self._name_before(index, held), index + 1))
        return found

    def _name_before(self, index: int, held: set[int]) -> int:
        """Where the name begins: a given name that no list holds may stand before a surname that is known."""
        before = index - 1
        known = stem(self.words[index].removesuffix("'s")) in self.lexicon.known and before >= 0
        if not known or before in self.sentence_starts or before in held or not self._near(index):
            return index
        return before if self._foreign_part(before) and not self.words[before].endswith(ADJECTIVAL) else index

    def _after_role(self, index: int) -> bool:
        before = index - 1
        if before < 0 or not self._near(index) or not is_role(self.words[before], self.language):
            return False
        return self._foreign_part(index)

    def _alone(self, index: int, word: str) -> bool:
        if stem(word) in self.lexicon.known:
            return True
        if is_role(word, self.language) or group_word(word, self.language):
            return False
        if is_given_name(word) and index not in self.sentence_starts:
            return not self._is_place(word)
        if index in self.sentence_starts and not word.endswith(SURE_ENDINGS):
            return False
        return self._cyrillic and len(word) > 5 and word.endswith(ALONE_ENDINGS) and not self._is_place(word)


SURE_ENDINGS = ("енко", "енка", "анка", "ович", "евич", "авіч", "евіч", "швили", "швілі")
ADJECTIVAL = (
    "ая",
    "яя",
    "ый",
    "ий",
    "ое",
    "ее",
    "ого",
    "его",
    "ой",
    "ым",
    "им",
    "ых",
    "их",
    "ом",
    "ую",
    "ые",
    "ие",
    "ага",
    "ай",
    "ыя",
    "ія",
    "ае",
    "скі",
)
# A surname that stands alone is told by these, in any case; those in -ский are too often adjectives.
ALONE_ENDINGS = (
    *SURE_ENDINGS,
    *(f"{root}{case}" for root in ("ов", "ев", "ин") for case in ("", "а", "у", "ым", "ой")),
    *(
        f"{root}{case}"
        for root in ("ович", "евич", "авіч", "евіч", "чук")
        for case in ("а", "у", "ем", "ом", "ам", "е")
    ),
    *("оў", "аў", "еў", "ёў", "дзе", "чук", "енку", "енкам"),
)
