"""What the codes that head columns mean, where the file says so: in a line beside the table, or on a sheet of texts.

PCOPPUSDM   Global price of Copper, U.S. Dollars per Metric Ton, Monthly, Not Seasonally Adjusted
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from core.io.cells import Kind, Sheet
from core.io.columns import text_at
from core.io.guess import clean_title
from core.io.headers import is_symbol
from core.io.recipe import ColumnRole, Role, TableRecipe

_SHORTEST = 4  # letters of a code; USD is none
_LONGEST_SHEET = 2_000  # rows of a sheet that explains codes
_REST = re.compile(
    r"[\s,;]*\b(?:daily|weekly|monthly|quarterly|annual(?:ly)?|yearly)?[\s,;]*(?:(?:not )?seasonally adjusted)?\s*$", re.I
)  # the frequency is seen in the dates


def legend_of(sheets: Iterable[Sheet]) -> Mapping[str, str]:
    """What each code means by the rows of the sheets that hold little but texts: a code, and beside it a text of several words."""
    found: dict[str, str] = {}
    for sheet in sheets:
        if sheet.rows <= _LONGEST_SHEET and np.count_nonzero(sheet.kinds == Kind.TEXT) > 0.5 * sheet.filled:
            for row in range(sheet.rows):
                texts = [text for column in range(min(sheet.columns, 3)) if (text := text_at(sheet, row, column))]
                if len(texts) > 1 and _is_code(texts[0]) and " " in texts[1]:
                    found.setdefault(texts[0], texts[1])
    return found


def explained(recipe: TableRecipe, legend: Mapping[str, str]) -> TableRecipe:
    """The recipe with the titles and units that the codes at the heads of its columns stand for; the codes are kept beside them."""
    return replace(recipe, columns=tuple(_explained(one, recipe, legend) if one.role is Role.VALUE else one for one in recipe.columns))


def _explained(one: ColumnRole, recipe: TableRecipe, legend: Mapping[str, str]) -> ColumnRole:
    if not _is_code(one.header) or one.fixed:
        return one
    beside = (line.removeprefix(f"{one.header} ") for line in (*recipe.above, *recipe.below) if line.startswith(f"{one.header} "))
    words = next((line for line in beside if " " in line), "") or legend.get(one.header, "")
    if not words:
        return one
    title, unit = clean_title(_REST.sub("", words))
    return replace(one, title=title, unit=one.unit or unit, code=one.code or one.header)


def _is_code(text: str) -> bool:
    return len(text) >= _SHORTEST and is_symbol(text)
