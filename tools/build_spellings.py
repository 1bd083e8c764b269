"""Builds `gazetteer/spellings.tsv`: every folded spelling with the places it names, so that nothing is folded at run time.

Run it after any change of the gazetteer's tables; a test holds the file against them.

    python tools/build_spellings.py
"""

from __future__ import annotations

from pathlib import Path

from letapis.vocabulary.gazetteer_index import lines

if __name__ == "__main__":
    target = Path(__file__).resolve().parents[1] / "letapis" / "vocabulary" / "gazetteer" / "spellings.tsv"
    target.write_text("".join(f"{line}\n" for line in lines()), "utf-8", newline="\n")
    print(target, target.stat().st_size, "bytes")
