"""The child process: it can be stopped, starved and killed, and its parent always has an answer."""

import io
import json
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from core.io import reader, reading_child
from core.io.reader import Limits, read_book
from core.io.reading import wire
from core.task import Cancelled, Progress, Refused
from tests.core.io.hostile import cell, row, xlsx

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx(row(1, cell("A1", 1))))
    return path


def test_a_child_that_hangs_is_stopped(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_command", lambda *_said: SLEEPER)
    with pytest.raises(Refused, match=r"longer than 0\.3 seconds"):
        read_book(book, limits=Limits(seconds=0.3))


def test_cancelling_ends_the_child(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*said: object, **named: object) -> subprocess.Popen[bytes]:
        child = popen(*said, **named)  # type: ignore[call-overload]  # passed through as it came
        started.append(child)
        return child

    monkeypatch.setattr(reader, "_command", lambda *_said: SLEEPER)
    monkeypatch.setattr(reader.subprocess, "Popen", start)
    progress = Progress()
    threading.Timer(0.2, progress.cancel).start()
    with pytest.raises(Cancelled):
        read_book(book, progress)
    assert started[0].returncode not in (None, 0)


def test_a_child_that_crashes_is_answered_in_words(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_command", lambda *_said: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(Refused, match="stopped the reader"):
        read_book(book)


@pytest.mark.parametrize("said", [b"", b"B", b"X" + bytes(8), b"B\x05\0\0\0\0\0\0\0hello", b"B\x02\0\0\0\0\0\0\0{}", b"P" + b"\xff" * 8])
def test_a_child_that_talks_nonsense_is_answered_in_words(book: Path, said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"import sys; sys.stdout.buffer.write({said!r})"
    monkeypatch.setattr(reader, "_command", lambda *_said: [sys.executable, "-c", script])
    with pytest.raises(Refused, match="stopped the reader"):
        read_book(book)


@pytest.mark.skipif(sys.platform == "win32", reason="there the job object bounds the child")
def test_the_child_bounds_itself() -> None:
    script = (
        "import json, resource, sys; from core.io import reading_child as c; from core.io.reading.limits import Limits;"
        "c._bound(Limits(**json.loads(sys.argv[1])));"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    limits = Limits(seconds=10, memory=700 << 20)
    said = subprocess.run(
        [sys.executable, "-c", script, json.dumps(asdict(limits))], env=reader._environment(), capture_output=True, text=True, check=True
    ).stdout.split()
    assert said == [str(700 << 20), "25"]


def test_the_child_starts_lean() -> None:
    script = "import sys, core.io.reading_child, core.io.reading.ooxml; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, env=reader._environment(), capture_output=True, text=True, check=True).stdout.split()
    assert not {"pandas", "PySide6", "openpyxl", "pyqtgraph", "gui", "python_calamine", "xlrd", "socket"} & set(said)


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"lead\.xlsx cannot be read: it is not there"):
        read_book(tmp_path / "lead.xlsx")
    with pytest.raises(Refused, match="it is a folder"):
        read_book(tmp_path)


def test_a_file_beyond_the_limit_is_refused(book: Path) -> None:
    with pytest.raises(Refused, match="MB, more than the"):
        read_book(book, limits=Limits(file_bytes=100))


def test_names_of_any_script_and_spaces(tmp_path: Path) -> None:
    path = tmp_path / "價格 цены;'x'.xlsx"
    path.write_bytes(xlsx(row(1, cell("A1", 1))))
    assert read_book(path).sheets[0].filled == 1


def test_progress_reaches_the_end(book: Path) -> None:
    told: list[float] = []
    read_book(book, Progress(lambda done, _note: told.append(done)))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_book_survives_the_wire(book: Path) -> None:
    sent = read_book(book)
    sent = replace(sent, sheets=(replace(sent.sheets[0], merged=((0, 0, 1, 1),), hidden=True), replace(sent.sheets[0], formats=None)))
    stream = io.BytesIO()
    wire.send_book(stream, sent)
    stream.seek(0)
    kind, header = wire.receive(stream)
    assert kind == wire.BOOK
    got = wire.receive_book(stream, header, sent.path, 100)
    for one, other in zip(sent.sheets, got.sheets, strict=True):
        assert np.array_equal(one.kinds, other.kinds)
        assert np.array_equal(one.numbers, other.numbers)
        assert (one.merged, one.hidden, one.strings, one.format_names) == (other.merged, other.hidden, other.strings, other.format_names)
    assert got.sheets[1].formats is None


def test_a_book_that_breaks_off_on_the_wire_is_not_believed(book: Path) -> None:
    stream = io.BytesIO()
    wire.send_book(stream, read_book(book))
    cut = io.BytesIO(stream.getvalue()[:-1])
    _kind, header = wire.receive(cut)
    with pytest.raises(wire.BrokenMessage):
        wire.receive_book(cut, header, "", 100)


def test_text_beyond_the_strings_is_not_believed(book: Path) -> None:
    sheet = read_book(book).sheets[0]
    kinds = np.full_like(sheet.kinds, 2)
    stream = io.BytesIO()
    wire.send_book(stream, replace(read_book(book), sheets=(replace(sheet, kinds=kinds, numbers=np.full(kinds.shape, 77.0)),)))
    stream.seek(0)
    _kind, header = wire.receive(stream)
    with pytest.raises(wire.BrokenMessage):
        wire.receive_book(stream, header, "", 100)


def test_the_sentences_of_the_child_end_as_sentences() -> None:
    assert reading_child.memory_sentence(Limits()).startswith("reading it needs more than 2,048 MB")
    assert reading_child.damaged_sentence().endswith(".")
