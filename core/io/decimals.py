"""The decimal sign of each column of values: what its own texts prove, the numbers beside them, or the other columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.io.cells import Kind, Sheet
from core.io.columns import texts_of
from core.io.numbers import DecimalSign, decimal_sign, read_number
from core.io.recipe import ColumnRole, Decision, Role, TableRecipe

DECIMAL = "decimal"
_TEXTS = 20_000  # different texts of a column that are looked at
_LIKE_NUMBERS = 3  # number cells that prove what the texts beside them mean
_DECADES = 2.0  # by which the other reading is further from them
_FAR = 2.5  # decades that a number may be from the middle of its column


def decimals(
    sheet: Sheet, recipe: TableRecipe, columns: Sequence[ColumnRole], kept: Decision | None
) -> tuple[tuple[ColumnRole, ...], Decision | None]:
    """A decimal sign for each value column: its own texts', else the one that the others prove."""
    if kept is not None:
        return tuple(replace(one, decimal=kept.value) if one.role is Role.VALUE else one for one in columns), kept
    rows = np.arange(recipe.first_row, recipe.last_row + 1)
    signs: dict[int, DecimalSign] = {}
    for one in columns:
        if one.role is Role.VALUE and not one.fixed:
            sign = decimal_sign(texts_of(sheet, rows, one.column)[:_TEXTS])
            if sign is not None and not sign.certain:
                sign = _like_the_numbers(sheet, rows, one.column, sign)
            if sign is not None:
                signs[one.column] = sign
    if not signs:
        return tuple(columns), None
    proved = {sign.sign for sign in signs.values() if sign.certain}
    common = next(iter(proved)) if len(proved) == 1 else ""
    open_ones = [sign for sign in signs.values() if not sign.certain]
    mixed = any("/" in sign.evidence and sign.evidence.count(" / ") for sign in open_ones)
    changed = tuple(
        replace(one, decimal=signs[one.column].sign if signs[one.column].certain else common or ".") if one.column in signs else one
        for one in columns
    )
    certain = not open_ones or (bool(common) and not mixed)
    evidence = (open_ones or list(signs.values()))[0].evidence if not certain else next(iter(signs.values())).evidence
    value = common or ("." if not certain else "mixed")
    return changed, Decision(DECIMAL, value, evidence, (".", ","), certain)


def _like_the_numbers(sheet: Sheet, rows: npt.NDArray[np.int64], column: int, sign: DecimalSign) -> DecimalSign:
    """The sign of a column where one reading of its texts is like the numbers beside them and the other a thousand times off."""
    values = sheet.numbers[rows, column][sheet.kinds[rows, column] == Kind.NUMBER]
    values = np.abs(values[np.isfinite(values) & (values != 0)])
    read = {mark: found.value for mark in (".", ",") if (found := read_number(sign.evidence, mark)) is not None and found.value}
    if len(values) < _LIKE_NUMBERS or len(read) == 1:
        return sign
    off = {mark: float(abs(np.log10(abs(value) / np.median(values)))) for mark, value in read.items()}
    best, other = sorted(off, key=lambda mark: off[mark])
    return replace(sign, sign=best, certain=True) if off[best] < _FAR and off[other] - off[best] >= _DECADES else sign
