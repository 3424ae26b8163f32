"""What the Overview shows beside the board: deadlines in words, imports with their problems, what is missing."""

import datetime as dt

import numpy as np
import pytest

from core.io.example import example_workspace
from core.model import (
    Clock,
    Figure,
    History,
    Mark,
    Origin,
    PartialDate,
    Points,
    PolicyEvent,
    Problem,
    Series,
    Source,
    Workspace,
    collect,
    pack_places,
    put,
)
from core.views import overview
from core.views.overview import deadline_rows, explained_deadline, import_rows, since_words


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


def event(key: str, **fields: object) -> PolicyEvent:
    return PolicyEvent(id=key, title=key, **fields)  # type: ignore[arg-type]


def left(one: PolicyEvent, day: str) -> tuple[str, str]:
    row = deadline_rows(Workspace(events=collect([one])), dt.date.fromisoformat(day))[0]
    return row.left, row.role


def test_days_are_told_as_exactly_as_they_are_known() -> None:
    clock = event("c", announced=PartialDate.parse("2026-01-14"), clock=Clock(180))
    month = event("m", deadline=PartialDate.parse("2026-10"))
    assert left(clock, "2026-01-31") == ("163 days left", "text")
    assert left(clock, "2026-07-12") == ("1 day left", "text")
    assert left(clock, "2026-07-13") == ("today", "text")
    assert left(clock, "2026-07-14") == ("1 day overdue", "warning")
    truce = event("t", deadline=PartialDate.parse("2026-07-13"), instrument="truce/suspension")
    assert left(truce, "2026-07-14") == ("ran out 1 day ago", "muted")
    assert left(month, "2026-09-01") == ("30 to 60 days left", "text")
    assert left(month, "2026-10-30") == ("due by now, 1 day left at most", "text")


def test_the_rows_of_the_example(example: Workspace) -> None:
    rows = deadline_rows(example, dt.date(2026, 1, 31))
    assert [row.due for row in rows][:2] == ["2026-04-20", "2026-07-13"]
    window = rows[1]
    assert (window.left, window.about) == ("163 days left", "All critical minerals")
    assert "2026-01-14 + 180 days = 2026-07-13" in window.tip
    assert "End of the 180-day Section 232 negotiating window" in window.tip
    told = explained_deadline(example, window)
    assert told.shown == "2026-07-13: 163 days left"
    assert [one.id for one in told.inputs][:2] == ["E001", "E002"]
    month = next(row for row in rows if "2025-10 + 1 year = 2026-10-01 to 2026-10-31" in row.tip)
    assert month.due == "2026-10"


def test_a_clock_that_says_another_day_is_told() -> None:
    one = event("c", announced=PartialDate.parse("2026-01-14"), clock=Clock(180), deadline=PartialDate.parse("2026-08-01"))
    tip = deadline_rows(Workspace(events=collect([one])), dt.date(2026, 1, 1))[0].tip
    assert "its clock gives another day: 2026-01-14 + 180 days = 2026-07-13" in tip
    by_clock = deadline_rows(Workspace(events=collect([event("d", announced=one.announced, clock=one.clock)])), dt.date(2026, 1, 1))[0]
    assert by_clock.due == "2026-07-13"
    assert "Counted by the clock: 2026-01-14 + 180 days = 2026-07-13." in by_clock.tip


@pytest.fixture
def imported() -> Workspace:
    dates = np.array(["2025-01-01", "2025-02-01", "2025-03-01"], "datetime64[D]")
    places = np.concatenate([pack_places(0, np.array([1, 2]), 1), pack_places(1, 1, 1)])
    series = Series(id="gold", points=Points(dates, [1.0, 2.0, 3.0], places=places), origins=(Origin("one", "A"), Origin("two", "A")))
    sources = [
        Source(id="paper", title="A report without a file"),
        Source(id="one", file="january.xlsx", imported="2025-03-01 09:00:00"),
        Source(id="two", file="march.xlsx", imported="2025-04-01 09:30:15"),
        Source(id="list", file="events.csv", imported="2025-04-01 09:30:15"),
    ]
    problems = [Problem(id="p1", source="two", severity="warning"), Problem(id="p2", source="two", severity="note")]
    events = [PolicyEvent(id="e", source="list; paper")]
    return Workspace(series=collect([series]), sources=collect(sources), problems=collect(problems), events=collect(events))


def test_imports_say_what_they_brought_and_what_was_wrong(imported: Workspace) -> None:
    last, first = import_rows(imported)
    assert (last.when, last.files, last.source) == ("2025-04-01 09:30", "march.xlsx, events.csv", "two")
    assert last.brought == "1 series, 1 value to 2025-03-01; 1 record"
    assert (last.problems, last.role) == ("1 warning, 1 note", "warning")
    assert (first.brought, first.problems, first.role) == ("1 series, 2 values to 2025-02-01", "", "muted")


def test_an_import_whose_records_are_gone_says_so(imported: Workspace) -> None:
    worse = put(imported.problems, Problem(id="p3", source="one", severity="error"))
    rows = import_rows(Workspace(sources=imported.sources, problems=worse))
    assert [row.brought for row in rows] == ["nothing that is still there"] * 2
    assert (rows[1].problems, rows[1].role) == ("1 error", "danger")


def test_many_files_are_counted() -> None:
    sources = [Source(id=f"s{at}", file=f"day-{at}.xls", imported="2025-04-01 09:30:15") for at in range(60)]
    assert import_rows(Workspace(sources=collect(sources)))[0].files == "day-0.xls, day-1.xls, day-2.xls and 57 more"


def test_what_was_done_since_the_last_import(imported: Workspace) -> None:
    assert since_words(Workspace(), ()) == ""
    history = History(Workspace(sources=collect([imported.sources["one"]])))
    assert since_words(history.workspace, history.steps) == "Nothing was changed in this session since then."
    history.edit("Import march.xlsx", sources=imported.sources, series=imported.series)
    assert since_words(history.workspace, history.steps) == "Nothing was changed in this session since then."
    series = imported.series["gold"].with_value(np.datetime64("2025-03-01"), 4.0, Mark.EDITED)
    history.edit("Edit gold", series=put(imported.series, series))
    history.edit("Delete 1 row", events={})
    assert since_words(history.workspace, history.steps) == "Since then: 2 steps (Delete 1 row, Edit gold)."
    history.undo()
    assert since_words(history.workspace, history.steps) == "Since then: 1 step (Edit gold)."


def test_what_is_missing_is_said() -> None:
    figures = Workspace(figures=collect([Figure(id="f")]))
    events = Workspace(events=collect([PolicyEvent(id="e")]))
    for say in (overview.no_signals, overview.no_cards):
        assert say(Workspace()) != say(figures)
    assert overview.no_deadlines(Workspace()) != overview.no_deadlines(events)
    assert (deadline_rows(events, dt.date(2026, 1, 1)), import_rows(events)) == ((), ())
    assert "Drop a spreadsheet" in overview.no_imports()
