"""The rows above the data: which of them are header, which of those holds units or codes, and the name that each column gets from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.io.cells import Sheet
from core.io.columns import Look, figures, looks, text_at
from core.io.guess import is_unit, without_marks
from core.io.periods import FIRST_YEAR, LAST_YEAR

MAX_HEADER_ROWS = 6
_LONG = 120  # signs: longer is a sentence, not a name
_UNIT_LABEL = re.compile(r"units?(?: of measure(?:ment)?)?|單位|单位", re.I)
_CODE_LABEL = re.compile(r"codes?|ids?|tickers?|mnemonics?|symbols?|series ids?|ric|代碼|代码", re.I)
_OTHER_LABEL = re.compile(r"frequency|freq|source|scale|last updated?|start|end|currency|頻率|频率|來源|来源", re.I)
_NAME_LABEL = re.compile(r"names?|series|commodity|metal|名稱|名称", re.I)
_DESCRIPTION_LABEL = re.compile(r"descriptions?|definitions?|basis|method|notes?|說明|说明", re.I)
_FIRST_ROWS = 20  # of the data, looked at for figures
_SCENARIO_LABEL = re.compile(r"scenarios?|case|情境|情景", re.I)
_NAMES_BETWEEN = 2  # rows with a text in the column of dates alone that may part a header from its data
_CODE = re.compile(r"(?=.*[\d_.])[A-Z0-9][A-Z0-9_.:/=-]{2,24}")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table. rows: all of it, from the top; names: of each column, from its name rows; merged names are spread."""

    rows: tuple[int, ...] = ()
    title_row: int | None = None
    unit_row: int | None = None
    code_row: int | None = None
    names: tuple[str, ...] = ()


def find_header(sheet: Sheet, top: int, below: int, first_column: int, last_column: int, anchor: int) -> Header:
    """The header in the rows from `top` to just above `below` (the first row of data); `anchor` is the column of dates or keys."""
    rows: list[int] = []
    others = [column for column in range(first_column, last_column + 1) if column != anchor]
    figured = _with_figures(sheet, below, others)
    named: set[int] = set()
    highest = max(top, below - MAX_HEADER_ROWS)
    for row in range(below - 1, highest - 1, -1):
        cells = {column for column in others if text_at(sheet, row, column)}
        label = text_at(sheet, row, anchor)
        if not cells and label and not rows and row > highest and below - row <= _NAMES_BETWEEN:
            continue  # the first year's heading, or the name of the dates alone
        if not _is_header_row(sheet, row, cells, len(others)):
            break
        alone = len(cells) == 1 < len(others) and cells <= named and len(named) >= len(others) - 1
        if alone and len(figured) > 1 and not _is_label(label) and not _fuller_above(sheet, row, highest, others):
            break  # a title above the names
        rows.insert(0, row)
        named |= cells
    if not rows and others and below > top and _is_label_row(sheet, below - 1, first_column, last_column):
        rows = [below - 1]
    return _sorted_out(sheet, rows, first_column, last_column, anchor, figured)


def _with_figures(sheet: Sheet, below: int, columns: list[int]) -> list[int]:
    """The columns with a number among the first rows of the data: what stands above them tells names from units; all where none has one."""
    rows = np.arange(below, min(below + _FIRST_ROWS, sheet.rows))
    if not len(rows) or not columns:
        return columns
    found = looks(sheet, rows, min(columns), max(columns))
    blank = (found == Look.BLANK).all(axis=1)
    numbers = (found[: int(blank.argmax()) if blank[1:].any() else None] == Look.NUMBER).any(axis=0)
    return [column for column in columns if numbers[column - min(columns)]] or columns


def _is_label(text: str) -> bool:
    """Whether a text in the column of dates says what its row of the header holds."""
    return any(
        pattern.fullmatch(text) for pattern in (_UNIT_LABEL, _CODE_LABEL, _OTHER_LABEL, _NAME_LABEL, _DESCRIPTION_LABEL, _SCENARIO_LABEL)
    )


def _fuller_above(sheet: Sheet, row: int, highest: int, columns: list[int]) -> bool:
    """Whether a row that names several columns stands above, in an unbroken run of texts."""
    for above in range(row - 1, highest - 1, -1):
        named = sum(bool(text_at(sheet, above, column)) for column in columns)
        if named != 1:
            return named > 1
    return False


def _is_header_row(sheet: Sheet, row: int, cells: set[int], width: int) -> bool:
    if not cells:
        return False
    texts = [text_at(sheet, row, column) for column in cells]
    if len(cells) <= 2 < width and any(len(text) > _LONG for text in texts):
        return False
    return not is_data_row(sheet, row, min(cells), max(cells))


