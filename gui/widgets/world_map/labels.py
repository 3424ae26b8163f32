"""Names and values on the map: none covers another, each legible on whatever colour it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath, QPen

from gui import theme
from gui.widgets.world_map.painting import Look
from gui.widgets.world_map.ramps import luminance
from gui.widgets.world_map.scene import Scene

_MIDDLE: Final = 0.18  # the luminance on which dark and light ink read alike
_ROOM_FOR_NAME: Final = 34.0  # the least width of a country, in logical pixels, that carries a label
_AROUND: Final = ((-1.3, -1.3), (0, -1.8), (1.3, -1.3), (-1.8, 0), (1.8, 0), (-1.3, 1.3), (0, 1.8), (1.3, 1.3))


def paint_labels(painter: QPainter, look: Look, scene: Scene) -> list[QRectF]:
    """Names and values where there is room, the largest country first; none covers another. Their boxes come back."""
    font, bold = look.font(), look.font(bold=True)
    metrics, thick = QFontMetricsF(font), QFontMetricsF(bold)
    placed: list[QRectF] = []
    colours = look.scene_colours(scene)
    whole = QRectF(QPointF(0, 0), look.size)
    for at in _by_size(look, scene):
        code = look.shapes.codes[at]
        name, value = scene.names.get(code, code), scene.labels.get(code, "")
        width = look.transform.mapRect(look.shapes.boxes[at]).width()
        marked = look.shapes.largest[at] < look.least
        if width < _ROOM_FOR_NAME * look.density and not marked:
            continue
        rows = [text for text, wide in ((name, metrics.horizontalAdvance(name)), (value, 0.0)) if text and wide < max(width, 0) * 1.1]
        if not rows:
            continue
        room = max(thick.horizontalAdvance(text) for text in rows)
        place = look.transform.map(look.shapes.places[at])
        if marked:
            place += QPointF(room / 2 + 2 * look.radius, 0)
        box = QRectF(0, 0, room + 4 * look.density, metrics.height() * len(rows))
        box.moveCenter(place)
        if whole.contains(box) and not any(box.intersects(other) for other in placed):
            placed.append(box)
            _paint_label(painter, look, box, rows, value, (font, bold), look.colours.base if marked else colours[scene.shades[code]])
    return placed


def _paint_label(painter: QPainter, look: Look, box: QRectF, rows: list[str], value: str, fonts: tuple[QFont, QFont], ground: str) -> None:
    """In dark ink on light ground and the other way round, with a halo of the ground for what reaches over the border."""
    height = box.height() / len(rows)
    ink = QColor(theme.LIGHT.text if luminance(ground) > _MIDDLE else theme.DARK.text)
    for at, text in enumerate(rows):
        used = fonts[1] if text == value else fonts[0]
        metrics = QFontMetricsF(used)
        start = QPointF(box.center().x() - metrics.horizontalAdvance(text) / 2, box.top() + height * at + metrics.ascent())
        painter.setFont(used)
        _paint_halo(painter, look, start, text, used, QColor(ground))
        painter.setPen(ink)
        painter.drawText(start, text)


def _paint_halo(painter: QPainter, look: Look, start: QPointF, text: str, font: QFont, colour: QColor) -> None:
    """On the screen the text a little aside in eight directions, a fifth of the cost of a line about its letters; in vectors that line."""
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        colour.setAlphaF(0.7)
        painter.setPen(colour)
        x, y = start.x(), start.y()
        for across, down in [(across * look.density, down * look.density) for across, down in _AROUND]:
            painter.drawText(QPointF(x + across, y + down), text)
        return
    colour.setAlphaF(0.85)
    letters = QPainterPath()
    letters.addText(start, font, text)
    painter.strokePath(letters, QPen(colour, 3 * look.density, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))


def _by_size(look: Look, scene: Scene) -> Iterator[int]:
    """The countries with data in view, those with a high value before those that are large."""
    seen = look.seen()
    there = [at for at, code in enumerate(look.shapes.codes) if code in scene.shades and seen.contains(look.shapes.places[at])]
    ranks = {code: at for at, code in enumerate(scene.order)}
    yield from sorted(there, key=lambda at: ranks.get(look.shapes.codes[at], len(ranks)))
