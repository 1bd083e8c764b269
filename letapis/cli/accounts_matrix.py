"""The table of who may do what, as `letapis accounts matrix` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from letapis.access.roles import Action, actions, roles


def cells() -> dict[str, dict[str, str]]:
    """For each action and role: y; 2 with a second person; c inside compartments; o with one's own only; . not."""
    return {name: {role: _cell(role, rule) for role in roles()} for name, rule in actions().items()}


def lines(language: str) -> Iterator[str]:
    """The table as text: the roles with their numbers, then a line for each action."""
    for place, role in enumerate(roles().values(), start=1):
        yield f"{place} {role.label[language]}"
    yield f"{'':<24}{' '.join(str(place) for place, _ in enumerate(roles(), start=1))}"
    for name, row in cells().items():
        yield f"{name:<24}{' '.join(row.values())}  {actions()[name].meaning[language]}"


def _cell(role: str, rule: Action) -> str:
    if role in rule.roles:
        return "2" if rule.second_person else "c" if rule.case else "y"
    return "o" if role in rule.own else "."
