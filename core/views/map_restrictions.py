"""Restrictive measures in force on a day by country: how many, and how hard the hardest is; what is in force, the stages tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from core.analysis.stages import Standing, standings, told_days
from core.model import PolicyEvent, Workspace
from core.model.instruments import instrument, instruments
from core.views.map_values import Measured, Value, is_country, members, short
from core.views.naming import title_of
from core.views.prices import concerns, mineral_title
from core.views.risk_inputs import risk_inputs
from core.words import _, plural

_NAMED = 3  # measures that a read-out names


def restrictions(workspace: Workspace, mineral: str, day: dt.date, *, severity: bool) -> Measured:
    """The measures of a country, or of a bloc it is in, that are in force on `day`; those that may be are told and not counted.

    severity: the hardest of them, 0 to 1, in place of their number.
    """
    hard = severities(workspace)
    found: dict[str, list[tuple[PolicyEvent, Standing]]] = {}
    for event, how in _standing(workspace, mineral, day):
        for code in dict.fromkeys(member for actor in event.actors for member in members(actor)):
            if is_country(code):
                found.setdefault(code, []).append((event, how))
    values, open_only, unscaled = {}, 0, 0
    for code, pairs in found.items():
        sure = [event for event, how in pairs if how.state == "in force"]
        scaled = [event for event in sure if event.id in hard]
        open_only += not sure
        unscaled += bool(sure) and not scaled
        if scaled if severity else sure:
            values[code] = _value(code, sure, len(pairs) - len(sure), hard, severity=severity)
    title = (
        _("Severity of restrictive measures in force on {day}: {mineral}")
        if severity
        else _("Restrictive measures in force on {day}: {mineral}")
    )
    return Measured(
        title.format(day=day, mineral=mineral_title(mineral)),
        _("severity, 0 to 1") if severity else _("measures"),
        values,
        rest=" ".join(filter(None, (_open(open_only), _unscaled(unscaled) if severity else ""))),
        definition=_definition(severity=severity),
    )


def severities(workspace: Workspace) -> dict[str, float]:
    """How hard each measure is, 0 to 1, by event, as the risk methods have it; those that restrict no export are not in it."""
    known, scale = instruments(workspace.scenarios.values()), risk_inputs(workspace).severities
    types = {key: instrument(one.instrument, known).oecd for key, one in workspace.events.items()}
    return {key: scale[oecd] for key, oecd in types.items() if oecd in scale}


def _standing(workspace: Workspace, mineral: str, day: dt.date) -> list[tuple[PolicyEvent, Standing]]:
    """The restrictive measures on the mineral that are, or may be, in force."""
    chosen = (mineral,) if mineral else ()
    meant = [key for key, one in workspace.events.items() if one.direction == "restrictive" and concerns(one, chosen)]
    how = standings(workspace.events, day, told_days(workspace.events, workspace.sources), meant)
    return [(workspace.events[one.event], one) for one in how if one.state == "in force" or "in force" in one.could]


def _value(code: str, sure: Sequence[PolicyEvent], uncertain: int, hard: Mapping[str, float], *, severity: bool) -> Value:
    ranked = sorted(sure, key=lambda event: -hard.get(event.id, -1.0))
    most = hard.get(ranked[0].id)
    many = plural("{count} measure", "{count} measures", len(sure))
    parts = [many if most is None else _("{measures}, severity up to {severity} of 1").format(measures=many, severity=short(most))]
    if uncertain:
        parts.append(plural("{count} more may be in force", "{count} more may be in force", uncertain))
    source = "; ".join(title_of(event) for event in ranked[:_NAMED]) + (f"; +{len(sure) - _NAMED}" if len(sure) > _NAMED else "")
    brief = short(most) if severity and most is not None else many
    value = most if severity and most is not None else float(len(sure))
    return Value(code, value, "; ".join(parts), source=source, records=tuple(event.id for event in ranked), brief=brief)


def _open(count: int) -> str:
    if not count:
        return ""
    return plural(
        "{count} country has only measures that may be in force; it is not coloured.",
        "{count} countries have only measures that may be in force; they are not coloured.",
        count,
    )


def _unscaled(count: int) -> str:
    if not count:
        return ""
    return plural(
        "{count} country has measures in force that restrict no export and are not on the scale.",
        "{count} countries have measures in force that restrict no export and are not on the scale.",
        count,
    )


def _definition(*, severity: bool) -> str:
    if severity:
        return _(
            "The hardest restrictive measure of the country, or of a bloc it is in, that is in force that day. The scale is ours, by the"
            " OECD's type of export restriction: 1 a ban, 0.7 a quota, 0.5 a licence, less for taxes and formalities."
        )
    return _(
        "How many restrictive measures of the country, or of a bloc it is in, are in force that day by the dates of their stages. What"
        " cannot be told from the dates is not counted."
    )
