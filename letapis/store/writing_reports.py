"""Writes reports, their groups of copies and the marks that copies share."""

from __future__ import annotations

from letapis.sources.document import Document
from letapis.store.dialect import Row
from letapis.store.values import deflated, digest, packed, plain, told, without_text
from letapis.store.writing import Writer

_COLUMNS = (
    "number", "ident", "original", "title", "publisher", "language", "published", "known", "copies_id", "why", "body",
    "text",
)  # fmt: skip


def write_reports(writer: Writer) -> None:
    """New reports, those that only their claims name, and those whose copies are others now."""
    held, shelf = writer.registry.held, writer.shelf
    groups = _write_copies(writer)
    changed = sorted({one for group in _groups(writer) for one in held.copies.members[group]})
    named = {held.coded[claim].document for claim in writer.registry.changes.claims}
    fresh = [one for one in changed if one not in shelf.come]
    waiting = [one for one in fresh if one in shelf.report_numbers]
    missing = sorted(one for one in named - set(fresh) if one not in shelf.report_numbers)
    for one in (*fresh, *missing):
        if one not in shelf.report_numbers:
            shelf.report_numbers[one] = writer.numbers.of("letapis_document")
    writer.erase("letapis_document", "number", [shelf.report_numbers[one] for one in waiting])
    rows = [_row(writer, held.copies.documents[one], groups) for one in fresh]
    writer.load("letapis_document", _COLUMNS, [*rows, *(_only_named(writer, one) for one in missing)])
    other = [one for one in changed if one in shelf.come]
    writer.change("letapis_document", ("copies_id", "why"), [
        (groups.get(held.copies.group_of[one]), told(_why(writer, one)), shelf.report_numbers[one]) for one in other
    ])  # fmt: skip
    _write_leads(writer, groups)
    _write_marks(writer)


def _row(writer: Writer, document: Document, groups: dict[str, int]) -> Row:
    copies, one = writer.registry.held.copies, document.id
    return (
        writer.shelf.report_numbers[one], one, document.original, plain(document.title), plain(document.publisher),
        document.language, document.published.iso() if document.published else "", writer.known(one),
        groups.get(copies.group_of[one]), told(_why(writer, one)), packed(without_text(document)),
        deflated(document.text),
    )  # fmt: skip


def _only_named(writer: Writer, one: str) -> Row:
    return (writer.shelf.report_numbers[one], one, "", "", "", "", "", "", None, "", None, None)


def _why(writer: Writer, one: str) -> tuple[str, ...]:
    return tuple(sorted(writer.registry.held.copies.why.get(one, ())))


def _groups(writer: Writer) -> set[str]:
    """The groups of copies that a change touched: a report may come to another one and be told of the same origin."""
    copies = writer.registry.held.copies
    return {copies.group_of[one] for one in writer.registry.changes.reports if one in copies.group_of}


def _write_copies(writer: Writer) -> dict[str, int]:
    """The numbers of the groups with more than one report, as far as they are held."""
    copies, shelf = writer.registry.held.copies, writer.shelf
    changed = _groups(writer)
    groups = {one: int(one[1:]) for one in shelf.groups if one in copies.leads}
    for one in sorted(changed):
        if one not in groups and len(copies.members[one]) > 1:
            groups[one] = writer.numbers.of("letapis_copies")
    fresh = sorted((changed & groups.keys()) - shelf.groups)
    writer.load("letapis_copies", ("number",), [(groups[one],) for one in fresh])
    left = [int(one[1:]) for one in shelf.groups if one not in copies.leads]
    writer.erase("letapis_copies", "number", left)
    return groups


def _write_leads(writer: Writer, groups: dict[str, int]) -> None:
    copies = writer.registry.held.copies
    changed = _groups(writer)
    rows = [(writer.shelf.report_numbers[copies.leads[one].id], groups[one]) for one in changed if one in groups]
    writer.change("letapis_copies", ("lead_id",), rows)


def _write_marks(writer: Writer) -> None:
    before, now = writer.shelf.mark_reports, writer.registry.held.copies.by_mark
    other = {mark for mark, report in before.items() if now.get(mark) != report}
    writer.erase("letapis_mark", "mark", sorted(map(digest, other)))
    fresh = {digest(mark): report for mark, report in now.items() if before.get(mark) != report}
    numbers = writer.shelf.report_numbers
    writer.load("letapis_mark", ("mark", "document_id"), [(mark, numbers[one]) for mark, one in sorted(fresh.items())])
