"""How much a reader takes from one file. Each limit is a named setting and stops before memory or time runs out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one file; `[limits]` in NAME.meta.toml raises any of them for that file.

    Megabytes are of 1,000,000 bytes.
    """

    text_megabytes: float = 20  # plain text, HTML, RTF, one mail, the text of one PDF or Word document
    export_megabytes: float = 400  # JSONL, MBOX and Telegram exports, which hold many reports
    file_megabytes: float = 200  # PDF, DOCX, ODT as they lie on the disk
    unpacked_megabytes: float = 300  # what a DOCX or ODT may hold once unpacked
    unpacked_times: float = 200  # how many times larger than packed it may grow, beyond its first megabyte
    packed_parts: int = 5_000  # files inside a DOCX or ODT
    pages: int = 5_000  # of a PDF
    mail_parts: int = 200  # parts of one mail
    mail_depth: int = 20  # mails and parts inside one another
    items: int = 500_000  # reports in one file
    memory_megabytes: float = 400  # that reading may take, and 12 more for each megabyte of the file
    seconds: float = (
        10  # of a processor that reading may take, half a one more for each megabyte; twice that on the wall
    )


LIMITS = Limits()


def bytes_of(megabytes: float) -> int:
    """Megabytes as bytes."""
    return int(megabytes * 1_000_000)
