"""Scenarios as sheets: an Assumptions sheet with every input, the results as live formulas on it, and scenarios side by side.

A formula refers to the cells of its inputs, so that whoever changes an assumption in the workbook sees what follows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.analysis.formula import Term, excel, names_in, words
from core.analysis.worksheet import Worksheet
from core.io.sheets import Formula, Table, Value, number_format, table_of
from core.io.workbook import Written, write_workbook
from core.model import Workspace
from core.task import Progress
from core.views import shock
from core.views.explained import Explained
from core.views.pictures import Bars, Curve, Histogram, Picture
from core.views.scenario_inputs import Filled, fill, unit_of
from core.views.scenario_results import titles
from core.views.scenarios import Choice, ScenarioView, choice_of, saved, view, worksheet_title
from core.views.worksheets import WORKSHEETS
from core.words import _

ASSUMPTIONS = "Scenario assumptions"  # English in every language: formulas name the sheets
RESULTS = "Scenario results"
COMPARED = "Scenarios compared"
_SHEETS = (ASSUMPTIONS, RESULTS)  # {0} and {1} in formulas


@dataclass(eq=False)
class _Sheets:
    """The rows of the sheets as they grow, and where each scenario's names stand."""

    assumptions: list[Sequence[Value]] = field(default_factory=list)
    results: list[Sequence[Value]] = field(default_factory=list)
    cells: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  # title, worksheet, address by name


def scenario_tables(workspace: Workspace, choices: Sequence[tuple[str, Choice]]) -> list[Table]:
    """The sheets for these choices, each with its title; none for no choice. Two or more of one worksheet are compared."""
    sheets = _Sheets()
    for title, choice in choices:
        if choice.worksheet == shock.NAME:
            _add_shock(sheets, title, view(workspace, choice))
        else:
            sheet = WORKSHEETS[choice.worksheet]
            _add(sheets, title, sheet, fill(workspace, sheet.inputs, choice.lines), view(workspace, choice))
    if not choices:
        return []
    assumed = (_("Scenario"), _("Worksheet"), _("Input"), _("Value"), _("Unit"), _("Low"), _("High"), _("Default"), _("Record"), _("Note"))
    followed = (_("Scenario"), _("Worksheet"), _("Result"), _("Value"), _("Unit"), _("Formula"), _("Basis"))
    tables = [
        table_of(ASSUMPTIONS, assumed, sheets.assumptions),
        table_of(RESULTS, followed, sheets.results, ("General", "General", "General", "#,##0.####", "General", "General", "General")),
    ]
    compared = _compared(sheets)
    return [*tables, *([compared] if compared is not None else [])]


def saved_tables(workspace: Workspace) -> list[Table]:
    """The sheets of all scenarios that the workspace keeps."""
    return scenario_tables(workspace, [(one.title or one.id, choice_of(one)) for one in saved(workspace)])


def shown_scenario(workspace: Workspace, title: str, choice: Choice, path: Path, progress: Progress | None = None) -> Written:
    """Write what the tab shows: assumptions, live results, notes, pictures as tables, and the records behind. Raises `Refused`."""
    found = view(workspace, choice)
    tables = scenario_tables(workspace, [(title, choice)])
    if found.table:
        tables.append(table_of(_("Who runs short"), found.headings, found.table))
    tables += [_picture_table(one) for one in found.pictures]
    behind = {one.id: one for row in found.rows for one in row.inputs}
    if behind:
        headings = (_("Id"), _("Title"), _("Value"), _("Date"), _("Cell"), _("Source"))
        rows = [[one.id, one.title, one.value, one.date, one.place, one.source] for one in behind.values()]
        tables.append(table_of(_("Records behind the figures"), headings, rows))
    about = [(_("Scenario"), title), (_("Worksheet"), found.title), (_("What it is"), found.summary)]
    about += [(option.title, option.text) for option in found.options]
    return write_workbook(path, tables, [*about, *((_("Note"), note.text) for note in found.notes)], progress=progress)


def comparison_workbook(
    workspace: Workspace, choices: Sequence[tuple[str, Choice]], path: Path, progress: Progress | None = None
) -> Written:
    """Write scenarios side by side, with their assumptions and live results. Raises `Refused`."""
    about = [(_("Scenarios"), "; ".join(title for title, _choice in choices))]
    return write_workbook(path, scenario_tables(workspace, choices), about, progress=progress)


def _add(sheets: _Sheets, title: str, sheet: Worksheet, filled: Filled, found: ScenarioView) -> None:
    cells: dict[str, str] = {}
    called = worksheet_title(sheet.name)
    for one in filled.fields:
        cells[one.name] = _address(ASSUMPTIONS, "D", len(sheets.assumptions))
        low, high = filled.ranges.get(one.name, (math.nan, math.nan))
        record = filled.records.get(one.name, "") if one.sourced else ""
        value = filled.values[one.name]
        sheets.assumptions.append(
            [
                title,
                called,
                one.title,
                _known(value),
                one.unit,
                _known(low),
                _known(high),
                _number(one.default),
                record,
                one.tip.replace("\n", " "),
            ]
        )
    for option in found.options:
        sheets.assumptions.append(
            [title, called, option.title, _number(option.text), "", None, None, _number(option.default), "", _("Of the simulation.")]
        )
    rows = {row.key: row for row in found.rows}
    texts = titles(sheet)
    for output in sheet.outputs:
        row = rows[output.name]
        formula = _guarded(output.formula, cells, sheet, filled)
        shown = _worked_out(formula, row.value)
        words_of = words(output.formula, texts)
        cells[output.name] = _address(RESULTS, "D", len(sheets.results))
        sheets.results.append([title, called, _(output.title), shown, unit_of(output), words_of, _(sheet.basis)])
    sheets.results += [[title, called, row.title, row.text, "", row.group, ""] for row in found.rows if row.key.startswith("mc:")]
    sheets.results += [[title, called, _("Check"), note.text, "", "", ""] for note in found.notes]
    sheets.cells.append((title, sheet.name, cells))


