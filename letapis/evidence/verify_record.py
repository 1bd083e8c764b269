# ruff: noqa: BLE001, D103, E401, I001, T201, TRY301  short, for those who read it before they run it
# fmt: off
"""Checks an unpacked evidence package without trust in those who made it: this file, Python 3.8 or newer, no network.

    python3 -I verify_record.py [FOLDER [FINGERPRINT]]

FINGERPRINT is that of the key of the log: hear it by another way than the package came. Exit code 0: all holds.
"""
from __future__ import annotations
import base64, hashlib, json, sys
from pathlib import Path
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # the field and the group of Ed25519 (RFC 8032)
D = -121665 * pow(121666, -1, P) % P

def add(p: tuple[int, int], q: tuple[int, int]) -> tuple[int, int]:
    k = D * p[0] * q[0] * p[1] * q[1] % P
    inverse = pow(1 - k * k, -1, P)  # of both denominators at once
    return (p[0] * q[1] + q[0] * p[1]) * (1 - k) * inverse % P, (p[1] * q[1] + p[0] * q[0]) * (1 + k) * inverse % P

def times(number: int, p: tuple[int, int]) -> tuple[int, int]:
    rest = times(number >> 1, add(p, p)) if number else (0, 1)
    return add(rest, p) if number & 1 else rest

def point(data: bytes) -> tuple[int, int]:
    y = int.from_bytes(data, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and data[31] >> 7):
        raise ValueError("a key is no point of the curve")
    return (x if x & 1 == data[31] >> 7 else P - x), y

def signed(key: bytes, text: bytes, signature: bytes) -> bool:  # strictly: one spelling a number, no key of small order
    s, (x, y) = int.from_bytes(signature[32:], "little"), point(key)
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    rx, ry = add(times(s, point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))), times(k, (P - x, y)))
    spelt = len(key) == 32 and len(signature) == 64 and s < L and times(8, (x, y)) != (0, 1)
    return spelt and (ry | (rx & 1) << 255).to_bytes(32, "little") == signature[:32]

def plain(text: str) -> bytes:
    if base64.b64encode(base64.b64decode(text, validate=True)).decode() != text:
        raise ValueError("base64 is not in its one canonical spelling")
    return base64.b64decode(text)

def opened(note: str, vkey: str) -> tuple[int, bytes]:  # size and root of a signed c2sp.org/tlog-checkpoint
    name, number, material = vkey.strip().split("+", 2)
    text, key = note[: note.rindex("\n\n") + 1], plain(material)
    mark = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    lines = [line.split(" ", 2) for line in note[len(text) + 1 :].split("\n")[:-1]]
    ours = [value for value in (plain(line[2]) for line in lines if line[:2] == ["\u2014", name]) if value[:4] == mark]
    origin, size, root = text.split("\n")[:3]
    sound = key[0] == 1 and mark.hex() == number and note[-1] == "\n" and origin == name and str(int(size)) == size
    if not sound or not ours or not all(signed(key[1:], text.encode(), value[4:]) for value in ours):
        raise ValueError("its checkpoint is not one that the key of the log has signed")
    return int(size), plain(root)

def place(proof: str, line: bytes, vkey: str, known: dict[str, tuple[int, bytes]]) -> int:  # c2sp.org/tlog-proof@v1
    (first, *rest), note = proof[: proof.index("\n\n")].split("\n"), proof[proof.index("\n\n") + 2 :]
    told = plain(rest.pop(0)[6:]) if rest[0].startswith("extra ") else line
    index, path = int(rest[0][6:]), [plain(one) for one in rest[1:]]
    known[note] = size, root = known.get(note) or opened(note, vkey)
    node, here, last = hashlib.sha256(b"\0" + line).digest(), index, size - 1
    for other in path:  # RFC 9162, 2.1.3.2
        right = here & 1 or here == last
        node = hashlib.sha256(b"\1" + (other + node if right else node + other)).digest()
        while right and here and not here & 1:
            here, last = here >> 1, last >> 1
        here, last = here >> 1, (last >> 1 if last else -1)
    sound = first == "c2sp.org/tlog-proof@v1" and rest[0] == f"index {index}" and 0 <= index < size and told == line
    if not sound or last or node != root or any(len(one) != 32 for one in path):
        raise ValueError("does not stand in the signed log in these words")
    return index + 1

def main(folder: Path, told: str) -> int:
    def hashed(name: str, kind: str = "sha256") -> str:
        state = hashlib.new(kind)
        with (folder / name).open("rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                state.update(block)
        return state.hexdigest()

    vkey, lines = ((folder / one).read_bytes().decode(errors="replace") for one in ("proofs/log.vkey", "custody.jsonl"))
    here = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    mark = hashlib.sha256(vkey.strip().encode()).hexdigest()[:40]
    wrong = ["proofs/log.vkey: the key has not the fingerprint that you gave"] if told not in ("", mark) else []
    for name in [f"{tag}manifest-{kind}.txt" for tag in ("", "tag") for kind in ("sha256", "sha512")]:
        rows = [row.partition("  ") for row in (folder / name).read_bytes().decode(errors="replace").split("\n")[:-1]]
        due = {one for one in here if one.startswith("data/") != name.startswith("tag") and one[:11] != "tagmanifest"}
        bad = due.symmetric_difference(one for _, _, one in rows)
        bad.update(one for digest, _, one in rows if one in here and hashed(one, name[-10:-4]) != digest)
        wrong += [f"{one}: is not the file that {name} lists" for one in sorted(bad)]
    before, known, vouched, package = (-1, ""), {"": (0, b"")}, {""}, ""
    for line in lines.split("\n")[:-1]:  # each a leaf of the log
        try:
            entry = json.loads(line)
            seq, body = entry["seq"], {name: value for name, value in entry.items() if name != "hash"}
            words = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            ways = folder.glob(f"*/*{seq:08}.tlog-proof")
            edited = hashlib.sha256(words.encode("utf-8", "backslashreplace")).hexdigest() != entry["hash"]
            loose = seq == before[0] + 1 and entry["prev"] != before[1]
            if edited or loose or {place(p.read_bytes().decode(), line.encode(), vkey, known) for p in ways} != {seq}:
                raise ValueError("was edited, or stands at another place of the log")
            before, package = (seq, entry["hash"]), entry["object"]["sha256"] if entry["act"] == "exported" else ""
            vouched.update([entry["object"]["sha256"]] if entry["act"] in ("collected", "received") else [])
        except Exception as error:
            wrong.append(f"custody.jsonl: {error or type(error)}: {line[:200]}")
    if package != hashed("manifest-sha256.txt"):
        wrong.append("manifest-sha256.txt: the signed log does not speak of this package")
    originals = [one for one in sorted(here) if one.startswith("data/originals/")]
    wrong += [one + ": no line of custody speaks of it" for one in originals if one[15:] not in vouched & {hashed(one)}]
    print(f"""{len(here)} files, {len(originals)} originals, {lines.count(chr(10))} lines of custody.
CHECKED: each file by its hashes; each original by its line of custody; each line, and the package, by the signed log.
NOT CHECKED: whether what is told is true; who holds the key; the rest of the log; witnesses; time stamps (README.txt).
Fingerprint of the key: {mark} ({"the one you gave" if told == mark else "compare it by telephone or in person"})""")
    print(*["WRONG " + "".join(one if one.isprintable() else "?" for one in text) for text in wrong],
          "Something does NOT hold." if wrong else "All of it holds.", sep="\n")
    return 1 if wrong else 0

if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:2] or [str(Path(__file__).parent)]), "".join(sys.argv[2:]).lower()))
