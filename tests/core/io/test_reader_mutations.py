"""Damage by chance: whatever bits flip and wherever a file ends, the answer is a book or a sentence."""

import random
from pathlib import Path

import pytest

from core.io.cells import Book
from core.io.reader import Limits, read_book
from core.task import Refused
from tests.core.io.hostile import cell, row, xls, xls_number, xlsx

LIMITS = Limits(seconds=10, memory=500 << 20, cells=2_000_000)
ROWS = "".join(row(n, cell(f"A{n}", 0, "s"), cell(f"B{n}", n * 1.5), cell(f"C{n}", 40_000 + n, style=1)) for n in range(1, 30))
SOURCES = {"book.xlsx": xlsx(ROWS), "book.xls": xls(*(xls_number(n, n % 3, n * 1.5) for n in range(60)))}


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _flip in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _doubled(data: bytes, chance: random.Random) -> bytes:
    first = chance.randrange(len(data))
    return data[: first + 40] + data[first:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def test_the_sources_are_sound(tmp_path: Path) -> None:
    for name, data in SOURCES.items():
        (tmp_path / name).write_bytes(data)
    assert read_book(tmp_path / "book.xlsx").sheets[0].filled == 87
    assert read_book(tmp_path / "book.xls").sheets[0].filled == 60


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", SOURCES)
def test_damaged_books_are_read_or_refused(name: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    damage = chance.choice([_flipped, _flipped, _cut, _doubled])
    path = tmp_path / name
    path.write_bytes(damage(SOURCES[name], chance))
    try:
        outcome: Book | str = read_book(path, limits=LIMITS)
    except Refused as refusal:
        outcome = str(refusal)
    if isinstance(outcome, str):
        assert outcome.startswith(name)
        assert "longer than" not in outcome
