"""What linking reaches on public sets, where they lie beside the checkout; nothing of them is in the repository."""

import importlib.util
import json
from pathlib import Path

import pytest

from letapis.workflow.linking import link

CHECKOUT = Path(__file__).resolve().parents[3]
SETS = CHECKOUT.parent / "shared" / "data"
WHY = "the public sets are not beside the checkout"


@pytest.fixture
def conll():
    spec = importlib.util.spec_from_file_location("coreference", CHECKOUT / "bench" / "coreference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.conll


def test_the_measure(conll):
    known = {"a": "1", "b": "1", "c": "2"}
    assert conll(known, known) == 1.0
    # MUC 0; B-cubed: recall 2/3, precision 1; CEAF-e: Dice 2/3 and 1, over two known and three found
    alone = {"a": "x", "b": "y", "c": "z"}
    assert conll(known, alone) == pytest.approx((0 + 0.8 + 2 * (5 / 6) * (5 / 9) / (5 / 6 + 5 / 9)) / 3)


@pytest.mark.skipif(not SETS.is_dir(), reason=WHY)
@pytest.mark.parametrize(
    ("file", "key", "split", "least"),
    [("gvc/docs.jsonl", "doc_id", "dev", 0.90), ("ecb/dev_mentions.jsonl", "mention_id", None, 0.80)],
)
def test_events_found_in_public_sets(tmp_path, conll, file, key, split, least):
    lines = [json.loads(line) for line in (SETS / file).read_text(encoding="utf-8").splitlines()]
    used = [line for line in lines if split is None or line["split"] == split]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, used)), encoding="utf-8")
    link(source, target)
    found = {one[key]: one["event"] for one in map(json.loads, target.read_text(encoding="utf-8").splitlines())}
    assert conll({line[key]: line["event_id"] for line in used}, found) >= least
