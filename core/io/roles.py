"""What each column of a dated table is: values, names, units, codes, notes, or a helper that makes no series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.io.anchors import DATE_WORD, Anchor
from core.io.cells import Kind, Sheet
from core.io.columns import YEARS, Look, look_of, looks, text_at
from core.io.guess import clean_title, is_unit
from core.io.recipe import ColumnRole, Orientation, Role, TableRecipe
from core.io.table_dates import are_statuses, is_date_part
from core.model.countries import find_country

_NAME_WORD = re.compile(
    r"(?:commodit(?:y|ies)|metal|mineral|material|product|item|series|name|indicator|variable|symbol|ticker|instrument|title|label|"
    r"description|venue|exchange|market|location|warehouse|depository|country|region|grade|type|品種|品种|名稱|名称|金屬|金属|商品|"
    r"指標|指标)(?: ?names?| ?codes?)?",
    re.I,
)
SIDE = "side"  # the field of a column that belongs to a small table beside this one
_FEW = 0.8  # of the rows
_IN_FORMAT = re.compile(r'"([^"]+)"')
_PART_WORD = re.compile(r"months?|mon|mm|quarters?|qtr|月份?|季度?", re.I)
_DAY_WORD = re.compile(r"days?(?: of month)?|dd|日", re.I)
_NOTE_WORD = re.compile(r"\b(?:notes?|remarks?|comments?|footnotes?|sources?)\b|備註|备注|來源|来源", re.I)
_UNIT_WORD = re.compile(r"units?(?:[ _](?:of[ _]measure(?:ment)?|meas))?|單位|单位", re.I)
_CODE_WORD = re.compile(r"(?:series[ _])?(?:codes?|ids?)|代碼|代码", re.I)
_NUMBERING = re.compile(r"#|no\.?|nr\.?|row|rank(?:ing)?|s/n|序號|序号|排名", re.I)
_CHANGE = re.compile(
    r"(?:(?:net|daily|weekly|monthly|annual|yearly|day|week|month|year|1d|d/d) )?(?:%|pct|percent)?[ .]*(?:chg|change|diff)\b.*|"
    r".*\b(?:change|chg\.?) ?(?:%|\(%\)|pct)|[ymdwq][/-]?o?[/-]?[ymdwq](?: ?%)?|漲跌.*|涨跌.*",
    re.I,
)
_HELPERS = re.compile(r"vol\.?|volume|成交量", re.I)


def column_roles(sheet: Sheet, recipe: TableRecipe, names: tuple[str, ...], anchor: Anchor) -> TableRecipe:
    """The recipe with its columns: a role each, and title, unit and code as the header gives them."""
    rows = anchor.rows
    found = looks(sheet, rows, recipe.first_column, recipe.last_column)
    texts = _Texts(sheet, rows, found, recipe.first_column, anchor.column)
    names = _scenarios_spread(sheet, recipe, names, found)
    columns = []
    for column in range(recipe.first_column, recipe.last_column + 1):
        at = column - recipe.first_column
        header = names[at] if at < len(names) else ""
        role = Role.DATE if column == anchor.column else _role(texts, found[:, at], at, header, anchor.pattern)
        columns.append(described(sheet, recipe, column, role, header))
    columns = _names_decided(_date_parts(_told_by_header(columns), texts, anchor), texts, anchor, sheet)
    while columns and columns[-1].role is Role.IGNORE and not columns[-1].header and not (found[:, len(columns) - 1] != Look.BLANK).any():
        columns.pop()
    columns = _side_table(columns, found)
    orientation = Orientation.LONG if any(one.role in {Role.NAME, Role.UNIT} for one in columns) else Orientation.WIDE
    if _dates_repeat(sheet, anchor) and any(_lists_countries(texts, one, len(anchor.rows)) for one in columns):
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


def _told_by_header(columns: list[ColumnRole]) -> list[ColumnRole]:
    """Columns whose titles are the same without the brackets for their units keep the whole header as the title."""
    headers: dict[str, set[str]] = {}
    for one in columns:
        headers.setdefault(one.title, set()).add(one.header)
    return [replace(one, title=one.header) if len(headers[one.title]) > 1 else one for one in columns]


class _Texts:
    """The texts of the columns in the sampled rows, by their number in the sheet."""

    def __init__(self, sheet: Sheet, rows: npt.NDArray[np.int64], found: npt.NDArray[np.uint8], first_column: int, dates: int) -> None:
        self.sheet, self.rows, self.found, self.first_column, self.dates = sheet, rows, found, first_column, dates

    def of(self, at: int) -> list[str]:
        column = self.first_column + at
        kinds = self.sheet.kinds[self.rows, column]
        texts = (self.sheet.strings[int(i)] for i in self.sheet.numbers[self.rows, column][kinds == Kind.TEXT])
        return [text for text in texts if text.strip()]

    def repeats_dates(self, at: int) -> bool:
        """Whether a column holds the very cells of the column of dates."""
        cells = self.sheet.kinds[self.rows], self.sheet.numbers[self.rows]
        return all(np.array_equal(grid[:, self.first_column + at], grid[:, self.dates]) for grid in cells)

    def first_is_filled(self, column: ColumnRole) -> bool:
        """Whether the first row has a text in a column."""
        return bool(self.sheet.kinds[self.rows[0], column.column] == Kind.TEXT)

    def values(self, at: int) -> npt.NDArray[np.float64]:
        column = self.first_column + at
        return np.asarray(self.sheet.numbers[self.rows, column][self.sheet.kinds[self.rows, column] == Kind.NUMBER], np.float64)


def _role(texts: _Texts, found: npt.NDArray[np.uint8], at: int, header: str, date_pattern: str) -> Role:
    """The role of a column by what its cells look like and what its header says."""
    filled = int(np.count_nonzero(found != Look.BLANK))
    title = clean_title(header)[0]
    if not filled:
        return Role.IGNORE if not header else Role.NOTE if _NOTE_WORD.search(title) else Role.VALUE
    numbers = int(np.count_nonzero(found == Look.NUMBER))
    missing = int(np.count_nonzero(found == Look.MISSING))
    if np.count_nonzero(found == Look.DATE) > 0.5 * filled:
        return Role.IGNORE
    if numbers and numbers + missing >= 0.5 * filled:
        if _CODE_WORD.fullmatch(title):
            return Role.CODE
        return Role.IGNORE if _is_helper(texts, at, title, date_pattern) else Role.VALUE
    if (
        missing == filled
        and header
        and not _NOTE_WORD.search(title)
        and not _UNIT_WORD.fullmatch(title)
        and not _NAME_WORD.fullmatch(title)
    ):
        return Role.VALUE
    words = texts.of(at)
    if holds_units(title, words):
        return Role.UNIT
    return Role.CODE if _CODE_WORD.fullmatch(title) else Role.NOTE


def holds_units(title: str, words: list[str]) -> bool:
    """Whether a column is one of units, by its title or because all of its `words` are units."""
    return _UNIT_WORD.fullmatch(title) is not None or (bool(words) and all(is_unit(word) for word in set(words)))


def is_helper_title(title: str) -> bool:
    """Whether a column by its title only numbers rows, says how another column changed, or how much was traded."""
    return any(pattern.fullmatch(title) for pattern in (_NUMBERING, _CHANGE, _HELPERS))


def _is_helper(texts: _Texts, at: int, title: str, date_pattern: str) -> bool:
    """Whether a column of numbers only counts rows, repeats a part of the date, or says how another column changed."""
    own = title.rpartition(", ")[2]  # without the name of a group that spreads over it
    if is_helper_title(title) or is_helper_title(own):
        return True
    if DATE_WORD.fullmatch(own) and (date_pattern != YEARS or texts.repeats_dates(at)):
        return True
    values = texts.values(at)
    return not title and len(values) > 3 and values[0] in {0.0, 1.0} and bool((np.diff(values) == 1).all())


def described(sheet: Sheet, recipe: TableRecipe, column: int, role: Role, header: str) -> ColumnRole:
    """A column with what its header says: title, unit, code."""
    title, unit = clean_title(header)
    cell = None
    if recipe.unit_row is not None and role is Role.VALUE:
        written = text_at(sheet, recipe.unit_row, column)
        if written:
            unit, cell = written.strip("()[]（）【】 "), (recipe.unit_row, column)
    elif unit and recipe.title_row is not None:
        cell = (recipe.title_row, column)
    code = text_at(sheet, recipe.code_row, column) if recipe.code_row is not None else ""
    return ColumnRole(
        column,
        role,
        header,
        title,
        unit,
        code=code,
        unit_cell=cell,
        scale=percent_scale(sheet, recipe, column) if role is Role.VALUE else 1.0,
    )


def percent_scale(sheet: Sheet, recipe: TableRecipe, column: int) -> float:
    """100 where the number format shows the column's numbers as percent."""
    if sheet.formats is None:
        return 1.0
    cells = slice(recipe.first_row, recipe.last_row + 1)
    shown = sheet.formats[cells, column][sheet.kinds[cells, column] == Kind.NUMBER]
    if not len(shown):
        return 1.0
    percent = [index for index, name in enumerate(sheet.format_names) if "%" in name]
    return 100.0 if percent and np.count_nonzero(np.isin(shown, percent)) > 0.5 * len(shown) else 1.0


