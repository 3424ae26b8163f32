"""What an import does to what is there: points and fields of the file against those of the workspace."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from core.io.guess import slug
from core.io.rhythm import frequency_of
from core.model import Mark, Origin, Points, Record, Series, columns

Days = npt.NDArray[np.datetime64]
_PLACE_BITS = 35  # of row and column in a packed place; the origin's number stands above them
_WHERE_FROM = frozenset({"source", "cell"})


def _no_days() -> Days:
    return np.array([], "datetime64[D]")


class Mode(enum.StrEnum):
    """What is done with a table: what is there is updated, or only what is not there yet is added, or the table is left out."""

    UPDATE = "update"
    ADD = "add"
    SKIP = "skip"


class Status(enum.StrEnum):
    """What an import would do to a record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MISSING = "missing"  # it is there, but the file has it no more; it is kept


@dataclass(frozen=True, slots=True, eq=False)
class SeriesChange:
    """One series of a file. result: as it will be; old: as it is, None when it is new; table: position in `Understood.tables`.

    added: dates that are new. changed: dates whose value or mark differs, with `before` and `after` (NaN: none) and `by_hand`, whether
    the value that goes was typed in the desk. missing: dates that the file has no more; they are kept. A report of one day misses none.
    """

    table: int
    status: Status
    result: Series
    old: Series | None = None
    added: Days = field(default_factory=_no_days)
    changed: Days = field(default_factory=_no_days)
    before: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    after: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    by_hand: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    missing: Days = field(default_factory=_no_days)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record of a file; fields: the names of those that differ."""

    table: int
    part: str
    status: Status
    result: Record
    old: Record | None = None
    fields: tuple[str, ...] = ()


def series_change(table: int, there: Mapping[str, Series], new: Series, mode: Mode, *, exact: bool = False) -> SeriesChange:
    """What importing `new` does. exact: the file is our own, so a gap in it is meant and its titles are as they should be."""
    if not exact:
        new = replace(new, id=_own_id(there, new))
    old = there.get(new.id)
    if old is None:
        return SeriesChange(table, Status.NEW, new, None, new.points.dates)
    told = _told(old.points, new.points, exact)
    if mode is Mode.ADD:
        told = replace(told, replaced=np.zeros(0, np.int64))
    head = old if mode is Mode.ADD else _head(old, new, exact)
    changes = told.added.size or told.replaced.size
    same_head = _differing(old, head) == ()
    days, at = new.points.dates[told.replaced], np.searchsorted(old.points.dates, new.points.dates[told.replaced])
    missing = old.points.dates[told.missing] if len(new.points) > 1 else _no_days()
    if not changes:
        status = Status.UNCHANGED if same_head else Status.CHANGED
        return SeriesChange(table, status, old if same_head else head, old, missing=missing)
    points, origins = _merged(old, new, np.concatenate([told.added, told.replaced]))
    if not head.frequency:  # a report a day: how often it comes is seen once there are several
        head = replace(head, frequency=frequency_of(points.dates))
    return SeriesChange(
        table, Status.CHANGED, replace(head, points=points, origins=origins, source=new.source or old.source), old,
        new.points.dates[told.added], days, old.points.values[at], new.points.values[told.replaced],
        (old.points.marks[at] & Mark.EDITED) > 0, missing,
    )  # fmt: skip


def record_change(table: int, part: str, there: Mapping[str, Any], new: Record, mode: Mode, *, exact: bool = False) -> RecordChange:
    """What importing the record `new` does; an empty field of a stranger's file takes nothing away."""
    old = there.get(new.id)
    if old is None:
        return RecordChange(table, part, Status.NEW, new)
    result = _with_private(new, old) if exact else filled_up(new, old)
    fields = _differing(old, result)
    if mode is Mode.ADD or not set(fields) - _WHERE_FROM:
        return RecordChange(table, part, Status.UNCHANGED, old, old)
    return RecordChange(table, part, Status.CHANGED, result, old, fields)


def _own_id(there: Mapping[str, Series], new: Series) -> str:
    """The id under which a series is kept: another one where that of its title belongs to numbers in another unit or rhythm."""
    candidates = (
        new.id,
        f"{new.id}-{slug(new.unit or 'no unit')}",
        f"{new.id}-{slug(new.unit or 'no unit')}-{new.frequency or 'irregular'}",
    )
    return next((one for one in candidates if one not in there or alike(there[one], new)), candidates[-1])


def alike(old: Series, new: Series) -> bool:
    """Whether the numbers of two series of one id can stand in one: they are not of different units or rhythms."""
    regular = {old.frequency, new.frequency} - {"", "irregular"}
    return (not old.unit or not new.unit or old.unit == new.unit) and len(regular) <= 1


def _head(old: Series, new: Series, exact: bool) -> Series:
    """The series without its points: what is there stays, what was empty is filled; of our own file all is taken."""
    if exact:
        return replace(new, points=old.points, origins=old.origins)
    given = {column.name: getattr(new, column.name) for column in columns(Series) if not getattr(old, column.name)}
    return replace(old, **given)


