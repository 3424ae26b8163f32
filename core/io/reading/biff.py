"""The records of an old Excel file (BIFF2 to BIFF8), walked without understanding them: what they hold, and how many cells.

This is the check on the reader of the values, and it knows the error cells where the tolerant second reader does not.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from core.io.reading.sniff import OLE2

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_BOF = (0x0009, 0x0209, 0x0409, 0x0809)
_EOF, _FILEPASS, _PROTECT, _SUPBOOK, _MULRK = 0x000A, 0x002F, 0x0012, 0x01AE, 0x00BD
_CELLS = frozenset({0x0203, 0x027E, 0x007E, 0x0204, 0x00FD, 0x00D6, 0x0205, 0x0006, 0x0206, 0x0406})
_BIFF2_CELLS = frozenset({0x0002, 0x0003, 0x0004, 0x0005, 0x0006})
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_GLOBALS, _WORKSHEET = 0x0005, 0x0010
_HEADER = struct.Struct("<HH")


@dataclass(slots=True)
class Records:
    """What the records say. values: cells with a value on worksheets; errors: by (worksheet, row, column)."""

    values: int = 0
    errors: dict[tuple[int, int, int], str] = field(default_factory=dict)
    encrypted: bool = False
    protected: set[int] = field(default_factory=set)
    external: int = 0
    broken_off: bool = False


def walk(stream: bytes) -> Records:
    """Walk the records of a workbook stream."""
    said = Records()
    at, depth, sheet, in_sheet, biff2 = 0, 0, -1, False, False
    while at + 4 <= len(stream):
        kind, length = _HEADER.unpack_from(stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if at > len(stream):
            said.broken_off = True
            break
        if kind in _BOF:
            depth += 1
            if depth == 1:
                what = struct.unpack_from("<H", body, 2)[0] if length >= 4 else _WORKSHEET
                in_sheet, biff2 = what == _WORKSHEET, kind == 0x0009
                sheet += in_sheet
        elif kind == _EOF:
            depth = max(depth - 1, 0)
            if depth == 0 and at + 4 < len(stream) and stream[at : at + 2] == b"\0\0":
                break
        elif kind == _FILEPASS:
            said.encrypted = True
            break
        elif kind == _SUPBOOK and length > 4:
            said.external += 1
        elif depth == 1 and in_sheet:
            _note(said, kind, body, sheet, biff2)
    return said


def _note(said: Records, kind: int, body: bytes, sheet: int, biff2: bool) -> None:
    if kind == _PROTECT and body[:1] == b"\1":
        said.protected.add(sheet)
    elif kind == _MULRK:
        said.values += max((len(body) - 6) // 6, 0)
    elif kind in (_BIFF2_CELLS if biff2 else _CELLS) and len(body) >= 8:
        row, column = _HEADER.unpack_from(body)
        skip = 7 if biff2 else 6
        code = -1
        if kind in (0x0205, 0x0005) and len(body) > skip + 1 and body[skip + 1] == 1:
            code = body[skip]
        elif kind in _FORMULAS and body[skip + 6 : skip + 8] == b"\xff\xff":
            if body[skip] == 3:  # an empty text
                return
            code = body[skip + 2] if body[skip] == 2 else -1
        if code >= 0:
            said.errors[sheet, row, column] = ERRORS.get(code, "#N/A")
        said.values += 1


def workbook_stream(data: bytes) -> bytes:
    """The stream of records in `data`, which may be an OLE2 file or bare records; empty when it cannot be found."""
    if not data.startswith(OLE2):
        return data
    from xlrd.compdoc import CompDoc

    class _Quiet:
        def write(self, _text: str) -> None:
            """Say nothing."""

    compound = CompDoc(data, logfile=_Quiet())
    for name in ("Workbook", "Book"):
        memory, base, length = compound.locate_named_stream(name)
        if memory is not None:
            return bytes(memory[base : base + length])
    return b""
