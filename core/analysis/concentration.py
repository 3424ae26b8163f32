"""How concentrated supply is: HHI with its bounds, the largest one and three, the effective number of suppliers. METHODS.md 1.1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_FULL: Final = 10_000.0
_TRACE: Final = 1e-12  # less than that is no supplier


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a figure is at least and at most; both are the same where nothing is left open."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A set of classes for HHI, 0..10,000. key: names it; limits: where "moderate" and "high" begin (exclusive)."""

    key: str
    limits: tuple[float, float]


# US Department of Justice and Federal Trade Commission, Merger Guidelines: as of 2023, 2010 and 1992.
THRESHOLDS: Final = (
    Thresholds("2023", (1_000.0, 1_800.0)),
    Thresholds("2010", (1_500.0, 2_500.0)),
    Thresholds("1992", (1_000.0, 1_800.0)),
)


@dataclass(frozen=True, slots=True)
class Concentration:
    """hhi: 0..10,000; cr1, cr3: 0..1; suppliers: 1/HHI, the number of equal suppliers of the same concentration."""

    hhi: Bounds
    cr1: Bounds
    cr3: Bounds
    suppliers: Bounds


def hhi(parts: Sequence[float], unallocated: float = 0.0) -> Bounds:
    """The Herfindahl-Hirschman index, sum of (100 s)²: at least that of the known parts, at most as if one country had all the rest.

    parts, unallocated: fractions 0..1. Herfindahl 1950, Hirschman 1964; the bounds are ours.
    """
    least = sum(part * part for part in parts) * _FULL
    return Bounds(least, least + unallocated * unallocated * _FULL)


def concentration(parts: Sequence[float], unallocated: float = 0.0) -> Concentration | None:
    """All measures of one set of shares; None where no part is known that is more than a trace."""
    known = sorted((part for part in parts if part > _TRACE), reverse=True)
    if not known:
        return None
    index = hhi(known, unallocated)
    most = sorted((*known, unallocated), reverse=True)
    return Concentration(
        index,
        Bounds(known[0], most[0]),
        Bounds(sum(known[:3]), min(1.0, max(sum(most[:3]), sum(known[:3])))),
        Bounds(_FULL / index.high, _FULL / index.low),
    )


def level(value: float, thresholds: Thresholds) -> str:
    """The class of an HHI under a set of thresholds: "low", "moderate" or "high"."""
    moderate, high = thresholds.limits
    return "high" if value > high else "moderate" if value >= moderate else "low"
