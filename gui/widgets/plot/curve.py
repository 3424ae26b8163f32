"""One line made ready for drawing: its outline in any window of time, at the price of the pixels and not of the points.

Where there are more points than pixels, each pixel column is drawn from its lowest to its highest value, so every extreme is on
the screen and the newest point too; where there are fewer, the points themselves are drawn. A gap stays a gap in both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gui.widgets.plot.pyramid import Floats, Places, Pyramid
from gui.widgets.plot.values import Line


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Points to join, (m,) each: a NaN in `heights` breaks the line. `marked` is None when no point is; `dense` when the
    points stand for pixel columns and not for themselves."""

    days: Floats
    heights: Floats
    marked: NDArray[np.bool_] | None
    dense: bool


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The pixel columns that hold points, (n,) each: which they are, which points [start, stop) they hold, the day to draw them on."""

    places: Places
    starts: Places
    stops: Places
    days: Floats


class Columns:
    """The pixel columns between `edges` (columns + 1,), in days; what lines of the same days need to know of them is found once."""

    def __init__(self, edges: Floats) -> None:
        self.edges = edges
        self._known: dict[int, tuple[Floats, Cells | slice]] = {}  # with the days themselves, whose id is taken while they live only

    def cells(self, days: Floats) -> Cells | slice:
        """Where points of these days fall; where columns would not thin them out, only which are in view, one before and one after too."""
        if id(days) not in self._known:
            self._known[id(days)] = days, self._find(days)
        return self._known[id(days)][1]

    def _find(self, days: Floats) -> Cells | slice:
        edges, inner = self.edges, days.searchsorted(self.edges)
        start, stop = max(int(inner[0]) - 1, 0), min(int(inner[-1]) + 1, len(days))
        if stop - start <= 2 * len(edges):
            return slice(start, stop)
        bounds = np.concatenate(([start], inner, [stop]))
        places = np.flatnonzero(bounds[1:] > bounds[:-1])
        starts, stops = bounds[places], bounds[places + 1]
        middle = np.concatenate((edges[:1], (edges[1:] + edges[:-1]) / 2, edges[-1:]))[places]
        drawn_on = np.where(stops - starts == 1, days[starts], np.clip(middle, days[starts], days[stops - 1]))
        return Cells(places, starts, stops, drawn_on)


class Curve:
    """A line as heights: its values, or their decimal logarithms, with NaN for whatever cannot be drawn."""

    def __init__(self, line: Line, *, log: bool, pyramids: dict[int, Pyramid] | None = None) -> None:
        """pyramids: those made already, by the id of their heights while these live: in a stack a line is the next one's floor."""
        self.line, self.log = line, log
        self.days = line.days
        self.heights = _heights(line.values if line.heights is None else line.heights, log=log)
        self._whole = bool(np.isfinite(self.heights).all())
        known = {} if pyramids is None else pyramids
        self.pyramid = known.get(id(self.heights)) or known.setdefault(id(self.heights), Pyramid(self.heights))
        self.floor = None if line.floor is None else Curve(replace(line, heights=line.floor, floor=None), log=log, pyramids=known)
        self._marked_before = None if line.marks is None or not line.marks.any() else np.concatenate(([0], np.cumsum(line.marks != 0)))

    def span(self) -> tuple[float, float] | None:
        """First and last day, or None without points."""
        return (float(self.days[0]), float(self.days[-1])) if len(self.days) else None

    def extreme(self, first: float, last: float) -> tuple[float, float]:
        """Lowest and highest height drawn between two days, NaN where nothing is: the points, and the line where it enters and leaves."""
        start, stop = (int(place) for place in self.days.searchsorted((first, last)))
        stop += int(stop < len(self.days) and self.days[stop] == last)
        low, high = self.pyramid.extreme(start, stop)
        heights: tuple[float, ...] = (low, high, self._crossing(start, first), self._crossing(stop, last))
        heights += self.floor.extreme(first, last) if self.floor is not None else ()
        known = [height for height in heights if height == height]
        return (min(known), max(known)) if known else (math.nan, math.nan)

    def outline(self, columns: Columns) -> Outline:
        """What to draw over the pixel columns, with the point before and the point after."""
        cells = columns.cells(self.days)
        if isinstance(cells, Cells):
            return self._dense(cells)
        seen = cells
        marks = None if self._marked_before is None or self.line.marks is None else self.line.marks[seen] != 0
        return Outline(self.days[seen], self.heights[seen], marks, dense=False)

    def border(self, columns: Columns) -> Outline:
        """`outline` as an area needs it, whose border is hidden by the line upon it: where that is dense, the last point of each column."""
        cells = columns.cells(self.days)
        return Outline(cells.days, self.heights[cells.stops - 1], None, dense=True) if isinstance(cells, Cells) else self.outline(columns)

    def _crossing(self, place: int, day: float) -> float:
        """The height at which the line to the point at `place` crosses `day`; NaN where there is none."""
        if not 0 < place < len(self.days):
            return math.nan
        before, after = float(self.days[place - 1]), float(self.days[place])
        low, high = float(self.heights[place - 1]), float(self.heights[place])
        return low + (high - low) * ((day - before) / (after - before)) if after > before else high

    def _dense(self, cells: Cells) -> Outline:
        """Four points a column - first, lowest and highest, last - without those that the neighbours make needless."""
        starts, stops, places = cells.starts, cells.stops, cells.places
        lows, highs = self.pyramid.extremes(np.append(starts, stops[-1]))
        rising = places % 2 == 0
        if self._whole and places[-1] - places[0] == len(places) - 1:
            return self._unbroken(cells, np.where(rising, lows, highs), np.where(rising, highs, lows))
        heads, tails = self.heights[starts], self.heights[stops - 1]

        joined = np.zeros(len(places) + 1, dtype=bool)
        joined[1:-1] = np.isfinite(tails[:-1]) & np.isfinite(heads[1:])
        near = joined.copy()
        near[1:-1] &= places[1:] - places[:-1] == 1

        slots = np.column_stack((np.full(len(places), np.nan), heads, np.where(rising, lows, highs), np.where(rising, highs, lows), tails))
        keep = np.ones(slots.shape, dtype=bool)
        keep[:, 0], keep[:, 1], keep[:, 4] = ~joined[:-1], ~near[:-1], ~near[1:]
        marked = None
        if self._marked_before is not None:
            marked = np.repeat(self._marked_before[stops] > self._marked_before[starts], keep.sum(axis=1))
        return Outline(np.repeat(cells.days, 5)[keep.ravel()], slots[keep], marked, dense=True)

    def _unbroken(self, cells: Cells, entered: Floats, left: Floats) -> Outline:
        """`_dense` of a line without gaps, which needs the two extremes of each column, its first point and its last."""
        starts, stops = cells.starts, cells.stops
        heights = np.empty(2 * len(starts) + 2)
        heights[0], heights[-1] = self.heights[starts[0]], self.heights[stops[-1] - 1]
        heights[1:-1:2], heights[2:-1:2] = entered, left
        times = np.full(len(starts), 2)
        times[0] += 1
        times[-1] += 1
        marked = None if self._marked_before is None else np.repeat(self._marked_before[stops] > self._marked_before[starts], times)
        return Outline(np.repeat(cells.days, times), heights, marked, dense=True)


