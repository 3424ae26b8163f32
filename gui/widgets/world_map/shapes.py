"""The world's shapes as paths, projected once; y points down, as on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from core.analysis.meridian import Middle, from_middle, turned
from core.analysis.projection import Points, Projection, forward, graticule, outline
from core.model.world import Level, world
from gui.widgets.plot.polyline import polyline

# Views to jump to: west, south, east, north in degrees.
REGIONS = {
    "world": (-180.0, -58.0, 180.0, 84.0),
    "africa": (-20.0, -36.0, 54.0, 38.0),
    "europe": (-13.0, 34.0, 42.0, 71.0),
    "asia": (25.0, -12.0, 150.0, 58.0),
    "north_america": (-170.0, 7.0, -50.0, 72.0),
    "south_america": (-93.0, -57.0, -33.0, 14.0),
    "oceania": (110.0, -48.0, 180.0, 4.0),
    "pacific": (130.0, -28.0, 235.0, 24.0),  # across the edge of a map about Greenwich: it wants the middle at 150 east
}


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """paths, boxes: of each unit of `codes`, empty where it has only a place. lines: paths by kind, each in pieces with its box."""

    codes: tuple[str, ...]
    paths: tuple[QPainterPath, ...]
    boxes: tuple[QRectF, ...]
    largest: tuple[float, ...]
    places: tuple[QPointF, ...]
    lines: tuple[tuple[int, QRectF, QPainterPath], ...]
    outline: QPainterPath
    graticule: QPainterPath
    projection: Projection
    middle: Middle = 0

    def index(self, code: str) -> int | None:
        """Where a country stands in `codes`."""
        return self.codes.index(code) if code in self.codes else None

    def region(self, name: str) -> QRectF:
        """The box on the map of one of REGIONS."""
        return _region(name, self.projection, self.middle)


@cache
def _region(name: str, projection: Projection, middle: Middle) -> QRectF:
    west, south, east, north = REGIONS[name]
    if middle and name != "world":
        begun = float(from_middle(np.array([west]), middle)[0])
        west, east = begun, min(begun + east - west, 180.0)
    side = np.linspace(south, north, 9)
    edge = np.concatenate([np.column_stack([np.full_like(side, at), side]) for at in (west, (west + east) / 2, east)])
    points = forward(edge, projection)
    low, high = points.min(axis=0), points.max(axis=0)
    return QRectF(low[0], -high[1], high[0] - low[0], high[1] - low[1])


@cache
def shapes(level: Level, projection: Projection, middle: Middle = 0) -> Shapes:
    """The shapes at a level of detail in a projection about a meridian; made once, in some tens of milliseconds."""
    found = turned(world(level), middle)
    rings, lines = _projected(found.rings, projection), _projected(found.lines, projection)
    paths = [QPainterPath() for _code in found.codes]
    largest = [0.0] * len(paths)
    for unit, ring in zip(found.ring_units, rings, strict=True):
        polygon = polyline(ring[:, 0], ring[:, 1])
        paths[unit].addPolygon(polygon)
        box = polygon.boundingRect()
        largest[unit] = max(largest[unit], min(box.width(), box.height()))
    return Shapes(
        codes=found.codes,
        paths=tuple(paths),
        boxes=tuple(path.boundingRect() for path in paths),
        largest=tuple(largest),
        places=tuple(QPointF(x, y) for x, y in _projected([found.places], projection)[0].tolist()),
        lines=_gathered(found.line_kinds, lines),
        outline=_path([_down(outline(projection))]),
        graticule=_path([_down(line) for line in graticule(30, projection)]),
        projection=projection,
        middle=middle,
    )


def _projected(pieces: Sequence[Points], projection: Projection) -> list[Points]:
    """All pieces at once: the formula costs more by the call than by the point."""
    ends = np.cumsum([len(piece) for piece in pieces])
    points = _down(forward(np.concatenate(pieces), projection))
    return [points[start:end] for start, end in pairwise([0, *ends.tolist()])]


def _down(points: Points) -> Points:
    return points * (1.0, -1.0)


def _gathered(kinds: Sequence[int], lines: Sequence[Points]) -> tuple[tuple[int, QRectF, QPainterPath], ...]:
    """Lines by kind and by tile of the map: few enough paths to draw them quickly, small enough to leave out those out of view."""
    tiles: dict[tuple[int, int, int], list[Points]] = {}
    for kind, line in zip(kinds, lines, strict=True):
        x, y = line[len(line) // 2].tolist()
        tiles.setdefault((kind, int(x // 0.5), int(y // 0.5)), []).append(line)
    made = [(kind, _path(found)) for (kind, _x, _y), found in sorted(tiles.items(), key=lambda one: one[0])]
    return tuple((kind, path.boundingRect(), path) for kind, path in made)


def _path(lines: Iterable[Points]) -> QPainterPath:
    made = QPainterPath()
    for line in lines:
        made.addPolygon(polyline(line[:, 0], line[:, 1]))
    return made
