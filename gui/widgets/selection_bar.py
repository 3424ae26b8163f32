"""The bar above the tabs: the mineral, the range of dates and the as-of date that all tabs share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from core.model import PartialDate
from core.words import _


class DateEdit(QLineEdit):
    """A date typed as 2026, 2026-03 or 2026-03-14; empty for none. Tells `chosen` when a good one was entered.

    `last` decides which end of a year or month is meant.
    """

    chosen = Signal(object)

    def __init__(self, name: str, words: str, *, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setPlaceholderText(_("any"))
        self.setToolTip(_("{words}: a day, a month or a year, as in 2026-03-14, 2026-03 or 2026").format(words=words))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0000-00-00") + 28)
        self._last = last
        self._date: dt.date | None = None
        self.editingFinished.connect(self._read)
        self.textEdited.connect(lambda: self._mark(wrong=False))

    def set_date(self, date: dt.date | None) -> None:
        """Show `date` without telling anybody, unless the user is typing."""
        self._date = date
        if not (self.hasFocus() and self.isModified()):
            self.setText(date.isoformat() if date is not None else "")
            self._mark(wrong=False)

    def _read(self) -> None:
        text = self.text().strip()
        try:
            found = PartialDate.parse(text) if text else None
        except ValueError as reason:
            self._mark(wrong=True)
            self.setToolTip(str(reason))
            return
        self.setModified(False)
        date = None if found is None else found.end if self._last else found.start
        self.setText(date.isoformat() if date is not None else "")
        if date != self._date:
            self._date = date
            self.chosen.emit(date)

    def _mark(self, *, wrong: bool) -> None:
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)


class _Choice(QComboBox):
    """A list whose entries are chosen by typing, also where a letter alone is a key of the tab below."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _types(event):
            event.accept()
            return True
        return super().event(event)


def _types(event: QKeyEvent) -> bool:
    """Whether a key writes something by itself or with Shift."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return plain and bool(event.text()) and event.text().isprintable()


class SelectionBar(QWidget):
    """Tells `mineral_chosen` (id, "" for all), `range_chosen` (first, last) and `as_of_chosen`."""

    mineral_chosen = Signal(str)
    range_chosen = Signal(object, object)
    as_of_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mineral = _Choice(self)
        self.mineral.setObjectName("mineral")
        self.mineral.setAccessibleName(_("Mineral"))
        self.mineral.setMinimumContentsLength(16)
        self.first = DateEdit("first", _("From"), last=False, parent=self)
        self.last = DateEdit("last", _("To"), last=True, parent=self)
        self.as_of = DateEdit("as_of", _("As of"), last=True, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(6)
        for words, field in ((_("Mineral"), self.mineral), (_("From"), self.first), (_("to"), self.last), (_("As of"), self.as_of)):
            label = QLabel(words, self)
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
            if field in (self.mineral, self.last):
                layout.addSpacing(16)
        layout.addStretch(1)
        self.mineral.activated.connect(lambda _row: self.mineral_chosen.emit(self.mineral.currentData()))
        self.first.chosen.connect(lambda date: self.range_chosen.emit(date, self.last_date))
        self.last.chosen.connect(lambda date: self.range_chosen.emit(self.first_date, date))
        self.as_of.chosen.connect(self.as_of_chosen)
        self.first_date: dt.date | None = None
        self.last_date: dt.date | None = None

    def set_minerals(self, minerals: Sequence[tuple[str, str]]) -> None:
        """Offer these minerals, as (id, title), and all of them together."""
        chosen = self.mineral.currentData()
        self.mineral.clear()
        self.mineral.addItem(_("All minerals"), "")
        for key, title in minerals:
            self.mineral.addItem(title, key)
        self.mineral.setCurrentIndex(max(self.mineral.findData(chosen), 0))

    def show_choice(self, minerals: Sequence[str], first: dt.date | None, last: dt.date | None, as_of: dt.date | None) -> None:
        """Show what is chosen, without telling anybody. Several minerals show as all of them."""
        self.mineral.setCurrentIndex(max(self.mineral.findData(minerals[0]), 0) if len(minerals) == 1 else 0)
        self.first_date, self.last_date = first, last
        self.first.set_date(first)
        self.last.set_date(last)
        self.as_of.set_date(as_of)
