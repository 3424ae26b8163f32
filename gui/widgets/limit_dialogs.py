"""Floors and ceilings: the table of what lay beyond them, and the form in which one is written or changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from core.model import Series, Workspace
from core.task import Refused
from core.views import limit_editing, limits
from core.views.data import Edited
from core.views.limit_editing import Draft
from core.views.prices import PRICE_KINDS, series_title
from core.words import _
from gui.widgets.table_dialog import TableDialog

Read = Callable[[], tuple[Workspace, list[Series]]]
Store = Callable[[Edited], object]


class LimitsDialog(TableDialog):
    """The table with buttons: `add_wanted`, and `edit_wanted` or `delete_wanted` with the row that is current."""

    add_wanted = Signal()
    edit_wanted = Signal(int)
    delete_wanted = Signal(int)

    def __init__(self, view: limits.LimitsView, parent: QWidget | None = None) -> None:
        super().__init__(_("Floors and ceilings"), view.sentence, view.headings, view.rows, (), parent)
        self.setObjectName("limits_dialog")
        self.add = self.add_button("limit_add", _("Add…"))
        self.change = self.add_button("limit_edit", _("Edit…"))
        self.remove = self.add_button("limit_delete", _("Delete"))
        self.add.clicked.connect(self.add_wanted)
        self.change.clicked.connect(lambda: self.edit_wanted.emit(self.table.currentRow()))
        self.remove.clicked.connect(lambda: self.delete_wanted.emit(self.table.currentRow()))
        self.table.itemActivated.connect(lambda item: self.edit_wanted.emit(item.row()))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table).activated.connect(self.remove.click)
        self.show_limits(view)

    def show_limits(self, view: limits.LimitsView) -> None:
        """Show these limits, the first of them current."""
        self.show_rows(view.sentence, view.rows)
        for button in (self.change, self.remove):
            button.setEnabled(bool(view.rows))
        if view.rows:
            self.table.setCurrentCell(0, 0)


class LimitForm(QDialog):
    """Tells `chosen` with the draft; `refuse` says why it cannot be taken, and the form stays."""

    chosen = Signal(Draft)

    def __init__(self, draft: Draft, series: Sequence[Series], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("limit_form")
        self.setWindowTitle(_("Floor or ceiling"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.side, self.series = QComboBox(self), QComboBox(self)
        for key, words in (("floor", _("Floor")), ("ceiling", _("Ceiling"))):
            self.side.addItem(words, key)
        for one in series:
            self.series.addItem(series_title(one), one.id)
        self.side.setCurrentIndex(max(0, self.side.findData(draft.side)))
        self.series.setCurrentIndex(max(0, self.series.findData(draft.series)))
        self.whole = QCheckBox(_("for all prices of its mineral"), self)
        self.whole.setChecked(draft.whole)
        self._units = {one.id: one.unit for one in series}
        self.told = QLabel(self)
        self.told.setObjectName("limit_told")
        self.told.setWordWrap(True)
        self.told.hide()
        form = QFormLayout(self)
        form.addRow(_("What"), self._named(self.side, "side"))
        form.addRow(_("Of"), self._named(self.series, "series"))
        form.addRow("", self._named(self.whole, "whole"))
        self._fields = {
            name: self._line(name, getattr(draft, name)) for name in ("title", "value", "unit", "first", "last", "source", "note")
        }
        titles = (_("Name"), _("Value"), _("Unit"), _("Valid from"), _("Valid until"), _("Source"), _("Note"))
        for words, field in zip(titles, self._fields.values(), strict=True):
            form.addRow(words, field)
        for name in ("first", "last"):
            self._fields[name].setPlaceholderText(_("open; or 2026, 2026-06, 2026-06-30"))
        self._fields["title"].setPlaceholderText(_("made of what it is"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(lambda: self.chosen.emit(self.draft()))
        buttons.rejected.connect(self.reject)
        form.addRow(self.told)
        form.addRow(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)
        self.series.activated.connect(lambda _row: self._take_unit())
        if not draft.unit:
            self._take_unit()
        self._fields["value"].setFocus()

    def draft(self) -> Draft:
        """What the form holds now."""
        texts = {name: field.text() for name, field in self._fields.items()}
        return Draft(self.side.currentData(), self.series.currentData() or "", self.whole.isChecked(), **texts)

    def refuse(self, sentence: str) -> None:
        """Say why nothing came of it."""
        self.told.setText(sentence)
        self.told.show()

    def _take_unit(self) -> None:
        self._fields["unit"].setText(self._units.get(self.series.currentData(), ""))

    def _line(self, name: str, text: str) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setObjectName(f"limit_{name}")
        return field

    def _named(self, widget: QWidget, name: str) -> QWidget:
        widget.setObjectName(f"limit_{name}")
        return widget


def open_limits(read: Read, dates: tuple[dt.date, dt.date], unit: str, store: Store, parent: QWidget) -> None:
    """How the series shown lay beyond their floors and ceilings between two dates; they are added, changed and deleted there.

    read: the workspace and the series shown, as they are at the moment; store: takes an edit into the workspace.
    """

    def view() -> limits.LimitsView:
        workspace, shown = read()
        return limits.limits_view(workspace, shown, *dates, unit)

    dialog = LimitsDialog(view(), parent)

    def take(form: LimitForm, draft: Draft, record: str) -> None:
        try:
            store(limit_editing.stored(read()[0], draft, record))
        except Refused as refusal:
            form.refuse(str(refusal))
            return
        form.accept()
        dialog.show_limits(view())

    def write(draft: Draft, record: str = "") -> None:
        shown = [one for one in read()[1] if one.kind in PRICE_KINDS]
        if not shown:
            raise Refused(_("No price is shown: tick one on the left first."))
        form = LimitForm(draft, shown, dialog)
        form.chosen.connect(lambda draft: take(form, draft, record))
        form.open()

    def change(row: int) -> None:
        found = view()
        if 0 <= row < len(found.records):
            workspace, shown = read()
            record = found.records[row]
            series = next(one for one in shown for limit in limits.limits_of(workspace, one, unit) if limit.record == record)
            write(limit_editing.draft_of(workspace, record, series), record)

    def delete(row: int) -> None:
        found = view()
        if 0 <= row < len(found.records):
            store(limit_editing.deleted(read()[0], found.records[row]))
            dialog.show_limits(view())

    dialog.add_wanted.connect(lambda: write(Draft()))
    dialog.edit_wanted.connect(change)
    dialog.delete_wanted.connect(delete)
    dialog.open()
