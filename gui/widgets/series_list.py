"""The list of series by mineral, with search and ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.views.prices import Group
from core.words import _

_ID = Qt.ItemDataRole.UserRole


class SeriesList(QWidget):
    """Groups of series that can be ticked. Tells `ticked` with all ticked ids, in the order ticked, and `searched` with the text.

    `derive_wanted` asks for a new ratio or spread; Delete on a series that is one asks for its end by `delete_wanted` with its id.
    """

    ticked = Signal(tuple)
    searched = Signal(str)
    derive_wanted = Signal()
    delete_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setObjectName("series_search")
        self.search.setPlaceholderText(_("Search series"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(_("Search series"))
        self.tree = _Tree(self)
        self.tree.setObjectName("series_tree")
        self.tree.setAccessibleName(_("Series by mineral"))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(14)
        self.tree.setStyleSheet("QTreeView::item { padding: 3px 0 }")  # room for the boxes, and for fingers
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        self.derive = QToolButton(self)
        self.derive.setObjectName("new_derived")
        self.derive.setText(_("New ratio or spread…"))
        self.derive.setToolTip(_("A series made of two others, such as gold / silver or cash − 3M (N); Delete in the list takes one away"))
        self.derive.clicked.connect(self.derive_wanted)
        layout.addWidget(self.derive)
        self.tree.deleted.connect(self._delete)
        self._ticked: tuple[str, ...] = ()
        self.search.textChanged.connect(self.searched)
        self.tree.itemChanged.connect(self._item_changed)
        self.tree.itemClicked.connect(self._item_clicked)

    def set_groups(self, groups: Sequence[Group], ticked: Sequence[str], *, open_all: bool) -> None:
        """Show these groups. Groups with a tick are open; all are when `open_all`, as after a search."""
        self._ticked = tuple(ticked)
        chosen = set(ticked)
        quiet = QSignalBlocker(self.tree)
        self.tree.clear()
        for group in groups:
            parent = QTreeWidgetItem(self.tree, [f"{group.title}  ({len(group.entries)})"])
            parent.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            for entry in group.entries:
                item = QTreeWidgetItem(parent, [entry.title])
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(0, _state(entry.id in chosen))
                item.setData(0, _ID, entry.id)
                item.setToolTip(0, f"{entry.title}\n{entry.detail}")
            parent.setExpanded(open_all or any(entry.id in chosen for entry in group.entries))
        quiet.unblock()

    def set_ticked(self, ticked: Sequence[str]) -> None:
        """Move the ticks without telling anybody; groups stay as the user has opened them, and those that get a tick open."""
        self._ticked = tuple(ticked)
        chosen = set(ticked)
        quiet = QSignalBlocker(self.tree)
        for item in self._items():
            on = item.data(0, _ID) in chosen
            item.setCheckState(0, _state(on))
            if on and (group := item.parent()) is not None:
                group.setExpanded(True)
        quiet.unblock()
        self.tree.viewport().update()

    def _delete(self) -> None:
        item = self.tree.currentItem()
        if item is not None and item.data(0, _ID) is not None:
            self.delete_wanted.emit(item.data(0, _ID))

    def _items(self) -> list[QTreeWidgetItem]:
        groups = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        items = (group.child(row) for group in groups if group is not None for row in range(group.childCount()))
        return [item for item in items if item is not None]

    def _item_changed(self, item: QTreeWidgetItem) -> None:
        key = item.data(0, _ID)
        if key is None:
            return
        others = tuple(other for other in self._ticked if other != key)
        self._ticked = (*others, key) if item.checkState(0) == Qt.CheckState.Checked else others
        self.ticked.emit(self._ticked)

    def _item_clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _ID) is None:
            item.setExpanded(not item.isExpanded())


class _Tree(QTreeWidget):
    """Space ticks, Return opens and closes, Delete tells `deleted`: everything by keyboard."""

    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None and item.data(0, _ID) is None:
            item.setExpanded(not item.isExpanded())
            return
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
            return
        super().keyPressEvent(event)


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
