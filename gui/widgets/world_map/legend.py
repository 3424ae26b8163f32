"""The words about a map: title, classes with their colours, what is hatched, and the line on boundaries."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from gui.widgets.world_map.painting import Look, hatching, mark_colour
from gui.widgets.world_map.scene import Mark, Scene

_GAP: Final = 8.0
_SWATCH: Final = QSizeF(22, 13)


def paint_words(painter: QPainter, look: Look, scene: Scene, *, small: bool = False, legend: bool = True) -> list[QRectF]:
    """Title above, legend below on the left, disclaimer below on the right. The boxes painted come back."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    boxes = [_title(painter, look, scene, small=small)]
    if legend:
        boxes += [_legend(painter, look, scene), _disclaimer(painter, look, scene)]
    if scene.message:
        boxes.append(_message(painter, look, scene.message))
    return [box.adjusted(-2, -2, 2, 2) for box in boxes if not box.isNull()]


def _title(painter: QPainter, look: Look, scene: Scene, *, small: bool) -> QRectF:
    gap = _GAP * look.density
    fonts = look.font("body" if small else "heading", bold=True), look.font("small")
    rows = [(text, font) for text, font in zip((scene.title, "" if small else scene.subtitle), fonts, strict=True) if text]
    width = max((QFontMetricsF(font).horizontalAdvance(text) for text, font in rows), default=0.0)
    room = look.size.width() - 4 * gap
    box = QRectF(gap, gap, min(width, room) + 2 * gap, sum(QFontMetricsF(font).height() for _text, font in rows) + gap)
    if not rows:
        return QRectF()
    _panel(painter, look, box)
    top = box.top() + gap / 2
    for at, (text, font) in enumerate(rows):
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(look.colours.text if at == 0 else look.colours.muted))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(box.left() + gap, top + metrics.ascent()), shown)
        top += metrics.height()
    return box


def _legend(painter: QPainter, look: Look, scene: Scene) -> QRectF:
    """The highest class above, as one reads a scale; hatched last."""
    colours = look.scene_colours(scene)
    rows = [(text, QColor(colour)) for text, colour in zip(scene.bands, colours, strict=True)][::-1]
    font, gap, swatch = look.font("small"), _GAP * look.density, _SWATCH * look.density
    metrics = QFontMetricsF(font)
    height = max(metrics.height(), swatch.height()) + 2 * look.density
    words = [text for text, _colour in rows] + ([scene.no_data] if scene.no_data else [])
    marks = [mark for mark in scene.marks if mark.codes and mark.text]
    if not words and not marks:
        return QRectF()
    most = max(look.size.width() * 0.22, 150 * look.density)  # of a long title of an event as much as leaves the map in view
    words += [metrics.elidedText(mark.text, Qt.TextElideMode.ElideRight, most) for mark in marks]
    width = max(map(metrics.horizontalAdvance, words)) + swatch.width() + 3 * gap
    tall = height * len(words) + gap
    box = QRectF(gap, look.size.height() - tall - gap, width, tall)
    _panel(painter, look, box)
    painter.setFont(font)
    for at, text in enumerate(words):
        top = box.top() + gap / 2 + height * at
        sample = QRectF(QPointF(box.left() + gap, top + (height - swatch.height()) / 2), swatch)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if at < len(words) - len(marks):
            for brush in (QBrush(rows[at][1]),) if at < len(rows) else hatching(look, painter):
                painter.fillRect(sample, brush)
            painter.setPen(QPen(QColor(look.colours.border), look.density))
        else:
            painter.setPen(_line(look, marks[at - len(words) + len(marks)]))
        painter.drawRect(sample)
        painter.setPen(QColor(look.colours.text))
        painter.drawText(QPointF(sample.right() + gap, top + (height - metrics.height()) / 2 + metrics.ascent()), text)
    return box


def _line(look: Look, mark: Mark) -> QPen:
    pen = QPen(QColor(mark_colour(look, mark)), 2 * look.density)
    if mark.dashed:
        pen.setDashPattern([2.5, 1.5])
    return pen


def _disclaimer(painter: QPainter, look: Look, scene: Scene) -> QRectF:
    if not scene.disclaimer:
        return QRectF()
    font, gap = look.font("small"), _GAP * look.density
    font.setPixelSize(max(round(font.pixelSize() * 0.88), 1))
    metrics = QFontMetricsF(font)
    room = look.size.width() * 0.62
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignRight
    text = metrics.boundingRect(QRectF(0, 0, room, 1000), flags, scene.disclaimer)
    box = QRectF(look.size.width() - text.width() - 2 * gap, look.size.height() - text.height() - gap, text.width() + gap, text.height())
    panel = box.adjusted(-gap / 2, -2, 0, 2)
    _panel(painter, look, panel)
    painter.setFont(font)
    painter.setPen(QColor(look.colours.muted))
    painter.drawText(box, flags, scene.disclaimer)
    return panel


def _message(painter: QPainter, look: Look, text: str) -> QRectF:
    font, gap = look.font("body"), _GAP * look.density
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
    room = min(look.size.width() * 0.7, 520 * look.density)
    around = QFontMetricsF(font).boundingRect(QRectF(0, 0, room, 1000), flags, text)
    box = QRectF(0, 0, around.width() + 3 * gap, around.height() + 2 * gap)
    box.moveCenter(QPointF(look.size.width() / 2, look.size.height() / 2))
    _panel(painter, look, box, solid=True)
    painter.setFont(font)
    painter.setPen(QColor(look.colours.text))
    painter.drawText(box, flags, text)
    return box


def _panel(painter: QPainter, look: Look, box: QRectF, *, solid: bool = False) -> None:
    ground = QColor(look.colours.base)
    ground.setAlphaF(0.97 if solid else 0.86)
    painter.setPen(QPen(QColor(look.colours.grid), look.density) if solid else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4 * look.density, 4 * look.density)
