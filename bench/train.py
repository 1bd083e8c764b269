"""Learn the weights that ship from the annotated reports, and write them where the coder finds them.

The same reports and rules give the same bytes. `--check` writes nothing and fails where the file is another one.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from letapis.claims.learning.training import train
from letapis.claims.learning.weights import FILE, to_bytes
from letapis.workflow.learning import shipped_lessons

TARGET = Path(__file__).resolve().parents[1] / "letapis" / "vocabulary" / FILE


def main() -> int:
    lessons = shipped_lessons()
    weights = train(lessons)
    content = to_bytes(weights)
    sizes = ", ".join(f"{task} {len(table)}" for task, table in sorted(weights.tables.items()))
    print(f"{len(lessons)} annotated reports; weights: {sizes}; claims below {weights.dropped_below} are dropped")
    if "--check" in sys.argv:
        same = TARGET.exists() and TARGET.read_bytes() == content
        print("the file is what these reports and rules give" if same else "the file is of other reports or rules")
        return 0 if same else 1
    TARGET.write_bytes(content)
    print(f"{TARGET}: {len(content) / 1000:.0f} kB, {weights.digest}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
