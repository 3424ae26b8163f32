"""How much of an importer's supply comes from countries that restrict exports of it. systems.md item 35; the score of 1 or 0 is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.analysis.concentration import Bounds
from core.analysis.observed_measures import Observed
from core.analysis.shares import Selection, Shares
from core.analysis.stated_shares import Stated, members


def mixes(chosen: Selection, said: Sequence[Stated], importer: str, mineral: str) -> tuple[Shares, ...]:
    """Where an importer buys a mineral: each product of its tables, then what texts state. Regions are suppliers of their own."""
    years: dict[int | None, dict[str, float]] = {}
    records: dict[int | None, list[str]] = {}
    for one in said:
        if (one.importer, one.mineral) == (importer, mineral):
            years.setdefault(one.year, {})[one.supplier] = one.share / 100
            records.setdefault(one.year, []).extend(one.records)
    made = (
        Shares(mineral, "import", year, parts, max(0.0, 1 - sum(parts.values())), tuple(records[year]), of=importer)
        for year, parts in years.items()
    )
    return (*(one for one in chosen.sources(importer, mineral) if one.parts), *made)


def exposure(one: Shares, restricting: Mapping[str, Observed]) -> Bounds:
    """The part of supply from countries with an export restriction in force, 0..1: sum of share × 1 or 0.

    A region counts in the lower bound when all its countries restrict, in the upper when one does.
    """
    low = high = 0.0
    for code, part in one.parts.items():
        own = [restricting.get(member) for member in members(code)]
        low += part if all(found is not None and found.low > 0 for found in own) else 0.0
        high += part if any(found is not None for found in own) else 0.0
    return Bounds(low, high)


def restrictions(one: Shares, restricting: Mapping[str, Observed]) -> tuple[str, ...]:
    """The ids of the measures behind an exposure."""
    own = (restricting[member] for code in one.parts for member in members(code) if member in restricting)
    return tuple(dict.fromkeys(row.event for found in own for row in found.measures))
