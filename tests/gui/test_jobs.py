"""Long work runs in order on one thread, and every end of it is told on the window's thread."""

from __future__ import annotations

import gc
import logging
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.task import Progress, Refused
from gui.jobs import Job, Jobs


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.shutdown()


def told(job: Job) -> list[str]:
    """What the job tells, in order, noted as it happens; fails when it is told on another thread."""
    heard: list[str] = []

    def note(text: str) -> None:
        assert threading.current_thread() is threading.main_thread()
        heard.append(text)

    job.progressed.connect(lambda done, words: note(f"{done:.0%} {words}"))
    job.succeeded.connect(lambda value: note(f"succeeded {value}"))
    job.failed.connect(lambda error: note(f"failed {type(error).__name__} {error}"))
    job.cancelled.connect(lambda: note("cancelled"))
    job.finished.connect(lambda: note("finished"))
    return heard


def add(progress: Progress, one: int, other: int) -> int:
    assert threading.current_thread() is not threading.main_thread()
    progress(0.5, "adding")
    return one + other


def test_the_result_and_the_last_progress_come_before_the_end(jobs: Jobs, qtbot: QtBot) -> None:
    job = jobs.start(add, 2, 3, label="Adding")
    heard = told(job)
    with qtbot.waitSignal(job.finished):
        pass
    assert heard == ["50% adding", "succeeded 5", "finished"]
    assert jobs.current is None
    assert jobs.unfinished == ()


def test_jobs_run_in_order_on_one_thread(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[tuple[int, int]] = []

    def work(_progress: Progress, number: int) -> None:
        order.append((number, threading.get_ident()))

    made = [jobs.start(work, number, label=str(number)) for number in range(20)]
    with qtbot.waitSignal(made[-1].finished):
        pass
    assert [number for number, _thread in order] == list(range(20))
    assert len({thread for _number, thread in order}) == 1


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(3), KeyboardInterrupt(), Refused("Sheet 2 is empty")])
def test_every_failure_is_delivered_and_the_next_job_still_runs(jobs: Jobs, qtbot: QtBot, error: BaseException) -> None:
    def fail(_progress: Progress) -> None:
        raise error

    failing, after = jobs.start(fail, label="Failing"), jobs.start(add, 1, 1, label="After")
    heard, heard_after = told(failing), told(after)
    with qtbot.waitSignal(after.finished):
        pass
    assert heard == [f"failed {type(error).__name__} {error}", "finished"]
    assert heard_after[-2:] == ["succeeded 2", "finished"]


@pytest.mark.logs("Saving failed")
def test_a_failure_nobody_listens_to_is_not_lost(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_progress: Progress) -> None:
        raise OSError("disk gone")

    unheard: list[tuple[str, str]] = []
    for jobs in (Jobs(unheard=lambda error, label: unheard.append((str(error), label))), Jobs()):
        with caplog.at_level(logging.ERROR), qtbot.waitSignal(jobs.start(fail, label="Saving").finished):
            pass
        jobs.shutdown()
    assert unheard == [("disk gone", "Saving")]
    assert [record.getMessage() for record in caplog.records] == ["Saving failed"]


def test_cancel_stops_the_running_job_at_its_next_report(jobs: Jobs, qtbot: QtBot) -> None:
    def count(progress: Progress) -> None:
        while True:
            progress(0.1, "counting")

    job = jobs.start(count, label="Counting")
    heard = told(job)
    with qtbot.waitSignal(job.progressed):
        pass
    assert jobs.current is job
    with qtbot.waitSignal(job.finished):
        job.cancel()
    assert heard[-2:] == ["cancelled", "finished"]


def test_a_waiting_job_that_is_cancelled_never_begins(jobs: Jobs, qtbot: QtBot) -> None:
    release, ran = threading.Event(), []
    first = jobs.start(lambda _progress: release.wait(10), label="First")
    waiting = jobs.start(lambda _progress: ran.append(1), label="Waiting")
    heard = told(waiting)
    with qtbot.waitSignal(waiting.finished):
        waiting.cancel()
    assert heard == ["cancelled", "finished"], "told at once, while the first is still at work"
    assert jobs.unfinished == (first,)
    with qtbot.waitSignal(first.finished):
        release.set()
    jobs.shutdown()
    assert ran == []


def test_only_jobs_whose_turn_came_are_started(jobs: Jobs, qtbot: QtBot) -> None:
    started: list[str] = []
    jobs.started.connect(lambda job: started.append(job.label))
    one, two, three = (jobs.start(add, 1, 1, label=label) for label in ("one", "two", "three"))
    two.cancel()
    with qtbot.waitSignal(three.finished):
        pass
    assert started in (["one", "three"], ["one", "two", "three"])
    assert one.label == "one"


def test_frequent_reports_do_not_flood_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    def chatter(progress: Progress) -> None:
        for step in range(100_000):
            progress(step / 100_000, f"step {step}")

    job = jobs.start(chatter, label="Chatter")
    heard = told(job)
    with qtbot.waitSignal(job.finished, timeout=20_000):
        pass
    assert 3 <= len(heard) < 1000
    assert heard[-3] == "100% step 99999", "the newest report is the one that is told"


def test_shutdown_tells_every_job_its_end(qapp: object) -> None:
    jobs = Jobs()
    began = threading.Event()

    def count(progress: Progress) -> None:
        while True:
            began.set()
            progress(0.5)

    running, waiting = jobs.start(count, label="Running"), jobs.start(add, 1, 1, label="Waiting")
    heard, heard_waiting = told(running), told(waiting)
    assert began.wait(5)
    assert jobs.shutdown()
    assert heard[-2:] == ["cancelled", "finished"]
    assert heard_waiting == ["cancelled", "finished"]


def test_shutdown_gives_up_on_work_that_does_not_stop(qapp: object) -> None:
    jobs, began, release = Jobs(), threading.Event(), threading.Event()

    def deaf(_progress: Progress) -> None:
        began.set()
        release.wait(10)

    job = jobs.start(deaf, label="Deaf")
    heard = told(job)
    assert began.wait(5)
    assert not jobs.shutdown(seconds=0.05)
    assert heard == ["cancelled", "finished"]
    release.set()


def test_a_finished_job_and_its_result_are_let_go(jobs: Jobs, qtbot: QtBot) -> None:
    class Result:
        pass

    def make(_progress: Progress, _source: Result) -> Result:
        return Result()

    source = Result()
    job = jobs.start(make, source, label="Making")
    kept: list[weakref.ref[object]] = [weakref.ref(job), weakref.ref(source)]
    job.succeeded.connect(lambda result: kept.append(weakref.ref(result)))
    with qtbot.waitSignal(job.finished):
        pass
    with qtbot.waitSignal(jobs.start(add, 1, 1, label="Next").finished):
        pass
    del job, source
    gc.collect()
    assert [reference() for reference in kept] == [None, None, None]
