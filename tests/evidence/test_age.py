"""Sealing to recipients, against the vectors of C2SP and the tool `age` itself."""

import shutil
import subprocess
import zlib
from hashlib import sha256
from pathlib import Path

import pytest

from letapis.evidence import age
from letapis.evidence.errors import EvidenceError

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "security" / "age"
outside = pytest.mark.skipif(not SHARED.is_dir(), reason="the outside corpora are not beside the checkout")
tool = pytest.mark.skipif(shutil.which("age") is None, reason="no age: apt-get install age")


def vector(path):
    head, _, body = path.read_bytes().partition(b"\n\n")
    told = dict(line.split(": ", 1) for line in head.decode().splitlines())
    return told, zlib.decompress(body) if told.get("compressed") == "zlib" else body


def verdict(told, body):
    """What we make of one: the payload as it should be, or None."""
    import pyrage

    try:
        identities = age.identities_of(told.get("identity", ""), "identity")
        return sha256(age.open_sealed(body, identities, "vector")).hexdigest()
    except (EvidenceError, pyrage.IdentityError):
        return None


def why(name, told):
    """Why we refuse what the format allows."""
    if told.get("armored") == "yes":
        return "armour: nothing that Letapis opens is armoured"
    if "passphrase" in told:
        return "a passphrase: a sender could make us burn seconds"
    return "post-quantum recipients: the library does not know them" if "hybrid" in name else "unexplained"


@outside
def test_the_vectors_of_c2sp():
    counts, refused = {"taken": 0, "refused": 0}, {}
    for path in sorted(SHARED.iterdir()):
        told, body = vector(path)
        found = verdict(told, body)
        if told["expect"] == "success":
            assert found in {None, told["payload"]}, path.name
            if found is None:
                reason = why(path.name, told)
                refused.setdefault(reason, []).append(path.name)
                continue
            counts["taken"] += 1
        else:
            assert found is None, f"taken although {told['expect']}: {path.name}"
            counts["refused"] += 1
    print(f"age: {counts}; stricter:", {reason: len(names) for reason, names in refused.items()})  # noqa: T201
    assert "unexplained" not in refused, refused
    assert counts["taken"] >= 14


@outside
@pytest.mark.parametrize("name", ["stanza_missing_body", "stanza_missing_final_line", "scrypt_work_factor_23"])
def test_what_the_library_takes_and_the_format_forbids(name):
    """pyrage opens these three; the strict reader in front of it does not let them by."""
    _, body = vector(SHARED / name)
    with pytest.raises(EvidenceError):
        age.check_header(body, name)


def test_sealed_to_two_each_opens_it_and_a_third_does_not():
    (first, to_first), (second, to_second), (third, _) = (age.new_identity() for _ in range(3))
    sealed = age.sealed(b"words", age.recipients_of([to_first, to_second]))
    for identity in (first, second):
        assert age.open_sealed(sealed, age.identities_of(f"# a comment\n{identity}\n", "file"), "x") == b"words"
    with pytest.raises(EvidenceError, match=r"part-7: does not open"):
        age.open_sealed(sealed, age.identities_of(third, "file"), "part-7")


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA", "age1" + "q" * 58])
def test_what_is_no_recipient_is_told(text):
    with pytest.raises(EvidenceError, match="is no recipient"):
        age.recipients_of([text])


@tool
def test_the_tool_opens_what_we_seal_and_we_what_it_seals(tmp_path):
    identity, recipient = age.new_identity()
    (tmp_path / "key").write_text(identity + "\n")
    with (tmp_path / "ours.age").open("wb") as file:
        age.seal_to(iter([b"one ", b"", b"two " * 50_000]), file, age.recipients_of([recipient]))
    run = ["age", "-d", "-i", str(tmp_path / "key"), str(tmp_path / "ours.age")]
    assert subprocess.run(run, capture_output=True, check=True).stdout == b"one " + b"two " * 50_000
    run = ["age", "-r", recipient, "-o", str(tmp_path / "theirs.age")]
    subprocess.run(run, input=b"three", check=True)
    opened = age.open_sealed((tmp_path / "theirs.age").read_bytes(), age.identities_of(identity, "key"), "theirs")
    assert opened == b"three"
