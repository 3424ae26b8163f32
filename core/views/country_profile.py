"""A country at a glance: its shares by mineral and stage with trend, measures in force, governance with error, who depends on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.analysis.governance import DIMENSIONS, POLITICAL, governances, inverted, stability_class
from core.analysis.observed_measures import Measure, observed
from core.analysis.shares import Selection, Shares, selection
from core.analysis.stated_shares import stated
from core.model import Workspace
from core.views.explained import Explained, inputs_of
from core.views.importer_exposure import named
from core.views.map_values import country_name, short, source_title
from core.views.prices import mineral_title
from core.views.risk_inputs import risk_inputs
from core.views.risk_words import stage_title
from core.words import _

_STAGES: Final = ("mining", "processing", "reserves")
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class CountryProfile:
    """A country's figures in groups; message: what to do when there is nothing to show."""

    country: str
    title: str
    rows: tuple[Explained, ...]
    message: str = ""


def country_profile(workspace: Workspace, country: str, mineral: str, day: dt.date) -> CountryProfile:
    """All of a country; the shares of the mineral chosen come first."""
    if not country:
        return CountryProfile("", "", (), _("Choose a country on the map or in the ranking."))
    chosen = selection(workspace)
    rows = (
        *_shares(workspace, chosen, country, mineral),
        *_measures(workspace, country, day),
        *_governance(workspace, country),
        *_dependants(workspace, chosen, country),
    )
    return CountryProfile(country, country_name(country), rows, "" if rows else _("The workspace has no figure of this country."))


def _shares(workspace: Workspace, chosen: Selection, country: str, mineral: str) -> list[Explained]:
    found: list[tuple[float, Explained]] = []
    for one, stage in chosen.supply:
        told = [table for table in chosen.tables(one, stage) if country in table.parts] if stage in _STAGES else []
        if told:
            found.append((told[0].parts[country] + (one == mineral), _share(workspace, country, stage, told)))
    found.sort(key=lambda one: -one[0])
    return [row for _part, row in found[:_MOST]]


def _share(workspace: Workspace, country: str, stage: str, told: Sequence[Shares]) -> Explained:
    newest = told[0]
    trend = ", ".join(
        _("{year}: {share} % ({source})").format(
            year=one.period or one.year, share=short(one.parts[country] * 100), source=source_title(workspace, one.source)
        )
        for one in reversed(told)
    )
    ids = [key for one in told for key in one.records if (row := workspace.supply.get(key)) and row.country in (country, "WLD")]
    cautions = [_("By table, oldest first: {trend}.").format(trend=trend)]
    before = next((one for one in told[1:] if one.source == newest.source and one.year != newest.year), None)
    text = _("{share} %").format(share=short(newest.parts[country] * 100))
    if before is not None:
        points = round(newest.parts[country] * 100 - before.parts[country] * 100, 1) or 0.0
        text = _("{share} % ({change})").format(share=short(newest.parts[country] * 100), change=f"{points:+.1f}".replace("-", "−"))
        cautions.append(_("In brackets: the change in percentage points since {year}.").format(year=before.year))
    return Explained(
        f"share/{stage}/{newest.mineral}",
        _("Shares of the world"),
        f"{mineral_title(newest.mineral)}, {stage_title(stage)}",
        None,
        "%",
        str(newest.year or ""),
        _("The country's quantity over the world total of the same table, or the share that the source gives."),
        inputs_of(workspace, ids),
        text=text,
        cautions=tuple(cautions),
    )


def _measures(workspace: Workspace, country: str, day: dt.date) -> Iterator[Explained]:
    inputs = risk_inputs(workspace)
    found = observed(workspace, day, "", inputs.severities, inputs.half_life).get(country)
    if found is None:
        return
    group = _("Export restrictions in force on {day}").format(day=day)
    yield Explained(
        "measures",
        group,
        _("Observed measures (ours)"),
        found.high if found.high == found.low else None,
        "",
        str(day),
        _("Our own: sum of severity × 0.5^(age / half-life) over all export restrictions of the country; half-life {years} years.").format(
            years=short(inputs.half_life)
        ),
        inputs_of(workspace, (one.event for one in found.measures)),
        text=_("{low} to {high}").format(low=short(found.low), high=short(found.high)),
        cautions=() if found.high == found.low else (_("The lower figure counts only what is surely in force."),),
    )
    for one in sorted(found.measures, key=lambda measure: -measure.part)[:_MOST]:
        yield _measure(workspace, group, one)


