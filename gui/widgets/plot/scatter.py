"""Points of two measures against each other, the last one marked; the point under the pointer, or at the arrow keys, is read out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.words import _
from gui.theme import current
from gui.widgets.plot.style import Style
from gui.widgets.plot.value_axis import fitted, value_text, value_ticks

_DOT, _REACH = 3.0, 12.0  # pixels: radius of a point, and how near the pointer must be


class Scatter(QWidget):
    """A point a pair, oldest palest; what the axes measure stands at their ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Scatter chart"))
        self.set_points(np.empty(0), np.empty(0), ())

    def set_points(
        self, across: NDArray[np.float64], up: NDArray[np.float64], names: tuple[str, ...], titles: tuple[str, str] = ("", ""),
        message: str = "",
    ) -> None:  # fmt: skip
        """Show these (n,) points with a name each; titles: of the axis across and of that upwards; message: what an empty picture says."""
        self._across, self._up, self._names, self._titles, self._message = across, up, names, titles, message
        self._chosen: int | None = None
        self.update()

    def sizeHint(self) -> QSize:
        """As high as wide."""
        return QSize(380, 380)

    def minimumSizeHint(self) -> QSize:
        """The least that can be read."""
        return QSize(200, 160)

    def reading(self) -> str:
        """The chosen point in words, the last one where none is chosen; "" where there is none."""
        if not len(self._across):
            return ""
        at = len(self._across) - 1 if self._chosen is None else self._chosen
        return f"{self._names[at]}: {value_text(float(self._across[at]))} · {value_text(float(self._up[at]))}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Axes, points, and the reading over them."""
        style = self._style()
        colours = style.colours
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(colours.base))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not len(self._across):
                painter.setPen(QColor(colours.muted))
                painter.drawText(
                    self.rect().adjusted(16, 0, -16, 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message
                )
                return
            plot = self._paint_axes(painter, style)
            self._paint_points(painter, style, plot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the point under the pointer."""
        places = self._places(self._plot(self._style()))
        if not len(places):
            return
        away = np.hypot(*(places - [event.position().x(), event.position().y()]).T)
        nearest = int(away.argmin())
        self._choose(nearest if away[nearest] <= _REACH else None)
        if self._chosen is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self.reading(), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from point to point in time."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        count = len(self._across)
        if event.key() not in steps or not count:
            super().keyPressEvent(event)
            return
        start = count - 1 if self._chosen is None else self._chosen
        self._choose(min(max(start + steps[Qt.Key(event.key())], 0), count - 1))
        self.setAccessibleDescription(self.reading())

    def _choose(self, at: int | None) -> None:
        if at != self._chosen:
            self._chosen = at
            self.update()

    def _style(self) -> Style:
        font = QFont(self.font())
        font.setPixelSize(QFontInfo(font).pixelSize())
        return Style(current(), font, self.devicePixelRatioF())

    def _ranges(self) -> tuple[tuple[float, float], tuple[float, float]]:
        across, up = self._across, self._up
        return fitted(float(across.min()), float(across.max())), fitted(float(up.min()), float(up.max()))

    def _plot(self, style: Style) -> QRectF:
        """Where the points lie: right of the widest label, under the upper title and the reading, over the lower labels and title."""
        if not len(self._across):
            return QRectF()
        rows = max(int(self.height() // (style.row * 2.5)), 2)
        widest = max((style.small_width(tick.label) for tick in value_ticks(*self._ranges()[1], rows)), default=0.0)
        return QRectF(self.rect()).adjusted(16 + widest, 8 + 2 * style.row, -14, -(10 + 2 * style.row))

    def _places(self, plot: QRectF) -> NDArray[np.float64]:
        """(n, 2) where the points lie, in pixels."""
        if not len(self._across):
            return np.empty((0, 2))
        (left, right), (low, high) = self._ranges()
        x = plot.left() + (self._across - left) / (right - left) * plot.width()
        y = plot.bottom() - (self._up - low) / (high - low) * plot.height()
        return np.column_stack((x, y))

    def _paint_axes(self, painter: QPainter, style: Style) -> QRectF:
        plot, colours = self._plot(style), style.colours
        across, up = self._ranges()
        painter.setFont(style.small)
        for tick in value_ticks(*up, max(int(plot.height() // (style.row * 2.5)), 2)):
            y = style.centre(plot.bottom() - (tick.at - up[0]) / (up[1] - up[0]) * plot.height())
            painter.setPen(QPen(QColor(colours.grid)))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QPointF(plot.left() - 6 - style.small_width(tick.label), y + style.small_metrics.ascent() / 2 - 1), tick.label)
        for tick in value_ticks(*across, max(int(plot.width() // 60), 2)):
            x = style.centre(plot.left() + (tick.at - across[0]) / (across[1] - across[0]) * plot.width())
            painter.setPen(QPen(QColor(colours.grid)))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QPointF(x - style.small_width(tick.label) / 2, plot.bottom() + 4 + style.small_metrics.ascent()), tick.label)
        self._write(painter, style, self._titles[1], QPointF(8, 4 + style.metrics.ascent()))
        below = self.height() - 6.0
        self._write(painter, style, self._titles[0], QPointF(plot.left(), below))
        painter.setFont(style.bold)
        painter.setPen(QColor(colours.text))
        painter.drawText(QPointF(8, 4 + style.row + style.metrics.ascent()), self.reading())
        return plot

    def _write(self, painter: QPainter, style: Style, words: str, at: QPointF) -> None:
        painter.setFont(style.small)
        painter.setPen(QColor(style.colours.muted))
        room = int(self.width() - at.x() - 8)
        painter.drawText(at, style.small_metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room))

    def _paint_points(self, painter: QPainter, style: Style, plot: QRectF) -> None:
        places = self._places(plot)
        ink = style.series(0)
        painter.setPen(Qt.PenStyle.NoPen)
        for at, (x, y) in enumerate(places.tolist()):
            ink.setAlphaF(0.35 + 0.5 * at / len(places))
            painter.setBrush(ink)
            painter.drawEllipse(QPointF(x, y), _DOT, _DOT)
        x, y = places[len(places) - 1 if self._chosen is None else self._chosen].tolist()
        painter.setBrush(style.series(1))
        painter.drawEllipse(QPointF(x, y), _DOT + 2, _DOT + 2)
