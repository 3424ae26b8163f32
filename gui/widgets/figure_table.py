"""Key figures in groups: what each is called, its value with unit, its date; missing ones say what they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QBrush, QColor, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from core.views.explained import Explained, explanation
from core.words import _
from gui.theme import current, theme

_ROW = Qt.ItemDataRole.UserRole
_NAME, _VALUE, _DATE = range(3)


class FigureTable(QTreeWidget):
    """The figures of a tab. `explain` tells the `Explained` that the user asks about: by menu, Return or double click."""

    explain = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None, names: float = 0.0) -> None:
        """names: the share of the width that the names of the figures get, where they are sentences; 0 for names of a few words."""
        super().__init__(parent)
        self._names = names
        self.setAccessibleName(title)
        self.setHeaderLabels([_("Figure"), _("Value"), _("Date")])
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_VALUE, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(_DATE, QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(40)
        wide = self.fontMetrics().horizontalAdvance
        head.resizeSection(_DATE, wide("0000-00-000"))
        self._rows: tuple[Explained, ...] = ()
        self._missing_shown = True
        self.itemActivated.connect(lambda item, _column: self._explain(item))
        theme().changed.connect(self._dress)

    def set_rows(self, rows: Sequence[Explained]) -> None:
        """Show these figures; the same figure stays current, folded groups stay folded."""
        folded = {item.text(_NAME) for item in self._groups() if not item.isExpanded()}
        item = self.currentItem()
        before = item.data(_NAME, _ROW) if item is not None else None
        place = self.verticalScrollBar().value()
        self._rows = tuple(rows)
        self.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for row in self._rows:
            group = groups.get(row.group) or self._add_group(row.group)
            groups[row.group] = group
            made = self._add(group, row)
            if before is not None and row.key == before:
                self.setCurrentItem(made)
        for title, group in groups.items():
            group.setExpanded(title not in folded)
        self._hide_missing()
        self._fit()
        self.verticalScrollBar().setValue(place)
        self._dress()

    def show_missing(self, *, on: bool) -> None:
        """Show, or hide, the figures that the data do not allow; groups of nothing else go with them."""
        self._missing_shown = on
        self._hide_missing()

    def rows(self) -> tuple[Explained, ...]:
        """The figures shown."""
        return self._rows

    def current(self) -> Explained | None:
        """The figure that is current."""
        item = self.currentItem()
        return self._row(item) if item is not None else None

    def go_to(self, key: str) -> None:
        """Make the figure of that key current."""
        for item in self._items():
            if item.data(_NAME, _ROW) == key:
                self.setCurrentItem(item)

    def copy(self) -> None:
        """Put the current figure, with its formula and inputs, on the clipboard."""
        row = self.current()
        if row is not None:
            QGuiApplication.clipboard().setText(explanation(row))

    def menu(self) -> QMenu | None:
        """The menu of the current figure; None where a group is current."""
        if self.current() is None:
            return None
        made = QMenu(self)
        for words, keys, chosen in (
            (_("Explain this number"), "Return", self._explain_current),
            (_("Copy with formula"), "Ctrl+C", self.copy),
        ):
            action = QAction(f"{words}\t{keys}", made)
            action.triggered.connect(lambda _checked, chosen=chosen: chosen())
            made.addAction(action)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual keys; the rest is the tree's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the figure under the pointer, or the current one."""
        menu = self.menu()
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(self.rect().center()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the numbers what they need, and what the names leave: there stands what a missing figure needs."""
        wide = self.fontMetrics().horizontalAdvance
        needed = max((wide(row.said) for row in self._rows if row.value is not None), default=0) + 2 * self.indentation()
        room = self.viewport().width() - wide("Recent rate over that since the peak") - 2 * self.indentation() - self.columnWidth(_DATE)
        if self._names:
            room = needed = round(self.viewport().width() * (1 - self._names)) - self.columnWidth(_DATE)
        self.header().resizeSection(_VALUE, max(room, min(needed, self.viewport().width() // 2)))

    def _explain_current(self) -> None:
        row = self.current()
        if row is not None:
            self.explain.emit(row)

    def _explain(self, item: QTreeWidgetItem) -> None:
        row = self._row(item)
        if row is not None:
            self.explain.emit(row)

    def _row(self, item: QTreeWidgetItem) -> Explained | None:
        key = item.data(_NAME, _ROW)
        return next((row for row in self._rows if row.key == key), None) if key is not None else None

    def _add_group(self, title: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self, [title])
        group.setFirstColumnSpanned(True)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = group.font(_NAME)
        font.setBold(True)
        group.setFont(_NAME, font)
        return group

    def _add(self, group: QTreeWidgetItem, row: Explained) -> QTreeWidgetItem:
        value = row.said
        item = QTreeWidgetItem(group, [row.title, value if not row.missing else row.missing, row.date.split(" – ")[-1]])
        item.setData(_NAME, _ROW, row.key)
        item.setTextAlignment(
            _VALUE, Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignLeft if row.missing else Qt.AlignmentFlag.AlignRight)
        )
        dated = f" ({row.date})" if row.date else ""
        tip = "\n".join((f"{row.title}: {value}{dated}", row.definition, *([row.missing] if row.missing else row.cautions)))
        for column in (_NAME, _VALUE, _DATE):
            item.setToolTip(column, tip)
        return item

    def _groups(self) -> list[QTreeWidgetItem]:
        return [item for row in range(self.topLevelItemCount()) if (item := self.topLevelItem(row)) is not None]

    def _items(self) -> list[QTreeWidgetItem]:
        found = (group.child(at) for group in self._groups() for at in range(group.childCount()))
        return [item for item in found if item is not None]

    def _hide_missing(self) -> None:
        for item in self._items():
            row = self._row(item)
            item.setHidden(not self._missing_shown and row is not None and bool(row.missing))
        for group in self._groups():
            group.setHidden(all(child is not None and child.isHidden() for child in map(group.child, range(group.childCount()))))

    def _dress(self) -> None:
        muted, text = QBrush(QColor(current().muted)), QBrush(QColor(current().text))
        for item in self._items():
            row = self._row(item)
            ink = muted if row is not None and row.missing else text
            for column, brush in ((_NAME, ink), (_VALUE, ink), (_DATE, muted)):
                item.setForeground(column, brush)
