"""The scanner finds what it must: each word in each form, at any place, packed or not; and nothing where nothing is."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import zipfile
import zlib

import pytest

from .canaries import CANARIES
from .scanning import ESCAPES, Scanner, forms, patterns

NOISE = random.Random(417).randbytes(1 << 16)


def test_more_than_sixty_forms_of_a_cyrillic_word():
    assert len(forms(CANARIES["name in Cyrillic"])) > 100
    assert len(forms(CANARIES["telephone"])) > 50  # digits are alike in most alphabets


@pytest.mark.parametrize("name", list(CANARIES))
def test_every_form_of_every_word_is_found_in_noise(name):
    scanner = Scanner(CANARIES)
    for at, (form, data) in enumerate(forms(CANARIES[name]).items()):
        planted = NOISE[: 1000 + at] + data + NOISE[1000 + at : 4000]
        assert any(word == name for word, _ in scanner.scan(planted)), form


def test_base64_is_found_wherever_the_word_stands():
    import base64

    scanner = Scanner(CANARIES)
    for before in range(7):
        for behind in range(4):
            text = b"y" * before + CANARIES["name in Latin"].encode() + b"z" * behind
            assert scanner.scan(base64.b64encode(text)), (before, behind)


def zipped(data):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", data)
    return file.getvalue()


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress, bz2.compress, lzma.compress, zipped])
def test_packed_streams_are_opened_also_within_each_other(pack):
    scanner = Scanner(CANARIES)
    word = ("x" * 50 + CANARIES["sentence"] + "y" * 50).encode()
    assert scanner.scan(NOISE[:777] + pack(word) + NOISE[:777])
    assert scanner.scan(NOISE[:777] + gzip.compress(b"z" * 99 + pack(word)) + NOISE[:777])


def test_noise_holds_no_word():
    assert Scanner(CANARIES).scan(NOISE) == ()


def test_no_form_is_so_short_that_chance_finds_it():
    assert min(map(len, patterns(CANARIES))) >= 6
    assert len(ESCAPES) >= 40
