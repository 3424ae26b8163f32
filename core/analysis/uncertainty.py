"""Monte Carlo: the outputs of a worksheet when its inputs are drawn from their ranges, reproducibly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.worksheet import Ranges, Worksheet, results

DISTRIBUTIONS: Final = ("triangular", "uniform", "normal")
DRAWS: Final = 10_000
SEED: Final = 20_260_114
_QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
_NORMAL_95: Final = 1.6448536269514722  # the 95 % point of the standard normal distribution


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """How an output came out. values: of the draws that gave a number, in their order; quantiles at 5, 25, 50, 75 and 95 %."""

    values: NDArray[np.float64]
    mean: float
    quantiles: tuple[float, float, float, float, float]
    lost: int

    @property
    def known(self) -> bool:
        """Whether any draw gave a number."""
        return bool(len(self.values))


def draw(
    sheet: Worksheet, values: Mapping[str, float], ranges: Ranges, distribution: str, seed: int = SEED, count: int = DRAWS
) -> dict[str, NDArray[np.float64] | float]:
    """Each input: (count,) drawn independently where it has a range, else its value. The same seed gives the same draws.

    triangular: between low and high with its mode at the value; uniform: between them; normal: mean at the value, low and high its 5 %
    and 95 %
    points on average, cut at what makes sense. Raises ValueError for another distribution.
    """
    if distribution not in DISTRIBUTIONS:
        raise ValueError(distribution)
    streams = np.random.default_rng(seed).spawn(len(sheet.inputs))  # one an input: a range more leaves the others' draws as they were
    drawn: dict[str, NDArray[np.float64] | float] = {}
    for declared, random in zip(sheet.inputs, streams, strict=True):
        value = values[declared.name]
        low, high = ranges.get(declared.name, (value, value))
        if not low < high:
            drawn[declared.name] = value
        elif distribution == "triangular":
            drawn[declared.name] = random.triangular(low, min(max(value, low), high), high, count)
        elif distribution == "uniform":
            drawn[declared.name] = random.uniform(low, high, count)
        else:
            spread = (high - low) / (2 * _NORMAL_95)
            drawn[declared.name] = np.clip(random.normal(value, spread, count), declared.least, declared.most)
    return drawn


def simulate(
    sheet: Worksheet, values: Mapping[str, float], ranges: Ranges, distribution: str, seed: int = SEED, count: int = DRAWS
) -> dict[str, Interval]:
    """The interval of every output over the draws. Metropolis & Ulam 1949, J. Am. Stat. Assoc. 44:335."""
    found = results(sheet, draw(sheet, values, ranges, distribution, seed, count))
    return {name: _interval(np.broadcast_to(np.asarray(column, float), (count,))) for name, column in found.items()}


def _interval(column: NDArray[np.float64]) -> Interval:
    known = column[np.isfinite(column)]
    if not len(known):
        nothing = float("nan")
        return Interval(known, nothing, (nothing,) * 5, len(column))
    low, lower, middle, upper, high = (float(one) for one in np.quantile(known, _QUANTILES))
    return Interval(known, float(known.mean()), (low, lower, middle, upper, high), len(column) - len(known))
