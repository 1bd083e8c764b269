"""Claims from a reading: each act of each sentence with its slots, then one claim for each occurrence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letapis.claims.acts.lexicon import VERBAL, Hit, Refused
from letapis.claims.assembly.draft import Draft
from letapis.claims.assembly.event import day_of_event
from letapis.claims.assembly.join import joined
from letapis.claims.assembly.lengths import take_up
from letapis.claims.assembly.lists import listed
from letapis.claims.assembly.place import place_of
from letapis.claims.assembly.rolls import rolls
from letapis.claims.assembly.shared import share, share_actors, told_of
from letapis.claims.assembly.stand import Spot, Stand, stands
from letapis.claims.assembly.terms import terms
from letapis.claims.assembly.time import date_of, status_by_day
from letapis.claims.assembly.turnout import turnout
from letapis.claims.claim import DateInterval
from letapis.claims.learning.choosing import chosen, offered
from letapis.claims.learning.weights import DATE, PLACE
from letapis.claims.sentences import attribution, scope
from letapis.claims.sentences.clauses import Clause, clauses
from letapis.claims.sentences.counted import Counted, count_of
from letapis.claims.sentences.frames import Frame, frame_of, is_noun
from letapis.claims.sentences.modality import Cue, modality, status_of
from letapis.claims.sentences.participants import participants, tells_of_persons
from letapis.claims.sentences.reading import Reading

TO_SUFFERERS = frozenset({"dialogue", "aid"})  # acts whose object may be detainees or prisoners
# Acts that are done by saying so: who announces a reform is no source for it.
OWN_WORDS = frozenset(
    {"appeal", "condemnation", "concession", "smear", "threat", "dialogue", "sanction", "resignation"}
)
NEAR = 5  # tokens between a noun of an act and the date or place that makes it an occurrence
PHRASE = 6  # tokens before a noun in which the word may stand that governs it
CONTEXT = 80  # tokens back in the paragraph that may tell what kind of act it is
CONTEXTS = {"assault": ("torture", "in_custody"), "demonstration": ("progovernment_rally", "in_support")}
NARROWER = {"demonstration": "progovernment_rally"}  # the type that tells of the same gathering more closely
SUPPORTED = 4  # tokens behind a word of support within which those in power stand
LONGEST_TITLE = 20
REMEMBERED = 4  # acts back that a list may go on with
LONGEST_SENTENCE = 400  # tokens read together; a longer "sentence" is read in stretches of this length


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of tokens [start, end) with what its acts share."""

    start: int
    end: int
    stand: Stand
    hits: tuple[Hit, ...]
    clauses: tuple[Clause, ...]
    cues: tuple[Cue, ...]
    said: tuple[attribution.Said, ...]
    title: bool = False
    paragraph: int = 0  # first token of its paragraph
    scopes: frozenset[str] = frozenset()  # names of its scope cues


def assemble(reading: Reading) -> tuple[Draft, ...]:
    """The drafts of all claims of a text, in its order."""
    speakers = attribution.speakers(reading)
    drafts: list[Draft] = []
    event: DateInterval | None = None
    for each in _sentences(reading):
        sentence = replace(each, stand=replace(each.stand, event=event)) if event is not None and each.hits else each
        found: list[Draft] = []
        for hit in sentence.hits:
            found += _drafts(reading, sentence, hit, speakers, found)
        share_actors(found)
        heads = [hit.head for hit in sentence.hits]
        found += [_placed(reading, sentence, draft) for draft in terms(reading, sentence.start, sentence.end, heads)]
        found += rolls(reading, (sentence.start, sentence.end), sentence.stand, [*drafts[-8:], *found])
        _parts(drafts, found)
        take_up(drafts, found)
        found += listed(reading, (sentence.start, sentence.end), [*_going_on(drafts), *found], heads, sentence.said)
        told_of(reading, found, drafts)
        event = day_of_event(reading, found, event)
        drafts += found
    kept = joined(drafts)
    staying = {id(draft) for draft in kept}
    for draft in drafts:
        if id(draft) not in staying:
            rule = "title" if draft.title else "told already"
            reading.refused.append(Refused(draft.first, draft.stop, draft.type, draft.form, rule))
    return kept


def _going_on(drafts: Sequence[Draft]) -> list[Draft]:
    """The act that a list may go on with: the last one, over those that did not take place."""
    return [draft for draft in drafts[-REMEMBERED:] if draft.status != "denied"][-1:]


