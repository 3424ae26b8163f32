"""What of a timeline is drawn at a zoom: bars where there is room for them, symbols for short ones, one symbol for many of a column.

Columns are counted from 1970 and not from the edge, so symbols keep together while the axis is dragged. Everything stays in its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.model import DIRECTIONS
from core.views.timeline import Timeline

COLUMN: Final = 22.0  # pixels that a symbol has for itself
RADIUS: Final = 5.0
CLUSTER: Final = 9.0  # half the width of a symbol that stands for several
LEAST_BAR: Final = 13.0  # pixels from which on a bar is drawn as one
_LABEL_GAP: Final = 5.0
_OUT: Final = 60.0  # how far marks outside the view are followed

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """(n,) each, by row and then from left to right: the first bar that a mark stands for, how many it stands for, its row, its edges,
    and the edges of the room for its label; all in pixels from the plot's left edge. bars: the bars of mark i are
    `bars[first[i]:first[i] + count[i]]`. direction: that of all its events, or that of none where they differ.
    """

    bar: Ints
    count: Ints
    row: Ints
    direction: Ints
    left: Floats
    right: Floats
    small: NDArray[np.bool_]
    label_left: Floats
    label_right: Floats
    bars: Ints
    first: Ints

    def members(self, mark: int) -> list[int]:
        """The bars that a mark stands for."""
        at = int(self.first[mark])
        return [int(one) for one in self.bars[at : at + int(self.count[mark])]]


def marks(timeline: Timeline, first: float, scale: float, width: float, rows: tuple[int, int]) -> Marks:
    """The marks of the rows from the first to before the second number, on a plot of `width` pixels that begins on day `first`."""
    bars = timeline.bars
    low, high = (int(one) for one in np.searchsorted(bars.row, rows))
    own = np.arange(low, high)
    reach = _OUT / scale
    own = own[(bars.start[own] <= first + width / scale + reach) & (bars.end[own] >= first - reach)]
    start, end, row = bars.start[own], bars.end[own], bars.row[own]
    short = (end - start) * scale < LEAST_BAR
    centre = np.where(short, (start + np.where(short, end, start)) / 2, 0.0)
    column = np.floor(centre * scale / COLUMN).astype(np.int64)
    # Short bars of one row and column go together; every long one is alone: its key is its own place, below all columns.
    key = np.where(short, column, np.iinfo(np.int64).min + np.arange(len(own)))
    order = np.lexsort((start, key, row))
    sorted_row, sorted_key = row[order], key[order]
    begins = np.flatnonzero(np.append(True, (np.diff(sorted_row) != 0) | (np.diff(sorted_key) != 0))) if len(own) else np.empty(0, np.intp)
    counts = np.diff(np.append(begins, len(own)))
    lead = order[begins]
    small = short[lead]
    left, right = _edges(start[lead], end[lead], centre[lead], column[lead], counts, small, first, scale, width)
    direction = _direction(timeline.directions[bars.item[own[order]]], begins)
    place = np.lexsort((left, row[lead]))
    lead, counts, small, left, right, begins = lead[place], counts[place], small[place], left[place], right[place], begins[place]
    label_left, label_right = _labels(row[lead], left, right, small, width)
    edges = (left, right, small, label_left, label_right)
    return Marks(own[lead], counts, row[lead], direction[place], *edges, own[order], begins)


def _direction(directions: Ints, begins: Ints) -> Ints:
    if not len(begins):
        return directions
    least, most = np.minimum.reduceat(directions, begins), np.maximum.reduceat(directions, begins)
    return np.where(least == most, least, len(DIRECTIONS))


def _edges(
    start: Floats, end: Floats, centre: Floats, column: NDArray[np.int64], counts: Ints, small: NDArray[np.bool_],
    first: float, scale: float, width: float,
) -> tuple[Floats, Floats]:  # fmt: skip
    """The edges of the marks; a symbol keeps to its column, so that no two of a row touch."""
    half = np.where(counts > 1, CLUSTER, RADIUS)
    middle = np.where(counts > 1, (column + 0.5) * COLUMN, centre * scale)
    middle = np.clip(middle, column * COLUMN + half + 1, (column + 1) * COLUMN - half - 1) - first * scale
    left = np.where(small, middle - half, np.clip((start - first) * scale, -_OUT, width + _OUT))
    right = np.where(small, middle + half, np.clip((end - first) * scale, -_OUT, width + _OUT))
    return left, right


def _labels(row: Ints, left: Floats, right: Floats, small: NDArray[np.bool_], width: float) -> tuple[Floats, Floats]:
    """A label begins in its bar or behind its symbol, behind a symbol that reaches into its bar, and ends before the next mark."""
    begin = np.where(small, right + 3.0, np.maximum(left, 0.0) + _LABEL_GAP)
    following = np.append(left[1:], width) if len(left) else left
    last = np.append(np.diff(row) != 0, True) if len(row) else np.empty(0, bool)
    if len(row):
        reaching = small[:-1] & ~last[:-1]
        begin[1:] = np.where(reaching, np.maximum(begin[1:], right[:-1] + 3.0), begin[1:])
    end = np.where(last, width, np.minimum(following, width)) - _LABEL_GAP
    return begin, np.maximum(end, begin)
