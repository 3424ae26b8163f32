"""A tree of things to be drawn: ticked ones are, those without a box are only told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from core.views.inventories import Entry
from gui.theme import current

_KEY = Qt.ItemDataRole.UserRole
_VENUE = Qt.ItemDataRole.UserRole + 1


class TickList(QTreeWidget):
    """Entries with boxes, but for those that have no key.

    Tells `hidden` with the keys of all lines that are not ticked, and `chosen` with the venue of the line that was clicked.
    """

    hidden = Signal(frozenset)
    chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setStyleSheet("QTreeView::item { padding: 3px 0 }")
        self._lines: tuple[Entry, ...] = ()
        self.itemChanged.connect(self._changed)
        self.itemClicked.connect(self._clicked)

    def set_lines(self, lines: Sequence[Entry]) -> None:
        """Show these lines, telling nobody; lines that were open stay open.

        Where they are the same as before, only what they say changes: a box that was just ticked must not go while it tells so.
        """
        quiet = QSignalBlocker(self)
        if _names(lines) != _names(self._lines):
            self._build(lines)
        self._lines = tuple(lines)
        for item, line in zip(self._items(), _all(lines), strict=True):
            self._dress(item, line)
        quiet.unblock()
        self.viewport().update()

    def _build(self, lines: Sequence[Entry]) -> None:
        opened = {item.data(0, _KEY) for item in self._items() if item.isExpanded()}
        item = self.currentItem()
        before = item.data(0, _KEY) if item is not None else None
        self.clear()
        made = [QTreeWidgetItem(self) for _line in lines]
        for parent, line in zip(made, lines, strict=True):
            for _child in line.children:
                QTreeWidgetItem(parent)
        for one, line in zip(self._items(), _all(lines), strict=True):
            one.setData(0, _KEY, line.key)
            one.setData(0, _VENUE, line.venue)
            one.setExpanded(bool(line.key) and line.key in opened)
            if before and line.key == before:
                self.setCurrentItem(one)

    def _dress(self, item: QTreeWidgetItem, line: Entry) -> None:
        item.setText(0, f"{line.title}   {line.detail}" if line.detail else line.title)
        item.setToolTip(0, "\n".join(part for part in (line.title, line.tip) if part))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if line.key:
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked if line.shown else Qt.CheckState.Unchecked)
        else:
            item.setFlags(flags)
            item.setForeground(0, QBrush(QColor(current().muted)))

    def _items(self) -> Iterator[QTreeWidgetItem]:
        """Every line, each before those under it."""
        for row in range(self.topLevelItemCount()):
            if (top := self.topLevelItem(row)) is not None:
                yield top
                yield from (child for at in range(top.childCount()) if (child := top.child(at)) is not None)

    def _changed(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _KEY):
            keys = (one for one in self._items() if one.data(0, _KEY) and one.checkState(0) == Qt.CheckState.Unchecked)
            self.hidden.emit(frozenset(one.data(0, _KEY) for one in keys))

    def _clicked(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, _VENUE))


def _all(lines: Sequence[Entry]) -> Iterator[Entry]:
    """Every entry, each before those under it."""
    for line in lines:
        yield line
        yield from line.children


def _names(lines: Sequence[Entry]) -> list[tuple[str, str, int]]:
    return [(line.key, line.venue + line.title, len(line.children)) for line in _all(lines)]
