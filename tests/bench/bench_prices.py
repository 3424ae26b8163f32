"""What switching the mineral costs on the Prices and the Inventories tab, as frames of an empty chart measured in the same run.

Run with `python -m tests.bench.bench_prices`: two minerals with 20 prices and 20 stocks of 10,000 daily points each.
`--profile` tells where the time goes.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication, QWidget

from core.model import History, Points, Series, Workspace
from core.model.workspace import collect
from gui.session import Session
from gui.tabs.inventories import InventoriesTab
from gui.tabs.prices import PricesTab
from gui.widgets.plot import Chart

SERIES, POINTS, ROUNDS = 20, 10_000, 15
MINERALS = ("silver", "gold")
GOAL = 10.0  # frames of an empty chart


def main() -> None:
    """Print the frames that a switch of the mineral costs on each tab."""
    app = QApplication.instance() or QApplication([])
    workspace = crowded()
    empty = Chart()
    show(empty)
    cases = (("prices", PricesTab), ("stocks as lines", InventoriesTab), ("stocks on each other, and the last years", InventoriesTab))
    for name, tab in cases:
        session = Session(History(workspace))
        session.select(**choice(workspace, MINERALS[0]))
        widget = tab(session)
        if isinstance(widget, InventoriesTab) and name == "stocks as lines":
            widget.stack.setChecked(False)
            widget.years.setChecked(False)
        show(widget)
        switch = switching(session, widget)
        switch()  # what is imported and cached once is no part of a switch
        frames, switches, after = [], [], []
        for number in range(ROUNDS):
            frames.append(timed(partial(paint_anew, empty, number)))
            switches.append(timed(switch))
            after.append(timed(settle))
        frame, painted, told = (statistics.median(times) for times in (frames, switches, after))
        goal = "no goal: 26 lines and 22 areas" if "each other" in name else f"goal <= {GOAL:g}"
        print(f"{name}: {painted / frame:.1f} frames of an empty chart a switch ({goal}); {painted:.1f} ms")
        print(f"    and {told / frame:.1f} frames for the figures beside the chart, which follow once it is painted")
        if "--profile" in sys.argv:
            profile(switch)
        widget.close()
        session.close()
    empty.close()
    app.processEvents()


def crowded() -> Workspace:
    """Two minerals, each with a stock and a price at each of 20 venues, reported daily."""
    rng = np.random.default_rng(7)
    days = np.datetime64("1998-01-01", "D") + np.arange(POINTS)
    made = []
    for mineral in MINERALS:
        for number in range(SERIES):
            for kind, unit in (("stock", "ozt"), ("price", "USD/ozt")):
                points = Points(days, 1_000.0 + np.abs(rng.normal(size=POINTS).cumsum()))
                title = f"{mineral} {kind} {number}"
                venue = f"Venue {number}"
                made.append(
                    Series(id=title, title=title, kind=kind, mineral=mineral, unit=unit, venue=venue, frequency="daily", points=points)
                )
    return replace(Workspace(), series=collect(made))


def choice(workspace: Workspace, mineral: str) -> dict[str, tuple[str, ...]]:
    """The mineral and its prices, all ticked: unticked ones are not drawn."""
    ticked = tuple(key for key, one in workspace.series.items() if one.mineral == mineral and one.kind == "price")
    return {"minerals": (mineral,), "series": ticked}


def show(widget: QWidget) -> None:
    widget.resize(1500, 900)
    widget.show()
    QApplication.processEvents()


def switching(session: Session, widget: PricesTab | InventoriesTab) -> Callable[[], None]:
    """A function that chooses the other mineral and paints what of the tab changed; figures are told by a timer and stay as they are."""

    def run() -> None:
        other = MINERALS[1] if session.selection.minerals == MINERALS[:1] else MINERALS[0]
        session.select(**choice(session.workspace, other))
        QApplication.sendPostedEvents()
        drawn = sum(len(view.curves) for view in widget.chart._views)
        assert drawn >= SERIES, f"only {drawn} lines are drawn"

    return run


def settle() -> None:
    """What follows, and what it asks to be painted."""
    for _round in range(5):  # a list lays itself out by a timer of its own, and is painted after that
        QApplication.processEvents()


def paint_anew(chart: Chart, number: int) -> None:
    """One frame of a chart; another range each time, as a chart that has not changed only copies its picture."""
    chart.set_range(10_000.0 + number, 20_000.0 + number)
    chart.repaint()


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of the processor for one run."""
    began = time.process_time()
    run()
    return (time.process_time() - began) * 1e3


def profile(run: Callable[[], None]) -> None:
    """Print the functions that one run spends most in."""
    watch = cProfile.Profile()
    watch.runcall(run)
    pstats.Stats(watch).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
