"""Models to choose from: worksheets by subject, then what was saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from core.views.scenarios import Entry
from core.words import _

_KEY = Qt.ItemDataRole.UserRole


class ModelList(QTreeWidget):
    """Entries under the titles of their groups. `chosen` tells the key of the one that became current."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Worksheets and scenarios"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setStyleSheet("QTreeView::item { padding: 3px 0 }")
        self._entries: tuple[Entry, ...] = ()
        self.currentItemChanged.connect(self._changed)

    def set_entries(self, entries: Sequence[Entry], current: str) -> None:
        """Show these, with that key current, telling nobody."""
        quiet = QSignalBlocker(self)
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._build()
        for item in self._items():
            if item.data(0, _KEY) == current and item is not self.currentItem():
                self.setCurrentItem(item)
        quiet.unblock()

    def _build(self) -> None:
        self.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for entry in self._entries:
            if entry.group not in groups:
                group = groups[entry.group] = QTreeWidgetItem(self, [entry.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = group.font(0)
                font.setBold(True)
                group.setFont(0, font)
                group.setExpanded(True)
            item = QTreeWidgetItem(groups[entry.group], [entry.title])
            item.setData(0, _KEY, entry.key)
            item.setToolTip(0, f"{entry.title}\n{entry.tip}")

    def _items(self) -> list[QTreeWidgetItem]:
        tops = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [child for top in tops if top is not None for at in range(top.childCount()) if (child := top.child(at)) is not None]

    def _changed(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _KEY):
            self.chosen.emit(item.data(0, _KEY))
