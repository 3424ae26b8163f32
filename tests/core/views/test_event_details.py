"""One policy event in full, what choosing it chooses, and editing it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from core.io.example import example_workspace
from core.model import History, PartialDate, PolicyEvent, Workspace, collect
from core.views import event_details
from core.views.event_details import details
from tests.strategies import workspaces

EXAMPLE = example_workspace()
DAY = dt.date(2026, 2, 1)


def test_the_proclamation_is_told_with_its_clock_and_its_chain() -> None:
    told = details(EXAMPLE, "E001", DAY)
    assert told is not None
    assert told.kind == ("Restrictive", "In force", "Negotiation mandate")
    assert told.other_title.startswith("美國依232條款")
    assert [(one.name, one.date) for one in told.told.stages] == [("announced", "2026-01-14"), ("in force", "2026-01-14")]
    assert told.told.clock is not None
    assert (told.told.clock.row.due, told.told.clock.row.left) == ("2026-07-13", "162 days left")
    assert [link.key for link in told.sources] == ["A1", "A2", "A3"]
    assert details(EXAMPLE, "gone", DAY) is None


def test_choosing_an_event_chooses_its_minerals_countries_and_the_time_around_it() -> None:
    event = PolicyEvent(
        id="x", announced=PartialDate.parse("2025-10"), actors=("CHN",), targets=("USA", "CHN"), minerals=("silver", "no such metal")
    )
    workspace = Workspace(series=EXAMPLE.series, events=collect([event, PolicyEvent(id="y", minerals=("all critical minerals",))]))
    found = event_details.reach(workspace, "x")
    assert (found.minerals, found.countries) == (("silver",), ("CHN", "USA"))
    assert (found.first, found.last) == (dt.date(2024, 10, 1), dt.date(2026, 10, 31))
    assert all(workspace.series[key].mineral == "silver" for key in found.series)
    assert event_details.reach(workspace, "y") == event_details.Reach((), (), (), None, None)


def test_a_field_is_edited_and_a_wrong_one_is_refused_with_a_reason() -> None:
    history = History(EXAMPLE)
    made, reason = event_details.edit(history.workspace, "E001", "ended", "2026-Q3")
    assert (made.label, reason) == ("Edit " + EXAMPLE.events["E001"].title, "")
    history.edit(made.label, **made.parts)
    assert str(history.workspace.events["E001"].ended) == "2026-Q3"
    made, reason = event_details.edit(history.workspace, "E001", "ended", "in autumn")
    assert not made.parts
    assert "is not a date" in reason
    history.undo()
    assert history.workspace.events["E001"].ended is None


def test_events_are_added_copied_and_deleted() -> None:
    made, key = event_details.add(EXAMPLE)
    assert made.parts["events"][key].title == "New event"
    made, key = event_details.add(EXAMPLE, "E002")
    copy = made.parts["events"][key]
    assert (copy.title, copy.in_force, copy.follows) == (EXAMPLE.events["E002"].title + " (copy)", EXAMPLE.events["E002"].in_force, "")
    gone = event_details.delete(EXAMPLE, "E001").parts["events"]
    assert "E001" not in gone
    assert gone["E002"].follows == "E001"


@given(workspaces(), st.dates())
def test_any_event_is_told(workspace: Workspace, day: dt.date) -> None:
    for key in workspace.events:
        told = details(workspace, key, day)
        assert told is not None
        assert told.id == key
        event_details.reach(workspace, key)
        texts = event_details.texts(workspace, key)
        assert set(texts) == {one.name for one in event_details.fields()}
