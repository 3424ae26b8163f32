"""Countries by instruments as a table of counts: gaps seen at a glance, each cell a way to its events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.views.policy_matrix import COLUMNS, MatrixView, columns_title
from core.words import _, plural
from gui.theme import current, theme

_TALL: Final = 150  # pixels that the words of a heading on its side may take
_NARROW: Final = 46  # pixels of a column whose heading stands on its side
_BROAD: Final = 110  # pixels that such a column takes at most, where there is room
_FEW: Final = 5  # columns up to which headings lie
_FLAGS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


class MatrixPanel(QWidget):
    """Tells `columns_chosen` with one of COLUMNS, and `cell_chosen` with the row and column of the cell whose events are wanted."""

    columns_chosen = Signal(str)
    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: MatrixView | None = None
        self.columns = QComboBox(self)
        self.columns.setObjectName("matrix_columns")
        self.columns.setAccessibleName(_("Columns"))
        for name in COLUMNS:
            self.columns.addItem(columns_title(name), name)
        self.columns.activated.connect(lambda _row: self.columns_chosen.emit(self.columns.currentData()))
        self.copy = QToolButton(self)
        self.copy.setObjectName("matrix_copy")
        self.copy.setText(_("Copy"))
        self.copy.setToolTip(_("The table as text for a spreadsheet (Ctrl+C)"))
        self.copy.clicked.connect(self.copy_table)
        self.table = _Table(self)
        self.table.setObjectName("matrix")
        self.table.wanted.connect(self._want)
        self.table.copied.connect(self.copy_table)
        self.table.currentCellChanged.connect(lambda row, column, _row, _column: self._tell(row, column))
        self.telling, self.note = QLabel(self), QLabel(self)
        for label in (self.telling, self.note):
            label.setWordWrap(True)
        self.telling.setObjectName("matrix_telling")
        self.note.setObjectName("matrix_note")
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label = QLabel(_("Columns"), self)
        label.setBuddy(self.columns)
        bar = QHBoxLayout()
        bar.addWidget(label)
        bar.addWidget(self.columns)
        bar.addStretch(1)
        bar.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.telling)
        layout.addWidget(self.note)
        self.setFocusProxy(self.table)
        theme().changed.connect(self._dress)

    def set_matrix(self, view: MatrixView, columns: str, empty: str) -> None:
        """Show this matrix; `empty` is said where it has no row."""
        self._view = view
        quiet = QSignalBlocker(self.columns)
        self.columns.setCurrentIndex(max(self.columns.findData(columns), 0))
        quiet.unblock()
        self.table.fill(view)
        self._dress()
        self.table.setVisible(bool(view.rows))
        self.telling.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)
        self.empty.setText(empty)
        self.copy.setEnabled(bool(view.rows))
        gaps = plural("{count} gap.", "{count} gaps.", view.gaps)
        unknown = sum(len(ids) for _word, ids in view.unknown)
        words = plural("{count} event has an instrument of no class.", "{count} events have an instrument of no class.", unknown)
        self.note.setText(" ".join((gaps, view.note, words) if unknown else (gaps, view.note)) if view.rows else "")
        self._tell(self.table.currentRow(), self.table.currentColumn())

    def copy_table(self) -> None:
        """Put the table on the clipboard."""
        if self._view is not None:
            rows = [[_("Country"), *self._view.titles]]
            rows += [[name, *(cell.text for cell in row)] for name, row in zip(self._view.names, self._view.rows, strict=True)]
            QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    def _want(self, row: int, column: int) -> None:
        if self._view is not None and self._view.rows[row][column].events:
            self.cell_chosen.emit(row, column)

    def _tell(self, row: int, column: int) -> None:
        """What the current cell holds, in a line below: for those who go by keys."""
        words = _("Return or a double click lists the events of a cell.")
        if self._view is not None and 0 <= row < len(self._view.rows) and 0 <= column < len(self._view.classes):
            head, *events = self._view.rows[row][column].tip.split("\n")
            words = _("{cell}: {events}").format(cell=head, events=" · ".join(events)) if events else head
        width = max(self.telling.width(), 300) * 2 - 80
        self.telling.setText(self.telling.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width))

    def _dress(self) -> None:
        if self._view is None:
            return
        colours = current()
        most = max((len(cell.events) for row in self._view.rows for cell in row), default=1)
        ink, gap = QBrush(QColor(colours.text)), QBrush(QColor(colours.alternate))
        for at, row in enumerate(self._view.rows):
            for column, cell in enumerate(row):
                item = self.table.item(at, column)
                assert item is not None
                shade = QColor(colours.accent)
                shade.setAlphaF(0.12 + 0.33 * len(cell.events) / max(most, 1))
                item.setBackground(QBrush(shade) if cell.events else gap)
                item.setForeground(ink)


class _Table(QTableWidget):
    wanted = Signal(int, int)
    copied = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Countries and instruments"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalHeader(_Headings(self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setTabKeyNavigation(False)
        self.cellDoubleClicked.connect(self.wanted)

    def fill(self, view: MatrixView) -> None:
        """Show the counts; the same cell stays current."""
        quiet, row, column = QSignalBlocker(self), self.currentRow(), self.currentColumn()
        self.clear()
        self.setRowCount(len(view.rows))
        self.setColumnCount(len(view.classes))
        self.setVerticalHeaderLabels(list(view.names))
        self.setHorizontalHeaderLabels(list(view.titles))
        for at, cells in enumerate(view.rows):
            for place, cell in enumerate(cells):
                item = QTableWidgetItem(cell.text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                item.setToolTip(cell.tip)
                self.setItem(at, place, item)
        head = self.horizontalHeader()
        assert isinstance(head, _Headings)
        head.set_titles(view.titles)
        if 0 <= row < len(view.rows) and 0 <= column < len(view.classes):
            self.setCurrentCell(row, column)
        quiet.unblock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return asks for the events of the cell; the usual keys copy."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.wanted.emit(self.currentRow(), self.currentColumn())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)


class _Headings(QHeaderView):
    """Headings that lie where they are few and stand on their side, in two lines at most, where they are many."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._titles: tuple[str, ...] = ()
        self._tall = 0
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(_NARROW)

    def set_titles(self, titles: Sequence[str]) -> None:
        """Show these."""
        self._titles = tuple(titles)
        standing = len(self._titles) > _FEW
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed if standing else QHeaderView.ResizeMode.Stretch)
        self.setDefaultSectionSize(_NARROW)
        self._tall = _height(self.fontMetrics(), self._titles) if standing else 0
        self.setDefaultAlignment(Qt.AlignmentFlag(int(Qt.AlignmentFlag.AlignCenter.value) | int(Qt.TextFlag.TextWordWrap.value)))
        self._spread()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the room that there is."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        if self._tall:
            self.setDefaultSectionSize(min(max((self.width() - 2) // len(self._titles), _NARROW), _BROAD))

    def sizeHint(self) -> QSize:
        """High enough for every heading."""
        size = super().sizeHint()
        return QSize(size.width(), self._tall + 12 if self._tall else max(size.height(), 2 * self.fontMetrics().height() + 10))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """One heading."""
        if not self._tall:
            super().paintSection(painter, rect, logicalIndex)
            return
        colours = current()
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        painter.setPen(QColor(colours.grid))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(colours.text))
        painter.translate(rect.bottomLeft() + QPoint(0, 0))
        painter.rotate(-90)
        painter.drawText(QRect(6, 0, rect.height() - 10, rect.width()), _FLAGS, self._titles[logicalIndex])
        painter.restore()


def _height(metrics: QFontMetrics, titles: Sequence[str]) -> int:
    """The least height at which each title fits into two lines."""
    word = max((metrics.horizontalAdvance(one) for title in titles for one in title.split()), default=0)
    tall = max(word, min(_TALL, max((metrics.horizontalAdvance(title) for title in titles), default=0)))
    while any(metrics.boundingRect(QRect(0, 0, tall, 999), _FLAGS, title).height() > 2 * metrics.lineSpacing() for title in titles):
        tall += 10
    return tall + 2
