"""Reports of one day: names down, figures across, the date in the words above; blocks of rows under a name, with totals of them.

COMMODITY EXCHANGE, INC.      Activity Date: 11/25/2026
DEPOSITORY    PREV TOTAL  RECEIVED  WITHDRAWN  TOTAL TODAY
NORTH VAULT
  Registered         100        10          0          110
  Eligible            40         0          5           35
  Total              140        10          5          145
TOTAL REGISTERED ...
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.io.blocks import Block
from core.io.cells import Sheet
from core.io.columns import Look, looks, text_at
from core.io.guess import is_unit, without_marks
from core.io.headers import find_header, sentence_rows
from core.io.movements import Movement, movement_of
from core.io.periods import read_period
from core.io.recipe import ColumnRole, Orientation, Role, TableRecipe
from core.io.roles import described, holds_units, is_helper_title
from core.io.stated_dates import best_date, stated_dates
from core.model.minerals import find_mineral

_LARGEST = 5_000  # rows of a report
_HEADER_ABOVE = 8  # rows between a header and its first figures
_LONGEST_NAME = 80  # letters; longer is a sentence
_NAMES_ABOVE = 3  # rows above a header that may name what stands under it
_TOTAL = re.compile(r"\b(?:grand |sub-? ?|combined |overall )?totals?\b|小計|小计|合計|合计|總計|总计", re.I)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row of figures. section: the mineral it stands under; block: the name above it, or ""; label: its own.

    is_total: it adds up other rows. of_block: those of its own block; else those of all blocks.
    """

    row: int
    section: str
    block: str
    label: str
    is_total: bool = False
    of_block: bool = False

    @property
    def part(self) -> str:
        """What of each block it is (Registered), or for a total: what it adds up; in small letters, "" for all."""
        rest = _TOTAL.sub(" ", self.label) if self.is_total else self.label
        return " ".join(re.sub(r"[^\w\s]", " ", rest).casefold().split())


def report_table(sheet: Sheet, span: tuple[int, int], filled: npt.NDArray[np.bool_]) -> TableRecipe | None:
    """The report that the rows of these columns are; None when they are none, or no date is stated for it."""
    rows = np.flatnonzero(filled[:, span[0] : span[1] + 1].any(axis=1))
    if not 2 <= len(rows) <= _LARGEST:
        return None
    found = looks(sheet, rows, *span)
    figures = _figure_columns(found)
    if not len(figures) or figures[0] == 0:
        return None
    data = rows[(found[:, : figures[0]] == Look.TEXT).any(axis=1) & (found[:, figures] == Look.NUMBER).any(axis=1)]
    if len(data) < 2:
        return None
    header = _header_row(sheet, rows, span[0] + figures, int(data[0]))
    if header is None or _dates_across(sheet, header, span[0] + figures):
        return None
    return _report(sheet, Block(int(rows[0]), int(rows[-1]), *span), header, data, span[0] + figures)


