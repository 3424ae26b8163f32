"""What the cells selected come to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Summary:
    """Count of the cells selected, how many of them are numbers, and what those come to; None without a number."""

    cells: int
    numbers: int = 0
    total: float | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None


def summarised(cells: int, numbers: NDArray[np.float64]) -> Summary:
    """The summary of `cells` cells of which `numbers` are the numeric ones, missing values (NaN) left out."""
    present = numbers[~np.isnan(numbers)]
    if not len(present):
        return Summary(cells)
    total = float(present.sum())
    return Summary(cells, len(present), total, total / len(present), float(present.min()), float(present.max()))
