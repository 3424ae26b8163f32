"""HTML pages whose tables pass for spreadsheets: what many databases export under the name .xls."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from core.io.cells import Book, Finding, Sheet
from core.io.reading.encodings import decoded
from core.io.reading.grid import Formats, Grid, Strings
from core.io.reading.limits import Limits
from core.io.reading.ooxml import refuse_many
from core.io.reading.text import put_text
from core.task import Progress, Refused
from core.words import _

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"script", "style", "head"})


def read_html(path: Path, limits: Limits, progress: Progress) -> Book:
    """A book with one sheet for each table of the page. Raises `Refused` when it has none."""
    data = path.read_bytes()
    text, encoding = _text(data)
    walk = _Walk(limits)
    walk.feed(text)
    walk.close()
    progress(0.8)
    if not walk.grids:
        raise Refused(_("it is a web page without a table; get the data as a spreadsheet."))
    refuse_many(len(walk.grids), limits)
    sheets: list[Sheet] = []
    findings = [Finding(_("The file is a web page; each of its tables was read as a sheet."), "note", rule="web-page")]
    for grid, merged in zip(walk.grids, walk.merged, strict=True):
        sheet, said = grid.finish(Formats(), merged=merged)
        findings += said
        sheets.append(sheet)
    texts = tuple(walk.strings.texts)
    kept = tuple(replace(sheet, strings=texts) for sheet in sheets if sheet.filled)
    if not kept:
        raise Refused(_("it is a web page whose tables are empty; get the data as a spreadsheet."))
    return Book(str(path), "html", kept, tuple(findings), {"encoding": encoding})


def _text(data: bytes) -> tuple[str, str]:
    said = _CHARSET.search(data[:4096])
    if said and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = said[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name), name
        except (UnicodeDecodeError, LookupError):
            pass
    return decoded(data)


class _Walk(HTMLParser):
    """Hears the tags; a table within a cell is text of that cell."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.strings = Strings()
        self.grids: list[Grid] = []
        self.merged: list[list[tuple[int, int, int, int]]] = []
        self.depth = self.silent = 0
        self.row = self.column = -1
        self.taken: set[tuple[int, int]] = set()
        self.cell: list[str] | None = None
        self.spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.grids.append(Grid(_("Table {number}").format(number=len(self.grids) + 1), self.strings, self.limits))
                self.merged.append([])
                self.row, self.taken = -1, set()
        elif self.depth == 1 and tag == "tr":
            self._end_cell()
            self.row, self.column = self.row + 1, -1
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag in _BREAKS and self.cell:
            self.cell.append("\n")

    def close(self) -> None:
        """The page ends, closed tags or not."""
        super().close()
        self._end_cell()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag == "table":
            if self.depth == 1:
                self._end_cell()
            self.depth = max(self.depth - 1, 0)
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.silent:
            self.cell.append(data)

    def _start_cell(self, given: dict[str, str | None]) -> None:
        self.row = max(self.row, 0)
        self.column += 1
        while (self.row, self.column) in self.taken:
            self.column += 1
        self.cell = []
        self.spans = _span(given.get("rowspan")), _span(given.get("colspan"))

    def _end_cell(self) -> None:
        if self.cell is None or not self.grids:
            return
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        put_text(self.grids[-1], self.row, self.column, "\n".join(line for line in lines if line))
        down, across = self.spans
        if down > 1 or across > 1:
            self.merged[-1].append((self.row, self.column, self.row + down - 1, self.column + across - 1))
            if down > 1 and len(self.taken) < self.limits.merges:
                self.taken.update((row, self.column + at) for row in range(self.row + 1, self.row + down) for at in range(across))
            self.column += across - 1
        self.cell = None


def _span(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 4 else 1