def _parts(before: Sequence[Draft], found: Sequence[Draft]) -> None:
    """A number told as a part of an earlier one is a subset of it: "713 were detained. 570 of them are held"."""
    for draft in found:
        whole = before[-1] if before and draft.subset and draft.part_of is None else None
        if whole is not None and whole.type == draft.type and whole.count is not None and draft.date == whole.date:
            draft.part_of = whole.part_of or whole
            draft.place, draft.said_by = draft.place or whole.place, draft.said_by or whole.said_by


def _placed(reading: Reading, sentence: Sentence, draft: Draft) -> Draft:
    """A draft without date and place of its own, with those of its sentence or of the narrative."""
    whole = (sentence.start, sentence.end)
    spot = Spot(draft.type, draft.head, whole, whole, sentence.stand)
    draft.sentence = sentence.start
    draft.date, draft.date_rule, _ = date_of(reading, spot)
    draft.place, draft.place_rule, _ = place_of(reading, spot)
    return draft


def _sentences(reading: Reading) -> Iterator[Sentence]:
    """The sentences that hold an act; their neighbours are not looked at again."""
    words = reading.tokens.words
    for (start, end), stand in zip(reading.tokens.sentences, stands(reading), strict=True):
        for left in range(start, end, LONGEST_SENTENCE):
            right = min(left + LONGEST_SENTENCE, end)
            hits = _acts(reading, left, right)
            if not hits:
                yield Sentence(left, right, stand, (), (), (), ())
                continue
            heads = frozenset(hit.head for hit in hits if hit.form in VERBAL)
            yield Sentence(
                left,
                right,
                stand,
                hits,
                clauses(words, left, right, reading.words, heads),
                tuple(cue for cue in modality(reading.language).cues(words, left, right) if _is_cue(reading, cue)),
                attribution.sources(reading, left, right),
                left == 0 and _is_title(reading, right),
                reading.paragraph_of(left),
                scope.cues(reading, left, right),
            )


def _is_cue(reading: Reading, cue: Cue) -> bool:
    """Whether a cue is no part of a number: "not less than 40" denies nothing."""
    return not any(
        item.first <= cue.start < item.stop and not item.span.negated
        for item in reading.counts.within(cue.start - 1, cue.end)
    )


def _is_title(reading: Reading, end: int) -> bool:
    """Whether the first sentence is a paragraph of its own without a full stop."""
    first = reading.tokens.paragraphs[0]
    return end == first[1] and end <= LONGEST_TITLE and reading.tokens.words[end - 1] not in ".!?"


def _acts(reading: Reading, start: int, end: int) -> tuple[Hit, ...]:
    """The acts of a sentence; where a word may be a verb or a noun ("arrests") its neighbours decide."""
    words = reading.tokens.words
    hits = reading.lexicon.hits(words, start, end, reading.refused, lambda hit: _elsewhere(reading, hit))
    verbal = {(hit.act.type, hit.head) for hit in hits if hit.form in VERBAL}
    nominal = {(hit.act.type, hit.head) for hit in hits if hit.form not in VERBAL}
    led = {(hit.act.type, hit.head) for hit in hits if hit.form in VERBAL and hit.start < hit.head}  # "made arrests"
    kept = []
    for hit in hits:
        key = (hit.act.type, hit.head)
        both = key in verbal and key in nominal
        as_noun = both and key not in led and is_noun(reading, hit.head, start, end)
        if not both or (hit.form not in VERBAL) == as_noun:
            kept.append(hit)
        else:
            _refuse(reading, hit, "verb or noun")
    return tuple(kept)


def _refuse(reading: Reading, hit: Hit, rule: str, words: str = "") -> None:
    """Note why the words of an act make no claim: `letapis explain` shows it."""
    reading.refused.append(Refused(hit.start, hit.end, hit.act.type, hit.act.name, rule, words))


def _elsewhere(reading: Reading, hit: Hit) -> bool:
    """Whether the word is part of a date or a name: "12 March", "Hunger Strike Street"; not "missing since May"."""
    last = hit.end - 1
    if reading.dates.covers(hit.head):
        return True
    return reading.dates.covers(last) and not reading.words.has("stops", reading.tokens.words[last])


def _drafts(
    reading: Reading, sentence: Sentence, hit: Hit, speakers: Sequence[attribution.Said], before: Sequence[Draft]
) -> list[Draft]:
    """The drafts of a hit; where its entry refuses it, those of the next entry that reads the same words."""
    for each in (hit, *hit.otherwise):
        within = sentence
        if each is not hit:
            within = replace(sentence, hits=tuple(each if other is hit else other for other in sentence.hits))
        drafts = _drafts_of(reading, within, each, speakers, before)
        if drafts:
            return drafts
    return []


