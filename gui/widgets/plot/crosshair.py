"""Reading the lines at a day: the nearest point at or before it, never a value in between."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gui.widgets.plot.values import Line, Pane, Reading, Row


def read(panes: Sequence[Pane], day: float) -> Reading:
    """Every line of the panes at `day`."""
    return Reading(day, tuple(read_line(line, day) for pane in panes for line in pane.lines))


def read_line(line: Line, day: float) -> Row:
    """The last point of `line` at or before `day`; without a value in a gap, without a day before the line begins."""
    place = int(line.days.searchsorted(day, side="right")) - 1
    if place < 0:
        return Row(line.key, line.label, line.unit, None, None)
    value = float(line.values[place])
    marked = line.marks is not None and bool(line.marks[place])
    height = None if line.heights is None else float(line.heights[place])
    return Row(line.key, line.label, line.unit, value if math.isfinite(value) else None, float(line.days[place]), marked, height)


def next_point(lines: Sequence[Line], day: float, step: int) -> float | None:
    """The nearest day after `day` (step 1) or before it (step -1) on which any line has a point."""
    found: list[float] = []
    for line in lines:
        place = int(line.days.searchsorted(day, side="right" if step > 0 else "left")) - (step < 0)
        if 0 <= place < len(line.days):
            found.append(float(line.days[place]))
    if not found:
        return None
    return min(found) if step > 0 else max(found)
