"""A whole desk on the example, for the tests that use the window as a person does."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.desk import Desk
from gui.main_window import MainWindow
from gui.preferences import Preferences


def open_desk(qtbot: QtBot, folder: Path, size: tuple[int, int] | None = None) -> Desk:
    """The window with the example on it, its preferences in `folder`."""
    window = MainWindow(Preferences.load(folder / "preferences.json"))
    qtbot.addWidget(window)
    desk = Desk(window)
    if size is not None:
        window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    desk.begin(example=True)
    qtbot.wait(10)
    return desk