@dataclass(frozen=True, slots=True)
class _Told:
    """Positions in the new points that are added or replace, and in the old points that are missing from the new."""

    added: npt.NDArray[np.int64]
    replaced: npt.NDArray[np.int64]
    missing: npt.NDArray[np.int64]


def _told(old: Points, new: Points, exact: bool) -> _Told:
    if old == new:
        nothing = np.zeros(0, np.int64)
        return _Told(nothing, nothing, nothing)
    there = np.isin(new.dates, old.dates, assume_unique=True)
    at = np.searchsorted(old.dates, new.dates[there])
    before, after = old.values[at], new.values[there]
    was, now = old.marks[at], new.marks[there]
    same = ((before == after) | (np.isnan(before) & np.isnan(after))) & ((was & ~np.uint8(Mark.EDITED)) == (now & ~np.uint8(Mark.EDITED)))
    if exact:
        same &= was == now
    blank = np.isnan(after) & (now == 0) & ~np.isnan(before) & (not exact)
    missing = np.concatenate([np.flatnonzero(~np.isin(old.dates, new.dates, assume_unique=True)), at[blank]])
    return _Told(np.flatnonzero(~there), np.flatnonzero(there)[~same & ~blank], np.sort(missing))


def _merged(old: Series, new: Series, taken: npt.NDArray[np.int64]) -> tuple[Points, tuple[Origin, ...]]:
    """The old points with those at the positions `taken` of the new ones in their place; each keeps the place where it stood."""
    a, b = old.points, new.points
    days = b.dates[taken]
    kept = ~np.isin(a.dates, days, assume_unique=True)
    origins = tuple(dict.fromkeys((*old.origins, *new.origins)))
    places = _moved(b.places[taken], tuple(origins.index(one) for one in new.origins))
    points = Points(
        np.concatenate([a.dates[kept], days]),
        np.concatenate([a.values[kept], b.values[taken]]),
        np.concatenate([a.marks[kept], b.marks[taken]]),
        np.concatenate([a.places[kept], places]),
    )
    return points, origins


def _moved(places: npt.NDArray[np.int64], numbers: tuple[int, ...]) -> npt.NDArray[np.int64]:
    """Packed places whose origins have other numbers now; 0, typed by hand, stays 0."""
    new = np.array([0, *(number + 1 for number in numbers)], np.int64)
    return np.asarray((new[places >> _PLACE_BITS] << _PLACE_BITS) | (places & ((1 << _PLACE_BITS) - 1)), np.int64)


def joined(pieces: list[Series]) -> Series | None:
    """One series from pieces on several sheets whose dates do not meet; None when they do, for then they are different things."""
    whole = pieces[0]
    for piece in pieces[1:]:
        if np.isin(piece.points.dates, whole.points.dates).any() or piece.unit != whole.unit:
            return None
        points, origins = _merged(whole, piece, np.arange(len(piece.points)))
        whole = replace(whole, points=points, origins=origins)
    return whole


def _with_private(new: Record, old: Record) -> Record:
    """`new`, from a file that never holds what is private, with that of `old`."""
    return replace(new, **{column.name: getattr(old, column.name) for column in columns(type(new)) if column.private})


def stacked(pieces: Sequence[Series]) -> tuple[Series, Days]:
    """One series from pieces of several files, and the dates on which they say different things: there the later piece counts.

    Where a piece only repeats what an earlier one says, the earlier place is kept. A blank says nothing.
    """
    whole = pieces[0]
    origins = tuple(dict.fromkeys(origin for piece in pieces for origin in piece.origins))
    points = [piece.points for piece in pieces]
    dates, values, marks = (np.concatenate([getattr(one, name) for one in points]) for name in ("dates", "values", "marks"))
    places = np.concatenate([_moved(one.points.places, tuple(map(origins.index, one.origins))) for one in pieces])
    order = np.argsort(dates, kind="stable")
    said = ~np.isnan(values) | (marks > 0)
    order = np.concatenate([order[~said[order]], order[said[order]]])  # blanks first: whatever is said of their date comes after
    order = order[np.argsort(dates[order], kind="stable")]
    dates, values, marks, places = dates[order], values[order], marks[order], places[order]
    again = dates[1:] == dates[:-1]
    same = again & ((values[1:] == values[:-1]) | (np.isnan(values[1:]) & np.isnan(values[:-1]))) & (marks[1:] == marks[:-1])
    first_said = np.arange(len(dates))
    first_said[1:][same] = 0
    places = places[np.maximum.accumulate(first_said)]
    last = np.append(~again, True)
    differing = np.unique(dates[1:][again & ~same & said[order][:-1]])
    return replace(whole, points=Points(dates[last], values[last], marks[last], places[last]), origins=origins), differing


def filled_up(new: Record, old: Record) -> Record:
    """`new` with what only `old` says."""
    given = {
        column.name: getattr(old, column.name)
        for column in columns(type(new))
        if getattr(new, column.name) in ("", None, ()) and getattr(old, column.name) not in ("", None, ())
    }
    return replace(new, **given)


def _differing(old: Record, new: Record) -> tuple[str, ...]:
    return tuple(column.name for column in columns(type(old)) if getattr(old, column.name) != getattr(new, column.name))
