"""The shapes of the world's countries: rings, coasts and borders in degrees, read from resources/geometry.

Made by resources/build_geometry.py; boundaries as Natural Earth through Visionscarto draws them, with no position on any status.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

import resources

Degrees = npt.NDArray[np.float64]
Level = Literal["coarse", "fine"]

COAST, BORDER, DISPUTED = 0, 1, 2
_UNITS_A_DEGREE = 100


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """What there is to draw. Points are rows of longitude and latitude, longitudes from -180 to 180.

    codes: ISO 3166-1 alpha-3 of each unit, "" for disputed land that is counted to nobody; the last ones may have no ring but a place.
    rings: closed; ring_units: the index in codes of each, holes of a unit among its rings (fill odd-even). line_kinds: COAST, BORDER or
    DISPUTED of each line. places: where a unit's name or marker stands, (units, 2). areas: square kilometres as drawn, 0 without a ring.
    """

    codes: tuple[str, ...]
    rings: tuple[Degrees, ...]
    ring_units: tuple[int, ...]
    lines: tuple[Degrees, ...]
    line_kinds: tuple[int, ...]
    places: Degrees
    areas: Degrees


@cache
def world(level: Level = "coarse") -> World:
    """The shapes at a level of detail: coarse lies at most 0.10 degrees off the source, fine 0.02."""
    with np.load(resources.path("geometry") / f"world_{level}.npz", allow_pickle=False) as file:
        return World(
            codes=tuple(file["codes"].tolist()),
            rings=_pieces(file["rings"], file["ring_sizes"]),
            ring_units=tuple(file["ring_units"].tolist()),
            lines=_pieces(file["lines"], file["line_sizes"]),
            line_kinds=tuple(file["line_kinds"].tolist()),
            places=file["places"].astype(np.float64),
            areas=file["areas"].astype(np.float64),
        )


def _pieces(points: npt.NDArray[np.int16], sizes: npt.NDArray[np.uint16]) -> tuple[Degrees, ...]:
    return tuple(np.split(points / _UNITS_A_DEGREE, np.cumsum(sizes, dtype=np.int64)[:-1]))
