"""Files that break readers, made small: what they would become is not."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
SENTENCE = "Four workers were detained in Hrodna on 11 October 2020."
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="a/b"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx(body=f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>", before="", **more):
    document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATION, "word/document.xml": document}
    return zipped(parts | {name.replace("__", "/"): data for name, data in more.items()})


def odt(body=f"<t:p>{SENTENCE}</t:p>", before=""):
    content = (
        f'<?xml version="1.0"?>{before}<o:document-content xmlns:o="{OFFICE}" xmlns:t="{TEXT}"><o:body><o:text>{body}'
        "</o:text></o:body></o:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def entry(name, packed=b"", *, size=None, crc=0, method=0, flags=0, at=None, attributes=0, claimed=None):
    """What `raw_zip` writes: every field as told, true or not. `at`: the place of another entry, to lie over it."""
    return (name, packed, len(packed) if size is None else size, crc, method, flags, at, attributes, claimed)


def raw_zip(*entries):
    body, central, places = b"", b"", []
    for name, packed, size, crc, method, flags, at, attributes, claimed in entries:
        raw = name if isinstance(name, bytes) else name.encode()
        length = len(packed) if claimed is None else claimed
        fields = struct.pack("<5H3I2H", 20, flags, method, 0, 0x21, crc, length, min(size, 0xFFFFFFFF), len(raw), 0)
        if at is None:
            places.append(len(body))
            body += b"PK\x03\x04" + fields + raw + packed
        else:
            places.append(places[at])
        central += b"PK\x01\x02" + struct.pack("<H", 20 | 3 << 8) + fields
        central += struct.pack("<3H2I", 0, 0, 0, attributes << 16, places[-1]) + raw
    count = min(len(entries), 0xFFFF)
    return body + central + b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, count, count, len(central), len(body), 0)


def zeros(megabytes):
    """So many megabytes of nothing as a deflate stream, without ever being there."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(bytes(1_000_000))
    first = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = first.compress(bytes(1_000_000)) + first.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def tar_with(kind, target="/etc/passwd"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo("report.txt")
        member.type, member.linkname = kind, target
        archive.addfile(member)
    return stream.getvalue()


def xml_attacks(inside="x"):
    """Document type declarations that read files, call hosts, or grow."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return {
        "file": f'<!DOCTYPE {inside} [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        "http": f'<!DOCTYPE {inside} [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>',
        "parameter": f'<!DOCTYPE {inside} [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>',
        "outside": f'<!DOCTYPE {inside} SYSTEM "http://127.0.0.1:9/x.dtd">',
        "laughs": f'<!DOCTYPE {inside} [<!ENTITY l0 "ha">{laughs}<!ENTITY e "&l9;">]>',
        "quadratic": f'<!DOCTYPE {inside} [<!ENTITY e "{"a" * 50_000}">]>',
    }


def pdf(content=b"BT /F 12 Tf 20 100 Td (Four workers were fined in Hrodna) Tj ET", catalog=b"", more=b""):
    parts = (
        b"<</Type /Catalog /Pages 2 0 R %s>>" % catalog,
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
        b"<</Length %d>> stream\n%s\nendstream" % (len(content), content),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    )
    body, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj %s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + more
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + (b"trailer <</Root 1 0 R /Size 6>>\nstartxref\n%d\n%%%%EOF\n" % len(body + more))
    )


def png(width, height, data=b""):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def mp4(seconds=86_400):
    """A video that says it lasts a day, and has no picture."""
    header = struct.pack(">I", 108) + b"mvhd" + bytes(12) + struct.pack(">2I", 1, seconds) + bytes(80)
    tags = struct.pack(">I", 30) + b"udta" + struct.pack(">I", 22) + b"\xa9xyz" + b"+53.90+27.55/"[:14]
    return struct.pack(">I", 16) + b"ftypisom" + bytes(4) + struct.pack(">I", 8 + 108 + 30) + b"moov" + header + tags
