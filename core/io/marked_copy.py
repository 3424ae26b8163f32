"""A copy of an imported workbook with the cells marked that were not understood, behind a sheet that lists the problems.

The copy is a new file, made of what was read: values, dates, number formats and merged cells, no formula, no macro and no link of the
file. Texts are written as texts whatever they look like. The only links are those from the list to the cells of this copy.
"""

from __future__ import annotations

import io
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.io.cell_lists import Area, areas_in, first_cells
from core.io.cells import EPOCH, Book, Kind, Sheet
from core.io.importing import ImportPlan, Understood
from core.io.replacing import writing
from core.io.sheets import FIRST_DATE, GENERAL, MAX_COLUMNS, MAX_ROWS, sheet_names, text_parts, width
from core.io.understanding import files_of
from core.io.workbook import Streamed, Written, stream, text_cell
from core.model import Problem, address
from core.model.places import column_letters
from core.task import Progress, Refused
from core.words import _

_SERIAL_OF_EPOCH = 25_569  # 1970-01-01, as spreadsheets count days
_FIRST_DATE = (FIRST_DATE - EPOCH).days
_CELLS = 500_000  # of a sheet; of a larger one the first rows are shown, and every row with a problem
_COMMENTS = 2_000  # a sheet; all marked cells are coloured
_MERGED_CELLS = 100_000  # a sheet
_LINKS = 60_000
_FORMATS = 300
_TELL_EVERY = 2_000  # rows
_COLOURS = {"note": "#DDEBF7", "warning": "#FFE699", "error": "#F8B4B4"}
_SEVERITIES = ("note", "warning", "error")  # 1, 2, 3 in the marks of a sheet; 0 is no mark
_ERRORS = frozenset({"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"})
_FORMAT = re.compile(r'(?:[^"\[\]\\\x00-\x1f\ufffe\uffff]|"[^"\x00-\x1f]*"|\[[^\[\]"\x00-\x1f]*\]|\\[^\x00-\x1f])+')
_DATE_LETTERS = re.compile(r"[ymdhs]", re.I)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """One file that was read, or refused (`book` is None), and its problems. tables: sheet and range of the tables found in it."""

    name: str
    book: Book | None
    problems: tuple[Problem, ...]
    tables: frozenset[tuple[str, str]] = frozenset()


def looked(plan: ImportPlan) -> tuple[Looked, ...]:
    """What a plan says of its file, and of those that come with it."""
    files = files_of(plan.understood)
    if len(files) == 1:
        return (_looked(files[0], plan.problems),)
    marks = [f"[{one.file_name}]" for one in files]
    own = [tuple(replace(one, sheet=one.sheet.removeprefix(mark)) for one in plan.problems if one.sheet.startswith(mark)) for mark in marks]
    rest = tuple(one for one in plan.problems if not one.sheet.startswith(tuple(marks)))
    return tuple(_looked(file, found + (rest if at == 0 else ())) for at, (file, found) in enumerate(zip(files, own, strict=True)))


def _looked(understood: Understood, problems: tuple[Problem, ...]) -> Looked:
    tables = frozenset((one.sheet, one.recipe.range) for one in understood.tables)
    return Looked(understood.file_name, understood.book, problems, tables)


@dataclass(slots=True, eq=False)
class _Copy:
    """One sheet as it will stand in the copy. marks: uint8 (rows, columns), 0 or the severity; comments by row and column."""

    name: str
    sheet: Sheet
    rows: npt.NDArray[np.int64]
    marks: npt.NDArray[np.uint8]
    comments: dict[tuple[int, int], list[str]] = field(default_factory=dict)


