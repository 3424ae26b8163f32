"""The statistics of the range in view: a row a statistic, a column a series; every number says what it is and how it came about."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from core.views.price_statistics import StatisticsView
from core.words import _
from gui.theme import figures

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StatisticsTable(QWidget):
    """Tells `explain_wanted` with the row and the column of a number; Return or the context menu asks for it."""

    explain_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.range = QLabel(self)
        self.range.setObjectName("statistics_range")
        self.range.setWordWrap(True)
        self.table = QTableWidget(0, 0, self)
        self.table.setObjectName("statistics")
        self.table.setAccessibleName(_("Statistics of the dates in view"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.verticalHeader().setHighlightSections(False)
        self.table.verticalHeader().setStyleSheet("QHeaderView::section { padding: 0 6px }")  # rows are low: names in their middle
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.explain = self._action(_("Explain this number"), "Return", self._explain)
        self.copy = self._action(_("Copy the table"), "Ctrl+C", self._copy)
        self.table.cellDoubleClicked.connect(self.explain_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 8, 8)
        layout.addWidget(self.range)
        layout.addWidget(self.table, 1)
        self._view: StatisticsView | None = None

    def show_view(self, view: StatisticsView) -> None:
        """Show these numbers; the current cell stays where it was."""
        self._view = view
        row, column = self.table.currentRow(), self.table.currentColumn()
        self.range.setText(_("{first} to {last}").format(first=view.first, last=view.last) if view.columns else _("No series is shown"))
        self.table.setRowCount(len(view.rows) if view.columns else 0)
        self.table.setColumnCount(len(view.columns))
        for at, one in enumerate(view.rows if view.columns else ()):
            head = QTableWidgetItem(one.title)
            head.setToolTip(_tip(one.meaning))
            self.table.setVerticalHeaderItem(at, head)
        for across, shown in enumerate(view.columns):
            title = self.table.fontMetrics().elidedText(shown.title, Qt.TextElideMode.ElideMiddle, self._widest() - 16)
            head = QTableWidgetItem(f"{title}\n{shown.unit}")
            head.setToolTip(f"{shown.title}\n{shown.unit}")
            self.table.setHorizontalHeaderItem(across, head)
            for down, (one, text) in enumerate(zip(view.rows, shown.texts, strict=True)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT)
                item.setToolTip(_tip(one.meaning, one.needs if text == "–" else ""))
                self.table.setItem(down, across, item)
        self._fit()
        if 0 <= row < self.table.rowCount() and 0 <= column < self.table.columnCount():
            self.table.setCurrentCell(row, column)

    def sizeHint(self) -> QSize:
        """Room for the names and two series."""
        return QSize(self.fontMetrics().averageCharWidth() * 58, 400)

    def minimumSizeHint(self) -> QSize:
        """Room for the names and one series."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, 120)

    def _fit(self) -> None:
        self.table.setFont(figures(self.font()))
        metrics = self.table.fontMetrics()
        self.table.verticalHeader().setDefaultSectionSize(metrics.height() + 8)
        self.table.resizeColumnsToContents()
        for column in range(self.table.columnCount()):
            width = self.table.columnWidth(column)
            self.table.setColumnWidth(column, min(max(width, metrics.averageCharWidth() * 13), self._widest()))

    def _widest(self) -> int:
        return self.table.fontMetrics().averageCharWidth() * 20

    def _action(self, words: str, keys: str, do: object) -> QAction:
        action = QAction(words, self.table)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(do)
        self.table.addAction(action)
        return action

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.explain.setEnabled(self.table.currentItem() is not None)
        menu.addActions([self.explain, self.copy])
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _explain(self) -> None:
        if self.table.currentItem() is not None:
            self.explain_wanted.emit(self.table.currentRow(), self.table.currentColumn())

    def _copy(self) -> None:
        if self._view is None:
            return
        view = self._view
        lines = [["", *(one.title for one in view.columns)], [_("Unit"), *(one.unit for one in view.columns)]]
        lines += [[one.title, *(shown.texts[at] for shown in view.columns)] for at, one in enumerate(view.rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))


def _tip(*sentences: str) -> str:
    """Sentences as a tip that wraps its lines."""
    return "<qt>" + "<br><br>".join(sentence for sentence in sentences if sentence) + "</qt>"
