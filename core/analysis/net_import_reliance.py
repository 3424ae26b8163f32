"""Net import reliance, counts of it, and supply without the largest supplier (N-1). METHODS.md 1.3, 1.10; systems.md item 30."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WithoutLargest:
    """What is left without the largest supplier, over all demand and over the demand outside it, as fractions; None where not known."""

    largest: str
    of_demand: float | None
    of_outside_demand: float | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many minerals are imported entirely, how many more at or above the threshold, and together."""

    entirely: int
    more: int
    threshold: float

    @property
    def together(self) -> int:
        """All at or above the threshold."""
        return self.entirely + self.more


def net_import_reliance(imports: float, exports: float, stock_changes: float, production: float) -> float | None:
    """100 (imports - exports + stock changes) / apparent consumption, in percent; None where nothing is consumed.

    stock_changes: positive where stocks were drawn down; production: primary and from old scrap. USGS, Mineral Commodity Summaries.
    """
    net = imports - exports + stock_changes
    consumption = production + net
    return 100 * net / consumption if consumption > 0 else None


def counts(reliances: Iterable[float], threshold: float = 50.0) -> Counts:
    """Minerals at 100 percent, and those from the threshold up to there."""
    known = list(reliances)
    entirely = sum(one >= 100 for one in known)
    return Counts(entirely, sum(threshold <= one < 100 for one in known), threshold)


def without_largest(
    supply: Mapping[str, float], demand: float | None, demand_of_largest: float | None = None, rest: float = 0.0
) -> WithoutLargest | None:
    """(supply - that of the largest) / demand, with both denominators of the IEA's N-1. All in one unit; None without any supply.

    rest: supply of no one country, which is never the largest.
    """
    if not supply or sum(supply.values()) <= 0:
        return None
    largest = max(supply, key=lambda code: supply[code])
    left = sum(supply.values()) - supply[largest] + rest
    outside = None if demand is None or demand_of_largest is None else demand - demand_of_largest
    return WithoutLargest(
        largest,
        left / demand if demand is not None and demand > 0 else None,
        left / outside if outside is not None and outside > 0 else None,
    )