def unit_of_format(sheet: Sheet, recipe: TableRecipe, column: int) -> str:
    """The unit that the number format writes behind a column's numbers, as 0.0" USD/t" does; "" where most have none."""
    if sheet.formats is None:
        return ""
    cells = slice(recipe.first_row, recipe.last_row + 1)
    shown = sheet.formats[cells, column][sheet.kinds[cells, column] == Kind.NUMBER]
    if not len(shown):
        return ""
    indices, counts = np.unique(shown, return_counts=True)
    words = _IN_FORMAT.findall(sheet.format_names[int(indices[counts.argmax()])].split(";")[0])
    return next((word.strip() for word in words if is_unit(word)), "") if 2 * counts.max() > len(shown) else ""


def _date_parts(columns: list[ColumnRole], texts: _Texts, anchor: Anchor) -> list[ColumnRole]:
    """A column of months or quarters beside one of years is the other part of the date; so is one of days beside both."""
    if anchor.pattern != YEARS:
        return columns
    able = [one for one in columns if one.role in {Role.VALUE, Role.NOTE, Role.IGNORE}]
    month = next(
        (one for one in able if _counts(texts, one, _PART_WORD, 12) or is_date_part(texts.of(one.column - texts.first_column))), None
    )
    day = next((one for one in able if one is not month and _counts(texts, one, _DAY_WORD, 31)), None) if month is not None else None
    return [replace(one, role=Role.DATE_PART) if one is month or one is day else one for one in columns]


