"""The one way to read a spreadsheet that somebody else made.

The file is read in a child process with bounds on time and memory, because there are files of two kilobytes that crash or hang
whoever reads them. Whatever happens there, this side gets a `Book` or one sentence.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO

import core
from core import words
from core.io.cells import Book
from core.io.reading import wire
from core.io.reading.limits import Limits
from core.task import Progress, Refused
from core.words import _

__all__ = ["Limits", "pasted_book", "read_book"]

DEFAULT = Limits()
_PAUSE = 0.05  # seconds between two looks at a request to stop
FROZEN_WORD = "read-cells"  # what the frozen program is called with to be this child


def read_book(path: Path, progress: Progress | None = None, *, limits: Limits = DEFAULT) -> Book:
    """The sheets of the spreadsheet at `path`, of whatever format its content is.

    Raises `Refused` with one sentence for whatever cannot be read, and `Cancelled` within a fifth of a second after
    `progress.cancel()`.
    """
    progress = progress or Progress()
    progress(0.0)
    path = Path(path)
    _refuse_missing(path)
    with subprocess.Popen(
        _command(path, limits), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as child, _bounded(child, limits):  # fmt: skip
        outcome = _wait(child, path, progress, limits)
    if isinstance(outcome, Book):
        return outcome
    raise Refused(_("{file} cannot be read: {reason}").format(file=path.name, reason=outcome))


def pasted_book(text: str) -> Book:
    """The cells of tab-separated `text` from the clipboard, as a book of one sheet. Raises `Refused` when there are none."""
    from core.io.reading.text import pasted

    return pasted(text)


def _refuse_missing(path: Path) -> None:
    reason = ""
    try:
        if path.is_dir():
            reason = _("it is a folder; drop the files in it instead.")
        else:
            with path.open("rb"):
                pass
    except FileNotFoundError:
        reason = _("it is not there any more; look where it was moved to.")
    except OSError as error:
        reason = _("the system does not give it out ({reason}); close it in other programs and look at its permissions.").format(
            reason=error.strerror or type(error).__name__
        )
    if reason:
        raise Refused(_("{file} cannot be read: {reason}").format(file=path.name, reason=reason))


def _command(path: Path, limits: Limits) -> list[str]:
    said = [str(path.absolute()), json.dumps(asdict(limits)), words.language()]
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_WORD, *said]
    return [sys.executable, "-m", "core.io.reading_child", *said]


def _environment() -> dict[str, str]:
    """This process's, with the way to this very tree, and without threads that the child would pay for and not use."""
    root = str(Path(core.__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@contextmanager
def _bounded(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[None]:
    """Bounds from outside, where the child cannot set its own; in the end the child is gone, whatever happened."""
    try:
        if sys.platform == "win32":
            from core.io.reading import windows_job

            job = windows_job.bound(child, limits.memory)
            try:
                yield
            finally:
                windows_job.release(job)
        else:
            yield
    finally:
        child.kill()


def _wait(child: subprocess.Popen[bytes], path: Path, progress: Progress, limits: Limits) -> Book | str:
    """The book or the reason why there is none. Raises `Cancelled`."""
    assert child.stdout is not None
    listener = _Listener(child.stdout, str(path), limits)
    listener.start()
    end = time.monotonic() + limits.seconds
    while listener.is_alive():
        listener.join(_PAUSE)
        progress(listener.done, listener.note)
        if time.monotonic() > end and listener.is_alive():
            child.kill()
            listener.join()
            message = _("reading it took longer than {seconds} seconds and was stopped; delete what is not needed from it, or split it.")
            return message.format(seconds=f"{limits.seconds:g}")
    if listener.outcome is None:
        child.wait()
        return _(
            "its content stopped the reader, as only damaged or hostile files do; open it in Excel, save it again and import the copy."
        )
    progress(1.0)
    return listener.outcome


class _Listener(threading.Thread):
    """Takes down what the child says. `outcome` stays None when the child dies before it has said all."""

    def __init__(self, stream: IO[bytes], path: str, limits: Limits) -> None:
        super().__init__(name="reading child", daemon=True)
        self._stream, self._path, self._limits = stream, path, limits
        self.done, self.note = 0.0, ""
        self.outcome: Book | str | None = None

    def run(self) -> None:
        try:
            while self.outcome is None:
                kind, said = wire.receive(self._stream)
                if kind == wire.PROGRESS:
                    self.done, self.note = float(said[0]), str(said[1])
                elif kind == wire.REFUSED:
                    self.outcome = str(said)
                else:
                    self.outcome = wire.receive_book(self._stream, said, self._path, self._limits.cells)
        except (wire.BrokenMessage, ValueError, OSError):
            return
