"""The picture on the screen, kept from frame to frame: a move in time scrolls it and paints the strip that came into view.

So dragging costs the same for one line and for twenty, and a moving crosshair repaints no line at all.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from gui.widgets.plot.layout import Layout, Scene
from gui.widgets.plot.painting import REACH, paint_axis, paint_ground, paint_legends, paint_plot
from gui.widgets.plot.style import Style
from gui.widgets.plot.values import Reading, Row


class Picture:
    """Grounds, lines, flags, axes and legends of one scene in device pixels; the crosshair is painted over it."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._shown: tuple[Scene, Layout, Style] | None = None
        self._read: tuple[Row, ...] = ()

    def clear(self) -> None:
        """Forget the picture and its memory."""
        self._pixmap, self._shown = QPixmap(), None

    def show(self, scene: Scene, layout: Layout, style: Style, reading: Reading) -> QPixmap:
        """The picture of `scene`, painted anew only as far as it differs from the one before."""
        shift = self._shift(scene, layout, style)
        if shift is None:
            self._paint_all(scene, layout, style)
        elif shift:
            self._scroll(shift, scene, layout, style)
        if shift is None or reading.rows != self._read:
            self._paint_heads(scene, layout, style, reading)
        self._read = reading.rows
        self._shown = (scene, layout, style)
        return self._pixmap

    def _shift(self, scene: Scene, layout: Layout, style: Style) -> int | None:
        """By how many whole device pixels the picture has moved to the right; None where it is another picture."""
        if self._shown is None:
            return None
        before = self._shown[0]
        if self._shown[1] is not layout or self._shown[2] is not style or before.panes is not scene.panes:
            return None
        if before.flags is not scene.flags or before.message != scene.message:
            return None
        span = scene.last - scene.first
        if not math.isclose(span, before.last - before.first, rel_tol=1e-9):
            return None
        width = layout.width * style.density
        shift = (before.first - scene.first) * width / span
        return round(shift) if abs(shift - round(shift)) < 0.02 and abs(shift) < width - 2 * REACH else None

    def _paint_all(self, scene: Scene, layout: Layout, style: Style) -> None:
        size = QSize(math.ceil(layout.size.width() * style.density), math.ceil(layout.size.height() * style.density))
        if self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
        self._pixmap.setDevicePixelRatio(style.density)
        with QPainter(self._pixmap) as painter:
            paint_ground(painter, scene, layout, style)
            paint_axis(painter, scene, layout, style)

    def _paint_heads(self, scene: Scene, layout: Layout, style: Style, reading: Reading) -> None:
        with QPainter(self._pixmap) as painter:
            for box in layout.panes:
                painter.fillRect(box.head, QColor(style.colours.base))
            paint_legends(painter, scene, layout, style, reading)

    def _scroll(self, shift: int, scene: Scene, layout: Layout, style: Style) -> None:
        density = style.density
        for box in layout.panes:
            plot = box.plot
            x, y = round(plot.left() * density), round(plot.top() * density)
            self._pixmap.scroll(shift, 0, QRect(x, y, round(plot.width() * density), round(plot.height() * density)))
        with QPainter(self._pixmap) as painter:
            for view, box in zip(scene.panes, layout.panes, strict=True):
                width = min(style.snap(abs(shift) / density + REACH + 1), box.plot.width())
                left = box.plot.left() if shift > 0 else box.plot.right() - width
                paint_plot(painter, scene, view, box, style, QRectF(left, box.plot.top(), width, box.plot.height()))
            paint_axis(painter, scene, layout, style)
