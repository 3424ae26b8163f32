"""A table of a million rows: painting, sorting and filtering, as ratios to what nothing could beat in the same run."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTableView

from gui import theme
from gui.widgets.table import ArrayData, Grid, GridColumn
from gui.widgets.table.search import TextIndex

ROWS = 1_000_000
SIZE = (820, 1_000)  # about 400 cells in view
COLUMNS = 10
_Index = QModelIndex | QPersistentModelIndex


class EmptyModel(QAbstractTableModel):
    """The floor: a table whose cells hold nothing."""

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return ROWS

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return COLUMNS

    def data(self, _index: _Index, _role: int = 0) -> Any:
        return None


def table() -> ArrayData:
    rng = np.random.default_rng(7)
    words = ["gold", "silver", "copper", "cobalt", "lithium", "nickel", "graphite", "gallium", "germanium", "antimony"]
    texts = [f"{words[number]} lot {row:07d}" for row, number in enumerate(rng.integers(0, 10, ROWS).tolist())]
    dates = np.datetime64("1900-01-01") + rng.integers(0, 40_000, ROWS)
    numbers = [np.round(rng.normal(1_000, 200, ROWS), 2) for _ in range(COLUMNS - 2)]
    columns = (
        GridColumn("lot", "Lot"),
        GridColumn("date", "Date", "date"),
        *(GridColumn(f"n{number}", f"Value {number}", "number", "t", digits=2, width=9) for number in range(COLUMNS - 2)),
    )
    return ArrayData(columns, (texts, dates, *numbers))


def median_ms(action: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def jumping(view: QTableView) -> Callable[[], None]:
    """Jump somewhere else in the table and repaint it."""
    rng = np.random.default_rng(3)
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)

    def jump() -> None:
        view.verticalScrollBar().setValue(int(rng.integers(0, ROWS - 100)))
        view.viewport().render(picture)

    return jump


def painting(data: ArrayData) -> tuple[float, float]:
    empty, model = QTableView(), EmptyModel()
    empty.setModel(model)
    empty.verticalHeader().setDefaultSectionSize(24)
    empty.horizontalHeader().setDefaultSectionSize(76)
    grid = Grid("Bench")
    grid.set_data(data)
    full = grid.findChildren(QTableView)[0]
    full.verticalHeader().setDefaultSectionSize(24)
    for column in range(COLUMNS):
        full.setColumnWidth(column, 76)
    jumps = []
    for window, view in ((empty, empty), (grid, full)):
        window.resize(*SIZE)
        window.show()
        QApplication.processEvents()
        jumps.append(jumping(view))
    taken = [[median_ms(jump, 25) for jump in jumps] for _round in range(4)]
    for window in (empty, grid):
        window.close()
        window.deleteLater()
    return min(floor for floor, _ in taken), min(mine for _, mine in taken)


def main() -> None:
    """Print every figure with its goal."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    data = table()
    floor, mine = painting(data)
    print(
        f"table of 1,000,000 rows, jump and repaint, against empty cells: {mine / floor:.2f} (goal 1.15; {mine:.1f} against {floor:.1f} ms)"
    )

    grid = Grid("Bench")
    grid.set_data(data)
    numbers = np.asarray(data.sort_key(2))
    floor = median_ms(lambda: np.sort(numbers), 5)
    flip = iter(range(100))
    mine = median_ms(lambda: grid.sort_by(2, descending=bool(next(flip) % 2)), 5)
    print(f"sorting 1,000,000 numbers in the grid, against np.sort: {mine / floor:.2f} (goal 4.5; {mine:.0f} ms)")
    mine = median_ms(lambda: grid.sort_by(0), 1)
    print(f"sorting 1,000,000 different texts, the first time only: {mine / floor:.1f} (goal 60; {mine:.0f} ms)")
    mine = median_ms(lambda: grid.sort_by(0, descending=bool(next(flip) % 2)), 4)
    print(f"sorting 1,000,000 texts again, against np.sort of numbers: {mine / floor:.2f} (goal 7; {mine:.0f} ms)")

    grid.sort_by(2)
    texts = [data.text(row, 0) for row in range(ROWS)]
    index = TextIndex(texts)
    floor = median_ms(lambda: [text for text in texts if "gold" in text], 3)
    for words in ("gold", "lot 09", "0999999", "o"):
        mine = median_ms(partial(index.matches, words), 5)
        print(f"finding {words!r} in 1,000,000 texts, against a comprehension: {mine / floor:.2f} (goal 2.5; {mine:.0f} ms)")
    begin = time.perf_counter()
    grid.set_filter("gold")
    print(f"first word looked for in 1,000,000 rows x {COLUMNS} columns: {time.perf_counter() - begin:.1f} s (goal 1, once)")
    begin = time.perf_counter()
    grid.set_filter("gold 19")
    print(f"first digits looked for in them: {time.perf_counter() - begin:.1f} s (goal 6, once)")
    typed = iter(["silver", "silver 1", "silver 19", "silver 199", "cobalt"])
    mine = median_ms(lambda: grid.set_filter(next(typed)), 5)
    print(f"each further key, against a comprehension over one column: {mine / floor:.2f} (goal 7; {mine:.0f} ms)")
    grid.deleteLater()
    QApplication.processEvents()


if __name__ == "__main__":
    main()
