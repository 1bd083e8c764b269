"""Files that are ZIP archives inside (DOCX, ODT, WACZ): measured before a byte is unpacked, then handed on."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING

from letapis.sources.errors import SourceError
from letapis.sources.limits import Limits, bytes_of
from letapis.sources.result import Original, Result

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FREE_GROWTH = 1_000_000  # bytes unpacked that no ratio is asked of
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
OTHERS = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "META-INF/container.xml": "an e-book",
}


def read_packed(original: Original) -> Result:
    """A DOCX, an ODT or a WACZ. Raises SourceError for a broken, an oversized or any other archive."""
    archive = _opened(original)
    measure(original.name, archive, len(original.data), original.given.limits)
    names = set(archive.namelist())
    if "word/document.xml" in names:
        from letapis.sources.word import read_word

        return read_word(original, archive)
    if "content.xml" in names and _part(original, archive, "mimetype").startswith(OPEN_TEXT):
        from letapis.sources.open_text import read_open_text

        return read_open_text(original, archive)
    if "datapackage.json" in names:
        from letapis.sources.web_archive_zip import is_web_archive, read_web_archive_zip

        if is_web_archive(names):
            return read_web_archive_zip(original, archive)
    what = next((what for name, what in OTHERS.items() if name in names), "an archive of files")
    raise SourceError(
        original.name, "", f"is {what}, which is not read as a report", "Bring each report in it as a file of its own."
    )


def _opened(original: Original) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(original.data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(
            original.name,
            "",
            "breaks off or is damaged (its list of parts cannot be read)",
            "Copy it again from where it came.",
        ) from error


def measure(name: str, archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Refuse what would unpack to too much, or says that its parts lie in one another. Reads only the list of parts."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > limits.packed_parts:
        raise _too_much(name, f"holds {len(parts)} parts, the limit packed_parts is {limits.packed_parts}")
    if total > bytes_of(limits.unpacked_megabytes):
        raise _too_much(
            name, f"unpacks to {total / 1e6:.0f} MB, the limit unpacked_megabytes is {limits.unpacked_megabytes:g}"
        )
    if total > FREE_GROWTH + packed * limits.unpacked_times:
        raise _too_much(
            name,
            f"unpacks to {total // packed} times its size, the limit unpacked_times is {limits.unpacked_times:g}",
        )
    _one_of_each(name, parts)
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end or part.flag_bits & 1:
            fault = "is locked with a password" if part.flag_bits & 1 else "holds parts that lie in one another"
            raise SourceError(
                name, _shown(part.filename), fault, "Save it again without a password with the program that made it."
            )
        end = part.header_offset + part.compress_size


def _one_of_each(name: str, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse two parts of one name: one program would show the first, another the second."""
    seen: set[str] = set()
    for part in parts:
        folded = unicodedata.normalize("NFC", part.filename.replace("\\", "/")).casefold()
        if folded in seen:
            raise SourceError(
                name, _shown(part.filename), "is there twice, so that two programs read two texts",
                "Save it again with the program that made it, and look at what it shows.",
            )  # fmt: skip
        seen.add(folded)


def _too_much(name: str, problem: str) -> SourceError:
    return SourceError(name, "", problem, f"If you trust it, raise that limit under [limits] in {name}.meta.toml.")


def _part(original: Original, archive: zipfile.ZipFile, part: str) -> bytes:
    """One part, unpacked; never more than its list says. Raises SourceError."""
    try:
        size = archive.getinfo(part).file_size
        with archive.open(part) as stream:
            return stream.read(size + 1)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error) as error:
        raise SourceError(
            original.name, _shown(part), "is damaged", "Copy the file again from where it came."
        ) from error


part_of = _part


def sound_xml(original: Original, part: str, data: bytes) -> bytes:
    """The part itself; refused where it declares entities, which no office program does and every XML bomb does."""
    for declaration in ("<!DOCTYPE", "<!ENTITY"):
        if any(declaration.encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            raise SourceError(
                original.name,
                _shown(part),
                "declares its own XML entities, as attacks on readers do",
                "Open it in an office program you can afford to lose and save its text as a new file.",
            )
    return data


def xml_part(original: Original, archive: zipfile.ZipFile, part: str) -> Element | None:
    """A part of an office file as parsed XML; None where the file has no such part. Raises SourceError."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    data = sound_xml(original, part, part_of(original, archive, part))
    if not data:
        return None
    try:
        parsed: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise SourceError(
            original.name, f"part {part}", "is damaged", "Open it in LibreOffice, save it again, and bring that."
        ) from error
    return parsed


def joined(original: Original, lines: list[str]) -> str:
    """The lines of an office file as one text. Raises SourceError for no text and for more than the limit."""
    text = "\n\n".join(line for line in lines if line.strip())
    if not text:
        raise SourceError(
            original.name, "", "holds no text", "If it holds pictures of pages, bring their text beside it."
        )
    if len(text) > bytes_of(original.given.limits.text_megabytes):
        raise SourceError(
            original.name, "", "holds more text than text_megabytes allows", "Split it or raise the limit."
        )
    return text


def _shown(part: str) -> str:
    """A name from inside an archive, safe to print."""
    return "part " + "".join(letter if letter.isprintable() else "?" for letter in part[:80])
