"""The risk methods that the map can show: what each country adds to a mineral's risk, or how it stands itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from core.analysis.shares import Shares, selection
from core.model import Workspace
from core.model.countries import countries
from core.views.map_values import Method, Value, country_name, short, source_title
from core.views.risk_scores import Basis, basis, measures, parameters, score
from core.views.risk_words import method_definitions
from core.words import _

_STAGES: Final = ("mining", "processing")
_HHI: Final = (1.0, 10.0, 100.0, 400.0, 1_600.0)  # points of 1, 3, 10, 20 and 40 % of the world
_GOVERNED: Final = (0.001, 0.01, 0.1, 0.5, 1.0, 2.0)
_WORST: Final = (2.0, 4.0, 5.0, 6.0, 8.0)
_IMPORTER: Final = (0.02, 0.05, 0.1, 0.2, 0.4)
_MEASURES: Final = (0.25, 0.5, 1.0, 2.0)

Day = Callable[[], dt.date]


def map_methods(day: Day) -> tuple[Method, ...]:
    """The methods, in the language of the moment. day: gives the day that measures are counted on."""
    words = method_definitions()
    alone = _("What the country alone adds to the figure of the mineral.")
    titles = {
        ("hhi", "mining"): _("Part of HHI, mining"),
        ("hhi", "processing"): _("Part of HHI, processing"),
        ("governance", "mining"): _("Part of governance-weighted HHI, mining"),
        ("governance", "processing"): _("Part of governance-weighted HHI, processing"),
        ("eu", "mining"): _("Part of EU-type risk, mining"),
        ("eu", "processing"): _("Part of EU-type risk, processing"),
    }
    added = (
        Method(
            f"{method} {stage}",
            title,
            _("points") if method == "hhi" else _("score"),
            f"{alone} {words[method]}",
            partial(_added, day, stage, method),
            _HHI if method == "hhi" else _GOVERNED,
        )
        for (method, stage), title in titles.items()
    )
    return (
        *added,
        Method("geopolrisk", _("GeoPolRisk-type of importers"), _("score, 0–1"), words["geopolrisk"], partial(_importers, day), _IMPORTER),
        Method("worst governance", _("Governance, 10 worst"), _("score, 0–10"), words["governance"], partial(_worst, day), _WORST),
        Method("observed measures", _("Observed measures (ours)"), _("index"), words["measures"], partial(_observed, day), _MEASURES),
    )


def _basis(day: Day, workspace: Workspace, stage: str, year: int | None, importer: str = "") -> Basis:
    return basis(workspace, stage, year, importer, day())


def _added(day: Day, stage: str, method: str, workspace: Workspace, mineral: str, year: int | None) -> Mapping[str, Value]:
    given = _basis(day, workspace, stage, year)
    one = given.shares(mineral)
    if one is None:
        return {}
    if method == "hhi":
        return {code: _value(workspace, one, code, part * part * 1e4) for code, part in one.parts.items()}
    t = parameters(given, one) if method == "eu" else {}
    return {
        code: _value(workspace, one, code, part * part * given.worst[code] * t.get(code, 1.0), given.governance[code].records)
        for code, part in one.parts.items()
        if code in given.worst
    }


def _value(workspace: Workspace, one: Shares, code: str, value: float, more: tuple[str, ...] = ()) -> Value:
    """A country's part, with its share, the source of that, and the records behind both."""
    own = tuple(key for key in one.records if workspace.supply[key].country in (code, "WLD"))
    share = _("share {share} %").format(share=short(one.parts[code] * 100))
    source = ", ".join(part for part in (share, source_title(workspace, one.source), one.period) if part)
    return Value(code, value, short(value), one.year, source=source, records=(*own, *more))


def _importers(day: Day, workspace: Workspace, mineral: str, year: int | None) -> Mapping[str, Value]:
    """The lower bound of each importer; a bloc's stands for each of its members."""
    found = {}
    for importer in selection(workspace).importers:
        scores = (score(_basis(day, workspace, stage, year, importer), mineral, "geopolrisk") for stage in _STAGES)
        made = next((one for one in scores if one.bounds is not None), None)
        known = countries().get(importer)
        if made is not None and made.bounds is not None and known is not None:
            own = tuple(key for key in made.records if key in workspace.trade)
            source = _("as a member of {bloc}").format(bloc=country_name(importer)) if known.members else ""
            for code in known.members or (importer,):
                found[code] = Value(code, made.bounds.low, short(made.bounds.low), made.year, source=source, records=own)
    return found


def _worst(day: Day, workspace: Workspace, _mineral: str, year: int | None) -> Mapping[str, Value]:
    given = _basis(day, workspace, _STAGES[0], year)
    return {
        code: Value(code, value, short(value), given.governance[code].year, records=given.governance[code].records)
        for code, value in given.worst.items()
    }


def _observed(day: Day, workspace: Workspace, mineral: str, year: int | None) -> Mapping[str, Value]:
    found = measures(_basis(day, workspace, _STAGES[0], year), mineral)
    return {
        code: Value(code, one.low, _span(one.low, one.high), records=tuple(row.event for row in one.measures))
        for code, one in found.items()
    }


def _span(low: float, high: float) -> str:
    """Both ends, where the dates leave open what is in force."""
    return short(low) if low == high else _("{low} to {high}").format(low=short(low), high=short(high))
