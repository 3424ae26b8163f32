"""All risk methods side by side: minerals in rows with value and rank by each method, and the ranks as a bump chart."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from core.views.risk_export import risk_text
from core.views.risk_methods import RiskTable
from core.views.risk_words import method_units
from core.words import _
from gui.widgets.bump_chart import BumpChart


class RiskMatrix(QDialog):
    """`explain` tells a mineral and a method, `mineral_chosen` a mineral."""

    explain = Signal(str, str)
    mineral_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("risk_matrix")
        self.setWindowTitle(_("Risk methods side by side"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = QTableWidget(self)
        self.table.setObjectName("risk_matrix_table")
        self.table.setAccessibleName(_("Risk methods side by side"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectItems)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.cellActivated.connect(lambda row, column: self.explain.emit(*self._keys(row, column)))
        self.table.currentCellChanged.connect(lambda row, *_others: self._tell(row))
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.bumps = BumpChart(self)
        self.bumps.chosen.connect(self.mineral_chosen)
        self.notes = QLabel(self)
        self.notes.setWordWrap(True)
        self._shown: RiskTable | None = None
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.table)
        parts.addWidget(self.bumps)
        parts.setSizes([330, 500])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(_("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("risk_matrix_copy")
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(parts, 1)
        column.addWidget(self.notes)
        column.addWidget(buttons)
        self.resize(1180, 900)

    def show_table(self, table: RiskTable, mineral: str) -> None:
        """Show a table; the mineral's row and line stand out."""
        self._shown = table
        quiet = QSignalBlocker(self.table)
        units = method_units()
        self.table.setColumnCount(len(table.methods))
        self.table.setRowCount(len(table.minerals))
        for at, (key, title) in enumerate(table.methods):
            head = QTableWidgetItem(title)
            head.setToolTip(f"{title}: {units[key]}")
            self.table.setHorizontalHeaderItem(at, head)
        self.table.setVerticalHeaderLabels([title for _key, title in table.minerals])
        for row, (key, _title) in enumerate(table.minerals):
            for column, (method, _name) in enumerate(table.methods):
                self.table.setItem(row, column, _item(table, key, method))
        self.table.resizeColumnsToContents()
        rows = [key for key, _title in table.minerals]
        self.table.setCurrentCell(rows.index(mineral) if mineral in rows else -1, max(self.table.currentColumn(), 0))
        quiet.unblock()
        self.notes.setText(
            table.message
            or " ".join(
                (_("A cell gives the value, its bounds, and the rank; * is without all inputs; double-click explains it."), *table.notes)
            )
        )
        self.bumps.show_table(table, mineral)

    def _keys(self, row: int, column: int) -> tuple[str, str]:
        assert self._shown is not None
        return self._shown.minerals[row][0], self._shown.methods[column][0]

    def _tell(self, row: int) -> None:
        if self._shown is not None and row >= 0:
            self.mineral_chosen.emit(self._shown.minerals[row][0])

    def _copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(risk_text(self._shown))


def _item(table: RiskTable, mineral: str, method: str) -> QTableWidgetItem:
    cell = table.cells[mineral, method]
    gross = "*" if cell.gross else ""
    text = _("{value}{mark} ({rank})").format(value=cell.text, mark=gross, rank=cell.rank) if cell.rank is not None else "–"
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    words = _("Gross, without {inputs}.") if cell.gross else _("It needs {inputs}.")
    item.setToolTip(words.format(inputs=cell.missing) if cell.missing else text)
    return item
