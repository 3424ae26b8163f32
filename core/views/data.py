"""What the Data tab shows and edits: every part of the workspace as a table, a series' points, and where each number came from."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from core.io.layout import mark_names
from core.model import (
    PARTS,
    Column,
    FieldKind,
    Mark,
    PartialDate,
    Points,
    Record,
    Series,
    Source,
    Workspace,
    collect,
    columns,
    drop,
    put,
    read,
    show,
)
from core.views.prices import series_title
from core.words import _, plural

Change = tuple[int, int, str]
"""Row, column and the text that was typed there."""

# Parts that people fill by hand; the others are made by imports and by saving views.
EDITABLE = frozenset(PARTS) - {"problems", "recipes", "views"}
DATE_COLUMN, VALUE_COLUMN = 0, 1


@dataclass(frozen=True, slots=True)
class TableTitle:
    """One table in the list of tables."""

    part: str
    title: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class RecordTable:
    """The records of one part, a row each, a column a declared field."""

    part: str
    columns: tuple[Column, ...]
    records: tuple[Record, ...]

    def value(self, row: int, column: int) -> Any:
        """The field's value."""
        return getattr(self.records[row], self.columns[column].name)

    def text(self, row: int, column: int) -> str:
        """The field as text that can be typed back."""
        return show(self.value(row, column))


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit comes to. parts: the new parts of the workspace, empty when nothing can be taken; label: what undo will call it.

    problems: for each cell that could not be taken, the reason in a sentence.
    """

    parts: Mapping[str, Any] = field(default_factory=dict)
    label: str = ""
    problems: Mapping[tuple[int, int], str] = field(default_factory=dict)


def part_title(part: str) -> str:
    """What a part is called on screen."""
    titles: dict[str, Callable[[], str]] = {
        "series": lambda: _("Series"),
        "events": lambda: _("Policy events"),
        "supply": lambda: _("Supply by country"),
        "trade": lambda: _("Trade shares"),
        "indicators": lambda: _("Country indicators"),
        "figures": lambda: _("Figures"),
        "country_facts": lambda: _("Country facts"),
        "asset_returns": lambda: _("Asset returns"),
        "targets": lambda: _("Targets"),
        "relations": lambda: _("Relations"),
        "scenarios": lambda: _("Scenarios"),
        "views": lambda: _("Saved views"),
        "annotations": lambda: _("Notes on charts"),
        "recipes": lambda: _("Import recipes"),
        "sources": lambda: _("Sources and imports"),
        "problems": lambda: _("Import problems"),
    }
    return titles[part]()


def tables(workspace: Workspace) -> tuple[TableTitle, ...]:
    """The tables to offer: those that hold something, and those that people fill by hand."""
    counted = ((part, len(getattr(workspace, part))) for part in PARTS)
    offered = ("series", "events", "annotations")
    return tuple(TableTitle(part, part_title(part), count) for part, count in counted if count or part in offered)


def record_table(workspace: Workspace, part: str) -> RecordTable:
    """The table of one part."""
    return RecordTable(part, columns(PARTS[part]), tuple(getattr(workspace, part).values()))


def edit_records(workspace: Workspace, part: str, changes: Iterable[Change]) -> Edited:
    """Take what was typed into cells of `record_table(workspace, part)`, all that fits; the rest is listed with its reason.

    An id may be changed where nothing else names it.
    """
    table = record_table(workspace, part)
    edited: dict[int, Any] = {}
    problems: dict[tuple[int, int], str] = {}
    cells = 0
    for row, at, text in changes:
        column, record = table.columns[at], edited.get(row, table.records[row])
        try:
            value = read(column, text)
            _check(workspace, part, column, getattr(record, column.name), value)
        except ValueError as reason:
            problems[row, at] = str(reason)
            continue
        if value != getattr(record, column.name):
            edited[row] = replace(record, **{column.name: value})
            cells += 1
    if not edited:
        return Edited(problems=problems)
    return Edited({part: _replaced(table, edited)}, _edit_label(part, edited, cells), problems)


def edit_points(workspace: Workspace, series_id: str, changes: Iterable[Change]) -> Edited:
    """Take what was typed into the table of a series' points: dates in column 0, values in column 1; the row after the last adds a date.

    A changed value is marked as edited and no longer stands in any file; an emptied one becomes a gap.
    """
    series = workspace.series[series_id]
    points, problems, days = series.points, {}, series.points.dates.copy()
    touched: list[np.datetime64] = []
    for row, at, text in changes:
        try:
            points, day = _point_edit(points, days[row] if row < len(days) else None, at, text)
        except ValueError as reason:
            problems[row, at] = str(reason)
            continue
        if day is not None:
            touched.append(day)
    if points == series.points and points is series.points:
        return Edited(problems=problems)
    title = series_title(series)
    one = _("Edit {title} {day}").format(title=title, day=touched[0]) if touched else _("Edit {title}").format(title=title)
    many = _("Edit {values} of {title}").format(values=plural("{count} value", "{count} values", len(touched)), title=title)
    label = one if len(touched) <= 1 else many
    return Edited({"series": put(workspace.series, replace(series, points=points))}, label, problems)


def _point_edit(points: Points, day: np.datetime64 | None, at: int, text: str) -> tuple[Points, np.datetime64 | None]:
    if at == DATE_COLUMN:
        if not text.strip():
            return (points.without(day), day) if day is not None else (points, None)
        new = _day(text)
        if day is not None and new == day:
            return points, None
        if new in points.dates:
            raise ValueError(_("The series has a value on {day} already").format(day=new))
        if day is None:
            return points.with_value(new, math.nan), new
        value = float(points.values[points.dates == day][0])
        return points.without(day).with_value(new, value), new
    if at != VALUE_COLUMN:
        raise ValueError(_("Only dates and values can be edited here"))
    if day is None:
        if not text.strip():
            return points, None
        raise ValueError(_("Type the date first, then its value"))
    number = read(_VALUE, text)
    value = math.nan if number is None else float(number)
    old = float(points.values[points.dates == day][0])
    if value == old or (math.isnan(value) and math.isnan(old)):
        return points, None
    return points.with_value(day, value), day


_VALUE = Column("value", "Value", FieldKind.NUMBER)


def _day(text: str) -> np.datetime64:
    return np.datetime64(PartialDate.parse(text).start, "D")


def add_record(workspace: Workspace, part: str) -> tuple[Edited, str]:
    """A new record with nothing but an id of its own; the id is given back as well."""
    there = getattr(workspace, part)
    stem = part_title(part).casefold().split()[0]
    number = len(there) + 1
    while (key := f"{stem}-{number}") in there:
        number += 1
    more: dict[str, Any] = {"points": Points([], []), "kind": "price"} if part == "series" else {}
    record = PARTS[part](id=key, **more)
    return Edited({part: put(there, record)}, _("Add a row to {table}").format(table=part_title(part))), key


def delete_records(workspace: Workspace, part: str, rows: Iterable[int]) -> Edited:
    """Delete the records in these rows of `record_table(workspace, part)`."""
    ids = [record.id for at, record in enumerate(getattr(workspace, part).values()) if at in set(rows)]
    if not ids:
        return Edited()
    words = plural("{count} row", "{count} rows", len(ids))
    return Edited({part: drop(getattr(workspace, part), *ids)}, _("Delete {rows} of {table}").format(rows=words, table=part_title(part)))


def delete_points(workspace: Workspace, series_id: str, rows: Iterable[int]) -> Edited:
    """Delete the points in these rows of a series."""
    series = workspace.series[series_id]
    gone = [row for row in rows if row < len(series.points)]
    if not gone:
        return Edited()
    keep = np.ones(len(series.points), bool)
    keep[gone] = False
    old = series.points
    points = Points(old.dates[keep], old.values[keep], old.marks[keep], old.places[keep])
    words = plural("{count} date", "{count} dates", len(gone))
    label = _("Delete {dates} of {title}").format(dates=words, title=series_title(series))
    return Edited({"series": put(workspace.series, replace(series, points=points))}, label)


def provenance(workspace: Workspace, record: Record, point: int | None = None) -> tuple[tuple[str, str], ...]:
    """Where a record, or one point of a series, came from: (label, text) lines, the most particular first."""
    lines: list[tuple[str, str]] = []
    if isinstance(record, Series) and point is not None and point < len(record.points):
        lines += _point_lines(record, point)
    elif cell := getattr(record, "cell", ""):
        lines.append((_("Cell"), cell))
    for key in dict.fromkeys(part.strip() for part in _source_ids(record, point) if part.strip()):
        source = workspace.sources.get(key)
        lines += _source_lines(source) if source is not None else [(_("Source"), key)]
    if not lines:
        lines.append((_("Source"), _("Not stated: typed by hand, or imported without one")))
    if note := getattr(record, "note", ""):
        lines.append((_("Note"), note))
    return tuple(lines)


def _point_lines(series: Series, point: int) -> list[tuple[str, str]]:
    marks = Mark(int(series.points.marks[point]))
    value = float(series.points.values[point])
    number = _("no value") if math.isnan(value) else f"{value:,.10g} {series.unit}".strip()
    lines = [(str(series.points.dates[point]), number)]
    place = series.place(point)
    if place is not None:
        lines.append((_("Cell"), str(place)))
    elif marks & Mark.EDITED:
        lines.append((_("Cell"), _("typed by hand")))
    if marks:
        lines.append((_("Marks"), "; ".join(mark_names(marks))))
    return lines


def _source_ids(record: Record, point: int | None) -> list[str]:
    if isinstance(record, Series) and point is not None and point < len(record.points):
        place = record.place(point)
        return [place.source] if place is not None else []
    return getattr(record, "source", "").split(";")


def _source_lines(source: Source) -> list[tuple[str, str]]:
    named = ", ".join(part for part in (source.title, source.publisher, source.edition) if part)
    lines = [(_("Source"), named or source.id)]
    for label, text in (
        (_("Date"), show(source.date)),
        (_("Terms"), source.terms),
        (_("File"), source.file),
        (_("Imported"), f"{source.imported} UTC" if source.imported else ""),
    ):
        if text:
            lines.append((label, text))
    return lines


def _check(workspace: Workspace, part: str, column: Column, old: object, value: object) -> None:
    """What a field by itself cannot know. Raises ValueError with a sentence."""
    if column.name != "id" or value == old:
        return
    if value in getattr(workspace, part):
        raise ValueError(_("There is a record with the id “{id}” already").format(id=value))
    refers = {"sources": "source", "events": "event"}.get(part)
    if refers and _named(workspace, refers, str(old)):
        raise ValueError(_("Other records name “{id}”, so its id cannot be changed").format(id=old))


def _named(workspace: Workspace, refers: str, key: str) -> bool:
    for part, record_type in PARTS.items():
        names = [column.name for column in columns(record_type) if column.refers == refers]
        for record in getattr(workspace, part).values() if names else ():
            if any(key in [one.strip() for one in getattr(record, name).split(";")] for name in names):
                return True
    return False


def _replaced(table: RecordTable, edited: Mapping[int, Any]) -> Mapping[str, Record]:
    """The part with the edited records in their old places, also where an id has changed."""
    return collect(edited.get(row, record) for row, record in enumerate(table.records))


def _edit_label(part: str, edited: Mapping[int, Any], cells: int) -> str:
    if cells == 1:
        record = next(iter(edited.values()))
        return _("Edit {title}").format(title=getattr(record, "title", "") or record.id)
    return _("Edit {cells} of {table}").format(cells=plural("{count} cell", "{count} cells", cells), table=part_title(part))


def as_date(value: object) -> dt.date | None:
    """The first day that a date of a record can mean; None for a missing one."""
    return value.start if isinstance(value, PartialDate) else value if isinstance(value, dt.date) else None
