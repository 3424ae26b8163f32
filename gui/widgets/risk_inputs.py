"""The inputs of the risk methods, to be typed in: of the mineral chosen, then severities, half-life and weights."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from core.views.explained import number
from core.views.risk_inputs import InputLine
from core.words import _

_TITLE, _VALUE, _UNIT = range(3)


class RiskInputs(QDialog):
    """`changed` tells the name of an input and what was typed; a blank takes it back to its default."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("risk_inputs_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Inputs and weights of the risk methods"))
        self.table = QTableWidget(0, 3, self)
        self.table.setObjectName("risk_inputs_table")
        self.table.setAccessibleName(self.windowTitle())
        self.table.setHorizontalHeaderLabels([_("Input"), _("Value"), _("Unit")])
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.table.itemChanged.connect(self._tell)
        self.notes = QLabel(
            _("What is blank is not known. What you type in is kept in the workspace and can be undone; bold is typed in."), self
        )
        self.notes.setWordWrap(True)
        self._lines: tuple[InputLine, ...] = ()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.notes)
        column.addWidget(buttons)
        self.resize(560, 620)

    def show_lines(self, title: str, lines: Sequence[InputLine]) -> None:
        """Show the inputs; title: the mineral that the first are of, "" for none."""
        self.setWindowTitle(_("Inputs and weights: {mineral}").format(mineral=title) if title else _("Inputs and weights"))
        self._lines = tuple(lines)
        quiet = QSignalBlocker(self.table)
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in ((_TITLE, line.title), (_VALUE, "" if line.value is None else number(line.value)), (_UNIT, line.unit)):
                item = QTableWidgetItem(text)
                item.setToolTip(line.help)
                if column != _VALUE:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                else:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                font = item.font()
                font.setBold(line.own)
                item.setFont(font)
                self.table.setItem(row, column, item)
        quiet.unblock()

    def _tell(self, item: QTableWidgetItem) -> None:
        if item.column() == _VALUE:
            self.changed.emit(self._lines[item.row()].name, item.text().replace("−", "-"))
