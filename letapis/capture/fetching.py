"""From an address to a page with what is embedded in it, as far as the limits go. Whoever calls says how to ask."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from letapis.capture.embedded import in_page, in_sheet, words_of
from letapis.capture.page import Missed, Page, is_page, kind_of_answer
from letapis.network.errors import NetworkError
from letapis.network.request import Response

Ask = Callable[[str], Response]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a page is taken beside itself."""

    embedded: int = 100  # pictures and style sheets; none for the page alone
    bytes: int = 100 << 20  # of them all together, as unpacked
    seconds: float = 120.0
    sheets_deep: int = 2  # style sheets that bring style sheets
    faults: int = 20  # after so many that could not be had, no more is asked for


PAGE_ALONE = Extent(embedded=0)


def fetched(url: str, ask: Ask, extent: Extent) -> Page:
    """Ask for a page, then for what it embeds. Raises NetworkError where the page itself cannot be had."""
    main = ask(url)
    if not extent.embedded or main.status != 200 or not is_page(main):
        return Page(url, main)
    waiting = deque((one, 0) for one in in_page(words_of(main.body), main.url))
    seen = {one for one, _ in waiting}
    taken: list[Response] = []
    missed: list[Missed] = []
    deadline = time.monotonic() + extent.seconds
    while waiting:
        address, depth = waiting.popleft()
        if reason := _over(extent, taken, missed, deadline):
            missed.append(Missed(address, reason))
            missed += [Missed(one, reason) for one, _ in waiting]
            break
        try:
            found = ask(address)
        except NetworkError as error:
            missed.append(Missed(address, error.problem))
            continue
        taken.append(found)
        if found.status == 200 and kind_of_answer(found) == "text/css" and depth < extent.sheets_deep:
            more = [one for one in in_sheet(words_of(found.body), found.url) if one not in seen]
            seen.update(more)
            waiting.extend((one, depth + 1) for one in more)
    return Page(url, main, tuple(taken), tuple(missed))


def _over(extent: Extent, taken: list[Response], missed: list[Missed], deadline: float) -> str:
    """Why no more is asked for; empty while there is room."""
    if len(taken) + len(missed) >= extent.embedded:
        return f"is one of more than {extent.embedded} pictures and style sheets"
    if len(missed) >= extent.faults:
        return f"was not asked for after {extent.faults} others could not be had"
    if sum(len(one.body) for one in taken) >= extent.bytes:
        return f"would be more than {extent.bytes >> 20} MB of pictures and style sheets"
    if time.monotonic() >= deadline:
        return f"was not asked for within {extent.seconds:g} seconds"
    return ""
