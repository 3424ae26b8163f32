"""The status bar shows the work in hand and can stop it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QProgressBar, QToolButton
from pytestqt.qtbot import QtBot

from core.task import Progress
from gui.jobs import Jobs
from gui.widgets.job_strip import JobStrip


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.shutdown()


def test_it_shows_what_is_done_how_far_and_what_waits(jobs: Jobs, qtbot: QtBot) -> None:
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    assert strip.isHidden()
    release = threading.Event()

    def read(progress: Progress) -> None:
        progress(0.25, "sheet 2 of 8")
        release.wait(10)

    job = jobs.start(read, label="Reading prices.xlsx")
    last = jobs.start(lambda _progress: None, label="Next")
    qtbot.waitUntil(strip.isVisible)
    qtbot.waitUntil(lambda: "sheet 2" in strip.text)
    assert strip.text == "Reading prices.xlsx · sheet 2 of 8 · one more waits"
    bar = strip.findChildren(QProgressBar)[0]
    assert bar.value() / bar.maximum() == 0.25
    with qtbot.waitSignals([job.finished, last.finished]):
        release.set()
    assert strip.isHidden()


def test_its_button_stops_the_work(jobs: Jobs, qtbot: QtBot) -> None:
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)

    def count(progress: Progress) -> None:
        while True:
            progress(0.5)

    job = jobs.start(count, label="Counting")
    qtbot.waitUntil(strip.isVisible)
    with qtbot.waitSignal(job.cancelled):
        strip.findChildren(QToolButton)[0].click()
    assert strip.isHidden()


def test_short_work_does_not_flicker(jobs: Jobs, qtbot: QtBot) -> None:
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    seen: list[bool] = []
    job = jobs.start(lambda _progress: None, label="Quick")
    job.finished.connect(lambda: seen.append(strip.isVisible()))
    with qtbot.waitSignal(job.finished):
        pass
    qtbot.wait(400)
    assert seen == [False]
    assert strip.isHidden()
