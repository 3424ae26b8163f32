"""A workspace that is exported and imported again is the same workspace: what the workbook is for."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.io import importing
from core.io.example import example_workspace
from core.io.periods import FIRST_YEAR, LAST_YEAR
from core.io.reader import read_book
from core.io.reading.limits import Limits
from core.io.reading.opening import open_book
from core.model import PARTS, Clock, FieldKind, Mark, Points, Record, Series, Workspace, collect, columns, with_parts
from core.task import Progress
from core.views import export
from tests import strategies

IMPORTED = {"series", *PARTS} - {"sources", "problems", "recipes"}


def imported(path: Path, into: Workspace, *, child: bool = False) -> Workspace:
    """`into` after the import of the workbook; read in this process where many are read."""
    book = read_book(path) if child else open_book(path, Limits(), Progress())
    plan = importing.plan(into, importing.understand(book, into, digest="aa"))
    assert plan.problems == ()
    return with_parts(into, importing.parts(into, plan))


def comparable(workspace: Workspace, part: str) -> dict[str, Record]:
    """A part without what an export leaves behind: a series' own cells are those of the workbook now."""
    records: Mapping[str, Record] = getattr(workspace, part)
    return {key: replace(one, origins=()) if isinstance(one, Series) else one for key, one in records.items()}


def holdable(record: Record) -> Record:
    """The record as a sheet can hold it, and the import takes it.

    Lists without semicolons in their items, periods of at least one, no infinite value, no value in years that the trade has not seen.
    """
    changes: dict[str, Any] = {}
    for declared in columns(type(record)):
        value = getattr(record, declared.name)
        if declared.kind is FieldKind.LIST:
            changes[declared.name] = tuple(item for part in value for item in (one.strip() for one in part.split(";")) if item)
        elif isinstance(value, Clock) and not 0 < value.count < 100_000:
            changes[declared.name] = None
    if isinstance(record, Series):
        points = record.points.between(np.datetime64(f"{FIRST_YEAR}-01-01"), np.datetime64(f"{LAST_YEAR}-12-31"))
        infinite = np.isinf(points.values)
        marks = np.where(infinite, np.uint8(Mark.ERROR), points.marks)
        changes["points"] = Points(points.dates, np.where(infinite, math.nan, points.values), marks)
    return replace(record, **changes)


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    ids = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
    parts = draw(st.lists(st.sampled_from(sorted(IMPORTED)), unique=True, min_size=1, max_size=4))
    made: dict[str, Any] = {}
    for part in parts:
        records = draw(st.lists(strategies.records(part, ids), min_size=1, max_size=4, unique_by=lambda one: one.id))
        made[part] = collect(holdable(one) for one in records)
    return Workspace(**made)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(workspace=workspaces())
def test_any_workspace_comes_back_the_same(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "out.xlsx"
    export.whole(workspace, path)
    back = imported(path, Workspace())
    for part in IMPORTED:
        assert comparable(back, part) == comparable(workspace, part), part


def test_the_example_comes_back_the_same_and_changes_nothing_where_it_is(tmp_path: Path) -> None:
    workspace = example_workspace()
    path = tmp_path / "example.xlsx"
    written = export.whole(workspace, path)
    assert "Chart" in written.sheets
    back = imported(path, Workspace(), child=True)
    for part in PARTS:
        if part != "sources":
            assert comparable(back, part) == comparable(workspace, part), part
    assert {key: back.sources[key] for key in workspace.sources} == dict(workspace.sources)
    assert imported(path, workspace) is workspace or imported(path, workspace) == workspace


def test_what_is_shown_comes_back_as_it_was_shown(tmp_path: Path) -> None:
    workspace = example_workspace()
    ids = [key for key, one in workspace.series.items() if one.kind == "price"][:3]
    path = tmp_path / "shown.xlsx"
    first, last = dt.date(2010, 1, 1), dt.date(2020, 6, 30)
    written = export.shown_workbook(workspace, ids, first, last, path)
    assert any(name.startswith("Chart") for name in written.sheets)
    back = imported(path, Workspace(), child=True)
    assert list(back.series) == ids
    for key in ids:
        wanted = workspace.series[key]
        cut = wanted.points.between(np.datetime64(first), np.datetime64(last))
        assert 0 < len(cut) < len(wanted.points)
        assert replace(back.series[key], origins=()) == replace(wanted, points=cut, origins=())


@pytest.mark.parametrize("kind", ["value", "record"])
def test_texts_longer_than_a_cell_come_back_whole(tmp_path: Path, kind: str) -> None:
    long = "長" * 70_000 + "\U0001f600" * 20_000
    event = PARTS["events"](id="E1", summary=long, title="short")  # type: ignore[call-arg]
    series = Series(id="s", title=long, note=long, points=Points(["2024-01-01"], [1.0]))
    workspace = Workspace(events=collect([event])) if kind == "record" else Workspace(series=collect([series]))  # type: ignore[list-item]
    path = tmp_path / "out.xlsx"
    written = export.whole(workspace, path)
    assert any("longer than a cell" in note for note in written.notes)
    back = imported(path, Workspace())
    for part in ("events", "series"):
        assert comparable(back, part) == comparable(workspace, part)
