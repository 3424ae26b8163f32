"""How long reading takes: python -m tests.bench.bench_reading

Our cells, child process included, against the quick library's raw rows in a process that is already running.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROWS, COLUMNS, RUNS = 200_000, 10, 5


def make(path: Path) -> None:
    """A workbook of ROWS x COLUMNS: a date, a country, numbers."""
    import xlsxwriter

    chance = random.Random(1)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Data")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["date", "country", *(f"series {number}" for number in range(COLUMNS - 2))])
    for row in range(1, ROWS + 1):
        sheet.write_number(row, 0, 20_000 + row % 30_000, day)
        sheet.write_string(row, 1, f"Country {row % 200}")
        for column in range(2, COLUMNS):
            sheet.write_number(row, column, round(chance.random() * 10_000, 4))
    book.close()


def raw(path: Path) -> None:
    """The quick library's own rows."""
    import python_calamine

    rows = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    assert len(rows) == ROWS + 1


def ours(path: Path) -> None:
    """Cells with kinds, formats and findings."""
    from core.io.reader import read_book

    sheet = read_book(path).sheets[0]
    assert sheet.filled == (ROWS + 1) * COLUMNS


def alone(path: Path) -> None:
    """The child process and hardly anything to read."""
    from core.io.reader import read_book

    assert read_book(path).sheets[0].filled


def seconds(work: Callable[[], None]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the figures. The two are measured in turns, so that a busy machine is busy for both."""
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "large.xlsx", Path(folder) / "small.csv"
        make(path)
        small.write_text("a,b\n1,2\n", encoding="utf-8")
        pairs = [(seconds(lambda: raw(path)), seconds(lambda: ours(path))) for _run in range(RUNS)]
        start = statistics.median(seconds(lambda: alone(small)) for _run in range(RUNS))
    quick, cells = statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
    print(f"reading {ROWS:,} x {COLUMNS} into cells / raw rows of the quick library: {cells / quick:.2f} (goal <= 1.5)")
    print(f"  cells {cells:.2f} s, raw rows {quick:.2f} s, a file of two rows {start:.2f} s")


if __name__ == "__main__":
    main()
