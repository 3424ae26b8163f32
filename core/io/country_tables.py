"""Tables with a row a country, or a row a mineral in one year: which column names what, and which hold what measure of which year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.io.blocks import turned
from core.io.cells import Sheet
from core.io.columns import Look, looks, text_at, texts_of
from core.io.date_columns import YEARS
from core.io.guess import clean_title, mineral_of, unit_id
from core.io.measures import Measure, measure_in, stage_in
from core.io.periods import read_period
from core.io.recipe import ColumnRole, Orientation, Role, TableRecipe
from core.io.roles import holds_units, is_helper_title, percent_scale
from core.io.series_names import plain
from core.model import Precision
from core.model.countries import find_country
from core.model.minerals import find_mineral
from core.model.names import Match

COUNTRY_FIELD, MINERAL_FIELD, UNIT_FIELD, TYPE_FIELD, YEAR_FIELD, SCORE_FIELD = "country", "mineral", "unit", "type", "year", "score"
_SAMPLE = 400  # rows looked at
_TOLD = 40  # different texts of a column that are looked up
_KNOWN = 0.6  # share of a column's texts that must be countries or minerals
_FEWEST = 3  # countries that make a list of them
_MINERAL_WORD = re.compile(r"(?:commodit(?:y|ies)|minerals?|metals?|materials?|elements?|礦種|矿种|金屬|金属)(?: ?names?)?", re.I)
_TYPE_WORD = re.compile(r"types?|stages?|measures?|statistics?|items?|descriptions?|類別|类别|類型|类型|階段|阶段", re.I)
_QUANTITY = re.compile(r"quantit(?:y|ies)|amounts?|values?|obs values?|tonnage|數量|数量", re.I)
_MINERAL_AMONG = re.compile(r"\b(?:commodit(?:y|ies)|minerals?|metals?|materials?|products?)\b", re.I)
_TYPE_AMONG = re.compile(r"\b(?:types?|stages?|statistics?)\b", re.I)
_SCORE_WORD = re.compile(r"(?:indicator|variable|index|score)s?(?: ?(?:names?|codes?))?", re.I)
_TOTAL = re.compile(r"(?:grand )?totals?(?: \(rounded\))?|all countries|合計|合计|總計|总计|總量|总量", re.I)
_SHARE = re.compile(r"(?:world |market |global )?shares?(?: of .*)?|percent(?:age)?(?: of .*)?|佔比|占比", re.I)
_HELD = re.compile(
    r"\bofficial (?:sector )?(?:gold )?(?:reserves?|holdings?)|\bcentral banks?\b.*\b(?:gold|reserves|holdings)|\bgold holdings\b|央行",
    re.I,
)
_SAYS_NOTHING = re.compile(r"(?:sheet|table|data|tabelle|feuil|hoja|工作表|資料|数据)[ _]?\d*", re.I)


def country_table(sheet: Sheet, recipe: TableRecipe, named: str = "") -> TableRecipe | None:
    """The table as one with a row a country, its years and measures across or in a column of years; None when it is none.

    named: what the file's name says, which counts where it speaks of production or reserves and nothing else says what is counted.

    Rows of minerals with figures of one single year are such a table too, of one country; with several years they are series.
    """
    if not recipe.header_rows:
        return None
    country = _country_column(sheet, recipe, _sample(recipe))
    recipe = replace(recipe, last_row=_last_row(sheet, recipe, country))
    rows = _sample(recipe)
    found = looks(sheet, rows, recipe.first_column, recipe.last_column)
    columns = [_column(sheet, recipe, one, rows, found[:, one.column - recipe.first_column], country) for one in recipe.columns]
    columns = _one_of_minerals(columns)
    dated = any(one.field == YEAR_FIELD for one in columns)
    types = [text for one in columns if one.field == TYPE_FIELD for text in texts_of(sheet, rows, one.column)]
    titles = [measure_in(one.header) for one in columns if one.role is Role.VALUE]
    if titles and all(
        not one.title or _SHARE.fullmatch(one.title) for one in titles
    ):  # years alone: what stands around the table tells what they count
        around = [line for line in (*recipe.above, sheet.name) if not _SAYS_NOTHING.fullmatch(line)]
        around += [named] if measure_in(named).is_supply else []
        if not around:
            return None
        titles = [measure_in(line) for line in around]
    if any(map(_HELD.search, (*recipe.above, sheet.name, *(one.title for one in titles)))):
        return None  # what central banks hold is no ore in the ground
    supply = any(one.is_supply for one in titles) or any(stage_in(text) or measure_in(text).is_supply for text in types)
    columns = _supply(columns) if supply else _indicators(columns)
    values = [one for one in columns if one.role is Role.VALUE]
    if 2 * sum(_is_within_a_year(one.header) for one in values) > len(values):
        return None  # months and days across are series
    years = {measure_in(one.header).year for one in values} - {None}
    if not (dated or years) or (country is None and not (_lists_minerals(sheet, columns, rows) and len(years) == 1 and not dated)):
        return None
    return replace(recipe, orientation=Orientation.COUNTRIES, kind="supply" if supply else "indicators", columns=tuple(columns))


def countries_across(sheet: Sheet, recipe: TableRecipe) -> TableRecipe | None:
    """A table with a column a country and a row a year as one with a row a country, on its side; None where it is no table of supply."""
    values = recipe.having(Role.VALUE)
    if recipe.across or recipe.date_pattern != YEARS or recipe.title_row is None or not _name_countries([one.title for one in values]):
        return None
    side, years = turned(sheet), recipe.having(Role.DATE)[0].column
    rows = range(recipe.first_row, recipe.last_row + 1)
    columns = (ColumnRole(recipe.title_row, Role.IGNORE), *(_year_column(sheet, row, years) for row in rows))
    found = country_table(
        side,
        TableRecipe(
            min(one.column for one in values), max(one.column for one in values), recipe.title_row, recipe.last_row, Orientation.UNKNOWN,
            header_rows=(years,), title_row=years, columns=columns, above=recipe.above, below=recipe.below, across=True,
        ),
    )  # fmt: skip
    return found if found is not None and found.kind == "supply" else None


def _is_within_a_year(header: str) -> bool:
    period = read_period(header)
    return period is not None and period.date.precision is not Precision.YEAR


def is_total(text: str) -> bool:
    """Whether the name of a row says that it adds up the countries, so that it stands for the world."""
    return _TOTAL.fullmatch(text.strip()) is not None


def _name_countries(titles: list[str]) -> bool:
    return len(titles) >= _FEWEST and _are(titles, find_country)


def _year_column(sheet: Sheet, row: int, years: int) -> ColumnRole:
    header = text_at(sheet, row, years)
    return ColumnRole(row, Role.IGNORE, header, header)


def _sample(recipe: TableRecipe) -> npt.NDArray[np.int64]:
    """Rows from the first to the last, evenly apart where there are many."""
    return np.unique(np.linspace(recipe.first_row, recipe.last_row, _SAMPLE).astype(np.int64))


def _last_row(sheet: Sheet, recipe: TableRecipe, country: int | None) -> int:
    """The last row of data: a country whose only figure could be a year belongs to the table too."""
    last = recipe.last_row
    while country is not None and find_country(text_at(sheet, last + 1, country)).id:
        last += 1
    return last


def _country_column(sheet: Sheet, recipe: TableRecipe, rows: npt.NDArray[np.int64]) -> int | None:
    """The leftmost column of countries' names; one of their codes where there are no names."""
    codes = None
    for one in recipe.columns:
        texts = texts_of(sheet, rows, one.column)
        if len(texts) < _FEWEST or not _are(texts, find_country):
            continue
        if any(len(text) > _FEWEST for text in texts):
            return one.column
        codes = one.column if codes is None else codes
    return codes


