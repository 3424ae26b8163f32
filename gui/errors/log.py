"""The log: one text file of bounded size, with the last few kept beside it."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import Final

LOG_BYTES: Final = 1_000_000
LOG_COPIES: Final = 3


class LogFile(logging.FileHandler):
    """Writes to `folder`/orebook.log and begins a new file when that grows past LOG_BYTES.

    The standard library's rotating handler is not used: its module loads sockets and pickle, which this program does without.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "orebook.log", encoding="utf-8")
        self.folder = folder
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write `record`, in a new file when this one is full."""
        if self.stream is not None and self.stream.tell() > LOG_BYTES:
            self.stream.close()
            self._make_room()
            self.stream = self._open()
        super().emit(record)

    def _make_room(self) -> None:
        # Another window may hold a file open, which keeps some systems from renaming it; the log then grows a little longer.
        with contextlib.suppress(OSError):
            for number in range(LOG_COPIES, 0, -1):
                newer = self.folder / (f"orebook.{number - 1}.log" if number > 1 else "orebook.log")
                if newer.exists():
                    newer.replace(self.folder / f"orebook.{number}.log")


def log_folder() -> Path | None:
    """Where the log is kept; None when none was opened."""
    return next((handler.folder for handler in logging.getLogger().handlers if isinstance(handler, LogFile)), None)
