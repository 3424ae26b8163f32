"""Fixtures for every test of the window: no screen, nothing that waits for an answer, nothing left running or standing."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first QApplication, whatever the developer's desktop is

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QColorDialog, QDialog, QFileDialog, QFontDialog, QInputDialog, QMenu, QMessageBox, QToolTip
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui import theme
from gui.desk import Desk
from tests.gui.desks import open_desk

GRACE_MS = 2_000  # how long a thread that was told to stop may take
BLOCKING = {
    QMessageBox: ("about", "aboutQt", "critical", "information", "question", "warning"),
    QFileDialog: ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
    QInputDialog: ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    QColorDialog: ("getColor",),
    QFontDialog: ("getFont",),
    QDialog: ("exec",),
    QMenu: ("exec",),
}


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Dress the application before the first widget is made, as the program does: a style that changes in mid-paint crashes Qt."""
    theme.apply(qapp, "light")


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Empty the clipboard at the end: offscreen, one that still owns Python data crashes the process on its way out."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def nothing_waits_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at every call that would stand still until somebody answers. A test of such a call puts its own answer in place."""
    for kind, names in BLOCKING.items():
        for name in names:
            monkeypatch.setattr(kind, name, _refusal(f"{kind.__name__}.{name}"))


def _refusal(name: str) -> Callable[..., None]:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        pytest.fail(f"{name} waits for an answer that no test gives: use open(), or put an answer in its place with monkeypatch")

    return refuse


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test that leaves a window, a running thread, timer, pool or child process behind, and name it."""
    started = _Started(monkeypatch)
    threads = set(threading.enumerate())
    yield
    left = [*_windows(qapp), *started.still_running(), *_threads(threads), *_pool(), *_processes()]
    if left:
        pytest.fail("left behind by this test:\n  " + "\n  ".join(left), pytrace=False)


class _Started:
    """Notes every QThread and QTimer that Python code starts, and where."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._noted: list[tuple[QObject, str]] = []
        for kind in (QThread, QTimer):
            monkeypatch.setattr(kind, "start", self._noting(kind.start))

    def _noting(self, start: Callable[..., None]) -> Callable[..., None]:
        def note_and_start(started: QObject, *args: Any) -> None:
            caller = traceback.extract_stack(limit=2)[0]
            self._noted.append((started, f"{caller.filename}:{caller.lineno}"))
            start(started, *args)

        return note_and_start

    def still_running(self) -> list[str]:
        """A sentence on each that still runs; they are stopped, so that they do not disturb the next test."""
        left = []
        for started, where in self._noted:
            if not isValid(started):
                continue
            name = type(started).__name__
            if isinstance(started, QThread) and started.isRunning() and not started.wait(GRACE_MS):
                left.append(f"the thread {name} {started.objectName()!r} runs (started at {where}): quit() it and wait() for it")
            if isinstance(started, QTimer) and started.isActive():
                left.append(
                    f"the timer {name} {started.objectName()!r} ticks (started at {where}): stop() it, or give it a parent that dies"
                )
                started.stop()
        self._noted.clear()
        return left


def _windows(app: QApplication) -> list[str]:
    """A sentence on each window that stands after the test; they are destroyed."""
    QToolTip.hideText()
    _finish_deletions()
    if not app.topLevelWidgets():
        return []
    gc.collect()
    _finish_deletions()
    left = []
    for window in app.topLevelWidgets():
        name = f"{type(window).__name__} {window.objectName() or window.windowTitle()!r}"
        left.append(f"the window {name} stands: give it to qtbot.addWidget, or close it and deleteLater() it")
        window.close()
        window.deleteLater()
    _finish_deletions()
    return left


def _finish_deletions() -> None:
    """Let objects die that were told to deleteLater(): without a running event loop nobody else does it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _threads(before: set[threading.Thread]) -> list[str]:
    left = []
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):  # how Python lists a QThread, dead or alive
            continue
        thread.join(GRACE_MS / 1_000)
        if thread.is_alive():
            left.append(f"the thread {thread.name} runs: tell it to stop and join() it")
    return left


def _pool() -> list[str]:
    return [] if QThreadPool.globalInstance().waitForDone(GRACE_MS) else ["the global QThreadPool works: wait for its jobs, or cancel them"]


def _processes() -> list[str]:
    return [f"the child process {child.name} lives: end it and join() it" for child in multiprocessing.active_children()]


@pytest.fixture
def desk(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Desk]:
    """A window on the example, light."""
    theme.apply(qapp, "light")  # type: ignore[arg-type]
    desk = open_desk(qtbot, tmp_path)
    yield desk
    desk.session.history.mark_saved(desk.session.workspace)
    desk.window.close()