def _lists_minerals(sheet: Sheet, columns: list[ColumnRole], rows: npt.NDArray[np.int64]) -> bool:
    named = [texts_of(sheet, rows, one.column) for one in columns if one.field == MINERAL_FIELD]
    return any(len(texts) >= _FEWEST and _are(texts, find_mineral) for texts in named)


def _are(texts: list[str], find: Callable[[str], Match]) -> bool:
    some = texts[:: max(1, len(texts) // _TOLD)]
    return sum(bool(find(text).id) for text in some) >= _KNOWN * len(some)


def _column(
    sheet: Sheet, recipe: TableRecipe, one: ColumnRole, rows: npt.NDArray[np.int64], found: npt.NDArray[np.uint8], country: int | None
) -> ColumnRole:
    """One column with its role, and the field that it gives to the records."""
    filled = int(np.count_nonzero(found != Look.BLANK))
    words = one.title.replace("_", " ").strip()
    if one.column == country:
        return replace(one, role=Role.NAME, field=COUNTRY_FIELD)
    if one.role is Role.DATE:
        return replace(one, field=YEAR_FIELD) if recipe.date_pattern == YEARS else replace(one, role=Role.IGNORE)
    numbers = int(np.count_nonzero(found == Look.NUMBER))
    if numbers and is_helper_title(words):
        return replace(one, role=Role.IGNORE)
    if numbers and numbers + np.count_nonzero(found == Look.MISSING) >= 0.5 * filled:
        measure, unit = measure_in(one.header), one.unit or clean_title(one.header)[1]
        cell = (recipe.title_row, one.column) if unit and recipe.title_row is not None else one.unit_cell
        title = measure.title or one.header
        scale = percent_scale(sheet, recipe, one.column)
        unit = unit or ("%" if scale == 100.0 else "")
        return replace(one, role=Role.VALUE, title=title, unit=unit, unit_cell=cell, mineral=mineral_of(title), scale=scale)
    texts = [text for text in texts_of(sheet, rows, one.column) if text.strip()]
    if not texts:
        return replace(one, role=Role.IGNORE)
    if holds_units(words, texts):
        return replace(one, role=Role.UNIT, field=UNIT_FIELD)
    if _MINERAL_WORD.fullmatch(words) or _are(texts, find_mineral):
        return replace(one, role=Role.NAME, field=MINERAL_FIELD)
    if (
        _TYPE_WORD.fullmatch(words)
        or _TYPE_AMONG.search(plain(one.title))
        or (_MINERAL_AMONG.search(plain(one.title)) and all(map(mineral_of, texts)))
    ):
        return replace(one, role=Role.NOTE, field=TYPE_FIELD)
    if _SCORE_WORD.fullmatch(words):
        return replace(one, role=Role.NAME, field=SCORE_FIELD)
    return replace(one, role=Role.IGNORE if _is_code(sheet, one, rows) else Role.NOTE)


def _one_of_minerals(columns: list[ColumnRole]) -> list[ColumnRole]:
    """Of several columns of minerals the first names them; the others are told in notes, as products are."""
    first = next((one for one in columns if one.field == MINERAL_FIELD), None)
    return [replace(one, role=Role.NOTE, field="") if one.field == MINERAL_FIELD and one is not first else one for one in columns]


def _is_code(sheet: Sheet, one: ColumnRole, rows: npt.NDArray[np.int64]) -> bool:
    return all(" " not in text_at(sheet, int(row), one.column) for row in rows[:_TOLD])


def _supply(columns: list[ColumnRole]) -> list[ColumnRole]:
    """What is produced and held makes records; capacities and other numbers are left out, and said."""

    def told(one: ColumnRole, measure: Measure) -> ColumnRole:
        if one.role is not Role.VALUE:
            return one
        counts = (measure.is_supply or not measure.title or _QUANTITY.fullmatch(measure.title)) and not measure.is_capacity
        return replace(one, field="share" if unit_id(one.unit) == "%" else "quantity") if counts else replace(one, role=Role.IGNORE)

    return [told(one, measure_in(one.header)) for one in columns]


def _indicators(columns: list[ColumnRole]) -> list[ColumnRole]:
    """Scores and their standard errors make records; ranks, bounds and counts beside a score are helpers, as is what has no year."""
    measures = [measure_in(one.header) for one in columns]
    scored = any(one.role is Role.VALUE and measure.is_main for one, measure in zip(columns, measures, strict=True))

    years = any(one.role is Role.VALUE and measure.year is not None for one, measure in zip(columns, measures, strict=True))

    def told(one: ColumnRole, measure: Measure) -> ColumnRole:
        if one.role is not Role.VALUE:
            return one
        if years and measure.year is None:
            return replace(one, role=Role.IGNORE)
        if measure.is_error:
            return replace(one, field="error")
        return replace(one, field="value") if measure.is_main or not scored else replace(one, role=Role.IGNORE)

    return [told(one, measure) for one, measure in zip(columns, measures, strict=True)]
