"""The numbers of a column of values, with everything that is to be told about its cells."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from core.io.cells import Sheet
from core.io.number_columns import NumberColumn, read_numbers
from core.io.recipe import ColumnRole, TableRecipe
from core.io.troubles import Troubles
from core.model import Mark
from core.words import _

_DASH_MEANS_NIL = re.compile(r"(?:^|[\s;.,])(?:--?|–|—)\s*(?:=|:|means|is|indicates)?\s*(?:zero|nil|negligible|none)\b", re.I)


def read_values(sheet: Sheet, recipe: TableRecipe, column: ColumnRole, counted: npt.NDArray[np.bool_], troubles: Troubles) -> NumberColumn:
    """The numbers of a value column of a table, row by row; what cannot be read as one is listed.

    counted: (rows,) which rows of the table make points; nothing is told of the others.
    """
    read = read_numbers(sheet, slice(recipe.first_row, recipe.last_row + 1), column.column, column.decimal, column.scale)

    def cells(at: npt.NDArray[np.int64]) -> list[int]:
        return [int(row) for row in at[counted[at]] + recipe.first_row]

    tell = troubles.cells
    tell(
        "number", _("This is not a number that is understood; the point was left without a value."), cells(read.unread), column.column,
        suggestion=_("Write a number, or a word such as n/a or W."),
    )  # fmt: skip
    tell(
        "not computed", _("This formula was saved without its result; the point was left without a value."), cells(read.uncomputed),
        column.column, suggestion=_("Open the file in Excel, save it, and import it again."),
    )  # fmt: skip
    tell("range", _("This is a range; its lower end was taken and marked as a bound."), cells(read.ranges), column.column)
    if any(_DASH_MEANS_NIL.search(line) for line in (*recipe.above, *recipe.below)):
        read.marks[read.dashes] = Mark.NIL
    else:
        tell(
            "dash", _("The file does not say what a dash means here; it was taken as “not available”, not as zero."), cells(read.dashes),
            column.column, severity="note", summed=True,
        )  # fmt: skip
    read.marks[read.unread] = Mark.ERROR
    return read
