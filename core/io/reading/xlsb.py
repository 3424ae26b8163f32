"""Binary workbooks of Excel (xlsb): the records of BIFF12 in a zip archive."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.io.cells import Book, Kind, Sheet
from core.io.reading.archive import Archive
from core.io.reading.biff import ERRORS
from core.io.reading.grid import Formats, Grid, Strings
from core.io.reading.limits import Limits
from core.io.reading.number_formats import BUILT_IN
from core.io.reading.ooxml import SheetEntry, has_cells, linked, package_findings, place_sheets, refuse_many, said_of_sheet, workbook_part
from core.io.reading.relations import Relation, relations
from core.task import Progress, Refused
from core.words import _

# Records by their numbers in [MS-XLSB] 2.3.
_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 1, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR, _SHORT_FIRST, _SHORT_LAST, _STRING, _RICH = 8, 9, 10, 11, 12, 18, 19, 62
_FORMAT, _XF, _WORKBOOK, _SHEET, _MERGE, _PROTECTION, _XFS, _XFS_END = 44, 47, 153, 156, 176, 535, 617, 618
_SAME = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR, 13: _RK, 14: _ERROR, 15: _BOOL, 16: _REAL, 17: _TEXT, 18: _SHARED, 62: _RICH}
_SHEET_FILE = re.compile(r"xl/(?:work|macro)sheets/[^/]+\.bin", re.IGNORECASE)
_U32, _F64 = struct.Struct("<I"), struct.Struct("<d")


def read_xlsb(path: Path, archive: Archive, limits: Limits, progress: Progress) -> Book:
    """The book in `archive`. Raises `Refused` for damage and for what asks for too much."""
    main = workbook_part(archive, "xl/workbook.bin")
    links = relations(archive, main)
    with _intact(main):
        entries, since_1904 = _workbook(archive, main)
    place_sheets(entries, links, archive, _SHEET_FILE)
    refuse_many(len(entries), limits)
    with _intact(linked(archive, links, "styles", "xl/styles.bin")):
        formats = _formats(archive, links, limits)
    with _intact(linked(archive, links, "sharedStrings", "xl/sharedStrings.bin")):
        strings = _strings(archive, links)
    findings = package_findings(archive)
    sheets: list[Sheet] = []
    used = 0
    for number, entry in enumerate(entries):
        if has_cells(entry, archive, findings):
            grid = Grid(entry.name, strings, replace(limits, cells=limits.cells - used))
            with _intact(entry.part):
                body = _read_cells(archive, entry.part, grid)
            sheet, said = grid.finish(formats, since_1904, body.merged, entry.hidden)
            findings += said + said_of_sheet(sheet, body.protected)
            sheets.append(sheet)
            used += sheet.rows * sheet.columns
        progress((number + 1) / len(entries))
    texts = tuple(strings.texts)
    details = {"date system": "1904" if since_1904 else "1900"}
    return Book(str(path), "xlsb", tuple(replace(sheet, strings=texts) for sheet in sheets), tuple(findings), details)


@contextmanager
def _intact(part: str) -> Iterator[None]:
    """Say which part is damaged where a record is shorter than what it should hold."""
    try:
        yield
    except (IndexError, struct.error) as error:
        raise Refused(_("its part {part} is damaged; get the file again, or repair it in Excel and save it.").format(part=part)) from error


def _records(archive: Archive, part: str) -> Iterator[tuple[int, bytes]]:
    """(number, body) of the records of `part`. Raises `Refused` where they break off."""
    data = archive.read(part)
    at, end = 0, len(data)
    with _intact(part):
        while at < end:
            kind = data[at]
            at += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | data[at] << 7
                at += 1
            size = shift = 0
            while True:
                byte = data[at]
                at += 1
                size |= (byte & 0x7F) << shift
                shift += 7
                if not byte & 0x80 or shift == 28:
                    break
            if at + size > end:
                raise IndexError
            yield kind, data[at : at + size]
            at += size


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; a missing text is empty."""
    length = _U32.unpack_from(body, at)[0]
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(body):
        raise IndexError
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _workbook(archive: Archive, part: str) -> tuple[list[SheetEntry], bool]:
    sheets: list[SheetEntry] = []
    since_1904 = False
    for kind, body in _records(archive, part):
        if kind == _SHEET:
            key, at = _wide(body, 8)
            sheets.append(SheetEntry(_wide(body, at)[0], key, _U32.unpack_from(body)[0] != 0))
        elif kind == _WORKBOOK and body:
            since_1904 = bool(body[0] & 1)
    return sheets, since_1904


def _formats(archive: Archive, links: list[Relation], limits: Limits) -> Formats:
    formats = Formats()
    part = linked(archive, links, "styles", "xl/styles.bin")
    codes: dict[int, str] = {}
    inside = False
    for number, (kind, body) in enumerate(_records(archive, part) if part else ()):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _wide(body, 2)[0]
        elif kind in (_XFS, _XFS_END):
            inside = kind == _XFS
        elif kind == _XF and inside and number < limits.formats * 2:
            code = struct.unpack_from("<H", body, 2)[0]
            formats.add(codes.get(code, BUILT_IN.get(code, "General")))
    return formats


def _strings(archive: Archive, links: list[Relation]) -> Strings:
    part = linked(archive, links, "sharedStrings", "xl/sharedStrings.bin")
    return Strings(_wide(body, 1)[0] for kind, body in _records(archive, part) if kind == _STRING) if part else Strings()


@dataclass(slots=True)
class _Body:
    """What a sheet says besides its cells."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    protected: bool = False


def _read_cells(archive: Archive, part: str, grid: Grid) -> _Body:
    said = _Body()
    row = column = -1
    for kind, body in _records(archive, part):
        if kind == _ROW:
            row, column = _U32.unpack_from(body)[0], -1
        elif kind <= _SHORT_LAST or kind == _RICH:
            short = _SHORT_FIRST <= kind <= _SHORT_LAST
            column = column + 1 if short else _U32.unpack_from(body)[0]
            at = 0 if short else 4
            style = _U32.unpack_from(body, at)[0] & 0xFFFFFF
            _put(grid, row, column, style, _SAME.get(kind, kind), body[at + 4 :])
        elif kind == _MERGE and len(said.merged) < grid.limits.merges:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            said.merged.append((top, left, bottom, right))
        elif kind == _PROTECTION:
            said.protected = any(body[2:6])
    return said


def _put(grid: Grid, row: int, column: int, style: int, kind: int, value: bytes) -> None:
    match kind:
        case 2:
            grid.put(row, column, Kind.NUMBER, _rk(_U32.unpack_from(value)[0]), style)
        case 3:
            grid.text(row, column, ERRORS.get(value[0], "#N/A"), style, Kind.ERROR)
        case 4:
            grid.put(row, column, Kind.BOOLEAN, float(value[0]), style)
        case 5:
            grid.put(row, column, Kind.NUMBER, _F64.unpack_from(value)[0], style)
        case 6:
            grid.text(row, column, _wide(value, 0)[0], style)
        case 62:
            grid.text(row, column, _wide(value, 1)[0], style)
        case 7:
            grid.shared_text(row, column, _U32.unpack_from(value)[0], style)
        case _:
            return  # blank


def _rk(number: int) -> float:
    """A number in the four bytes Excel squeezes most numbers into."""
    if number & 2:
        value = float(struct.unpack("<i", _U32.pack(number))[0] >> 2)
    else:
        value = float(_F64.unpack(b"\0\0\0\0" + _U32.pack(number & 0xFFFFFFFC))[0])
    return value / 100 if number & 1 else value
