"""Taking a Content-Encoding off, never further than a limit: a bomb is told by its growth while it grows."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

FREE_GROWTH = 1_000_000  # bytes unpacked that no ratio is asked of
STEP = 1 << 16
LAYERS = 2
GZIP = zlib.MAX_WBITS | 16


class GrowthError(ValueError):
    """It unpacks to more than is taken."""


class PackedError(ValueError):
    """It is packed in a way that is not read, or is damaged."""


def unpacked(data: bytes, encodings: str, most: int, times: int) -> bytes:
    """The bytes behind a Content-Encoding line such as `gzip`. Raises GrowthError, PackedError."""
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if len(names) > LAYERS:
        raise PackedError(f"it is packed {len(names)} times over")
    for name in reversed(names):
        if name not in {"gzip", "x-gzip", "deflate"}:
            raise PackedError(f"it is packed as {name[:20]!r}, which is not read")
        bits = GZIP if name != "deflate" else zlib.MAX_WBITS if _has_zlib_head(data) else -zlib.MAX_WBITS
        data = b"".join(inflated([data], bits, most, times))
    return data


def inflated(parts: Iterable[bytes], bits: int, most: int, times: int) -> Iterator[bytes]:
    """Unpack a stream, one gzip member after the other. Raises GrowthError, PackedError."""
    taken = given = 0
    inflater = zlib.decompressobj(bits)
    for part in parts:
        taken += len(part)
        waiting, more = part, True
        while more:
            if inflater.eof:
                inflater = zlib.decompressobj(bits)
            try:
                out = inflater.decompress(waiting, STEP)
            except zlib.error as error:
                raise PackedError("it is packed, and damaged") from error
            given += len(out)
            if given > most or given > FREE_GROWTH + times * taken:
                raise GrowthError(f"it unpacks to more than {given // 1_000_000} MB")
            if out:
                yield out
            # Output can be waiting behind the last byte of input; padding behind the last member is none.
            waiting = inflater.unused_data.lstrip(b"\x00") if inflater.eof else inflater.unconsumed_tail
            more = bool(waiting) or (len(out) == STEP and not inflater.eof)
            if inflater.eof and bits != GZIP:
                return
    if not inflater.eof:
        raise PackedError("it is packed, and breaks off")


def _has_zlib_head(data: bytes) -> bool:
    """Half of all servers mean the bare stream by "deflate"."""
    return len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
