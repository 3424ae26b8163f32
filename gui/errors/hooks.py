"""Catching what nobody else does: exceptions in slots and threads, Qt's warnings, the death of the process."""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import logging
import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler

from gui.errors.log import LogFile
from gui.errors.telling import report

_log = logging.getLogger(__name__)


class Watch:
    """The log and the hooks of one run of the program. `crash` is what the run before left when it crashed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.crash = _gather_crashes(folder)
        self._log_file = LogFile(folder)
        logging.getLogger().addHandler(self._log_file)
        logging.getLogger().setLevel(logging.INFO)
        logging.captureWarnings(capture=True)
        self._crash_file = _watch_for_crashes(folder)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = _on_exception
        threading.excepthook = _on_thread_exception
        sys.unraisablehook = _on_unraisable
        self._qt_before = qInstallMessageHandler(_on_qt_message)
        atexit.register(self.remove)

    def remove(self) -> None:
        """Put everything back as it was. A run that gets here did not crash."""
        atexit.unregister(self.remove)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)
        faulthandler.disable()
        self._crash_file.close()
        with contextlib.suppress(OSError):
            Path(self._crash_file.name).unlink()
        logging.captureWarnings(capture=False)
        logging.getLogger().removeHandler(self._log_file)
        self._log_file.close()


_watch: Watch | None = None


def install(folder: Path | None = None) -> Watch:
    """Open the log in `folder`, else where the system keeps a user's logs, and set the hooks. Raises OSError when no log can be kept."""
    global _watch  # noqa: PLW0603 - the hooks belong to the process, so there is one watch
    if folder is None:
        import platformdirs

        folder = platformdirs.user_log_path("orebook", appauthor=False)
    _watch = Watch(folder)
    return _watch


def previous_crash() -> str | None:
    """The stack of every thread when the run before crashed; None when it ended well. Also kept as "last crash.txt" beside the log."""
    return _watch.crash if _watch else None


def _watch_for_crashes(folder: Path) -> TextIO:
    # One file a process: a second window must not empty the file into which the first may yet have to write.
    file = (folder / f"crash-{os.getpid()}.txt").open("w", encoding="utf-8")
    faulthandler.enable(file)
    return file


def _gather_crashes(folder: Path) -> str | None:
    found = [path for path in sorted(folder.glob("crash-*.txt")) if path.stat().st_size > 0]
    text = "\n".join(path.read_text("utf-8", errors="replace") for path in found)
    for path in found:
        path.unlink()
    if text:
        (folder / "last crash.txt").write_text(text, "utf-8")
    return text or None


def _on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QCoreApplication.quit()
    else:
        report(error.with_traceback(trace), unasked=True)


def _on_thread_exception(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        report(args.exc_value, unasked=True)


def _on_unraisable(args: Any) -> None:  # its type has a name in the stubs only
    _log.error("%s: %r", args.err_msg or "Exception ignored in", args.object, exc_info=args.exc_value)


_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger(f"qt.{context.category or 'default'}").log(_LEVELS[kind], "%s", message)
