"""The one dialog for errors of the program's own."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.words import _, plural
from gui.errors.log import log_folder

DETAILED: Final = 10  # errors whose details are kept; the rest are counted


class ErrorDialog(QDialog):
    """One unexpected error in plain words, with the details a maintainer needs and a count of those that followed."""

    def __init__(self, error: BaseException, doing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self._details = [_described(error, doing)]
        self._others = 0
        self._more = QLabel(wordWrap=True)
        self._more.hide()
        self._shown = _details_view(self.details())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for part in (_heading(_("Something went wrong")), _paragraphs(doing), self._more, self._shown, self._buttons()):
            layout.addWidget(part)
        self.setMinimumWidth(540)

    def details(self) -> str:
        """What "Copy details" copies: date, versions, what was under way, the traceback."""
        return "\n".join(self._details)

    def count_another(self, error: BaseException) -> None:
        """Count an error that came while this dialog stands."""
        self._others += 1
        self._more.setText(plural("One more error has occurred since.", "{count} more errors have occurred since.", self._others))
        self._more.show()
        if len(self._details) < DETAILED:
            self._details.append(_described(error))
            self._shown.setPlainText(self.details())

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self._toggle = _add_button(box, _("&Show details"), self._toggle_details)
        _add_button(box, _("&Copy details"), lambda: QApplication.clipboard().setText(self.details()))
        if folder := log_folder():
            _add_button(box, _("Open &log folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        close = box.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        close.setFocus()
        box.rejected.connect(self.reject)
        return box

    def _toggle_details(self) -> None:
        self._shown.setVisible(self._shown.isHidden())
        self._toggle.setText(_("&Show details") if self._shown.isHidden() else _("&Hide details"))
        self.adjustSize()


def _add_button(box: QDialogButtonBox, text: str, pressed: Callable[[], object]) -> QPushButton:
    button = box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked: pressed())
    return button


def _details_view(text: str) -> QPlainTextEdit:
    view = QPlainTextEdit(text, readOnly=True, lineWrapMode=QPlainTextEdit.LineWrapMode.NoWrap)
    view.setAccessibleName(_("Details of the error"))
    view.setMinimumHeight(220)
    view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    view.hide()
    return view


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.2)
    font.setBold(True)
    label.setFont(font)
    return label


def _paragraphs(doing: str) -> QLabel:
    what = (
        _("Orebook met an error of its own. It was doing this: {doing}.").format(doing=doing)
        if doing
        else _("Orebook met an error of its own.")
    )
    safe = _("Your work is safe: the workspace is still open, changes are kept for recovery as you make them, and each can be undone.")
    on = _("You can go on. If it happens again, the details help whoever looks after the program. Nothing is sent anywhere.")
    label = QLabel(f"{what}\n\n{safe}\n\n{on}", wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _described(error: BaseException, doing: str = "") -> str:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    about = f"{now}  Python {platform.python_version()}  Qt {qVersion()}  {platform.platform()}"
    return "\n".join(filter(None, (about, doing, "".join(traceback.format_exception(error)))))
