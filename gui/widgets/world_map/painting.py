"""Painting of the map: sea and areas as vectors, coasts and borders, markers, outlines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPaintEngine, QPainter, QPen, QTransform

from core.model.world import COAST, DISPUTED
from gui import theme
from gui.theme import Colours
from gui.widgets.world_map.buffer import HATCH, MARKED
from gui.widgets.world_map.ramps import no_data, ramp, sea
from gui.widgets.world_map.scene import Mark, Scene
from gui.widgets.world_map.shapes import Shapes

RADIUS: Final = 4.5  # of a marker, in logical pixels
_SMALL_RADIUS: Final = 2.2
_SMALL_MARKED: Final = 1.5


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
    seen, ink = look.seen(), QColor(_ink(look))
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


def line_inks(look: Look) -> tuple[str, ...]:
    """The colours of all that `paint_lines` and `paint_graticule` paint."""
    colours = look.colours
    return colours.muted, _ink(look), colours.text, colours.border


def _ink(look: Look) -> str:
    """Of borders."""
    return look.colours.window if look.colours is theme.DARK else "#ffffff"


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


def hatching(look: Look, painter: QPainter) -> tuple[QBrush, ...]:
    """The brushes, one over the other, of countries without data: by lines, so that they are never taken for the lowest class."""
    ground, line = no_data(look.colours)
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:  # where a tile would be a picture, blurred at any other size
        return QBrush(QColor(ground)), QBrush(QColor(line), Qt.BrushStyle.BDiagPattern)
    step = round(HATCH * look.density)
    tile = QImage(step, step, QImage.Format.Format_ARGB32_Premultiplied)  # no pixmap: pictures of years are painted off the window's thread
    tile.fill(QColor(ground))
    onto = QPainter(tile)
    onto.setRenderHint(QPainter.RenderHint.Antialiasing)
    onto.setPen(QPen(QColor(line), 0.8 * look.density))
    for shift in (-step, 0, step):
        onto.drawLine(QPointF(shift, step), QPointF(shift + step, 0))
    onto.end()
    return (QBrush(tile),)


def paint_areas(painter: QPainter, look: Look, scene: Scene) -> None:
    """The countries in the colours of their classes, as shapes."""
    colours, seen = look.scene_colours(scene), look.seen()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    hatch = hatching(look, painter)
    for code, path, box in zip(look.shapes.codes, look.shapes.paths, look.shapes.boxes, strict=True):
        if box.intersects(seen):
            shade = scene.shades.get(code)
            for brush in hatch if shade is None else (QBrush(QColor(colours[shade])),):
                painter.fillPath(look.transform.map(path), brush)


def paint_markers(painter: QPainter, look: Look, scene: Scene) -> None:
    """Round marks for small countries, in the colour of their class."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = look.scene_colours(scene)
    painter.setPen(QPen(QColor(look.colours.text), look.density))
    for at, radius in markers(look, scene):
        painter.setBrush(QColor(colours[scene.shades[look.shapes.codes[at]]]))
        painter.drawEllipse(look.transform.map(look.shapes.places[at]), radius, radius)


def paint_outline(painter: QPainter, look: Look, code: str, colour: str, width: float, *, dashed: bool = False) -> None:
    """A line about one country, or about its marker."""
    at = look.shapes.index(code)
    if at is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(colour), width * look.density)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([2.5, 1.5])
    if look.shapes.largest[at] < look.least:
        painter.setPen(pen)
        radius = look.radius + 2 * look.density
        painter.drawEllipse(look.transform.map(look.shapes.places[at]), radius, radius)
    else:
        pen.setCosmetic(True)
        painter.setTransform(look.transform)
        painter.strokePath(look.shapes.paths[at], pen)
        painter.resetTransform()


def paint_marks(painter: QPainter, look: Look, marks: Iterable[Mark]) -> None:
    """Lines about the countries that the marks mean, over a wider one in the ground's colour so that they show on every class."""
    for mark in marks:
        colour = mark_colour(look, mark)
        for code in mark.codes:
            paint_outline(painter, look, code, look.colours.base, 3.2)
            paint_outline(painter, look, code, colour, 1.8, dashed=mark.dashed)


def mark_colour(look: Look, mark: Mark) -> str:
    """Dashed marks have a colour of their own."""
    return look.colours.series[4 if mark.dashed else 1]


def _pen(colour: QColor, width: float) -> QPen:
    made = QPen(colour, width)
    made.setCosmetic(True)
    return made
