"""OpenDocument spreadsheets: ods, and the same in one flat XML file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from core.io.cells import Book, Finding, Kind, Sheet
from core.io.reading.archive import Archive
from core.io.reading.cell_values import put_iso
from core.io.reading.grid import ERROR_WORDS, MAX_COLUMNS, MAX_ROWS, Grid, Strings
from core.io.reading.limits import Limits
from core.io.reading.markup import local, parse
from core.io.reading.ods_styles import Styles
from core.io.reading.ooxml import refuse_many, said_of_sheet
from core.task import Progress, Refused
from core.words import _

_CONTENT = "content.xml"
_DURATION = re.compile(r"(-?)P(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d+)?)S)?)?")
_ERROR = re.compile(r"Err:\d{3}|#[A-Z/0]+[!?]?")


def read_ods(path: Path, archive: Archive, limits: Limits, progress: Progress) -> Book:
    """The book in `archive`. Raises `Refused` for passwords, damage and for what asks for too much."""
    if archive.has("META-INF/manifest.xml") and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused(_("it is protected with a password; open it in LibreOffice, save it without one and import it again."))
    styles = Styles()
    if archive.has("styles.xml"):
        parse("styles.xml", archive.blocks("styles.xml"), styles.start, styles.end, styles.characters)
    book = _book(path, _CONTENT, archive.blocks(_CONTENT), styles, limits)
    progress(1.0)
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
        finding = Finding(_("The file contains macros; they were not run."), "note", rule="macros")
        return replace(book, findings=(finding, *book.findings))
    return book


def read_fods(path: Path, limits: Limits, progress: Progress) -> Book:
    """The book in a flat OpenDocument file. Raises `Refused` as `read_ods` does."""
    progress(0.0)
    with path.open("rb") as file:
        return _book(path, path.name, iter(lambda: file.read(1 << 20), b""), Styles(), limits)


def _book(path: Path, part: str, blocks: Iterable[bytes], styles: Styles, limits: Limits) -> Book:
    walk = _Walk(styles, limits)
    raw = _Count()
    parse(part, raw.through(blocks), walk.start, walk.end, walk.characters)
    refuse_many(len(walk.sheets), limits)
    texts = tuple(walk.strings.texts)
    sheets = tuple(replace(sheet, strings=texts) for sheet in walk.sheets)
    if raw.cells > walk.heard and not raw.tracked:
        message = _("The file holds {count} values, of which {read} were read; compare it with the original before using it.")
        walk.findings.append(Finding(message.format(count=f"{raw.cells:,}", read=f"{walk.heard:,}"), "error", rule="lost-cells"))
    return Book(str(path), "ods", sheets, tuple(walk.findings), {})


class _Count:
    """The check on the parser: cells with a value, counted by a pattern in the bytes that go by."""

    _CELL = re.compile(rb"<table:(?:covered-)?table-cell\s[^<>]*office:value-type=")

    def __init__(self) -> None:
        self.cells = 0
        self.tracked = False  # deleted cells are kept in the file too

    def through(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        rest = b""
        for block in blocks:
            data = rest + block
            cut = max(data.rfind(b"<"), 0)
            self._look(data[:cut])
            rest = data[cut:] if len(data) - cut < 1 << 20 else b""
            yield block
        self._look(rest)

    def _look(self, data: bytes) -> None:
        self.cells += len(self._CELL.findall(data))
        self.tracked |= b"<table:tracked-changes" in data


def _count(attributes: dict[str, str], name: str) -> int:
    """How often a cell or row comes, bounded by the size of a sheet."""
    text = attributes.get(name, "1")
    return min(int(text), MAX_ROWS) if text.isdecimal() and len(text) < 12 and int(text) > 0 else 1


class _Walk:
    """Hears the elements of content.xml."""

    def __init__(self, styles: Styles, limits: Limits) -> None:
        self.styles, self.limits = styles, limits
        self.strings = Strings()
        self.sheets: list[Sheet] = []
        self.findings: list[Finding] = []
        self.grid: Grid | None = None
        self.used = self.heard = 0
        self.silent = 0  # inside of what looks like cells or text and is none: notes, drawings, tracked changes, links
        self.row = self.column = 0
        self.row_repeats = 1
        self.row_cells: list[tuple[int, int, dict[str, str], str]] = []
        self.cell: dict[str, str] | None = None
        self.paragraphs: list[list[str]] = []

    _SILENT = frozenset({"annotation", "shapes", "tracked-changes", "dde-links", "frame", "custom-shape", "g", "forms"})

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._SILENT:
            self.silent += 1
        if self.silent:
            return
        if self.grid is None:
            if name == "table":
                self._start_sheet(attributes)
            else:
                self.styles.start(name, attributes)
        elif name == "table-row":
            self.row_repeats, self.column, self.row_cells = _count(attributes, "table:number-rows-repeated"), 0, []
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.paragraphs = attributes, []
        elif self.cell is not None:
            self._start_text(name, attributes)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        given = {local(key): value for key, value in attributes.items()}
        self.row = 0
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden = self.styles.hides(given.get("style-name", ""))
        self.protected = given.get("protected") == "true"
        self.grid = Grid(given.get("name", ""), self.strings, replace(self.limits, cells=self.limits.cells - self.used))
        refuse_many(len(self.sheets) + 1, self.limits)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("p", "h"):
            self.paragraphs.append([])
        elif self.paragraphs and name == "s":
            self.paragraphs[-1].append(" " * min(_count(attributes, "text:c"), 1000))
        elif self.paragraphs and name in ("tab", "line-break"):
            self.paragraphs[-1].append("\t" if name == "tab" else "\n")

    def characters(self, text: str) -> None:
        if self.silent:
            return
        if self.cell is None:
            self.styles.characters(text)
        elif self.paragraphs:
            self.paragraphs[-1].append(text)

    def end(self, name: str) -> None:
        if name in self._SILENT:
            self.silent -= 1
        elif self.silent:
            return
        elif self.grid is None:
            self.styles.end(name)
        elif name in ("table-cell", "covered-table-cell") and self.cell is not None:
            self._end_cell(self.cell)
        elif name == "table-row":
            self._end_row(self.grid)
        elif name == "table":
            self._end_sheet(self.grid)

    def _end_cell(self, attributes: dict[str, str]) -> None:
        self.heard += "office:value-type" in attributes
        repeats = _count(attributes, "table:number-columns-repeated")
        text = "\n".join("".join(pieces) for pieces in self.paragraphs)
        if _has_value(attributes, text):
            self.row_cells.append((self.column, min(repeats, MAX_COLUMNS), attributes, text))
        across = _count(attributes, "table:number-columns-spanned")
        down = _count(attributes, "table:number-rows-spanned")
        if (across > 1 or down > 1) and len(self.merged) < self.limits.merges:
            self.merged.append((self.row, self.column, self.row + down - 1, self.column + across - 1))
        self.column += repeats
        self.cell = None

    def _end_row(self, grid: Grid) -> None:
        width = sum(cell[1] for cell in self.row_cells)
        if width * self.row_repeats > self.limits.cells:
            message = _(
                "row {row} of sheet {sheet} says it comes {count} times; delete the repeated rows, save the file and import it again."
            )
            raise Refused(message.format(row=f"{self.row + 1:,}", sheet=grid.name, count=f"{self.row_repeats:,}"))
        if self.row_cells:
            for row in range(self.row, self.row + self.row_repeats):
                for first, repeats, attributes, text in self.row_cells:
                    for column in range(first, first + repeats):
                        self._put(grid, row, column, attributes, text)
        self.row += self.row_repeats

    def _put(self, grid: Grid, row: int, column: int, given: dict[str, str], text: str) -> None:
        kind = given.get("office:value-type", given.get("calcext:value-type", ""))
        style = self.styles.number(given.get("table:style-name", ""))
        formula = given.get("table:formula")
        if (
            given.get("calcext:value-type") == "error"
            or (formula and kind in ("", "string") and _ERROR.fullmatch(text))
            or text in ERROR_WORDS
        ):
            grid.text(row, column, text or "#N/A", style, Kind.ERROR)
        elif kind in ("float", "percentage", "currency") and _is_number(given.get("office:value", "")):
            grid.put(row, column, Kind.NUMBER, float(given["office:value"]), self.styles.plain(style))
        elif kind == "date" and given.get("office:date-value"):
            put_iso(grid, row, column, style, given["office:date-value"])
        elif kind == "time" and (days := _days(given.get("office:time-value", ""))) is not None:
            grid.put(row, column, Kind.DURATION, days, style)
        elif kind == "boolean":
            grid.put(row, column, Kind.BOOLEAN, float(given.get("office:boolean-value") == "true"), style)
        elif formula and not kind and not text:
            grid.text(row, column, formula, style, Kind.UNCOMPUTED)
        else:
            grid.text(row, column, text or given.get("office:string-value", ""), style)

    def _end_sheet(self, grid: Grid) -> None:
        sheet, said = grid.finish(self.styles.formats, merged=self.merged, hidden=self.hidden)
        self.findings += said + said_of_sheet(sheet, self.protected)
        self.sheets.append(sheet)
        self.used += sheet.rows * sheet.columns
        self.grid = None


def _has_value(attributes: dict[str, str], text: str) -> bool:
    return bool(text) or "table:formula" in attributes or any(key.startswith(("office:", "calcext:")) for key in attributes)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text


def _days(text: str) -> float | None:
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    days, hours, minutes = (float(found[place] or 0) for place in (2, 3, 4))
    seconds = float((found[5] or "0").replace(",", "."))
    span = days + (hours * 3600 + minutes * 60 + seconds) / 86400
    return -span if found[1] else span
