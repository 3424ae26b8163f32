"""The score of a mineral by each risk method: from the one selection of shares, governance, measures and what was typed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from core.analysis.bgs import bgs_score, governance_factor
from core.analysis.concentration import Bounds, concentration
from core.analysis.eu_supply_risk import EuRisk, eu_supply_risk, overall
from core.analysis.geopolrisk import geopolrisk, instability
from core.analysis.governance import POLITICAL, Governance, governances, inverted, weighted
from core.analysis.net_import_reliance import without_largest
from core.analysis.observed_measures import Observed, observed
from core.analysis.shares import Selection, Shares, selection
from core.analysis.usgs import usgs_risk
from core.model import Indicator, Workspace
from core.views.risk_inputs import RiskInputs, risk_inputs

RELIANCE: Final = "net import reliance"
_STAGES: Final = ("mining", "processing")
_PPI, _WSI, _EV = "policy perception index", "willingness to supply", "economic vulnerability"  # indicators that an import may bring


@dataclass(frozen=True, slots=True)
class Score:
    """A method's figure of a mineral. bounds: None where inputs are missing; missing: their codes; gross: shown without all of them.

    records: the ids behind it; year: of its shares; extra: a second figure with the code of what it is.
    """

    bounds: Bounds | None
    missing: tuple[str, ...] = ()
    gross: bool = False
    records: tuple[str, ...] = ()
    year: int | None = None
    extra: tuple[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What the methods share, worked out once: governance by country (w and political stability), inputs, choices."""

    workspace: Workspace
    chosen: Selection
    stage: str
    year: int | None
    importer: str
    day: dt.date
    inputs: RiskInputs
    governance: Mapping[str, Governance]
    worst: Mapping[str, float]

    def shares(self, mineral: str, stage: str = "") -> Shares | None:
        """The shares of a mineral at the stage chosen, or another."""
        return self.chosen.shares(mineral, stage or self.stage, self.year)

    def sourcing(self, mineral: str, importer: str = "", stage: str = "") -> Shares | None:
        """The sources of an importer: its newest table, of the broadest product."""
        found = self.chosen.sources(importer or self.importer, mineral, stage)
        return next((one for one in found if one.parts), None)


def basis(workspace: Workspace, stage: str, year: int | None, importer: str, day: dt.date) -> Basis:
    """What all methods start from."""
    inputs = risk_inputs(workspace)
    every = governances(workspace.indicators.values())
    return Basis(workspace, selection(workspace), stage, year, importer, day, inputs, every, _worst(every, inputs))


def with_inputs(given: Basis, inputs: RiskInputs) -> Basis:
    """The same with other inputs."""
    return replace(given, inputs=inputs, worst=_worst(given.governance, inputs))


def _worst(every: Mapping[str, Governance], inputs: RiskInputs) -> dict[str, float]:
    means = {code: one.mean(inputs.weights) for code, one in every.items()}
    return {code: inverted(mean) for code, mean in means.items() if mean is not None}


def score(given: Basis, mineral: str, method: str) -> Score:
    """A mineral's score by one of METHODS."""
    return _SCORES[method](given, mineral)


def eu_risk(given: Basis, mineral: str, stage: str) -> EuRisk | None:
    """The EU-type risk of a stage: shares of the table that gives t where there is one."""
    world = given.shares(mineral, stage)
    bought = given.sourcing(mineral, "EU", stage)
    return eu_supply_risk(
        stage,
        governed(given, world),
        governed(given, bought),
        reliance=given.inputs.of(mineral, "IR"),
        recycling=given.inputs.of(mineral, "EoL_RIR"),
        substitution=given.inputs.of(mineral, "SI"),
    )


def parameters(given: Basis, one: Shares) -> Mapping[str, float]:
    """t of the EU method by country: of the table itself, else of the newest table of world supply that gives them, else 1."""
    if one.parameters:
        return one.parameters
    return {
        row.country: row.trade_parameter for row in given.chosen.supply.get((one.mineral, one.stage), ()) if row.trade_parameter is not None
    }


def governed(given: Basis, one: Shares | None) -> Bounds | None:
    """Sum of s² w t of a mix."""
    return weighted(one.parts, given.worst, parameters(given, one), one.unallocated) if one is not None else None


