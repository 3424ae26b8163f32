"""Many cells in one text: "B15:D20, F7", the way Excel names a selection; written from cells, and read again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from core.model import address, parse_address, range_address

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column: zero-based, inclusive."""

_LONGEST = 30_000  # letters: such a list still fits in a cell of Excel


def areas_of(cells: Iterable[tuple[int, int]]) -> list[Area]:
    """The cells (row, column) as few rectangles: runs down a column, then runs alike side by side; in reading order."""
    packed = np.array(sorted({(column, row) for row, column in cells}), np.int64).reshape(-1, 2)
    if not len(packed):
        return []
    open_at: dict[tuple[int, int], Area] = {}
    found: list[Area] = []
    for first_row, column, last_row in _runs(packed[:, 1], packed[:, 0]):
        left = open_at.get((first_row, last_row))
        if left is not None and left[3] == column - 1:
            open_at[first_row, last_row] = (first_row, left[1], last_row, column)
            continue
        if left is not None:
            found.append(left)
        open_at[first_row, last_row] = (first_row, column, last_row, column)
    return sorted([*found, *open_at.values()])


def _runs(rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """(first row, column, last row) of each unbroken run; the cells come by column, then by row."""
    breaks = np.flatnonzero((np.diff(rows) != 1) | (np.diff(columns) != 0)) + 1
    firsts, lasts = np.concatenate([[0], breaks]), np.concatenate([breaks - 1, [len(rows) - 1]])
    return list(zip(rows[firsts].tolist(), columns[firsts].tolist(), rows[lasts].tolist(), strict=True))


def cell_list(areas: Iterable[Area]) -> str:
    """The areas in one text; a list too long for a cell of Excel ends in "…"."""
    names: list[str] = []
    length = 0
    for first_row, first_column, last_row, last_column in areas:
        single = (first_row, first_column) == (last_row, last_column)
        name = address(first_row, first_column) if single else range_address(first_row, first_column, last_row, last_column)
        length += len(name) + 2
        if length > _LONGEST:
            return ", ".join([*names, "…"])
        names.append(name)
    return ", ".join(names)


def areas_in(text: str) -> list[Area]:
    """The areas that a list names; what is no address in it is passed over."""
    found: list[Area] = []
    for name in text.split(","):
        first, _colon, last = name.strip().partition(":")
        try:
            a = parse_address(first)
            b = parse_address(last) if last else a
        except ValueError:
            continue
        found.append((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
    return found


def first_cells(text: str, count: int = 3) -> str:
    """A list as it is shown in a line: its first areas, and "…" for the rest."""
    names = text.split(", ")
    return text if len(names) <= count else ", ".join(names[:count]) + " …"
