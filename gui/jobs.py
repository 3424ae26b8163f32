"""Long work off the window's thread: plain functions, one after the other, on one worker thread.

    job = jobs.start(read_workbook, path, label=_("Reading {file}").format(file=path.name))
    job.succeeded.connect(self._show)

The function gets a `core.task.Progress` first and never touches Qt. One thread, because the work belongs to one document and
must happen in order. No listener is ever called from the worker: the end of a job is queued to the window's thread and handed on
from there, and progress is fetched by a timer, so that work may report as often as it likes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Final, TypeVarTuple

from PySide6.QtCore import QCoreApplication, QMetaMethod, QObject, Qt, QTimer, Signal, Slot

from core.task import Cancelled, Progress

REPORT_MS: Final = 40  # between two reports of progress; nobody reads faster

_Args = TypeVarTuple("_Args")
_log = logging.getLogger(__name__)


class Job(QObject):
    """One piece of work as the window sees it. Exactly one of `succeeded`, `failed`, `cancelled` is told, then `finished`."""

    succeeded = Signal(object)
    """The value that the work returned."""
    failed = Signal(object)
    """The exception that ended the work. When nobody listens it goes to the `unheard` of Jobs."""
    cancelled = Signal()
    """The work stopped because it was asked to, or never began."""
    progressed = Signal(float, str)
    """The share done, 0 to 1, and a note."""
    finished = Signal()
    """The job is over, however it ended."""

    def __init__(self, label: str, cancel: Callable[[], None]) -> None:
        super().__init__()
        self.label = label
        self._cancel = cancel

    def cancel(self) -> None:
        """Ask the work to stop. It stops at its next report, and what it was making is thrown away."""
        self._cancel()

    def has_listener(self) -> bool:
        """Whether somebody listens to `failed`."""
        return self.isSignalConnected(QMetaMethod.fromSignal(self.failed))


class _Task:
    """The worker's side of a job. Knows nothing of Qt, so that no Qt object can die on the worker's thread."""

    def __init__(self, number: int, work: Callable[[Progress], object]) -> None:
        self.number = number
        self.work = work
        self.progress = Progress(self._tell)
        self.latest: tuple[float, str] | None = None
        self._lock = threading.Lock()
        self._claimed = False

    def claim(self) -> bool:
        """True for the first who asks: the worker that will run it, or the user who no longer wants it."""
        with self._lock:
            first, self._claimed = not self._claimed, True
            return first

    def _tell(self, done: float, note: str) -> None:
        self.latest = (done, note)


class Jobs(QObject):
    """The queue of long work and its one worker thread.

    `unheard(exception, label)` gets the failures that no listener took; without it they are logged.
    """

    started = Signal(object)
    """A Job whose turn has come, for the status line."""

    _began = Signal(int)
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None, unheard: Callable[[BaseException, str], None] | None = None) -> None:
        super().__init__(parent)
        self._unheard = unheard
        self._jobs: dict[int, tuple[Job, _Task]] = {}
        self._count = 0
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._running: int | None = None
        self._timer = QTimer(self, interval=REPORT_MS)
        self._timer.timeout.connect(self._fetch_progress)
        self._began.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self, function: Callable[[Progress, *_Args], object], *args: *_Args, label: str) -> Job:
        """Queue `function(progress, *args)` and return its job; connect to its signals at once. `label` is for the user."""
        self._count += 1
        task = _Task(self._count, lambda progress: function(progress, *args))
        job = Job(label, lambda: self._stop(task))
        self._jobs[task.number] = (job, task)
        if self._thread is None:
            # A daemon: work that refuses to stop must not keep the program from ending.
            self._thread = threading.Thread(target=self._serve, name="document work", daemon=True)
            self._thread.start()
        self._queue.put(task)
        return job

    @property
    def current(self) -> Job | None:
        """The job at work, if any."""
        found = self._jobs.get(self._running) if self._running is not None else None
        return found[0] if found else None

    @property
    def unfinished(self) -> tuple[Job, ...]:
        """All jobs that have not been reported finished, the oldest first."""
        return tuple(job for job, _task in self._jobs.values())

    def shutdown(self, seconds: float = 5.0) -> bool:
        """Cancel everything and wait; every job is told its end. False when the work at hand did not stop in time."""
        for _job, task in tuple(self._jobs.values()):
            self._stop(task)
        stopped = True
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(seconds)
            stopped = not self._thread.is_alive()
            self._thread = None
        QCoreApplication.sendPostedEvents(self)
        for number in tuple(self._jobs):
            self._end(number, None, Cancelled())
        return stopped

    def _stop(self, task: _Task) -> None:
        task.progress.cancel()
        if task.claim():
            self._ended.emit(task.number, None, Cancelled())

    def _serve(self) -> None:
        while (task := self._queue.get()) is not None:
            if task.claim():
                self._began.emit(task.number)
                self._ended.emit(task.number, *_outcome(task))
            del task  # else the last job's arguments stay in memory until the next one comes

    @Slot(int)
    def _begin(self, number: int) -> None:
        if number in self._jobs:
            self._running = number
            self._timer.start()
            self.started.emit(self._jobs[number][0])

    @Slot()
    def _fetch_progress(self) -> None:
        found = self._jobs.get(self._running) if self._running is not None else None
        if found and found[1].latest is not None:
            (job, task), report = found, found[1].latest
            task.latest = None
            job.progressed.emit(*report)

    @Slot(int, object, object)
    def _end(self, number: int, result: object, exception: BaseException | None) -> None:
        if number not in self._jobs:
            return
        if number == self._running:
            self._fetch_progress()
            self._running = None
            self._timer.stop()
        job, _task = self._jobs.pop(number)
        if exception is None:
            job.succeeded.emit(result)
        elif isinstance(exception, Cancelled):
            job.cancelled.emit()
        else:
            self._tell_failure(job, exception)
        job.finished.emit()

    def _tell_failure(self, job: Job, exception: BaseException) -> None:
        if job.has_listener():
            job.failed.emit(exception)
        elif self._unheard is not None:
            self._unheard(exception, job.label)
        else:
            _log.error("%s failed", job.label, exc_info=exception)


def _outcome(task: _Task) -> tuple[object, BaseException | None]:
    try:
        return task.work(task.progress), None
    except BaseException as exception:  # noqa: BLE001 - SystemExit and foreign panics must reach the window, not end the thread
        return None, exception