def reliance(workspace: Workspace, importer: str, mineral: str) -> Indicator | None:
    """The newest net import reliance of an importer, of the broadest form of the mineral."""
    own = [
        one
        for one in workspace.indicators.values()
        if (one.country, one.mineral) == (importer, mineral) and one.name.startswith(RELIANCE) and one.value is not None
    ]
    return max(own, key=lambda one: (one.year or 0, one.name in (RELIANCE, f"{RELIANCE} (Total)")), default=None)


def measures(given: Basis, mineral: str) -> Mapping[str, Observed]:
    """The observed measures of every country on the mineral, on the day."""
    return observed(given.workspace, given.day, mineral, given.inputs.severities, given.inputs.half_life)


def _concentrated(pick: str, scale: float) -> Callable[[Basis, str], Score]:
    def made(given: Basis, mineral: str) -> Score:
        one = given.shares(mineral)
        found = concentration(one.known, one.unallocated) if one is not None else None
        if one is None or found is None:
            return Score(None, ("shares",))
        bounds: Bounds = getattr(found, pick)
        return _of(one, Bounds(bounds.low * scale, bounds.high * scale))

    return made


def _of(one: Shares, bounds: Bounds) -> Score:
    return Score(bounds, records=one.records, year=one.year)


def _governance(given: Basis, mineral: str) -> Score:
    one = given.shares(mineral)
    if one is None:
        return Score(None, ("shares",))
    if not any(code in given.worst for code in one.parts):
        return Score(None, ("governance",), records=one.records, year=one.year)
    return _with_governance(given, _of(one, weighted(one.parts, given.worst, None, one.unallocated)), one)


def _with_governance(given: Basis, made: Score, *mixes: Shares | None) -> Score:
    codes = dict.fromkeys(code for one in mixes if one is not None for code in one.parts)
    ids = (key for code in codes if code in given.governance for key in given.governance[code].records)
    return replace(made, records=(*made.records, *ids))


def _eu(given: Basis, mineral: str) -> Score:
    found = overall(eu_risk(given, mineral, stage) for stage in _STAGES)
    if found is None:
        return Score(None, ("shares",))
    if not given.worst:
        return Score(None, ("governance",))
    mixes = (given.shares(mineral, found.stage), given.sourcing(mineral, "EU", found.stage))
    records = tuple(key for one in mixes if one is not None for key in one.records)
    years = [one.year for one in mixes if one is not None and one.year]
    extra = (found.stage, found.known)
    return _with_governance(given, Score(found.risk, found.missing, found.gross, records, max(years, default=None), extra), *mixes)


def _geopolrisk(given: Basis, mineral: str) -> Score:
    world, bought = given.shares(mineral), given.sourcing(mineral)
    if world is None or bought is None:
        return Score(None, ("shares",) if world is None else ("sources",))
    index = concentration(world.known, world.unallocated)
    told = reliance(given.workspace, given.importer, mineral)
    unstable = {code: instability(one.estimates[POLITICAL]) for code, one in given.governance.items() if POLITICAL in one.estimates}
    part = (told.value or 0.0) / 100 if told is not None else None
    found = index and geopolrisk(
        Bounds(index.hhi.low / 1e4, index.hhi.high / 1e4),
        bought.parts,
        unstable,
        1 / part - 1 if part is not None and 0 < part <= 1 else None,
        bought.unallocated,
    )
    if not found or not unstable:
        return Score(None, ("sources",) if unstable else ("governance",))
    records = (*world.records, *bought.records, *((told.id,) if told is not None and not found.gross else ()))
    missing = ("reliance",) if found.gross else ()
    return _with_governance(given, Score(found.risk, missing, found.gross, records, world.year), bought)


def _usgs(given: Basis, mineral: str) -> Score:
    world, told = given.shares(mineral), reliance(given.workspace, given.importer, mineral)
    perceived = _by_country(given.workspace, _PPI)
    exposure = _exposure(told)
    found = usgs_risk(
        world.parts if world is not None else {},
        {code: 1 - value / 100 for code, value in perceived.items()},
        _by_country(given.workspace, _WSI),
        exposure,
        _vulnerability(given, mineral),
    )
    bounds = Bounds(found.risk, found.risk) if found.risk is not None else None
    extra = ("TE", found.exposure) if found.exposure is not None else None
    made = Score(bounds, found.missing, extra=extra)
    return made if world is None else replace(made, records=world.records, year=world.year)


