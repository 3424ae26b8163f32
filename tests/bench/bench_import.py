"""What an import costs against the quick library's raw read of the same file, measured in one run.

Run with `python -m tests.bench.bench_import`. Seconds are of both processes together, the reading child included.
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from core.io.cells import Book
from core.io.importing import ImportPlan, parts, plan, read_and_plan, understand
from core.io.reader import read_book
from core.model import History, Workspace
from core.task import Progress

ROWS, COLUMNS, ROUNDS = 200_000, 10, 3


def main() -> None:
    """Print the figures with their goals."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "metals.xlsx"
        write(path)
        raw = middle(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
        whole = middle(lambda: read_and_plan(Progress(), path, Workspace()))
        reading = middle(lambda: read_book(path))
        say(f"import of {ROWS:,} x {COLUMNS} against the raw read", whole / raw, 2.5)
        print(f"raw read {raw:.2f} s, read into cells {reading:.2f} s, read, detected and converted {whole:.2f} s (cpu)")
        book = read_book(path)
        print(f"detect {middle(lambda: understand(book, Workspace())):.2f} s, convert {middle(lambda: convert(book)):.2f} s")
        history = History()
        history.edit("Import", **parts(history.workspace, convert(book)))
        again = middle(lambda: plan(history.workspace, understand(book, history.workspace)))
        print(f"the same again, compared with what is there: {again:.2f} s")


def convert(book: Book) -> ImportPlan:
    workspace = Workspace()
    return plan(workspace, understand(book, workspace))


def write(path: Path) -> None:
    rng = np.random.default_rng(7)
    prices = (5_000 + rng.normal(size=(ROWS, COLUMNS - 1)).cumsum(axis=0)).round(2)
    with Workbook(path, {"constant_memory": True}) as book:
        shown = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Prices")
        sheet.write_row(0, 0, ["Date", *(f"Metal {number} (USD/t)" for number in range(1, COLUMNS))])
        for row, values in enumerate(prices.tolist(), 1):
            sheet.write_number(row, 0, row, shown)
            for column, value in enumerate(values, 1):
                sheet.write_number(row, column, value)


def middle(work: Callable[[], object]) -> float:
    """The middle of some runs, in seconds of processor time of this process and its children."""
    times = []
    for _round in range(ROUNDS):
        before = processor()
        work()
        times.append(processor() - before)
    return statistics.median(times)


def processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def say(name: str, value: float, goal: float) -> None:
    print(f"{name}: {value:.2f} (goal <= {goal:g})")


if __name__ == "__main__":
    main()
