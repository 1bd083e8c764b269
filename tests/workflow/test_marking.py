"""Marks made beside the work are those made in it, of the right reports, whatever the number of batches."""

from dataclasses import dataclass

import pytest

from letapis.registry.duplicates import marks
from letapis.sources.document import Document
from letapis.workflow.marking import with_marks


@dataclass(frozen=True)
class Batch:
    documents: list


def report(number):
    return Document(f"report{number}", " ".join(f"word{number * one % 97}" for one in range(60)))


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("sizes", [[], [1], [0], [3, 2], [2, 0, 4, 1]])
def test_every_batch_comes_once_in_its_order_with_its_marks(monkeypatch, processes, sizes):
    monkeypatch.setenv("LETAPIS_PROCESSES", processes)
    batches = [Batch([report(10 * place + one) for one in range(size)]) for place, size in enumerate(sizes)]
    found = [(batch, [made(one) for one in batch.documents]) for batch, made in with_marks(iter(batches))]
    assert found == [(batch, [marks(one) for one in batch.documents]) for batch in batches]


def test_of_two_reports_with_one_id_the_first_counts(monkeypatch):
    monkeypatch.setenv("LETAPIS_PROCESSES", "2")
    first, second = report(1), Document("report1", "something else")
    (_, made), _ = with_marks([Batch([first, second]), Batch([])])
    assert made(first) == marks(first)


def test_a_fault_while_reading_ahead_comes_through(monkeypatch):
    monkeypatch.setenv("LETAPIS_PROCESSES", "2")

    def batches():
        yield Batch([report(1)])
        yield Batch([report(2)])
        raise ValueError("the third cannot be read")

    with pytest.raises(ValueError, match="third"):
        list(with_marks(batches()))
