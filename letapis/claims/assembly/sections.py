"""Parts of a text that have a day of their own: what stands below a date, lines of a chat, a mail quoted with its date.

Relative words in them ("last Sunday") are read from that day, not from the day the whole was published.
"""

from __future__ import annotations

from collections.abc import Sequence

from letapis.claims.dates import DateSpan
from letapis.claims.tokens import Tokens
from letapis.claims.words import Words
from letapis.sources.moment import Moment

HEADING_WORDS = 4  # words beside the date that a heading may have
STAMPS = 3  # days in brackets that make a chat
NEAR = 6  # tokens between "wrote in an email" and its date

SIGNED_PARAGRAPHS = 4  # a date under a text stands in one of its last paragraphs
LONGEST_DELAY = 90  # days between the writing of a text and its publication

Section = tuple[int, int, Moment]


def sections(tokens: Tokens, dates: Sequence[DateSpan], lists: Words) -> tuple[Section, ...]:
    """Characters [start, end) with their day, in order, never overlapping."""
    days = [span for span in dates if span.moment is not None]
    stamps = [span for span in days if span.token > 0 and tokens.words[span.token - 1] == "["]
    if len(stamps) >= STAMPS:  # a chat: each line from its stamp to the next
        return tuple(_below([(span.end, span.moment) for span in stamps if span.moment], len(tokens.text)))
    headings: list[tuple[int, Moment]] = []
    mails: list[Section] = []
    position = 0
    for start, end in tokens.paragraphs:
        while position < len(days) and days[position].token < start:
            position += 1
        if position < len(days) and days[position].token < end:
            moment = days[position].moment
            assert moment is not None
            if _is_heading(tokens, lists, start, end, days[position]):
                headings.append((tokens.ends[end - 1], moment))
            elif _is_mail(tokens, lists, start, end, days[position]):
                mails.append((tokens.ends[days[position].token_end - 1], tokens.ends[end - 1], moment))
    return tuple(mails) if mails else tuple(_below(headings, len(tokens.text)))


def _below(headings: list[tuple[int, Moment]], length: int) -> list[Section]:
    """What stands below each heading, up to the next one."""
    ends = [*(start for start, _ in headings[1:]), length][: len(headings)]
    return [(start, end, moment) for (start, moment), end in zip(headings, ends, strict=True) if start < end]


def _is_heading(tokens: Tokens, lists: Words, start: int, end: int, span: DateSpan) -> bool:
    """Whether a paragraph is little more than a date."""
    if end - start > HEADING_WORDS + 8:
        return False
    others = [i for i in range(start, end) if tokens.words[i][0].isalnum() and not span.token <= i < span.token_end]
    return len(others) <= HEADING_WORDS and not any(lists.has("verbs", tokens.words[i]) for i in others)


def _is_mail(tokens: Tokens, lists: Words, start: int, end: int, span: DateSpan) -> bool:
    """Whether the date is that of a mail or a letter: "wrote in a Nov. 10 email"."""
    near = range(max(start, span.token - NEAR), min(end, span.token_end + 2))
    return any(lists.has("mails", tokens.words[i]) for i in near) and any(
        lists.has("wrote", tokens.words[i]) for i in near
    )


def signed(tokens: Tokens, dates: Sequence[DateSpan], lists: Words, published: Moment | None) -> Moment | None:
    """The day under a text, where its last part has one and it is earlier than that of publication."""
    if published is None:
        return None
    last = dict(tokens.paragraphs[-SIGNED_PARAGRAPHS:])
    for span in reversed(dates):
        moment = span.moment
        if moment is None or span.token not in last or not span.year_given:
            continue
        alone = (
            _is_heading(tokens, lists, span.token, last[span.token], span)
            and len(tokens.paragraphs) > SIGNED_PARAGRAPHS
        )
        if alone and 0 < (published.day - moment.day).days <= LONGEST_DELAY:
            return moment
    return None
