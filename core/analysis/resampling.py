"""How firm a ranking is: the scores of many minerals drawn anew with uncertain inputs, and the interval of each one's rank.

A score is a sum of coefficient × s² × w over cells, so one pass does all minerals. The draws are ours: shares vary on a log scale by a
relative error, independently, and are brought back to their sum; governance by its standard error, the same draw for a country in every
mineral. Metropolis & Ulam 1949, J. Am. Stat. Assoc. 44:335.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

DRAWS: Final = 10_000
SEED: Final = 20_260_114
ERROR: Final = 0.10  # of a share, relative: ours
FIRM: Final = 2  # places between the ends of the interval that still count as firm: ours
_BLOCK: Final = 1_000
_WORST: Final = 10.0

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mix:
    """One set of shares of a scored mineral. parts: fractions; countries: of each part; coefficient: of each s² w."""

    parts: tuple[float, ...]
    countries: tuple[str, ...]
    coefficient: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RankInterval:
    """Where a mineral came to stand, 1 the highest score: 5 %, 50 % and 95 % of the draws. firm: the ends are at most FIRM places apart."""

    low: int
    middle: int
    high: int

    @property
    def firm(self) -> bool:
        """Whether the rank is robust."""
        return self.high - self.low <= FIRM


def rank_intervals(
    scored: Sequence[Sequence[Mix]],
    weights: dict[str, float] | None = None,
    errors: dict[str, float] | None = None,
    *,
    error: float = ERROR,
    seed: int = SEED,
    draws: int = DRAWS,
) -> list[RankInterval]:
    """The rank interval of each scored mineral, in order; [] of none. The same seed gives the same draws.

    weights: w 0..10 by country, None where a score has none; errors: their standard errors in the same unit; a country without a weight
    is drawn anywhere from 0 to 10. error: the relative standard error of a share.
    """
    mixes = [(at, mix) for at, own in enumerate(scored) for mix in own if mix.parts]
    if not mixes or draws < 1:
        return [RankInterval(1, 1, 1) for _one in scored]
    parts = np.concatenate([mix.parts for _at, mix in mixes]).astype(np.float32)
    coefficient = np.concatenate([mix.coefficient for _at, mix in mixes]).astype(np.float32)
    starts = np.cumsum([0, *(len(mix.parts) for _at, mix in mixes[:-1])])
    sums = np.add.reduceat(parts, starts)
    sizes = np.array([len(mix.parts) for _at, mix in mixes])
    codes = [code for _at, mix in mixes for code in mix.countries]
    order = {code: at for at, code in enumerate(dict.fromkeys(codes))}
    place = np.array([order[code] for code in codes])
    owner = np.array([at for at, _mix in mixes])
    random = np.random.default_rng(seed)
    scores = np.zeros((len(scored), draws), np.float32)
    for first in range(0, draws, _BLOCK):
        count = min(_BLOCK, draws - first)
        drawn = parts[:, None] * np.exp(np.float32(error) * random.standard_normal((len(parts), count), np.float32))
        scale = sums[:, None] / np.add.reduceat(drawn, starts)
        drawn *= np.repeat(scale, sizes, axis=0)
        drawn *= drawn
        drawn *= coefficient[:, None]
        if weights is not None:
            drawn *= _weights(list(order), weights, errors or {}, random, count)[place]
        np.add.at(scores[:, first : first + count], owner, np.add.reduceat(drawn, starts))
    ranks = np.argsort(np.argsort(-scores, axis=0, kind="stable"), axis=0) + 1
    low, middle, high = np.quantile(ranks, (0.05, 0.5, 0.95), axis=1, method="nearest")
    return [RankInterval(int(a), int(b), int(c)) for a, b, c in zip(low, middle, high, strict=True)]


def _weights(codes: Sequence[str], weights: dict[str, float], errors: dict[str, float], random: np.random.Generator, count: int) -> Floats:
    """(codes, count): each country's weight, drawn; within 0..10."""
    centre = np.array([weights.get(code, 0.0) for code in codes], np.float32)[:, None]
    spread = np.array([errors.get(code, 0.0) for code in codes], np.float32)[:, None]
    drawn = np.clip(centre + spread * random.standard_normal((len(codes), count), np.float32), 0.0, _WORST)
    unknown = np.flatnonzero([code not in weights for code in codes])
    drawn[unknown] = random.uniform(0.0, _WORST, (len(unknown), count))
    return np.asarray(drawn, np.float32)
