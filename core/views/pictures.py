"""Small pictures as plain values: ranged bars, a line over one input, a histogram. A widget paints them, an export writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `low` to `high`, with what stands at its ends; both texts empty where nothing is to be said."""

    label: str
    low: float
    high: float
    low_text: str = ""
    high_text: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under each other on one axis. base: where they part, None for bars that start at zero. `key` names the picture."""

    key: str
    title: str
    unit: str
    bars: tuple[Bar, ...]
    base: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A line of y over x, and the point where the inputs stand."""

    key: str
    title: str
    x_title: str
    x: Floats
    y: Floats
    at: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """How often an output fell between the edges (n + 1,). marks: the 5 %, 50 % and 95 % points; at: the output without uncertainty."""

    key: str
    title: str
    unit: str
    edges: Floats
    counts: NDArray[np.int64]
    marks: tuple[float, float, float]
    at: float


Picture: TypeAlias = Bars | Curve | Histogram
