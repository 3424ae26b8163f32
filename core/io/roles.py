"""What each column of a dated table is: values, names, units, codes, notes, or a helper that makes no series."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.io.anchors import DATE_WORD, Anchor
from core.io.cells import Kind, Sheet
from core.io.columns import Look, look_of, looks, text_at
from core.io.date_columns import YEARS
from core.io.guess import clean_title, is_unit, unit_id
from core.io.headers import is_for_all
from core.io.recipe import ColumnRole, Orientation, Role, TableRecipe
from core.io.series_names import (
    Texts,
    dates_repeat,
    is_attribute_title,
    is_code_title,
    is_name_title,
    lists_countries,
    names_decided,
    plain,
)
from core.io.table_dates import is_date_part

SCALE = "scale"  # the field of a column of powers of ten that the values of its rows are to be multiplied by
SIDE = "side"  # the field of a column that belongs to a small table beside this one
_FEW = 0.8  # of the rows
_IN_FORMAT = re.compile(r'"([^"]+)"')
_PART_WORD = re.compile(r"months?|mon|mm|quarters?|qtr|月份?|季度?", re.I)
_DAY_WORD = re.compile(r"days?(?: of month)?|dd|日", re.I)
_NOTE_WORD = re.compile(r"\b(?:notes?|remarks?|comments?|footnotes?|sources?)\b|備註|备注|來源|来源", re.I)
_UNIT_WORD = re.compile(r"units?(?:[ _](?:of[ _]measure(?:ment)?|meas))?|單位|单位", re.I)
_SCALE_WORD = re.compile(r"scale|unit mult(?:iplier)?|(?:power|multiplier) code", re.I)
_NUMBERING = re.compile(r"#|no\.?|nr\.?|row|rank(?:ing)?|s/n|序號|序号|排名", re.I)
_CHANGE = re.compile(
    r"(?:(?:net|daily|weekly|monthly|annual|yearly|day|week|month|year|1d|d/d) )?(?:%|pct|percent)?[ .]*(?:chg|change|diff)\b.*|"
    r".*\b(?:change|chg\.?) ?(?:%|\(%\)|pct)|[ymdwq][/-]?o?[/-]?[ymdwq](?: ?%)?|漲跌.*|涨跌.*",
    re.I,
)
_CHANGE_WORDS = frozenset(("change", "changes"))
_HELPERS = re.compile(r"(?:(?:daily|weekly|trading|traded|shares?) )*(?:vol\.?|volumes?)|成交量", re.I)


def column_roles(sheet: Sheet, recipe: TableRecipe, names: tuple[str, ...], anchor: Anchor) -> TableRecipe:
    """The recipe with its columns: a role each, and title, unit and code as the header gives them."""
    rows = anchor.rows
    found = looks(sheet, rows, recipe.first_column, recipe.last_column)
    texts = Texts(sheet, rows, found, recipe.first_column, anchor.column)
    names = _scenarios_spread(sheet, recipe, names, found)
    columns = []
    for column in range(recipe.first_column, recipe.last_column + 1):
        at = column - recipe.first_column
        header = names[at] if at < len(names) else ""
        role = Role.DATE if column == anchor.column else _role(texts, found[:, at], at, header, anchor.pattern)
        columns.append(described(sheet, recipe, column, role, header))
    columns = _without_changes(columns)
    columns = _one_of_units(_date_parts(_told_by_header(columns), texts, anchor))
    columns = names_decided(columns, texts, anchor, sheet)
    while columns and columns[-1].role is Role.IGNORE and not columns[-1].header and not (found[:, len(columns) - 1] != Look.BLANK).any():
        columns.pop()
    columns = _side_table(columns, found)
    orientation = Orientation.LONG if any(one.role in {Role.NAME, Role.UNIT} for one in columns) else Orientation.WIDE
    if anchor.pattern == YEARS and dates_repeat(sheet, anchor) and any(lists_countries(texts, one) for one in columns):
        orientation = Orientation.UNKNOWN  # a row a country is no series
    return replace(recipe, columns=tuple(columns), orientation=orientation, last_column=columns[-1].column)


def _scenarios_spread(sheet: Sheet, recipe: TableRecipe, names: tuple[str, ...], found: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    """The names with that of a group before each of its columns, where it stands one column left of them, above no figures of its own."""
    group, spread = "", []
    for at, name in enumerate(names):
        if (found[:, at] == Look.BLANK).all():
            own = recipe.title_row is not None and text_at(sheet, recipe.title_row, recipe.first_column + at)
            group = "" if own else name
            spread.append("" if group else name)
        else:
            spread.append(f"{group}, {name}" if group else name)
    return tuple(spread)


def _side_table(columns: list[ColumnRole], found: npt.NDArray[np.uint8]) -> list[ColumnRole]:
    """A few names with numbers beside them, to the right of the data and in few of its rows, are no part of it."""
    filled = found != Look.BLANK
    for at in range(1, len(columns)):
        names, numbers = columns[at - 1], columns[at]
        own = numbers.header.rpartition(", ")[2]  # a number is no name
        few = 0 < np.count_nonzero(filled[:, at]) <= _FEW * len(filled)
        if (
            numbers.role is Role.VALUE
            and (not own or look_of(own) == Look.NUMBER)
            and names.role is Role.NOTE
            and few
            and (filled[:, at] <= filled[:, at - 1]).all()
        ):
            columns = [replace(one, role=Role.IGNORE, field=SIDE) if one in (names, numbers) else one for one in columns]
    return columns


def _without_changes(columns: list[ColumnRole]) -> list[ColumnRole]:
    """Columns of changes (Change in open interest) beside those that change are helpers."""
    words = [frozenset(plain(one.title).casefold().split()) for one in columns]
    kept = [one.role is Role.VALUE and not said & _CHANGE_WORDS for one, said in zip(columns, words, strict=True)]
    values = [said for said, value in zip(words, kept, strict=True) if value]
    return [
        replace(one, role=Role.IGNORE) if one.role is Role.VALUE and said & _CHANGE_WORDS and _changes_one_of(said, values) else one
        for one, said in zip(columns, words, strict=True)
    ]


def _changes_one_of(said: frozenset[str], values: list[frozenset[str]]) -> bool:
    rest = said - _CHANGE_WORDS - {"in"}
    return bool(rest) and any(rest <= value for value in values)


def _one_of_units(columns: list[ColumnRole]) -> list[ColumnRole]:
    """Of several columns of units the one that is called so; a column of scales (6: millions) goes with the units."""
    columns = [replace(one, field=SCALE) if one.role is Role.NOTE and _SCALE_WORD.fullmatch(plain(one.title)) else one for one in columns]
    called = [one for one in columns if one.role is Role.UNIT and _UNIT_WORD.fullmatch(plain(one.title))]
    return [replace(one, role=Role.NOTE) if called and one.role is Role.UNIT and one not in called else one for one in columns]


def _told_by_header(columns: list[ColumnRole]) -> list[ColumnRole]:
    """Columns whose titles are the same without the brackets for their units keep the whole header as the title."""
    headers: dict[str, set[str]] = {}
    for one in columns:
        headers.setdefault(one.title, set()).add(one.header)
    return [replace(one, title=one.header) if len(headers[one.title]) > 1 else one for one in columns]


def _role(texts: Texts, found: npt.NDArray[np.uint8], at: int, header: str, date_pattern: str) -> Role:
    """The role of a column by what its cells look like and what its header says."""
    filled = int(np.count_nonzero(found != Look.BLANK))
    title = clean_title(header)[0]
    if _SCALE_WORD.fullmatch(plain(title)):
        return Role.NOTE
    if is_attribute_title(title):
        return Role.IGNORE
    if not filled:
        return Role.IGNORE if not header else Role.NOTE if _NOTE_WORD.search(title) else Role.VALUE
    numbers = int(np.count_nonzero(found == Look.NUMBER))
    missing = int(np.count_nonzero(found == Look.MISSING))
    if np.count_nonzero(found == Look.DATE) > 0.5 * filled:
        return Role.IGNORE
    if numbers and numbers + missing >= 0.5 * filled:
        if is_code_title(title):
            return Role.CODE
        return Role.IGNORE if _is_helper(texts, at, title, date_pattern) else Role.VALUE
    if missing == filled and header and not _NOTE_WORD.search(title) and not _UNIT_WORD.fullmatch(title) and not is_name_title(title):
        return Role.VALUE
    words = texts.of(at)
    if holds_units(title, words):
        return Role.UNIT
    return Role.CODE if is_code_title(title) else Role.NOTE


def holds_units(title: str, words: list[str]) -> bool:
    """Whether a column is one of units, by its title or because all of its `words` are units."""
    return _UNIT_WORD.fullmatch(title) is not None or (bool(words) and all(is_unit(word) for word in set(words)))


def is_helper_title(title: str) -> bool:
    """Whether a column by its title only numbers rows, says how another column changed, or how much was traded."""
    return any(pattern.fullmatch(title) for pattern in (_NUMBERING, _CHANGE, _HELPERS))


def _is_helper(texts: Texts, at: int, title: str, date_pattern: str) -> bool:
    """Whether a column of numbers only counts rows, repeats a part of the date, or says how another column changed."""
    own = plain(title.rpartition(", ")[2])  # without the name of a group that spreads over it
    if is_helper_title(title) or is_helper_title(own):
        return True
    if DATE_WORD.fullmatch(own) and (date_pattern != YEARS or texts.repeats_dates(at)):
        return True
    values = texts.values(at)
    if date_pattern == YEARS and DATE_WORD.fullmatch(own) and _PART_WORD.search(own) and len(values) and (values > 12).all():
        return True  # month 52: the whole year
    return not title and len(values) > 3 and bool((np.diff(values) == 1).all())


def described(sheet: Sheet, recipe: TableRecipe, column: int, role: Role, header: str) -> ColumnRole:
    """A column with what its header says: title, unit, code."""
    title, unit = clean_title(header)
    cell = None
    if recipe.unit_row is not None and role is Role.VALUE:
        written = text_at(sheet, recipe.unit_row, column)
        if written and not (_is_part_of(written, unit) and recipe.title_row is not None):
            unit, cell = written.strip("()[]（）【】 "), (recipe.unit_row, column)
        elif written:
            cell = (recipe.title_row or 0, column)
    elif unit and recipe.title_row is not None:
        cell = (recipe.title_row, column)
    code = text_at(sheet, recipe.code_row, column) if recipe.code_row is not None else ""
    return ColumnRole(
        column,
        role,
        header,
        title,
        unit,
        code="" if is_for_all(code) else code,
        unit_cell=cell,
        scale=percent_scale(sheet, recipe, column) if role is Role.VALUE else 1.0,
        note="; ".join(_noted(sheet, recipe, row, column) for row in recipe.note_rows if _says(sheet, row, column)),
    )


def _is_part_of(written: str, unit: str) -> bool:
    """Whether what stands in the row of units is less than the name says: USD, or Index, where that has USD/t, or 2016=100."""
    whole, part = unit_id(unit), unit_id(written)
    return whole.startswith(f"{part}/") or (part == "index" and "=" in whole)


def _says(sheet: Sheet, row: int, column: int) -> bool:
    text = text_at(sheet, row, column)
    return bool(text) and not is_for_all(text)


def _noted(sheet: Sheet, recipe: TableRecipe, row: int, column: int) -> str:
    """What a header row says of a column, after the label of the row."""
    label = next((text for one in range(recipe.first_column, column) if (text := text_at(sheet, row, one))), "")
    return f"{label}: {text_at(sheet, row, column)}" if label else text_at(sheet, row, column)


def percent_scale(sheet: Sheet, recipe: TableRecipe, column: int) -> float:
    """100 where the number format shows the column's numbers as percent."""
    shown = _formats_shown(sheet, recipe, column)
    percent = [index for index, name in enumerate(sheet.format_names) if "%" in name]
    return 100.0 if len(shown) and percent and np.count_nonzero(np.isin(shown, percent)) > 0.5 * len(shown) else 1.0


