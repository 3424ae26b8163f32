"""The bar that filters policy events: a line for words, a list of choices a field, filters kept by a name, and how many events pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QMenu, QToolButton, QWidget, QWidgetAction

from core.views.policy_filter import EVERYTHING, FIELDS, Filter, Offer, Saved, field_title
from core.words import _
from gui.widgets.flow import FlowLayout

_KEY = Qt.ItemDataRole.UserRole
_ROWS = 14


class ChoiceButton(QToolButton):
    """Opens a list to tick in, which stays open while ticks are set. Tells `chosen` with the keys ticked."""

    chosen = Signal(tuple)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = title
        self.list = QListWidget(self)
        self.list.setObjectName(f"{name}_list")
        self.list.setAccessibleName(title)
        self.list.setStyleSheet("QListView { border: none } QListView::item { padding: 3px 6px }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda _item: self._ticked())
        self.list.itemActivated.connect(_turn)
        menu, action = QMenu(self), QWidgetAction(self)
        action.setDefaultWidget(self.list)
        menu.addAction(action)
        menu.aboutToShow.connect(self.list.setFocus)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none }")
        self._show(())

    def set_offers(self, offers: Sequence[Offer], chosen: Sequence[str]) -> None:
        """Offer these, and what is chosen though nothing has it; telling nobody."""
        there = {one.key for one in offers}
        gone = [Offer(key, key or _("not stated"), 0) for key in chosen if key not in there]
        quiet = QSignalBlocker(self.list)
        self.list.clear()
        for one in (*offers, *gone):
            item = QListWidgetItem(f"{one.title}   {one.count:,}", self.list)
            item.setData(_KEY, one.key)
            item.setData(_KEY + 1, one.title)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.key in chosen else Qt.CheckState.Unchecked)
        quiet.unblock()
        rows = min(max(self.list.count(), 1), _ROWS)
        size = QSize(self.list.sizeHintForColumn(0) + 40, rows * max(self.list.sizeHintForRow(0), 20) + 6)
        self.list.setFixedSize(size.boundedTo(QSize(460, 520)))
        self.setEnabled(self.list.count() > 0)
        self._show(chosen)

    def _ticked(self) -> None:
        items = (self.list.item(at) for at in range(self.list.count()))
        chosen = tuple(item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked)
        self._show(chosen)
        self.chosen.emit(chosen)

    def _show(self, chosen: Sequence[str]) -> None:
        titles = {self.list.item(at).data(_KEY): self.list.item(at).data(_KEY + 1) for at in range(self.list.count())}
        words = ", ".join(titles.get(key, key) for key in chosen)
        shown = words if len(chosen) == 1 and len(words) <= 24 else str(len(chosen))
        self.setText(
            _("{field}: {chosen} ▾").format(field=self._title, chosen=shown) if chosen else _("{field} ▾").format(field=self._title)
        )
        self.setToolTip(words or _("All"))
        self.setChecked(bool(chosen))


class PolicyFilterBar(QWidget):
    """Tells `changed` with the filter, `keep_wanted` with a name to keep it by, `forget_wanted` with the id of a kept one."""

    changed = Signal(object)
    keep_wanted = Signal(str)
    forget_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = EVERYTHING
        self.search = QLineEdit(self)
        self.search.setObjectName("policy_search")
        self.search.setPlaceholderText(_("Find events"))
        self.search.setAccessibleName(_("Find events"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        self.search.textChanged.connect(lambda text: self._take(text=text))
        self.buttons = {name: ChoiceButton(f"policy_{name}", field_title(name), self) for name in FIELDS}
        for name, button in self.buttons.items():
            button.chosen.connect(lambda chosen, name=name: self._take(**{name: chosen}))
        self.kept = QToolButton(self)
        self.kept.setObjectName("policy_kept")
        self.kept.setText(_("Filters ▾"))
        self.kept.setToolTip(_("Filters kept in the workspace"))
        self.kept.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.kept.setStyleSheet("QToolButton::menu-indicator { image: none }")
        self.kept.setMenu(QMenu(self.kept))
        self.clear = QToolButton(self)
        self.clear.setObjectName("policy_clear")
        self.clear.setText(_("Clear"))
        self.clear.setToolTip(_("Show every event"))
        self.clear.clicked.connect(lambda: self._set(EVERYTHING))
        self.count = QLabel(self)
        self.count.setObjectName("policy_count")
        self.count.setContentsMargins(6, 0, 0, 0)
        layout = FlowLayout(self, gap=4)
        for widget in (self.search, *self.buttons.values(), self.kept, self.clear, self.count):
            widget.setMinimumHeight(self.search.sizeHint().height())
            layout.addWidget(widget)
        self.set_saved(())

    @property
    def filter(self) -> Filter:
        """What is wanted."""
        return self._filter

    def set_filter(self, wanted: Filter, offers: Mapping[str, Sequence[Offer]], count: str) -> None:
        """Show this filter, what can be chosen in each field, and how many events pass; telling nobody."""
        another = wanted != self._filter
        self._filter = wanted
        if self.search.text() != wanted.text:
            quiet = QSignalBlocker(self.search)
            self.search.setText(wanted.text)
            quiet.unblock()
        for name, button in self.buttons.items():
            if another or not button.menu().isVisible():  # a list must not be built anew under the hand that ticks it
                button.set_offers(offers[name], getattr(wanted, name))
        self.clear.setEnabled(not wanted.empty)
        self.count.setText(count)

    def set_saved(self, saved: Sequence[Saved]) -> None:
        """Offer these kept filters."""
        menu = self.kept.menu()
        menu.clear()
        for one in saved:
            menu.addAction(one.title).triggered.connect(lambda _on=False, wanted=one.filter: self._set(wanted))
        if saved:
            menu.addSeparator()
        keep = menu.addAction(_("Keep this filter…"))
        keep.setObjectName("keep_filter")
        keep.triggered.connect(self._ask_name)
        if saved:
            gone = menu.addMenu(_("Delete a filter"))
            for one in saved:
                gone.addAction(one.title).triggered.connect(lambda _on=False, key=one.id: self.forget_wanted.emit(key))

    def start_search(self) -> None:
        """Put the cursor into the line for words."""
        self.search.setFocus()
        self.search.selectAll()

    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setObjectName("filter_name")
        dialog.setWindowTitle(_("Keep this filter"))
        dialog.setLabelText(_("Name of the filter"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self.keep_wanted)
        dialog.open()

    def _take(self, **choices: object) -> None:
        self._filter = replace(self._filter, **choices)  # type: ignore[arg-type]  # named fields of Filter
        self.changed.emit(self._filter)

    def _set(self, wanted: Filter) -> None:
        self._filter = replace(wanted)
        quiet = QSignalBlocker(self.search)
        self.search.setText(wanted.text)
        quiet.unblock()
        self.changed.emit(wanted)


def _turn(item: QListWidgetItem) -> None:
    """Return ticks as a click on the box does."""
    on = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
