"""Small pictures of a model: bars under each other, a line over one input, a histogram. Painted from plain values, at any size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.views.explained import number
from core.views.pictures import Bar, Bars, Curve, Histogram, Picture
from core.words import _
from gui.theme import current, theme
from gui.widgets.plot.polyline import polyline
from gui.widgets.plot.style import Style
from gui.widgets.plot.value_axis import fitted, value_ticks

_MARGIN = 10.0
_BAR = 0.62  # of a row's height
_LABELS = 0.42  # of the width, at most


class SmallChart(QWidget):
    """One picture with its title; bars tell more under the pointer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_picture(self, picture: Picture) -> None:
        """Paint this from now on."""
        self._picture = picture
        self.setObjectName(f"picture_{picture.key}")
        self.setAccessibleName(picture.title)
        self.updateGeometry()
        self.update()

    def picture(self) -> Picture | None:
        """What is painted."""
        return self._picture

    def sizeHint(self) -> QSize:
        """As high as its bars need, or as a line is read at ease."""
        row = self.fontMetrics().height()
        if isinstance(self._picture, Bars):
            return QSize(360, round((len(self._picture.bars) * 1.7 + 4.2) * row))
        return QSize(360, 13 * row)

    def event(self, event: QEvent) -> bool:
        """Say what the bar under the pointer is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self._bar_at(event.pos().y())
            QToolTip.showText(event.globalPos(), "" if bar is None else bar.tip or f"{bar.label}: {bar.high_text}", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture."""
        painter = QPainter(self)
        sized = QFont(self.font())
        sized.setPixelSize(QFontInfo(sized).pixelSize())
        style = Style(current(), sized, self.devicePixelRatioF())
        painter.fillRect(self.rect(), QColor(style.colours.base))
        picture = self._picture
        if picture is None:
            return
        painter.setFont(style.bold)
        painter.setPen(QColor(style.colours.text))
        room = self.width() - 2 * _MARGIN
        unit = "" if isinstance(picture, Curve) or not picture.unit else f" ({picture.unit})"
        title = style.bold_metrics.elidedText(picture.title + unit, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(_MARGIN, 4 + style.bold_metrics.ascent()), title)
        painter.setFont(style.small)
        area = QRectF(_MARGIN, style.row + 8, room, self.height() - style.row - 14)
        match picture:
            case Bars():
                _paint_bars(painter, picture, area, style)
            case Curve():
                _paint_curve(painter, picture, area, style)
            case Histogram():
                _paint_histogram(painter, picture, area, style)

    def _bar_at(self, y: float) -> Bar | None:
        if not isinstance(self._picture, Bars):
            return None
        row = self.fontMetrics().height() * 1.7
        at = int((y - self.fontMetrics().height() - 10) // row)
        return self._picture.bars[at] if 0 <= at < len(self._picture.bars) else None


def _paint_bars(painter: QPainter, picture: Bars, area: QRectF, style: Style) -> None:
    metrics = style.small_metrics
    ends = [end for bar in picture.bars for end in (bar.low, bar.high)] + ([0.0] if picture.base is None else [picture.base])
    texts = [style.small_width(bar.high_text) for bar in picture.bars] + [style.small_width(bar.low_text) for bar in picture.bars]
    labels = min(max((style.small_width(bar.label) for bar in picture.bars), default=0.0), area.width() * _LABELS)
    beside = max(texts, default=0.0) + 6
    left = area.left() + labels + 8 + (beside if picture.base is not None else 0)
    plot = QRectF(left, area.top(), max(area.right() - beside - left, 20.0), area.height() - style.row)
    axis = (min(ends), max(ends)) if min(ends) < max(ends) else fitted(min(ends), max(ends))
    scale = plot.width() / (axis[1] - axis[0])
    row = plot.height() / max(len(picture.bars), 1)
    _paint_ticks(painter, plot, axis, style)
    for at, bar in enumerate(picture.bars):
        middle = plot.top() + row * (at + 0.5)
        _paint_bar(painter, bar, picture.base, plot, axis[0], scale, QRectF(0, middle - row * _BAR / 2, 0, row * _BAR), style)
        painter.setPen(QColor(style.colours.text))
        label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, labels)
        painter.drawText(QPointF(area.left(), middle + metrics.capHeight() / 2), label)
    if picture.base is not None:
        x = style.centre(plot.left() + (picture.base - axis[0]) * scale)
        painter.setPen(style.pen(style.colours.text))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))


