"""The whole of time in a strip: how many events there are when, and the window that is looked at, to be moved and stretched."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.views.timeline import Timeline
from core.words import _
from gui.theme import current
from gui.widgets.plot import time_window
from gui.widgets.plot.style import Style
from gui.widgets.timeline.geometry import family

_BAR: Final = 4.0  # pixels that events are counted in
_GRIP: Final = 6.0
_HEIGHT: Final = 34


class MiniMap(QWidget):
    """Tells `window_wanted` with the days that the user moved the window to."""

    window_wanted = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_minimap")
        self.setAccessibleName(_("All dates"))
        self.setToolTip(_("All dates: drag the window to move it, its edges to stretch it"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._starts = np.empty(0)
        self._span = time_window.whole(())
        self._window = self._span
        self._grip: tuple[Literal["first", "last", "both"], float, time_window.Window] | None = None

    def set_timeline(self, timeline: Timeline) -> None:
        """Count these events, each once in a lane."""
        self._starts = np.unique(np.stack((timeline.bars.item, timeline.bars.start)), axis=1)[1] if len(timeline.bars.item) else np.empty(0)
        self._span = time_window.whole(() if timeline.span is None else (timeline.span,))
        self.update()

    def set_window(self, first: float, last: float) -> None:
        """Show what is looked at."""
        self._window = (first, last)
        self.update()

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(400, _HEIGHT)

    def counts(self, columns: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """How many events begin in each of so many columns of all time."""
        return np.asarray(np.histogram(self._starts, columns, self._span)[0])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Columns of numbers on a scale of square roots, so that one event is seen beside a hundred; and the window."""
        colours, style = current(), Style(current(), family(self), self.devicePixelRatioF())
        counts = self.counts(max(int(self.width() // _BAR), 1))
        width, room = self.width() / len(counts), self.height() - style.small_metrics.height() - 4
        heights = np.sqrt(counts / max(int(counts.max()), 1)) * room
        window = self._rect()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(colours.window))
            painter.fillRect(window, QColor(colours.base))
            ink = QColor(colours.muted)
            for at in np.flatnonzero(counts).tolist():
                painter.fillRect(QRectF(at * width, room - heights[at] + 2, max(width - 1, 1), heights[at]), ink)
            painter.setFont(style.small)
            painter.setPen(ink)
            ticks = style.date_ticks(*self._span, float(self.width()))
            for tick in ticks.spans or ticks.ticks:  # years where the ticks are months
                x = self._x(tick.at) - style.small_width(tick.label) / 2
                if x > 0 and x + style.small_width(tick.label) < self.width():
                    painter.drawText(QPointF(x, self.height() - style.small_metrics.descent() - 1), tick.label)
            painter.setPen(style.pen(colours.accent))
            painter.drawRect(window.adjusted(0, 0, -1, -1))
            for edge in (window.left(), window.right()):
                painter.fillRect(QRectF(edge - 2, window.top() + 4, 4, window.height() - 8), QColor(colours.accent))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the window or of an edge of it; elsewhere the window comes to the pointer."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x, window = event.position().x(), self._rect()
        if not window.left() - _GRIP <= x <= window.right() + _GRIP:
            self._want(*time_window.moved(self._window, self._day(x) - sum(self._window) / 2))
        self._grip = (self._part(x), x, self._window)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or stretch the window."""
        if self._grip is None:
            edge = self._part(event.position().x()) != "both"
            self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)
            return
        part, begun, (first, last) = self._grip
        days = (event.position().x() - begun) * self._per_pixel()
        if part == "both":
            self._want(*time_window.moved((first, last), days))
        elif part == "first" and first + days < last:
            self._want(first + days, last)
        elif part == "last" and last + days > first:
            self._want(first, last + days)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def _want(self, first: float, last: float) -> None:
        self.window_wanted.emit(*time_window.kept(first, last))

    def _part(self, x: float) -> Literal["first", "last", "both"]:
        window = self._rect()
        if abs(x - window.left()) <= _GRIP:
            return "first"
        return "last" if abs(x - window.right()) <= _GRIP else "both"

    def _rect(self) -> QRectF:
        left = min(max(self._x(self._window[0]), 0.0), self.width() - 6.0)
        right = max(min(self._x(self._window[1]), float(self.width())), left + 6.0)
        return QRectF(left, 0, right - left, self.height())

    def _per_pixel(self) -> float:
        return (self._span[1] - self._span[0]) / max(self.width(), 1)

    def _x(self, day: float) -> float:
        return (day - self._span[0]) / self._per_pixel()

    def _day(self, x: float) -> float:
        return self._span[0] + x * self._per_pixel()
