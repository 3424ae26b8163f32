"""The form of the supply shock: what happens to whom, what cushions it, how the price responds."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from core.analysis.shock import RATIONING, STAGES
from core.analysis.worksheet import Input
from core.model import PolicyEvent, Workspace
from core.model.fields import show
from core.views.naming import country_name, title_of
from core.views.prices import mineral_title
from core.views.scenario_inputs import Field, Filled, Lines, fill
from core.views.shock_data import REST, WORLD, Network, minerals, network, stocks
from core.views.worksheets.supply import DEMAND, SUPPLY
from core.words import _, mark

_LOST: Final = Input(
    name="lost", title=mark("Part of its output that is lost"), unit="%", default=50, most=100,
    note=mark("An example of ours; 100 % is a full stop."),
)  # fmt: skip
_DAYS: Final = Input(
    name="days", title=mark("For how long"), unit="days", default=365, least=1, most=3650, note=mark("An example of ours: a year.")
)
_COVER: Final = Input(
    name="cover", title=mark("Refiners' stocks, in days of their use"), unit="days", default=30, most=3650,
    note=mark("Ours, for illustration: the sources give no stocks of refiners."),
)  # fmt: skip
_STOCKS: Final = Input(
    name="stocks", title=mark("Stocks that users can draw on"), unit="", default=0,
    note=mark("The last values of all stock series of the mineral in the workspace, as far as their unit can be converted."),
)  # fmt: skip
_SPARE_MINES: Final = Input(
    name="spare_mines", title=mark("Idle capacity of the other mines, of their output"), unit="%", default=0, most=1000,
    note=mark("Ours: the sources give none."),
)  # fmt: skip
_SPARE_PLANTS: Final = Input(
    name="spare_plants", title=mark("Idle capacity of the other refiners, of their output"), unit="%", default=0, most=1000,
    note=mark("Ours: the sources give none."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The form of a shock and what it asks: `network` is None where the workspace knows no chain. stock_records: ids behind the default
    stocks."""

    fields: tuple[Field, ...]
    filled: Filled
    network: Network | None
    country: str
    stage: str
    exports_only: bool
    rationing: str
    event: PolicyEvent | None
    stock_records: tuple[str, ...]


def asked(workspace: Workspace, lines: Lines) -> Asked:
    """The form with its choices, each where it is or else at the first that makes sense, and the chain of the mineral chosen."""
    known = minerals(workspace)
    events = _events(workspace, known)
    event = events.get(lines.get("event", ""))
    about = next((one for one in event.minerals if one in known), "") if event else ""
    first = about or ("cobalt" if "cobalt" in known else known[0] if known else "")
    mineral = lines.get("mineral", first) if lines.get("mineral", first) in known else first
    chain = network(workspace, mineral) if mineral else None
    stages = _stages(chain)
    stage_default = "mining" if "mining" in stages else "processing"
    stage = lines["stage"] if lines.get("stage") in stages else stage_default
    places = _producers(chain, stage)
    actor = next((one for one in event.actors if one in places), "") if event else ""
    country_default = actor or (places[0] if places else "")
    country = lines["country"] if lines.get("country") in places else country_default
    scope_default = "exports" if event is not None and "export" in f"{event.instrument} {event.title}".casefold() else "output"
    scope = lines.get("scope", scope_default) if lines.get("scope", scope_default) in ("output", "exports") else scope_default
    rationing = lines["rationing"] if lines.get("rationing") in RATIONING else RATIONING[0]
    choices = (
        _choice("event", _("From a policy event"), event.id if event else "", "", [("", _("None: as chosen below")),
        *_event_titles(events)],
                _("Takes mineral and country from a measure of the workspace.")),
        _choice("mineral", _("Mineral"), mineral, first, [(one, mineral_title(one)) for one in known]),
        _choice("stage", _("Stage"), stage, stage_default, [(one, stage_title(one)) for one in stages]),
        _choice("country", _("Country"), country, country_default, [(one, place_title(one)) for one in places]),
        _choice("scope", _("What stops"), scope, scope_default, [("output", _("All its output")), ("exports", _("Its exports only"))],
                _("Exports only: what stays in the country is spared, as under an export ban.")),
        _choice("rationing", _("Who goes short"), rationing, RATIONING[0], [(one, rationing_title(one)) for one in RATIONING]),
    )  # fmt: skip
    unit = chain.unit if chain else ""
    there, records = stocks(workspace, mineral, unit) if chain and unit != "%" else (0.0, ())
    numbers = (
        _LOST,
        _DAYS,
        _COVER,
        replace(_STOCKS, unit=unit, default=float(f"{there:.6g}")),
        _SPARE_MINES,
        _SPARE_PLANTS,
        DEMAND,
        SUPPLY,
    )
    filled = fill(workspace, numbers, lines)
    return Asked((*choices, *filled.fields), filled, chain, country, stage, scope == "exports", rationing, event, records)


