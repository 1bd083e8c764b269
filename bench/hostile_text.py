"""Hostile texts through the coder: ten times the text must cost about ten times the time, whatever the text is made of.

Each shape is coded at a tenth and at its full length, in processor time, with the garbage collector held as the command
holds it. What is looked for is growth: a search inside a search shows as a hundred times, not as eleven.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Row, show

from letapis.claims.rules import RuleCoder
from letapis.sources.document import Document
from letapis.sources.moment import Moment

GROWTH = 14  # times the time for ten times the text; what is above ten is memory and the garbage collector
LONG, SENTENCE, LINES = 5_000_000, 200_000, 1_000_000
FLOOR = 0.02  # seconds; what takes less is no measure

SHAPES: tuple[tuple[str, str, str, int], ...] = (
    ("a report of 5 MB, English", "en", "Police detained 12 people in Brest on Sunday, Viasna said. ", LONG),
    ("a report of 5 MB, Russian", "ru", "В воскресенье в Гродно задержали троих, ещё 12 человек отпустили. ", LONG),
    ("one sentence, acts and places", "en", "police detained people in Brest and ", SENTENCE),
    ("one sentence, acts and commas", "en", "detained, ", SENTENCE),
    ("one sentence, number words", "en", "twenty thousand ", SENTENCE),
    ("one sentence, Russian number words", "ru", "двадцать пять ", SENTENCE),
    ("one sentence, dates", "en", "10 October and ", SENTENCE),
    ("one sentence, names", "en", "Ivan Petrov, ", SENTENCE),
    ("one sentence, places", "en", "Minsk ", SENTENCE),
    ("one sentence, capitals only", "en", "POLICE IN MINSK DETAINED IVAN ", SENTENCE),
    ("quotation marks", "en", '"', SENTENCE),
    ("brackets", "en", "(", SENTENCE),
    ("digits and commas", "en", "1,", SENTENCE),
    ("one word", "en", "a", SENTENCE),
    ("empty lines", "en", "\n", LINES),
    ("a word a line", "en", "a\n", LINES),
    ("right to left, mixed", "en", "\u202eاعتقلت الشرطة 12 in Minsk police detained 3 people. ", SENTENCE),
    ("control characters", "en", "police\x00 detained\x07 12\x1b[31m people in Brest. ", SENTENCE),
)


def coded(text: str, language: str) -> float:
    """Processor seconds to code a text; raises AssertionError where a quote is not verbatim."""
    document = Document(id="hostile", text=text, language=language, published=Moment.parse("2020-10-13"))
    start = time.process_time()
    claims = RuleCoder().code(document)
    taken = time.process_time() - start
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims), "a quote is not verbatim"
    return taken


def main() -> int:
    gc.set_threshold(50_000, 20, 20)  # as `letapis` itself
    missed = 0
    for language in ("en", "ru"):
        coded("Police detained 12 people. Задержаны 12 человек. " * 50, language)
    for name, language, piece, size in SHAPES:
        small, large = (coded(piece * (length // len(piece)), language) for length in (size // 10, size))
        note = f"{small:.2f} s, then {large:.2f} s"
        missed |= show([Row(name, large / max(small, FLOOR), "times", GROWTH, note=note)])
        gc.collect()
    return missed


if __name__ == "__main__":
    sys.exit(main())
