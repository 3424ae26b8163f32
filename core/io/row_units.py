"""The units that the rows of a long table give their figures: in a column of units, with a column of scales, or in the names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.io.cells import Sheet
from core.io.columns import text_at
from core.io.guess import clean_title, unit_id
from core.io.recipe import ColumnRole, Role, TableRecipe
from core.io.roles import SCALE
from core.io.series_names import plain

_POWERS = {"0": 0, "units": 0, "unit": 0, "3": 3, "thousands": 3, "thousand": 3, "6": 6, "millions": 6, "million": 6, "9": 9, "billions": 9}
_AMOUNTS = {0: "", 3: "thousand", 6: "million", 9: "billion"}


@dataclass(frozen=True, slots=True)
class RowUnits:
    """Reads the unit of a row for each of its columns of values."""

    sheet: Sheet
    recipe: TableRecipe

    def of(self, row: int, column: ColumnRole) -> str:
        """The unit as written that `row` gives its figure in `column`; the column's own where it gives none."""
        titles = [one.title for one in self.recipe.having(Role.VALUE)]
        for one in self.recipe.having(Role.UNIT):
            written = text_at(self.sheet, row, one.column)
            if written and unit_is_for(one.title, column.title, titles):
                return self._times(written, row)
        in_names = (clean_title(text_at(self.sheet, row, one.column))[1] for one in self.recipe.having(Role.NAME))
        return column.unit or self._times(next(filter(None, in_names), ""), row)

    def _times(self, unit: str, row: int) -> str:
        """A unit, times what the row's column of scales says."""
        if not unit:
            return ""
        scale = next((text_at(self.sheet, row, one.column) for one in self.recipe.columns if one.field == SCALE), "")
        power = _POWERS.get(scale.casefold())
        if not power:
            return unit if power == 0 or not scale else f"10^{scale} {unit}"
        return unit_id(f"{_AMOUNTS[power]} {unit}") or unit_id(f"{unit} {_AMOUNTS[power]}") or f"{_AMOUNTS[power]} {unit}"


def unit_in_row(sheet: Sheet, recipe: TableRecipe, row: int) -> str:
    """The unit that the first filled column of units gives to a row; "" where none does."""
    return next((text for one in recipe.having(Role.UNIT) if (text := text_at(sheet, row, one.column))), "")


def unit_is_for(unit_title: str, title: str, titles: Sequence[str]) -> bool:
    """Whether a column of units called `unit_title` gives those of the column `title`: qtyUnit is for qty, not for the value."""
    about = {word.casefold() for word in plain(unit_title).split()}
    named = [one for one in titles if about & {word.casefold() for word in plain(one).split()}]
    return not named or title in named
