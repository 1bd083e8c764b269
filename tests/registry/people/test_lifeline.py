"""The history of a person keeps everything that was ever decided of it."""

from letapis.registry.people.lifeline import lifeline


def test_every_step_stays(make):
    log = make.log(
        ("same", "a b"), ("same", "c d"), ("same", "b e"), ("undo", "pj3", "vera"), ("same", "a b", "vera"),
        ("not_same", "b f"), ("same", "b f"), ("not_same", "a h"), ("same", "f h"),
    )  # fmt: skip
    steps = lifeline("ab", log, make.of(log))
    assert [(step.judgement.id, step.state) for step in steps] == [
        ("pj1", "in force"),
        ("pj3", "undone by pj4"),
        ("pj4", "in force"),
        ("pj5", "in force"),
        ("pj6", "overruled"),
        ("pj7", "in force"),
        ("pj8", "in force"),
    ]
    again = make.log(("same", "a b"), ("not_same", "a b"), ("same", "a b"))
    assert [step.state for step in lifeline("a", again, make.of(again))] == ["overruled", "overruled", "in force"]
    assert [step.state for step in lifeline("h", log, make.of(log))] == ["in force", "waits"]
