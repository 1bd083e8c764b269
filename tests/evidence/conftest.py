"""A small archive's log and a package of it, made without the rest of Letapis."""

import json
import secrets
from types import SimpleNamespace

import pytest

from letapis.archive.canonical import canonical, digest
from letapis.archive.proofs.checkpoint import Checkpoint, signed_checkpoint
from letapis.archive.proofs.merkle import Tree, leaf_hash
from letapis.archive.proofs.note import SigningKey
from letapis.archive.proofs.proof import Proof
from letapis.evidence.files import in_memory
from letapis.evidence.package import Contents, Original, digest_of, finished, payload
from letapis.evidence.zip_layout import zip_blocks

TEXTS = {
    "paper.txt": b"October 27, 2020\n\nMore than 700 people were arrested in Minsk.\n",
    "\u0441\u043f\u0456\u0441.txt": "\u041d\u044f\u043c\u0430 \u0437\u0432\u0435\u0441\u0442\u0430\u043a.\n".encode(),
}


class SmallLog:
    """Lines chained as an archive chains them, with a tree, a key and proofs."""

    def __init__(self):
        self.lines, self.tree, self.signing = [], Tree(), SigningKey.new("letapis.example/small")

    def append(self, **entry):
        before = json.loads(self.lines[-1])["hash"] if self.lines else "0" * 64
        told = {**entry, "at": "2021-03-04T05:06:07Z", "who": "anna", "nonce": secrets.token_hex(16)}
        told |= {"prev": before, "seq": len(self.lines) + 1}
        self.lines.append(canonical({**told, "hash": digest(canonical(told))}))
        self.tree.append(leaf_hash(self.lines[-1]))

    def key(self):
        return self.signing.public().text()

    def proof(self, number, line):
        note = signed_checkpoint(Checkpoint(self.signing.name, self.tree.size, self.tree.root()), self.signing).full()
        return Proof(number - 1, tuple(self.tree.inclusion(number - 1)), note, line).text()

    def anchors(self, lines):
        number, line = next(iter(lines.items()))
        proof = self.proof(number, line)
        checkpoint = proof.partition("\n\n")[2].encode()
        return {"1.checkpoint": checkpoint, "1.tsr": b"\x30\x00", f"1.{number:08}.tlog-proof": proof.encode()}


def small_package(texts=TEXTS, fill=0, last="exported"):
    """A log with some more lines in it, and the entries of a package of the texts."""
    log = SmallLog()
    log.append(act="created")
    originals = []
    for name, data in texts.items():
        log.append(act="collected", name=name, object={"sha256": digest(data), "size": len(data)})
        originals.append(Original(digest(data), len(data), name, "2021-03-04T05:06:07Z", {}, in_memory(data)))
    for _ in range(fill):
        log.append(act="verified")
    contents = Contents(
        "case-1", originals, {digest(data): b'{"text":"x"}\n' for data in texts.values()}, {}, {}, [{"id": "e1"}]
    )
    held = payload(contents)
    log.append(act=last, object={"sha256": digest_of(held), "size": 1})
    wanted = [line for line in log.lines if b'"collected"' in line or line == log.lines[-1]]
    return SimpleNamespace(log=log, contents=contents, entries=finished(contents, held, wanted, log))


@pytest.fixture(scope="session", name="small_package")
def made_small_package():
    """To make packages of another kind."""
    return small_package


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    """The package as a zip, its entries, and its log."""
    made = small_package(fill=20)
    path = tmp_path_factory.mktemp("package") / "case-1.zip"
    path.write_bytes(b"".join(zip_blocks(made.entries)))
    return SimpleNamespace(path=path, **vars(made))


@pytest.fixture
def unpacked(package, tmp_path):
    """The package in a folder, as an outsider unpacks it."""
    import zipfile

    with zipfile.ZipFile(package.path) as archive:
        archive.extractall(tmp_path)
    return tmp_path / "case-1"
