"""The fixtures that guard every test of the window catch what they promise to catch: a run in which each test does one thing wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CONFTEST = """
from tests.conftest import nothing_unexpected_is_logged, own_folders
from tests.gui.conftest import *
from tests.gui.conftest import _dressed, _empty_clipboard


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    try:
        return (yield)
    finally:  # after the offence was seen: the next test starts clean
        item.module.stop.set()
        QThreadPool.globalInstance().waitForDone()
        item.module.stop = threading.Event()
"""

OFFENCES = """
import logging, subprocess, threading, time
import pytest
from PySide6.QtCore import QRunnable, QThread, QThreadPool, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox

kept = []

def test_keeps_a_window():
    kept.append(QLabel("stray label"))
    kept[-1].setObjectName("stray label")

def test_keeps_a_timer():
    kept.append(QTimer())
    kept[-1].start(1_000)

class Busy(QThread):
    def run(self):
        self.stop.wait()

stop = threading.Event()

def test_keeps_a_qthread(request, monkeypatch):
    monkeypatch.setattr("tests.gui.conftest.GRACE_MS", 50)
    thread = Busy()
    thread.stop = stop
    kept.append(thread)
    thread.start()

def test_keeps_a_thread(monkeypatch):
    monkeypatch.setattr("tests.gui.conftest.GRACE_MS", 50)
    threading.Thread(target=stop.wait, name="stray thread", daemon=True).start()

def test_keeps_the_pool_busy(monkeypatch):
    monkeypatch.setattr("tests.gui.conftest.GRACE_MS", 50)
    QThreadPool.globalInstance().start(stop.wait)

def test_asks_with_a_static():
    QMessageBox.question(None, "Sure?", "Really?")

def test_asks_with_exec(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.exec()

def test_logs_a_warning():
    logging.getLogger("orebook").warning("stray line")

@pytest.mark.logs("never said")
def test_stays_silent():
    pass

def test_makes_qt_complain():
    qWarning("Qt says no")

# --- and these do nothing wrong

def test_good_widget(qtbot):
    label = QLabel("ours")
    qtbot.addWidget(label)
    label.show()

def test_good_timer(qtbot):
    timer = QTimer(singleShot=True)
    timer.start(1)
    qtbot.waitUntil(lambda: not timer.isActive())

def test_good_thread():
    thread = QThread()
    thread.start()
    thread.quit()
    thread.wait()

@pytest.mark.logs("expected line")
def test_good_log():
    logging.getLogger("orebook").warning("an expected line")

def test_good_clipboard():
    QApplication.clipboard().setText("copied")

"""

CAUGHT = {
    "test_keeps_a_window": "the window QLabel 'stray label' stands",
    "test_keeps_a_timer": "the timer QTimer '' ticks",
    "test_keeps_a_qthread": "the thread Busy '' runs",
    "test_keeps_a_thread": "the thread stray thread runs",
    "test_keeps_the_pool_busy": "the global QThreadPool works",
    "test_asks_with_a_static": "QMessageBox.question waits for an answer",
    "test_asks_with_exec": "QDialog.exec waits for an answer",
    "test_logs_a_warning": "WARNING orebook: stray line",
    "test_stays_silent": "expected in the log and not there: never said",
    "test_makes_qt_complain": "Qt says no",
}


@pytest.fixture(scope="module")
def offences(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of a run in which each test does one thing wrong."""
    folder: Path = tmp_path_factory.mktemp("offences")
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_offences.py").write_text(OFFENCES)
    options = ["-p", "no:randomly", "-p", "no:cacheprovider", "--rootdir", str(folder), "-c", str(ROOT / "pyproject.toml")]
    command = [sys.executable, "-m", "pytest", *options, str(folder / "test_offences.py")]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert result.returncode == 1, result.stdout + result.stderr
    return result.stdout


@pytest.mark.parametrize(("name", "says"), CAUGHT.items())
def test_an_offence_is_caught_and_named(offences: str, name: str, says: str) -> None:
    blocks = re.split(r"^_{3,} (?:ERROR at teardown of )?(\w+) _{3,}$", offences, flags=re.MULTILINE)
    told = dict(zip(blocks[1::2], blocks[2::2], strict=True))
    assert name in told, offences
    assert says in told[name]


def test_nothing_else_is_caught(offences: str) -> None:
    guilty = set(re.findall(r"^(?:FAILED|ERROR) \S+::(\w+)", offences, flags=re.MULTILINE))
    assert guilty == set(CAUGHT)
