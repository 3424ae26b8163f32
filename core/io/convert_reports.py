"""From a report of one day to series of one point each: the rows of the next day's report go on in them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.io.cells import Book, Sheet
from core.io.decisions import DATE
from core.io.guess import mineral_name, mineral_of
from core.io.movements import Movement, movement_of
from core.io.number_columns import NumberColumn, read_numbers
from core.io.periods import read_period
from core.io.questions import tell_questions
from core.io.recipe import ColumnRole, Role, TableRecipe
from core.io.reports import ReportRow, report_rows
from core.io.rhythm import frequency_of
from core.io.row_units import unit_in_row
from core.io.series_making import SeriesMaker
from core.io.troubles import Troubles
from core.io.value_columns import read_values
from core.model import PartialDate, Points, Precision, Series, pack_places
from core.words import _

_NEAR = 1e-6  # share by which sums may differ


def convert_report(book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str, troubles: Troubles) -> list[Series]:
    """A series for each name and column of values; none, and a problem, without a date. Totals of a block are checked and left out."""
    tell_questions(recipe, troubles)
    date = _date(recipe, troubles)
    if date is None:
        return []
    rows = report_rows(sheet, recipe)
    counted = np.zeros(recipe.last_row - recipe.first_row + 1, bool)
    counted[[one.row - recipe.first_row for one in rows]] = True
    maker = SeriesMaker(book, sheet, recipe, source_id, troubles)
    made: list[Series] = []
    values = recipe.having(Role.VALUE)
    read = {one.column: read_values(sheet, recipe, one, counted, troubles) for one in values}
    main = _main(values)
    frequency = frequency_of(np.array([date.start], "datetime64[D]"), frozenset({date.precision}))
    for one in rows:
        if one.is_total and one.of_block:
            continue
        for column in values:
            points = _points(recipe, one.row, column, read[column.column], date)
            if points is not None:
                unit = unit_in_row(sheet, recipe, one.row) or column.unit
                mineral = mineral_of(one.label, one.block, one.section) or column.mineral
                made.append(maker.series(column, _title(one, column, main), unit, mineral, points, frequency, one.row, place=one.block))
    _check_totals(recipe, rows, read, troubles)
    _check_movements(sheet, recipe, rows, troubles)
    return made


def _date(recipe: TableRecipe, troubles: Troubles) -> PartialDate | None:
    written = recipe.decided(DATE)
    period = read_period(written) if written else None
    if period is None and written:
        troubles.add(
            "date", _("“{text}” is not a date that is understood; nothing was imported from this table.").format(text=written),
            cell=recipe.address(recipe.first_row, recipe.first_column), suggestion=_("Write it as 2024-03-31, 2024-03, 2024-Q1 or 2024."),
        )  # fmt: skip
    return None if period is None else period.date


def _main(values: Iterable[ColumnRole]) -> ColumnRole | None:
    """The column that a series is named by its row alone for: the stock after, or the only one."""
    closing = [one for one in values if movement_of(one.title) is Movement.CLOSING]
    alone = list(values)
    return closing[0] if len(closing) == 1 else alone[0] if len(alone) == 1 else None


def _points(recipe: TableRecipe, row: int, column: ColumnRole, read: NumberColumn, date: PartialDate) -> Points | None:
    at = row - recipe.first_row
    if not read.filled[at]:
        return None
    return Points(
        np.array([date.start], "datetime64[D]"), read.values[at : at + 1], read.marks[at : at + 1],
        pack_places(0, np.array([row]), column.column),
    )  # fmt: skip


def _title(one: ReportRow, column: ColumnRole, main: ColumnRole | None) -> str:
    measure = "" if column is main else column.title
    contract = _contract(one.label)
    if contract:  # a month of delivery alone names nothing
        return ", ".join(filter(None, (mineral_name(column.mineral) if column.mineral else "", one.block, measure, contract)))
    return ", ".join(filter(None, (one.section, one.block, one.label, measure))) or column.title


def _contract(label: str) -> str:
    """The month or day of delivery that the name of a row is, as ISO text; a first day stands for its month."""
    period = read_period(label)
    if period is None:
        return ""
    return str(period.date).removesuffix("-01") if period.date.precision is Precision.DAY else str(period.date)


def _check_totals(recipe: TableRecipe, rows: tuple[ReportRow, ...], read: dict[int, NumberColumn], troubles: Troubles) -> None:
    """A problem for each total that is not the sum of its parts."""
    for at, total in enumerate(rows):
        parts = _parts(rows[:at], total) if total.is_total else []
        for column in recipe.having(Role.VALUE) if len(parts) > 1 or (parts and total.of_block) else ():
            numbers = read[column.column].values[[one.row - recipe.first_row for one in (total, *parts)]]
            if np.isnan(numbers[0]) or np.isnan(numbers[1:]).all():
                continue
            summed = float(np.nansum(numbers[1:]))
            if _differ(summed, float(numbers[0])):
                troubles.add(
                    "sum", _("“{label}” is {total}, but its rows add up to {sum}.").format(
                        label=total.label, total=f"{numbers[0]:,.10g}", sum=f"{summed:,.10g}"
                    ), cell=recipe.address(total.row, column.column), value=f"{numbers[0]:.15g}",
                    suggestion=_("Look at the report; the numbers were imported as they stand."),
                )  # fmt: skip


def _parts(above: tuple[ReportRow, ...], total: ReportRow) -> list[ReportRow]:
    """The rows that a total adds up."""
    same = [one for one in above if one.section == total.section and not one.is_total]
    if total.of_block:
        return [one for one in same if one.block == total.block]
    return [one for one in same if not total.part or one.part == total.part]


def _check_movements(sheet: Sheet, recipe: TableRecipe, rows: tuple[ReportRow, ...], troubles: Troubles) -> None:
    """A problem for each row whose stock before, with what came in and went out, is not its stock after."""
    columns = {move: one for one in recipe.columns if (move := movement_of(one.title)) is not Movement.NONE}
    signs = {Movement.OPENING: 1, Movement.RECEIVED: 1, Movement.WITHDRAWN: -1, Movement.ADJUSTMENT: 1}
    if not {Movement.OPENING, Movement.RECEIVED, Movement.WITHDRAWN, Movement.CLOSING} <= columns.keys():
        return
    cells = slice(recipe.first_row, recipe.last_row + 1)
    numbers = {move: read_numbers(sheet, cells, one.column, one.decimal, one.scale).values for move, one in columns.items()}
    for one in rows:
        at = one.row - recipe.first_row
        after = sum(sign * numbers[move][at] for move, sign in signs.items() if move in numbers)
        if np.isfinite(after) and _differ(float(after), float(numbers[Movement.CLOSING][at])):
            troubles.add(
                "movement", _("The stock before, with what came in and went out, is {sum}, not {total}.").format(
                    sum=f"{after:,.10g}", total=f"{numbers[Movement.CLOSING][at]:,.10g}"
                ), cell=recipe.address(one.row, columns[Movement.CLOSING].column), value=f"{numbers[Movement.CLOSING][at]:.15g}",
                suggestion=_("Look at the report; the numbers were imported as they stand."),
            )  # fmt: skip


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > _NEAR * max(abs(one), abs(other), 1.0)