def _counts(texts: _Texts, column: ColumnRole, word: re.Pattern[str], most: int) -> bool:
    """Whether a column is called so and numbers from 1 to `most` stand in it."""
    values = texts.values(column.column - texts.first_column)
    return word.fullmatch(column.title) is not None and len(values) > 0 and bool(((values >= 1) & (values <= most)).all())


def _names_decided(columns: list[ColumnRole], texts: _Texts, anchor: Anchor, sheet: Sheet) -> list[ColumnRole]:
    """Which of the text columns name the series of a long table: those whose words come back, by header or because dates do."""
    notes = [one for one in columns if one.role is Role.NOTE]
    if not notes or not any(one.role is Role.VALUE for one in columns):
        return columns
    count = len(anchor.rows)
    repeated = _dates_repeat(sheet, anchor, [one.column for one in columns if one.role is Role.DATE_PART])
    chosen = set()
    for one in notes:
        words = texts.of(one.column - texts.first_column)
        different = len(set(words))
        if are_statuses(sorted(set(words))):
            continue
        if len(words) < 0.9 * count:
            if repeated and words and texts.first_is_filled(one) and _NAME_WORD.fullmatch(one.title):
                chosen.add(one.column)  # each name stands once, above the rows that leave it out
            continue
        by_header = _NAME_WORD.fullmatch(one.title) is not None and (repeated or different <= max(count / 2, 1))
        if by_header or (repeated and 2 <= different <= max(count / 2, 2)):
            chosen.add(one.column)
    return [replace(one, role=Role.NAME) if one.column in chosen else one for one in columns]


def _lists_countries(texts: _Texts, column: ColumnRole, count: int) -> bool:
    """Whether a text column holds a country a row, each once or twice."""
    if column.role not in {Role.NAME, Role.NOTE, Role.CODE}:
        return False
    words = texts.of(column.column - texts.first_column)
    different = sorted(set(words))
    if len(words) < 0.9 * count or len(different) < max(3, count / 3):
        return False
    some = different[:: max(1, len(different) // 20)]
    return sum(bool(find_country(word).id) for word in some) >= 0.7 * len(some)


def _dates_repeat(sheet: Sheet, anchor: Anchor, parts: Sequence[int] = ()) -> bool:
    """Whether a date stands in several rows; parts: the other columns that it is made of."""
    cells = [
        row.tolist() for column in (anchor.column, *parts) for row in (sheet.kinds[anchor.rows, column], sheet.numbers[anchor.rows, column])
    ]
    return len(set(zip(*cells, strict=True))) < len(anchor.rows)
