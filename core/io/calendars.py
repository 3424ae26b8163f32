"""Tables with a row a year and its months or quarters across: one run of values, laid out like a calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from core.io.date_columns import YEARS
from core.io.periods import month_number
from core.io.recipe import Orientation, Role, TableRecipe

_QUARTER = re.compile(r"(?:q|quarter |第)?\s*([1-4一二三四])\s*(?:q|st|nd|rd|th)?(?: quarter)?季?度?", re.I)
_ORDINALS = str.maketrans("一二三四", "1234")
_LEAST_MONTHS = 6


@lru_cache(maxsize=1024)
def part_of_year(text: str) -> tuple[int, bool]:
    """(months into the year at which a month or quarter begins, whether it is a quarter); -1 for what is neither."""
    word = text.strip()
    month = month_number(word)
    if month:
        return month - 1, False
    found = _QUARTER.fullmatch(word)
    if found and not word.isdigit():
        return 3 * (int(found[1].translate(_ORDINALS)) - 1), True
    return -1, False


def offset_of(title: str) -> int:
    """How many months into its year the month or quarter of this name begins; -1 for what is neither."""
    return part_of_year(title)[0]


def as_calendar(recipe: TableRecipe) -> TableRecipe:
    """The recipe as a calendar where its columns of values are the months or the quarters of its years; other numbers are helpers."""
    if recipe.date_pattern != YEARS or recipe.orientation not in {Orientation.WIDE, Orientation.LONG}:
        return recipe
    values = recipe.having(Role.VALUE)
    parts = [one for one in values if offset_of(one.title) >= 0 and not one.title.strip().isdigit()]
    quarters = [one for one in parts if part_of_year(one.title)[1]]
    offsets = {offset_of(one.title) for one in parts}
    whole = len(quarters) == len(parts) == 4 or (not quarters and len(parts) >= _LEAST_MONTHS)
    if not whole or len(offsets) != len(parts):
        return recipe
    columns = tuple(replace(one, role=Role.IGNORE) if one in values and one not in parts else one for one in recipe.columns)
    return replace(recipe, orientation=Orientation.CALENDAR, columns=columns)
