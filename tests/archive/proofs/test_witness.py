"""A witness signs a log that only grew, and no other: by the protocol, and as two folders that exchange files."""

import itertools
import stat
import sys

import pytest

from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.proofs.checkpoint import Checkpoint, check_cosignatures, signed_checkpoint
from letapis.archive.proofs.errors import ProofError
from letapis.archive.proofs.merkle import EMPTY, Tree, leaf_hash
from letapis.archive.proofs.note import COSIGNATURE, ED25519, Note, SigningKey, VerifierKey
from letapis.archive.proofs.witness import RefusedError, Request, answer
from letapis.workflow import witnessing
from letapis.workflow.proving import add_cosignature, keys_of_log, proofs_of, request_for

LOG = SigningKey("log.invalid/17", ED25519, bytes(range(32)))
WITNESS = SigningKey("witness.example/1", COSIGNATURE, bytes(range(1, 33)))


def tree_of(count, changed=-1):
    tree = Tree()
    tree.extend(leaf_hash(b"x" if number == changed else b"%d" % number) for number in range(count))
    return tree


def checkpoint_of(tree, size=None):
    size = tree.size if size is None else size
    return Checkpoint(LOG.name, size, tree.root(size))


def request_of(tree, old, new=None, key=LOG, proof=None):
    hashes = (tree.consistency(old, new) if old else []) if proof is None else proof
    return Request(old, tuple(hashes), signed_checkpoint(checkpoint_of(tree, new), key).full())


def test_a_request_reads_back():
    made = request_of(tree_of(9), 4)
    assert Request.parse(made.text()) == made
    assert made.text().startswith("old 4\n")


@pytest.mark.parametrize(
    "text",
    ["", "old 4\n", "old 04\n\nx", "new 4\n\nx", "old 4\nAAAA\n\nx", "old 4\n" + ("A" * 43 + "=\n") * 64 + "\nx"],
)
def test_what_is_no_request(text):
    with pytest.raises(ProofError):
        Request.parse(text)


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 9), (4, 9), (9, 9)])
def test_a_log_that_only_grew_is_signed(old, new):
    tree = tree_of(9)
    last = checkpoint_of(tree, old) if old else None
    line = answer(request_of(tree, old, new), [LOG.public()], last, WITNESS, 1_700_000_000)
    (found,) = check_cosignatures(Note(checkpoint_of(tree, new).text(), (line,)), WITNESS.public())
    assert found.time == 1_700_000_000


TREE, CHANGED = tree_of(9), tree_of(9, changed=2)
LAST = checkpoint_of(TREE, 4)
EMPTY_WITH_A_ROOT = Request(0, (), signed_checkpoint(Checkpoint(LOG.name, 0, bytes(32)), LOG).full())


@pytest.mark.parametrize(
    ("request_", "keys", "last", "status"),
    [
        (request_of(TREE, 4), [SigningKey.new("log.invalid/99").public()], LAST, 404),
        (request_of(TREE, 4, key=SigningKey("log.invalid/17", ED25519, bytes(32))), [LOG.public()], LAST, 403),
        (Request(12, (), request_of(TREE, 4).checkpoint), [LOG.public()], LAST, 400),
        (request_of(TREE, 3), [LOG.public()], LAST, 409),
        (request_of(TREE, 4), [LOG.public()], None, 409),
        (request_of(CHANGED, 4), [LOG.public()], LAST, 422),
        (request_of(TREE, 4, proof=TREE.consistency(4)[:-1]), [LOG.public()], LAST, 422),
        (request_of(TREE, 0, proof=[EMPTY]), [LOG.public()], None, 422),
        (EMPTY_WITH_A_ROOT, [LOG.public()], None, 422),
        (request_of(CHANGED, 9), [LOG.public()], checkpoint_of(TREE), 422),
    ],
)
def test_every_refusal_has_the_status_of_the_protocol(request_, keys, last, status):
    with pytest.raises(RefusedError) as refused:
        answer(request_, keys, last, WITNESS, 1)
    assert refused.value.status == status


def test_of_two_histories_of_one_size_the_witness_signs_one():
    for first, second in itertools.permutations((TREE, CHANGED)):
        answer(request_of(first, 0), [LOG.public()], None, WITNESS, 1)
        with pytest.raises(RefusedError):
            answer(request_of(second, 9), [LOG.public()], checkpoint_of(first), WITNESS, 1)


