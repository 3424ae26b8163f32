"""Starting the window: the frame is painted first, the desk is furnished right after.

`main` parses the arguments, catches errors from the first moment on, shows the empty frame, and hands over to `gui.desk` once
that frame is on the screen. Nothing slow is imported before.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.words import _
from gui import errors, language, theme
from gui.main_window import MainWindow
from gui.preferences import LANGUAGE, THEME, Preferences

if TYPE_CHECKING:
    from gui.desk import Desk

TIMED = "OREBOOK_TIME_START"  # the benchmark of the start sets it: the program ends once it is "painted", else once its first chart is


def main(argv: Sequence[str]) -> int:
    """Run the window until it is closed; the exit code."""
    wanted = _arguments(argv)
    app = application()
    watch = errors.install()
    preferences = Preferences.load()
    language.speak(app, preferences.get(LANGUAGE))
    theme.apply(app, preferences.get(THEME))
    window = MainWindow(preferences)
    timed = os.environ.get(TIMED, "")
    after_paint = window.close if timed == "painted" else errors.guarded(lambda: _furnish(window, wanted))
    window.painted.connect(lambda: QTimer.singleShot(0, after_paint))
    window.show()
    code = app.exec()
    watch.remove()
    return code


def application() -> QApplication:
    """The Qt application, named so that the system's settings and window lists know it."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication(sys.argv[:1])
    app.setApplicationName("orebook")
    app.setApplicationDisplayName("Orebook")
    app.setDesktopFileName("orebook")
    return app


def _end_timed(desk: Desk) -> None:
    """The first chart is on the screen: the benchmark of the start has what it wants."""
    desk.prices.chart.repaint()
    desk.window.close()


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="orebook", description=_("Open the desk."))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=_("a workspace, or spreadsheets to import"))
    parser.add_argument("--example", action="store_true", help=_("open the built-in example workspace"))
    return parser.parse_args(argv)


def _furnish(window: MainWindow, wanted: argparse.Namespace) -> None:
    from gui.desk import Desk

    desk = Desk(window)
    if TIMED in os.environ:
        desk.charted.connect(lambda: QTimer.singleShot(0, lambda: _end_timed(desk)))
    desk.begin(wanted.files, example=wanted.example)
