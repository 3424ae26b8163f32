"""The world cut open at another meridian, so that an ocean can lie in the middle of the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from core.model.world import Degrees, World

Middle = Literal[0, 150]
MIDDLES: Final[tuple[Middle, ...]] = (
    0,
    150,
)  # 150 east has the Pacific in the middle and cuts no land but Greenland's and Antarctica's ice


def turned(found: World, middle: Middle) -> World:
    """The same shapes with longitudes counted from `middle`, -180 to 180; what lies across the new edge is cut there in two."""
    if middle == 0:
        return found
    edge = float(middle) - 180.0
    rings, units = _each(zip(found.ring_units, found.rings, strict=True), edge, closed=True)
    lines, kinds = _each(zip(found.line_kinds, found.lines, strict=True), edge, closed=False)
    places = found.places.copy()
    places[:, 0] = from_middle(places[:, 0], middle)
    moved = [_moved(piece, middle, edge) for piece in rings], [_moved(piece, middle, edge) for piece in lines]
    return replace(found, rings=tuple(moved[0]), ring_units=tuple(units), lines=tuple(moved[1]), line_kinds=tuple(kinds), places=places)


def from_middle(longitudes: npt.NDArray[np.float64], middle: float) -> npt.NDArray[np.float64]:
    """Longitudes in degrees as counted from `middle`, -180 to below 180."""
    return (longitudes - middle + 180.0) % 360.0 - 180.0


def _each(pieces: Iterable[tuple[int, Degrees]], edge: float, *, closed: bool) -> tuple[list[Degrees], list[int]]:
    made: list[Degrees] = []
    keys: list[int] = []
    for key, points in pieces:
        east = points[:, 0] >= edge
        parts = [points] if east.all() or not (points[:, 0] > edge).any() else _cut(points, edge, closed=closed)
        made += parts
        keys += [key] * len(parts)
    return made, keys


def _cut(points: Degrees, edge: float, *, closed: bool) -> Sequence[Degrees]:
    """A ring as its two halves, which run along the edge; a line as the parts between its crossings."""
    side = points[:, 0] >= edge
    at = np.flatnonzero(side[1:] != side[:-1])
    share = ((edge - points[at, 0]) / (points[at + 1, 0] - points[at, 0]))[:, None]
    crossings = points[at] + share * (points[at + 1] - points[at])
    crossings[:, 0] = edge
    whole = np.insert(points, at + 1, crossings, axis=0)
    if closed:
        return [_closed(whole[whole[:, 0] >= edge]), _closed(whole[whole[:, 0] <= edge])]
    ends = at + 1 + np.arange(len(at))
    starts = np.concatenate([[0], ends])
    return [whole[start : end + 1] for start, end in zip(starts, [*ends, len(whole) - 1], strict=True) if end > start]


def _closed(ring: Degrees) -> Degrees:
    return ring if np.array_equal(ring[0], ring[-1]) else np.concatenate([ring, ring[:1]])


def _moved(points: Degrees, middle: float, edge: float) -> Degrees:
    """Counted from the middle; a piece lies on one side of the edge, or on it."""
    return points - (middle if points[:, 0].mean() >= edge and points[:, 0].max() > edge else middle - 360.0, 0.0)
