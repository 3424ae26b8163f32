"""Maps of the earth by formula: Equal Earth, which keeps areas, and plain longitude and latitude.

Equal Earth: B. Savric, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal of Geographical Information
Science 33 (2019) 454-465. Angles go in and come out in degrees; on the map one unit is the radius of the earth.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Projection = Literal["equal_earth", "plain"]
PROJECTIONS: Final[tuple[Projection, ...]] = ("equal_earth", "plain")

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = np.sqrt(3) / 2
_STEPS = 12  # of Newton's method; it is as exact as it gets after five


def forward(points: Points, projection: Projection = "equal_earth") -> Points:
    """Rows of longitude and latitude as rows of x and y (x east, y north)."""
    radians = np.radians(np.asarray(points, dtype=np.float64))
    if projection == "plain":
        return radians
    longitude, latitude = radians[..., 0], radians[..., 1]
    theta = np.arcsin(np.clip(_M * np.sin(latitude), -1, 1))
    return np.stack([longitude * np.cos(theta) / (_M * _slope(theta)), _height(theta)], axis=-1)


def inverse(points: Points, projection: Projection = "equal_earth") -> Points:
    """Rows of x and y as longitude and latitude; NaN where no place of the earth is drawn."""
    points = np.asarray(points, dtype=np.float64)
    if projection == "plain":
        degrees = np.degrees(points)
    else:
        top = _height(np.arcsin(_M))
        y = np.where(np.abs(points[..., 1]) <= top, points[..., 1], np.nan)
        theta = y / _A1
        for _step in range(_STEPS):
            theta = theta - (_height(theta) - y) / _slope(theta)
        longitude = _M * points[..., 0] * _slope(theta) / np.cos(theta)
        degrees = np.degrees(np.stack([longitude, np.arcsin(np.clip(np.sin(theta) / _M, -1, 1))], axis=-1))
    outside = ~((np.abs(degrees[..., 0]) <= 180 + 1e-9) & (np.abs(degrees[..., 1]) <= 90 + 1e-9))
    return np.where(outside[..., None], np.nan, degrees)


def outline(projection: Projection = "equal_earth", steps: int = 90) -> Points:
    """The edge of the whole map as a closed ring of x and y."""
    side = np.linspace(-90, 90, steps + 1)
    east, west = np.column_stack([np.full_like(side, 180), side]), np.column_stack([np.full_like(side, -180), side[::-1]])
    return forward(np.concatenate([east, west, east[:1]]), projection)


def graticule(spacing: float = 30, projection: Projection = "equal_earth") -> tuple[Points, ...]:
    """Meridians and parallels every so many degrees, as lines of x and y."""
    latitudes = np.linspace(-90, 90, 61)
    meridians = [np.column_stack([np.full_like(latitudes, at), latitudes]) for at in np.arange(-180 + spacing, 180, spacing)]
    parallels = [np.array([(-180.0, at), (180.0, at)]) for at in np.arange(-90 + spacing, 90, spacing)]
    return tuple(forward(line, projection) for line in (*meridians, *parallels))


def _height(theta: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    square = theta * theta
    made: npt.NDArray[np.float64] = theta * (_A1 + _A2 * square + square**3 * (_A3 + _A4 * square))
    return made


def _slope(theta: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    square = theta * theta
    made: npt.NDArray[np.float64] = _A1 + 3 * _A2 * square + square**3 * (7 * _A3 + 9 * _A4 * square)
    return made
