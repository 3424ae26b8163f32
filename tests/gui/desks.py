"""A whole desk on the example, for the tests that use the window as a person does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from gui.desk import Desk
from gui.dialogs.importing import ImportDialog
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


def drop(desk: Desk, *files: Path) -> None:
    """Drop files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    desk.window.dropEvent(QDropEvent(QPointF(50, 50), copy, data, Qt.MouseButton.LeftButton, none))


def dialog_of(desk: Desk, qtbot: QtBot) -> ImportDialog:
    """The import dialog, once it is there."""
    qtbot.waitUntil(lambda: desk.window.findChild(ImportDialog) is not None, timeout=20_000)
    dialog = desk.window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    return dialog


def settle(desk: Desk, qtbot: QtBot) -> None:
    """Wait until no job is at work."""
    qtbot.waitUntil(lambda: not desk.jobs.unfinished, timeout=20_000)