def unit_of_format(sheet: Sheet, recipe: TableRecipe, column: int) -> str:
    """The unit that the number format writes behind a column's numbers, as 0.0" USD/t" does; "" where most have none."""
    shown = _formats_shown(sheet, recipe, column)
    if not len(shown):
        return ""
    indices, counts = np.unique(shown, return_counts=True)
    words = _IN_FORMAT.findall(sheet.format_names[int(indices[counts.argmax()])].split(";")[0])
    return next((word.strip() for word in words if is_unit(word)), "") if 2 * counts.max() > len(shown) else ""


def _formats_shown(sheet: Sheet, recipe: TableRecipe, column: int) -> npt.NDArray[np.uint16]:
    """The number formats of a column's number cells, as positions in `Sheet.format_names`; none where the file has none."""
    if sheet.formats is None:
        return np.zeros(0, np.uint16)
    cells = slice(recipe.first_row, recipe.last_row + 1)
    return np.asarray(sheet.formats[cells, column][sheet.kinds[cells, column] == Kind.NUMBER], np.uint16)


def _date_parts(columns: list[ColumnRole], texts: Texts, anchor: Anchor) -> list[ColumnRole]:
    """A column of months or quarters beside one of years is the other part of the date; so is one of days beside both."""
    if anchor.pattern != YEARS:
        return columns
    able = [one for one in columns if one.role in {Role.VALUE, Role.NOTE, Role.IGNORE}]
    month = next(
        (one for one in able if _counts(texts, one, _PART_WORD, 12) or is_date_part(texts.of(one.column - texts.first_column))), None
    )
    day = next((one for one in able if one is not month and _counts(texts, one, _DAY_WORD, 31)), None) if month is not None else None
    return [replace(one, role=Role.DATE_PART) if one is month or one is day else one for one in columns]


def _counts(texts: Texts, column: ColumnRole, word: re.Pattern[str], most: int) -> bool:
    """Whether a column is called so and numbers from 1 to `most` stand in it."""
    values = texts.values(column.column - texts.first_column)
    return word.fullmatch(column.title) is not None and len(values) > 0 and bool(((values >= 1) & (values <= most)).all())