def _vulnerability(given: Basis, mineral: str) -> float | None:
    """EV as typed in, else as an import gave it."""
    imported = (one.value for one in given.workspace.indicators.values() if (one.mineral, one.name) == (mineral, _EV))
    typed = given.inputs.of(mineral, "EV")
    return typed if typed is not None else next(imported, None)


def _exposure(told: Indicator | None) -> float | None:
    """Net import reliance as a fraction; a net exporter's is 0."""
    return max(0.0, min(1.0, (told.value or 0.0) / 100)) if told is not None else None


def _product(given: Basis, mineral: str) -> Score:
    likely, told = _governance(given, mineral), reliance(given.workspace, given.importer, mineral)
    exposure, vulnerability = _exposure(told), _vulnerability(given, mineral)
    if likely.bounds is None or told is None or exposure is None:
        return replace(likely, bounds=None, missing=(*likely.missing, *(("reliance",) if told is None else ())))
    impact = exposure * (1.0 if vulnerability is None else vulnerability)
    bounds = Bounds(likely.bounds.low / 10 * impact, likely.bounds.high / 10 * impact)
    missing = ("EV",) if vulnerability is None else ()
    return replace(
        likely, bounds=bounds, missing=missing, gross=bool(missing), records=(told.id, *likely.records), extra=("impact", impact)
    )


def _by_country(workspace: Workspace, name: str) -> dict[str, float]:
    return {one.country: one.value for one in workspace.indicators.values() if one.name.casefold() == name and one.value is not None}


def _bgs(given: Basis, mineral: str) -> Score:
    world, held = given.shares(mineral), given.shares(mineral, "reserves")
    top = list(world.parts)[:3] if world is not None else []
    political = [given.governance[code].estimates.get(POLITICAL) for code in top if code in given.governance]
    found = bgs_score(
        sum(world.known[:3]) * 100 if world is not None else None,
        sum(held.known[:3]) * 100 if held is not None else None,
        given.inputs.of(mineral, "abundance"),
        governance_factor([one for one in political if one is not None]),
    )
    if found is None or world is None:
        return Score(None, ("shares",))
    made = Score(Bounds(found.index, found.index), found.missing, bool(found.missing), world.records, world.year)
    return made if held is None else replace(made, records=(*made.records, *held.records))


def _n1(given: Basis, mineral: str) -> Score:
    one = given.shares(mineral)
    if one is None:
        return Score(None, ("shares",))
    demand, of_largest = given.inputs.of(mineral, "demand"), given.inputs.of(mineral, "demand of largest")
    found = without_largest(one.parts, demand or 1.0, of_largest, one.unallocated)
    if found is None or found.of_demand is None:
        return Score(None, ("shares",))
    value = found.of_demand * 100
    extra = ("outside", found.of_outside_demand * 100) if found.of_outside_demand is not None else None
    return Score(Bounds(value, value), () if demand else ("demand",), demand is None, one.records, one.year, extra)


def _measures(given: Basis, mineral: str) -> Score:
    one = given.shares(mineral)
    if one is None:
        return Score(None, ("shares",))
    found = measures(given, mineral)
    low = sum(part * found[code].low for code, part in one.parts.items() if code in found)
    high = sum(part * found[code].high for code, part in one.parts.items() if code in found)
    events = tuple(dict.fromkeys(row.event for code in one.parts if code in found for row in found[code].measures))
    return Score(Bounds(low, high), records=(*events, *one.records), year=one.year)


_SCORES: Final[Mapping[str, Callable[[Basis, str], Score]]] = {
    "hhi": _concentrated("hhi", 1.0),
    "cr1": _concentrated("cr1", 100.0),
    "cr3": _concentrated("cr3", 100.0),
    "suppliers": _concentrated("suppliers", 1.0),
    "governance": _governance,
    "eu": _eu,
    "geopolrisk": _geopolrisk,
    "usgs": _usgs,
    "bgs": _bgs,
    "n1": _n1,
    "product": _product,
    "measures": _measures,
}
