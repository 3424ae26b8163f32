"""The menus of a cell and of a column."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget, QWidgetAction

from core.words import _
from gui import icons, theme
from gui.widgets.table.filters import TESTS, WITHOUT_TEXT, Condition, Test

if TYPE_CHECKING:
    from gui.widgets.table.grid import Grid


class CellMenu(QMenu):
    """Copy, paste and the rest, with the keys that do the same."""

    def __init__(self, grid: Grid, *, editable: bool) -> None:
        super().__init__(grid)
        self._add(_("Copy"), "copy", "Ctrl+C", grid.copy)
        self._add(_("Copy with titles"), "", "Ctrl+Shift+C", lambda: grid.copy(titles=True))
        if editable:
            self._add(_("Paste"), "clipboard-paste", "Ctrl+V", grid.paste)
            self._add(_("Fill down"), "arrow-down", "Ctrl+D", grid.fill_down)
            self._add(_("Empty cells"), "trash-2", "Del", grid.clear)
            self.addSeparator()
            self._add(_("Edit"), "pencil", "F2", grid.edit_current)

    def _add(self, text: str, icon: str, keys: str, chosen: Callable[[], object]) -> None:
        action = QAction(f"{text}\t{keys}", self)
        if icon:
            action.setIcon(icons.icon(icon))
        action.triggered.connect(lambda _checked: chosen())
        self.addAction(action)


class ColumnMenu(QMenu):
    """Sorting and filtering by one column, and hiding it."""

    def __init__(self, grid: Grid, column: int) -> None:
        super().__init__(grid)
        sorting = grid.sorting()
        self._add(_("Sort upwards"), "arrow-up", lambda: grid.sort_by(column), checked=sorting == (column, False))
        self._add(_("Sort downwards"), "arrow-down", lambda: grid.sort_by(column, descending=True), checked=sorting == (column, True))
        if sorting is not None:
            self._add(_("Do not sort"), "x", lambda: grid.sort_by(None))
        self.addSeparator()
        self.filter = FilterForm(grid, column, self.close)
        action = QWidgetAction(self)
        action.setDefaultWidget(self.filter)
        self.addAction(action)
        if column in grid.conditions():
            self._add(_("Lift this filter"), "x", lambda: grid.set_condition(column, None))
        self.addSeparator()
        self._add(_("Hide column"), "eye-off", lambda: grid.hide_column(column))
        self._add(_("Show all columns"), "eye", lambda: _show_all(grid))

    def _add(self, text: str, icon: str, chosen: Callable[[], object], *, checked: bool = False) -> None:
        action = QAction(icons.icon(icon, "accent" if checked else ""), text, self)
        action.triggered.connect(lambda _checked: chosen())
        self.addAction(action)


class FilterForm(QWidget):
    """The condition of a column: a test and, for most tests, what to compare with. Enter applies it."""

    def __init__(self, grid: Grid, column: int, done: Callable[[], object]) -> None:
        super().__init__()
        self._grid, self._column, self._done = grid, column, done
        declared = grid.data.columns[column]
        current = grid.conditions().get(column)
        self.test = QComboBox()
        self.test.setAccessibleName(_("Condition on {column}").format(column=declared.title))
        for test in TESTS[declared.kind]:
            self.test.addItem(_words(test), test)
        self.text = QLineEdit(current.text if current else "")
        self.text.setAccessibleName(_("Compare with"))
        self.text.setPlaceholderText({"number": declared.unit or "0", "date": _("2024 or 2024-03 or 2024-03-05")}.get(declared.kind, ""))
        self._wrong = QLabel()
        self._wrong.setStyleSheet(f"color: {theme.current().danger}")
        self._wrong.hide()
        self._lay_out(_("Filter {column}").format(column=declared.title))
        if current is not None:
            self.test.setCurrentIndex(max(self.test.findData(current.test), 0))
        self._test_changed()
        self.test.activated.connect(self._test_chosen)
        self.text.returnPressed.connect(self.apply)

    def _lay_out(self, title: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(self.test)
        line.addWidget(self.text, 1)
        layout.addWidget(QLabel(title))
        layout.addLayout(line)
        layout.addWidget(self._wrong)
        self.text.setMinimumWidth(170)
        self.setFocusProxy(self.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def apply(self) -> None:
        """Set the condition, or say what is wrong with it."""
        test: Test = self.test.currentData()
        text = self.text.text().strip()
        wanted = Condition(test, text) if text or test in WITHOUT_TEXT else None
        try:
            self._grid.set_condition(self._column, wanted)
        except ValueError:
            number = self._grid.data.columns[self._column].kind == "number"
            self._wrong.setText(_("Write a number, such as 1250.5.") if number else _("Write a date, such as 2024, 2024-03 or 2024-03-05."))
            self._wrong.show()
        else:
            self._done()

    def _test_changed(self) -> None:
        self.text.setEnabled(self.test.currentData() not in WITHOUT_TEXT)

    def _test_chosen(self) -> None:
        self._test_changed()
        if self.test.currentData() in WITHOUT_TEXT:
            self.apply()
        else:
            self.text.setFocus()


def _words(test: Test) -> str:
    return {
        "contains": _("contains"),
        "equals": _("is"),
        "at least": _("is at least"),
        "at most": _("is at most"),
        "missing": _("is missing"),
        "present": _("is there"),
    }[test]


def _show_all(grid: Grid) -> None:
    for column in range(len(grid.data.columns)):
        grid.hide_column(column, hidden=False)
