"""The rows above the data: which of them are header, which of those holds units or codes, and the name that each column gets from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.io.anchors import DATE_WORD
from core.io.cells import Sheet
from core.io.columns import Look, figures, looks, text_at
from core.io.guess import is_unit, without_marks
from core.io.periods import FIRST_YEAR, LAST_YEAR
from core.model.minerals import minerals_in

MAX_HEADER_ROWS = 6
Width = tuple[int, int]  # the first and the last column
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
_SYMBOL = re.compile(r"[A-Za-z]?[A-Z][A-Z0-9_.:/=-]{2,24}")  # PCOPP, iENERGY: a code, where other rows say in words what it is
_LABEL = re.compile(r"currenc(?:y|ies)|commodit(?:y|ies)|metals?|minerals?|countr(?:y|ies)|regions?|series|funds?|幣別|货币", re.I)
_FOR_ALL = re.compile(r"\ball (?:units|values|figures|data|prices|quantities)\b|\bunless otherwise\b", re.I)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table. rows: all of it, from the top; names: of each column, from its name rows; merged names are spread.

    note_rows: rows under a label of their own (Region) that only describe columns whose names differ already. lines: sentences among its
    cells that hold for the whole table.
    """

    rows: tuple[int, ...] = ()
    title_row: int | None = None
    unit_row: int | None = None
    code_row: int | None = None
    names: tuple[str, ...] = ()
    note_rows: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()


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
        titled = _is_label(label) or _fuller_above(sheet, row, highest, others) or (bool(rows) and _all_symbols(sheet, rows[-1], others))
        if alone and len(figured) > 1 and not titled:
            break  # a title above the names
        rows.insert(0, row)
        named |= cells
    if not rows and others and below > top and _is_label_row(sheet, below - 1, first_column, last_column):
        rows = [below - 1]
    return _sorted_out(sheet, rows, (first_column, last_column), anchor, figured)


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


def _all_symbols(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Whether the bottom row of a header holds nothing but codes, so that what stands above each is its name."""
    return all(is_symbol(text) for column in columns if (text := text_at(sheet, row, column)))


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


def _sorted_out(sheet: Sheet, rows: list[int], width: Width, anchor: int, figured: list[int]) -> Header:
    """Which of the header rows is what."""
    first_column, last_column = width
    if not rows:
        return Header(names=("",) * (last_column - first_column + 1))
    unit_row = code_row = None
    named = any(_NAME_LABEL.fullmatch(text_at(sheet, row, anchor)) for row in rows)
    names = [row for row in rows[:-1] if not _is_label_of(sheet, row, width, anchor)] + rows[-1:]
    for row in reversed(names):
        label = text_at(sheet, row, anchor)
        cells = [text for column in figured if (text := text_at(sheet, row, column)) and not is_for_all(text)]
        if unit_row is None and (_UNIT_LABEL.fullmatch(label) or _mostly(cells, is_unit)) and len(names) > 1:
            unit_row = row
            names.remove(row)
        elif code_row is None and len(names) > 1 and (_CODE_LABEL.fullmatch(label) or _holds_codes(sheet, row, names, width, anchor)):
            code_row = row
            names.remove(row)
        elif len(names) > 1 and (_OTHER_LABEL.fullmatch(label) or (named and _DESCRIPTION_LABEL.fullmatch(label))):
            names.remove(row)
    notes = _note_rows(sheet, names, width, anchor)
    names = [row for row in names if row not in notes]
    lines = [text for row in rows for c in range(first_column, last_column + 1) if is_for_all(text := text_at(sheet, row, c))]
    title_row, told = names[-1], names_in(sheet, names, first_column, last_column)
    return Header(tuple(rows), title_row, unit_row, code_row, told, tuple(notes), tuple(dict.fromkeys(lines)))


def is_for_all(text: str) -> bool:
    """Whether a text among the names says something of all columns: All units in tonnes unless otherwise specified."""
    return _FOR_ALL.search(text) is not None


def _is_label_of(sheet: Sheet, row: int, width: Width, anchor: int) -> bool:
    """Whether all that a header row says is what kind of thing the names below are: Currency."""
    texts = _texts(sheet, row, width, anchor)
    first = text_at(sheet, row, min(column for column in range(width[0], width[1] + 1) if column != anchor))
    return len(texts) == 1 < width[1] - width[0] and _LABEL.fullmatch(first) is not None


def _texts(sheet: Sheet, row: int, width: Width, anchor: int) -> list[str]:
    """What a header row says of the columns beside the anchor."""
    texts = (text_at(sheet, row, column) for column in range(width[0], width[1] + 1) if column != anchor)
    return [text for text in texts if text and not is_for_all(text)]


def _note_rows(sheet: Sheet, names: list[int], width: Width, anchor: int) -> list[int]:
    """The rows that only describe the columns: those with a label, above the one called Date if its names tell all columns apart."""
    bottom = _texts(sheet, names[-1], width, anchor)
    if not DATE_WORD.fullmatch(text_at(sheet, names[-1], anchor)) or len(set(bottom)) < width[1] - width[0]:
        return []
    return [row for row in names[:-1] if text_at(sheet, row, anchor)]


def _holds_codes(sheet: Sheet, row: int, rows: list[int], width: Width, anchor: int) -> bool:
    """Whether a header row holds codes: such as have figures in them, or another for each column while other `rows` say what they mean."""
    codes, others = _texts(sheet, row, width, anchor), [one for one in rows if one != row]
    if _mostly(codes, _is_code):
        return True
    named = [{c for c in range(width[0], width[1] + 1) if c != anchor and text_at(sheet, one, c)} for one in others]
    count = len(set().union(*named))
    if len(set(codes)) < max(len(codes), 0.8 * count) or not _mostly(codes, is_symbol):
        return False
    in_words = any(_mostly(_texts(sheet, one, width, anchor), _is_phrase) for one in others)
    return in_words or (len(others) > 1 and sum(map(len, named)) == count >= 0.6 * len(codes))  # each row names another column


def _is_phrase(text: str) -> bool:
    return " " in text and not is_unit(text)


def is_symbol(text: str) -> bool:
    """Whether a text is written like a code, and is no mineral's name in capitals: PCOPP, iENERGY."""
    return _SYMBOL.fullmatch(text) is not None and not minerals_in(text.title())


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None and not (text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR)


def _mostly(cells: list[str], judge: object) -> bool:
    return bool(cells) and sum(bool(judge(cell)) for cell in cells) >= 0.6 * len(cells)  # type: ignore[operator] # a predicate


def names_in(sheet: Sheet, rows: Sequence[int], first_column: int, last_column: int) -> tuple[str, ...]:
    """The name of each column: the texts above it from the top, a group's name spread over the columns it stands above."""
    grid = [[text_at(sheet, row, column) for column in range(first_column, last_column + 1)] for row in rows]
    grid = [["" if is_for_all(text) else text for text in line] for line in grid]
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
