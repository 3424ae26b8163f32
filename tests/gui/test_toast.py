"""A notification offers to take something back, and goes by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.toast import Toast


@pytest.fixture
def toast(qtbot: QtBot) -> Toast:
    window = QWidget()
    window.resize(500, 300)
    qtbot.addWidget(window)
    window.show()
    return Toast(window)


def test_the_action_is_done_once_and_ends_the_notification(toast: Toast, qtbot: QtBot) -> None:
    done: list[str] = []
    toast.show_message("71 series imported", "Undo", lambda: done.append("undone"))
    assert toast.message == "71 series imported"
    button = toast.findChildren(QPushButton)[0]
    assert button.text() == "Undo"
    button.click()
    assert done == ["undone"]
    assert toast.message == ""


def test_without_an_action_there_is_no_button_and_the_old_action_is_gone(toast: Toast, qtbot: QtBot) -> None:
    done: list[str] = []
    toast.show_message("Imported", "Undo", lambda: done.append("undone"))
    toast.show_message("Saved")
    assert toast.message == "Saved"
    assert toast.findChildren(QPushButton)[0].isHidden()
    toast.findChildren(QToolButton)[0].click()
    assert (toast.message, done) == ("", [])


def test_it_goes_by_itself_but_not_under_the_pointer(toast: Toast, qtbot: QtBot) -> None:
    toast.show_message("Saved", seconds=0.05)
    at = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(at, at, at))
    qtbot.wait(120)
    assert toast.message == "Saved"
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: toast.message == "")


def test_it_stays_inside_the_window(toast: Toast, qtbot: QtBot) -> None:
    window = toast.window()
    toast.show_message("The file could not be saved because the disk is full. " * 4, "Save as…")
    for width, height in ((500, 300), (320, 300), (1400, 200)):
        window.resize(width, height)
        QApplication.processEvents()
        assert window.rect().contains(toast.geometry())
    toast.dismiss()
