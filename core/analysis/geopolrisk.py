"""GeoPolRisk of an importer: world concentration times the instability of those it buys from. METHODS.md 1.4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.analysis.concentration import Bounds


@dataclass(frozen=True, slots=True)
class GeoPolRisk:
    """risk: 0..1, least and most; without: suppliers whose instability is not known; gross: own production was not known."""

    risk: Bounds
    without: tuple[str, ...]
    gross: bool


def instability(stability: float) -> float:
    """(2.5 - political stability) / 5, within 0..1: 1 is the least stable. The scale is not checked against the publication."""
    return min(1.0, max(0.0, (2.5 - stability) / 5))


def geopolrisk(
    hhi: Bounds, imports: Mapping[str, float], instabilities: Mapping[str, float], production: float | None = None, unallocated: float = 0.0
) -> GeoPolRisk | None:
    """HHI sum(g f) / (p + F); None where nothing is imported. Koyamparambath et al. 2024, DOI 10.1016/j.resconrec.2024.107801.

    hhi: 0..1; imports: f by supplier, unallocated among them in the same unit, as production p. A supplier without a known instability
    counts as 0 in the lower bound and 1 in the upper; without production p counts as none.
    """
    total = sum(imports.values()) + unallocated
    if total <= 0:
        return None
    without = tuple(code for code in imports if code not in instabilities)
    low = sum(amount * instabilities.get(code, 0.0) for code, amount in imports.items())
    high = sum(amount * instabilities.get(code, 1.0) for code, amount in imports.items()) + unallocated
    supply = total + max(0.0, production or 0.0)
    return GeoPolRisk(Bounds(hhi.low * low / supply, hhi.high * high / supply), without, production is None)
