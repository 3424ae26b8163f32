"""Names and values on the map: none covers another, each legible on whatever colour it stands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPaintEngine, QPainter, QPainterPath, QPen

from gui import theme
from gui.widgets.world_map.painting import Look
from gui.widgets.world_map.ramps import luminance
from gui.widgets.world_map.scene import Scene

_MIDDLE: Final = 0.18  # the luminance on which dark and light ink read alike
_ROOM_FOR_NAME: Final = 34.0  # the least width of a country, in logical pixels, that carries a label
_AROUND: Final = ((-1.3, -1.3), (0, -1.8), (1.3, -1.3), (-1.8, 0), (1.8, 0), (-1.3, 1.3), (0, 1.8), (1.3, 1.3))


_Face = tuple[QFont, str]  # a font, and as a text that can be a key


def paint_labels(painter: QPainter, look: Look, scene: Scene, taken: Sequence[QRectF] = ()) -> list[QRectF]:
    """Names and values where there is room, by rank; none covers another, nor what is `taken`. Their boxes come back."""
    usual, bold = ((font, font.toString()) for font in (look.font(), look.font(bold=True)))
    metrics, thick = QFontMetricsF(usual[0]), QFontMetricsF(bold[0])
    placed = list(taken)
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
            _paint_label(painter, look, box, rows, value, (usual, bold), look.colours.base if marked else colours[scene.shades[code]])
    return placed[len(taken) :]


def _paint_label(painter: QPainter, look: Look, box: QRectF, rows: list[str], value: str, faces: tuple[_Face, _Face], ground: str) -> None:
    """In dark ink on light ground and the other way round, with a halo of the ground for what reaches over the border."""
    height = box.height() / len(rows)
    ink = theme.LIGHT.text if luminance(ground) > _MIDDLE else theme.DARK.text
    raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
    for at, text in enumerate(rows):
        font, face = faces[text == value]
        if raster:
            image = _written(text, face, ink, ground, look.density)
            left, top = box.center().x() - image.width() / 2, box.top() + height * (at + 0.5) - image.height() / 2
            painter.drawImage(QPointF(round(left), round(top)), image)
        else:
            _paint_letters(painter, look, box, box.top() + height * at, text, font, ink, ground)


@lru_cache(maxsize=600)
def _written(text: str, face: str, ink: str, ground: str, density: float) -> QImage:
    """The text with its halo: itself a little aside in eight directions. Kept, since a map that moves shows the same words again.

    An image and no pixmap: pictures of years are painted off the window's thread.
    """
    font = QFont()
    font.fromString(face)
    metrics, edge = QFontMetricsF(font), 3 * density
    size = QSizeF(metrics.horizontalAdvance(text) + 2 * edge, metrics.height() + 2 * edge)
    image = QImage(math.ceil(size.width()), math.ceil(size.height()), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setFont(font)
    halo = QColor(ground)
    halo.setAlphaF(0.7)
    painter.setPen(halo)
    x, y = edge, edge + metrics.ascent()
    for across, down in _AROUND:
        painter.drawText(QPointF(x + across * density, y + down * density), text)
    painter.setPen(QColor(ink))
    painter.drawText(QPointF(x, y), text)
    painter.end()
    return image


def _paint_letters(painter: QPainter, look: Look, box: QRectF, top: float, text: str, font: QFont, ink: str, ground: str) -> None:
    """As vectors: text over a line about its letters."""
    metrics, colour = QFontMetricsF(font), QColor(ground)
    start = QPointF(box.center().x() - metrics.horizontalAdvance(text) / 2, top + metrics.ascent())
    colour.setAlphaF(0.85)
    letters = QPainterPath()
    letters.addText(start, font, text)
    painter.strokePath(letters, QPen(colour, 3 * look.density, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(start, text)


def _by_size(look: Look, scene: Scene) -> Iterator[int]:
    """The countries with data in view, those with a high value before those that are large."""
    seen = look.seen()
    there = [at for at, code in enumerate(look.shapes.codes) if code in scene.shades and seen.contains(look.shapes.places[at])]
    ranks = {code: at for at, code in enumerate(scene.order)}
    yield from sorted(there, key=lambda at: ranks.get(look.shapes.codes[at], len(ranks)))