def cut(outline: Outline, first: float, last: float) -> Outline:
    """The part of `outline` between two days, ending on the line where it crosses them."""
    days, heights = outline.days, outline.heights
    start, stop = int(days.searchsorted(first)), int(days.searchsorted(last, side="right"))
    kept, at, to = np.arange(start, stop), days[start:stop], heights[start:stop]
    for place, day, later in ((start, first, False), (stop, last, True)):
        if 0 < place < len(days) and days[place] > days[place - 1]:
            share = (day - days[place - 1]) / (days[place] - days[place - 1])
            at = np.insert(at, len(at) * later, day)
            to = np.insert(to, len(to) * later, heights[place - 1] + share * (heights[place] - heights[place - 1]))
            kept = np.insert(kept, len(kept) * later, min(place, len(days) - 1))
    return Outline(at, to, None if outline.marked is None else outline.marked[kept], outline.dense)


def runs(heights: Floats) -> list[tuple[int, int]]:
    """The stretches [start, stop) between gaps."""
    finite = np.isfinite(heights)
    if finite.all():
        return [(0, len(heights))] if len(heights) else []
    edge = np.flatnonzero(np.diff(finite, prepend=False, append=False))
    return [(int(start), int(stop)) for start, stop in edge.reshape(-1, 2)]


def _heights(values: Floats, *, log: bool) -> Floats:
    if log:
        heights = np.full(values.shape, np.nan)
        np.log10(values, out=heights, where=values > 0)
        values = heights
    infinite = np.isinf(values)
    return np.where(infinite, np.nan, values) if infinite.any() else values
