"""The risk methods that the map can show: what each country adds to a mineral's risk, or how it stands itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

from core.analysis.shares import selection
from core.model import Workspace
from core.model.countries import countries
from core.views.map_values import Method
from core.views.risk_scores import Basis, basis, measures, parameters, score
from core.views.risk_words import method_definitions
from core.words import _


def map_methods(day: Callable[[], dt.date]) -> tuple[Method, ...]:
    """The methods, in the language of the moment. day: gives the day that measures are counted on."""
    words = method_definitions()
    of_country = _("What the country alone adds to the figure of the mineral.")
    return (
        Method("hhi mining", _("Part of HHI, mining"), _("points"), f"{of_country} {words['hhi']}", partial(_added, day, "mining", "hhi")),
        Method(
            "hhi processing",
            _("Part of HHI, processing"),
            _("points"),
            f"{of_country} {words['hhi']}",
            partial(_added, day, "processing", "hhi"),
        ),
        Method(
            "governance mining",
            _("Part of governance-weighted HHI, mining"),
            "",
            f"{of_country} {words['governance']}",
            partial(_added, day, "mining", "governance"),
        ),
        Method(
            "governance processing",
            _("Part of governance-weighted HHI, processing"),
            "",
            f"{of_country} {words['governance']}",
            partial(_added, day, "processing", "governance"),
        ),
        Method("eu mining", _("Part of EU-type risk, mining"), "", f"{of_country} {words['eu']}", partial(_added, day, "mining", "eu")),
        Method(
            "eu processing",
            _("Part of EU-type risk, processing"),
            "",
            f"{of_country} {words['eu']}",
            partial(_added, day, "processing", "eu"),
        ),
        Method("geopolrisk", _("GeoPolRisk-type of importers"), "", words["geopolrisk"], partial(_importers, day)),
        Method("worst governance", _("Governance, 10 worst"), "", words["governance"], partial(_worst, day)),
        Method("observed measures", _("Observed measures (ours)"), "", words["measures"], partial(_observed, day)),
    )


def _basis(day: Callable[[], dt.date], workspace: Workspace, stage: str, year: int | None, importer: str = "") -> Basis:
    return basis(workspace, stage, year, importer, day())


def _added(
    day: Callable[[], dt.date], stage: str, method: str, workspace: Workspace, mineral: str, year: int | None
) -> Mapping[str, float]:
    given = _basis(day, workspace, stage, year)
    one = given.shares(mineral)
    if one is None:
        return {}
    if method == "hhi":
        return {code: part * part * 1e4 for code, part in one.parts.items()}
    t = parameters(given, one) if method == "eu" else {}
    return {code: part * part * given.worst[code] * t.get(code, 1.0) for code, part in one.parts.items() if code in given.worst}


def _importers(day: Callable[[], dt.date], workspace: Workspace, mineral: str, year: int | None) -> Mapping[str, float]:
    """The lower bound of each importer; a bloc's stands for each of its members."""
    found = {}
    for importer in selection(workspace).importers:
        made = next(
            (
                one
                for stage in ("mining", "processing")
                if (one := score(_basis(day, workspace, stage, year, importer), mineral, "geopolrisk")).bounds
            ),
            None,
        )
        known = countries().get(importer)
        for code in (known.members or (importer,)) if known is not None else ():
            if made is not None and made.bounds is not None:
                found[code] = made.bounds.low
    return found


def _worst(day: Callable[[], dt.date], workspace: Workspace, _mineral: str, year: int | None) -> Mapping[str, float]:
    return dict(_basis(day, workspace, "mining", year).worst)


def _observed(day: Callable[[], dt.date], workspace: Workspace, mineral: str, year: int | None) -> Mapping[str, float]:
    return {code: one.low for code, one in measures(_basis(day, workspace, "mining", year), mineral).items()}
