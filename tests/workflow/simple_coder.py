"""A coder for tests: every sentence with a number and the word "arrested" is a detention."""

import re
from dataclasses import dataclass
from datetime import date

from letapis.claims.claim import Claim, Count, DateInterval

SENTENCE = re.compile(r"[^.\n]*?(\d+)[^.\n]* arrested[^.\n]*\.")


@dataclass(frozen=True)
class SimpleCoder:
    name: str = "simple"
    version: str = "1"

    def code(self, document):
        if "explode" in document.text:
            raise RuntimeError("a text that breaks the coder")
        if "misquote" in document.text:
            return (Claim(document.id, "detention", "no such words", 0, 5),)
        day = document.dated and DateInterval(document.dated.day, document.dated.day)
        return tuple(
            Claim(
                document=document.id,
                type="detention",
                quote=found.group().strip(),
                start=found.start() + len(found.group()) - len(found.group().lstrip()),
                end=found.end(),
                date=day or DateInterval(date(2020, 10, 11), date(2020, 10, 11)),
                place=("Minsk",),
                count=Count(int(found.group(1)), int(found.group(1))),
                coder=f"{self.name} {self.version}",
            )
            for found in SENTENCE.finditer(document.text)
        )
