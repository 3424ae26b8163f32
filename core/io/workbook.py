"""Write a new workbook: XlsxWriter makes its frame (styles, panes, filters, charts), the rows are streamed into it.

Streaming keeps memory flat, can be stopped between any two rows, keeps all 17 digits of a number where XlsxWriter writes 16, and writes
text only ever as text: no formula, no link and no rich text can come from data. A `Formula` is one that a view of ours wrote.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import math
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.io.chart_sheets import CHART_ROWS, Chart, chart_table, draw
from core.io.layout import ABOUT_SHEET
from core.io.replacing import writing
from core.io.sheets import GENERAL, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Formula, Table, Value, pieces, sheet_names, table_of, units
from core.model.places import address, column_letters
from core.task import Progress, Refused
from core.words import _

_DAY_ZERO = dt.date(1899, 12, 30)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # looks ahead only: the underscore that ends one escape may begin the next
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EMPTY_ROWS = re.compile(r"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_TELL_EVERY = 2_000  # rows
_ROWS_A_WRITE = 200
_ZIP64_CELLS = 20_000_000  # beyond it a sheet's XML may pass 2 GB


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the file, the names of its sheets, and what its reader must know (split, left out), as sentences."""

    path: Path
    sheets: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a sheet holds; smaller only in tests."""

    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A sheet as it will stand in the workbook: `top` rows of it are free above the table, for its chart."""

    name: str
    table: Table
    chart: Chart | None = None

    @property
    def top(self) -> int:
        return CHART_ROWS if self.chart else 0


