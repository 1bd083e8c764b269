"""The queue of anchors from end to end, with an authority of our own and fake calendars and witnesses; no network."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import Timestamp

from letapis.archive.acts import problems
from letapis.archive.anchors.blocks import Header
from letapis.archive.archive import Archive
from letapis.archive.errors import ArchiveError
from letapis.archive.proofs.note import parse_note
from letapis.archive.verification import verify
from letapis.archive.zone_key import ZoneKey
from letapis.workflow import witnessing
from letapis.workflow.anchor_records import AUTHORITY, CALENDAR, WITNESS, Service, anchors, keep, services
from letapis.workflow.anchoring import check_all, compare_blocks, files_of, queue, send_waiting, use
from letapis.workflow.proving import keys_of_log

KEY = ZoneKey("team", bytes(range(32)))


def written(stamp):
    context = BytesSerializationContext()
    stamp.serialize(context)
    return context.getbytes()


class Calendar:
    """Answers as a calendar does: a promise first, the way to a block later."""

    def __init__(self):
        self.block = None  # the number of the block, once there is one
        self.seen = []

    def answer(self, url, body):
        self.seen.append(body)
        if url.endswith("/digest"):
            stamp = Timestamp(body)
            end = stamp.ops.add(OpAppend(b"calendar")).ops.add(OpSHA256())
            end.attestations.add(PendingAttestation("https://calendar.example"))
            return written(stamp)
        if self.block is None:
            raise OSError("404 not in a block yet")
        stamp = Timestamp(bytes.fromhex(url.rpartition("/")[2]))
        end = stamp.ops.add(OpSHA256())
        end.attestations.add(BitcoinBlockHeaderAttestation(self.block))
        self.root = end.msg
        return written(stamp)


@pytest.fixture
def world(tmp_path, authority, authority_made):
    """An archive, and everybody who may confirm its log; `send` is the network."""

    class World:
        archive = Archive.create(tmp_path / "archive", "anna", KEY)
        other = authority_made("Two")
        calendar = Calendar()
        folder = tmp_path / "witness"
        key = witnessing.begin(tmp_path / "witness", "witness.example/1")
        online = True
        sent = []  # noqa: RUF012

        def send(self, url, body, headers):  # noqa: ARG002
            if not self.online:
                raise OSError("Network is unreachable")
            self.sent.append((url, body))
            match url.split("/")[2]:
                case "one.example":
                    return authority.answer(body)
                case "two.example":
                    return self.other.answer(body)
                case "calendar.example":
                    return self.calendar.answer(url, body)
                case "witness.example":
                    note = witnessing.sign(self.folder, body.decode()).note
                    return parse_note(note).signatures[-1].line().encode()
            raise OSError("no such host")

    made = World()
    for host, one in (("one", authority), ("two", made.other)):
        pem = one.root.public_bytes(Encoding.PEM).decode()
        use(made.archive, Service(AUTHORITY, f"https://{host}.example/tsa", pem))
    use(made.archive, Service(CALENDAR, "https://calendar.example/"))
    use(made.archive, Service(WITNESS, "https://witness.example", made.key.text()))
    return made


def states(archive):
    return {(one.kind, one.url.split("/")[2]): one.state for one in anchors(archive)}


def test_two_authorities_a_calendar_and_a_witness_at_once(world):
    assert queue(world.archive) == 4
    witnessing.trust(world.folder, keys_of_log(world.archive)[0])
    found = send_waiting(world.archive, world.send)
    assert found.asked == 4
    assert [one.problem for one in found.anchors] == ["", "", "", ""]
    assert states(world.archive) == {
        ("rfc3161", "one.example"): "proven",
        ("rfc3161", "two.example"): "proven",
        ("opentimestamps", "calendar.example"): "pending",
        ("witness", "witness.example"): "proven",
    }
    assert {one.by for one in found.anchors} == {"CN=Time of One", "CN=Time of Two", "", "witness.example/1"}
    assert all(one.moment for one in found.anchors if one.state == "proven")
    acts = [entry for entry in world.archive.custody.entries() if entry["act"] == "anchored"]
    assert sorted(entry["kind"] for entry in acts) == ["rfc3161", "rfc3161", "witness"]
    assert [problem for entry in acts for problem in problems(entry)] == []
    told = verify(world.archive)
    assert (told.problems, told.notices) == ((), ())
    assert check_all(world.archive) == []


def test_what_leaves_the_machine_names_nobody(world):
    with world.archive.locked():
        world.archive.log([{"act": "transferred", "to": "canary"}], "canary")
    queue(world.archive)
    witnessing.trust(world.folder, keys_of_log(world.archive)[0])
    send_waiting(world.archive, world.send)
    assert len(world.sent) == 4
    assert not any(b"canary" in body for _, body in world.sent)
    assert [len(body) for url, body in world.sent if "calendar" in url] == [32]
    assert [len(body) < 100 for url, body in world.sent if "tsa" in url] == [True, True]


def test_offline_it_waits_and_is_tried_again(world):
    queue(world.archive)
    witnessing.trust(world.folder, keys_of_log(world.archive)[0])
    world.online = False
    found = send_waiting(world.archive, world.send)
    assert {one.state for one in found.anchors} == {"queued"}
    assert {one.problem for one in found.anchors} == {"Network is unreachable"}
    assert queue(world.archive) == 0  # the same checkpoint is not asked for twice
    world.online = True
    assert sorted(one.state for one in send_waiting(world.archive, world.send).anchors) == ["pending"] + ["proven"] * 3


def test_a_promise_becomes_a_claim_and_only_a_header_makes_it_proven(world):
    queue(world.archive)
    send_waiting(world.archive, world.send)
    send_waiting(world.archive, world.send)
    assert states(world.archive)["opentimestamps", "calendar.example"] == "pending"
    world.calendar.block = 800_000
    send_waiting(world.archive, world.send)
    assert states(world.archive)["opentimestamps", "calendar.example"] == "claimed"
    (one,) = [one for one in compare_blocks(world.archive, []).anchors if one.kind == CALENDAR]
    assert (one.state, one.problem) == ("claimed", "the header of block 800000 is missing")
    block = Header(800_000, bytes(36) + world.calendar.root + (1_700_000_000).to_bytes(4, "little") + bytes(8))
    (one,) = [one for one in compare_blocks(world.archive, [block]).anchors if one.kind == CALENDAR]
    assert (one.state, one.moment, one.by) == ("proven", "2023-11-14T22:13:20Z", "Bitcoin block 800000")


def test_an_answer_that_does_not_hold_is_not_kept(world):
    queue(world.archive)
    honest = world.send

    def crooked(url, body, headers):
        answer = honest(url, body, headers)
        if "one.example" in url:  # the stamp of somebody else
            return world.other.answer(body)
        if "two.example" in url:
            return answer[:-1] + bytes([answer[-1] ^ 1])
        return b"<html>busy</html>"

    found = send_waiting(world.archive, crooked)
    assert {one.state for one in found.anchors} == {"queued"}
    assert {one.answer for one in found.anchors} == {b""}
    assert all(one.problem for one in found.anchors)
    assert not [entry for entry in world.archive.custody.entries() if entry["act"] == "anchored"]


def test_a_kept_answer_that_was_changed_is_found(world):
    queue(world.archive)
    send_waiting(world.archive, world.send)
    (one,) = [one for one in anchors(world.archive) if "one.example" in one.url]
    with world.archive.locked():
        keep(world.archive, replace(one, answer=one.answer[:-1] + bytes([one.answer[-1] ^ 1])))
    assert [found.url for found, _ in check_all(world.archive)] == ["https://one.example/tsa"]


def test_a_witness_that_saw_another_history_refuses(world, tmp_path):
    queue(world.archive)
    witnessing.trust(world.folder, keys_of_log(world.archive)[0])
    send_waiting(world.archive, world.send)
    # The same keys over another log: as one who rewrites it in secret would have it.
    twin = Archive.create(tmp_path / "twin", "boris", KEY)
    twin.files.write("proofs/log-keys.json", world.archive.files.read("proofs/log-keys.json"))
    for name in ("proofs/checkpoints.jsonl", "proofs/tree"):
        twin.files.remove(name)
    with twin.locked():
        twin.log([{"act": "transferred", "to": "nobody"}] * 20, "boris")
    use(twin, Service(WITNESS, "https://witness.example", world.key.text()))
    queue(twin)
    (one,) = send_waiting(twin, world.send).anchors
    assert one.state == "queued"
    assert "the witness signed" in one.problem


def test_what_an_outsider_needs_is_given_by_file(world):
    queue(world.archive)
    send_waiting(world.archive, world.send)
    names = sorted(name.partition(".")[2] for name in files_of(world.archive))
    assert names == ["checkpoint"] * 3 + ["checkpoint.ots", "pem", "pem", "tsq", "tsq", "tsr", "tsr"]


@pytest.mark.parametrize(
    "service", [Service(AUTHORITY, "https://one.example"), Service(WITNESS, "https://witness.example", "x+y+z")]
)
def test_a_service_without_what_it_is_trusted_by(world, service):
    with pytest.raises(ArchiveError, match=r"Name its certificates, or its key"):
        use(world.archive, service)
    assert len(services(world.archive)) == 4
