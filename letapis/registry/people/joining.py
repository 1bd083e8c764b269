"""Records joined into groups, one decision after the other, never across two that are held apart."""

from __future__ import annotations

from collections.abc import Iterable

from letapis.registry.people.decisions import Link


class Groups:
    """Union-find that knows which groups are held apart, and by which decision."""

    def __init__(self, apart: Iterable[Link] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._enemies: dict[str, dict[str, Link]] = {}  # root -> root it is held apart from -> the first such decision
        for link in apart:
            left, right = self.find(link.left), self.find(link.right)
            self._enemies.setdefault(left, {}).setdefault(right, link)
            self._enemies.setdefault(right, {}).setdefault(left, link)

    def find(self, record: str) -> str:
        """The record that stands for the group."""
        parent = self._parent
        root = parent.setdefault(record, record)
        while parent[root] != root:
            parent[root] = parent[parent[root]]
            root = parent[root]
        return root

    def members(self, record: str) -> list[str]:
        """All records of the group of one, in no order."""
        root = self.find(record)
        return self._members.get(root, [root])

    def apart(self, left: str, right: str) -> Link | None:
        """The first decision that holds the groups of two records apart."""
        return self._enemies.get(self.find(left), {}).get(self.find(right))

    def join(self, left: str, right: str) -> bool:
        """Bring two groups together; False where they are one already or are held apart."""
        first, second = self.find(left), self.find(right)
        if first == second or second in self._enemies.get(first, ()):
            return False
        if len(self.members(first)) < len(self.members(second)):
            first, second = second, first
        self._parent[second] = first
        self._members.setdefault(first, [first]).extend(self._members.pop(second, [second]))
        self._take_enemies(first, second)
        return True

    def _take_enemies(self, root: str, joined: str) -> None:
        """What was held apart from the one is held apart from both."""
        for enemy, link in self._enemies.pop(joined, {}).items():
            known = self._enemies.setdefault(root, {}).get(enemy)
            first = link if known is None or link.order < known.order else known
            self._enemies[root][enemy] = self._enemies[enemy][root] = first
            del self._enemies[enemy][joined]
