"""How long work reports, how it is stopped, and how it says no."""

from __future__ import annotations

from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user asked the work to stop; whatever it was making is thrown away."""


class Refused(Exception):  # noqa: N818 - an answer in words, not a fault of the program
    """The work cannot be done. The message is one sentence for the user: what happened, where, what to do."""


class Progress:
    """A callable that work calls with the share done (0 to 1) and a note; it raises `Cancelled` once a stop was asked for.

    `tell` receives every report and may be called from another thread than the one that made this object.
    """

    def __init__(self, tell: Callable[[float, str], None] | None = None) -> None:
        self._tell = tell
        self._stop = False

    def __call__(self, done: float, note: str = "") -> None:
        """Report `done` in 0..1. Raises `Cancelled` when a stop was asked for."""
        if self._stop:
            raise Cancelled
        if self._tell is not None:
            self._tell(min(max(done, 0.0), 1.0), note)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop = True

    @property
    def cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._stop

    def part(self, start: float, end: float) -> Progress:
        """A progress for a step of this work: its 0..1 is `start`..`end` here, and it stops when this one does."""
        return _Part(self, start, end)


class _Part(Progress):
    def __init__(self, whole: Progress, start: float, end: float) -> None:
        super().__init__(lambda done, note: whole(start + (end - start) * done, note))
        self._whole = whole

    def __call__(self, done: float, note: str = "") -> None:
        if self._whole.cancelled:
            raise Cancelled
        super().__call__(done, note)

    @property
    def cancelled(self) -> bool:
        return self._stop or self._whole.cancelled
