"""Commands killed at random points: what they had called done has to be there, and nothing readable beside it."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field

from .canaries import CANARIES
from .proxy import proxy
from .scanning import Scanner
from .surroundings import Laptop

CLAIM = re.compile(r"[0-9a-f]{16}(?:\.\d+)?:\d+-\d+:detention")
FRAME = "October 12, 2020\n\nOn 11 October 2020 over {number} people were detained in Minsk, said {name}, {mail}.\n"


@dataclass
class Killings:
    """A laptop on which commands are killed, and what they had acknowledged."""

    laptop: Laptop
    dice: random.Random
    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    readable: list[str] = field(default_factory=list)
    entries: set[str] = field(default_factory=set)
    reports: int = 0

    def __post_init__(self) -> None:
        self.scanner = Scanner(CANARIES)
        self.identity = self.laptop.outside / "identity"
        self.backup = self.laptop.outside.parent / "disk" / "backup"
        self.backup.parent.mkdir()
        self.laptop.run("init")
        self.laptop.run("add", self._report())
        found = self.laptop.run("figure", "detained", "--on", "2020-10-11").stdout
        self.claim = CLAIM.search(found).group()  # type: ignore[union-attr]
        self.laptop.run("backup", "--keygen", self.identity)
        recipient = next(word for word in self.identity.read_text("utf-8").split() if word.startswith("age1"))
        self.laptop.run("backup", self.backup, "--to", recipient)
        self.laptop.run("vault", "list")
        self.longest = dict.fromkeys(self.acts(), 0.5)

    def acts(self) -> dict[str, tuple[object, ...]]:
        """What is killed, each with its words."""
        return {
            "add": ("add", "REPORT"), "code": ("code",), "judge": ("judge", "accept", self.claim),
            "backup": ("backup", self.backup), "vault add": ("vault", "add", "contact", "--json"),
            "capture": ("capture", "ADDRESS", "--no-screenshot"), "reconcile": ("reconcile", "--anew"),
        }  # fmt: skip

    def kill(self, times: int) -> None:
        """Kill that many commands, one kind after the other; look at all after each."""
        page = FRAME.format(number=9, name=CANARIES["name in Latin"], mail=CANARIES["mail address"])
        body = f"<html><body><article><p>{page * 3}</p></article></body></html>".encode()
        with proxy({f"/{number}": body for number in range(times)}) as at:
            for turn in range(times):
                name = list(self.acts())[turn % len(self.acts())]
                self._once(name, turn, at)

    def _once(self, name: str, turn: int, at: str) -> None:
        words = [self._report() if one == "REPORT" else one for one in self.acts()[name]]
        if "ADDRESS" in words:
            words = [f"http://quaddelstein.example/{turn}" if one == "ADDRESS" else one for one in words]
            words += ["--proxy", at]
        typed = f"channel: {CANARIES['telephone']}\naddress: {CANARIES['mail address']}\n"
        after = self.dice.uniform(0.0, self.longest[name])
        done = self.laptop.killed(*words, after=after, typed=typed)
        finished = done.returncode == 0
        self.longest[name] = max(0.06, after * 1.1) if finished else min(2.0, self.longest[name] * 1.05)
        self.counts[f"{name}, {'done before' if finished else 'killed'}"] += 1
        if name == "vault add" and '"id"' in done.stdout:
            self.entries.add(json.loads(done.stdout)["id"])
        where = f"{name} killed after {after:.3f} s"
        self._readable(where)
        self._whole(name, where, done.stdout)

    def _readable(self, where: str) -> None:
        places = [*self.laptop.taken(), self.backup]
        self.readable += [f"{where}: {hit}" for hit in self.scanner.places(places)]

    def _whole(self, name: str, where: str, said: str) -> None:
        """The next command works, `verify` is green, and what was said to be done is there."""
        if name == "judge" and said.strip():
            listed = self.laptop.run("judge", "list", "--json").stdout
            self.lost += [where] * (self.claim not in listed)
        if name in {"add", "capture"} and said.strip():
            again = self.laptop.run("verify", "--json").stdout
            known = json.loads(again)["originals"]
            self.lost += [where] * (known < self.reports + 1)
        self.laptop.run(*(("judge", "accept", self.claim) if name == "judge" else ("reconcile",)))
        told = json.loads(self.laptop.run("verify", "--json", codes=(0, 1)).stdout)
        if not told["intact"]:
            self.broken.append(f"{where}: {told}")
        if name in {"add", "capture"}:
            self.reports = told["originals"] - 1
        if name == "backup":
            self.laptop.run("backup", self.backup)
            done = self.laptop.run("backup", self.backup, "--check", "--identity", self.identity, codes=(0, 1))
            self.broken += [f"{where}: {done.stdout}{done.stderr}"] * (done.returncode != 0)
        if name == "vault add":
            listed = self.laptop.run("vault", "list", "--json").stdout
            self.lost += [f"{where}: {one}" for one in self.entries if one not in listed]

    def _report(self) -> object:
        path = self.laptop.outside / f"{CANARIES['file name']}-{self.dice.randrange(10**9)}.txt"
        number = self.dice.randrange(100, 999)
        text = FRAME.format(number=number, name=CANARIES["name in Latin"], mail=CANARIES["mail address"])
        path.write_text(text, encoding="utf-8")
        return path