def write_marked_copy(path: Path, files: Sequence[Looked], *, progress: Progress | None = None) -> Written:
    """Write the list of problems and a marked copy of every sheet of the files, all or nothing.

    Raises `Refused` when `path` is one of the files, or cannot be written; `Cancelled` when a stop was asked for.
    """
    for one in files:
        if one.book is not None and one.book.path and Path(one.book.path).exists() and path.exists() and path.samefile(one.book.path):
            raise Refused(_("{file} is the file that was imported; choose another name for the marked copy.").format(file=path.name))
    report = progress or Progress()
    sheets = [(at, sheet) for at, one in enumerate(files) if one.book is not None for sheet in one.book.sheets]
    names = sheet_names([_("Problems"), *(sheet.name for _at, sheet in sheets)])
    copies = [_copy(name, files[at], sheet) for name, (at, sheet) in zip(names[1:], sheets, strict=True)]
    where = {(at, sheet.name): name for name, (at, sheet) in reversed(list(zip(names[1:], sheets, strict=True)))}
    notes = tuple(note for copy in copies for note in _notes(copy))
    frame, styles = _frame(names[0], files, copies, where, notes)
    total = max(1, sum(len(copy.rows) for copy in copies))
    ends = [0, *itertools.accumulate(len(copy.rows) for copy in copies)]
    rows = {
        number + 2: _streamed(copy, styles, report.part(ends[number] / total, ends[number + 1] / total))
        for number, copy in enumerate(copies)
    }
    with writing(path) as beside, beside.open("xb") as file:
        stream(file, frame, rows)
    report(1.0)
    return Written(path, tuple(names), notes)


