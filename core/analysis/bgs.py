"""A risk score of the BGS type: four criteria of 1 to 5, halved, after the British Geological Survey's list of 2011. METHODS.md 1.6.

That the index is half the sum is inferred from the published values. The governance factor here is ours: the three largest producers by
their class of political stability, 0 (stable) to 3 (extremely unstable) each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.analysis.governance import stability_class

MISSING: Final = 2  # the score of a criterion without data
_CLASSES: Final = ("stable", "fair", "unstable", "extremely unstable")
_TOP_THREE: Final = (30.0, 45.0, 60.0, 75.0)
_GOVERNANCE: Final = (2, 4, 6, 8)
_ABUNDANCE: Final = (0.1, 1.0, 10.0, 100.0)


@dataclass(frozen=True, slots=True)
class BgsScore:
    """scores: by criterion, "production", "reserves", "abundance" and "governance", 1..5; index: half their sum, 2..10."""

    scores: Mapping[str, int]
    index: float
    missing: tuple[str, ...]


def top_three(percent: float) -> int:
    """The score of the share of the largest three: up to 30 %, 45, 60, 75 and more."""
    return bisect_left(_TOP_THREE, percent) + 1


def abundance(ppm: float) -> int:
    """The score of the abundance in the crust, 5 for less than 0.1 ppm to 1 for 100 ppm and more."""
    return 5 - sum(ppm >= limit for limit in _ABUNDANCE)


def governance_factor(stabilities: Sequence[float]) -> int | None:
    """0..9 from the political stability of the three largest producers; None where one is not known."""
    return sum(_CLASSES.index(stability_class(one)) for one in stabilities) if len(stabilities) == 3 else None


def bgs_score(production: float | None, reserves: float | None, ppm: float | None, factor: int | None) -> BgsScore | None:
    """The index from the shares of the largest three (percent), abundance and the governance factor 0..9; None where all are missing."""
    given = {
        "production": None if production is None else top_three(production),
        "reserves": None if reserves is None else top_three(reserves),
        "abundance": None if ppm is None else abundance(ppm),
        "governance": None if factor is None else bisect_left(_GOVERNANCE, factor) + 1,
    }
    if all(score is None for score in given.values()):
        return None
    scores = {name: MISSING if score is None else score for name, score in given.items()}
    return BgsScore(scores, sum(scores.values()) / 2, tuple(name for name, score in given.items() if score is None))
