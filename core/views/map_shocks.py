"""The shortage of a saved supply shock as a measure of the map, and what one shock does beyond another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.model import Scenario, Workspace
from core.views import shock
from core.views.map_values import Measured, Value, short
from core.views.scenario_inputs import lines_of
from core.views.shock_map import of_countries
from core.words import _


def saved_shocks(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """The shocks that the workspace keeps, as (id, title)."""
    return tuple((key, one.title or key) for key, one in workspace.scenarios.items() if one.worksheet == shock.NAME)


def shortage(workspace: Workspace, key: str) -> Measured:
    """What each country is short of after stocks, in percent of its supply; that of a bloc stands for the members without one."""
    kept = workspace.scenarios.get(key)
    if kept is None or kept.worksheet != shock.NAME:
        return Measured(_("Shortage of a saved shock"), "%", {})
    found, mineral = _found(workspace, kept)
    values = {}
    for code, (share, bloc) in of_countries(found).items():
        text = _("{share} % short (as the {bloc})") if bloc else _("{share} % short")
        values[code] = Value(code, share, text.format(share=short(share), bloc=bloc), source=kept.title, brief=f"{short(share)} %")
    title = _("Shortage by the shock “{scenario}”: {mineral}").format(scenario=kept.title or key, mineral=mineral)
    return Measured(title, "%", values, rest=_("Who is not coloured is not hit, or not known."), definition=_definition())


def beyond(workspace: Workspace, key: str, other: str) -> Measured:
    """The shortage of one shock less that of another, in percentage points.

    Of the same mineral, who is hit by one alone is short of nothing in the other; of two minerals only who is hit by both is compared.
    """
    one, two = workspace.scenarios[key], workspace.scenarios[other]
    (first, mineral), (second, its) = _found(workspace, one), _found(workspace, two)
    here, there = of_countries(first), of_countries(second)
    codes = here.keys() | there.keys() if mineral == its else here.keys() & there.keys()
    values = {}
    for code in codes:
        new, old = here.get(code, (0.0, ""))[0], there.get(code, (0.0, ""))[0]
        words = _("{change} percentage points ({new} % by “{one}”, {old} % by “{two}”)")
        text = words.format(change=signed(new - old), new=short(new), old=short(old), one=one.title, two=two.title)
        values[code] = Value(code, new - old, text, source="", brief=signed(new - old))
    title = _("Shortage by “{one}” beyond “{two}”: {mineral}").format(one=one.title or key, two=two.title or other, mineral=mineral)
    told = "" if mineral == its else _("The shocks are of two minerals: only countries that both hit are compared.")
    return replace(Measured(title, _("percentage points"), values, definition=_definition()), rest=told)


def signed(value: float) -> str:
    """A change with its sign."""
    return f"+{short(value)}" if value > 0 else short(value)


def _found(workspace: Workspace, kept: Scenario) -> tuple[Mapping[str, float], str]:
    view = shock.shock_view(workspace, lines_of(kept))
    field = next((one for one in view.fields if one.name == "mineral"), None)
    return view.shortage, dict(field.choices).get(field.text, field.text) if field is not None else ""


def _definition() -> str:
    return _("The supply that a country misses after its stocks are used, over its supply without the shock, in percent; a model of ours.")
