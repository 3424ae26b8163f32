"""A table to be read: sentences that wrap, words in the colours of their meaning, a row that leads on, and one that is explained."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.words import _
from gui.theme import FONT_STEPS, current, theme

_CELL: Final = Qt.ItemDataRole.UserRole
_MARKED: Final = Qt.ItemDataRole.UserRole + 1
_SIDE, _ABOVE, _BAR = 8, 5, 3  # pixels beside and above the words; of the bar beside a marked row


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and the name of its colour in the theme: "text", "muted", "good", "warning", "danger". under: said below it, in small."""

    text: str
    role: str = "text"
    bold: bool = False
    under: str = ""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A row. key: what it is asked for by; tip: for all its cells; leads: where choosing it leads, in words, "" for nowhere."""

    key: str
    cells: tuple[Cell, ...]
    tip: str = ""
    leads: str = ""
    explains: bool = True


class ReadingTable(QTableWidget):
    """Rows of wrapping texts. One column is `wide` and takes the room that is left; `whole` shows all rows without a scroll bar."""

    chosen = Signal(str)
    """The key of a row that was clicked, or entered with Return."""
    explain_wanted = Signal(str)
    """The key of a row whose number is to be explained: by its menu or Alt+Return."""

    def __init__(self, headings: Sequence[str], title: str, parent: QWidget, *, wide: int, whole: bool = False) -> None:
        super().__init__(0, len(headings), parent)
        self._wide, self._whole = wide, whole
        self._marked: frozenset[str] = frozenset()
        self.setAccessibleName(title)
        self.setHorizontalHeaderLabels(list(headings))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(_Reading(self))
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
        self._rows: tuple[ReadingRow, ...] = ()
        self.clicked.connect(lambda index: self._choose(index.row()))
        theme().changed.connect(self.viewport().update)

    def set_rows(self, rows: Sequence[ReadingRow]) -> None:
        """Show these rows; the row of the same key stays current, and the place scrolled to stays."""
        before, place = self.current_key(), self.verticalScrollBar().value()
        self._rows = tuple(rows)
        self.setRowCount(len(self._rows))
        for at, row in enumerate(self._rows):
            for column, cell in enumerate(row.cells):
                self.setItem(at, column, _item(row, cell))
            if row.key == before:
                self.setCurrentCell(at, self._wide)
        self._mark_items()
        self._fit()
        self.verticalScrollBar().setValue(place)

    def mark(self, keys: Collection[str], *, show: bool = False) -> None:
        """Set these rows off from the others; show: bring the first of them into view."""
        self._marked = frozenset(keys)
        self._mark_items()
        first = next((at for at, row in enumerate(self._rows) if row.key in self._marked), None)
        if show and first is not None and (item := self.item(first, 0)) is not None:
            self.scrollToItem(item, QTableWidget.ScrollHint.PositionAtTop)

    def rows(self) -> tuple[ReadingRow, ...]:
        """What is shown."""
        return self._rows

    def current_key(self) -> str:
        """The key of the current row, "" when there is none."""
        at = self.currentRow()
        return self._rows[at].key if 0 <= at < len(self._rows) else ""

    def go_to(self, key: str) -> None:
        """Make the row of that key current."""
        for at, row in enumerate(self._rows):
            if row.key == key:
                self.setCurrentCell(at, self._wide)

    def menu(self) -> QMenu | None:
        """What can be done with the current row; None when there is none."""
        row = self._current()
        if row is None:
            return None
        made = QMenu(self)
        offers = (
            (row.leads, "Return", bool(row.leads), lambda: self.chosen.emit(row.key)),
            (_("Explain this number"), "Alt+Return", row.explains, lambda: self.explain_wanted.emit(row.key)),
            (_("Copy"), "Ctrl+C", True, self._copy),
        )
        for words, keys, offered, done in offers:
            if offered:
                action = QAction(f"{words}\t{keys}", made)
                action.triggered.connect(lambda _checked, done=done: done())
                made.addAction(action)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return leads on, Alt+Return explains, the usual keys copy; the rest is the table's."""
        row = self._current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                if row.explains:
                    self.explain_wanted.emit(row.key)
            else:
                self._choose(self.currentRow())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the pointer, or the current one when a key asks."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse and (at := self.rowAt(self.viewport().mapFrom(self, event.pos()).y())) >= 0:
            self.setCurrentCell(at, self._wide)
        menu = self.menu()
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos() if by_mouse else self._below_current())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _current(self) -> ReadingRow | None:
        at = self.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._rows) and self._rows[at].leads:
            self.chosen.emit(self._rows[at].key)

    def _copy(self) -> None:
        row = self._current()
        if row is not None:
            QGuiApplication.clipboard().setText("\t".join(cell.text for cell in row.cells))

    def _below_current(self) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def _fit(self) -> None:
        """Columns as wide as their longest words, short ones first; rows as high as their sentences need."""
        widths = {column: self._width(column) for column in range(self.columnCount()) if column != self._wide}
        widths[self._wide] = max(self.viewport().width() - sum(widths.values()), 0)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.resizeRowsToContents()
        if self._whole:
            frame = 2 * self.frameWidth()
            self.setFixedHeight(sum(map(self.rowHeight, range(self.rowCount()))) + self.horizontalHeader().height() + frame)

    def _width(self, column: int) -> int:
        """As wide as the longest line, but no wider than a quarter of the table, or a third of a small one: longer ones wrap."""
        cells = [row.cells[column] for row in self._rows]
        heading = self.horizontalHeaderItem(column)
        words = [(self.font(), heading.text() if heading is not None else "")]
        words += [pair for cell in cells for pair in _parts(self.font(), cell)]
        widest = max(QFontMetrics(font).horizontalAdvance(line) for font, text in words for line in text.split("\n"))
        room, letter = self.viewport().width(), self.fontMetrics().averageCharWidth()
        return min(widest + 2 * _SIDE + 2, max(room // 4, min(26 * letter, room // 3)))

    def _mark_items(self) -> None:
        for at, row in enumerate(self._rows):
            item = self.item(at, 0)
            if item is not None:
                item.setData(_MARKED, row.key in self._marked)


class _Reading(QStyledItemDelegate):
    """Paints a cell's words, wrapped, with what is said below them; a line under each row, a bar beside a marked one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the words are at the column's width."""
        table = self.parent()
        width = table.columnWidth(index.column()) if isinstance(table, QTableWidget) else option.rect.width()
        cell = index.data(_CELL)
        return QSize(width, _height(option.font, cell, width) if isinstance(cell, Cell) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the ground, then the words from top to bottom."""
        cell, colours = index.data(_CELL), current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, QColor(colours.band if chosen else colours.base))
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), QColor(colours.grid))
        if index.data(_MARKED):
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), _BAR, option.rect.height()), QColor(colours.accent))
        room = option.rect.adjusted(_SIDE, _ABOVE, -_SIDE, 0)
        for (font, text), role in zip(_parts(option.font, cell), (cell.role, "muted"), strict=False):
            painter.setFont(font)
            painter.setPen(QColor(getattr(colours, role)))
            painter.drawText(room, _WRAPPED, text)
            room.setTop(room.top() + _wrapped(font, text, room.width()))
        painter.restore()


_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _parts(font: QFont, cell: Cell) -> list[tuple[QFont, str]]:
    """The texts of a cell with their fonts."""
    own, small = QFont(font), QFont(font)
    own.setBold(cell.bold)
    small.setPointSizeF(font.pointSizeF() * FONT_STEPS["small"])
    return [(own, cell.text), *([(small, cell.under)] if cell.under else [])]


def _height(font: QFont, cell: Cell, width: int) -> int:
    return 2 * _ABOVE + 1 + sum(_wrapped(one, text, width - 2 * _SIDE) for one, text in _parts(font, cell))


def _wrapped(font: QFont, text: str, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 1), 1 << 20), _WRAPPED, text).height()


def _item(row: ReadingRow, cell: Cell) -> QTableWidgetItem:
    item = QTableWidgetItem(cell.text)
    item.setData(_CELL, cell)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{cell.text}; {cell.under}" if cell.under else cell.text)
    item.setToolTip(row.tip)
    return item
