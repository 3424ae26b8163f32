"""Governance of supplying countries: the mean of the six World Bank dimensions, turned so that 10 is worst. METHODS.md 1.2, 1.5."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from core.analysis.concentration import Bounds
from core.model.points import LARGEST
from core.model.records import Indicator

POLITICAL: Final = "political stability"
DIMENSIONS: Final = (
    "voice and accountability",
    POLITICAL,
    "government effectiveness",
    "regulatory quality",
    "rule of law",
    "control of corruption",
)
WORST: Final = 10.0


@dataclass(frozen=True, slots=True)
class Governance:
    """A country's governance in a year. estimates: by dimension, about -2.5..+2.5, higher better; errors: standard errors where given."""

    country: str
    year: int | None
    estimates: Mapping[str, float]
    errors: Mapping[str, float]
    records: tuple[str, ...]

    def mean(self, weights: Mapping[str, float] | None = None) -> float | None:
        """The weighted mean of the six, equal weights by default; None where one that has a weight is missing."""
        own = {name: (weights or {}).get(name, 1.0) for name in DIMENSIONS}
        total = sum(own.values())
        if total <= 0 or any(weight > 0 and name not in self.estimates for name, weight in own.items()):
            return None
        return sum(weight * self.estimates[name] for name, weight in own.items() if weight > 0) / total


def governances(indicators: Iterable[Indicator]) -> dict[str, Governance]:
    """By country, of the newest year that has any of the six."""
    found: dict[str, dict[int, list[Indicator]]] = {}
    for one in indicators:
        if one.name in DIMENSIONS and one.country and one.value is not None and abs(one.value) < LARGEST:
            found.setdefault(one.country, {}).setdefault(one.year or 0, []).append(one)
    made = {}
    for code, years in found.items():
        year = max(years)
        rows = years[year]
        made[code] = Governance(
            code,
            year or None,
            {one.name: float(one.value or 0.0) for one in rows},
            {one.name: one.error for one in rows if one.error is not None and 0 <= one.error < LARGEST},
            tuple(one.id for one in rows),
        )
    return made


def inverted(mean: float) -> float:
    """10 (2.5 - mean) / 5, kept within 0..10: the worst governance is 10. Blengini et al. 2017, DOI 10.2760/73303."""
    return min(WORST, max(0.0, WORST * (2.5 - mean) / 5))


def stability_class(stability: float) -> str:
    """World Mining Data's class of a political stability estimate: "extremely unstable", "unstable", "fair" or "stable"."""
    limits = ((-1.25, "extremely unstable"), (0.0, "unstable"), (1.25, "fair"))
    return next((name for limit, name in limits if stability < limit or (stability == limit and limit > 0)), "stable")


def weighted(
    parts: Mapping[str, float], weights: Mapping[str, float], parameters: Mapping[str, float] | None = None, unallocated: float = 0.0
) -> Bounds:
    """Sum of s² w t, 0..10 for t = 1. parts: fractions; weights: 0..10; parameters: t, 1 where a country has none.

    A country without a weight counts as 0 in the lower bound and as the worst, 10, in the upper; so does the unallocated part as one.
    """
    t = parameters or {}
    low = high = 0.0
    for code, part in parts.items():
        square = part * part * t.get(code, 1.0)
        low += square * weights.get(code, 0.0)
        high += square * weights.get(code, WORST)
    return Bounds(low, high + unallocated * unallocated * WORST)