def _drafts_of(
    reading: Reading, sentence: Sentence, hit: Hit, speakers: Sequence[attribution.Said], before: Sequence[Draft]
) -> list[Draft]:
    clause = _clause_of(sentence, hit)
    against = _against(reading, sentence, hit, clause)
    if against is not None:
        _refuse(reading, hit, *against)
        return []
    status, cue = status_of(sentence.cues, (hit.start, hit.head), (clause.start, clause.end))
    status = hit.act.status or status
    if status == "unreal":
        _refuse(reading, hit, "unreal", reading.text(cue.start, cue.end) if cue else "")
        return []
    frame = frame_of(reading, hit, clause)
    counted = _count(reading, sentence, frame)
    draft = _draft(reading, sentence, frame, counted, status)
    if hit.form == "nouns" and not hit.act.bare and not _stated(reading, sentence, frame, draft):
        _refuse(reading, hit, "bare noun")
        return []
    share(reading, hit, clause, draft, before)
    draft.said_by = _said_by(reading, sentence, speakers, hit, draft)
    draft.type = _in_context(reading, sentence, draft)
    if cue is not None:
        draft.why("status", cue.status, reading.text(cue.start, cue.end))
    return [draft, *turnout(reading, draft, sentence.hits, sentence.end)]


def _in_context(reading: Reading, sentence: Sentence, draft: Draft) -> str:
    """The type that the paragraph gives a blow or a rally: in a cell, or in support of those in power."""
    turned = CONTEXTS.get(draft.type)
    if turned is None:
        return draft.type
    kind, name = turned
    start = max(draft.head - CONTEXT, sentence.paragraph)
    if not _tells(reading, start, draft.head + 1, name):
        return draft.type
    draft.why("type", f"context: {name}", "")
    return kind


def _tells(reading: Reading, start: int, end: int, name: str) -> bool:
    """Whether a word tells of the context: "in support of" only with the power behind it, not with anybody's name."""
    words, lists = reading.tokens.words, reading.words
    if lists.has_any(name, words[start:end]):
        return True
    if name != "in_support" or not lists.has_any("support", words[start:end]):
        return False
    supports = [index for index in range(start, end) if lists.has("support", words[index])]
    return any(lists.has_any("rulers", words[index + 1 : index + 1 + SUPPORTED]) for index in supports)


def _clause_of(sentence: Sentence, hit: Hit) -> Clause:
    for clause in sentence.clauses:
        if clause.start <= hit.head < clause.end:
            return clause
    return Clause(hit.start, hit.end)


def _against(reading: Reading, sentence: Sentence, hit: Hit, clause: Clause) -> tuple[str, str] | None:
    """The rule of the clause that speaks against an act, or that its word is an attribute: "four jailed leaders"."""
    words = reading.tokens.words
    act, lexicon = hit.act, reading.lexicon
    part = _part_of_another(sentence, hit, clause)
    if part:
        return part, ""
    word = lexicon.word_of(words, clause.start, clause.end, act.without) if act.without else ""
    if word:
        return "without", word
    if act.needs and not lexicon.has(words, clause.start, clause.end, act.needs):
        return "needs", ""
    if act.persons and not tells_of_persons(reading, sentence.start, clause.end):
        return "no person", ""
    if hit.form == "verbs" and hit.head == hit.start and _attribute(reading, hit, sentence.start, sentence.end):
        return "attribute", ""
    return None


def _object_of_help(sentence: Sentence, hit: Hit, clause: Clause) -> bool:
    """Whether those an act was done to are only met or helped here: "the envoy visited 30 detainees"."""
    return any(
        other.form == "verbs" and other.act.type in TO_SUFFERERS and clause.start <= other.head < hit.start
        for other in sentence.hits
    )


def _part_of_another(sentence: Sentence, hit: Hit, clause: Clause) -> str:
    """The rule by which words only tell of those whom another act of the clause is about; empty where none does."""
    if hit.form == "results" and _object_of_help(sentence, hit, clause):
        return "object of help"
    narrower = NARROWER.get(hit.act.type)
    others = (hit.act.alone or narrower) and any(
        (other.act.type == narrower if narrower else other.act.type != hit.act.type)
        and clause.start <= other.head < clause.end
        and (narrower or not hit.start <= other.head < hit.end)
        for other in sentence.hits
    )
    if not others:
        return ""
    return "same gathering" if narrower else "not alone"


