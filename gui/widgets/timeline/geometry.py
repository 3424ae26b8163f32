"""Where the parts of a timeline stand: the column of lanes, that of undated events, the axis on top and the rows under it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QWidget

from core.views.timeline import Timeline
from gui.widgets.plot.style import Style

LANE_GAP: Final = 9.0
_LANES, _LEAST_LANES, _SHARE = 168.0, 64.0, 0.22
_EDGE: Final = 8.0


@dataclass(frozen=True, eq=False)
class Geometry:
    """Everything in logical pixels. `first` and `last` are the days at the plot's edges, `scroll` what is above its top."""

    timeline: Timeline
    width: float
    height: float
    first: float
    last: float
    scroll: float
    row: float
    axis: float
    lanes: float
    undated: float

    @property
    def left(self) -> float:
        """Where the plot begins."""
        return self.lanes + self.undated

    @property
    def plot(self) -> QRectF:
        """The plot: where bars are."""
        return QRectF(self.left, self.axis, max(self.width - self.left, 1.0), max(self.height - self.axis, 1.0))

    @property
    def scale(self) -> float:
        """Pixels a day."""
        return max(self.width - self.left, 1.0) / (self.last - self.first)

    @cached_property
    def tops(self) -> NDArray[np.float64]:
        """(rows + 1,) the top of each row on the widget, and the bottom of the last."""
        return row_tops(self.timeline, self.row) + (self.axis - self.scroll)

    @property
    def rows_in_view(self) -> tuple[int, int]:
        """The rows from the first to before the second number are at least partly in view."""
        first = int(np.searchsorted(self.tops, self.axis, side="right")) - 1
        last = int(np.searchsorted(self.tops, self.height, side="left"))
        return max(first, 0), min(last, self.timeline.rows)

    def x(self, day: float) -> float:
        """Where a day begins."""
        return self.left + (day - self.first) * self.scale

    def day(self, x: float) -> float:
        """The day at a place."""
        return self.first + (x - self.left) / self.scale

    def row_at(self, y: float) -> int:
        """The row at a height; -1 where there is none."""
        if y < self.axis:
            return -1
        at = int(np.searchsorted(self.tops, y, side="right")) - 1
        return at if 0 <= at < self.timeline.rows and y < self.tops[at] + self.row else -1


def geometry(timeline: Timeline, width: float, height: float, window: tuple[float, float], scroll: float, style: Style) -> Geometry:
    """The places of everything at this size."""
    lanes = max(min(_LANES, width * _SHARE), _LEAST_LANES)
    undated = style.snap(style.small_width("0000") + 12) if any(lane.undated for lane in timeline.lanes) else 0.0
    axis = style.snap(2 * style.row + 8)
    return Geometry(timeline, width, height, *window, scroll, row_height(style), axis, style.snap(lanes), undated)


def row_height(style: Style) -> float:
    """How high a row is."""
    return style.snap(style.row + 4)


def row_tops(timeline: Timeline, row: float) -> NDArray[np.float64]:
    """(rows + 1,) the top of each row under the axis, and the bottom of all."""
    counts = np.array([lane.rows for lane in timeline.lanes], np.intp)
    gaps = np.repeat(np.arange(len(counts)), counts)
    tops = np.arange(len(gaps)) * row + gaps * LANE_GAP + LANE_GAP / 2
    return np.append(tops, (tops[-1] + row + LANE_GAP / 2) if len(tops) else 0.0)


def content_height(timeline: Timeline, style: Style) -> float:
    """How high all rows are together."""
    return float(row_tops(timeline, row_height(style))[-1])


def family(widget: QWidget) -> QFont:
    """The widget's font, its size in pixels."""
    font = QFont(widget.font())
    font.setPixelSize(max(QFontInfo(font).pixelSize(), 1))
    return font
