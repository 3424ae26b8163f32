"""Who has what part of a mineral: the one selection of shares that every risk method and every view of dependence reads.

Of a stage's tables the newest that tells of two countries or more counts, in amounts over its world total or as shares of the world; of
an importer's tables the newest, for one product. What no country has, "other countries" and parts known only as "less than", stays
unallocated and is never one country. The order of preference is ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.model.countries import countries
from core.model.points import LARGEST
from core.model.records import SupplyRecord, TradeShare
from core.model.workspace import Workspace

WORLD: Final = "WLD"
_OPEN: Final = frozenset(("<", "<="))
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of a whole by country, fractions 0..1, the largest first; unallocated: what is left to no known country, 0..1.

    parameters: t of the EU method by country, where the table gives it. of: the importer whose sources they are, "" for the world.
    over: by how much the table's own parts exceed the whole, 0..; listed: no world total was given, so the whole is the sum of the rows.
    """

    mineral: str
    stage: str
    year: int | None
    parts: Mapping[str, float]
    unallocated: float
    records: tuple[str, ...] = ()
    source: str = ""
    period: str = ""
    of: str = ""
    product: str = ""
    parameters: Mapping[str, float] = field(default_factory=dict)
    estimated: bool = False
    over: float = 0.0
    listed: bool = False

    @property
    def known(self) -> tuple[float, ...]:
        """The parts without their countries."""
        return tuple(self.parts.values())


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The records of a workspace by what they are of, in its order. importers: those whose sources are known."""

    supply: Mapping[tuple[str, str], Sequence[SupplyRecord]]
    trade: Mapping[tuple[str, str], Sequence[TradeShare]]
    importers: tuple[str, ...]

    def minerals(self, stage: str) -> tuple[str, ...]:
        """The minerals with a usable table at the stage."""
        return tuple(mineral for mineral, of in self.supply if of == stage and mineral and self.tables(mineral, stage))

    def bought(self, importer: str) -> tuple[str, ...]:
        """The minerals whose sources are known of an importer."""
        return tuple(mineral for of, mineral in self.trade if of == importer)

    def tables(self, mineral: str, stage: str) -> tuple[Shares, ...]:
        """Every usable table of the mineral at the stage, the newest first."""
        groups: dict[tuple[int, str, str, str], list[SupplyRecord]] = defaultdict(list)
        for one in self.supply.get((mineral, stage), ()):
            if _sound(one.quantity):
                groups[one.year or 0, one.source, one.unit, one.period].append(one)
            elif _sound(one.share):
                groups[one.year or 0, one.source, "%", one.period].append(one)
        found = (_of_supply(mineral, stage, key, rows) for key, rows in groups.items())
        usable = [one for one in found if one is not None and len(one.parts) >= 2]
        return tuple(sorted(usable, key=lambda one: (one.year or 0, len(one.parts)), reverse=True))

    def shares(self, mineral: str, stage: str, year: int | None = None) -> Shares | None:
        """The shares of the world's output (or reserves): the newest table not after `year`; None where there is none."""
        return next((one for one in self.tables(mineral, stage) if year is None or (one.year or 0) <= year), None)

    def sources(self, importer: str, mineral: str, stage: str = "") -> tuple[Shares, ...]:
        """The suppliers of an importer, a `Shares` a product and period, the newest first. stage: "" for any."""
        groups: dict[tuple[str, str, str, str], list[TradeShare]] = defaultdict(list)
        for one in self.trade.get((importer, mineral), ()):
            if _sound(one.share) and (not stage or one.stage == stage):
                groups[one.stage, one.detail, one.period, one.source].append(one)
        made = [_of_trade(mineral, importer, *key, rows) for key, rows in groups.items()]
        return tuple(sorted(made, key=lambda one: (one.year or 0, _total(one.product), len(one.parts)), reverse=True))


def selection(workspace: Workspace, mineral: str = "") -> Selection:
    """The one selection of shares of a workspace. mineral: of that one only, "" for all."""
    supply: dict[tuple[str, str], list[SupplyRecord]] = {}
    trade: dict[tuple[str, str], list[TradeShare]] = {}
    for one in workspace.supply.values():
        if not mineral or one.mineral == mineral:
            supply.setdefault((one.mineral, one.stage), []).append(one)
    for row in workspace.trade.values():
        if not mineral or row.mineral == mineral:
            trade.setdefault((row.importer, row.mineral), []).append(row)
    return Selection(supply, trade, tuple(dict.fromkeys(importer for importer, _of in trade if importer)))


def _of_supply(mineral: str, stage: str, key: tuple[int, str, str, str], rows: Sequence[SupplyRecord]) -> Shares | None:
    year, source, unit, period = key
    amounts = {one.country: _amount(one, unit) for one in reversed(rows) if one.comparator not in _OPEN}
    world = amounts.pop(WORLD, None)
    whole = 100.0 if unit == "%" else world or sum(amounts.values())
    if not whole > 0:
        return None
    named = {code: amount / whole for code, amount in amounts.items() if is_country(code) and amount > 0}
    return Shares(
        mineral,
        stage,
        year or None,
        _ranked(named),
        max(0.0, 1 - sum(named.values())),
        tuple(one.id for one in rows),
        source,
        period,
        parameters=_parameters(rows, "country"),
        estimated=any(one.estimated for one in rows),
        over=max(0.0, sum(named.values()) - 1),
        listed=unit != "%" and not world,
    )


def _of_trade(mineral: str, importer: str, stage: str, product: str, period: str, source: str, rows: Sequence[TradeShare]) -> Shares:
    named = {
        one.supplier: (one.share or 0.0) / 100
        for one in reversed(rows)
        if one.comparator not in _OPEN and is_country(one.supplier) and one.share
    }
    years = _YEAR.findall(period)
    return Shares(
        mineral,
        stage,
        int(years[-1]) if years else None,
        _ranked(named),
        max(0.0, 1 - sum(named.values())),
        tuple(one.id for one in rows),
        source,
        period,
        importer,
        product,
        _parameters(rows, "supplier"),
        over=max(0.0, sum(named.values()) - 1),
    )


def is_country(code: str) -> bool:
    """Whether a code is one country: not the world, a bloc, a region or others."""
    found = countries().get(code)
    return found is not None and found.kind == "country"


def _amount(one: SupplyRecord, unit: str) -> float:
    return float((one.share if unit == "%" else one.quantity) or 0.0)


def _parameters(rows: Iterable[SupplyRecord | TradeShare], name: str) -> dict[str, float]:
    return {getattr(one, name): one.trade_parameter for one in rows if one.trade_parameter is not None}


def _ranked(named: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(named.items(), key=lambda one: (-one[1], one[0])))


def _total(product: str) -> bool:
    return any(word in product.casefold() for word in ("all", "total"))


def _sound(value: float | None) -> bool:
    return value is not None and 0 <= value < LARGEST