def _paint_bar(painter: QPainter, bar: Bar, base: float | None, plot: QRectF, first: float, scale: float, at: QRectF, style: Style) -> None:
    """The part below the base in one colour, that above in another, and the texts at the ends."""
    start = bar.low if base is None else min(bar.low, bar.high)
    end = max(bar.low, bar.high)
    parting = start if base is None else min(max(base, start), end)
    for low, high, colour in ((start, parting, 3), (parting, end, 0)):
        if high > low:
            box = QRectF(plot.left() + (low - first) * scale, at.top(), (high - low) * scale, at.height())
            painter.fillRect(box, style.series(colour))
    drop = style.small_metrics.capHeight() / 2
    left_text, right_text = (bar.low_text, bar.high_text) if bar.low <= bar.high else (bar.high_text, bar.low_text)
    painter.setPen(QColor(style.colours.muted))
    painter.drawText(QPointF(plot.left() + (end - first) * scale + 4, at.center().y() + drop), right_text)
    if base is not None:
        x = plot.left() + (start - first) * scale - 4 - style.small_width(left_text)
        painter.drawText(QPointF(x, at.center().y() + drop), left_text)


def _paint_ticks(painter: QPainter, plot: QRectF, axis: tuple[float, float], style: Style) -> None:
    """The axis of values below the plot."""
    grid = QPen(QColor(style.colours.grid))
    for tick in value_ticks(*axis, max(int(plot.width() / 80), 2)):
        x = style.centre(plot.left() + (tick.at - axis[0]) * plot.width() / (axis[1] - axis[0]))
        painter.setPen(grid)
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(QColor(style.colours.muted))
        painter.drawText(QPointF(x - style.small_width(tick.label) / 2, plot.bottom() + style.small_metrics.ascent() + 3), tick.label)


def _paint_curve(painter: QPainter, picture: Curve, area: QRectF, style: Style) -> None:
    there = picture.y[(picture.y == picture.y)]
    low, high = fitted(float(there.min()), float(there.max()))
    ticks = value_ticks(low, high, max(int(area.height() / 34), 2))
    wide = max((style.small_width(tick.label) for tick in ticks), default=0.0)
    plot = QRectF(area.left() + wide + 8, area.top(), area.width() - wide - 24, area.height() - 2 * style.row)
    first, last = float(picture.x[0]), float(picture.x[-1])
    _paint_ticks(painter, plot, (first, last), style)
    for tick in ticks:
        y = style.centre(plot.bottom() - (tick.at - low) / (high - low) * plot.height())
        painter.setPen(QPen(QColor(style.colours.grid)))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(QColor(style.colours.muted))
        painter.drawText(QPointF(plot.left() - 6 - style.small_width(tick.label), y + style.small_metrics.capHeight() / 2), tick.label)
    title = style.small_metrics.elidedText(picture.x_title, Qt.TextElideMode.ElideRight, plot.width())
    at = QPointF(plot.center().x() - style.small_width(title) / 2, area.bottom() - 2)
    painter.drawText(at, title)
    known = picture.y == picture.y
    x = plot.left() + (picture.x[known] - first) / (last - first) * plot.width()
    y = plot.bottom() - (picture.y[known] - low) / (high - low) * plot.height()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.series(0), 2))
    painter.drawPolyline(polyline(x, y))
    here = QPointF(
        plot.left() + (picture.at[0] - first) / (last - first) * plot.width(),
        plot.bottom() - (picture.at[1] - low) / (high - low) * plot.height(),
    )
    painter.setBrush(QColor(style.colours.base))
    painter.drawEllipse(here, 4.5, 4.5)


def _paint_histogram(painter: QPainter, picture: Histogram, area: QRectF, style: Style) -> None:
    plot = QRectF(area.left() + 4, area.top() + style.row, area.width() - 20, area.height() - 2 * style.row)
    axis = float(picture.edges[0]), float(picture.edges[-1])
    _paint_ticks(painter, plot, axis, style)
    scale, most = plot.width() / (axis[1] - axis[0]), max(int(picture.counts.max()), 1)
    for low, high, count in zip(picture.edges[:-1], picture.edges[1:], picture.counts, strict=True):
        inside = picture.marks[0] <= (low + high) / 2 <= picture.marks[2]
        colour = style.series(0)
        colour.setAlphaF(0.85 if inside else 0.35)
        height = plot.height() * int(count) / most
        box = QRectF(plot.left() + (float(low) - axis[0]) * scale + 0.5, plot.bottom() - height, float(high - low) * scale - 1, height)
        painter.fillRect(box, colour)
    names = (_("5 %"), _("median"), _("95 %"))
    reached = area.left()
    for mark, name in zip(picture.marks, names, strict=True):
        x = style.centre(plot.left() + (mark - axis[0]) * scale)
        painter.setPen(style.pen(style.colours.text, dashed=True))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        text = f"{name}: {number(mark)}"
        start = min(max(x - style.small_width(text) / 2, reached), area.right() - style.small_width(text))
        painter.drawText(QPointF(start, area.top() + style.small_metrics.ascent()), text)
        reached = start + style.small_width(text) + 10
