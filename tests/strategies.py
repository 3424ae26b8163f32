"""Any record, any part, any workspace, and any edit of one: for Hypothesis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from core.model import (
    PARTS,
    Clock,
    Column,
    FieldKind,
    Origin,
    PartialDate,
    Points,
    Precision,
    Record,
    Series,
    Workspace,
    collect,
    columns,
    put,
    with_parts,
)
from core.model import drop as dropped

_MONTHS = {Precision.DAY: 1, Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_WORDS = st.text(max_size=12)


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Dates of every precision, from the year 1 on."""
    return st.builds(_partial_date, st.dates(), st.sampled_from(Precision))


def values(declared: Column) -> st.SearchStrategy[Any]:
    """What the field may hold, the empty value of its kind included."""
    kinds: Mapping[FieldKind, st.SearchStrategy[Any]] = {
        FieldKind.TEXT: _WORDS,
        FieldKind.CHOICE: st.sampled_from(("", *declared.choices)),
        FieldKind.LIST: st.lists(_WORDS, max_size=3).map(tuple),
        FieldKind.NUMBER: st.none() | _NUMBERS,
        FieldKind.INTEGER: st.none() | st.integers(-(10**9), 10**9),
        FieldKind.FLAG: st.booleans(),
        FieldKind.DATE: st.none() | partial_dates(),
        FieldKind.DAY: st.none() | st.dates(),
        FieldKind.CLOCK: st.none() | st.builds(Clock, st.integers(0, 10**6), st.sampled_from(("day", "week", "month", "year"))),
    }
    return kinds[declared.kind]


@st.composite
def points(draw: st.DrawFn, max_size: int = 8) -> Points:
    """Dates from 1 to 9999, values with gaps and infinities, any marks, any places."""
    days = draw(st.lists(st.dates(), unique=True, max_size=max_size))
    size = len(days)
    return Points(
        np.array(sorted(days), "datetime64[D]"),
        draw(st.lists(st.floats(), min_size=size, max_size=size)),
        draw(st.lists(st.integers(0, 255), min_size=size, max_size=size)),
        draw(st.lists(st.integers(0, 2**62), min_size=size, max_size=size)),
    )


def records(part: str, ids: st.SearchStrategy[str] = _WORDS) -> st.SearchStrategy[Record]:
    """Any record of the part."""
    record_type = PARTS[part]
    fields = {declared.name: values(declared) for declared in columns(record_type)} | {"id": ids}
    if record_type is Series:
        fields |= {"points": points(), "origins": st.lists(st.builds(Origin, _WORDS, _WORDS), max_size=2).map(tuple)}
    return st.builds(record_type, **fields)


def parts(part: str, max_size: int = 4) -> st.SearchStrategy[Mapping[str, Record]]:
    """The records of a part, in any order."""
    return st.lists(records(part), max_size=max_size, unique_by=lambda record: record.id).map(collect)


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    """Workspaces with records in a few of their parts."""
    filled = draw(st.lists(st.sampled_from(list(PARTS)), unique=True, max_size=4))
    return with_parts(Workspace(title=draw(_WORDS)), {part: draw(parts(part)) for part in filled})


@st.composite
def edits(draw: st.DrawFn, workspace: Workspace) -> Workspace:
    """The workspace after one edit: records put, dropped or put in another order, or a new title."""
    part = draw(st.sampled_from([*(name for name in PARTS if getattr(workspace, name)), "series", "events"]))
    there: Mapping[str, Record] = getattr(workspace, part)
    ids = st.sampled_from(list(there)) | _WORDS if there else _WORDS
    match draw(st.sampled_from(("put", "drop", "order", "title"))):
        case "put":
            changed: Mapping[str, Any] = {part: put(there, *draw(st.lists(records(part, ids), min_size=1, max_size=3)))}
        case "drop":
            changed = {part: dropped(there, *draw(st.lists(ids, min_size=1, max_size=3)))}
        case "order":
            changed = {part: collect(draw(st.permutations(list(there.values()))))}
        case _:
            changed = {"title": draw(_WORDS)}
    return with_parts(workspace, changed)


def _partial_date(day: dt.date, precision: Precision) -> PartialDate:
    if precision is Precision.DAY:
        return PartialDate(day)
    step = _MONTHS[precision]
    return PartialDate(dt.date(day.year, (day.month - 1) // step * step + 1, 1), precision)
