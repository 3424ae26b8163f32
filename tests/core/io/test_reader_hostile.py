"""None of the hostile books reaches this process: each is a book or one sentence, within its limits."""

from pathlib import Path

import pytest

from core.io.cells import Book
from core.io.reader import read_book
from core.task import Refused
from tests.core.io.hostile import BOOKS, Hostile


def test_there_are_enough_of_them() -> None:
    assert len(BOOKS) >= 80
    assert len({book.name for book in BOOKS}) == len(BOOKS)


@pytest.mark.parametrize("hostile", BOOKS, ids=lambda hostile: hostile.name)
def test_a_hostile_book_is_read_or_refused(hostile: Hostile, tmp_path: Path) -> None:
    path = tmp_path / hostile.file
    path.write_bytes(hostile.make())
    try:
        book = read_book(path, limits=hostile.limits)
    except Refused as refusal:
        sentence = str(refusal)
        assert hostile.refusal, sentence
        assert hostile.refusal in sentence
        assert sentence.startswith(hostile.file)
        assert sentence.endswith(".")
        assert "\n" not in sentence
    else:
        assert not hostile.refusal, [sheet.filled for sheet in book.sheets]
        assert isinstance(book, Book)
        assert hostile.judge(book), book.findings
