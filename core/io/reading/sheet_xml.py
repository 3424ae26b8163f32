"""A worksheet of OOXML read element by element: slower than `sheet_scan`, but whatever XML allows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.io.reading.cell_values import put_cell
from core.io.reading.grid import Grid
from core.io.reading.markup import local, parse

_ADDRESS = re.compile(r"([A-Za-z]+)(\d+)")
_NOWHERE = 2**31 - 1


@dataclass(slots=True)
class Frame:
    """What a sheet says besides its cells. raw: values counted in the bytes, not by the parser."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    protected: bool = False
    rich: tuple[int, str] = (0, "")  # cells whose value is a picture or a linked data type, and the first of them
    raw: int = 0


def read_cells(part: str, blocks: Iterable[bytes], grid: Grid, frame: Frame) -> None:
    """Put the cells of the worksheet into `grid` and the rest into `frame`. Raises `Refused` for damage."""
    walk = _Walk(grid, frame)
    parse(part, blocks, walk.start, walk.end, walk.characters)


def position(text: str) -> tuple[int, int]:
    """(row, column), zero-based, of an address of any length; one that is none lies outside of every sheet."""
    found = _ADDRESS.fullmatch(text)
    if not found or len(found[1]) > 5 or len(found[2]) > 9:
        return _NOWHERE, _NOWHERE
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def corners(text: str) -> tuple[int, int, int, int] | None:
    """(first row, first column, last row, last column) of a range, None when it is none."""
    first, _colon, last = text.replace("$", "").partition(":")
    top, left = position(first)
    bottom, right = position(last or first)
    if _NOWHERE in (top, left, bottom, right) or min(top, left) < 0:
        return None
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


class _Walk:
    """Hears the elements of one worksheet."""

    def __init__(self, grid: Grid, frame: Frame) -> None:
        self.grid, self.frame = grid, frame
        self.row = self.column = -1
        self.in_cell = False
        self.style, self.kind = -1, "n"
        self.value: list[str] | None = None
        self.formula: list[str] | None = None
        self.collect: list[str] | None = None
        self.silent = 0
        self.keeps_space = False
        self.masters: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.in_cell:
            self._start_in_cell(name, attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() and len(number) < 10 else self.row + 1
            self.column = -1
        elif name == "mergeCell":
            found = corners(attributes.get("ref", ""))
            if found and len(self.frame.merged) < self.grid.limits.merges:
                self.frame.merged.append(found)
        elif name == "sheetProtection":
            self.frame.protected = attributes.get("sheet", "0") in ("1", "true")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.in_cell = True
        where = attributes.get("r")
        if where is None:
            self.column += 1
        else:
            row, self.column = position(where)
            self.row = row if row != _NOWHERE else self.row
        style = attributes.get("s", "")
        self.style = int(style) if style.isdecimal() and len(style) < 9 else 0
        self.kind = attributes.get("t", "n")
        if "vm" in attributes:
            count, first = self.frame.rich
            self.frame.rich = count + 1, first or where or ""

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "v":
            self.value = self.collect = []
        elif name == "f":
            self.formula = self.collect = []
            self.shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        elif name == "is":
            self.value = []
        elif name == "t" and not self.silent and self.value is not None:
            self.collect = []
            self.keeps_space = _keeps_space(attributes)
        elif name == "rPh":
            self.silent += 1

    def characters(self, text: str) -> None:
        if self.collect is not None:
            self.collect.append(text)

    def end(self, name: str) -> None:
        if not self.in_cell:
            return
        if name == "c":
            self._end_cell()
        elif name in ("v", "f"):
            self.collect = None
        elif name == "t" and self.collect is not None and self.value is not None:
            text = "".join(self.collect)
            self.value.append(text if self.keeps_space else text.strip())
            self.collect = None
        elif name == "rPh":
            self.silent -= 1

    def _end_cell(self) -> None:
        text = None if self.value is None else "".join(self.value)
        formula = None if self.formula is None else "".join(self.formula)
        if formula is not None and self.shared:
            formula = self.masters.setdefault(self.shared, formula) if formula else self.masters.get(self.shared, "")
        put_cell(self.grid, self.row, self.column, self.style, self.kind, text, formula)
        self.in_cell = False
        self.value = self.formula = self.collect = None
        self.silent = 0


def _keeps_space(attributes: dict[str, str]) -> bool:
    return any(local(name) == "space" and value == "preserve" for name, value in attributes.items())
