"""What a country's colour on the map can mean, and its values: shares, sources, scores, measures in force, shocks, methods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.model import Workspace
from core.views.map_restrictions import restrictions
from core.views.map_shocks import saved_shocks, shortage
from core.views.map_supply import importers, imports, indicator, supply
from core.views.map_values import Measured, Method, Value, is_country, known, short
from core.views.prices import mineral_title
from core.words import _

SUPPLY: Final = ("reserves", "mining", "processing")
MEASURES: Final = ("mining", "processing", "reserves", "imports", "reliance", "governance", "measures", "severity", "shortage")
_RELIANCE: Final = "net import reliance"


def measured(
    workspace: Workspace,
    measure: str,
    mineral: str,
    year: int | None,
    *,
    detail: str = "",
    table: str = "",
    as_of: dt.date | None = None,
    methods: Sequence[Method] = (),
) -> Measured:
    """The values of a measure in a year (None: the newest). detail: the importer, indicator or saved shock, one of `details`; table: only
    figures of this source, "" for the newest of any."""
    own = next((method for method in methods if method.key == measure), None)
    if own is not None:
        return _by_method(workspace, own, mineral, year)
    match measure:
        case "imports":
            return imports(workspace, mineral, detail, year, table)
        case "reliance":
            return indicator(workspace, _RELIANCE, mineral, year, table)
        case "governance":
            return indicator(workspace, detail, "", year, table)
        case "measures" | "severity":
            day = as_of or dt.date.today()  # noqa: DTZ011 - the day on the user's own calendar
            return restrictions(workspace, mineral, day, severity=measure == "severity")
        case "shortage":
            return shortage(workspace, detail)
        case _:
            return supply(workspace, measure_titles()[measure], mineral, measure, year, table)


def measure_titles() -> dict[str, str]:
    """What each of MEASURES is called."""
    return {
        "mining": _("Share of world mining"),
        "processing": _("Share of world processing"),
        "reserves": _("Share of world reserves"),
        "imports": _("Where an importer buys"),
        "reliance": _("Net import reliance"),
        "governance": _("Governance"),
        "measures": _("Restrictive measures in force"),
        "severity": _("Severity of measures in force"),
        "shortage": _("Shortage of a saved shock"),
    }


def offered(workspace: Workspace) -> tuple[str, ...]:
    """Of MEASURES those that can be chosen: a shock must have been saved before it can be shown."""
    return tuple(one for one in MEASURES if one != "shortage" or saved_shocks(workspace))


def details(workspace: Workspace, measure: str, mineral: str) -> tuple[tuple[str, str], ...]:
    """What a measure can be of, as (key, title): importers and stages of the mineral, governance indicators, or saved shocks."""
    if measure == "imports":
        return importers(workspace, mineral)
    if measure == "governance":
        names = dict.fromkeys(one.name for one in workspace.indicators.values() if not one.mineral and one.name)
        return tuple((name, name[:1].upper() + name[1:]) for name in names)
    return saved_shocks(workspace) if measure == "shortage" else ()


def minerals_on_map(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """The minerals that some measure has figures of, as (id, title), by title."""
    found = {one.mineral for part in (workspace.supply, workspace.trade) for one in part.values()}
    return tuple(sorted(((key, mineral_title(key)) for key in found if key), key=lambda one: one[1].casefold()))


def _by_method(workspace: Workspace, method: Method, mineral: str, year: int | None) -> Measured:
    given = {code: value for code, value in method.values(workspace, mineral, year).items() if is_country(code)}
    plain = {code: value if isinstance(value, Value) else Value(code, value, "", year) for code, value in given.items()}
    values = {
        code: replace(one, text=one.text or f"{short(one.value)} {method.unit}".strip())
        for code, one in plain.items()
        if known(one.value) is not None
    }
    return Measured(f"{method.title}: {mineral_title(mineral)}", method.unit, values, (), "", method.definition)
