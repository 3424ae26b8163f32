"""XML spreadsheets of Excel 2003."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.io.cells import Book, Finding, Kind, Sheet
from core.io.reading.cell_values import put_iso
from core.io.reading.grid import MAX_COLUMNS, MAX_ROWS, Formats, Grid, Strings
from core.io.reading.limits import Limits
from core.io.reading.markup import local, parse
from core.io.reading.ooxml import refuse_many, said_of_sheet
from core.task import Progress

_NAMED = {
    "General Date": "m/d/yyyy h:mm", "Long Date": "dddd, mmmm d, yyyy", "Medium Date": "d-mmm-yy", "Short Date": "m/d/yyyy",
    "Long Time": "h:mm:ss", "Medium Time": "h:mm AM/PM", "Short Time": "h:mm", "Fixed": "0.00", "Standard": "#,##0.00",
    "Percent": "0.00%", "Scientific": "0.00E+00", "Currency": '"$"#,##0.00', "Euro Currency": '"€"#,##0.00',
}  # fmt: skip
_BEFORE_FIRST_DAY = "1899-12-31T"  # how Excel writes a time of day


def read_xml2003(path: Path, limits: Limits, progress: Progress) -> Book:
    """The book in an XML spreadsheet of 2003. Raises `Refused` for damage and for what asks for too much."""
    walk = _Walk(limits)
    with path.open("rb") as file:
        parse(path.name, iter(lambda: file.read(1 << 20), b""), walk.start, walk.end, walk.characters)
    progress(0.9)
    refuse_many(len(walk.grids), limits)
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for number, grid in enumerate(walk.grids):
        sheet, said = grid.finish(walk.formats, walk.since_1904, walk.merged[number], number in walk.hidden)
        sheets.append(sheet)
        findings += said + said_of_sheet(sheet, number in walk.protected)
    texts = tuple(walk.strings.texts)
    details = {"date system": "1904" if walk.since_1904 else "1900"}
    return Book(str(path), "xml", tuple(replace(sheet, strings=texts) for sheet in sheets), tuple(findings), details)


def _whole(text: str, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and len(text) < 10 else 0


class _Walk:
    """Hears the elements of the workbook."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.strings, self.formats = Strings(), Formats()
        self.styles: dict[str, int] = {}
        self.style = ""
        self.grids: list[Grid] = []
        self.merged: list[list[tuple[int, int, int, int]]] = []
        self.hidden: set[int] = set()
        self.protected: set[int] = set()
        self.since_1904 = False
        self.row = self.column = -1
        self.cell: dict[str, str] | None = None
        self.kind = ""
        self.data: list[str] | None = None
        self.word: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        given = {local(key): value for key, value in attributes.items()}
        if name == "Style":
            self.style = given.get("ID", "")
            parent = self.styles.get(given.get("Parent", ""), self.styles.get("Default", -1))
            self.styles[self.style] = parent
        elif name == "NumberFormat" and self.style:
            code = given.get("Format", "General")
            self.styles[self.style] = self.formats.add(_NAMED.get(code, code))
        elif name == "Worksheet":
            self.grids.append(Grid(given.get("Name", ""), self.strings, self.limits))
            self.merged.append([])
            self.row = -1
            if given.get("Protected") == "1":
                self.protected.add(len(self.grids) - 1)
        elif name == "Row":
            self.row = _whole(given.get("Index", ""), MAX_ROWS) - 1 if "Index" in given else self.row + 1
            self.column = -1
        elif name == "Cell":
            self._start_cell(given)
        elif name == "Data" and self.cell is not None:
            self.kind, self.data = given.get("Type", "String"), []
        elif name == "Visible":
            self.word = []
        elif name == "Date1904":
            self.since_1904 = True

    def _start_cell(self, given: dict[str, str]) -> None:
        self.column = _whole(given.get("Index", ""), MAX_COLUMNS) - 1 if "Index" in given else self.column + 1
        self.cell, self.kind, self.data = given, "", None
        across, down = _whole(given.get("MergeAcross", ""), MAX_COLUMNS), _whole(given.get("MergeDown", ""), MAX_ROWS)
        if (across or down) and self.merged and len(self.merged[-1]) < self.limits.merges:
            self.merged[-1].append((self.row, self.column, self.row + down, self.column + across))

    def characters(self, text: str) -> None:
        if self.data is not None:
            self.data.append(text)
        elif self.word is not None:
            self.word.append(text)

    def end(self, name: str) -> None:
        if name == "Data" and self.data is not None and self.cell is not None and self.grids:
            self._put(self.grids[-1], self.cell, "".join(self.data))
            self.data = None
        elif name == "Cell" and self.cell is not None:
            if not self.kind and "Formula" in self.cell and self.grids:
                self.grids[-1].text(self.row, self.column, self.cell["Formula"], self._style_of(self.cell), Kind.UNCOMPUTED)
            self.column += _whole(self.cell.get("MergeAcross", ""), MAX_COLUMNS)
            self.cell = None
        elif name == "Visible" and self.word is not None:
            if "".join(self.word).strip() != "SheetVisible":
                self.hidden.add(len(self.grids) - 1)
            self.word = None

    def _style_of(self, cell: dict[str, str]) -> int:
        return self.styles.get(cell.get("StyleID", "Default"), -1)

    def _put(self, grid: Grid, cell: dict[str, str], text: str) -> None:
        style = self._style_of(cell)
        match self.kind:
            case "Number":
                try:
                    grid.put(self.row, self.column, Kind.NUMBER, float(text.replace("_", "?")), style)
                except ValueError:
                    grid.text(self.row, self.column, text, style)
            case "DateTime" if text.startswith(_BEFORE_FIRST_DAY):
                put_iso(grid, self.row, self.column, style, text[len(_BEFORE_FIRST_DAY) :].partition(".")[0])
            case "DateTime":
                put_iso(grid, self.row, self.column, style, text)
            case "Boolean":
                grid.put(self.row, self.column, Kind.BOOLEAN, float(text.strip() == "1"), style)
            case "Error":
                grid.text(self.row, self.column, text or "#N/A", style, Kind.ERROR)
            case _:
                grid.text(self.row, self.column, text, style)
        self.kind = self.kind or "String"
