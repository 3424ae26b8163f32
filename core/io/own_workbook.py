"""Orebook's own workbooks taken back: the sheets that `core.io.layout` describes become the very records that were written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from core.io import layout
from core.io.cells import Book, Kind, Sheet
from core.io.convert import Converted
from core.io.date_columns import REAL, read_dates
from core.io.troubles import Troubles
from core.model import (
    FREQUENCIES,
    PARTS,
    SERIES_KINDS,
    Column,
    FieldKind,
    Mark,
    Origin,
    Points,
    Record,
    Series,
    address,
    columns,
    pack_places,
    read,
    shared_columns,
)
from core.words import _

_NUMBERED = re.compile(r"^(?P<name>.*) \((?P<number>\d+)\)$")
_MARK_OF_WORD = {word: mark for mark, word in layout.WORDS.items()}
_PARTS_BY_SHEET = {name: part for part, name in layout.SHEETS.items()}


@dataclass(frozen=True, slots=True)
class OwnSheets:
    """The sheets of a book that are laid out as ours. `marks`: those of the sheet "Marks"; `others`: sheets that are none of ours."""

    records: tuple[tuple[str, Sheet], ...]
    values: tuple[Sheet, ...]
    marks: tuple[Sheet, ...]
    others: tuple[Sheet, ...]


def own_sheets(book: Book) -> OwnSheets | None:
    """The sheets of a book that this program wrote; None for any other book."""
    records, values, marks, others = [], [], [], []
    for sheet in book.sheets:
        part = _PARTS_BY_SHEET.get(_base_name(sheet.name), "")
        if part and _has_titles(sheet, part):
            records.append((part, sheet))
        elif _texts(sheet, 0, 3, down=True) == (layout.DATE, layout.UNIT, layout.ID):
            values.append(sheet)
        elif _texts(sheet, 0, 3) == layout.MARKS_HEADER:
            marks.append(sheet)
        else:
            others.append(sheet)
    if not records and not values:
        return None
    return OwnSheets(tuple(records), tuple(values), tuple(marks), tuple(others))


def read_own(book: Book, own: OwnSheets, source_id: str, prefix: str) -> Converted:
    """The records of the book. What was changed by hand and does not fit its field any more is listed, and that field is left empty."""
    troubles = Troubles(source_id, prefix)
    parts: dict[str, dict[str, Any]] = {}
    for part, sheet in own.records:
        for values in _rows(sheet, part, troubles):
            parts.setdefault(part, {})[values["id"]] = values
    catalogue = parts.pop("series", {})
    made: dict[str, tuple[Record, ...]] = {part: tuple(PARTS[part](**values) for values in rows.values()) for part, rows in parts.items()}
    series = _with_points(catalogue, own, source_id, troubles)
    if series:
        made["series"] = series
    listed = _named_in_about(book)
    for sheet in own.others:
        if sheet.filled and sheet.name != layout.ABOUT_SHEET and sheet.name not in listed and not sheet.hidden:
            troubles.add(
                "foreign sheet", _("This sheet is not one that Orebook writes, so it was left out."), sheet=sheet.name, severity="warning",
                suggestion=_("Save it in a workbook of its own and import that."),
            )  # fmt: skip
    return Converted(made, tuple(troubles.found))


def _base_name(name: str) -> str:
    found = _NUMBERED.match(name)
    return found["name"] if found else name


def _has_titles(sheet: Sheet, part: str) -> bool:
    return bool(_declared(sheet, part))


def _declared(sheet: Sheet, part: str) -> tuple[Column, ...]:
    """The columns that the sheet begins with: all of the part's, or those that it had when an earlier program wrote it; else none."""
    declared = shared_columns(PARTS[part])
    earlier = tuple(column for column in declared if column.name not in layout.LATER.get(part, ()))
    for some in (declared, earlier):
        if _texts(sheet, 0, len(some)) == tuple(column.title for column in some):
            return some
    return ()


def _texts(sheet: Sheet, start: int, count: int, *, down: bool = False) -> tuple[str, ...]:
    return tuple(sheet.cell(*((at, start) if down else (start, at))).text for at in range(count))


def _named_in_about(book: Book) -> frozenset[str]:
    about = next((sheet for sheet in book.sheets if sheet.name == layout.ABOUT_SHEET), None)
    return frozenset(about.cell(row, 0).text for row in range(about.rows)) if about is not None else frozenset()


def _rows(sheet: Sheet, part: str, troubles: Troubles) -> Iterator[dict[str, Any]]:
    """The field values of each row; a text that went on in further columns is joined again."""
    troubles.sheet = sheet
    declared = _declared(sheet, part)
    more: dict[str, list[int]] = {}
    for at in range(len(declared), sheet.columns):
        found = _NUMBERED.match(sheet.cell(0, at).text)
        if found:
            more.setdefault(found["name"], []).append(at)
    for row in np.flatnonzero((sheet.kinds[1:] != Kind.BLANK).any(axis=1)) + 1:
        values = {
            column.name: _field(sheet, int(row), at, column, more.get(column.title, ()), troubles) for at, column in enumerate(declared)
        }
        if values.get("id"):
            yield values
        else:
            troubles.add(
                "id", _("This row has no id and was left out."), cell=address(int(row), 0), suggestion=_("Write an id of your own.")
            )


def _field(sheet: Sheet, row: int, at: int, column: Column, more: list[int] | tuple[int, ...], troubles: Troubles) -> Any:
    cell = sheet.cell(row, at)
    if column.kind is FieldKind.TEXT and cell.kind is Kind.TEXT:
        return "".join((cell.text, *(sheet.cell(row, further).text for further in more)))
    value: object = cell.value
    if more and isinstance(value, str):
        value += "".join(sheet.cell(row, further).text for further in more)
    try:
        return "" if column.required and value is None else read(column, value)
    except ValueError as reason:
        troubles.add(column.name, str(reason), cell=cell.address, value=cell.text)
        return read(replace(column, required=False), None)


