"""What the program is working at, in the status bar: a label, how far it is, and a button to stop it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from core.words import _, plural
from gui import icons
from gui.jobs import Job, Jobs

PATIENCE_MS: Final = 300  # work that is over sooner is not worth a flicker
_STEPS: Final = 1000
_LABEL_WIDTH: Final = 340


class JobStrip(QWidget):
    """Follows `jobs`: shows the one at work and how many wait, and hides when there is nothing to do."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._note = ""
        self._label = QLabel()
        self._label.setMaximumWidth(_LABEL_WIDTH)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 8)
        self._stop = QToolButton()
        self._stop.setIcon(icons.icon("x"))
        self._stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._label, self._bar, self._stop):
            layout.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        jobs.started.connect(self._follow)
        self.hide()

    @property
    def text(self) -> str:
        """What stands beside the bar, in full."""
        return self._label.toolTip()

    @Slot(object)
    def _follow(self, job: Job) -> None:
        self._job, self._note = job, ""
        job.progressed.connect(self._progressed)
        job.finished.connect(self._finished)
        self._bar.setRange(0, 0)  # moving to and fro, until the work says how far it is
        self._stop.setEnabled(True)
        self._stop.setToolTip(_("Stop: {work}").format(work=job.label))
        self._stop.setAccessibleName(self._stop.toolTip())
        self._bar.setAccessibleName(job.label)
        self._say()
        if self.isHidden():
            self._patience.start()

    @Slot(float, str)
    def _progressed(self, done: float, note: str) -> None:
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(round(done * _STEPS))
        self._note = note
        self._say()

    @Slot()
    def _finished(self) -> None:
        self._job = None
        if not self._jobs.unfinished:
            self._patience.stop()
            self.hide()

    @Slot()
    def _appear(self) -> None:
        if self._job is not None:
            self.show()

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._stop.setEnabled(False)
            self._note = _("stopping")
            self._say()
            self._job.cancel()

    def _say(self) -> None:
        if self._job is None:
            return
        waiting = len(self._jobs.unfinished) - 1
        others = plural("one more waits", "{count} more wait", waiting) if waiting > 0 else ""
        text = " · ".join(filter(None, (self._job.label, self._note, others)))
        self._label.setText(self._label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _LABEL_WIDTH))
        self._label.setToolTip(text)
