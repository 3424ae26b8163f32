"""What is told at the pointer, in a box that stays inside the view."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gui.widgets.world_map.painting import Look


def paint_read_out(painter: QPainter, look: Look, text: str, place: QPointF) -> None:
    """The text in a box beside `place`, which is in device pixels."""
    font, gap = look.font("small"), 7 * look.density
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    around = QFontMetricsF(font).boundingRect(QRectF(0, 0, min(360 * look.density, look.size.width() * 0.6), 1000), flags, text)
    box = QRectF(place.x() + 2 * gap, place.y() + 2 * gap, around.width() + 2 * gap, around.height() + 2 * gap)
    if box.right() > look.size.width():
        box.moveRight(place.x() - gap)
    if box.bottom() > look.size.height():
        box.moveBottom(place.y() - gap)
    box.moveLeft(max(box.left(), 0.0))
    box.moveTop(max(box.top(), 0.0))
    painter.setPen(QColor(look.colours.border))
    painter.setBrush(QColor(look.colours.base))
    painter.drawRoundedRect(box, 4 * look.density, 4 * look.density)
    painter.setFont(font)
    painter.setPen(QColor(look.colours.text))
    painter.drawText(box.adjusted(gap, gap, -gap + 1, -gap + 1), flags, text)
