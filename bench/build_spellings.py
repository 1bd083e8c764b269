"""Builds `gazetteer/spellings.tsv` and `long_names.tsv`, so that nothing of the world is folded at run time.

Run it after any change of the gazetteer's tables; a test holds the file against them.

    python bench/build_spellings.py
"""

from __future__ import annotations

from pathlib import Path

from letapis.names.endings import stem
from letapis.vocabulary.gazetteer_index import lines

FOLDER = Path(__file__).resolve().parents[1] / "letapis" / "vocabulary" / "gazetteer"


def write(name: str, rows: list[str]) -> None:
    (FOLDER / name).write_text("".join(f"{row}\n" for row in rows), "utf-8", newline="\n")
    print(name, len(rows), "lines,", (FOLDER / name).stat().st_size, "bytes")


def stemmed(line: str) -> str:
    """A name of several words with its words stemmed: `нижн новгород<TAB>Nizhny Novgorod`."""
    spelling, names = line.split("\t", 1)
    return " ".join(map(stem, spelling.split())) + "\t" + names.split("\t")[0]


if __name__ == "__main__":
    every = lines()
    write("spellings.tsv", [line for line in every if " " not in line.split("\t", 1)[0]])
    write("long_names.tsv", sorted(set(map(stemmed, (line for line in every if " " in line.split("\t", 1)[0])))))
