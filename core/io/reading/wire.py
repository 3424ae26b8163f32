"""A book on its way from the reading child to the program: a header in JSON, then the arrays as they lie in memory.

Nothing in it is executed (no pickle), and what the child says is checked before it is believed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import asdict
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from core.io.cells import Book, Finding, Kind, Sheet

_LENGTH = struct.Struct("<cQ")
_MOST_HEADER = 1 << 31
PROGRESS, REFUSED, BOOK = b"P", b"R", b"B"
_TEXT_KINDS = (Kind.TEXT, Kind.ERROR, Kind.UNCOMPUTED)


class BrokenMessage(Exception):  # noqa: N818 - the caller turns it into words
    """The child went away in the middle of a sentence, or says what cannot be."""


def send(stream: IO[bytes], kind: bytes, content: object) -> None:
    """Write one message."""
    data = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()
    stream.write(_LENGTH.pack(kind, len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, Any]:
    """Read one message. Raises `BrokenMessage` when there is none."""
    kind, length = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if kind not in (PROGRESS, REFUSED, BOOK) or length > _MOST_HEADER:
        raise BrokenMessage
    return kind, json.loads(_exactly(stream, length))


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise BrokenMessage
    return data


def send_book(stream: IO[bytes], book: Book) -> None:
    """Write `book`: its header, then kinds, numbers and formats of each sheet."""
    tables: list[tuple[str, ...]] = []
    places: dict[int, int] = {}

    def table(texts: tuple[str, ...]) -> int:
        if id(texts) not in places:
            places[id(texts)] = len(tables)
            tables.append(texts)
        return places[id(texts)]

    sheets = [
        {
            "name": sheet.name, "shape": sheet.kinds.shape, "strings": table(sheet.strings), "names": table(sheet.format_names),
            "formats": sheet.formats is not None, "hidden": sheet.hidden, "merged": sheet.merged,
        }
        for sheet in book.sheets
    ]  # fmt: skip
    findings = [asdict(finding) for finding in book.findings]
    header = {"format": book.format, "details": book.details, "findings": findings, "tables": tables, "sheets": sheets}
    send(stream, BOOK, header)
    for sheet in book.sheets:
        for array in (sheet.kinds, sheet.numbers, sheet.formats):
            if array is not None and array.size:
                stream.write(np.ascontiguousarray(array).data.cast("B"))
    stream.flush()


def receive_book(stream: IO[bytes], header: dict[str, Any], path: str, most_cells: int) -> Book:
    """The book whose `header` was just received. Raises `BrokenMessage` when it breaks off or does not fit together."""
    try:
        tables = [tuple(texts) for texts in header["tables"]]
        sheets = []
        for said in header["sheets"]:
            most_cells -= said["shape"][0] * said["shape"][1]
            if most_cells < 0:
                raise BrokenMessage
            sheets.append(_sheet(stream, said, tables))
        findings = tuple(Finding(**finding) for finding in header["findings"])
        return Book(path, str(header["format"]), tuple(sheets), findings, dict(header["details"]))
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise BrokenMessage from error


def _sheet(stream: IO[bytes], said: dict[str, Any], tables: list[tuple[str, ...]]) -> Sheet:
    rows, columns = said["shape"]
    kinds = _array(stream, np.zeros((rows, columns), np.uint8))
    numbers = _array(stream, np.zeros((rows, columns), np.float64))
    formats = _array(stream, np.zeros((rows, columns), np.uint16)) if said["formats"] else None
    strings, names = tables[said["strings"]], tables[said["names"]]
    if kinds.size and not _sound(kinds, numbers, formats, len(strings), len(names)):
        raise BrokenMessage
    merged = tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in said["merged"])
    return Sheet(str(said["name"]), kinds, numbers, strings, formats, names, bool(said["hidden"]), merged)


def _array(stream: IO[bytes], array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if array.size:
        into: Callable[[memoryview], int] = stream.readinto  # type: ignore[attr-defined]  # binary pipes and files have it
        if into(array.data.cast("B")) != array.nbytes:
            raise BrokenMessage
    return array


def _sound(
    kinds: npt.NDArray[np.uint8], numbers: npt.NDArray[np.float64], formats: npt.NDArray[np.uint16] | None, strings: int, names: int
) -> bool:
    if kinds.max() > max(Kind) or (formats is not None and formats.max() >= names):
        return False
    for kind in _TEXT_KINDS:
        places = numbers[kinds == kind]
        if places.size and not (places.min() >= 0 and places.max() < strings):
            return False
    return True
