"""Hypothesis plays the user: edits, imports, undo, redo, save, reopen, in any order, held against a plain model."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.io.cells import Book, Kind, Sheet
from core.io.importing import parts, plan, understand
from core.io.workspace_file import check, open_workspace, save_workspace
from core.model import Annotation, History, Points, Series, Workspace, drop, put
from core.views import data

KEYS = st.sampled_from(["a", "b", "c"])
DAYS = st.integers(0, 5)
VALUES = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))

# The model: series as dates and values, notes as texts, and nothing else.
Plain = tuple[dict[str, dict[int, float]], dict[str, str]]


def plain(workspace: Workspace) -> Plain:
    series = {
        key: {int(day): float(value) for day, value in zip(one.points.dates.astype(np.int64), one.points.values, strict=True)}
        for key, one in workspace.series.items()
    }
    return series, {key: one.text for key, one in workspace.annotations.items()}


def a_book(column: dict[int, float]) -> Book:
    """A sheet of two columns: dates, and the values of cobalt in USD/t."""
    rows = len(column) + 1
    kinds = np.full((rows, 2), Kind.NUMBER, np.uint8)
    numbers = np.zeros((rows, 2))
    kinds[0], numbers[0] = Kind.TEXT, (0, 1)
    for row, (day, value) in enumerate(sorted(column.items()), start=1):
        kinds[row, 0], numbers[row] = Kind.DATE, (day, value)
    return Book("cobalt prices.csv", "csv", (Sheet("", kinds, numbers, ("Date", "Cobalt (USD/t)")),))


class Desk(RuleBasedStateMachine):
    """The user on one side; on the other the states that the workspace has gone through, kept as plain values."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="orebook-machine-"))
        self.path = self.folder / "machine.orebook"

    @initialize()
    def begin(self) -> None:
        self.history = History()
        self.base: Workspace | None = None
        self.saved: Plain | None = None
        self.past: list[Plain] = []
        self.now: Plain = ({}, {})
        self.future: list[Plain] = []

    def become(self, now: Plain) -> None:
        if now != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = now

    @rule(key=KEYS, text=st.text(max_size=5))
    def write_a_note(self, key: str, text: str) -> None:
        there = self.history.workspace.annotations
        if key in there and there[key].text == text:
            return
        self.history.edit("note", annotations=put(there, Annotation(id=key, text=text)))
        series, notes = self.now
        self.become((series, {**notes, key: text}))

    @rule(key=KEYS)
    def remove_a_note(self, key: str) -> None:
        if key in self.history.workspace.annotations:
            self.history.edit("no note", annotations=drop(self.history.workspace.annotations, key))
            series, notes = self.now
            self.become((series, {other: text for other, text in notes.items() if other != key}))

    @rule(key=KEYS)
    def add_a_series(self, key: str) -> None:
        there = self.history.workspace.series
        if key not in there:
            self.history.edit("series", series=put(there, Series(id=key, points=Points([], []))))
            series, notes = self.now
            self.become(({**series, key: {}}, notes))

    @rule(key=KEYS, day=DAYS, value=VALUES)
    def type_a_value(self, key: str, day: int, value: float) -> None:
        workspace = self.history.workspace
        if key not in workspace.series:
            return
        when = np.datetime64(day, "D")
        series = workspace.series[key].with_value(when, value)
        self.history.edit("value", series=put(workspace.series, series))
        mine, notes = self.now
        changed = {**mine, key: dict(sorted({**mine[key], day: value}.items()))}
        if changed == mine:  # the same value once more is still a step: it is marked as typed by hand
            self.past.append(self.now)
            self.future.clear()
        self.become((changed, notes))

    @rule(key=KEYS, row=st.integers(0, 5), value=VALUES)
    def type_into_the_grid(self, key: str, row: int, value: float) -> None:
        workspace = self.history.workspace
        if key not in workspace.series or row >= len(workspace.series[key].points):
            return
        made = data.edit_points(workspace, key, [(row, data.VALUE_COLUMN, repr(value))])
        if made.parts:
            self.history.edit(made.label, **made.parts)
        mine, notes = self.now
        day = sorted(mine[key])[row]
        self.become(({**mine, key: {**mine[key], day: value}}, notes))

    @rule(column=st.dictionaries(st.integers(15_000, 15_040), VALUES, min_size=4, max_size=9))
    def import_a_sheet(self, column: dict[int, float]) -> None:
        workspace = self.history.workspace
        planned = plan(workspace, understand(a_book(column), workspace))
        self.history.edit("import", **parts(workspace, planned))
        after = plain(self.history.workspace)
        changed = [one.result.id for one in planned.series]
        for key in changed:
            assert {**self.now[0].get(key, {}), **column} == after[0][key]
        if workspace is not self.history.workspace:
            self.past.append(self.now)
            self.future.clear()
            self.now = after

    @rule()
    def undo(self) -> None:
        assert (self.history.undo() is not None) == bool(self.past)
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        assert (self.history.redo() is not None) == bool(self.future)
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    @rule()
    def save(self) -> None:
        workspace = self.history.workspace
        save_workspace(workspace, self.path, base=self.base)
        self.history.mark_saved(workspace)
        self.base, self.saved = workspace, self.now
        assert check(self.path) == []

    @precondition(lambda self: self.saved is not None)
    @rule()
    def reopen(self) -> None:
        self.base = open_workspace(self.path)
        self.history.replace(self.base)
        assert self.saved is not None
        self.now = self.saved
        self.past, self.future = [], []

    @invariant()
    def the_workspace_is_the_model(self) -> None:
        if hasattr(self, "history"):
            assert plain(self.history.workspace) == self.now
            assert (self.history.undo_label is not None) == bool(self.past)

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
