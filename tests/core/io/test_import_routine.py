"""Next month's file needs no eyes; whatever could be wrong does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.io.importing import ImportPlan, parts, plan, understand
from core.io.recipe import with_column
from core.io.routine import is_routine
from core.model import History, Mark, Points, Workspace, collect, put
from tests.core.io.made import book, months, sheet


def planned(
    workspace: Workspace, values: list[object], *, path: str = "lbma 2026-07.xlsx", names: tuple[str, ...] = ("Gold",)
) -> ImportPlan:
    rows: list[list[object]] = [["Month", *(f"{name} (USD/ozt)" for name in names)]]
    rows += [[month, *(value for _name in names)] for month, value in zip(months("2026-01", len(values)), values, strict=True)]
    return plan(workspace, understand(book(sheet(rows), path=path), workspace, digest=path))


def after(made: ImportPlan, workspace: Workspace) -> Workspace:
    history = History(workspace)
    history.edit("Import", **parts(workspace, made))
    return history.workspace


@pytest.fixture
def workspace() -> Workspace:
    return after(planned(Workspace(), [10.0, 11.0, 12.0], path="lbma 2026-03.xlsx"), Workspace())


def test_the_first_import_is_shown_and_the_next_is_not(workspace: Workspace) -> None:
    assert not is_routine(planned(Workspace(), [10.0, 11.0, 12.0]))
    assert is_routine(planned(workspace, [10.0, 11.0, 12.0, 13.0]))
    assert is_routine(planned(workspace, [10.0, 11.0, 12.5, 13.0]))
    assert is_routine(planned(workspace, [10.0, 11.0, 12.0]))


@pytest.mark.parametrize(
    "values", [[10.0, 11.0, 20.0], [10.0, 11.0, 5.0], [10.0, 11.0, -12.0], [10.0, 11.0, "W", 13.0], [10.0, 11.0, 12.0, "rubbish"]]
)
def test_suspicious_values_are_shown(workspace: Workspace, values: list[object]) -> None:
    assert not is_routine(planned(workspace, values))


def by_hand(workspace: Workspace) -> Workspace:
    (series,) = workspace.series.values()
    marks = series.points.marks.copy()
    marks[1] |= Mark.EDITED
    values = series.points.values.copy()
    values[1] = 11.1
    points = Points(series.points.dates, values, marks, series.points.places)
    return replace(workspace, series=put(workspace.series, replace(series, points=points)))


@pytest.mark.parametrize(
    "change",
    [by_hand, lambda there: replace(there, series=collect(())), lambda there: replace(there, recipes=collect(()))],
    ids=["typed by hand", "nothing to continue", "an unknown layout"],
)  # fmt: skip
def test_what_is_not_simply_continued_is_shown(workspace: Workspace, change: Callable[[Workspace], Workspace]) -> None:
    values = [10.0, 11.0, 12.0, 13.0]
    assert is_routine(planned(workspace, values))
    assert not is_routine(planned(change(workspace), values))


def test_another_file_or_a_layout_that_moved_is_shown(workspace: Workspace) -> None:
    assert not is_routine(planned(workspace, [10.0, 11.0, 12.0, 13.0], path="comex 2026-07.xlsx"))
    assert not is_routine(planned(workspace, [10.0, 11.0, 12.0, 13.0], names=("Gold", "Silver")))


def test_a_correction_that_was_imported_is_part_of_the_routine() -> None:
    first = planned(Workspace(), [10.0, 11.0, 12.0], path="lbma 2026-03.xlsx")
    found = first.understood.tables[0]
    corrected = replace(first.understood, tables=(replace(found, recipe=with_column(found.recipe, 1, title="Gold in London")),))
    workspace = after(plan(Workspace(), corrected), Workspace())
    made = planned(workspace, [10.0, 11.0, 12.0, 13.0])
    assert [one.result.title for one in made.series] == ["Gold in London"]
    assert is_routine(made)
