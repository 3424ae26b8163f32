"""The world's shapes as paths, projected once; y points down, as on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from core.analysis.projection import Projection, forward, graticule, outline
from core.model.world import Level, world

# Views to jump to: west, south, east, north in degrees.
REGIONS = {
    "world": (-180.0, -58.0, 180.0, 84.0),
    "africa": (-20.0, -36.0, 54.0, 38.0),
    "europe": (-13.0, 34.0, 42.0, 71.0),
    "asia": (25.0, -12.0, 150.0, 58.0),
    "north_america": (-170.0, 7.0, -50.0, 72.0),
    "south_america": (-93.0, -57.0, -33.0, 14.0),
    "oceania": (110.0, -48.0, 180.0, 4.0),
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

    def index(self, code: str) -> int | None:
        """Where a country stands in `codes`."""
        return self.codes.index(code) if code in self.codes else None

    def region(self, name: str) -> QRectF:
        """The box on the map of one of REGIONS."""
        west, south, east, north = REGIONS[name]
        side = np.linspace(south, north, 9)
        edge = np.concatenate([np.column_stack([np.full_like(side, at), side]) for at in (west, (west + east) / 2, east)])
        points = forward(edge, self.projection)
        low, high = points.min(axis=0), points.max(axis=0)
        return QRectF(low[0], -high[1], high[0] - low[0], high[1] - low[1])


@cache
def shapes(level: Level, projection: Projection) -> Shapes:
    """The shapes at a level of detail in a projection; made once, in some tens of milliseconds."""
    found = world(level)
    paths = [QPainterPath() for _code in found.codes]
    largest = [0.0] * len(paths)
    for unit, ring in zip(found.ring_units, found.rings, strict=True):
        polygon = _polygon(forward(ring, projection))
        paths[unit].addPolygon(polygon)
        box = polygon.boundingRect()
        largest[unit] = max(largest[unit], min(box.width(), box.height()))
    places = tuple(QPointF(x, -y) for x, y in forward(found.places, projection).tolist())
    return Shapes(
        codes=found.codes,
        paths=tuple(paths),
        boxes=tuple(path.boundingRect() for path in paths),
        largest=tuple(largest),
        places=places,
        lines=_gathered(found.line_kinds, [forward(line, projection) for line in found.lines]),
        outline=_path([outline(projection)]),
        graticule=_path(graticule(30, projection)),
        projection=projection,
    )


def _gathered(kinds: Sequence[int], lines: Sequence[npt.NDArray[np.float64]]) -> tuple[tuple[int, QRectF, QPainterPath], ...]:
    """Lines by kind and by tile of the map: few enough paths to draw them quickly, small enough to leave out those out of view."""
    tiles: dict[tuple[int, int, int], list[npt.NDArray[np.float64]]] = {}
    for kind, line in zip(kinds, lines, strict=True):
        x, y = line.mean(axis=0)
        tiles.setdefault((kind, int(x // 0.5), int(y // 0.5)), []).append(line)
    made = [(kind, _path(found)) for (kind, _x, _y), found in sorted(tiles.items(), key=lambda one: one[0])]
    return tuple((kind, path.boundingRect(), path) for kind, path in made)


def _path(lines: Iterable[npt.NDArray[np.float64]]) -> QPainterPath:
    made = QPainterPath()
    for line in lines:
        made.addPolygon(_polygon(line))
    return made


def _polygon(points: npt.NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(x, -y) for x, y in points.tolist()])