def _attribute(reading: Reading, hit: Hit, start: int, end: int) -> bool:
    """A participle between a determiner or a number and a noun says what somebody is, not what was done."""
    words = reading.tokens.words
    if hit.head + 1 >= end or not words[hit.head].endswith(("ed", "en")) or not words[hit.head + 1][0].isalpha():
        return False
    single = hit.end - hit.start == 1
    if hit.head > start and words[hit.head - 1] == "for":
        return True
    noun = range(hit.head + 1, min(hit.head + (2 if single else 3), end))  # "four jailed strike leaders"
    if not any(reading.words.kinds(words[index]) & {"persons", "person"} for index in noun):
        return False
    if hit.head == start:
        return False
    before = hit.head - 1
    return (
        reading.words.has("determiners", words[before])
        or reading.counts.covers(before)
        or (single and reading.words.has("stops", words[before]))
    )


def _count(reading: Reading, sentence: Sentence, frame: Frame) -> Counted | None:
    """The count within the clause; for a clause without a subject, within the clause before it as well."""
    clause = frame.clause
    found = _in_units(count_of(reading, frame, sentence.hits, clause.start, clause.end), frame.hit)
    if found is not None:
        return found
    position = sentence.clauses.index(clause) if clause in sentence.clauses else 0
    if position and _without_subject(reading, frame):
        before = sentence.clauses[position - 1]
        if position > 1 and reading.words.has("relatives", before.opener):
            main = sentence.clauses[position - 2]  # "a driver, who had blocked the street, is held"
            before = Clause(main.start, before.start)
        widened = Frame(
            frame.hit,
            Clause(before.start, clause.end),
            "passive" if _shares_auxiliary(reading, frame, before) else frame.voice,
            (before.start, clause.end),
            frame.object,
            frame.agent,
        )
        return _in_units(count_of(reading, widened, sentence.hits, before.start, clause.end), frame.hit)
    return None


def _in_units(counted: Counted | None, hit: Hit) -> Counted | None:
    """Things that an act of organisations counts are organisations: "14 funds that are to be closed"."""
    if counted is None or counted.count.unit != "things" or hit.act.units[0] != "organisations":
        return counted
    return replace(counted, count=replace(counted.count, unit="organisations"))


def _shares_auxiliary(reading: Reading, frame: Frame, before: Clause) -> bool:
    """Whether a verb without an object goes on from a passive: "was taken away and let go"."""
    if frame.voice != "active" or frame.object[0] < frame.object[1]:
        return False
    return reading.words.has_any("auxiliaries", reading.tokens.words[before.start : before.end])


def _without_subject(reading: Reading, frame: Frame) -> bool:
    """A clause that opens with its verb, or with a relative pronoun, takes its subject from the clause before."""
    if frame.voice in {"noun", "result"}:
        return False
    first, stop = frame.subject
    return (
        first >= stop
        or reading.words.has("relatives", reading.tokens.words[first])
        or bool(frame.clause.opener in {"who", "which", "that"})
    )


def _stated(reading: Reading, sentence: Sentence, frame: Frame, draft: Draft) -> bool:
    """Whether a noun of an act stands for an occurrence: counted, dated or placed in its clause, or said to occur."""
    clause, hit = frame.clause, frame.hit
    if draft.count is not None:
        return True
    if reading.tokens.words[clause.end : clause.end + 1] == (":",) and not _verbal(reading, clause):
        return False  # a label: "Protests in Hungary: ..."
    alone = not any(other is not hit and clause.start <= other.head < clause.end for other in sentence.hits)
    if alone and not _governed(reading, hit, clause):
        placed = draft.date_rule == "date in clause" or draft.place_rule == "place in clause"
        return placed or _occurs(reading, clause.start, clause.end)
    near_place = any(_leads_to(reading, hit.end, item.first) for item in reading.places.within(hit.end, clause.end))
    near_date = any(abs(item.first - hit.head) <= NEAR for item in reading.dates.within(clause.start, clause.end))
    around = max(hit.start - 1, clause.start), min(hit.end + 3, clause.end)
    return near_place or near_date or _occurs(reading, *around)


def _leads_to(reading: Reading, start: int, end: int) -> bool:
    """Whether a few words lead from a noun to the place it was in: over a comma only behind "in" and the like."""
    words = reading.tokens.words[start:end]
    placed = bool(words) and reading.words.has("locative", words[0])
    return len(words) <= NEAR and (placed or all(word[0].isalnum() for word in words))


def _occurs(reading: Reading, start: int, end: int) -> bool:
    return reading.words.has_any("occur", reading.tokens.words[start:end])


def _verbal(reading: Reading, clause: Clause) -> bool:
    return reading.words.has_any("verbs", reading.tokens.words[clause.start : clause.end])


