"""What the Scenarios tab shows: the worksheets and saved scenarios to choose from, the form of one, and its answer.

A choice is a worksheet, the lines that differ from its defaults, and the id of the saved scenario that it is, "" for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from core.analysis.uncertainty import DISTRIBUTIONS, DRAWS, SEED
from core.model import Scenario, Workspace
from core.task import Refused
from core.views import shock, shock_inputs
from core.views.derived_series import is_definition
from core.views.explained import Explained
from core.views.pictures import Picture
from core.views.scenario_inputs import Field, Lines, as_lines, differing, fill, lines_of, parse
from core.views.scenario_results import Chance, Note, answer, distribution_title
from core.views.worksheets import WORKSHEETS
from core.words import _

FIRST: Final = "input_cost"
_MOST_DRAWS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Choice:
    """What the tab shows. lines: by name, as a scenario keeps them."""

    worksheet: str = FIRST
    lines: Mapping[str, str] = field(default_factory=dict)
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a worksheet or a saved scenario, under the title of its group. key: "worksheet:NAME" or "scenario:ID"."""

    key: str
    group: str
    title: str
    tip: str


@dataclass(frozen=True, slots=True, eq=False)
class ScenarioView:
    """A form and its answer. options: how the simulation draws; table: headings and rows, where there is one; shortage: percent by
    country."""

    choice: Choice
    title: str
    summary: str
    fields: tuple[Field, ...]
    options: tuple[Field, ...]
    rows: tuple[Explained, ...]
    notes: tuple[Note, ...]
    pictures: tuple[Picture, ...]
    headings: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    shortage: Mapping[str, float] = field(default_factory=dict)


def entries(workspace: Workspace) -> tuple[Entry, ...]:
    """The list: the supply shock, the worksheets by subject, then the scenarios that the workspace keeps."""
    made = [Entry(f"worksheet:{shock.NAME}", _("Supply"), shock.title(), shock.summary())]
    made += [Entry(f"worksheet:{sheet.name}", _(sheet.subject), _(sheet.title), _(sheet.summary)) for sheet in WORKSHEETS.values()]
    made.sort(key=lambda entry: [_("Supply"), _("Demand"), _("Prices and money"), _("Logistics")].index(entry.group))
    for one in saved(workspace):
        made.append(Entry(f"scenario:{one.id}", _("Saved scenarios"), one.title or one.id, worksheet_title(one.worksheet)))
    return tuple(made)


def saved(workspace: Workspace) -> tuple[Scenario, ...]:
    """The scenarios of worksheets that there are; ratios and spreads are series and not meant."""
    return tuple(one for one in workspace.scenarios.values() if not is_definition(one) and known(one.worksheet))


def known(worksheet: str) -> bool:
    """Whether there is a worksheet of that name."""
    return worksheet in WORKSHEETS or worksheet == shock.NAME


def worksheet_title(worksheet: str) -> str:
    """What a worksheet is called."""
    return shock.title() if worksheet == shock.NAME else _(WORKSHEETS[worksheet].title)


def choice_of(scenario: Scenario) -> Choice:
    """A saved scenario to be shown."""
    return Choice(scenario.worksheet, lines_of(scenario), scenario.id)


def view(workspace: Workspace, choice: Choice) -> ScenarioView:
    """The form and answer of a choice; that of the first worksheet where it names none that there is."""
    if choice.worksheet == shock.NAME:
        return _shock(workspace, choice)
    if choice.worksheet not in WORKSHEETS:
        return view(workspace, Choice())
    sheet = WORKSHEETS[choice.worksheet]
    filled = fill(workspace, sheet.inputs, choice.lines)
    options, chance = _chance(choice.lines)
    found = answer(workspace, sheet, filled, chance)
    return ScenarioView(choice, _(sheet.title), _(sheet.summary), filled.fields, options, found.rows, found.notes, found.pictures)


def _shock(workspace: Workspace, choice: Choice) -> ScenarioView:
    found = shock.shock_view(workspace, choice.lines)
    return ScenarioView(
        choice, shock.title(), shock.summary(), found.fields, (), found.rows, found.notes, found.pictures,
        found.headings, found.table, found.shortage,
    )  # fmt: skip


def with_line(workspace: Workspace, choice: Choice, name: str, text: str) -> Choice:
    """The choice with one input changed; a line that says the default is left out."""
    shown = view(workspace, choice)
    stale = shock_inputs.cleared_by(name) if choice.worksheet == shock.NAME else frozenset()
    lines = {key: value for key, value in choice.lines.items() if key not in stale} | {name: text.strip()}
    return replace(choice, lines=differing((*shown.fields, *shown.options), lines))


def without_line(choice: Choice, name: str) -> Choice:
    """The choice with one input, its range too, back at its default."""
    return replace(choice, lines={key: text for key, text in choice.lines.items() if key.split(".")[0] != name})


def keep(workspace: Workspace, choice: Choice, title: str) -> Scenario:
    """The choice as a scenario of this title with an id of its own. Raises `Refused` for a title that is empty or taken."""
    return replace(titled(workspace, Scenario(id=_free_id(workspace), worksheet=choice.worksheet), title), inputs=as_lines(choice.lines))


def titled(workspace: Workspace, scenario: Scenario, title: str) -> Scenario:
    """The scenario under another title. Raises `Refused` for one that is empty or taken."""
    title = " ".join(title.split())
    if not title:
        raise Refused(_("A scenario needs a name."))
    if any(one.title.casefold() == title.casefold() and one.id != scenario.id for one in saved(workspace)):
        raise Refused(_("There is a scenario named “{title}” already; choose another name.").format(title=title))
    return replace(scenario, title=title)


def free_title(workspace: Workspace, wanted: str) -> str:
    """`wanted`, with a number where it is taken."""
    taken = {one.title.casefold() for one in saved(workspace)}
    number, title = 2, wanted
    while title.casefold() in taken:
        title, number = f"{wanted} ({number})", number + 1
    return title


def _free_id(workspace: Workspace) -> str:
    number = 1
    while f"scenario/{number}" in workspace.scenarios:
        number += 1
    return f"scenario/{number}"


def _chance(lines: Lines) -> tuple[tuple[Field, ...], Chance]:
    distribution = lines.get("distribution", DISTRIBUTIONS[0])
    if distribution not in DISTRIBUTIONS:
        distribution = DISTRIBUTIONS[0]
    seed, seed_wrong = _whole(lines.get("seed", str(SEED)), 0, 10**12, SEED)
    draws, draws_wrong = _whole(lines.get("draws", str(DRAWS)), 100, _MOST_DRAWS, DRAWS)
    kinds = tuple((one, distribution_title(one)) for one in DISTRIBUTIONS)
    tip = _("The same seed gives the same draws; change it to see how much chance matters.")
    return (
        Field(
            "distribution", _("Distribution"), "", "choice", distribution, DISTRIBUTIONS[0], choices=kinds, changed="distribution" in lines
        ),
        Field("draws", _("Draws"), "", "whole", lines.get("draws", str(DRAWS)), str(DRAWS), error=draws_wrong, changed="draws" in lines),
        Field("seed", _("Seed"), "", "whole", lines.get("seed", str(SEED)), str(SEED), tip, seed_wrong, changed="seed" in lines),
    ), Chance(distribution, seed, draws)


def _whole(text: str, least: int, most: int, otherwise: int) -> tuple[int, str]:
    try:
        value = parse(text)
        if not value.is_integer() or not least <= value <= most:
            raise ValueError
    except ValueError:
        return otherwise, _("This must be a whole number from {least} to {most}.").format(least=f"{least:,}", most=f"{most:,}")
    return int(value), ""
