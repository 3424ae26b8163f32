"""Painting of what lies over the areas, and of the whole map as vectors: coasts, borders, markers, names, arrows, legend."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from core.model.world import COAST, DISPUTED
from gui import theme
from gui.theme import Colours
from gui.widgets.world_map.buffer import HATCH, MARKED
from gui.widgets.world_map.ramps import luminance, no_data, ramp, sea
from gui.widgets.world_map.scene import Flow, Scene
from gui.widgets.world_map.shapes import Shapes

RADIUS: Final = 4.5  # of a marker, in logical pixels
_SMALL_RADIUS: Final = 2.2
_SMALL_MARKED: Final = 1.5
_MIDDLE: Final = 0.18  # the luminance on which dark and light ink read alike
_ROOM_FOR_NAME: Final = 34.0  # the least width of a country, in logical pixels, that carries a label


@dataclass(frozen=True, slots=True)
class Look:
    """One picture's look and place: the shapes, from the map to the device, its size there, and device pixels a logical one."""

    shapes: Shapes
    transform: QTransform
    size: QSizeF
    density: float
    colours: Colours
    small: bool = False

    @property
    def radius(self) -> float:
        """Of a marker."""
        return (_SMALL_RADIUS if self.small else RADIUS) * self.density

    @property
    def least(self) -> float:
        """How far across, on the map, a country is at least that needs no marker."""
        return (_SMALL_MARKED if self.small else MARKED) * self.density / abs(self.transform.m11())

    def scene_colours(self, scene: Scene) -> tuple[str, ...]:
        """The colours of the scene's classes, the lowest first."""
        return ramp(len(scene.bands), self.colours, diverging=scene.diverging)

    def font(self, step: str = "small", *, bold: bool = False) -> QFont:
        """A font of the theme, its size in device pixels."""
        made = theme.font(step, bold=bold)
        made.setPixelSize(max(round(made.pointSizeF() * 96 / 72 * self.density), 1))
        return made

    def seen(self) -> QRectF:
        """What of the map is in view."""
        return self.transform.inverted()[0].mapRect(QRectF(QPointF(0, 0), self.size))


def markers(look: Look, scene: Scene) -> list[tuple[int, float]]:
    """The countries with data that are too small to be seen: (unit, radius in device pixels)."""
    least, codes = look.least, look.shapes.codes
    return [(at, look.radius) for at, code in enumerate(codes) if code in scene.shades and look.shapes.largest[at] < least]