def _measure(workspace: Workspace, group: str, one: Measure) -> Explained:
    event = workspace.events[one.event]
    begun = event.in_force or event.when
    minerals = ", ".join(mineral_title(mineral) for mineral in event.minerals)
    words = _("severity {severity}") if one.certain else _("severity {severity}, may be in force")
    return Explained(
        f"measure/{one.event}",
        group,
        event.title,
        None,
        "",
        str(begun or ""),
        _("{instrument} ({oecd}) on {minerals}; {age} years old, it adds {part}.").format(
            instrument=event.instrument, oecd=one.oecd, minerals=minerals, age=short(one.age), part=short(one.part)
        ),
        inputs_of(workspace, (one.event,)),
        text=words.format(severity=short(one.severity)),
    )


def _governance(workspace: Workspace, country: str) -> Iterator[Explained]:
    found = governances(one for one in workspace.indicators.values() if one.country == country).get(country)
    if found is None:
        return
    group, when = _("Governance"), str(found.year or "")
    mean = found.mean(risk_inputs(workspace).weights)
    if mean is not None:
        yield Explained(
            "governance",
            group,
            _("Mean of six, 10 worst"),
            inverted(mean),
            _("of 10"),
            when,
            _("10 × (2.5 − mean of the six estimates) / 5, kept within 0 and 10."),
            inputs_of(workspace, found.records),
        )
    for name in DIMENSIONS:
        if name in found.estimates:
            error = found.errors.get(name)
            text = short(found.estimates[name]) if error is None else f"{short(found.estimates[name])} ± {short(error)}"
            caution = (
                _("Its standard error is not in the table.")
                if error is None
                else _("± is one standard error: near ones are not told apart.")
            )
            kinds = {
                "extremely unstable": _("extremely unstable"),
                "unstable": _("unstable"),
                "fair": _("fair"),
                "stable": _("stable"),
            }
            kind = kinds[stability_class(found.estimates[name])] if name == POLITICAL else ""
            cautions = (caution, *([_("World Mining Data's class: {kind}.").format(kind=kind)] if kind else []))
            yield Explained(
                f"governance/{name}",
                group,
                name[:1].upper() + name[1:],
                None,
                "",
                when,
                _("As the source gives it, about −2.5 to +2.5, higher is better."),
                inputs_of(workspace, (key for key in found.records if workspace.indicators[key].name == name)),
                text=text,
                cautions=cautions,
            )


def _dependants(workspace: Workspace, chosen: Selection, country: str) -> list[Explained]:
    group = _("Who depends on it")
    found: list[tuple[float, Explained]] = []
    for importer, mineral in chosen.trade:
        tabled = [one for one in chosen.sources(importer, mineral) if country in one.parts]
        found += [(one.parts[country] * 100, _dependant(workspace, group, country, one)) for one in tabled]
    for said in stated(workspace):
        if said.supplier == country:
            title = _("{importer}: {what}").format(importer=country_name(said.importer), what=mineral_title(said.mineral))
            found.append(
                (
                    said.share,
                    Explained(
                        f"depends/{said.importer}/{said.mineral}/stated",
                        group,
                        title,
                        said.share,
                        "%",
                        str(said.year or ""),
                        _("As the text states it."),
                        inputs_of(workspace, said.records),
                    ),
                )
            )
    found.sort(key=lambda one: -one[0])
    return [row for _share, row in found[:_MOST]]


def _dependant(workspace: Workspace, group: str, country: str, one: Shares) -> Explained:
    ids = [key for key in one.records if workspace.trade[key].supplier == country]
    return Explained(
        f"depends/{one.of}/{named(one)}",
        group,
        _("{importer}: {what}").format(importer=country_name(one.of), what=named(one)),
        one.parts[country] * 100,
        "%",
        str(one.year or ""),
        _("The country's part of what the importer buys, as the source gives it."),
        inputs_of(workspace, ids),
    )
