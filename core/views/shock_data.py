"""The chain of a mineral as the workspace knows it: who mines, who refines, who supplies whom, and what stocks there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.analysis.supply_flows import Flows, flows
from core.model import SupplyRecord, TradeShare, Workspace
from core.model.countries import countries
from core.model.units import UnitError, convert
from core.words import _

Floats = NDArray[np.float64]

WORLD: Final = "WLD"
REST: Final = "OTH"
_LARGEST: Final = 1e18  # an amount beyond it is a slip, and sums of such overflow
_TRADE_STAGES: Final = ("processing", "import", "mining")  # which of an importer's shares count, the first that there are


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """What countries put out at a stage in a year, by code. records: the ids behind it; shares: whether the source gives shares only."""

    amounts: Mapping[str, float]
    unit: str
    year: int | None
    records: tuple[str, ...]
    shares: bool


@dataclass(frozen=True, slots=True, eq=False)
class Importer:
    """A buyer with known suppliers: shares (n,) on the network's axis, at a stage of trade; records: the ids behind them."""

    code: str
    stage: str
    product: str
    shares: Floats
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The chain of one mineral on one axis of `codes` (n,). Amounts by year in `unit`; assumptions: how what is not known was filled in."""

    mineral: str
    codes: tuple[str, ...]
    unit: str
    mined: Output | None
    refined: Output | None
    ore: Flows
    metal: Flows
    importers: tuple[Importer, ...]
    assumptions: tuple[str, ...]

    def place(self, code: str) -> int:
        """Where a country stands on the axis; -1 where it does not."""
        return self.codes.index(code) if code in self.codes else -1


def minerals(workspace: Workspace) -> tuple[str, ...]:
    """The minerals of which two or more countries are known to mine or refine, in the order of the workspace."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in workspace.supply.values():
        if one.stage in ("mining", "processing") and _places(one.country) and (one.quantity or one.share):
            found[one.mineral].add(one.country)
    return tuple(mineral for mineral, codes in found.items() if mineral and len(codes - {REST}) >= 2)


def output(workspace: Workspace, mineral: str, stage: str) -> Output | None:
    """The output of a stage: amounts rather than shares, then the latest year, then the most countries. None where there is none."""
    groups: dict[tuple[bool, int, str, str], list[SupplyRecord]] = defaultdict(list)
    for one in workspace.supply.values():
        if one.mineral == mineral and one.stage == stage:
            if _sound(one.quantity):
                groups[True, one.year or 0, one.source, one.unit].append(one)
            elif _sound(one.share):
                groups[False, one.year or 0, one.source, "%"].append(one)
    usable = {key: _amounts(key[0], found) for key, found in groups.items()}
    usable = {key: amounts for key, amounts in usable.items() if len(amounts.keys() - {REST}) >= 2 and sum(amounts.values()) > 0}
    if not usable:
        return None
    best = max(usable, key=lambda key: (key[0], key[1], len(usable[key])))
    records = tuple(one.id for one in groups[best] if one.country in usable[best])
    return Output(usable[best], best[3], best[1] or None, records, shares=not best[0])


def network(workspace: Workspace, mineral: str) -> Network | None:
    """The chain of a mineral; None where neither its mining nor its refining is known."""
    mined, refined = output(workspace, mineral, "mining"), output(workspace, mineral, "processing")
    if mined is None and refined is None:
        return None
    trade = _importers(workspace, mineral)
    known = [*(mined.amounts if mined else ()), *(refined.amounts if refined else ())]
    suppliers = [code for _key, (_product, rows) in trade.items() for code in (row.supplier for row in rows)]
    codes = (*sorted({*known, *suppliers, *(importer for importer, _stage in trade)} - {REST, WORLD, ""}), REST, WORLD)
    place = {code: at for at, code in enumerate(codes)}
    first = mined or refined
    assert first is not None
    total = sum(first.amounts.values())
    of_mines, of_plants = (_vector(one, place, total) if one else None for one in (mined, refined))
    shares = {key: _shares(rows, place, of_plants if key[1] != "mining" else of_mines) for key, (_product, rows) in trade.items()}
    assumptions = [_("Ore and metal are counted in the same amount of contained metal: losses on the way are not known.")]
    if of_mines is None or of_plants is None:
        only = of_mines if of_mines is not None else of_plants
        assert only is not None
        ore = Flows(np.diag(only), (), ())
        absent = (
            _("where it is refined is not known, so it is taken to be refined where it is mined")
            if of_plants is None
            else _("where it is mined is not known, so the chain begins at the refiners")
        )
        assumptions.append(_("Of this mineral {what}.").format(what=absent))
        plants = only
    else:
        own = {place[code]: row for (code, stage), row in shares.items() if stage == "mining" and of_plants[place[code]] > 0}
        ore = flows(of_mines, of_plants, own, place[REST])
        plants = ore.amounts.sum(axis=1)
        if ore.assumed:
            assumptions.append(_("Proportional assumption: refiners whose suppliers are not known are fed by all mines in proportion."))
    wanted, using = np.zeros(len(codes)), {}
    for (code, stage), (_product, rows) in trade.items():
        amount = _bought(rows, first.unit)
        if amount and stage != "mining":
            wanted[place[code]], using[place[code]] = amount, shares[code, stage]
    metal = flows(plants, wanted, using, place[WORLD])
    if not using:
        assumptions.append(
            _("How much each country uses is not known: importers are told in per cent of their supply, amounts for the world.")
        )
    found = tuple(
        Importer(code, stage, product, shares[code, stage], tuple(row.id for row in rows))
        for (code, stage), (product, rows) in trade.items()
        if stage == next(one for one in _TRADE_STAGES if (code, one) in trade)
    )
    return Network(mineral, codes, first.unit, mined, refined, ore, metal, found, tuple(assumptions))