def _figure_columns(found: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """The columns that hold numbers in several rows."""
    return np.flatnonzero(np.count_nonzero(found == Look.NUMBER, axis=0) >= 2)


def _header_row(sheet: Sheet, rows: npt.NDArray[np.int64], figures: npt.NDArray[np.int64], first: int) -> int | None:
    """The last row above the first figures that names most of their columns."""
    above = rows[(rows < first) & (rows >= first - _HEADER_ABOVE)]
    for row in above[::-1].tolist():
        named = sum(bool(text_at(sheet, row, column)) for column in figures.tolist())
        if named >= 0.5 * len(figures):
            return int(row)
    return None


def _dates_across(sheet: Sheet, header: int, figures: npt.NDArray[np.int64]) -> bool:
    """Whether most columns of figures are called after dates: then they are of many days, whatever day the words around are of."""
    names = [text for column in figures.tolist() if (text := text_at(sheet, header, column))]
    return len(names) > 1 and 2 * sum(read_period(name) is not None for name in names) > len(names)


def _report(sheet: Sheet, whole: Block, below: int, data: npt.NDArray[np.int64], figures: npt.NDArray[np.int64]) -> TableRecipe | None:
    columns = whole.first_column, whole.last_column
    dated = [row for row in range(whole.first_row, below) if stated_dates(sentence_rows(sheet, row, row, *columns))]
    header = find_header(sheet, max(dated, default=whole.first_row - 1) + 1, below + 1, *columns, whole.first_column)
    if not header.rows:
        return None
    above = sentence_rows(sheet, whole.first_row, header.rows[0] - 1, *columns)
    above += tuple(text for row in range(below + 1, int(data[0])) for text in [text_at(sheet, row, whole.first_column)] if is_unit(text))
    if best_date(stated_dates(above)) is None:
        return None
    last = int(data[-1])
    empty = TableRecipe(
        below + 1, last, whole.first_column, whole.last_column, Orientation.REPORT, header_rows=header.rows, title_row=header.title_row,
        unit_row=header.unit_row, code_row=header.code_row, above=above,
        below=sentence_rows(sheet, last + 1, whole.last_row, *columns),
    )  # fmt: skip
    found = looks(sheet, data, *columns)
    roles = _helped(
        [
            _column(sheet, empty, whole.first_column + at, header.names[at], found[:, at], int(figures[0]))
            for at in range(whole.last_column - whole.first_column + 1)
        ]
    )
    made = replace(empty, columns=tuple(roles))
    return made if made.having(Role.NAME) and made.having(Role.VALUE) else None


def _column(sheet: Sheet, recipe: TableRecipe, column: int, header: str, found: npt.NDArray[np.uint8], first_figures: int) -> ColumnRole:
    filled = found != Look.BLANK
    numbers = np.count_nonzero((found == Look.NUMBER) | (found == Look.MISSING))
    if filled.any() and (found == Look.NUMBER).any() and numbers >= 0.5 * np.count_nonzero(filled):
        return described(sheet, recipe, column, Role.IGNORE if is_helper_title(header) else Role.VALUE, header)
    texts = [text_at(sheet, recipe.first_row + row, column) for row in range(recipe.last_row - recipe.first_row + 1)]
    words = [text for text in texts if text]
    if holds_units(header, words):
        return described(sheet, recipe, column, Role.UNIT, header)
    role = Role.NAME if column < first_figures and words else Role.NOTE if words else Role.IGNORE
    return described(sheet, recipe, column, role, header)


def _helped(columns: list[ColumnRole]) -> list[ColumnRole]:
    """The columns with those left out that only repeat others: the stock before and the change, where the stock after is there."""
    moves = {one.column: movement_of(one.title) for one in columns if one.role is Role.VALUE}
    told = {Movement.CHANGE} | ({Movement.OPENING} if Movement.CLOSING in moves.values() else set())
    if not set(moves.values()) - told:
        return columns
    return [replace(one, role=Role.IGNORE) if moves.get(one.column) in told else one for one in columns]


def report_rows(sheet: Sheet, recipe: TableRecipe) -> tuple[ReportRow, ...]:
    """The rows of figures of a report with the names that they stand under."""
    names = [one.column for one in recipe.having(Role.NAME)]
    numbers = [one.column for one in recipe.columns if one.role in {Role.VALUE, Role.IGNORE}]
    rows = np.arange(recipe.first_row, recipe.last_row + 1)
    found = looks(sheet, rows, recipe.first_column, recipe.last_column)[:, np.array(numbers) - recipe.first_column]
    with_figures = ((found == Look.NUMBER) | (found == Look.MISSING)).any(axis=1)
    made: list[ReportRow] = []
    section, block = _above_header(sheet, recipe, names)
    carried = [""] * len(names)
    for row, figures in zip(rows.tolist(), with_figures.tolist(), strict=True):
        texts = [text_at(sheet, row, column) for column in names]
        if figures:
            carried = [text or before for text, before in zip(texts[:-1], carried, strict=False)] + texts[-1:]
            one = _figures_row(row, section, block, [text for text in carried if text])
            block = "" if one.is_total and not one.of_block else block
            made.append(one if one.of_block or not one.is_total else replace(one, block=""))
        elif (name := _name_in(texts)) and not _repeats_header(sheet, recipe, row):
            section, block = (name, "") if find_mineral(name).id else (section, name)
            carried = [""] * len(names)
    return tuple(made)


def _above_header(sheet: Sheet, recipe: TableRecipe, names: list[int]) -> tuple[str, str]:
    """(section, block) that stand above the first header, where a header comes back further down."""
    section = block = ""
    if any(_repeats_header(sheet, recipe, row) for row in range(recipe.first_row, recipe.last_row + 1)):
        for row in range(max(recipe.header_rows[0] - _NAMES_ABOVE, 0), recipe.header_rows[0]):
            alone = len([c for c in range(recipe.first_column, recipe.last_column + 1) if text_at(sheet, row, c)]) == 1
            name = _name_in([text_at(sheet, row, column) for column in names]) if alone else ""
            if name and not stated_dates([name]):
                section, block = (name, block) if find_mineral(name).id else (section, name)
    return section, block


def _name_in(texts: list[str]) -> str:
    """The name that a row without figures gives to those below it; "" where it is a sentence, a unit, or several texts."""
    words = [text for text in texts if text]
    return words[0] if len(words) == 1 and len(words[0]) <= _LONGEST_NAME and not is_unit(words[0]) else ""


def _repeats_header(sheet: Sheet, recipe: TableRecipe, row: int) -> bool:
    """Whether a row of the data is the header once more."""
    if not recipe.header_rows:
        return False
    last = recipe.header_rows[-1]
    columns = [one.column for one in recipe.columns if text_at(sheet, last, one.column)]
    return len(columns) > 1 and all(text_at(sheet, row, column) == text_at(sheet, last, column) for column in columns)


def _figures_row(row: int, section: str, block: str, words: list[str]) -> ReportRow:
    block = ", ".join((*([block] if block else []), *words[:-1]))
    label = without_marks(words[-1]) if words else ""
    if not _TOTAL.search(label):
        return ReportRow(row, section, block, label)
    rest = " ".join(_TOTAL.sub(" ", label).split()).casefold()
    return ReportRow(row, section, block, label, is_total=True, of_block=bool(block) and (not rest or rest in block.casefold()))
