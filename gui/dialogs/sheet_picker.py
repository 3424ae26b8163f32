"""Which sheets of a large workbook are wanted, asked before its import is planned: only where there are too many for a list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.io.understanding import Understood
from core.views import importing as shown
from core.words import _, plural
from gui.widgets.sheet_preview import SheetPreview
from gui.widgets.table_list import TableList


class SheetPicker(QDialog):
    """The sheets with boxes, and the one that is looked at. Tells `picked` with what changed: {sheet: wanted}."""

    picked = Signal(dict)

    def __init__(self, understood: Understood, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet_picker")
        self.setWindowTitle(_("Sheets of {file}").format(file=understood.file_name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._understood = understood
        self._lines = shown.sheet_lines(understood)
        self._wanted = {line.name: line.taken for line in self._lines}
        self.head = QLabel(self)
        self.head.setObjectName("sheet_picker_head")
        self.search = QLineEdit(self)
        self.search.setObjectName("sheet_picker_search")
        self.search.setPlaceholderText(_("Filter sheets"))
        self.search.setAccessibleName(_("Filter sheets"))
        self.search.setClearButtonEnabled(True)
        self.sheets = TableList(self)
        self.sheets.setObjectName("sheet_picker_list")
        self.sheets.setAccessibleName(_("Sheets"))
        self.sheets.fill(self._lines, ())
        self.preview = SheetPreview(self)
        self.all = QPushButton(_("Tick all"), self)
        self.all.setObjectName("sheet_picker_all")
        self.none = QPushButton(_("Tick none"), self)
        self.none.setObjectName("sheet_picker_none")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take = self.buttons.addButton(_("Continue"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setObjectName("sheet_picker_take")
        self._lay_out()
        self.sheets.moved.connect(self._show_sheet)
        self.sheets.sheet_ticked.connect(self._tick)
        self.search.textChanged.connect(self._filter)
        self.all.clicked.connect(lambda: self._tick_shown(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda: self._tick_shown(Qt.CheckState.Unchecked))
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self._show_count()
        self._show_sheet()
        self.resize(980, 640)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        ticks = QHBoxLayout()
        ticks.addWidget(self.all)
        ticks.addWidget(self.none)
        ticks.addStretch(1)
        column.addWidget(self.search)
        column.addWidget(self.sheets, 1)
        column.addLayout(ticks)
        split = QSplitter(self)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setSizes([300, 680])
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.head)
        layout.addWidget(split, 1)
        layout.addWidget(self.buttons)

    def _tick(self, sheet: str, wanted: bool) -> None:
        self._wanted[sheet] = wanted
        self._show_count()

    def _filter(self, text: str) -> None:
        for row in range(self.sheets.count()):
            self.sheets.item(row).setHidden(text.casefold() not in self.sheets.item(row).text().casefold())

    def _tick_shown(self, state: Qt.CheckState) -> None:
        for row in range(self.sheets.count()):
            item = self.sheets.item(row)
            if not item.isHidden() and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(state)

    def _show_count(self) -> None:
        wanted = sum(self._wanted.values())
        self.head.setText(
            _("{file} has {sheets}. Take in those that are ticked ({count}).").format(
                file=self._understood.file_name, sheets=plural("{count} sheet", "{count} sheets", len(self._lines)), count=wanted
            )
        )
        self.take.setEnabled(wanted > 0)

    def _show_sheet(self) -> None:
        sheet = next((one for one in self._understood.book.sheets if one.name == self.sheets.sheet()), None)
        if sheet is None:
            return

        def role(row: int, column: int) -> str:
            roles = (one.recipe.role_at(row, column) for one in self._understood.tables if one.sheet == sheet.name)
            return str(next((found for found in roles if found is not None), ""))

        self.preview.set_sheet(sheet, role)

    def _accept(self) -> None:
        before = {line.name: line.taken for line in self._lines}
        self.picked.emit({name: wanted for name, wanted in self._wanted.items() if wanted != before[name]})
        self.accept()
