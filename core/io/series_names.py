"""Which columns of a long table name its series: by their headers, or because their words come back; codes only where names do not do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.io.anchors import Anchor
from core.io.cells import Kind, Sheet
from core.io.columns import text_at
from core.io.recipe import ColumnRole, Role
from core.io.table_dates import are_statuses
from core.model.countries import find_country

_NAME_WORD = re.compile(
    r"(?:commodit(?:y|ies)|metal|mineral|material|product|item|series|name|indicator|variable|symbol|ticker|instrument|title|label|"
    r"description|venue|exchange|market|location|warehouse|depository|country|region|grade|type|reporter|partner|importer|exporter|"
    r"supplier|flow|cmd|measure|品種|品种|名稱|名称|金屬|金属|商品|指標|指标)s?(?: ?(?:names?|codes?|desc(?:ription)?s?))?",
    re.I,
)
_CODE_WORD = re.compile(r"(?:.*\s)?(?:codes?|ids?|iso ?\d?)|.*(?:代碼|代码)", re.I)
_ATTRIBUTE = re.compile(
    r"decimals?(?: displayed)?|(?:obs|conf|observation|confidentiality) status|status flag|flags?|precision|aggr(?:egation)? level|"
    r"is (?:\w+ )?(?:estimated|reported|aggregate|leaf|original classification)|classification search code",
    re.I,
)
_YES_OR_NO = frozenset(("true", "false", "yes", "no", "y", "n"))
_CODE = re.compile(r"(?=.*\d)[A-Z0-9_:().-]+")


def plain(title: str) -> str:
    """A title as words, where a data base glues them: cmdDesc is cmd Desc, OBS_VALUE is OBS VALUE."""
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|_+", " ", title).split())


def is_name_title(title: str) -> bool:
    """Whether a title says that a column names things: Commodity, partnerDesc, Country code."""
    return _NAME_WORD.fullmatch(plain(title)) is not None


def is_code_title(title: str) -> bool:
    """Whether a title says that a column holds codes."""
    return _CODE_WORD.fullmatch(plain(title)) is not None


def is_attribute_title(title: str) -> bool:
    """Whether a title says that a column tells how its row was made, as those of statistical data bases do."""
    return _ATTRIBUTE.fullmatch(plain(title)) is not None


class Texts:
    """The texts of the columns in the sampled rows, by their number in the sheet."""

    def __init__(self, sheet: Sheet, rows: npt.NDArray[np.int64], found: npt.NDArray[np.uint8], first_column: int, dates: int) -> None:
        self.sheet, self.rows, self.found, self.first_column, self.dates = sheet, rows, found, first_column, dates

    def of(self, at: int) -> list[str]:
        """The texts of a column, without its other cells."""
        column = self.first_column + at
        kinds = self.sheet.kinds[self.rows, column]
        texts = (self.sheet.strings[int(i)] for i in self.sheet.numbers[self.rows, column][kinds == Kind.TEXT])
        return [text for text in texts if text.strip()]

    def words(self, at: int) -> list[str]:
        """What stands in a column, row by row, as one reads it."""
        return [text_at(self.sheet, row, self.first_column + at) for row in self.rows.tolist()]

    def repeats_dates(self, at: int) -> bool:
        """Whether a column holds the very cells of the column of dates."""
        cells = self.sheet.kinds[self.rows], self.sheet.numbers[self.rows]
        return all(np.array_equal(grid[:, self.first_column + at], grid[:, self.dates]) for grid in cells)

    def first_is_filled(self, column: ColumnRole) -> bool:
        """Whether the first row has a text in a column."""
        return bool(self.sheet.kinds[self.rows[0], column.column] == Kind.TEXT)

    def values(self, at: int) -> npt.NDArray[np.float64]:
        """The number cells of a column."""
        column = self.first_column + at
        return np.asarray(self.sheet.numbers[self.rows, column][self.sheet.kinds[self.rows, column] == Kind.NUMBER], np.float64)


def names_decided(columns: list[ColumnRole], texts: Texts, anchor: Anchor, sheet: Sheet) -> list[ColumnRole]:
    """The columns with the role of names for those that tell the series of a long table apart."""
    if not any(one.role is Role.VALUE for one in columns):
        return columns
    repeated = dates_repeat(sheet, anchor, [one.column for one in columns if one.role is Role.DATE_PART])
    by_header = [one for one in columns if _named_by_header(one, texts, repeated)]
    rest = [one for one in columns if one not in by_header]
    by_words = [one for one in rest if repeated and _named_by_words(one, texts)]
    codes = [one for one in rest if one.role is Role.CODE and _whole(texts, one)]
    if not by_header and not by_words:
        by_header = [one for one in codes if is_name_title(one.title) and (repeated or len(set(_words(texts, one))) == 1)]
    chosen = list(by_header)
    for one in (*by_words, *(codes if repeated else ())):
        if _groups(texts, [*chosen, one]) > _groups(texts, chosen):
            chosen.append(one)
    if not any(one.role is Role.VALUE and one not in chosen for one in columns):
        return columns
    return [replace(one, role=Role.NAME) if one in chosen else one for one in columns]


def _named_by_header(one: ColumnRole, texts: Texts, repeated: bool) -> bool:
    if not is_name_title(one.title) or is_code_title(one.title):
        return False
    if one.role is Role.VALUE:  # numbers of products, not amounts
        return repeated and _whole(texts, one) and all(word.isdigit() for word in _words(texts, one))
    words = texts.of(one.column - texts.first_column)
    different = set(words)
    if one.role is not Role.NOTE or are_statuses(sorted(different)):
        return False
    if len(words) < 0.9 * len(texts.rows):
        return repeated and bool(words) and texts.first_is_filled(one)  # each name stands once, above the rows that leave it out
    says_nothing = len(different) == 1 and all(_CODE.fullmatch(word) and not find_country(word).id for word in different)
    return not says_nothing and (repeated or len(different) <= max(len(texts.rows) / 2, 1))


def _named_by_words(one: ColumnRole, texts: Texts) -> bool:
    """Whether the words of a column come back, or are those of countries, a row each."""
    words = texts.of(one.column - texts.first_column)
    different = sorted(set(words))
    if one.role is not Role.NOTE or one.field or len(words) < 0.9 * len(texts.rows) or are_statuses(different):
        return False
    if is_attribute_title(one.title) or {word.casefold() for word in different} <= _YES_OR_NO:
        return False
    return 2 <= len(different) <= max(len(texts.rows) / 2, 2) or lists_countries(texts, one)


def _words(texts: Texts, one: ColumnRole) -> list[str]:
    return texts.words(one.column - texts.first_column)


def _whole(texts: Texts, one: ColumnRole) -> bool:
    """Whether nearly all rows have something in a column."""
    words = _words(texts, one)
    return sum(map(bool, words)) >= 0.9 * len(words)


def _groups(texts: Texts, columns: list[ColumnRole]) -> int:
    """How many series the words of these columns tell apart."""
    return len(set(zip(*(_words(texts, one) for one in columns), strict=True))) if columns else 1


def lists_countries(texts: Texts, column: ColumnRole) -> bool:
    """Whether a text column holds a country a row, each once or twice."""
    if column.role not in {Role.NAME, Role.NOTE, Role.CODE}:
        return False
    words = texts.of(column.column - texts.first_column)
    different = sorted(set(words))
    if len(words) < 0.9 * len(texts.rows) or len(different) < max(3, len(texts.rows) / 3):
        return False
    some = different[:: max(1, len(different) // 20)]
    return sum(bool(find_country(word).id) for word in some) >= 0.7 * len(some)


def dates_repeat(sheet: Sheet, anchor: Anchor, parts: Sequence[int] = ()) -> bool:
    """Whether a date stands in several rows; parts: the other columns that it is made of."""
    cells = [
        row.tolist() for column in (anchor.column, *parts) for row in (sheet.kinds[anchor.rows, column], sheet.numbers[anchor.rows, column])
    ]
    return len(set(zip(*cells, strict=True))) < len(anchor.rows)
