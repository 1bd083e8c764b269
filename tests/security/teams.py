"""A team on a laptop: five accounts with handles and passphrases that stand nowhere else, made as people make them."""

from __future__ import annotations

from pathlib import Path

from .canaries import HANDLES, phrase
from .starting import Done
from .surroundings import Laptop

ROLES = {
    "keeper": ("keeper", "reviewer"),
    "administrator": ("administrator",),
    "second keeper": ("keeper", "reviewer"),
    "documenter": ("documenter",),
    "reader": ("reader",),
}
OWN = ("keeper", "administrator")  # made by the first account; the others by the administrator


class Team:
    """The people who work on a laptop, each with a handle and a passphrase."""

    def __init__(self, laptop: Laptop) -> None:
        self.laptop = laptop
        for role in HANDLES:
            self._file(role).write_text(phrase(role), encoding="utf-8")

    def run(self, role: str, *words: object, typed: str = "", codes: tuple[int, ...] = (0,), to: str = "") -> Done:
        """A command of somebody; `to`: whose passphrase is the new one."""
        more = {"LETAPIS_NEW_PASSPHRASE_FILE": str(self._file(to))} if to else {}
        return self.laptop.run(
            *words, by=HANDLES[role], passphrase=self._file(role), typed=typed, codes=codes, more=more
        )

    def gather(self) -> None:
        """Make their accounts, in an archive that the keeper began."""
        for role, given in ROLES.items():
            by = "keeper" if role in OWN else "administrator"
            roles = [word for one in given for word in ("--role", one)]
            self.run(by, "accounts", "add", HANDLES[role], *roles, to=role)
            if by == "administrator":
                self.run("keeper", "accounts", "admit", HANDLES[role])

    def together(self, role: str, *words: object, ask: tuple[str, str], typed: str = "") -> Done:
        """A command that the second keeper confirms before."""
        asked = self.run(role, "approvals", "ask", *ask, "--reason", "for the court")
        number = asked.stdout.split()[1].rstrip(".")
        self.run("second keeper", "approve", number)
        return self.run(role, *words, typed=typed)

    def _file(self, role: str) -> Path:
        return self.laptop.outside / f"passphrase of {role}"
