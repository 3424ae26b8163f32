"""Sections under one row of years: the name of a mineral alone in a row above its rows, scenarios side by side with columns between.

                    Stated policies       Net zero                        2024  2030              2024  2030
              2024  2030  2040            2030  2040      Copper - Mining             Copper - Refining
Copper                                                    Chile           5400  5500  China       12000 12500
Solar PV       100   110   120             130   140      Rest of world   7594  7798  Rest of world 900   950
Total demand  1000  1100  1200            1300  1400      Total          23227 24571  Total       27000 28000
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.io.blocks import turned
from core.io.cells import Sheet
from core.io.columns import Look, figures, looks, text_at
from core.io.country_tables import country_table, is_total
from core.io.date_columns import YEARS
from core.io.headers import sentence_rows
from core.io.periods import FIRST_YEAR, LAST_YEAR
from core.io.recipe import ColumnRole, Orientation, Role, TableRecipe
from core.io.roles import percent_scale
from core.model.countries import country_id

_HIGHEST = 20  # rows among which the years are looked for
_LARGEST = 5_000  # rows of such a sheet
_NAMES_ABOVE = 3  # rows above the years that may hold the names of scenarios
_FEWEST = 2  # sections, or rows


@dataclass(frozen=True, slots=True)
class _Side:
    """A column of labels and the columns of years to the right of it, with the year of each."""

    labels: int
    years: tuple[tuple[int, int], ...]

    @property
    def columns(self) -> list[int]:
        return [column for column, _year in self.years]

    def scenarios(self) -> list[list[int]]:
        """The columns of each run of years that go up; the years before those that come back belong to all of them."""
        runs: list[list[tuple[int, int]]] = []
        for column, year in self.years:
            if not runs or year <= runs[-1][-1][1]:
                runs.append([])
            runs[-1].append((column, year))
        if len(runs) == 1:
            return [self.columns]
        shared = [column for column, year in runs[0] if year < runs[1][0][1]]
        return [[*shared, *(column for column, _year in run if column not in shared)] for run in runs]


@dataclass(frozen=True, slots=True)
class _Section:
    """A name and the rows of figures below it; the name is "" where none stands above."""

    name: str
    rows: tuple[int, ...]


def sectioned_tables(sheet: Sheet) -> list[TableRecipe]:
    """The tables of a sheet laid out in sections: supply by country a section, other figures a scenario; none where it is no such sheet."""
    if sheet.rows > _LARGEST:
        return []
    head = next((row for row in range(min(sheet.rows, _HIGHEST)) if len(_years(sheet, row)) > 1), None)
    if head is None or head + 1 >= sheet.rows:
        return []
    lines = sentence_rows(sheet, 0, head - 1, 0, 0)
    found: list[TableRecipe] = []
    for side in _sides(sheet, head):
        sections = list(_sections(sheet, head, side))
        named = sum(bool(one.name) for one in sections)
        if named < _FEWEST and not _are_scenarios(sheet, head, side):
            continue
        below = sentence_rows(sheet, sections[-1].rows[-1] + 1, sheet.rows - 1, side.labels, side.labels)
        countries = [_supply(sheet, head, side, one, (*lines, one.name), below) for one in sections]
        if countries and all(one is not None for one in countries):
            found += [one for one in countries if one is not None]
        else:
            found += _scenarios(sheet, head, side, sections, lines, below)
    return found


def _are_scenarios(sheet: Sheet, head: int, side: _Side) -> bool:
    """Whether the years come back in runs of several, each under a name."""
    runs = side.scenarios()
    shared = set.intersection(*map(set, runs))
    own = [[column for column in run if column not in shared] for run in runs]
    return len(runs) > 1 and all(len(run) > 1 and _scenario(sheet, head, _left_of(side, run[0]), run[-1]) for run in own)


def _years(sheet: Sheet, row: int) -> tuple[tuple[int, int], ...]:
    """The columns of a row with a year in them, where all its numbers are years."""
    values = figures(sheet, np.array([row]), slice(0, sheet.columns))[0]
    known = np.flatnonzero(np.isfinite(values))
    years = values[known]
    if not len(known) or not ((years == np.floor(years)) & (years >= FIRST_YEAR) & (years <= LAST_YEAR)).all():
        return ()
    return tuple((int(column), int(year)) for column, year in zip(known, years, strict=True))


def _sides(sheet: Sheet, head: int) -> list[_Side]:
    """The columns of labels below the row of years, each with the years up to the next."""
    years = _years(sheet, head)
    rows = np.arange(head + 1, sheet.rows)
    found = looks(sheet, rows, 0, sheet.columns - 1)
    dated = {column for column, _year in years}
    labels = [c for c in range(sheet.columns) if c not in dated and np.count_nonzero(found[:, c] == Look.TEXT) >= _FEWEST]
    ends = [*labels[1:], sheet.columns][: len(labels)]
    sides = [_Side(label, tuple(one for one in years if label < one[0] < end)) for label, end in zip(labels, ends, strict=True)]
    return [side for side in sides if len(side.years) > 1]


def _sections(sheet: Sheet, head: int, side: _Side) -> Iterator[_Section]:
    """The sections with rows of figures."""
    name, rows = "", list[int]()
    for row in range(head + 1, sheet.rows):
        label = text_at(sheet, row, side.labels)
        if not label:
            continue
        found = looks(sheet, np.array([row]), 0, sheet.columns - 1)[0][side.columns]
        if (found == Look.NUMBER).any():
            rows.append(row)
        elif (found == Look.BLANK).all():
            if rows:
                yield _Section(name, tuple(rows))
            name, rows = label, []
    if rows:
        yield _Section(name, tuple(rows))


def _supply(sheet: Sheet, head: int, side: _Side, section: _Section, above: tuple[str, ...], below: tuple[str, ...]) -> TableRecipe | None:
    """A section with a row a country; rows that are neither a country nor the world, such as the share of the largest, are left out."""
    if len(side.scenarios()) > 1:
        return None
    columns = [ColumnRole(side.labels, Role.IGNORE), *(ColumnRole(c, Role.IGNORE, str(year), str(year)) for c, year in side.years)]
    others = tuple(row for row in section.rows if not (country_id(name := text_at(sheet, row, side.labels)) or is_total(name)))
    if len(others) > len(section.rows) / 2:
        return None
    made = country_table(
        sheet,
        TableRecipe(
            section.rows[0], section.rows[-1], side.labels, side.columns[-1], Orientation.UNKNOWN, header_rows=(head,), title_row=head,
            columns=tuple(columns), above=tuple(filter(None, above)), below=below,
        ),
    )  # fmt: skip
    return None if made is None else replace(made, left_out=others)


def _scenarios(
    sheet: Sheet, head: int, side: _Side, sections: list[_Section], lines: tuple[str, ...], below: tuple[str, ...]
) -> Iterator[TableRecipe]:
    """A table a scenario, its years across: a series a row, called after its section, its label and the scenario."""
    on_side = turned(sheet)
    first, last = sections[0].rows[0], sections[-1].rows[-1]
    shared = set.intersection(*map(set, side.scenarios())) if len(side.scenarios()) > 1 else set()
    for columns in side.scenarios():
        own = [column for column in columns if column not in shared]
        scenario = _scenario(sheet, head, _left_of(side, own[0]), own[-1])
        names = {row: (section.name, text_at(sheet, row, side.labels)) for section in sections for row in section.rows}
        empty = TableRecipe(
            columns[0], columns[-1], head, last, Orientation.WIDE, header_rows=(side.labels,), title_row=side.labels, date_pattern=YEARS,
            above=lines, below=below, across=True,
            left_out=tuple(column for column in range(columns[0], columns[-1] + 1) if column not in columns),
        )  # fmt: skip
        values = [_value(on_side, empty, row, names.get(row), scenario) for row in range(first, last + 1)]
        yield replace(empty, columns=(ColumnRole(head, Role.DATE), *values))


def _left_of(side: _Side, column: int) -> int:
    """The column left of a run of years where it is a blank one, in which the name of the scenario may stand."""
    return column if column - 1 in side.columns or column - 1 == side.labels else column - 1


def _value(on_side: Sheet, recipe: TableRecipe, row: int, names: tuple[str, str] | None, scenario: str) -> ColumnRole:
    if names is None:
        return ColumnRole(row, Role.IGNORE)
    words = [name for name in names if name]
    scale = percent_scale(on_side, recipe, row)
    return ColumnRole(row, Role.VALUE, ", ".join(words), ", ".join(filter(None, (*words, scenario))), scale=scale)


def _scenario(sheet: Sheet, head: int, first: int, last: int) -> str:
    """The name that stands above these columns of years, in the nearest row that has one there."""
    for row in range(head - 1, max(head - _NAMES_ABOVE, 0) - 1, -1):
        name = next((text for column in range(first, last + 1) if (text := text_at(sheet, row, column))), "")
        if name:
            return name
    return ""