def _is_label_row(sheet: Sheet, row: int, first_column: int, last_column: int) -> bool:
    return first_column == last_column and bool(text_at(sheet, row, first_column))


def is_data_row(sheet: Sheet, row: int, first_column: int, last_column: int) -> bool:
    """Whether most of what a row holds is numbers that are not years."""
    found = looks(sheet, np.array([row]), first_column, last_column)[0]
    numbers = found == Look.NUMBER
    if not numbers.any():
        return False
    values = figures(sheet, np.array([row]), slice(first_column, last_column + 1))[0][numbers]
    texts = np.count_nonzero((found == Look.TEXT) | (found == Look.DATE))
    years = np.count_nonzero((values == np.floor(values)) & (values >= FIRST_YEAR) & (values <= LAST_YEAR))
    return bool(np.count_nonzero(numbers) > texts and years < np.count_nonzero(numbers))


def _sorted_out(sheet: Sheet, rows: list[int], first_column: int, last_column: int, anchor: int, figured: list[int]) -> Header:
    """Which of the header rows is what."""
    if not rows:
        return Header(names=("",) * (last_column - first_column + 1))
    unit_row = code_row = None
    names = list(rows)
    named = any(_NAME_LABEL.fullmatch(text_at(sheet, row, anchor)) for row in rows)
    for row in reversed(rows):
        label = text_at(sheet, row, anchor)
        cells = [text for column in figured if (text := text_at(sheet, row, column))]
        if unit_row is None and (_UNIT_LABEL.fullmatch(label) or _mostly(cells, is_unit)) and len(names) > 1:
            unit_row = row
            names.remove(row)
        elif code_row is None and len(names) > 1 and (_CODE_LABEL.fullmatch(label) or _mostly(cells, _is_code)):
            code_row = row
            names.remove(row)
        elif len(names) > 1 and (_OTHER_LABEL.fullmatch(label) or (named and _DESCRIPTION_LABEL.fullmatch(label))):
            names.remove(row)
    return Header(tuple(rows), names[-1], unit_row, code_row, names_in(sheet, names, first_column, last_column))


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None and not (text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR)


def _mostly(cells: list[str], judge: object) -> bool:
    return bool(cells) and sum(bool(judge(cell)) for cell in cells) >= 0.6 * len(cells)  # type: ignore[operator] # a predicate


def names_in(sheet: Sheet, rows: Sequence[int], first_column: int, last_column: int) -> tuple[str, ...]:
    """The name of each column: the texts above it from the top, a group's name spread over the columns it stands above."""
    grid = [[text_at(sheet, row, column) for column in range(first_column, last_column + 1)] for row in rows]
    merged = _merged_texts(sheet, rows, first_column, last_column)
    for level, row in enumerate(rows):
        below = [any(grid[deeper][column] for deeper in range(level + 1, len(rows))) for column in range(len(grid[level]))]
        group = ""
        for column, text in enumerate(grid[level]):
            if text:
                group = text if below[column] else ""
            elif (row, column) in merged and below[column]:
                grid[level][column] = merged[row, column][1] if below[merged[row, column][0]] else ""
            elif group and below[column] and column > 0 and not any(grid[higher][column] for higher in range(level)):
                grid[level][column] = group
            else:
                group = ""
    columns = ([line[column] for line in grid] for column in range(last_column - first_column + 1))
    return tuple(", ".join(dict.fromkeys(without_marks(text) for text in texts if text)) for texts in columns)


def _merged_texts(sheet: Sheet, rows: Sequence[int], first_column: int, last_column: int) -> dict[tuple[int, int], tuple[int, str]]:
    """For the places that merged cells cover sideways: the position of the column in which their text stands, and the text."""
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for top, left, _bottom, right in sheet.merged:
        if right - left > 2000:
            continue
        text = text_at(sheet, top, left)
        for row in rows:
            if text and row == top and left >= first_column:
                for column in range(max(left, first_column), min(right, last_column) + 1):
                    if (row, column) != (top, left):
                        found[row, column - first_column] = (left - first_column, text)
    return found


def sentence_rows(sheet: Sheet, first_row: int, last_row: int, first_column: int, last_column: int) -> tuple[str, ...]:
    """What the rows of a title block or of notes say, a line a row."""
    if last_row < first_row:
        return ()
    lines = (
        " ".join(filter(None, (text_at(sheet, row, c) for c in range(first_column, min(last_column, first_column + 30) + 1))))
        for row in range(first_row, min(last_row, first_row + 60) + 1)
    )
    return tuple(line[:500] for line in lines if line)