def _governed(reading: Reading, hit: Hit, clause: Clause) -> bool:
    """Whether the noun only hangs on another word: "journalists covering the protests", "arrests after the rally".

    A preposition that opens the clause does not count: "Amid ongoing protests ..." states them.
    """
    words = reading.tokens.words
    for index in range(hit.start - 1, max(hit.start - PHRASE, clause.start), -1):
        if reading.words.has("governs", words[index]):
            return True
        if reading.words.has("verbs", words[index]) or not words[index][0].isalnum():
            return False
    return False


def _said_by(
    reading: Reading, sentence: Sentence, speakers: Sequence[attribution.Said], hit: Hit, draft: Draft
) -> str | None:
    own = draft.type in OWN_WORDS
    said = attribution.covering(reading, sentence.said, hit, own=own)
    if said:
        source = attribution.source_of(reading, said, draft.counted)
        return None if own and source in draft.who else source
    return next((said.source for said in speakers if said.start <= draft.head < said.end), None)


def _draft(reading: Reading, sentence: Sentence, frame: Frame, counted: Counted | None, status: str) -> Draft:
    hit, clause = frame.hit, frame.clause
    whole = (sentence.start, sentence.end)
    spot = Spot(hit.act.type, hit.head, (clause.start, clause.end), whole, sentence.stand, status)
    count = counted.count if counted is not None else None
    status = status_by_day(reading, spot, noun=hit.form not in VERBAL)
    spot = Spot(spot.kind, spot.head, spot.clause, whole, sentence.stand, status, count)
    first, stop = _quote(reading, sentence, hit, counted)
    draft = Draft(type=hit.act.type, first=first, stop=stop, status=spot.status, head=hit.head, form=hit.form)
    draft.sentence, draft.title = sentence.start, sentence.title
    draft.definition = hit.act.definition
    draft.voice = frame.voice
    draft.why("type", hit.act.name, reading.text(hit.start, hit.end))
    _when_and_where(reading, spot, draft)
    _counted(reading, draft, counted, sentence)
    earlier = [each for each in sentence.clauses if each.end <= clause.start]
    draft.who, draft.whom = participants(reading, frame, draft.counted, earlier)
    draft.why("who", frame.voice if draft.who else "", ", ".join(draft.who))
    draft.why("whom", frame.voice if draft.whom else "", ", ".join(draft.whom))
    return draft


def _when_and_where(reading: Reading, spot: Spot, draft: Draft) -> None:
    """Date and place: by the rules in their turn, or by what was learned among all that the text offers."""
    date, place = date_of(reading, spot), place_of(reading, spot)
    weights = reading.weights
    if weights is not None:
        draft.offered = offered(reading, spot, date, place, weights)
        date = chosen(weights, DATE, draft.offered.date, date)
        place = chosen(weights, PLACE, draft.offered.place, place)
    draft.date, draft.date_rule, words = date
    draft.why("date", draft.date_rule, words)
    draft.place, draft.place_rule, words = place
    draft.why("place", draft.place_rule, words)


def _counted(reading: Reading, draft: Draft, counted: Counted | None, sentence: Sentence) -> None:
    """The count with what hangs on it: scope, basis and as-of."""
    if counted is not None:
        draft.count, draft.counted = counted.count, (counted.first, counted.stop)
        draft.subset = any(item.span.subset for item in reading.counts.within(counted.first, counted.stop))
        draft.why("count", counted.rule, reading.text(counted.first, counted.stop))
    whole = (sentence.start, sentence.end)
    named = scope.dated(reading, whole, sentence.scopes, draft.date, draft.date_rule)
    stated = scope.stated_moment(reading, *whole, draft.head)
    draft.scope, rule = scope.scope_of(named, draft.date, draft.count, stated)
    draft.basis = scope.basis_of(named, draft.count, counted.rule if counted else "")
    if draft.scope == "total" or draft.count is not None:
        draft.as_of = scope.as_of(draft.scope, draft.date, stated, reading.published)
    draft.why("scope", rule if draft.scope == "total" else "", "")


def _quote(reading: Reading, sentence: Sentence, hit: Hit, counted: Counted | None) -> tuple[int, int]:
    """The clause with the act and its number, and what goes on from it without an act of its own."""
    clause = _clause_of(sentence, hit)
    first, stop = min(clause.start, hit.start), max(clause.end, hit.end)
    for following in sentence.clauses:
        if following.start == stop + 1 and reading.tokens.words[stop].isalpha() and not _has_hit(sentence, following):
            stop = following.end
    if counted is not None and counted.rule != "one person":  # who was told of before needs no quoting
        first, stop = min(first, counted.first), max(stop, counted.stop)
    return first, stop


def _has_hit(sentence: Sentence, clause: Clause) -> bool:
    return any(clause.start <= hit.head < clause.end for hit in sentence.hits)
