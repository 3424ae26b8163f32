"""The policy timeline with 10,000 events: a frame of zooming and of panning, a filter, and the layout of the lanes.

Ratios against a frame of the same widget without events; milliseconds are printed for scale.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from core.model import PartialDate, PolicyEvent, Precision, Workspace, collect
from core.views.policy_filter import Filter, found
from core.views.timeline import timeline
from gui import theme
from gui.widgets.timeline import TimelineView

EVENTS = 10_000
SIZE = (1500, 900)
FRAMES = 120
COUNTRIES = ("USA", "CHN", "EU", "JPN", "AUS", "CAN", "IDN", "COD", "CHL", "KOR", "IND", "GBR", "BRA", "ZAF", "KAZ", "VNM", "G7", "MSP")
MINERALS = ("gallium", "germanium", "rare earths", "lithium", "copper", "nickel", "cobalt", "graphite", "gold", "silver")
INSTRUMENTS = ("export ban", "export control", "tariff", "quota", "licence", "funding", "statement", "price floor", "alliance/meeting")
STATUSES = ("announced", "in force", "ended", "suspended", "completed")


def workspace(count: int = EVENTS) -> Workspace:
    """Events since 1990, closer together in the last years; a third last, a tenth without an end, a tenth known by the month only."""
    rng = np.random.default_rng(11)
    return Workspace(events=collect(_event(rng, at) for at in range(count)))


def _event(rng: np.random.Generator, at: int) -> PolicyEvent:
    day = dt.date(2026, 6, 1) - dt.timedelta(days=int(rng.exponential(2500)) % 13_000)
    precision = Precision.MONTH if rng.random() < 0.1 else Precision.DAY
    announced = PartialDate(day.replace(day=1) if precision is Precision.MONTH else day, precision)
    lasting = rng.random() < 0.33
    later = PartialDate(day + dt.timedelta(days=40 + int(rng.exponential(400))))
    return PolicyEvent(
        id=f"X{at}",
        title=f"Measure {at} on {MINERALS[at % len(MINERALS)]} by {COUNTRIES[at % len(COUNTRIES)]} and others",
        summary="Licences are needed for exports of these items and their technology. " * 3,
        announced=announced,
        in_force=later if lasting else None,
        ended=PartialDate(later.start + dt.timedelta(days=300)) if lasting and rng.random() < 0.7 else None,
        actors=(COUNTRIES[int(rng.integers(len(COUNTRIES)))],),
        minerals=(MINERALS[int(rng.integers(len(MINERALS)))],),
        instrument=INSTRUMENTS[int(rng.integers(len(INSTRUMENTS)))],
        direction=("restrictive", "supportive", "neutral")[int(rng.integers(3))],
        status="in force" if lasting else STATUSES[int(rng.integers(len(STATUSES)))],
    )


def median_ms(action: Callable[[], object], times: int) -> tuple[float, float]:
    """The median and the slowest of twenty."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95) - 1]


def frames(view: TimelineView, windows: Iterator[tuple[float, float, float]]) -> Callable[[], None]:
    """Show another window and paint it."""
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    canvas = view.canvas

    def frame() -> None:
        first, last, scroll = next(windows)
        canvas.scroll_to(scroll)
        canvas.set_window(first, last)
        canvas.render(picture)

    return frame


def zooming(middle: float, height: float) -> Iterator[tuple[float, float, float]]:
    """From decades to days and back, at several heights."""
    spans = np.geomspace(13_000, 5, FRAMES // 2).tolist()
    return cycle([(middle - span / 2, middle + span / 2, height * at / FRAMES) for at, span in enumerate([*spans, *reversed(spans)])])


def panning(middle: float, span: float, height: float) -> Iterator[tuple[float, float, float]]:
    """Along the years, a step of 12 pixels a frame, while the rows move too."""
    step = 12 * span / SIZE[0]
    return cycle([(middle - at * step, middle - at * step + span, height * 0.3 + at * 6) for at in range(FRAMES)])


def main() -> None:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, "light")
    made = workspace()
    begin = time.perf_counter()
    drawn = timeline(made, made.events, "issuer")
    laid = (time.perf_counter() - begin) * 1000
    middle = float(np.quantile(drawn.bars.start, 0.8))
    empty, full = TimelineView(), TimelineView()
    for view, what in ((empty, timeline(Workspace(), ())), (full, drawn)):
        view.resize(SIZE[0] + 12, SIZE[1] + 40)
        view.show()
        view.set_timeline(what)
    floor, _worst = median_ms(frames(empty, zooming(middle, 0.0)), FRAMES)
    print(f"layout of {EVENTS:,} events: {laid:.0f} ms, {drawn.rows:,} rows; an empty frame {floor:.2f} ms")
    height = full.canvas.content()
    moves = [("zoom from decades to days", zooming(middle, height))]
    moves += [(f"pan over {days:,.0f} days", panning(middle, days, height)) for days in (60.0, 700.0, 4_000.0, 12_000.0)]
    for name, windows in moves:
        frames(full, windows)()
        took, worst = median_ms(frames(full, windows), FRAMES)
        print(f"{name}: {took / floor:.1f} times an empty frame ({took:.1f} ms, slowest of twenty {worst:.1f} ms)")
    for wanted in (
        Filter(),
        Filter(statuses=("in force",)),
        Filter(countries=("CHN",)),
        Filter(text="tariff licences"),
        Filter(text="copper", minerals=("copper",), directions=("neutral",)),
    ):
        found(made, wanted)
        took, _worst = median_ms(lambda wanted=wanted: found(made, wanted), 20)  # type: ignore[misc]
        ids = found(made, wanted).ids
        lanes, _worst = median_ms(lambda ids=ids: timeline(made, ids, "issuer"), 20)  # type: ignore[misc]
        count = f"{len(ids):,} of {EVENTS:,} events"
        print(f"filter {wanted.text or wanted.countries or 'none'}: {took:.1f} ms for {count}, {lanes:.1f} ms to lay them out")


if __name__ == "__main__":
    main()