def stocks(workspace: Workspace, mineral: str, unit: str) -> tuple[float, tuple[str, ...]]:
    """The last values of all stock series of the mineral together, in `unit`, and the ids of those that could be converted."""
    total, used = 0.0, []
    for one in workspace.series.values():
        if one.kind != "stock" or one.mineral != mineral:
            continue
        known = one.points.values[np.isfinite(one.points.values)]
        try:
            total += float(convert(float(known[-1]), one.unit, unit)) if len(known) else 0.0
        except UnitError:
            continue
        if len(known):
            used.append(one.id)
    return max(total, 0.0), tuple(used)


def told(one: Output) -> str:
    """Where the output of a stage is from, in words."""
    unit = _("shares of world output") if one.shares else one.unit
    return _("{unit}, {year}").format(unit=unit, year=one.year) if one.year else unit


def _sound(value: float | None) -> bool:
    return value is not None and 0 <= value < _LARGEST


def _places(code: str) -> bool:
    """Whether a code is a country, or the rest of the world: blocs and regions would be counted twice."""
    found = countries().get(code)
    return code == REST or (found.kind == "country" if found is not None else len(code) == 3 and code not in {WORLD})


def _amounts(quantities: bool, records: Iterable[SupplyRecord]) -> dict[str, float]:
    found: dict[str, float] = {}
    world = 0.0
    for one in records:
        value = float((one.quantity if quantities else one.share) or 0.0)
        if one.country == WORLD:
            world = max(world, value)
        elif _places(one.country):
            found[one.country] = found.get(one.country, 0.0) + value
    left = world - sum(found.values())
    if left > 0:
        found[REST] = found.get(REST, 0.0) + left
    return found


def _vector(one: Output, place: Mapping[str, int], total: float) -> Floats:
    """(n,), brought to the chain's total."""
    made = np.zeros(len(place))
    for code, amount in one.amounts.items():
        made[place[code]] = amount
    return np.asarray(made * (total / made.sum()), float)


def _importers(workspace: Workspace, mineral: str) -> dict[tuple[str, str], tuple[str, list[TradeShare]]]:
    """By importer and stage of trade: the product and its rows, the total where a source gives several products."""
    groups: dict[tuple[str, str], dict[tuple[str, str, str], list[TradeShare]]] = defaultdict(lambda: defaultdict(list))
    for one in workspace.trade.values():
        there = one.mineral == mineral and one.stage in _TRADE_STAGES and one.supplier and _sound(one.share) and one.share
        if there and one.importer not in {"", WORLD, REST}:
            groups[one.importer, one.stage][one.source, one.period, one.detail].append(one)
    made = {}
    for key, products in groups.items():
        best = max(
            products,
            key=lambda product: (any(word in product[2].casefold() for word in ("all", "total")), product[1], len(products[product])),
        )
        made[key] = best[2], products[best]
    return made


def _shares(rows: Iterable[TradeShare], place: Mapping[str, int], output: Floats | None) -> Floats:
    """(n,) summing to 1: what the rows leave open is spread over all output."""
    own = np.zeros(len(place))
    for row in rows:
        at = place[row.supplier] if row.supplier in place else place[REST]
        own[at] += float(row.share or 0.0) / 100
    open_part = 1 - own.sum()
    if open_part <= 1e-12:
        return np.asarray(own / own.sum(), float)
    spread = output if output is not None and output.sum() > 0 else own
    return np.asarray(own + open_part * spread / spread.sum(), float)


def _bought(rows: Iterable[TradeShare], unit: str) -> float:
    total = 0.0
    for row in rows:
        if _sound(row.quantity):
            try:
                total += float(convert(row.quantity or 0.0, row.unit, unit))
            except UnitError:
                return 0.0
    return total
