"""Rows of policy events under headings: read in columns, chosen by mouse and keys, copied as text; one column may be a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem, QWidget

from core.words import _
from gui.theme import current, theme

_LINE: Final = Qt.ItemDataRole.UserRole
_MOST: Final = 320  # pixels of a column that is as wide as its words
_SHARE: Final = 0.45  # of the width that the wide column may claim for its words
_LEAST: Final = 98  # pixels that a column keeps when the wide one claims its share: a date is read whole
_LEAST_COLOURED: Final = 130  # and the one in colour, which is what the table is read for
_SHOWN: Final = 400  # rows of a group that are shown: more are not read, and would make every keystroke of a filter slow


@dataclass(frozen=True, slots=True)
class Line:
    """A row. key: the event, or whatever it is of; role: the colour of its words; share: of its bar, from 0 to 1, None for no bar."""

    key: str
    cells: tuple[str, ...]
    role: str = "text"
    tip: str = ""
    share: float | None = None


class EventRows(QTreeWidget):
    """The first rows of each group are shown, all are copied.

    `chosen` tells the key of the row that the user goes to, `explain` that of the one activated by Return or double click.

    wide: the column that takes the room that is left; coloured: the one in the colour of the row's role; bar: the one with the bar.
    """

    chosen = Signal(str)
    explain = Signal(str)

    def __init__(
        self, title: str, headings: Sequence[str], parent: QWidget | None = None, *, wide: int = 0, coloured: int = -1, bar: int = -1
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._wide, self._coloured, self._empty = wide, coloured, ""
        self._bar = bar
        self._groups: list[tuple[str, Sequence[Line]]] = []
        self._natural: list[int] = []  # pixels that the words of each column take
        self.setHeaderLabels(list(headings))
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setStyleSheet("QTreeView::item { padding: 2px 0 }")
        head = self.header()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(36)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(headings)):
            stretched = column == wide
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive)
        if bar >= 0:
            self.setItemDelegateForColumn(bar, _Bar(self))
        self.itemSelectionChanged.connect(self._tell)
        self.itemClicked.connect(lambda _item, _column: self._tell())
        self.itemActivated.connect(lambda item, _column: self._activate(item))
        theme().changed.connect(self._dress)

    def set_lines(self, groups: Sequence[tuple[str, Sequence[Line]]], empty: str) -> None:
        """Show these rows under their headings ("": under none); the current row stays so. `empty` is what a table of none says."""
        quiet, before, top = QSignalBlocker(self), self.key(), self.verticalScrollBar().value()
        folded = {item.text(0) for item in self._tops() if item.childCount() and not item.isExpanded()}
        self._empty, self._groups = empty, list(groups)
        self.clear()
        for title, lines in groups:
            made = [self._item(line) for line in lines[:_SHOWN]]
            if len(lines) > _SHOWN:
                words = _("{count} more: narrow the filter to see them.").format(count=f"{len(lines) - _SHOWN:,}")
                made.append(self._item(Line("", (words, *[""] * (self.columnCount() - 1)), "muted")))
            if title:
                self._group(title, made, folded=title in folded)
            else:
                self.addTopLevelItems(made)
        self._measure()
        self._dress()
        self.go_to(before)
        self.verticalScrollBar().setValue(top)
        quiet.unblock()
        self.viewport().update()

    def lines(self) -> tuple[Line, ...]:
        """The rows in their order, those that are not shown included."""
        return tuple(line for _title, lines in self._groups for line in lines)

    def headings(self) -> tuple[str, ...]:
        """The headings over groups of rows, in their order."""
        return tuple(title for title, _lines in self._groups if title)

    def key(self) -> str:
        """The key of the current row; "" for none."""
        item = self.currentItem()
        line = item.data(0, _LINE) if item is not None else None
        return line.key if isinstance(line, Line) else ""

    def go_to(self, key: str) -> None:
        """Make the row of that key current, telling nobody; a key that is not there lets go of the current one."""
        if key == self.key():
            return
        quiet = QSignalBlocker(self)
        found = next((item for item in self._items() if item.data(0, _LINE).key == key), None) if key else None
        if found is None:
            self.selectionModel().clear()
        else:
            self.setCurrentItem(found)
        quiet.unblock()
        self.viewport().update()

    def text(self) -> str:
        """All rows as lines of columns, with the headings."""
        head = self.headerItem()
        rows: list[Sequence[str]] = [[head.text(column) for column in range(self.columnCount())]]
        for title, lines in self._groups:
            rows += [[title]] if title else []
            rows += [line.cells for line in lines]
        return "\n".join("\t".join(row).rstrip("\t") for row in rows)

    def copy(self, more: str = "") -> None:
        """Put all rows on the clipboard, and `more` below them."""
        QGuiApplication.clipboard().setText("\n\n".join(one for one in (self.text(), more) if one))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual keys; the rest is the tree's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say what is missing where there is no row."""
        super().paintEvent(event)
        if not self.topLevelItemCount() and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current().muted))
            room = self.viewport().rect().adjusted(24, 16, -24, -16)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._empty)
            painter.end()

    def _tell(self) -> None:
        if key := self.key():
            self.chosen.emit(key)

    def _activate(self, item: QTreeWidgetItem) -> None:
        line = item.data(0, _LINE)
        if isinstance(line, Line):
            self.explain.emit(line.key)

    def _item(self, line: Line) -> QTreeWidgetItem:
        item = QTreeWidgetItem(list(line.cells))
        item.setData(0, _LINE, line)
        if line.tip:
            for column in range(len(line.cells)):
                item.setToolTip(column, line.tip)
        return item

    def _group(self, title: str, items: Sequence[QTreeWidgetItem], *, folded: bool) -> None:
        group = QTreeWidgetItem([title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        bold = group.font(0)
        bold.setBold(True)
        group.setFont(0, bold)
        group.addChildren(list(items))
        self.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        group.setExpanded(not folded)

    def _measure(self) -> None:
        """What the words of each column take, from the first rows."""
        lines, wide = self.lines()[:_SHOWN], self.fontMetrics().horizontalAdvance
        head = self.headerItem()
        self._natural = []
        for column in range(self.columnCount()):
            most = max((wide(line.cells[column]) for line in lines), default=0)
            more = 8 if column == self._bar else self.indentation() if column == 0 else 0
            self._natural.append(max(most, wide(head.text(column))) + 22 + more)
        self._fit()

    def _fit(self) -> None:
        """Each column as wide as its words; the longest give way until the wide one has its words or its share of the room."""
        if not self._natural:
            return
        others = {column: min(most, _MOST) for column, most in enumerate(self._natural) if column != self._wide}
        room = self.viewport().width() - min(self._natural[self._wide], round(self.viewport().width() * _SHARE))
        least = {column: _LEAST_COLOURED if column == self._coloured else _LEAST for column in others}
        while sum(others.values()) > room and any(others[column] > least[column] for column in others):
            longest = max(others, key=lambda column: others[column] - least[column])
            others[longest] -= min(12, others[longest] - least[longest])
        for column, pixels in others.items():
            self.setColumnWidth(column, pixels)

    def _tops(self) -> list[QTreeWidgetItem]:
        return [item for at in range(self.topLevelItemCount()) if (item := self.topLevelItem(at)) is not None]

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        for item in self._tops():
            if item.data(0, _LINE) is not None:
                found.append(item)
            found += [child for at in range(item.childCount()) if (child := item.child(at)) is not None]
        return found

    def _dress(self) -> None:
        brushes = {role: QBrush(QColor(getattr(current(), role))) for role in ("text", "muted", "good", "warning", "danger")}
        for item in self._items():
            line: Line = item.data(0, _LINE)
            if line.role == "muted":
                for column in range(self.columnCount()):
                    item.setForeground(column, brushes["muted"])
            elif self._coloured >= 0:
                item.setForeground(self._coloured, brushes[line.role])


class _Bar(QStyledItemDelegate):
    """A share as a bar behind the words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The ground of the row, the bar, then the words in whichever colour can be read."""
        line = index.model().index(index.row(), 0, index.parent()).data(_LINE)
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = QRectF(option.rect).adjusted(4, 3, -6, -3)
        colours = current()
        painter.save()
        if isinstance(line, Line) and line.share is not None:
            ink = QColor(getattr(colours, line.role) if line.role in {"danger", "warning", "muted"} else colours.accent)
            painter.fillRect(room, QColor(colours.grid))
            painter.fillRect(QRectF(room.left(), room.bottom() - 3, room.width() * line.share, 3), ink)
        painter.setPen(QColor(colours.text))
        place = room.adjusted(4, -2, -4, -2)
        words = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A little higher than words alone."""
        return super().sizeHint(option, index) + QSize(0, 6)


def explained_tip(text: str) -> str:
    """A tip with the key that explains the figure."""
    return "\n\n".join((text, _("Return explains how this was counted.")))
