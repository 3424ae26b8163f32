"""Telling the user what went wrong, once, from whichever thread it comes."""

from __future__ import annotations

import functools
import inspect
import logging
import time
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from core.task import Cancelled, Refused
from core.words import _

if TYPE_CHECKING:
    from gui.errors.dialog import ErrorDialog

QUIET_SECONDS: Final = 2.0  # an error that nobody asked for and that returns sooner than this is not shown again

_log = logging.getLogger(__name__)


def report(error: BaseException, doing: str = "", *, unasked: bool = False) -> None:
    """Tell the user of `error`; `doing` says what was under way ("Saving gold.orebook"). Any thread may call this.

    A `Refused` is told in its own sentence, `Cancelled` not at all. Anything else is logged with its traceback and told in one
    dialog; further errors are counted in that dialog and open no other. `unasked` marks errors with no action of the user behind
    them, such as a failing repaint: one that keeps coming back is shown once.
    """
    if isinstance(error, Cancelled):
        return
    if isinstance(error, Refused):
        _log.info("refused: %s %s", error, doing)
    else:
        _log.error("%s", doing or "unexpected error", exc_info=error)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        (app.findChild(_Teller) or _Teller.of(app)).told.emit(error, doing, unasked)


def guarded(slot: Callable[..., object]) -> Callable[..., None]:
    """A slot whose errors are reported, SystemExit included: raised in a bare slot that ends the program with work unsaved.

    What a signal carries beyond what `slot` takes is dropped, as Qt does.
    """
    room = _positional_room(slot)

    @functools.wraps(slot)
    def call(*values: Any) -> None:
        try:
            slot(*values[:room])
        except BaseException as error:  # noqa: BLE001 - the last line of defence
            report(error)

    vars(call).pop("__wrapped__")  # Qt counts the parameters of a slot, and would count those of the wrapped one
    return call


def tell_refusals_with(tell: Callable[[str], None] | None) -> None:
    """Hand the sentences of refusals to `tell`, such as a notification in the window; None goes back to a message box."""
    _Teller.refusal = tell


def _positional_room(function: Callable[..., object]) -> int | None:
    try:
        kinds = [parameter.kind for parameter in inspect.signature(function).parameters.values()]
    except ValueError:  # Qt's own methods tell none; those that are connected to commands (close, undo) take nothing
        return 0
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        return None
    return sum(kind in (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD) for kind in kinds)


class _Teller(QObject):
    """Lives on the window's thread and owns the one dialog."""

    told = Signal(object, str, bool)
    refusal: ClassVar[Callable[[str], None] | None] = None

    def __init__(self) -> None:
        super().__init__()
        self._dialog: ErrorDialog | None = None
        self._box: QMessageBox | None = None
        self._last = ("", 0.0)
        # Queued even on the window's own thread: a dialog must not open in the middle of a repaint.
        self.told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def of(cls, app: QApplication) -> _Teller:
        """A new teller that belongs to `app` and its thread, whichever thread asks."""
        teller = cls()
        teller.moveToThread(app.thread())
        teller.setParent(app)
        return teller

    @Slot(object, str, bool)
    def _tell(self, error: BaseException, doing: str, unasked: bool) -> None:
        if isinstance(error, Refused):
            (_Teller.refusal or self._show_sentence)(str(error))
            return
        if self._dialog is not None:
            self._dialog.count_another(error)
        elif not (unasked and self._returns_at_once(error)):
            from gui.errors.dialog import ErrorDialog  # seldom needed, and never before the first paint

            self._dialog = ErrorDialog(error, doing, QApplication.activeWindow())
            self._dialog.finished.connect(self._closed)
            self._dialog.open()
        self._last = (_place(error), time.monotonic())

    def _returns_at_once(self, error: BaseException) -> bool:
        place, moment = self._last
        return place == _place(error) and time.monotonic() - moment < QUIET_SECONDS

    def _show_sentence(self, sentence: str) -> None:
        if self._box is not None:
            self._box.setText(f"{self._box.text()}\n\n{sentence}")
            return
        icon, button = QMessageBox.Icon.Information, QMessageBox.StandardButton.Ok
        self._box = QMessageBox(icon, _("Orebook"), sentence, button, QApplication.activeWindow())
        self._box.setTextFormat(Qt.TextFormat.PlainText)
        self._box.finished.connect(self._box_closed)
        self._box.open()

    @Slot()
    def _box_closed(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
        self._box = None

    @Slot()
    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None
        self._last = (self._last[0], time.monotonic())


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else repr(error)
