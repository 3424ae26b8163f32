"""What dragging a chart costs, as ratios measured in one run; pyqtgraph's own settings beside it.

Run with `python -m tests.bench.bench_plot`. A frame is one mouse move of a drag and the repaint it causes, in time of the processor.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from unittest import mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from gui.widgets.plot import Chart, Flag, Line, Pane
from gui.widgets.plot.date_axis import date_ticks
from gui.widgets.plot.value_axis import value_ticks

WIDTH, HEIGHT, STEP, FRAMES = 1200, 700, 7, 60
FIRST, LAST = 10_000.0, 20_000.0


def main() -> None:
    """Print every figure with its goal."""
    app = QApplication.instance() or QApplication([])
    empty, one, twenty = ours(()), ours(walks(1, 10_000_000)), ours(walks(20, 100_000))
    dressed = ours(walks(20, 100_000))
    dressed.set_flags(events())
    dressed.pin(LAST - 5_000)
    charts = {"empty": empty, "one": one, "twenty": twenty, "dressed": dressed}
    runs = {name: dragging(chart) for name, chart in charts.items()}
    dragged, typical = interleaved(runs), interleaved(runs, statistics.median)
    zoomed = interleaved({name: zooming(chart) for name, chart in charts.items()})
    print(f"drag frame of the empty chart: {dragged['empty']:.2f} ms")
    print(f"drag frame of 20 x 100,000: {dragged['twenty']:.2f} ms, median {typical['twenty']:.2f} ms")
    say("drag 1 x 10,000,000 against empty", dragged["one"] / dragged["empty"], 1.5)
    say("drag 20 x 100,000 against empty", dragged["twenty"] / dragged["empty"], 3.0)
    say("drag 20 x 100,000 against empty, the median frame", typical["twenty"] / typical["empty"], 3.0)
    say("the same with 60 flags, 12 of them bands, and a pinned crosshair", dragged["dressed"] / dragged["empty"], 3.0)
    say("the same, the median frame", typical["dressed"] / typical["empty"], 3.0)
    print(f"zoom frame, everything painted anew: 1 x 10,000,000 {zoomed['one']:.2f} ms, 20 x 100,000 {zoomed['twenty']:.2f} ms")
    say("zoom 20 x 100,000 in milliseconds (60 frames a second)", zoomed["twenty"], 16.0)
    say("date axis against a numeric axis", axes(), 1.1)
    peers(dragged)
    for chart in charts.values():
        chart.close()
    app.processEvents()


def say(name: str, value: float, goal: float) -> None:
    print(f"{name}: {value:.2f} (goal <= {goal:g})")


def walks(count: int, points: int) -> tuple[Line, ...]:
    rng = np.random.default_rng(7)
    days = np.linspace(FIRST, LAST, points)
    return tuple(Line(f"s{i}", f"Series {i}", "USD/t", days, rng.normal(size=points).cumsum(), None, i) for i in range(count))


def events() -> tuple[Flag, ...]:
    """An event every half year, every fifth of them a range."""
    days = np.linspace(FIRST, LAST, 60).tolist()
    return tuple(Flag(f"f{at}", day, f"Event {at}", day + 200 if at % 5 == 0 else None, 1, at % 4) for at, day in enumerate(days))


def ours(lines: tuple[Line, ...]) -> Chart:
    chart = Chart()
    chart.resize(WIDTH, HEIGHT)
    chart.set_lines((Pane("Prices", "USD/t", lines),))
    chart.set_range(FIRST + 2_000, LAST - 2_000)
    chart.show()
    QApplication.processEvents()
    return chart


def dragging(chart: Chart) -> Callable[[], list[float]]:
    """A round of frames of a drag to the left and back."""

    def run() -> list[float]:
        chart.set_range(FIRST + 2_000, LAST - 2_000)
        mouse(chart, QEvent.Type.MouseMove, 600, button=Qt.MouseButton.NoButton)
        mouse(chart, QEvent.Type.MouseButtonPress, 600)
        mouse(chart, QEvent.Type.MouseMove, 590)
        chart.repaint()
        took = []
        for frame in range(FRAMES):
            began = time.process_time()
            mouse(chart, QEvent.Type.MouseMove, 590 - STEP * (frame if frame < FRAMES / 2 else FRAMES - frame))
            chart.repaint()
            took.append((time.process_time() - began) * 1e3)
        mouse(chart, QEvent.Type.MouseButtonRelease, 590)
        return took

    return run


def zooming(chart: Chart) -> Callable[[], list[float]]:
    def run() -> list[float]:
        took = []
        for frame in range(12):
            began = time.process_time()
            chart.set_range(FIRST + 100 + frame, LAST - 100 - frame)
            chart.repaint()
            took.append((time.process_time() - began) * 1e3)
        return took

    return run


def interleaved(
    runs: dict[str, Callable[[], list[float]]], middle: Callable[[list[float]], float] = statistics.fmean, rounds: int = 6
) -> dict[str, float]:
    """The mean (or median) frame of each run, which take turns, so that a busy machine slows them alike; the best half of the rounds."""
    means: dict[str, list[float]] = {name: [] for name in runs}
    for _round in range(rounds):
        for name, run in runs.items():
            means[name].append(middle(run()))
    return {name: statistics.fmean(sorted(values)[: rounds // 2]) for name, values in means.items()}


def mouse(chart: Chart, kind: QEvent.Type, x: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """An event of the mouse at `x` with `button` down (or, for a release, coming up)."""
    at = QPointF(x, 300.0)
    cause = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    QApplication.sendEvent(chart, QMouseEvent(kind, at, chart.mapToGlobal(at), cause, held, Qt.KeyboardModifier.NoModifier))


def axes() -> float:
    """A frame of a chart whose time axis is ticked in dates against one ticked in plain numbers."""
    from gui.widgets.plot import style
    from gui.widgets.plot.date_axis import DateTicks, Measure

    def numeric(first: float, last: float, width: float, measure: Measure) -> DateTicks:
        return DateTicks(value_ticks(first, last, int(width // 90)), ())

    chart = ours(walks(1, 1000))

    def using(ticks: Callable[[float, float, float, Measure], DateTicks]) -> Callable[[], list[float]]:
        def run() -> list[float]:
            with mock.patch.object(style, "date_ticks", ticks):
                return zooming(chart)()

        return run

    took = interleaved({"date": using(date_ticks), "numeric": using(numeric)}, rounds=10)
    chart.close()
    return took["date"] / took["numeric"]


def peers(own: dict[str, float]) -> None:
    """The same drags in pyqtgraph, with its recommended and its default settings."""
    import pyqtgraph as pg

    def plot(count: int, points: int, *, tuned: bool) -> pg.PlotWidget:
        widget = pg.PlotWidget()
        widget.resize(WIDTH, HEIGHT)
        for i, line in enumerate(walks(count, points)):
            curve = widget.plot(line.days, line.values, pen=pg.mkPen(pg.intColor(i), width=1))
            if tuned:
                curve.setDownsampling(auto=True, method="peak")
                curve.setClipToView(True)
        widget.disableAutoRange("y")
        widget.show()
        QApplication.processEvents()
        return widget

    def panning(widget: pg.PlotWidget) -> Callable[[], list[float]]:
        def run() -> list[float]:
            took = []
            for frame in range(12):
                began = time.process_time()
                shift = STEP * frame * 6_000 / WIDTH
                widget.setXRange(FIRST + 2_000 + shift, LAST - 2_000 + shift, padding=0)
                widget.viewport().repaint()
                took.append((time.process_time() - began) * 1e3)
            return took

        return run

    widgets = {
        "empty": plot(0, 0, tuned=True), "one": plot(1, 10_000_000, tuned=True), "twenty": plot(20, 100_000, tuned=True),
        "twenty, default": plot(20, 100_000, tuned=False),
    }  # fmt: skip
    took = interleaved({name: panning(widget) for name, widget in widgets.items()}, rounds=4)
    print(f"pyqtgraph, empty plot: {took['empty']:.2f} ms; ours {own['empty']:.2f} ms")
    for name in ("one", "twenty", "twenty, default"):
        print(f"pyqtgraph, {name}: {took[name] / took['empty']:.2f} times its empty plot, {took[name]:.2f} ms")
    say("drag 20 x 100,000 against pyqtgraph's empty plot", own["twenty"] / took["empty"], 3.0)
    for widget in widgets.values():
        widget.close()


if __name__ == "__main__":
    main()