def write_workbook(
    path: Path,
    tables: Sequence[Table],
    about: Sequence[tuple[str, str]] = (),
    charts: Sequence[Chart] = (),
    *,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Written:
    """Write the tables, a chart sheet for each of `charts`, and the sheet About with the lines of `about`, all or nothing.

    Raises `Refused` when the file cannot be written or a text fits in no cell, `Cancelled` when a stop was asked for: then the old
    file is as it was.
    """
    report = progress or Progress()
    parts, notes = _plan(tables, about, [one for one in charts if any(len(line.points) for line in one.lines)], limits or Limits())
    frame, styles = _frame(parts)
    report(0.02)
    with writing(path) as beside, beside.open("xb") as file:
        _fill(file, frame, parts, styles, report.part(0.02, 0.98))
    report(1.0)
    return Written(path, tuple(part.name for part in parts), notes)


def _plan(
    tables: Sequence[Table], about: Sequence[tuple[str, str]], charts: Sequence[Chart], limits: Limits
) -> tuple[list[_Part], tuple[str, ...]]:
    """Every sheet in order (About, charts, tables) with its name, and the notes."""
    drawn = [(chart_table(chart), chart) for chart in charts]
    small = Limits(limits.rows - CHART_ROWS, limits.columns)
    short = [(table, chart) for table, chart in drawn if len(pieces(table, small.rows, small.columns)) == 1]
    fits = [(table, chart) for table, chart in short if table.count]
    cut = [(table, pieces(table, limits.rows, limits.columns)) for table in tables]
    sheets: list[tuple[Table, Chart | None]] = [*fits, *((piece, None) for _whole, found in cut for piece in found)]
    names = sheet_names([ABOUT_SHEET, *(table.name for table, _chart in sheets)])[1:]
    notes = [note for table, _chart in short for note in table.notes]
    for whole, found in cut:
        notes += [f"{whole.name}: {note}" for note in whole.notes]
        if len(found) > 1:
            sentence = _("{sheet} has more than a sheet holds ({rows} rows, {columns} columns) and goes on over {count} sheets.")
            notes.append(sentence.format(sheet=whole.name, rows=f"{whole.count:,}", columns=f"{len(whole.columns):,}", count=len(found)))
    if len(short) < len(drawn):
        notes.append(_("A chart with more dates than a sheet holds was left out."))
    parts = [_Part(name, table, chart) for name, (table, chart) in zip(names, sheets, strict=True)]
    return [_about(about, parts, notes), *parts], tuple(notes)


def _about(about: Sequence[tuple[str, str]], parts: Sequence[_Part], notes: Sequence[str]) -> _Part:
    rows: list[tuple[Value, Value]] = [*about, *((_("Note"), note) for note in notes), (None, None), (_("Sheet"), _("Rows"))]
    rows += [(part.name, part.table.count) for part in parts]
    table = table_of(ABOUT_SHEET, (_("About this workbook"), ""), rows, (GENERAL, "#,##0"))
    columns = (replace(table.columns[0], width=28), replace(table.columns[1], width=90))
    return _Part(ABOUT_SHEET, replace(table, columns=columns))


# --- the frame


@dataclass(frozen=True, slots=True)
class _Styles:
    """The numbers by which cells name their styles."""

    header: int
    title: int
    date: int
    numbers: dict[str, int]


def _frame(parts: Sequence[_Part]) -> tuple[bytes, _Styles]:
    """A workbook with everything but the rows, and its styles."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    styles, formats = _make_styles(book, parts)
    for part in parts:
        _frame_sheet(book, book.add_worksheet(part.name), part, formats)
    first_chart = next((part.name for part in parts if part.chart), None)
    if first_chart:
        book.get_worksheet_by_name(first_chart).activate()
    book.close()
    return made.getvalue(), styles


def _make_styles(book: Any, parts: Sequence[_Part]) -> tuple[_Styles, dict[str, Any]]:
    header = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "border_color": "#9AA7B5", "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14})
    date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    wanted = {column.format for part in parts for column in part.table.columns} - {GENERAL}
    formats = {shown: book.add_format({"num_format": shown}) for shown in sorted(wanted)}

    def number(style: Any) -> int:
        return int(style._get_xf_index())  # noqa: SLF001 - the one thing that streamed rows must know of the frame

    numbers = {GENERAL: 0} | {shown: number(style) for shown, style in formats.items()}
    return _Styles(number(header), number(title), number(date), numbers), formats


def _frame_sheet(book: Any, sheet: Any, part: _Part, formats: dict[str, Any]) -> None:
    table = part.table
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, formats.get(column.format))
    below = part.top + table.header_rows
    if part.chart:
        draw(book, sheet, part.chart, table)
    elif part.name != ABOUT_SHEET:
        sheet.freeze_panes(below, table.keys)
        sheet.autofilter(below - 1, 0, below - 1 + table.count, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(part.top, below - 1)


# --- the rows


@dataclass(frozen=True, slots=True, eq=False)
class Streamed:
    """The rows of one sheet, as XML. last: the address of the last cell; cells: how many there may be."""

    lines: Iterator[str]
    last: str
    cells: int


def stream(file: Any, frame: bytes, sheets: Mapping[int, Streamed]) -> None:
    """Copy the workbook `frame` into `file`, with these rows in its sheets, by number from 1, in place of those that it has."""
    members = {f"xl/worksheets/sheet{number}.xml": rows for number, rows in sheets.items()}
    with zipfile.ZipFile(io.BytesIO(frame)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            rows = members.get(entry.filename)
            if rows is None:
                target.writestr(entry, source.read(entry), zipfile.ZIP_DEFLATED)
            else:
                _stream_sheet(target, entry.filename, source.read(entry).decode(), rows)


def _stream_sheet(target: zipfile.ZipFile, member: str, frame: str, rows: Streamed) -> None:
    before, after = _EMPTY_ROWS.split(frame, maxsplit=1)
    before = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{rows.last}"/>', before)
    entry = zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    with target.open(entry, "w", force_zip64=rows.cells > _ZIP64_CELLS) as out:
        out.write(before.encode())
        out.write(b"<sheetData>")
        while some := "".join(itertools.islice(rows.lines, _ROWS_A_WRITE)):
            out.write(some.encode())
        out.write(b"</sheetData>")
        out.write(after.encode())


def _fill(file: Any, frame: bytes, parts: Sequence[_Part], styles: _Styles, progress: Progress) -> None:
    """Copy the frame into `file`, with the rows of each part in its sheet."""
    total = max(1, sum(part.table.count for part in parts))
    done = 0
    sheets = {}
    names = {part.table.name: part.name for part in parts}
    names = {table: name for table, name in names.items() if sum(part.table.name == table for part in parts) == 1}
    for number, part in enumerate(parts, 1):
        table = part.table
        share = progress.part(done / total, (done + table.count) / total)
        last = address(max(part.top + table.header_rows + table.count - 1, 0), len(table.columns) - 1)
        sheets[number] = Streamed(_lines(part, styles, share, names), last, table.count * len(table.columns))
        done += table.count
    stream(file, frame, sheets)


def _lines(part: _Part, styles: _Styles, progress: Progress, names: Mapping[str, str]) -> Iterator[str]:
    """The XML of each row. names: the sheets by the name of the table that they hold whole."""
    table = part.table
    letters = [column_letters(at) for at in range(len(table.columns))]
    if part.chart:
        yield f'<row r="1">{text_cell("A1", part.chart.title, styles.title, part.name)}</row>'
    for at in range(table.header_rows):
        row = part.top + at + 1
        cells = (
            text_cell(f"{letter}{row}", column.headers[at], styles.header, part.name)
            for letter, column in zip(letters, table.columns, strict=True)
        )
        yield f'<row r="{row}">{"".join(cells)}</row>'
    heads = [(letter, styles.numbers[column.format]) for letter, column in zip(letters, table.columns, strict=True)]
    for index, values in enumerate(table.rows()):
        row = part.top + table.header_rows + index + 1
        if index % _TELL_EVERY == 0:
            progress(index / max(1, table.count), _("Writing the sheet {sheet}").format(sheet=part.name))
        cells = (
            _cell(f"{letter}{row}", style, value, styles, part.name, names) for (letter, style), value in zip(heads, values, strict=True)
        )
        yield f'<row r="{row}">{"".join(cells)}</row>'


def _cell(where: str, style: int, value: Value, styles: _Styles, sheet: str, names: Mapping[str, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, float | int):
        if not math.isfinite(value):
            raise ValueError(f"{value} at {sheet}!{where}")
        return f'<c r="{where}" s="{style}"><v>{value!r}</v></c>'
    if isinstance(value, dt.date):
        return f'<c r="{where}" s="{styles.date}"><v>{(value - _DAY_ZERO).days}</v></c>'
    if isinstance(value, Formula):
        text, kind = (value.value, ' t="str"') if isinstance(value.value, str) else (repr(value.value), "")
        return f'<c r="{where}" s="{style}"{kind}>{_formula(value, names)}<v>{escaped(text)}</v></c>'
    return text_cell(where, value, 0, sheet)


def _formula(value: Formula, names: Mapping[str, str]) -> str:
    """The element of a formula; none where a sheet that it names was left out or goes on over several."""
    if not value.sheets:
        return f"<f>{escaped(value.text)}</f>"
    named = [names.get(sheet, "") for sheet in value.sheets]
    if any(not name and f"{{{at}}}" in value.text for at, name in enumerate(named)):
        return ""
    quoted = ("'" + name.replace("'", "''") + "'" for name in named)
    return f"<f>{escaped(value.text.format(*quoted))}</f>"


def text_cell(where: str, text: str, style: int, sheet: str) -> str:
    """A cell that is text whatever the text looks like."""
    if len(text) > MAX_TEXT // 2 and units(text) > MAX_TEXT:
        sentence = _("The text for {sheet}!{cell} has {count} characters, more than a cell holds (32,767); shorten it, then export again.")
        raise Refused(sentence.format(sheet=sheet, cell=where, count=f"{len(text):,}"))
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def escaped(text: str) -> str:
    """The text as workbooks store it: _xHHHH_ for what XML cannot carry, and for the underscore of what looks like that."""
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    if not text.isprintable():
        text = _CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)  # half of a letter: no file can hold it
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
