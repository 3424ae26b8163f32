"""The strange, broken and hostile files of other projects' tests: each is read whole or refused in one sentence.

odd_expected.csv was settled by looking into each file where the libraries disagree or fail; it holds counts and words, no content.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from core.io.cells import Kind
from core.io.reader import Limits, read_book
from core.task import Refused

EXPECTED = list(csv.DictReader((Path(__file__).parent / "odd_expected.csv").read_text(encoding="utf-8").splitlines()))
LIMITS = Limits(seconds=20)


@pytest.mark.parametrize("said", EXPECTED, ids=lambda said: said["file"])
def test_an_odd_file_is_read_whole_or_refused(said: dict[str, str], real: Path) -> None:
    path = real / "odd" / said["file"]
    if said["outcome"] == "refused":
        with pytest.raises(Refused, match=said["word"]) as refusal:
            read_book(path, limits=LIMITS)
        assert str(refusal.value).startswith(path.name)
        assert "\n" not in str(refusal.value)
        return
    book = read_book(path, limits=LIMITS)
    assert sum(sheet.filled for sheet in book.sheets) == int(said["filled"])
    assert sum(int(np.count_nonzero(sheet.kinds == Kind.ERROR)) for sheet in book.sheets) == int(said["errors"])
    assert not [finding for finding in book.findings if finding.rule == "lost-cells"]
    if said["filled"] == "0":
        assert [finding for finding in book.findings if finding.rule == "no-values"]


def test_every_odd_file_is_expected(real: Path) -> None:
    assert sorted(path.name for path in (real / "odd").iterdir()) == sorted(said["file"] for said in EXPECTED)


def test_the_books_of_the_trade(real: Path) -> None:
    prices = read_book(real / "prices" / "world_bank_monthly.xls")
    assert prices.format == "xlsx"
    monthly = next(sheet for sheet in prices.sheets if sheet.name == "Monthly Prices")
    assert (monthly.rows, monthly.columns) == (804, 72)
    assert any(sheet.hidden for sheet in prices.sheets)
    governance = read_book(real / "countries" / "WGI_wgidataset.xlsx")
    assert sum(int(np.count_nonzero(sheet.kinds == Kind.ERROR)) for sheet in governance.sheets) == 5700
    gold = read_book(real / "prices" / "gold_monthly.csv")
    assert (gold.sheets[0].rows, gold.sheets[0].filled) == (2323, 4646)


def test_error_cells_keep_their_words(real: Path) -> None:
    book = read_book(real / "odd" / "poi__bug67784.xlsx")
    sheet = book.sheets[0]
    words = {sheet.cell(int(row), int(column)).text for row, column in np.argwhere(sheet.kinds == Kind.ERROR)}
    assert words
    assert all(word.startswith("#") for word in words)


def test_the_two_date_systems_agree(real: Path) -> None:
    books = [read_book(real / "odd" / f"sheetjs__{year}.xml") for year in (1900, 1904)]
    assert [book.details["date system"] for book in books] == ["1900", "1904"]
    same = read_book(real / "odd" / "sheetjs__1900.xlsx")
    dates = [[sheet.numbers[sheet.kinds == Kind.DATE].tolist() for sheet in book.sheets] for book in (*books, same)]
    assert dates[0] == dates[2]
    assert all(len(found[0]) == 5 for found in dates)
