"""The picture on the screen, kept from frame to frame: a move in time shows another part of it and paints only what it lacks.

The plots are kept on a canvas that reaches out of view on both sides. So dragging costs nearly the same for one line and for
twenty, and a moving crosshair repaints no line at all.
"""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from gui.widgets.plot.layout import Layout, Scene
from gui.widgets.plot.painting import REACH, paint_axis, paint_ground, paint_legends, paint_plot
from gui.widgets.plot.style import Style
from gui.widgets.plot.values import Reading, Row

_AHEAD = 160  # device pixels of the canvas on either side of the view


class Picture:
    """Grounds, lines, flags, axes and legends of one scene in device pixels; the crosshair is painted over it."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget the picture and its memory."""
        self._ground, self._canvas = QPixmap(), QPixmap()
        self._shown: tuple[Scene, Layout, Style] | None = None
        self._read: tuple[Row, ...] = ()
        self._origin = 0.0  # the first day in view when the plots were painted whole
        self._offset = 0  # how many device pixels the view has moved on since then
        self._left = 0  # where the canvas begins, counted likewise
        self._ready = (0, 0)  # what of it is painted, counted likewise

    def show(self, painter: QPainter, scene: Scene, layout: Layout, style: Style, reading: Reading) -> None:
        """Paint `scene` with `painter`, making anew only what differs from the picture before."""
        before, self._shown = self._shown, None  # stays forgotten if painting fails
        offset = self._moved(before, scene, layout, style)
        if offset is None:
            self._paint_all(scene, layout, style)
        elif before is not None and scene.first != before[0].first:
            self._move(offset, scene, layout, style)
        if offset is None or reading.rows != self._read:
            self._paint_heads(scene, layout, style, reading)
        self._read, self._shown = reading.rows, (scene, layout, style)
        painter.drawPixmap(0, 0, self._ground)
        if offset is not None:
            for box in layout.panes:
                source = _device(box.plot, style)
                source.translate(self._offset - self._left - source.left(), 0)
                painter.drawPixmap(box.plot, self._canvas, QRectF(source))

    def _moved(self, before: tuple[Scene, Layout, Style] | None, scene: Scene, layout: Layout, style: Style) -> int | None:
        """By how many whole device pixels the view has moved on since the plots were painted; None where it is another picture."""
        if before is None or before[1] is not layout or before[2] is not style or before[0].panes is not scene.panes:
            return None
        known, span = before[0], scene.last - scene.first
        if known.flags is not scene.flags or known.message != scene.message:
            return None
        if not math.isclose(span, known.last - known.first, rel_tol=1e-9):
            return None
        offset = (scene.first - self._origin) * layout.width * style.density / span
        return round(offset) if abs(offset - round(offset)) < 0.05 else None

    def _paint_all(self, scene: Scene, layout: Layout, style: Style) -> None:
        self._ground = _pixmap(self._ground, layout.size.width(), layout.size.height(), style)
        with QPainter(self._ground) as painter:
            paint_ground(painter, scene, layout, style)
            paint_axis(painter, scene, layout, style)
        self._origin, self._offset, self._ready = scene.first, 0, (0, 0)

    def _move(self, offset: int, scene: Scene, layout: Layout, style: Style) -> None:
        """Bring the view at `offset` onto the canvas and paint what of it is missing, and then some."""
        width = round(layout.width * style.density)
        if self._ready == (0, 0):
            self._unroll(width, layout, style)
        start, stop = self._ready
        if abs(offset - self._offset) >= width:
            self._left, start, stop = offset - _AHEAD, offset, offset
        elif not self._left <= offset <= self._left + 2 * _AHEAD:
            shift, self._left = self._left - (offset - _AHEAD), offset - _AHEAD
            for box in layout.panes:
                rows = _device(box.plot, style)
                self._canvas.scroll(shift, 0, QRect(0, rows.top(), width + 2 * _AHEAD, rows.height()))
            start, stop = max(start, self._left), min(stop, self._left + width + 2 * _AHEAD)
        if offset < start:
            self._paint_part(self._left, start, offset, scene, layout, style)
            start = self._left
        if offset + width > stop:
            self._paint_part(stop, self._left + width + 2 * _AHEAD, offset, scene, layout, style)
            stop = self._left + width + 2 * _AHEAD
        self._offset, self._ready = offset, (start, stop)
        with QPainter(self._ground) as painter:
            paint_axis(painter, scene, layout, style)

    def _unroll(self, width: int, layout: Layout, style: Style) -> None:
        """Begin the canvas with the plots as they stand."""
        self._canvas = _pixmap(self._canvas, (width + 2 * _AHEAD) / style.density, layout.axis.top(), style)
        self._canvas.setDevicePixelRatio(1.0)
        self._ground.setDevicePixelRatio(1.0)
        with QPainter(self._canvas) as painter:
            for box in layout.panes:
                rect = _device(box.plot, style)
                painter.drawPixmap(QPoint(_AHEAD, rect.top()), self._ground, rect)
        self._ground.setDevicePixelRatio(style.density)
        self._left, self._ready = -_AHEAD, (0, width)

    def _paint_part(self, start: int, stop: int, offset: int, scene: Scene, layout: Layout, style: Style) -> None:
        """Paint the canvas from `start` to `stop`, in a scene that reaches as far as the canvas does."""
        before, after = offset - self._left, self._left + 2 * _AHEAD - offset
        day = (scene.last - scene.first) / (layout.width * style.density)
        wide = replace(scene, first=scene.first - before * day, last=scene.last + after * day)
        self._canvas.setDevicePixelRatio(style.density)
        with QPainter(self._canvas) as painter:
            for view, box in zip(scene.panes, layout.panes, strict=True):
                plot = QRectF(0, box.plot.top(), self._canvas.width() / style.density, box.plot.height())
                part = QRectF((start - self._left) / style.density, plot.top(), (stop - start) / style.density, plot.height())
                reach = style.snap(REACH + 1)
                part = part.adjusted(-reach, 0, reach, 0).intersected(plot)
                paint_plot(painter, wide, view, replace(box, plot=plot), style, part)
        self._canvas.setDevicePixelRatio(1.0)

    def _paint_heads(self, scene: Scene, layout: Layout, style: Style, reading: Reading) -> None:
        with QPainter(self._ground) as painter:
            for box in layout.panes:
                painter.fillRect(box.head, QColor(style.colours.base))
            paint_legends(painter, scene, layout, style, reading)


def _pixmap(known: QPixmap, width: float, height: float, style: Style) -> QPixmap:
    """A pixmap of this many logical pixels, the known one where it has the size."""
    size = QSize(math.ceil(width * style.density), math.ceil(height * style.density))
    made = known if known.size() == size else QPixmap(size)
    made.setDevicePixelRatio(style.density)
    return made


def _device(plot: QRectF, style: Style) -> QRect:
    """A plot in device pixels."""
    at, density = QPointF(plot.topLeft()) * style.density, style.density
    return QRect(round(at.x()), round(at.y()), round(plot.width() * density), round(plot.height() * density))
