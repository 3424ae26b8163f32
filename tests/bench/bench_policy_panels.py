"""The panels of the Policy tab with 10,000 events: what a keystroke of the filter costs with each of them on top.

Ratios against a keystroke on the same window without events; milliseconds are printed for scale.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from core.model import Workspace
from gui import theme
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.preferences import Preferences
from tests.bench.bench_timeline import EVENTS, SIZE, workspace

PAGES = ("timeline", "list", "clocks", "day", "matrix", "ladder")
ALL_STAY = ("m", "me", "mea", "meas", "measu", "measur") * 2
SOME_STAY = ("copper", "copper 1", "copper 12", "copper 1") * 3


def keystrokes(desk: Desk, texts: Sequence[str]) -> tuple[float, float]:
    """The median and the slowest keystroke, in milliseconds, the first one left out."""
    taken = []
    for text in texts:
        begin = time.perf_counter()
        desk.policy.filter.search.setText(text)
        QCoreApplication.processEvents()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken[1:]), max(taken[1:])


def go_to(desk: Desk, page: str) -> None:
    """Bring a page to the top."""
    if page in {"timeline", "list"}:
        desk.policy.pages.setCurrentIndex(PAGES.index(page))
    else:
        desk.policy_panels.go_to(page)
    QCoreApplication.processEvents()


def main() -> None:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, "light")
    with tempfile.TemporaryDirectory(prefix="orebook-bench-") as own:
        window = MainWindow(Preferences(Path(own) / "preferences.json", {}))
        desk = Desk(window)
        desk.document.begin(Workspace())
        window.tabs.setCurrentWidget(desk.policy)
        window.resize(*SIZE)
        window.show()
        floor, _worst = keystrokes(desk, ALL_STAY)
        desk.document.begin(workspace())
        print(f"a keystroke without events: {floor:.1f} ms; now {EVENTS:,} events")
        for page in PAGES:
            go_to(desk, page)
            for what, texts in (("all stay", ALL_STAY), ("some stay", SOME_STAY)):
                took, worst = keystrokes(desk, texts)
                print(f"{page}, {what}: {took / floor:.1f} times ({took:.0f} ms, slowest {worst:.0f} ms)")
        window.hide()
        desk.close()


if __name__ == "__main__":
    main()
