"""No error is lost, none ends the program, and each is told once in words."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal, qWarning
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.task import Cancelled, Refused
from gui import errors
from gui.errors import log
from gui.errors.dialog import ErrorDialog


@pytest.fixture
def sentences() -> Iterator[list[str]]:
    told: list[str] = []
    errors.tell_refusals_with(told.append)
    yield told
    errors.tell_refusals_with(None)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[errors.Watch]:
    made = errors.install(tmp_path)
    yield made
    made.remove()


def dialogs(qapp: QApplication) -> list[ErrorDialog]:
    qapp.processEvents()
    return [window for window in qapp.topLevelWidgets() if isinstance(window, ErrorDialog) and window.isVisible()]


def close(qapp: QApplication) -> ErrorDialog:
    """Close the one error dialog and return it."""
    (dialog,) = dialogs(qapp)
    dialog.reject()
    return dialog


def words(dialog: ErrorDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if not label.isHidden())


@pytest.mark.logs("Saving gold.orebook")
def test_an_error_is_told_in_plain_words_with_details_to_copy(qapp: QApplication) -> None:
    try:
        _ = 1 // 0
    except ZeroDivisionError as error:
        errors.report(error, "Saving gold.orebook")
    (dialog,) = dialogs(qapp)
    assert "Saving gold.orebook" in words(dialog)
    assert "Your work is safe" in words(dialog)
    assert "Traceback" not in words(dialog)
    (view,) = dialog.findChildren(QPlainTextEdit)
    assert view.isHidden()
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["&Show details"].click()
    assert "ZeroDivisionError" in view.toPlainText()
    assert view.isVisible()
    buttons["&Copy details"].click()
    assert QApplication.clipboard().text().count("Traceback") == 1
    buttons["Close"].click()
    assert not dialogs(qapp)


@pytest.mark.logs("unexpected error")
def test_more_errors_are_counted_in_the_dialog_that_stands(qapp: QApplication) -> None:
    for number in range(30):
        errors.report(ValueError(number))
    (dialog,) = dialogs(qapp)
    assert "29 more errors" in words(dialog)
    assert dialog.details().count("ValueError") == 10
    close(qapp)


@pytest.mark.logs("unexpected error")
def test_an_error_nobody_asked_for_does_not_come_back_at_once_but_an_asked_one_does(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("gui.errors.telling.time.monotonic", lambda: clock[0])
    error = ValueError("painting")
    errors.report(error, unasked=True)
    close(qapp)
    for _ in range(5):
        clock[0] += 1.5
        errors.report(error, unasked=True)
        assert not dialogs(qapp), "it kept coming back, so it stays quiet"
    errors.report(KeyError("another"), unasked=True)
    close(qapp)
    errors.report(error)
    close(qapp)
    clock[0] += 3
    errors.report(error, unasked=True)
    close(qapp)


def test_a_refusal_is_its_sentence_and_a_cancelled_job_is_nothing(qapp: QApplication, sentences: list[str]) -> None:
    errors.report(Refused("Sheet Prices is empty: choose another sheet."), "Reading a.xlsx")
    errors.report(Cancelled())
    assert not dialogs(qapp)
    assert sentences == ["Sheet Prices is empty: choose another sheet."]


def test_a_refusal_without_a_teller_opens_a_box_that_waits_for_nobody(qapp: QApplication) -> None:
    errors.report(Refused("The file is <b>locked</b>."))
    errors.report(Refused("So is the folder."))
    qapp.processEvents()
    gc.collect()
    (box,) = (window for window in qapp.topLevelWidgets() if isinstance(window, QMessageBox))
    assert box.text() == "The file is <b>locked</b>.\n\nSo is the folder."
    box.accept()


class Source(QObject):
    fired = Signal(int, str)


@pytest.mark.logs("unexpected error")
@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), RuntimeError("x")])
def test_a_guarded_slot_reports_what_it_raises(qapp: QApplication, error: BaseException) -> None:
    def fail(_number: int) -> None:
        raise error

    source = Source()
    source.fired.connect(errors.guarded(fail))
    source.fired.emit(1, "one")
    assert type(error).__name__ in close(qapp).details()


def test_a_guarded_slot_takes_what_it_has_room_for() -> None:
    heard: list[object] = []

    class Listener(QObject):
        @errors.guarded
        def number(self, number: int) -> None:
            heard.append(number)

        @errors.guarded
        def nothing(self) -> None:
            heard.append(None)

    source, listener = Source(), Listener()
    source.fired.connect(listener.number)
    source.fired.connect(listener.nothing)
    source.fired.connect(errors.guarded(lambda *values: heard.append(values)))
    source.fired.emit(7, "seven")
    assert heard == [7, None, (7, "seven")]


def test_a_method_of_qt_can_be_guarded(qtbot: QtBot) -> None:
    label, source = QLabel("shown"), Source()
    qtbot.addWidget(label)
    label.show()
    source.fired.connect(errors.guarded(label.hide))
    source.fired.emit(7, "seven")
    assert label.isHidden()


@pytest.mark.logs("unexpected error", "propagateSizeHints")
def test_errors_of_other_threads_reach_the_window(qapp: QApplication, watch: errors.Watch) -> None:
    thread = threading.Thread(target=lambda: dict[int, int]()[1])
    thread.start()
    thread.join()
    assert "KeyError" in close(qapp).details()


@pytest.mark.logs("QFont::setPointSize", "unexpected error", "propagateSizeHints")
def test_the_log_keeps_errors_and_the_words_of_qt(qapp: QApplication, watch: errors.Watch, tmp_path: Path) -> None:
    qWarning("QFont::setPointSize: Point size <= 0")
    sys.excepthook(ValueError, ValueError("lost"), None)
    close(qapp)
    text = (tmp_path / "orebook.log").read_text("utf-8")
    assert "WARNING qt.default: QFont::setPointSize: Point size <= 0" in text
    assert "ValueError: lost" in text
    assert errors.log_folder() == tmp_path


def test_remove_puts_everything_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, list(logging.getLogger().handlers))
    errors.install(tmp_path).remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.getLogger().handlers) == before
    assert [path.name for path in tmp_path.iterdir()] == ["orebook.log"]
    assert errors.log_folder() is None


def test_the_log_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LOG_BYTES", 1000)
    handler = log.LogFile(tmp_path)
    for number in range(200):
        handler.emit(logging.LogRecord("x", logging.INFO, "", 0, f"line {number} " + "." * 60, None, None))
    handler.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["orebook.1.log", "orebook.2.log", "orebook.3.log", "orebook.log"]
    assert all(path.stat().st_size < 1200 for path in tmp_path.iterdir())
    assert "line 199" in (tmp_path / "orebook.log").read_text("utf-8")


CRASH = "import faulthandler, sys; from pathlib import Path; from gui import errors; errors.install(Path(sys.argv[1])); {end}"


@pytest.mark.parametrize(("end", "crashed"), [("faulthandler._sigabrt()", True), ("sys.exit(0)", False)])
def test_a_crash_is_found_at_the_next_start(tmp_path: Path, end: str, crashed: bool) -> None:
    run = subprocess.run([sys.executable, "-c", CRASH.format(end=end), str(tmp_path)], check=False, capture_output=True)
    assert (run.returncode != 0) is crashed
    watch = errors.install(tmp_path)
    found = errors.previous_crash()
    watch.remove()
    assert (found is not None and "Fatal Python error" in found) is crashed
    assert (tmp_path / "last crash.txt").exists() is crashed
    again = errors.install(tmp_path)
    again.remove()
    assert again.crash is None, "told once"
