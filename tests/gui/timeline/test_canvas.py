"""The timeline paints whatever a workspace holds, at any window, and answers any place and key."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from core.model import PolicyEvent, Workspace
from core.views.timeline import LANES, timeline
from gui.widgets.timeline import TimelineView
from gui.widgets.timeline.hits import tip
from tests.strategies import parts

EVENTS = parts("events", max_size=12)
WINDOWS = st.tuples(st.floats(-400_000, 400_000), st.floats(1, 100_000))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=EVENTS,
    lanes=st.sampled_from(LANES),
    window=WINDOWS,
    places=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 400)), max_size=6),
)
def test_anything_is_painted_and_hit(
    qtbot: QtBot, events: dict[str, PolicyEvent], lanes: str, window: tuple[float, float], places: list[tuple[int, int]]
) -> None:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(700, 440)
    view.set_timeline(timeline(Workspace(events=events), events, lanes))
    canvas = view.canvas
    canvas.point_out(today=20_000.0, as_of=20_100.0, event=next(iter(events), ""), message="Nothing")
    for first, span in ((window[0], window[1]), (20_000.0, 400.0)):
        canvas.set_window(first, first + span)
        view.grab()
        for x, y in places:
            tip(canvas.timeline, canvas._at(QPointF(x, y)))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Plus, Qt.Key.Key_0):
        qtbot.keyClick(canvas, key)
    view.grab()
    assert canvas.svg().startswith(b"<?xml")
    view.close()


def test_dragging_the_strip_stretches_the_window(qtbot: QtBot) -> None:
    from core.io.example import example_workspace

    example = example_workspace()
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.set_timeline(timeline(example, example.events, "country"))
    view.show()
    view.canvas.set_window(20_000.0, 20_400.0)
    strip = view.map
    edge = QPoint(int(strip._rect().right()), 10)
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(strip, edge + QPoint(40, 0))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    first, last = view.canvas.window_days()
    assert first == 20_000.0
    assert last > 20_400.0
