"""Long work in the status line: what it is, how far it has come, and a button that stops it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from core.words import _
from gui.jobs import Job, Jobs

PATIENCE_MS: Final = 300  # work that is over sooner is not worth a flicker


class JobStrip(QWidget):
    """Shows the running job of `jobs` once it has lasted longer than `PATIENCE_MS`."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_strip")
        self.label = QLabel(self)
        self.label.setObjectName("job_label")
        self.bar = QProgressBar(self)
        self.bar.setObjectName("job_bar")
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(140)
        self.bar.setTextVisible(False)
        self.cancel = QToolButton(self)
        self.cancel.setObjectName("job_cancel")
        self.cancel.setText(_("Cancel"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self.bar, self.cancel):
            line.addWidget(widget)
        self._job: Job | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.cancel.clicked.connect(self._stop)
        jobs.started.connect(self._begin)
        self.hide()

    def _begin(self, job: Job) -> None:
        self._job = job
        self.label.setText(job.label)
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self._patience.start()
        job.progressed.connect(self._advance)
        job.finished.connect(self._end)

    def _advance(self, done: float, note: str) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(done * 1000))
        if self._job is not None:
            self.label.setText(f"{self._job.label}: {note}" if note else self._job.label)

    def _end(self) -> None:
        self._job = None
        self._patience.stop()
        self.hide()

    def _stop(self) -> None:
        if self._job is not None:
            self.label.setText(_("Stopping…"))
            self.cancel.setEnabled(False)
            self._job.cancel()