# ---- as files between two organisations


@pytest.fixture
def archive(tmp_path):
    made = Archive.create(tmp_path / "archive", "anna")
    with made.locked():
        made.log([{"act": "transferred", "to": "court"}] * 3, "anna")
    return made


def exchange(archive, folder, key, old=None):
    request = request_for(archive, key.name, old)
    signed = witnessing.sign(folder, request.text())
    add_cosignature(archive, signed.note, key)
    return signed


@pytest.mark.parametrize("lasting", [False, True])
def test_two_rounds_of_request_and_answer(archive, tmp_path, lasting):
    folder = tmp_path / "witness"
    key = witnessing.begin(folder, "witness.example/1", lasting)
    witnessing.trust(folder, keys_of_log(archive)[0])
    first = exchange(archive, folder, key)
    with archive.locked():
        archive.log([{"act": "transferred", "to": "press"}], "anna")
    second = exchange(archive, folder, key)
    assert (first.before, first.size, second.before, second.size) == (0, 4, 4, 6)
    assert witnessing.known(folder) == [(keys_of_log(archive)[0].name, 6)]
    assert key.name in proofs_of(archive, [2])[2]


def test_a_rewritten_log_is_refused_with_a_word_that_says_so(archive, tmp_path):
    folder = tmp_path / "witness"
    key = witnessing.begin(folder, "witness.example/1")
    witnessing.trust(folder, keys_of_log(archive)[0])
    exchange(archive, folder, key)
    keys = archive.files.read("proofs/log-keys.json")
    twin = Archive.create(tmp_path / "twin", "boris")
    twin.files.write("proofs/log-keys.json", keys)
    for name in ("proofs/checkpoints.jsonl", "proofs/tree"):
        twin.files.remove(name)
    with twin.locked():
        twin.log([{"act": "transferred", "to": "nobody"}] * 9, "boris")
    with pytest.raises(ArchiveError, match="rewritten since the witness signed 4 lines"):
        witnessing.sign(folder, request_for(twin, key.name, 4).text())
    assert witnessing.known(folder) == [(keys_of_log(archive)[0].name, 4)]


def test_an_unknown_log_and_an_old_request_are_refused_with_the_way_out(archive, tmp_path):
    folder = tmp_path / "witness"
    key = witnessing.begin(folder, "witness.example/1")
    request = request_for(archive, key.name).text()
    with pytest.raises(ArchiveError, match="Name its key with --log"):
        witnessing.sign(folder, request)
    witnessing.trust(folder, keys_of_log(archive)[0])
    witnessing.sign(folder, request)
    with pytest.raises(ArchiveError, match="--old 4"):
        witnessing.sign(folder, request)
    with pytest.raises(ArchiveError, match="no request"):
        witnessing.sign(folder, "hello")


def test_an_answer_of_somebody_else_is_not_kept(archive, tmp_path):
    folder = tmp_path / "witness"
    key = witnessing.begin(folder, "witness.example/1")
    witnessing.trust(folder, keys_of_log(archive)[0])
    signed = witnessing.sign(folder, request_for(archive, key.name).text())
    other = SigningKey.new("witness.example/2", COSIGNATURE).public()
    with pytest.raises(ArchiveError, match=r"no signature of witness\.example/2"):
        add_cosignature(archive, signed.note, other)
    fake = VerifierKey(key.name, COSIGNATURE, other.public)
    line = signed.note.split(f"— {key.name} ")[1]
    import base64

    forged = base64.b64encode(fake.key_id + base64.b64decode(line)[4:]).decode()
    with pytest.raises(ArchiveError, match="of no checkpoint"):
        add_cosignature(archive, f"— {key.name} {forged}\n", fake)
    assert list(archive.ledger.cosignatures()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are another matter there")
def test_the_key_of_the_witness_is_for_its_owner_only(tmp_path):
    witnessing.begin(tmp_path / "witness", "witness.example/1")
    assert stat.S_IMODE((tmp_path / "witness" / "witness.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda place: witnessing.known(place / "none"), "there is no witness here"),
        (lambda place: witnessing.begin(place, "a b"), "without spaces"),
        (lambda place: (witnessing.begin(place, "a"), witnessing.begin(place, "a")), "the place is taken"),
    ],
)
def test_faults_in_one_line(tmp_path, do, words):
    with pytest.raises(ArchiveError, match=words):
        do(tmp_path / "witness")
