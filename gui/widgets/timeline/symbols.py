"""The signs of the timeline: a diamond restricts, a disc supports, a square does neither; hollow where no day is known."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from gui.widgets.plot.style import Style
from gui.widgets.timeline.marks import CLUSTER, RADIUS

_SERIES: Final = (3, 1, 0)  # of the directions: the colours that flags have
_BOX: Final = 2 * CLUSTER + 6


def direction_colour(direction: int, style: Style) -> QColor:
    """The colour of a direction by its place among `DIRECTIONS`; muted for what has none, or several."""
    return style.series(_SERIES[direction]) if direction < len(_SERIES) else QColor(style.colours.muted)


class Symbols:
    """Puts signs on a picture; on a screen each kind is painted once and stamped from then on."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._stamps: dict[tuple[int, int, bool], QPixmap] = {}

    def put(self, painter: QPainter, at: QPointF, direction: int, count: int, *, exact: bool) -> None:
        """A sign at a place: of one event, or with the number of several."""
        if self._style.width:  # as vectors
            painter.save()
            painter.translate(at)
            _paint(painter, direction, count, self._style, exact=exact)
            painter.restore()
            return
        key = (direction, count, exact)
        stamp = self._stamps.get(key)
        if stamp is None:
            if len(self._stamps) > 1000:
                self._stamps.clear()
            stamp = self._stamps[key] = self._stamp(direction, count, exact=exact)
        painter.drawPixmap(QPointF(self._style.snap(at.x() - _BOX / 2), self._style.snap(at.y() - _BOX / 2)), stamp)

    def _stamp(self, direction: int, count: int, *, exact: bool) -> QPixmap:
        size = round(_BOX * self._style.density)
        made = QPixmap(size, size)
        made.setDevicePixelRatio(self._style.density)
        made.fill(Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            painter.translate(_BOX / 2, _BOX / 2)
            _paint(painter, direction, count, self._style, exact=exact)
        return made


def _paint(painter: QPainter, direction: int, count: int, style: Style, *, exact: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = direction_colour(direction, style)
    if count > 1:
        _paint_count(painter, colour, count, style)
        return
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QBrush(colour if exact else QColor(style.colours.base)))
    reach = RADIUS - 0.8
    if direction == 0:
        painter.drawPolygon(QPolygonF([QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]))
    elif direction == 1:
        painter.drawEllipse(QPointF(0, 0), reach - 0.4, reach - 0.4)
    else:
        side = reach - 0.9
        painter.drawRect(QRectF(-side, -side, 2 * side, 2 * side))


def _paint_count(painter: QPainter, colour: QColor, count: int, style: Style) -> None:
    box = QRectF(-CLUSTER, -CLUSTER + 1, 2 * CLUSTER, 2 * CLUSTER - 2)
    ground = QColor(style.colours.base)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, CLUSTER - 1, CLUSTER - 1)
    colour.setAlphaF(0.16)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box, CLUSTER - 1, CLUSTER - 1)
    painter.setPen(QColor(style.colours.text))
    text = str(count) if count < 1000 else f"{count // 1000}k"
    font = style.small
    if len(text) > 2:
        font.setPixelSize(max(round(font.pixelSize() * 0.8), 6))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