def cleared_by(name: str) -> frozenset[str]:
    """The lines that no longer hold when the choice `name` is made anew."""
    return {
        "event": frozenset(("mineral", "stage", "country", "scope", "stocks")),
        "mineral": frozenset(("stage", "country", "stocks")),
        "stage": frozenset(("country",)),
    }.get(name, frozenset())


def stage_title(stage: str) -> str:
    """A stage by its name."""
    return {"mining": _("Mining"), "processing": _("Refining"), "import": _("Imports")}.get(stage, stage)


def rationing_title(rationing: str) -> str:
    """How a shortage is shared, in words."""
    return {"supplier": _("Each by its own suppliers"), "pool": _("All in proportion to use")}[rationing]


def place_title(code: str) -> str:
    """A country by its name."""
    if code == WORLD:
        return _("The world's users")
    return _("Other countries") if code == REST else country_name(code)


def _stages(chain: Network | None) -> tuple[str, ...]:
    if chain is None:
        return STAGES
    there = {"mining": chain.mined, "processing": chain.refined}
    return tuple(one for one in STAGES if there[one] is not None)


def _producers(chain: Network | None, stage: str) -> list[str]:
    """Who puts out at a stage, the largest first."""
    found = None if chain is None else chain.mined if stage == "mining" else chain.refined
    if found is None:
        return []
    amounts = {code: amount for code, amount in found.amounts.items() if amount > 0}
    return sorted(amounts, key=lambda code: (code == REST, -amounts[code]))


def _events(workspace: Workspace, known: tuple[str, ...]) -> dict[str, PolicyEvent]:
    """The measures that a shock can be taken from: restrictive, by a country that puts out a mineral that it names."""
    amounts: dict[str, set[str]] = {}
    for one in workspace.supply.values():
        if one.stage in STAGES and ((one.quantity or 0) > 0 or (one.share or 0) > 0):
            amounts.setdefault(one.mineral, set()).add(one.country)
    return {
        key: one
        for key, one in workspace.events.items()
        if one.direction == "restrictive"
        and any(actor in amounts.get(name, ()) for name in one.minerals if name in known for actor in one.actors)
    }


def _event_titles(events: dict[str, PolicyEvent]) -> list[tuple[str, str]]:
    made = []
    for key, one in events.items():
        date = show(one.in_force or one.announced)
        made.append((key, f"{date}  {title_of(one)}".strip()))
    return sorted(made, key=lambda pair: pair[1], reverse=True)


def _choice(name: str, title: str, chosen: str, default: str, choices: list[tuple[str, str]], tip: str = "") -> Field:
    return Field(name, title, "", "choice", chosen, default, tip, changed=chosen != default, choices=tuple(choices))


def value(filled: Filled, name: str, otherwise: float = 0.0) -> float:
    """An input's number; `otherwise` where it is missing or wrong."""
    found = filled.values[name]
    return otherwise if math.isnan(found) else found
