"""The escalation ladder: from talks to tariffs, as it stands on a day, and what each outcome would mean for each mineral."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.analysis.ladder import ALL, Ladder, Outcome, ladders, outcomes
from core.analysis.stages import Standing, told_days
from core.io.sheets import Table, table_of
from core.model import Workspace
from core.model.instruments import instruments
from core.views.explained import Explained, inputs_of, number
from core.views.policy_words import ROLES, event_title, places, state_words, word
from core.views.prices import mineral_title
from core.words import _, plural


@dataclass(frozen=True, slots=True)
class Step:
    """An event on a rung, in words."""

    event: str
    title: str
    state: str
    role: str


@dataclass(frozen=True, slots=True)
class RungRow:
    """A rung of the ladder, the lowest first."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """What each outcome means for a mineral. scope: in a word; cells: agreement, extension, no agreement; explained: what it rests on."""

    mineral: str
    name: str
    scope: str
    cells: tuple[str, ...]
    explained: Explained


@dataclass(frozen=True, slots=True)
class LadderView:
    """A ladder. headings: of the scenario table's columns; due: by when the talks must end, and how long that is; precedent: in words."""

    root: str
    title: str
    countries: str
    due: str
    rungs: tuple[RungRow, ...]
    headings: tuple[str, ...]
    rows: tuple[ScenarioRow, ...]
    precedent: str


def ladder_views(workspace: Workspace, day: dt.date, minerals: Sequence[str] = ()) -> tuple[LadderView, ...]:
    """Every ladder of the workspace on `day`. minerals: the rows of the scenario table; without, those that have prices or figures."""
    told = told_days(workspace.events, workspace.sources)
    found = ladders(workspace.events, day, instruments(workspace.scenarios.values()), told)
    return tuple(_view(workspace, one, day, minerals or _minerals(workspace)) for one in found)


def no_ladders(workspace: Workspace, left: int) -> str:
    """Why there is no ladder, and what would make one. left: how many events a filter leaves."""
    if not workspace.events:
        return _("No policy events yet: import a list of measures with a column that says which event each follows.")
    if left < len(workspace.events):
        return _("No talks with a deadline pass the filter. Clear it to see every ladder.")
    return _("A ladder needs talks that have a deadline, and a price floor, a quota or a tariff that follows from them.")


def scenario_table(view: LadderView) -> Table:
    """The scenarios as a sheet."""
    rows = [[row.name, row.scope, *row.cells] for row in view.rows]
    return table_of(_("Scenarios"), list(view.headings), rows)


def _view(workspace: Workspace, one: Ladder, day: dt.date, minerals: Iterable[str]) -> LadderView:
    event = workspace.events[one.root]
    rungs = tuple(RungRow(word(rung.name), tuple(_step(workspace, how) for how in rung.events)) for rung in one.rungs)
    due = _("no deadline")
    if one.due is not None:
        due = _until(one.due, day)
    rows = tuple(_scenario(workspace, one, mineral) for mineral in minerals)
    headings = (_("Mineral"), _("Scope"), _("Agreement"), _("Extension"), _("No agreement"))
    return LadderView(one.root, event_title(event), places(event.actors), due, rungs, headings, rows, _precedent(workspace, one))


def _until(due: dt.date, day: dt.date) -> str:
    left = (due - day).days
    sentence = _("talks until {due}, {days} from {day}") if left >= 0 else _("the talks were due by {due}, {days} before {day}")
    return sentence.format(due=due, day=day, days=plural("{count} day", "{count} days", abs(left)))


def _step(workspace: Workspace, how: Standing) -> Step:
    return Step(how.event, event_title(workspace.events[how.event]), state_words(how), ROLES.get(how.state, "text"))


def _minerals(workspace: Workspace) -> tuple[str, ...]:
    """The minerals that the workspace speaks of in figures, prices and events."""
    named = [one.mineral for one in workspace.figures.values()]
    named += [one.mineral for one in workspace.series.values() if one.kind == "price"]
    named += [mineral for one in workspace.events.values() for mineral in one.minerals]
    return tuple(sorted({one for one in named if one and one != ALL}, key=mineral_title))


def _scenario(workspace: Workspace, one: Ladder, mineral: str) -> ScenarioRow:
    found = outcomes(one, workspace.events, workspace.figures.values(), mineral)
    cells = tuple(_cell(one, outcome) for outcome in found)
    scopes = {"in": _("in scope"), "out": _("not in scope"), "not told": _("not told")}
    scope, basis = found[0].scope, found[0].basis
    if one.precedent and one.rate is not None and mineral in workspace.events[one.precedent].minerals:
        scopes["in"] = _("in scope, {rate} % already in force").format(rate=number(one.rate))
        basis = (*basis, one.precedent)
    definition = _(
        "An agreement leads to the middle of the ladder (price floors, offtake), an extension keeps the talks for one more period of the "
        "same length, no agreement leads to the top (quota or tariff). How high a duty would be is not told. The rule is ours."
    )
    precedent = _precedent(workspace, one)
    explained = Explained(
        key=f"scenario/{mineral}", group="ladder", title=mineral_title(mineral), value=None, unit="", date=str(one.due or ""),
        definition="\n\n".join(part for part in (definition, precedent) if part), inputs=inputs_of(workspace, basis), text=scopes[scope],
        missing=_("No record says whether this mineral is in scope.") if scope == "not told" else "",
    )  # fmt: skip
    return ScenarioRow(mineral, mineral_title(mineral), scopes[scope], cells, explained)


def _cell(one: Ladder, outcome: Outcome) -> str:
    if outcome.scope != "in":
        return _("no measure named") if outcome.scope == "out" else _("not told")
    if outcome.rung == "talks" and outcome.until is not None:
        return _("talks until {day}, no duty meanwhile").format(day=outcome.until)
    if outcome.rung == "quota or tariff":
        after = _("after {day}").format(day=outcome.until) if outcome.until is not None else ""
        rate = _("rate not told; precedent {rate} %").format(rate=number(one.rate)) if one.rate is not None else _("rate not told")
        return " · ".join(part for part in (word(outcome.rung), after, rate) if part)
    return word(outcome.rung) or _("no measure named")


def _precedent(workspace: Workspace, one: Ladder) -> str:
    if not one.precedent or one.rate is None:
        return ""
    event = workspace.events[one.precedent]
    sentence = _("Precedent: {title}, {rate} %, in force since {date}.")
    return sentence.format(title=event_title(event), rate=number(one.rate), date=event.in_force or event.when or _("no date"))