def paint_lines(painter: QPainter, look: Look) -> None:
    """Graticule, coasts and borders; disputed ones dashed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(look.transform)
    seen, dark = look.seen(), look.colours is theme.DARK
    ink = QColor(look.colours.window if dark else "#ffffff")
    coast = QColor(look.colours.muted)
    coast.setAlphaF(0.75)
    pens = {kind: _pen(coast if kind == COAST else ink, look.density * (0.7 if kind == COAST else 0.8)) for kind in (0, 1)}
    for kind, box, path in look.shapes.lines:
        if kind != DISPUTED and box.adjusted(-0.01, -0.01, 0.01, 0.01).intersects(seen):
            painter.strokePath(path, pens[kind])
    dashed = _pen(QColor(look.colours.text), look.density * 0.9)
    dashed.setDashPattern([3, 2.5])
    for kind, _box, path in look.shapes.lines:
        if kind == DISPUTED:
            painter.strokePath(path, dashed)
    painter.strokePath(look.shapes.outline, _pen(QColor(look.colours.border), look.density))
    painter.resetTransform()


def paint_ground(painter: QPainter, look: Look) -> None:
    """The sea with its graticule."""
    painter.fillRect(QRectF(QPointF(0, 0), look.size), QColor(look.colours.base))
    painter.setTransform(look.transform)
    painter.fillPath(look.shapes.outline, QColor(sea(look.colours)))
    paint_graticule(painter, look)
    painter.resetTransform()


def paint_graticule(painter: QPainter, look: Look) -> None:
    """Meridians and parallels, barely."""
    grid = QColor(look.colours.muted)
    grid.setAlphaF(0.18)
    painter.strokePath(look.shapes.graticule, _pen(grid, look.density * 0.6))


def hatching(look: Look, *, solid: bool = True) -> QBrush:
    """The brush of countries without data: by lines, so that it is never taken for the lowest class."""
    from PySide6.QtGui import QPixmap

    step = round(HATCH * look.density)
    ground, line = no_data(look.colours)
    tile = QPixmap(step, step)
    tile.fill(QColor(ground) if solid else Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(line), 0.8 * look.density))
    for shift in (-step, 0, step):
        painter.drawLine(QPointF(shift, step), QPointF(shift + step, 0))
    painter.end()
    return QBrush(tile)


def paint_areas(painter: QPainter, look: Look, scene: Scene) -> None:
    """The countries in the colours of their classes, as shapes."""
    colours, hatch, seen = look.scene_colours(scene), hatching(look), look.seen()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for code, path, box in zip(look.shapes.codes, look.shapes.paths, look.shapes.boxes, strict=True):
        if box.intersects(seen):
            shade = scene.shades.get(code)
            painter.fillPath(look.transform.map(path), hatch if shade is None else QColor(colours[shade]))


def paint_markers(painter: QPainter, look: Look, scene: Scene) -> None:
    """Round marks for small countries, in the colour of their class."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = look.scene_colours(scene)
    painter.setPen(QPen(QColor(look.colours.text), look.density))
    for at, radius in markers(look, scene):
        painter.setBrush(QColor(colours[scene.shades[look.shapes.codes[at]]]))
        painter.drawEllipse(look.transform.map(look.shapes.places[at]), radius, radius)


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
        rows = [text for text, wide in ((name, metrics.horizontalAdvance(name)), (value, 0.0)) if text and wide < max(width, 0) * 1.1]
        room = max(thick.horizontalAdvance(text) for text in rows) if rows else 0.0
        marked = look.shapes.largest[at] < look.least
        if not rows or (width < _ROOM_FOR_NAME * look.density and not marked):
            continue
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
    halo = QColor(ground)
    halo.setAlphaF(0.85)
    ink = QColor(theme.LIGHT.text if luminance(ground) > _MIDDLE else theme.DARK.text)
    for at, text in enumerate(rows):
        used = fonts[1] if text == value else fonts[0]
        wide = QFontMetricsF(used).horizontalAdvance(text)
        line = QPainterPath()
        line.addText(box.center().x() - wide / 2, box.top() + height * at + QFontMetricsF(used).ascent(), used, text)
        painter.strokePath(line, QPen(halo, 3 * look.density, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.fillPath(line, ink)


def _by_size(look: Look, scene: Scene) -> Iterator[int]:
    """The countries with data in view, those with a high value before those that are large."""
    seen = look.seen()
    there = [at for at, code in enumerate(look.shapes.codes) if code in scene.shades and seen.contains(look.shapes.places[at])]
    ranks = {code: at for at, code in enumerate(scene.order)}
    yield from sorted(there, key=lambda at: ranks.get(look.shapes.codes[at], len(ranks)))


def paint_outline(painter: QPainter, look: Look, code: str, colour: str, width: float) -> None:
    """A line about one country, or about its marker."""
    at = look.shapes.index(code)
    if at is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(colour), width * look.density)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if look.shapes.largest[at] < look.least:
        painter.setPen(pen)
        radius = look.radius + 2 * look.density
        painter.drawEllipse(look.transform.map(look.shapes.places[at]), radius, radius)
    else:
        pen.setCosmetic(True)
        painter.setTransform(look.transform)
        painter.strokePath(look.shapes.paths[at], pen)
        painter.resetTransform()


def paint_flows(painter: QPainter, look: Look, flows: Iterable[Flow]) -> None:
    """Curved arrows, the larger the share the wider; dashed ones are no reported figures."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for flow in sorted(flows, key=lambda one: -one.share):
        path, head = _arrow(look, flow)
        if path is None:
            continue
        width = (1.2 + 5 * math.sqrt(min(max(flow.share, 0), 100) / 100)) * look.density
        for colour, extra in ((look.colours.base, 2.0 * look.density), (look.colours.series[7 if flow.dashed else 3], 0.0)):
            ink = QColor(colour)
            ink.setAlphaF(0.85)
            pen = QPen(ink, width + extra)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if flow.dashed and not extra:
                pen.setDashPattern([2.2, 1.2])
            painter.strokePath(path, pen)
            painter.fillPath(head, ink)


def _arrow(look: Look, flow: Flow) -> tuple[QPainterPath | None, QPainterPath]:
    """The line and the head; the line bends to the left of its way and ends where the head begins."""
    head = QPainterPath()
    ends = [look.shapes.index(code) for code in (flow.giver, flow.taker)]
    if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return None, head
    start, end = (look.transform.map(look.shapes.places[at]) for at in ends if at is not None)
    way = end - start
    length = math.hypot(way.x(), way.y())
    if length < 12 * look.density:
        return None, head
    bend = (start + end) / 2 + QPointF(way.y(), -way.x()) * (0.18 if way.x() >= 0 else -0.18)
    last = end - bend
    unit = last / max(math.hypot(last.x(), last.y()), 1e-9)
    size = (6 + 7 * math.sqrt(min(max(flow.share, 0), 100) / 100)) * look.density
    base, side = end - unit * size, QPointF(-unit.y(), unit.x()) * size * 0.5
    head.addPolygon(QPolygonF([end, base + side, base - side]))
    path = QPainterPath(start)
    path.quadTo(bend, base)
    return path, head


def _pen(colour: QColor, width: float) -> QPen:
    made = QPen(colour, width)
    made.setCosmetic(True)
    return made
