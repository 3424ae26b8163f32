"""A hand note: its date and its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPlainTextEdit, QWidget

from core.task import Refused
from core.words import _
from gui.widgets.selection_bar import DateEdit


class NoteDialog(QDialog):
    """Hands date and text to `save`, and stays with the reason where that refuses; tells `delete_wanted`. Ctrl+Return saves."""

    delete_wanted = Signal()

    def __init__(
        self, day: dt.date, text: str, save: Callable[[dt.date, str], object], *, new: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("note_dialog")
        self.setWindowTitle(_("New note") if new else _("Note"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._save_as = save
        self._day = day
        self.day = DateEdit("note_day", _("Date"), last=False, parent=self)
        self.day.set_date(day)
        self.day.chosen.connect(self._take_day)
        self.text = QPlainTextEdit(text, self)
        self.text.setObjectName("note_text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(self.fontMetrics().averageCharWidth() * 60, self.fontMetrics().lineSpacing() * 5)
        self.told = QLabel(self)
        self.told.setObjectName("note_told")
        self.told.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        if not new:
            delete = buttons.addButton(_("Delete"), QDialogButtonBox.ButtonRole.DestructiveRole)
            delete.setObjectName("note_delete")
            delete.clicked.connect(self._delete)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._save)
        form = QFormLayout(self)
        form.addRow(_("Date"), self.day)
        form.addRow(_("Text"), self.text)
        form.addRow(self.told)
        form.addRow(buttons)
        self.text.setFocus()

    def _take_day(self, day: dt.date | None) -> None:
        self._day = day or self._day  # an emptied field goes back to the day it had
        self.day.set_date(self._day)

    def _save(self) -> None:
        try:
            self._save_as(self._day, self.text.toPlainText())
        except Refused as refusal:
            self.told.setText(str(refusal))
            return
        self.accept()

    def _delete(self) -> None:
        self.delete_wanted.emit()
        self.accept()
