import json

import pytest

from letapis.sources.errors import SourceError
from letapis.workflow.transform import transform


def upper(value):
    if value["text"] == "bad value":
        raise ValueError('"published" is no date: x')
    if value["text"] == "crash":
        raise RuntimeError("boom")
    return {**value, "claims": [value["text"].upper()]}


def write(path, *lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def line(number, **more):
    return json.dumps({"z": 1, "id": f"d{number}", "text": f"text {number}", "a": [None, 1.5], **more})


def read(path):
    return [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]


def test_the_same_objects_come_out_with_all_fields_in_order(tmp_path):
    source = write(tmp_path / "docs.jsonl", line(1), line(2))
    done = transform(source, tmp_path / "out.jsonl", upper, "test")
    assert (done.documents, done.refused) == (2, [])
    assert list(read(tmp_path / "out.jsonl")[0].items()) == [
        ("z", 1),
        ("id", "d1"),
        ("text", "text 1"),
        ("a", [None, 1.5]),
        ("claims", ["TEXT 1"]),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs.jsonl", "out.jsonl"]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ('{"id": "d7", "text": "cut', "is not JSON"),
        ('["no object"]', "is not a JSON object"),
        ('{"id": "d7"}', 'has no "text"'),
        ('{"id": "d7", "text": NaN}', "NaN"),
        ('{"id": "d7", "text": "bad value"}', '"published" is no date'),
        ('{"id": "d7", "text": "crash"}', "RuntimeError: boom"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_broken_line_7_is_named_and_the_others_are_done(tmp_path, broken, words):
    source = write(tmp_path / "docs.jsonl", *map(line, range(1, 7)), broken, *map(line, range(8, 11)))
    done = transform(source, tmp_path / "out.jsonl", upper, "test")
    assert done.documents == 9
    [refused] = done.refused
    assert (refused.file, refused.place) == ("docs.jsonl", "line 7")
    assert words in str(refused)


def test_a_line_that_is_no_utf8_is_named(tmp_path):
    source = tmp_path / "docs.jsonl"
    source.write_bytes(line(1).encode() + b"\n" + '{"text": "Минск"}'.encode("cp1251") + b"\n")
    [refused] = transform(source, tmp_path / "out.jsonl", upper, "test").refused
    assert (refused.place, refused.problem) == ("line 2", "is not UTF-8 at byte 10")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"no json\n"])
def test_nothing_to_do_is_an_error_and_writes_nothing(tmp_path, content):
    source = tmp_path / "docs.jsonl"
    source.write_bytes(content)
    with pytest.raises(SourceError):
        transform(source, tmp_path / "out.jsonl", upper, "test")
    assert [path.name for path in tmp_path.iterdir()] == ["docs.jsonl"]


def test_an_interrupted_run_goes_on_and_ends_the_same(tmp_path):
    source = write(tmp_path / "docs.jsonl", *map(line, range(40)), "broken", *map(line, range(41, 60)))
    worked = []

    def work(value):
        worked.append(value["id"])
        if len(worked) == 50:
            raise KeyboardInterrupt
        return upper(value)

    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        transform(source, out, work, "test")
    assert not out.exists()
    done = transform(source, out, work, "test")
    assert (done.documents, done.resumed, len(done.refused)) == (59, 49, 1)
    assert len(worked) == 60
    transform(source, tmp_path / "again.jsonl", upper, "test")
    assert (tmp_path / "again.jsonl").read_bytes() == out.read_bytes()


def test_other_work_does_not_go_on_where_this_one_stopped(tmp_path):
    source = write(tmp_path / "docs.jsonl", *map(line, range(40)))

    def stop(value):
        if value["id"] == "d30":
            raise KeyboardInterrupt
        return upper(value)

    with pytest.raises(KeyboardInterrupt):
        transform(source, tmp_path / "out.jsonl", stop, "version 1")
    assert transform(source, tmp_path / "out.jsonl", upper, "version 2").resumed == 0
    assert len(read(tmp_path / "out.jsonl")) == 40


def test_a_line_that_failed_before_an_interruption_is_not_taken_for_done(tmp_path):
    source = write(tmp_path / "docs.jsonl", line(0), line(1, text="crash"), *map(line, range(2, 40)))
    worked = []

    def work(value):
        worked.append(value["id"])
        if len(worked) == 30:
            raise KeyboardInterrupt
        return upper(value)

    with pytest.raises(KeyboardInterrupt):
        transform(source, tmp_path / "out.jsonl", work, "test")
    done = transform(source, tmp_path / "out.jsonl", upper, "test")
    assert [one["id"] for one in read(tmp_path / "out.jsonl")] == ["d0", *(f"d{number}" for number in range(2, 40))]
    assert (done.documents, len(done.refused)) == (39, 1)