def _with_points(catalogue: Mapping[str, dict[str, Any]], own: OwnSheets, source_id: str, troubles: Troubles) -> tuple[Series, ...]:
    """The series of the catalogue with their points; those whose values stand without a catalogue's row are told by their sheet."""
    pieces: dict[str, list[_Piece]] = {}
    heads: dict[str, dict[str, Any]] = {}
    for sheet in own.values:
        for piece in _pieces(sheet, source_id, troubles):
            pieces.setdefault(piece.series, []).append(piece)
            heads.setdefault(piece.series, {"id": piece.series, **piece.head})
    marks = _marks(own.marks, troubles)
    made = []
    for key in dict.fromkeys((*catalogue, *heads)):
        values = catalogue.get(key) or {**_empty_series(), **heads[key]}
        origins = tuple(dict.fromkeys(piece.origin for piece in pieces.get(key, ())))
        made.append(Series(**values, points=_joined(pieces.get(key, []), origins, marks.get(key, {})), origins=origins))
    return tuple(made)


def _empty_series() -> dict[str, Any]:
    return {column.name: read(replace(column, required=False), None) for column in columns(Series)}


@dataclass(frozen=True, slots=True)
class _Piece:
    """The points of one series on one sheet."""

    series: str
    head: dict[str, str]
    origin: Origin
    days: npt.NDArray[np.datetime64]
    values: npt.NDArray[np.float64]
    marks: npt.NDArray[np.uint8]
    rows: npt.NDArray[np.int64]
    column: int


def _pieces(sheet: Sheet, source_id: str, troubles: Troubles) -> Iterator[_Piece]:
    troubles.sheet = sheet
    body = slice(3, sheet.rows)
    dates = read_dates(sheet, body, 0, REAL)
    troubles.cells(
        "date", _("This is not a date; the row was left out."), (np.flatnonzero(np.isnat(dates.days) & dates.filled) + 3).tolist(), 0
    )
    kind, _space, frequency = _base_name(sheet.name).casefold().partition(" ")
    head = {"kind": kind if kind in SERIES_KINDS else "", "frequency": frequency if frequency in FREQUENCIES else ""}
    for column in range(1, sheet.columns):
        title, unit, series = _texts_in_column(sheet, column)
        kinds, numbers = sheet.kinds[body, column], sheet.numbers[body, column].copy()
        filled = (kinds != Kind.BLANK) & ~np.isnat(dates.days)
        if not series:
            if filled.any():
                troubles.add("id", _("This column has no series id in its third row and was left out."), cell=address(2, column))
            continue
        marks = np.zeros(len(kinds), np.uint8)
        unread = filled & ~np.isin(kinds, (Kind.NUMBER, Kind.TEXT))
        marks[kinds == Kind.ERROR] = Mark.ERROR
        for at in np.flatnonzero(kinds == Kind.TEXT).tolist():
            mark = _MARK_OF_WORD.get(sheet.strings[int(numbers[at])])
            unread[at], marks[at] = mark is None and filled[at], mark or Mark.NONE
        numbers[kinds != Kind.NUMBER] = np.nan
        troubles.cells("number", _("This is not a number; the point has no value."), (np.flatnonzero(unread) + 3).tolist(), column)
        at_rows = np.flatnonzero(filled)
        yield _Piece(
            series, {"title": title, "unit": unit, **head}, Origin(source_id, sheet.name),
            dates.days[at_rows], numbers[at_rows], marks[at_rows], at_rows + 3, column,
        )  # fmt: skip


def _texts_in_column(sheet: Sheet, column: int) -> tuple[str, str, str]:
    return sheet.cell(0, column).text, sheet.cell(1, column).text, sheet.cell(2, column).text


def _joined(pieces: list[_Piece], origins: tuple[Origin, ...], marks: Mapping[np.datetime64, Mark]) -> Points:
    """The points of all sheets that a series goes on over; of a date that stands twice the first is taken."""
    if not pieces:
        return Points(np.array([], "datetime64[D]"), [])
    days = np.concatenate([piece.days for piece in pieces])
    values = np.concatenate([piece.values for piece in pieces])
    flags = np.concatenate([piece.marks for piece in pieces])
    places = np.concatenate(
        [pack_places(origins.index(piece.origin), piece.rows, piece.column) for piece in pieces if len(piece.rows)]
        or [np.array([], np.int64)]
    )
    days, first = np.unique(days, return_index=True)
    values, flags, places = values[first], flags[first], places[first]
    for day, mark in marks.items():
        at = int(np.searchsorted(days, day))
        if at < len(days) and days[at] == day:
            flags[at] = mark
    return Points(days, values, flags, places)


def _marks(sheets: tuple[Sheet, ...], troubles: Troubles) -> dict[str, dict[np.datetime64, Mark]]:
    """The marks of the sheet "Marks": series, date, marks by name."""
    found: dict[str, dict[np.datetime64, Mark]] = {}
    for sheet in sheets:
        troubles.sheet = sheet
        days = read_dates(sheet, slice(0, sheet.rows), 1, REAL).days
        for row in range(1, sheet.rows):
            series, names = sheet.cell(row, 0).text, sheet.cell(row, 2).text
            if not series or np.isnat(days[row]):
                continue
            try:
                found.setdefault(series, {})[days[row]] = layout.marks_named(names)
            except ValueError as reason:
                troubles.add("marks", _("“{word}” is no mark of a point.").format(word=str(reason)), cell=address(row, 2), value=names)
    return found
