"""Where an economy's minerals come from: its own share of them, its largest supplier from outside, how far it relies on imports.

Shares are those of a table of sourcing (own output and imports together), such as that of the EU's study on critical raw materials. What
such a table does not name may come from anyone: a share is known up to it. The bounds are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.model.countries import countries
from core.model.records import Indicator, TradeShare

_RELIANCE = "net import reliance"
_NOBODY = frozenset(("OTH", "WLD", ""))


@dataclass(frozen=True, slots=True)
class Sourcing:
    """A share in percent of a mineral's supply at a stage, between `low` and `high`; by: whose it is, "" where it is nobody's.

    year, period: of the records, None or "" where they do not say.
    """

    mineral: str
    stage: str
    by: str
    low: float
    high: float
    period: str
    inputs: tuple[str, ...]
    year: int | None = None


def domestic(trade: Iterable[TradeShare], importer: str, stage: str) -> tuple[Sourcing, ...]:
    """The importer's own share of each mineral: that of its members, or of itself; at most that and what the table leaves out."""
    own = _members(importer)
    made = []
    for mineral, records in _by_mineral(trade, importer, stage).items():
        mine = [one for one in records if one.supplier in own]
        share = sum(one.share or 0.0 for one in mine)
        left = max(100.0 - sum(one.share or 0.0 for one in records), 0.0) + _nobody(records)
        keys = tuple(one.id for one in mine) or tuple(one.id for one in records)
        made.append(Sourcing(mineral, stage, "", share, min(share + left, 100.0), records[0].period, keys))
    return tuple(made)


def largest_supplier(trade: Iterable[TradeShare], importer: str, stage: str) -> tuple[Sourcing, ...]:
    """The largest share of each mineral that one country outside the importer has; at most what the table leaves out, if that is more."""
    own = _members(importer)
    made = []
    for mineral, records in _by_mineral(trade, importer, stage).items():
        foreign = [one for one in records if one.supplier not in own and one.supplier not in _NOBODY]
        left = max(100.0 - sum(one.share or 0.0 for one in records), 0.0) + _nobody(records)
        top = max(foreign, key=lambda one: one.share or 0.0, default=None)
        share = (top.share or 0.0) if top is not None else 0.0
        high = 100.0 if top is not None and top.comparator in {">", ">="} else max(share, min(left, 100.0))
        keys = (top.id,) if top is not None else tuple(one.id for one in records)
        made.append(Sourcing(mineral, stage, top.supplier if top is not None else "", share, high, records[0].period, keys))
    return tuple(made)


def reliance(indicators: Iterable[Indicator], country: str) -> tuple[Sourcing, ...]:
    """The net import reliance of each mineral in percent, of the latest year; a mineral with figures by product only is left out.

    "More than 50" is 50 to 100; "less than 25" is 0 to 25: how the USGS writes what it withholds.
    """
    found: dict[str, Indicator] = {}
    for one in indicators:
        if one.country != country or one.name.casefold() != _RELIANCE or one.value is None or not one.mineral:
            continue
        if one.mineral not in found or (one.year or 0) > (found[one.mineral].year or 0):
            found[one.mineral] = one
    return tuple(_relied(one) for one in found.values())


def _relied(one: Indicator) -> Sourcing:
    value = one.value or 0.0
    low, high = (
        (value, 100.0) if one.comparator in {">", ">="} else (min(0.0, value), value) if one.comparator in {"<", "<="} else (value,) * 2
    )
    return Sourcing(one.mineral, "import", "", low, high, "", (one.id,), one.year)


def _by_mineral(trade: Iterable[TradeShare], importer: str, stage: str) -> dict[str, list[TradeShare]]:
    """The records of one table a mineral: those of the period named last, so that no period is added to another."""
    found: dict[str, list[TradeShare]] = {}
    for one in trade:
        if one.importer == importer and one.stage == stage and one.mineral and not one.detail and one.share is not None:
            found.setdefault(one.mineral, []).append(one)
    return {mineral: [one for one in records if one.period == max(it.period for it in records)] for mineral, records in found.items()}


def _nobody(records: Iterable[TradeShare]) -> float:
    return sum(one.share or 0.0 for one in records if one.supplier in _NOBODY)


def _members(importer: str) -> frozenset[str]:
    known = countries().get(importer)
    return frozenset((importer, *(known.members if known is not None else ())))