def _copy(name: str, looked: Looked, sheet: Sheet) -> _Copy:
    marks = np.zeros((min(sheet.rows, MAX_ROWS), min(sheet.columns, MAX_COLUMNS)), np.uint8)
    copy = _Copy(name, sheet, np.arange(0), marks)
    for problem in looked.problems:
        if problem.sheet != sheet.name:
            continue
        areas = areas_in(problem.cell)
        if (problem.sheet, problem.cell) in looked.tables:
            areas = [(row, column, row, column) for row, column, _last_row, _last_column in areas]  # of the whole table: its corner
        _mark(copy, areas, problem)
    count = max(_CELLS // max(marks.shape[1], 1), 1)
    with_problems = np.flatnonzero(marks[count:].any(axis=1)) + count
    copy.rows = np.concatenate([np.arange(min(marks.shape[0], count)), with_problems])
    return copy


def _mark(copy: _Copy, areas: Iterable[Area], problem: Problem) -> None:
    severity = _SEVERITIES.index(problem.severity) + 1 if problem.severity in _SEVERITIES else 2
    said = _shown("\n".join(part for part in (f"{problem.rule}: {problem.message}", problem.suggestion) if part))
    for first_row, first_column, last_row, last_column in areas:
        part = copy.marks[first_row : last_row + 1, first_column : last_column + 1]
        np.maximum(part, severity, out=part)
    for place in itertools.islice(_cells_of(areas, copy.marks.shape), _COMMENTS):
        if place in copy.comments or len(copy.comments) < _COMMENTS:
            copy.comments.setdefault(place, []).append(said)


def _cells_of(areas: Iterable[Area], shape: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    for first_row, first_column, last_row, last_column in areas:
        rows, columns = range(first_row, min(last_row + 1, shape[0])), range(first_column, min(last_column + 1, shape[1]))
        yield from itertools.product(rows, columns)


def _notes(copy: _Copy) -> Iterator[str]:
    """What the reader must know of a sheet of which not everything is shown."""
    sheet = copy.sheet
    if len(copy.rows) < sheet.rows or copy.marks.shape[1] < sheet.columns:
        sentence = _("{sheet} is shown with {shown} of its {rows} rows: the first ones, and every row with a problem.")
        yield sentence.format(sheet=copy.name, shown=f"{len(copy.rows):,}", rows=f"{sheet.rows:,}")
    if len(copy.comments) >= _COMMENTS:
        yield _("{sheet}: the first {count} marked cells carry a comment, the others only a colour.").format(
            sheet=copy.name, count=f"{_COMMENTS:,}"
        )


# --- the frame

_Styles = dict[tuple[str, int], int]
"""The number of the style for each number format and severity."""


def _frame(
    title: str, files: Sequence[Looked], copies: Sequence[_Copy], where: dict[tuple[int, str], str], notes: Sequence[str]
) -> tuple[bytes, _Styles]:
    """The workbook with its list, comments, merged cells and styles, but without the rows of the copies."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _list(book, book.add_worksheet(title), files, where, notes)
    styles = _make_styles(book, copies)
    for copy in copies:
        _frame_sheet(book.add_worksheet(copy.name), copy)
    book.close()
    return made.getvalue(), styles


def _list(book: Any, sheet: Any, files: Sequence[Looked], where: dict[tuple[int, str], str], notes: Sequence[str]) -> None:
    headings = (_("File"), _("Sheet"), _("Cell"), _("Value"), _("Rule"), _("What was done"), _("Suggestion"), _("Severity"))
    bold = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "border_color": "#9AA7B5"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    linked = book.add_format({"font_color": "#0563C1", "underline": 1, "text_wrap": True, "valign": "top"})
    fills = {word: book.add_format({"bg_color": colour, "valign": "top"}) for word, colour in _COLOURS.items()}
    for column, (heading, size) in enumerate(zip(headings, (24, 20, 16, 24, 16, 60, 48, 10), strict=True)):
        sheet.set_column(column, column, size)
        sheet.write_string(0, column, heading, bold)
    row = 0
    for at, one in enumerate(files):
        for problem in one.problems:
            row += 1
            texts = (
                one.name,
                problem.sheet,
                first_cells(problem.cell, 8),
                problem.value,
                problem.rule,
                problem.message,
                problem.suggestion,
            )
            for column, text in enumerate(texts):
                if text:
                    sheet.write_string(row, column, _shown(text), wrapped)
            sheet.write_string(row, len(texts), problem.severity, fills.get(problem.severity, wrapped))
            areas, copied = areas_in(problem.cell), where.get((at, problem.sheet))
            if areas and copied is not None and row <= _LINKS:
                place = address(areas[0][0], areas[0][1])
                target = f"internal:'{copied.replace(chr(39), chr(39) * 2)}'!{place}"
                sheet.write_url(row, 2, target, linked, _shown(texts[2]))
    for number, note in enumerate(notes, row + 2):
        sheet.write_string(number, 0, _shown(note))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(row, 1), len(headings) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _make_styles(book: Any, copies: Sequence[_Copy]) -> _Styles:
    wanted = dict.fromkeys(name for copy in copies for name in _formats(copy.sheet))
    styles: _Styles = {}
    for name in (GENERAL, "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "[h]:mm:ss", *list(wanted)[:_FORMATS]):
        for severity in range(len(_SEVERITIES) + 1):
            look = {} if name == GENERAL else {"num_format": name}
            if severity:
                look["bg_color"] = _COLOURS[_SEVERITIES[severity - 1]]
            style = book.add_format(look)
            styles[name, severity] = int(style._get_xf_index()) if look else 0  # noqa: SLF001 - what streamed rows must know of the frame
    return styles


def _formats(sheet: Sheet) -> list[str]:
    """The number formats of the sheet that another workbook can take as they are."""
    return [name for name in sheet.format_names if name not in ("", GENERAL, "@") and len(name) <= 255 and _FORMAT.fullmatch(name)]


def _frame_sheet(made: Any, copy: _Copy) -> None:
    sheet, left = copy.sheet, _MERGED_CELLS
    sample = copy.rows[:200].tolist()
    for column in range(min(copy.marks.shape[1], 500)):
        texts = [sheet.cell(row, column).text[:40] for row in sample if sheet.kinds[row, column]]
        made.set_column(column, column, width(texts, 8, 40))
    taken = np.zeros(copy.marks.shape, bool)
    for first_row, first_column, last_row, last_column in sheet.merged:
        last_row, last_column = min(last_row, copy.marks.shape[0] - 1), min(last_column, copy.marks.shape[1] - 1)
        size = (last_row - first_row + 1) * (last_column - first_column + 1)
        area = taken[first_row : last_row + 1, first_column : last_column + 1]
        if last_row < first_row or last_column < first_column or not 1 < size <= left or area.any():
            continue
        area[...] = True
        left -= size
        made.merge_range(first_row, first_column, last_row, last_column, "")
    for (row, column), said in copy.comments.items():
        made.write_comment(row, column, "\n\n".join(said)[:2_000], {"author": "Orebook", "x_scale": 2.5, "y_scale": 1.4})
    made.ignore_errors({"number_stored_as_text": f"A1:{address(max(sheet.rows - 1, 0), max(copy.marks.shape[1] - 1, 0))}"})


def _shown(text: str) -> str:
    """A text as it can stand in a cell or comment."""
    return text_parts(_UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text))[0]


# --- the rows


def _streamed(copy: _Copy, styles: _Styles, progress: Progress) -> Streamed:
    last = address(int(copy.rows[-1]) if len(copy.rows) else 0, max(copy.marks.shape[1] - 1, 0))
    return Streamed(_lines(copy, styles, progress), last, len(copy.rows) * copy.marks.shape[1])


def _lines(copy: _Copy, styles: _Styles, progress: Progress) -> Iterator[str]:
    letters = [column_letters(at) for at in range(copy.marks.shape[1])]
    for done, row in enumerate(copy.rows.tolist()):
        if done % _TELL_EVERY == 0:
            progress(done / len(copy.rows), _("Writing the sheet {sheet}").format(sheet=copy.name))
        used = np.flatnonzero((copy.sheet.kinds[row, : len(letters)] != Kind.BLANK) | (copy.marks[row] > 0)).tolist()
        cells = "".join(_cell(copy, row, column, f"{letters[column]}{row + 1}", styles) for column in used)
        yield f'<row r="{row + 1}">{cells}</row>'


def _cell(copy: _Copy, row: int, column: int, where: str, styles: _Styles) -> str:
    sheet, severity = copy.sheet, int(copy.marks[row, column])
    kind, number = int(sheet.kinds[row, column]), float(sheet.numbers[row, column])
    plain = styles[GENERAL, severity]
    match kind:
        case Kind.BLANK:
            return f'<c r="{where}" s="{plain}"/>'
        case Kind.NUMBER | Kind.DATE | Kind.DURATION:
            return _number_cell(sheet, row, column, where, styles, severity)
        case Kind.BOOLEAN:
            return f'<c r="{where}" s="{plain}" t="b"><v>{int(bool(number))}</v></c>'
    text = sheet.strings[int(number)]
    if kind == Kind.ERROR and text in _ERRORS:
        return f'<c r="{where}" s="{plain}" t="e"><v>{text}</v></c>'
    return text_cell(where, text_parts(text)[0], plain, copy.name)


def _number_cell(sheet: Sheet, row: int, column: int, where: str, styles: _Styles, severity: int) -> str:
    kind, number = int(sheet.kinds[row, column]), float(sheet.numbers[row, column])
    if not math.isfinite(number) or (kind == Kind.DATE and number < _FIRST_DATE):
        return text_cell(where, sheet.cell(row, column).text, styles[GENERAL, severity], sheet.name)  # no spreadsheet has it as a number
    name = sheet.format_names[int(sheet.formats[row, column])] if sheet.formats is not None else ""
    if kind == Kind.DATE:
        number += _SERIAL_OF_EPOCH
        own = "yyyy-mm-dd" if number.is_integer() else "yyyy-mm-dd hh:mm:ss"
        name = name if (name, severity) in styles and _DATE_LETTERS.search(name) else own
    elif kind == Kind.DURATION:
        name = name if (name, severity) in styles and _DATE_LETTERS.search(name) else "[h]:mm:ss"
    style = styles.get((name, severity), styles[GENERAL, severity])
    return f'<c r="{where}" s="{style}"><v>{int(number) if number.is_integer() and abs(number) < 1e15 else repr(number)}</v></c>'