def _add_shock(sheets: _Sheets, title: str, found: ScenarioView) -> None:
    """A shock's inputs and results as values: a cascade through hundreds of flows is no formula of a cell."""
    for one in found.fields:
        shown = dict(one.choices).get(one.text, one.text) if one.choices else _number(one.text)
        sheets.assumptions.append(
            [
                title,
                found.title,
                one.title,
                shown,
                one.unit,
                _number(one.low),
                _number(one.high),
                one.default,
                "",
                one.tip.replace("\n", " "),
            ]
        )
    for row in found.rows:
        sheets.results.append(
            [title, found.title, row.title, _shown(row), row.unit, row.definition.split("\n")[0], _("value, not a formula")]
        )
    sheets.results += [[title, found.title, _("Note"), note.text, "", "", ""] for note in found.notes]


def _worked_out(formula: str, value: float | None) -> Value:
    """A result's cell: the formula, and the value that it has now."""
    if value is not None:
        return Formula(formula, value, _SHEETS)
    return Formula(f'IFERROR({formula},"{_("no data")}")', _("no data"), _SHEETS)


def _guarded(formula: Term, cells: Mapping[str, str], sheet: Worksheet, filled: Filled) -> str:
    """The formula; where it needs an input that may be blank, one that says so instead of taking it for zero."""
    text = excel(formula, cells)
    used = names_in(formula)
    blank = {one.name for one in sheet.inputs if one.default is None} | set(filled.missing)
    waiting = set(blank)
    for output in sheet.outputs:
        if waiting.intersection(names_in(output.formula)):
            waiting.add(output.name)
    if not waiting.intersection(used):
        return text
    counted = ",".join(cells[name] for name in used)
    return f'IF(COUNT({counted})<{len(used)},"{_("no data")}",{text})'


def _compared(sheets: _Sheets) -> Table | None:
    """A row an input and output, a column a scenario, referring to the cells where they stand."""
    by_sheet: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for title, name, cells in sheets.cells:
        by_sheet[name].append((title, cells))
    several = {name: found for name, found in by_sheet.items() if len(found) > 1}
    if not several:
        return None
    columns = max(len(found) for found in several.values())
    values = {ASSUMPTIONS: sheets.assumptions, RESULTS: sheets.results}
    rows: list[Sequence[Value]] = []
    for name, found in several.items():
        sheet = WORKSHEETS[name]
        blank: list[Value] = [None] * (columns - len(found))
        rows.append([worksheet_title(name), "", *(title for title, _cells in found), *blank])
        declared = {one.name: unit_of(one) for one in sheet.inputs} | {one.name: unit_of(one) for one in sheet.outputs}
        for key, called in titles(sheet).items():
            rows.append([called, declared[key], *(_linked(cells[key], values) for _title, cells in found), *blank])
    headings = [_("Figure"), _("Unit"), *(_("Scenario {number}").format(number=at + 1) for at in range(columns))]
    return table_of(COMPARED, headings, rows, ("General", "General", *["#,##0.####"] * columns))


def _linked(cell: str, values: Mapping[str, list[Sequence[Value]]]) -> Value:
    sheet, _sign, place = cell.rpartition("!")
    value = values[_SHEETS[int(sheet.strip("{}"))]][int(place.rpartition("$")[2]) - 2][3]
    if isinstance(value, Formula):
        return Formula(cell, value.value, _SHEETS)
    return Formula(cell, float(value), _SHEETS) if isinstance(value, int | float) else None


def _address(sheet: str, column: str, row: int) -> str:
    """The cell of a row below one row of headings."""
    return f"{{{_SHEETS.index(sheet)}}}!${column}${row + 2}"


def _picture_table(picture: Picture) -> Table:
    match picture:
        case Bars():
            headings = [_("What"), _("From"), _("To"), _("Unit"), _("At its low end"), _("At its high end")]
            bars: list[Sequence[Value]] = [
                [bar.label, bar.low, bar.high, picture.unit, bar.low_text, bar.high_text] for bar in picture.bars
            ]
            return table_of(picture.title, headings, bars)
        case Curve():
            there = np.isfinite(picture.y)
            pairs: list[Sequence[Value]] = [[float(x), float(y)] for x, y in zip(picture.x[there], picture.y[there], strict=True)]
            return table_of(picture.title, [picture.x_title, picture.title], pairs, [number_format(picture.x), number_format(picture.y)])
        case Histogram():
            edges = picture.edges
            counts: list[Sequence[Value]] = [
                [float(edges[at]), float(edges[at + 1]), int(count)] for at, count in enumerate(picture.counts)
            ]
            return table_of(picture.title, [_("From"), _("To"), _("Draws")], counts, [number_format(edges), number_format(edges), "#,##0"])


def _shown(row: Explained) -> Value:
    return float(row.value) if row.value is not None else row.text or row.missing


def _known(value: float) -> Value:
    return None if math.isnan(value) else float(value)


def _number(text: str) -> Value:
    try:
        return _known(float(text))
    except ValueError:
        return text or None
