"""The envelope of a zone: its key, sealed to each of its members, in a file that tells neither zone nor members.

All envelopes of up to eight members have one length, and decoys look the same, so that a locked archive does not show
how many zones there are. The list of members is sealed with the key of the zone itself: who holds it can seal it anew.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from letapis.archive.errors import ArchiveError
from letapis.archive.keys.account_key import SEAL, Opener, PrivateKey, PublicKey
from letapis.archive.zone_key import ZoneKey

KIND = b"letapis zone "
MAGIC = KIND + b"1\n"  # the number is that of the form of the file: another one, another number
STEP = 8  # members for which an envelope has room, or twice, three times as many
MOST = 1024  # members at most, so that a damaged count reserves nothing
INSIDE = 512  # bytes of what is sealed to one member
ENTRY = INSIDE + SEAL
NAME = 80  # bytes of the name of a zone at most
MEMBER = 640  # bytes for one member in the sealed list, with the longest handle
NONCE = 12
COUNT = struct.Struct(">H")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as one member opened it."""

    key: ZoneKey
    revision: int
    envelope: str  # the name of the file
    members: Mapping[str, str]  # slot -> SHA-256 of its public key
    handles: Mapping[str, str]  # slot -> who it is
    before: ZoneKey | None = field(default=None, repr=False)  # until all is sealed under the new key
    secret: bytes = field(default=b"", repr=False)  # of the team's: stays when its key is changed
    proof: str = field(default="", repr=False)  # that a member of the team gave it this key


def sealed_envelope(zone: Zone, publics: Mapping[str, PublicKey], proof: bytes) -> bytes:
    """The file. `proof` is a key that members of the team hold: an envelope by a stranger is not believed.

    Who holds none hands on the proof of the zone: it is of its key, which may be sealed to others, but not changed.
    """
    told = {"zone": zone.key.zone, "key": zone.key.key.hex(), "revision": zone.revision}
    if zone.before is not None:
        told["before"] = zone.before.key.hex()
    if zone.secret:
        told["secret"] = zone.secret.hex()
    told["proof"] = _proof(proof, zone) if proof else zone.proof
    inside = json.dumps(told, ensure_ascii=False).encode().ljust(INSIDE, b"\0")
    room = max(STEP, -(-len(publics) // STEP) * STEP)
    entries = [public.seal(inside, _context(slot)) for slot, public in publics.items()]
    entries += [_decoy_entry() for _ in range(room - len(entries))]
    secrets.SystemRandom().shuffle(entries)
    members = {slot: [fingerprint(public), zone.handles[slot]] for slot, public in publics.items()}
    listed = json.dumps(members, ensure_ascii=False).encode().ljust(MEMBER * room, b"\0")
    return MAGIC + COUNT.pack(room) + b"".join(entries) + _sealed_list(zone.key, listed)


def decoy() -> bytes:
    """A file of the same shape that opens for nobody."""
    listed = _sealed_list(ZoneKey("", secrets.token_bytes(32)), bytes(MEMBER * STEP))
    return MAGIC + COUNT.pack(STEP) + b"".join(_decoy_entry() for _ in range(STEP)) + listed


def opened_envelope(name: str, data: bytes, slot: str, opener: Opener) -> tuple[Zone, str] | None:
    """The zone and its proof, still to be compared; None where this account is no member.

    Raises ArchiveError where the file has another shape, or the list of members does not fit.
    """
    entries, listed = _parts(name, data)
    for entry in entries:
        inside = opener.open_(entry, _context(slot))
        if inside is not None:
            told = json.loads(inside.rstrip(b"\0"))
            key = ZoneKey(told["zone"], bytes.fromhex(told["key"]))
            before = ZoneKey(key.zone, bytes.fromhex(told["before"])) if "before" in told else None
            told_of = _members(name, key, listed)
            prints, handles = ({slot: one[place] for slot, one in told_of.items()} for place in (0, 1))
            secret = bytes.fromhex(told.get("secret", ""))
            zone = Zone(key, told["revision"], name, prints, handles, before, secret, told["proof"])
            return zone, zone.proof
    return None


def proven(zone: Zone, told: str, proof: bytes) -> bool:
    """Whether the envelope was made by somebody who held the key of the team."""
    return hmac.compare_digest(told, _proof(proof, zone))


def fingerprint(public: PublicKey) -> str:
    """What stands for a public key in the list of members, so that no other can be put in its place."""
    return hashlib.sha256(public.raw).hexdigest()


def _proof(key: bytes, zone: Zone) -> str:
    text = b"\0".join((zone.key.zone.encode(), zone.key.key, str(zone.revision).encode()))
    return hmac.digest(key, text, "sha256").hex()


def _parts(name: str, data: bytes) -> tuple[list[bytes], bytes]:
    start = len(MAGIC) + COUNT.size
    if data.startswith(MAGIC) and len(data) >= start:
        room = int(COUNT.unpack_from(data, len(MAGIC))[0])
        end = start + room * ENTRY
        if 0 < room <= MOST and len(data) == end + NONCE + MEMBER * room + 16:
            return [data[at : at + ENTRY] for at in range(start, end, ENTRY)], data[end:]
    number = data[len(KIND) : len(KIND) + 8].partition(b"\n")[0] if data.startswith(KIND) else b""
    if number.isdigit() and not data.startswith(MAGIC):
        problem = f"was written by another version of Letapis (zone {number.decode()})"
        raise ArchiveError(name, problem, "Open it with the Letapis that wrote it")
    raise ArchiveError(name, "the envelope of a zone is damaged", "Put it back from a backup")


def _members(name: str, key: ZoneKey, listed: bytes) -> dict[str, list[str]]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        inside = AESGCM(key.derive("members")).decrypt(listed[:NONCE], listed[NONCE:], MAGIC)
    except InvalidTag as error:
        raise ArchiveError(name, "the list of members was changed", "Put it back from a backup") from error
    return dict(json.loads(inside.rstrip(b"\0")))


def _sealed_list(key: ZoneKey, listed: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key.derive("members")).encrypt(nonce, listed, MAGIC)


def _decoy_entry() -> bytes:
    """Sealed to a key that nobody keeps: not to be told from the others."""
    return PrivateKey.new().public().seal(bytes(INSIDE), b"nobody")


def _context(slot: str) -> bytes:
    return b"letapis 1 zone for " + slot.encode()
