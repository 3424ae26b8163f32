"""What copying, pasting and clearing mean for the cells selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gui.widgets.table.clipboard import Copied
from gui.widgets.table.data import Edit
from gui.widgets.table.filters import as_numbers
from gui.widgets.table.model import GridModel
from gui.widgets.table.summary import Summary, summarised

COPY_LIMIT: Final = 2_000_000  # cells; more than any spreadsheet takes from a clipboard


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of shown rows and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Pasted:
    """The edits of a paste; how many cells fell outside the table, and how many on columns that cannot be edited."""

    edits: list[Edit]
    outside: int = 0
    locked: int = 0


def area(block: Block) -> int:
    """How many cells `block` holds, hidden columns included."""
    return (block.bottom - block.top + 1) * (block.right - block.left + 1)


def holds(block: Block, row: int, column: int) -> bool:
    """Whether the cell is in `block`."""
    return block.top <= row <= block.bottom and block.left <= column <= block.right


def bounding(blocks: Sequence[Block]) -> Block | None:
    """The smallest block around `blocks`; None around nothing."""
    if not blocks:
        return None
    top, left = min(block.top for block in blocks), min(block.left for block in blocks)
    return Block(top, left, max(block.bottom for block in blocks), max(block.right for block in blocks))


def size(blocks: Sequence[Block], shown: Sequence[int]) -> int:
    """How many cells `blocks` hold; columns that are hidden do not count."""
    return sum((block.bottom - block.top + 1) * len(_within(block, shown)) for block in blocks)


def copied(model: GridModel, blocks: Sequence[Block], shown: Sequence[int], *, titles: bool = False) -> list[list[Copied]]:
    """The cells of `blocks` as one table; cells between blocks are blank. With `titles` the heads of the columns come first."""
    columns = [column for column in shown if any(block.left <= column <= block.right for block in blocks)]
    numeric = {column for column in columns if model.columns[column].kind == "number"}
    rows = sorted({row for block in blocks for row in range(block.top, block.bottom + 1)})
    single = len(blocks) == 1

    def cell(shown_row: int, column: int) -> Copied:
        if not (single or any(holds(block, shown_row, column) for block in blocks)):
            return Copied("")
        text = model.full_text(int(model.order[shown_row]), column)
        return Copied(text, is_number=column in numeric and text != "")

    table = [[cell(row, column) for column in columns] for row in rows]
    if titles:
        table.insert(0, [Copied(_title(model, column)) for column in columns])
    return table


def pasted(model: GridModel, blocks: Sequence[Block], shown: Sequence[int], cells: Sequence[Sequence[str]]) -> Pasted:
    """Where `cells` go: one cell, or a table that fits several times, fills the selection; else they begin at its upper left corner."""
    width = max(map(len, cells), default=0)
    if not blocks or not width:
        return Pasted([])
    edits: list[Edit] = []
    outside = locked = 0
    for block in _filled(blocks, shown, len(cells), width) or [_at_corner(blocks, len(cells))]:
        columns = _columns_from(block, shown, width)
        for down in range(block.bottom - block.top + 1):
            line = cells[down % len(cells)]
            for across, column in enumerate(columns):
                if across % width >= len(line):
                    continue
                if column is None or block.top + down >= len(model.order):
                    outside += 1
                elif not model.columns[column].editable:
                    locked += 1
                else:
                    edits.append(Edit(int(model.order[block.top + down]), column, line[across % width].strip()))
    return Pasted(_real(model, edits), outside, locked)


def cleared(model: GridModel, blocks: Sequence[Block], shown: Sequence[int]) -> Pasted:
    """Empty every cell of `blocks` that can be edited."""
    return pasted(model, blocks, shown, [[""]])


def filled_down(model: GridModel, blocks: Sequence[Block], shown: Sequence[int]) -> Pasted:
    """The first row of each block written into the rows below it."""
    edits: list[Edit] = []
    locked = 0
    for block in blocks:
        for column in _within(block, shown):
            text = model.full_text(int(model.order[block.top]), column)
            below = range(block.top + 1, block.bottom + 1)
            if model.columns[column].editable:
                edits += [Edit(int(model.order[row]), column, text) for row in below]
            else:
                locked += len(below)
    return Pasted(_real(model, edits), locked=locked)


def summary(model: GridModel, blocks: Sequence[Block], shown: Sequence[int]) -> Summary:
    """Count, sum, mean and range of the cells in `blocks`."""
    parts: list[NDArray[np.float64]] = [np.empty(0)]
    for block in blocks:
        rows = model.order[block.top : block.bottom + 1]
        numeric = [column for column in _within(block, shown) if model.columns[column].kind == "number"]
        parts += [as_numbers(model.source.sort_key(column)[rows]) for column in numeric]
    return summarised(size(blocks, shown), np.concatenate(parts))


def _within(block: Block, shown: Sequence[int]) -> list[int]:
    return [column for column in shown if block.left <= column <= block.right]


def _filled(blocks: Sequence[Block], shown: Sequence[int], height: int, width: int) -> list[Block]:
    """`blocks` when each is a whole number of times `height` x `width`, else nothing."""
    fits = all((b.bottom - b.top + 1) % height == 0 and len(_within(b, shown)) % width == 0 for b in blocks)
    return list(blocks) if fits else []


def _at_corner(blocks: Sequence[Block], height: int) -> Block:
    top, left = min(block.top for block in blocks), min(block.left for block in blocks)
    return Block(top, left, top + height - 1, left)


def _columns_from(block: Block, shown: Sequence[int], width: int) -> list[int | None]:
    """The columns a line of `width` cells goes to, as often as it fits into `block`; None beyond the last column."""
    within = _within(block, shown)
    wanted = max(len(within), width)
    begin = list(shown).index(within[0]) if within else len(shown)
    found: list[int | None] = list(shown[begin : begin + wanted])
    return found + [None] * (wanted - len(found))


def _real(model: GridModel, edits: list[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.text != model.full_text(edit.row, edit.column)]


def _title(model: GridModel, column: int) -> str:
    declared = model.columns[column]
    return f"{declared.title} ({declared.unit})" if declared.unit else declared.title
