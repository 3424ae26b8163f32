"""Corrections that need the sheet: a row or cell that is something else than was found. Columns alone are `core.io.recipe.with_role`."""

from __future__ import annotations

import enum
from dataclasses import replace

from core.io.blocks import turned, without_rows
from core.io.cells import Sheet
from core.io.columns import text_at
from core.io.decisions import DATE, MINERAL, UNIT
from core.io.guess import mineral_of
from core.io.headers import names_in
from core.io.recipe import Role, TableRecipe, with_column, with_decision
from core.io.roles import described


class RowPart(enum.StrEnum):
    """What a row of a table is."""

    NAMES = "names"
    UNITS = "units"
    CODES = "codes"
    FIRST = "first"  # row of data
    LAST = "last"  # row of data
    LEFT_OUT = "left out"
    DATA = "data"


class CellPart(enum.StrEnum):
    """What a cell says."""

    NAME = "name"  # of its column
    UNIT = "unit"  # of its column
    UNIT_OF_ALL = "unit of all"  # columns that have none of their own
    MINERAL = "mineral"
    DATE = "date"  # of the report


def seen(sheet: Sheet, recipe: TableRecipe) -> Sheet:
    """The sheet as a table is read: on its side where its dates run across, without the rows that are left out."""
    return without_rows(turned(sheet) if recipe.across else sheet, recipe.left_out)


def with_row(sheet: Sheet, recipe: TableRecipe, row: int, part: RowPart) -> TableRecipe:
    """The recipe with a row as a person set it; `row` is that of the table, so of a table that runs across a column of the sheet.

    `detect.again` then takes all open decisions once more.
    """
    match part:
        case RowPart.NAMES | RowPart.UNITS | RowPart.CODES:
            changed = _as_header(recipe, row, part)
        case RowPart.FIRST:
            changed = replace(recipe, first_row=row, last_row=max(row, recipe.last_row), bounded=True)
        case RowPart.LAST:
            changed = replace(recipe, last_row=row, first_row=min(row, recipe.first_row), bounded=True)
        case RowPart.LEFT_OUT:
            changed = replace(recipe, left_out=tuple(sorted({*recipe.left_out, row})))
        case RowPart.DATA:
            changed = _as_data(recipe, row)
    return _with_names(seen(sheet, changed), _parted(changed))


def _as_header(recipe: TableRecipe, row: int, part: RowPart) -> TableRecipe:
    return replace(
        recipe,
        header_rows=tuple(sorted({*recipe.header_rows, row})),
        title_row=row if part is RowPart.NAMES else _other(recipe.title_row, row),
        unit_row=row if part is RowPart.UNITS else _other(recipe.unit_row, row),
        code_row=row if part is RowPart.CODES else _other(recipe.code_row, row),
    )


def _as_data(recipe: TableRecipe, row: int) -> TableRecipe:
    return replace(
        recipe,
        header_rows=tuple(one for one in recipe.header_rows if one != row),
        left_out=tuple(one for one in recipe.left_out if one != row),
        title_row=_other(recipe.title_row, row),
        unit_row=_other(recipe.unit_row, row),
        code_row=_other(recipe.code_row, row),
        first_row=min(row, recipe.first_row),
        last_row=max(row, recipe.last_row),
        bounded=True,
    )


def _other(set_row: int | None, row: int) -> int | None:
    """The row that was set, unless it is this one."""
    return None if set_row == row else set_row


def _parted(recipe: TableRecipe) -> TableRecipe:
    """The recipe whose data begins below its header, and whose header ends above its data."""
    first = max((recipe.first_row, *(row + 1 for row in recipe.header_rows if row <= recipe.last_row and row >= recipe.first_row)))
    return replace(recipe, first_row=first, header_rows=tuple(row for row in recipe.header_rows if row < first))


def _with_names(sheet: Sheet, recipe: TableRecipe) -> TableRecipe:
    """The recipe with each column named by the header rows as they are now; what a person typed stays."""
    rows = [row for row in recipe.header_rows if row not in (recipe.unit_row, recipe.code_row)]
    title_row = recipe.title_row if recipe.title_row in rows or not rows else rows[-1]
    recipe = replace(recipe, title_row=title_row if rows else None)
    names = names_in(sheet, rows, recipe.first_column, recipe.last_column)
    columns = []
    for one in recipe.columns:
        made = described(sheet, recipe, one.column, one.role, names[one.column - recipe.first_column])
        if one.fixed:
            made = replace(made, title=one.title, unit=one.unit, mineral=one.mineral, kind=one.kind, fixed=True)
        columns.append(replace(made, field=one.field, decimal=one.decimal))
    return replace(recipe, columns=tuple(columns))


def with_cell(sheet: Sheet, recipe: TableRecipe, row: int, column: int, part: CellPart) -> TableRecipe:
    """The recipe with what a cell of the sheet says taken for something; unchanged where it says nothing, or belongs to no column."""
    text = text_at(sheet, row, column)
    own = (column, row) if recipe.across else (row, column)
    if not text:
        return recipe
    match part:
        case CellPart.DATE:
            return with_decision(recipe, DATE, text)
        case CellPart.MINERAL:
            return with_decision(recipe, MINERAL, mineral_of(text))
        case CellPart.UNIT_OF_ALL:
            return with_decision(recipe, UNIT, text)
        case _ if (found := recipe.column(own[1])) is None or found.role is not Role.VALUE:
            return recipe
        case CellPart.UNIT:
            return with_column(recipe, own[1], unit=text, unit_cell=own)
        case CellPart.NAME:
            return with_column(recipe, own[1], title=text)
