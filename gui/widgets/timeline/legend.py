"""What the signs and looks of the timeline mean, in one line under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.views.timeline_bars import ADOPTED, ANNOUNCED, IN_FORCE, SUSPENDED
from core.words import _
from gui.theme import current
from gui.widgets.plot.style import Style
from gui.widgets.timeline.bars import SOFT, stretch_brush, stretch_pen
from gui.widgets.timeline.geometry import family
from gui.widgets.timeline.symbols import Symbols

_SAMPLE: Final = 20.0
_GAP: Final = 14.0
_HIGH: Final = 11.0
_Sample = Callable[[QPainter, QRectF, Style], None]


class Legend(QWidget):
    """As many of the samples as there is room for; the tool tip names all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_legend")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(", ".join(words for words, _sample in _samples()))
        self.setAccessibleName(_("What the signs mean"))

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(400, self.fontMetrics().height() + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The samples with their words."""
        style = Style(current(), family(self), self.devicePixelRatioF())
        x, middle = 8.0, self.height() / 2
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(style.colours.window))
            painter.setFont(style.small)
            for words, sample in _samples():
                width = style.small_width(words)
                if x + _SAMPLE + 4 + width > self.width():
                    break
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
                sample(painter, QRectF(style.snap(x), style.snap(middle - _HIGH / 2), _SAMPLE, _HIGH), style)
                painter.setFont(style.small)
                painter.setPen(QColor(style.colours.muted))
                painter.drawText(QPointF(x + _SAMPLE + 4, middle + style.small_metrics.ascent() / 2 - 1), words)
                x += _SAMPLE + 4 + width + _GAP


def _samples() -> tuple[tuple[str, _Sample], ...]:
    return (
        (_("restricts"), _sign(0)),
        (_("supports"), _sign(1)),
        (_("neutral"), _sign(2)),
        (_("several"), _sign(3, 3)),
        (_("day not known"), _sign(1, exact=False)),
        (_("announced"), _stretch(ANNOUNCED)),
        (_("adopted"), _stretch(ADOPTED)),
        (_("in force"), _stretch(IN_FORCE)),
        (_("suspended"), _stretch(SUSPENDED)),
        (_("somewhere in this time, or end open"), _stretch(SOFT)),
        (_("deadline"), _deadline),
    )


def _sign(direction: int, count: int = 1, *, exact: bool = True) -> _Sample:
    def paint(painter: QPainter, box: QRectF, style: Style) -> None:
        Symbols(style).put(painter, box.center(), direction, count, exact=exact)

    return paint


def _stretch(look: int) -> _Sample:
    def paint(painter: QPainter, box: QRectF, style: Style) -> None:
        ink = QColor(style.colours.muted)
        painter.setPen(stretch_pen(look, ink, style))
        painter.setBrush(stretch_brush(look, ink))
        painter.drawRect(box)
        if look == IN_FORCE:
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), ink)

    return paint


def _deadline(painter: QPainter, box: QRectF, style: Style) -> None:
    ink = QColor(style.colours.danger)
    foot = style.centre(box.center().x() + 3)
    painter.setPen(style.pen(ink))
    painter.drawLine(QPointF(foot, box.top()), QPointF(foot, box.bottom()))
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([QPointF(foot, box.top()), QPointF(foot - 6, box.top() + 3), QPointF(foot, box.top() + 6)]))
