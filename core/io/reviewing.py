"""What is to be looked at before an import is taken over: suspicious jumps, what is missing now, what is there twice under two names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.io.cell_lists import areas_of, cell_list
from core.io.cells import Book, Kind
from core.io.columns import text_at
from core.io.detect import FoundTable
from core.io.jumps import Reading, history_jumps, reading, revision_jumps
from core.io.merging import RecordChange, SeriesChange, Status
from core.io.missing_now import Gone
from core.io.near_duplicates import Facts, facts_of_records, facts_of_series, near_rows, near_tables, together
from core.io.recipe import Role, TableRecipe
from core.io.table_dates import table_dates
from core.io.troubles import Troubles
from core.model import PolicyEvent, Workspace, unpack_place
from core.model.units import parse_unit
from core.words import _, plural

JUMP, TWICE, MISSING = "jump", "near duplicate", "missing now"
_PLACES = 20_000  # suspicious values of a series whose cells are named
_NAMED = 5  # of what is missing
_TITLES = re.compile(r"title|headline|標題|标题|題目|题目", re.I)
_LONG_TEXT = 20  # letters: a column of such texts, where none is called title
_DISTINCT = 0.8  # the share of such texts that are different
_MOST_ROWS = 200_000  # of texts compared
_TOLD = 50  # pairs of rows that get a line each

Days = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SeriesJumps:
    """The suspicious values of one series that an import brings. series: its position in the plan.

    days, values: where and what they are; before: what they are held against, the value they replace (`revised`) or the one before them;
    factors: how many times what was expected they are.
    """

    series: int
    days: Days
    before: Floats
    values: Floats
    factors: Floats
    revised: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.days)


def find_jumps(changes: Sequence[SeriesChange], threshold: float) -> tuple[SeriesJumps, ...]:
    """The suspicious values among those that are new or changed, series by series."""
    found = (_jumps_of(at, one, threshold) for at, one in enumerate(changes) if one.status in (Status.NEW, Status.CHANGED))
    return tuple(one for one in found if len(one))


def _jumps_of(at: int, change: SeriesChange, threshold: float) -> SeriesJumps:
    revised = revision_jumps(change.before, change.after, threshold)
    points = change.result.points
    history = history_jumps(points.dates, points.values, threshold)
    days = points.dates[history.at]
    brought = _among(days, change.added) | _among(days, change.changed)
    kept = brought & ~_among(days, change.changed[revised.at])
    rows = history.at[kept]
    order = np.argsort(np.concatenate([change.changed[revised.at], days[kept]]), kind="stable")

    def joined(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.concatenate([first, second])[order]

    return SeriesJumps(
        at,
        joined(change.changed[revised.at], days[kept]),
        joined(change.before[revised.at], points.values[[_earlier(points.values, row) for row in rows.tolist()]]),
        joined(change.after[revised.at], points.values[rows]),
        joined(revised.factors, history.factors[kept]),
        joined(np.ones(len(revised), bool), np.zeros(len(rows), bool)),
    )


def _among(days: Days, many: Days) -> npt.NDArray[np.bool_]:
    """Which of the days are among many others, that are in order."""
    if not len(days) or not len(many):
        return np.zeros(len(days), bool)
    return np.asarray(many[np.minimum(np.searchsorted(many, days), len(many) - 1)] == days, bool)


def _earlier(values: Floats, row: int) -> int:
    """The position of the last value before `row`."""
    while row > 0 and not np.isfinite(values[row - 1]):
        row -= 1
    return max(row - 1, 0)


def tell_jumps(changes: Sequence[SeriesChange], jumps: Iterable[SeriesJumps], troubles: Troubles, files: Mapping[str, str]) -> None:
    """A warning for each series with suspicious values, at their cells. files: names of several files, by source."""
    for one in jumps:
        series = changes[one.series].result
        at = np.searchsorted(series.points.dates, one.days[:_PLACES])
        first = next((place for row in at.tolist() if (place := series.place(row)) is not None), None)
        places = [unpack_place(place) for place in series.points.places[at].tolist()]
        origin = next((place[0] for place in places if place is not None), None)
        cells = cell_list(areas_of((place[1], place[2]) for place in places if place is not None and place[0] == origin))
        sheet = "" if first is None else f"[{files[first.source]}]{first.sheet}" if first.source in files else first.sheet
        more = plural("{count} more value of this series is like it.", "{count} more values of this series are like it.", len(one) - 1)
        troubles.add(
            JUMP, f"{series.title or series.id}, {jump_words(one, 0, series.unit)}" + (f" {more}" if len(one) > 1 else ""),
            cell=cells, value=number(float(one.values[0])), sheet=sheet,
            suggestion=_("Compare the cell with its publisher, and the unit with that of the series; if it is right, import it as it is."),
        )  # fmt: skip


def jump_words(jumps: SeriesJumps, at: int, unit: str) -> str:
    """One jump in a sentence: the date, the two values, how many times, and what the factor looks like."""
    words = _("{day}: {before} → {value}: {remark}") if jumps.revised[at] else _("{day}: {value} after {before}: {remark}")
    return words.format(
        day=jumps.days[at], before=number(float(jumps.before[at])), value=number(float(jumps.values[at])),
        remark=jump_remark(jumps, at, unit),
    )  # fmt: skip


def jump_remark(jumps: SeriesJumps, at: int, unit: str) -> str:
    """How many times what was expected a value is, and what the factor looks like."""
    ratio, revised = float(jumps.factors[at]), bool(jumps.revised[at])
    words = _("{times} the value before it was revised.") if revised else _("{times} what its neighbours let expect.")
    said = words.format(times=times_words(ratio))
    meaning = reading_words(reading(ratio, unit, exact=revised), unit)
    return f"{said} {meaning}" if meaning else said


def times_words(ratio: float) -> str:
    """A factor as words: 31.1 times, or 1/31.1 of."""
    if ratio >= 1:
        return _("{factor} times").format(factor=f"{ratio:,.4g}")
    return _("1/{factor} of").format(factor=f"{1 / ratio:,.4g}")


def reading_words(found: Reading | None, unit: str) -> str:
    """What a factor looks like, in a sentence; empty when it looks like nothing."""
    if found is None:
        return ""
    if found.unit and unit and parse_unit(unit):
        return _("The factor looks like a unit change: {unit} → {other}.").format(unit=found.unit, other=found.other)
    if found.unit:
        return _("The factor looks like a unit change between {unit} and {other}.").format(unit=found.unit, other=found.other)
    return _("The factor is a power of ten: a decimal point, or thousands, may be misplaced.")


def number(value: float) -> str:
    """A value as lists show it."""
    return _("none") if np.isnan(value) else f"{value:,.10g}"


def tell_gone(lacking: Sequence[Gone], troubles: Troubles) -> None:
    """A note for the series, and for the records of each kind, that the file has no more."""
    by_part: dict[str, list[Gone]] = {}
    for one in lacking:
        by_part.setdefault(one.part, []).append(one)
    for part, group in by_part.items():
        names = ", ".join(record_title(one.record) for one in group[:_NAMED]) + (" …" if len(group) > _NAMED else "")
        if part == "series":
            words = plural(
                "{count} series is no longer in the file; it was kept.",
                "{count} series are no longer in the file; they were kept.",
                len(group),
            )
        else:
            words = plural(
                "{count} record is no longer in the file; it was kept.",
                "{count} records are no longer in the file; they were kept.",
                len(group),
            )
        suggestion = _("Compare the file with the one before; what is not wanted any more can be deleted in the Data tab.")
        troubles.add(MISSING, words, value=names, severity="note", suggestion=suggestion)


def record_title(record: Any) -> str:
    """What a record is called in a list: its title, else the end of its id."""
    return str(getattr(record, "title", "")) or str(record.id).rpartition("/")[2]


# --- rows


@dataclass(frozen=True, slots=True)
class _Row:
    """A text with its day, and where it stands: a cell of the file, or a record of the workspace (`cell` is empty)."""

    text: str
    day: int
    sheet: str
    cell: str
    where: str


def tell_near_rows(
    workspace: Workspace, book: Book, tables: Sequence[FoundTable], records: Sequence[RecordChange], troubles: Troubles, skipped: set[int]
) -> None:
    """A note for each two rows that say nearly the same: events of about one day, and titles in tables that became nothing else."""
    for titles in _event_rows(workspace, tables, records):
        _tell_rows(titles, troubles)
    used = {one.table for one in records} | skipped
    for at, table in enumerate(tables):
        if at not in used:
            for titles in _text_rows(book, table):
                _tell_rows(titles, troubles)


def _tell_rows(rows: Sequence[_Row], troubles: Troubles) -> None:
    if not 2 <= len(rows) <= _MOST_ROWS:
        return
    pairs = near_rows([one.text for one in rows], np.array([one.day for one in rows], np.int64))
    told = [pair for pair in pairs if rows[pair.first].cell or rows[pair.second].cell]
    for pair in told[:_TOLD]:
        first, second = rows[pair.first], rows[pair.second]
        if not second.cell:
            first, second = second, first
        troubles.add(
            TWICE, _("This row and {other} say nearly the same ({share}).").format(other=first.where, share=f"{pair.share:.0%}"),
            cell=second.cell, value=second.text, sheet=second.sheet, severity="note",
            suggestion=_("If both tell of one thing, delete one of the rows: here before the import, or in the Data tab after it."),
        )  # fmt: skip
    if len(told) > _TOLD:
        one = rows[told[_TOLD].second]
        rest = plural(
            "{count} more pair of rows says nearly the same.", "{count} more pairs of rows say nearly the same.", len(told) - _TOLD
        )
        troubles.add(TWICE, rest, cell=one.cell, value=one.text, sheet=one.sheet, severity="note")


def _event_rows(workspace: Workspace, tables: Sequence[FoundTable], records: Sequence[RecordChange]) -> Iterator[list[_Row]]:
    brought = [(one.table, one.result) for one in records if isinstance(one.result, PolicyEvent)]
    if not brought:
        return
    ids = {event.id for _table, event in brought}
    known = [event for event in workspace.events.values() if event.id not in ids]
    for name in ("title", "title_zh"):
        rows = [
            _Row(getattr(event, name), _day(event), tables[table].sheet if table >= 0 else "", event.cell.rpartition("!")[2], event.cell)
            for table, event in brought
            if getattr(event, name)
        ]
        there = _("the event {id} of the workspace")
        rows += [_Row(getattr(event, name), _day(event), "", "", there.format(id=event.id)) for event in known if getattr(event, name)]
        yield rows


def _day(event: PolicyEvent) -> int:
    return event.when.start.toordinal() if event.when is not None else 0


def _text_rows(book: Book, table: FoundTable) -> Iterator[list[_Row]]:
    recipe = table.recipe
    sheet = next(one for one in book.sheets if one.name == table.sheet)
    if recipe.across or recipe.having(Role.VALUE) or recipe.last_row - recipe.first_row >= _MOST_ROWS:
        return
    rows = range(recipe.first_row, recipe.last_row + 1)
    days = _row_days(book, table)
    titles = _title_columns(sheet, recipe)
    for column in titles:
        found = []
        for row in rows:
            if sheet.kinds[row, column] == Kind.TEXT:
                cell = recipe.address(row, titles[0])  # rows alike in two languages are told once
                found.append(_Row(text_at(sheet, row, column), days[row - recipe.first_row], sheet.name, cell, cell))
        yield found


def _title_columns(sheet: Any, recipe: TableRecipe) -> list[int]:
    """The columns with titles; where none is called so, that with the longest texts."""
    named = [one.column for one in recipe.columns if _TITLES.search(one.header)]
    if named:
        return named
    sample = range(recipe.first_row, min(recipe.last_row, recipe.first_row + 200) + 1)
    lengths: dict[int, float] = {}
    for one in recipe.columns:
        texts = [text_at(sheet, row, one.column) for row in sample]
        if len(set(texts)) > _DISTINCT * len(texts):  # words that come again and again are kinds of things, not titles
            lengths[one.column] = float(np.median([len(text) for text in texts]))
    longest = max(lengths, key=lambda column: lengths[column], default=None)
    return [longest] if longest is not None and lengths[longest] >= _LONG_TEXT else []


def _row_days(book: Book, table: FoundTable) -> list[int]:
    """The day of each row; 0 where it is not known."""
    recipe = table.recipe
    count = recipe.last_row - recipe.first_row + 1
    if not recipe.having(Role.DATE):
        return [0] * count
    sheet = next(one for one in book.sheets if one.name == table.sheet)
    days = table_dates(sheet, recipe, day_first=True).days
    return [0 if np.isnat(day) else int(day.astype("datetime64[D]").astype(np.int64)) for day in days]


# --- tables


def tell_near_tables(
    workspace: Workspace, tables: Sequence[FoundTable], series: Sequence[SeriesChange], records: Sequence[RecordChange], troubles: Troubles
) -> None:
    """A note for each table that holds nearly the numbers of another one of the file, or of the workspace under another name."""
    there = _facts_there(workspace, series, records)
    if not there and len({one.table for one in series} | {one.table for one in records}) < 2:
        return
    facts = [_facts_of_table(at, series, records) for at in range(len(tables))]
    names = list(there)
    for pair in near_tables([*facts, *there.values()]):
        if pair.first >= len(tables):
            continue
        if pair.second < len(tables):
            at, other = tables[pair.second], tables[pair.first]
            where = f"{other.sheet}!{other.recipe.range}"
        else:
            at = tables[pair.first]
            where = _("“{name}” of the workspace").format(name=names[pair.second - len(tables)])
        troubles.add(
            TWICE, _("{share} of the values of this table or of {other}, whichever is smaller, stand in both.").format(
                share=f"{pair.share:.0%}", other=where
            ), cell=at.recipe.range, sheet=at.sheet, severity="note",
            suggestion=_("If it is the same table under another name, choose “Do not import this table” for one of them."),
        )  # fmt: skip


def _facts_of_table(table: int, series: Sequence[SeriesChange], records: Sequence[RecordChange]) -> Facts:
    brought = [facts_of_series(one.result) for one in series if one.table == table]
    return together([*brought, facts_of_records(one.result for one in records if one.table == table)])


def _facts_there(workspace: Workspace, series: Sequence[SeriesChange], records: Sequence[RecordChange]) -> dict[str, Facts]:
    """The facts of what the workspace has and the file does not bring, by what it is kept under."""
    ids = {one.result.id for one in series}
    groups: dict[str, list[Facts]] = {}
    if series:
        for key, one in workspace.series.items():
            if key not in ids:
                groups.setdefault(key.partition("/")[0], []).append(facts_of_series(one))
    for part in {one.part for one in records}:
        known = {one.result.id for one in records if one.part == part}
        kept: dict[str, list[Any]] = {}
        for key, record in getattr(workspace, part).items():
            if key not in known:
                kept.setdefault(key.partition("/")[0], []).append(record)
        for name, rows in kept.items():
            groups.setdefault(name, []).append(facts_of_records(rows))
    return {name: together(found) for name, found in groups.items()}
