"""What is published with the repository: no path of somebody's machine, no key, no address, no real text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SELF = Path(__file__).resolve()
PATHS = re.compile(r"(?<![\w.:/-])/(?:home/\w|root/|work/|Users/\w|tmp/\w|opt/\w)|[A-Z]:\\\\?Users")
KEYS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AGE-SECRET-KEY-1[A-Z0-9]")
ADDRESS = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+(?!jpg|png|svg|js\b)[a-z]{2,})\b")
# Names that are set aside for examples (RFC 2606) and never anybody's.
NOBODY = re.compile(r"(^|\.)(example|invalid|test|localhost)$|(^|\.)example\.(com|net|org)$")


@pytest.fixture(scope="module")
def tracked():
    done = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is no git checkout; to run it: git clone the repository && python3 dev.py test")
    paths = [CHECKOUT / name.decode() for name in done.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file() and path != SELF]


def hits(tracked, pattern):
    for path in tracked:
        text = path.read_bytes().decode("utf-8", errors="replace")
        for match in pattern.finditer(text):
            yield f"{path.relative_to(CHECKOUT).as_posix()}: {match.group()}", match


def test_no_path_of_a_machine(tracked):
    assert [where for where, _ in hits(tracked, PATHS)] == []


def test_no_key(tracked):
    assert [where for where, _ in hits(tracked, KEYS)] == []


def test_no_mail_address_of_somebody(tracked):
    text_files = [path for path in tracked if path.suffix not in {".pdf", ".docx", ".odt", ".png"}]
    assert [where for where, match in hits(text_files, ADDRESS) if not NOBODY.search(match.group(1))] == []


def test_no_file_of_the_seeds(tracked):
    """No sentence of forty letters or more of the seeds stands in a tracked text."""
    seeds = sorted((CHECKOUT.parent / "shared" / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the seeds do not lie beside the checkout")
    sentences = {
        sentence.strip()
        for path in seeds
        for sentence in re.split(r"[.!?\n]", path.read_text(encoding="utf-8"))
        if len(sentence.strip()) >= 80
    }
    assert len(sentences) > 50
    copied = [
        f"{path.relative_to(CHECKOUT)}: {sentence[:60]}"
        for path in tracked
        if (text := path.read_bytes().decode("utf-8", errors="replace"))
        for sentence in sentences
        if sentence in text
    ]
    assert copied == []
