"""Orebook's own workbooks come back as the very records that were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.io.importing import Status, parts, plan, summary, understand
from core.io.reader import read_book
from core.io.record_sheets import marks_table, record_table, value_tables
from core.io.workbook import write_workbook
from core.model import (
    FREQUENCIES,
    SERIES_KINDS,
    Clock,
    Figure,
    History,
    Mark,
    PartialDate,
    Points,
    PolicyEvent,
    Series,
    SupplyRecord,
    Workspace,
    collect,
    columns,
)
from tests.core.io.made import Value, book, sheet


def written(workspace: Workspace, path: Path) -> None:
    series = list(workspace.series.values())
    tables = [record_table("series", series), *value_tables(series), marks_table(series)] if series else []
    tables += [
        record_table(part, list(getattr(workspace, part).values())) for part in ("events", "supply", "figures") if getattr(workspace, part)
    ]
    write_workbook(path, tables, [("Title", "Test")])


def read_back(path: Path, workspace: Workspace | None = None) -> Workspace:
    history = History(workspace)
    understood = understand(read_book(path), history.workspace, digest="aa")
    made = plan(history.workspace, understood)
    assert made.problems == ()
    history.edit("Import", **parts(history.workspace, made))
    return history.workspace


def same(back: Workspace, workspace: Workspace) -> None:
    for part in ("events", "supply", "figures"):
        assert dict(getattr(back, part)) == dict(getattr(workspace, part))
    assert set(back.series) == set(workspace.series)
    for key, one in workspace.series.items():
        assert replace(back.series[key], origins=()) == replace(one, origins=())


MARKS = st.sampled_from([Mark.NONE, Mark.ESTIMATED, Mark.PRELIMINARY | Mark.EDITED, Mark.BOUND])
MISSING = st.sampled_from([Mark.NONE, Mark.WITHHELD, Mark.NOT_AVAILABLE, Mark.NIL, Mark.ERROR, Mark.WITHHELD | Mark.EDITED])
DAYS = st.dates(dt.date(1833, 1, 1), dt.date(2100, 12, 31))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@st.composite
def points(draw: st.DrawFn) -> Points:
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=8)))
    values, marks = [], []
    for _day in days:
        value = draw(st.none() | st.floats(allow_nan=False, allow_infinity=False, width=64))
        values.append(np.nan if value is None else value)
        marks.append(int(draw(MISSING if value is None else MARKS)))
    return Points(np.array(days, "datetime64[D]"), values, marks)


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    ids = draw(st.sets(WORDS, min_size=1, max_size=4))
    series = [
        Series(
            id=key, title=draw(WORDS), title_zh=draw(st.just("") | WORDS), kind=draw(st.sampled_from(("", *SERIES_KINDS))),
            unit=draw(st.sampled_from(["USD/t", "", "furlongs"])), frequency=draw(st.sampled_from(("", *FREQUENCIES))), source="A1",
            note=draw(WORDS), points=draw(points()),
        )
        for key in sorted(ids)
    ]  # fmt: skip
    events = [
        PolicyEvent(
            id=key, title=draw(WORDS), announced=draw(st.none() | st.builds(PartialDate, DAYS)), actors=("CHN", "EU"),
            adopted=draw(st.none() | st.builds(PartialDate, DAYS)),
            clock=draw(st.none() | st.just(Clock(180, "day"))), direction="restrictive", source="A1",
        )
        for key in sorted(ids)
    ]  # fmt: skip
    numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
    supply = [
        SupplyRecord(
            id=key,
            mineral="cobalt",
            year=draw(st.none() | st.integers(1800, 2100)),
            quantity=draw(numbers),
            estimated=draw(st.booleans()),
            source="A1",
        )
        for key in sorted(ids)
    ]
    figures = [
        Figure(id=key, title=draw(WORDS), date=PartialDate.parse("2026-Q2"), value=draw(numbers), source="A1") for key in sorted(ids)
    ]
    return Workspace(series=collect(series), events=collect(events), supply=collect(supply), figures=collect(figures))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(workspaces())
def test_export_then_import_gives_the_same_records(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "out.xlsx"
    written(workspace, path)
    same(read_back(path), workspace)


def test_a_workbook_of_a_program_that_knew_no_adoption_comes_back(tmp_path: Path) -> None:
    event = PolicyEvent(id="E1", title="A law", announced=PartialDate.parse("2024-05"), in_force=PartialDate.parse("2026"), note="kept")
    table = record_table("events", [event])
    at = [column.headers[0] for column in table.columns].index("Adopted")

    def rows() -> Iterator[Sequence[Value]]:
        yield from ((*row[:at], *row[at + 1 :]) for row in table.rows())

    columns = table.columns[:at] + table.columns[at + 1 :]
    write_workbook(tmp_path / "old.xlsx", [replace(table, columns=columns, rows=rows)], [("Title", "Test")])
    assert list(read_back(tmp_path / "old.xlsx").events.values()) == [event]


def test_importing_into_the_workspace_it_came_from_changes_nothing(tmp_path: Path) -> None:
    days = np.array(["1833-01-01", "2024-01-01", "2024-02-01"], "datetime64[D]")
    series = Series(
        id="x/gold",
        title="Gold",
        kind="price",
        unit="USD/ozt",
        frequency="monthly",
        points=Points(days, [18.93, np.nan, 2034.5], [0, 32, 1]),
    )
    workspace = Workspace(series=collect([series]))
    written(workspace, tmp_path / "out.xlsx")
    assert read_back(tmp_path / "out.xlsx", workspace) is workspace


VALUES: list[list[Value]] = [
    ["Date", "Gold", "Silver"],
    ["Unit", "USD/ozt", "USD/ozt"],
    ["Id", "x/gold", ""],
    ["2024-01-01", 2034.0, 23.5],
    ["2024-02-01", "lots", 22.5],
]


def test_what_was_changed_by_hand_and_does_not_fit_is_told() -> None:
    file = book(sheet(VALUES, "Price monthly"), sheet([["Something", "else"]], "Mine"), path="out.xlsx")
    made = plan(Workspace(), understand(file, Workspace()))
    (gold,) = (one.result for one in made.series)
    assert (gold.id, gold.title, gold.kind, gold.frequency, gold.unit) == ("x/gold", "Gold", "price", "monthly", "USD/ozt")
    assert {(one.sheet, one.cell, one.rule) for one in made.problems} == {
        ("Price monthly", "C3", "id"), ("Price monthly", "B5", "number"), ("Mine", "", "foreign sheet")
    }  # fmt: skip
    assert summary(made)["tables"][0]["series"] == ["x/gold"]


def test_a_gap_and_a_cleared_field_of_our_own_file_are_meant() -> None:
    days = np.array(["2024-01-01", "2024-02-01"], "datetime64[D]")
    old = Series(id="x/gold", title="Gold", note="old", points=Points(days, [1.0, 2.0]))
    workspace = Workspace(series=collect([old]))
    titles = ["Id", "Title", "Title (Chinese)", "Kind", "Mineral", "Unit", "Venue", "Frequency", "Tenor", "Source", "Note"]
    file = book(
        sheet([titles, ["x/gold", "Gold"]], "Series"),
        sheet([["Date", "Gold"], ["Unit", None], ["Id", "x/gold"], ["2024-01-01", 1.0], ["2024-02-01", "gap"]], "Values"),
        path="out.xlsx",
    )
    (change,) = plan(workspace, understand(file, workspace)).series
    assert change.status is Status.CHANGED
    assert change.result.note == ""
    assert change.result.points.values[0] == 1.0
    assert np.isnan(change.result.points.values[1])


def test_sheets_that_go_on_are_read_together() -> None:
    titles = [one.title for one in columns(PolicyEvent)]
    file = book(sheet([titles, ["E1", "One"]], "Policy events"), sheet([titles, ["E2", "Two"]], "Policy events (2)"), path="out.xlsx")
    made = plan(Workspace(), understand(file, Workspace()))
    assert [one.result.id for one in made.records] == ["E1", "E2"]
