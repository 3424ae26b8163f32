"""The process in which strangers' files are read. It may be killed, starved or crashed by them; nothing else lives in it."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import IO

from core.io.reading import wire
from core.io.reading.limits import Limits
from core.task import Progress, Refused
from core.words import _, set_language

_PAUSE = 0.05  # seconds between two reports


def main(argv: list[str]) -> int:
    """Read the file argv[0] under the limits argv[1] (JSON) in the language argv[2] and write the outcome to standard output."""
    out = _private_stdout()
    limits = Limits(**json.loads(argv[1]))
    _bound(limits)
    set_language(argv[2])
    try:
        from core.io.reading.opening import open_book

        wire.send_book(out, open_book(Path(argv[0]), limits, Progress(_Reporter(out))))
    except Refused as refusal:
        wire.send(out, wire.REFUSED, str(refusal))
    except MemoryError:
        wire.send(out, wire.REFUSED, memory_sentence(limits))
    except BaseException:  # noqa: BLE001 - the libraries of this process panic past Exception
        traceback.print_exc()
        wire.send(out, wire.REFUSED, damaged_sentence())
    out.flush()
    return 0


def memory_sentence(limits: Limits) -> str:
    """Why a file was given up that wanted too much memory."""
    message = _(
        "reading it needs more than {size} MB of memory, far more than its size explains; delete what is not needed from it, or split it."
    )
    return message.format(size=f"{limits.memory / (1 << 20):,.0f}")


def damaged_sentence() -> str:
    """Why a file was given up that no reader could make sense of."""
    return _("its content is damaged; open it in the program it came from, save it again and import the copy.")


def _private_stdout() -> IO[bytes]:
    """Standard output for our messages alone: what libraries print goes to standard error."""
    private = os.fdopen(os.dup(1), "wb", buffering=1 << 20)
    os.dup2(2, 1)
    return private


def _bound(limits: Limits) -> None:
    """Bound memory and processor time where the system can; elsewhere the parent's job object does."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, int(limits.seconds) * 2 + 5), (resource.RLIMIT_CORE, 0)):
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (most, hard))
        except (ValueError, OSError):  # macOS refuses a bound on the address space: the time limit remains
            continue


class _Reporter:
    """Tells the parent how far the reading is, but not more often than anyone can see."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._last = 0.0

    def __call__(self, done: float, note: str) -> None:
        now = time.monotonic()
        if now - self._last >= _PAUSE:
            self._last = now
            wire.send(self._out, wire.PROGRESS, [done, note])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
