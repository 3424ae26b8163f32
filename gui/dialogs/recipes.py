"""The recipes by which files of known layouts are read: to be named, read, edited, handed on, taken in and deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.io.guess import slug
from core.io.recipe_file import SUFFIX, read_recipes, write_recipes
from core.model import Recipe, drop, put
from core.views import recipes as shown
from core.words import _
from gui.dialogs.files import ask_files, ask_name
from gui.preferences import LAST_FOLDER, Preferences
from gui.session import Session

_ID: Final = Qt.ItemDataRole.UserRole
_FIELD: Final = Qt.ItemDataRole.UserRole
_COLUMN: Final = Qt.ItemDataRole.UserRole + 1  # of the table read; -1 for a decision
_WIDEST: Final = 260
_Index = QModelIndex | QPersistentModelIndex


def take_in(session: Session, path: Path) -> str:
    """Take the recipes of a file into the workspace, as one edit; says in a sentence what came. Raises `Refused`."""
    new = read_recipes(path)
    words = shown.taken_in_words(session.workspace, new)
    session.edit(_("Take in recipes of {file}").format(file=path.name), recipes=put(session.workspace.recipes, *new))
    return words


class RecipesDialog(QDialog):
    """The recipes of the workspace; every change is one undoable edit."""

    def __init__(self, session: Session, preferences: Preferences, tell: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipes_dialog")
        self.setWindowTitle(_("Recipes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._preferences = preferences
        self._tell = tell
        self._filling = False
        self.list = QListWidget(self)
        self.list.setObjectName("recipes_list")
        self.list.setAccessibleName(_("Recipes"))
        self.list.setStyleSheet("QListView::item { padding: 5px }")
        self.about = QLabel(self)
        self.about.setObjectName("recipes_about")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.columns = _Fields(list(shown.column_headings()), "recipes_columns", self)
        self.decisions = _Fields([_("Decided"), _("Value")], "recipes_decisions", self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.rename = self._button(_("Rename"), "recipes_rename")
        self.delete = self._button(_("Delete"), "recipes_delete")
        self.export = self._button(_("Export…"), "recipes_export")
        self.take = self._button(_("Import…"), "recipes_import")
        self._lay_out()
        self._connect()
        self._show_list()
        self.resize(980, 620)

    def recipe(self) -> Recipe | None:
        """The recipe that is chosen."""
        item = self.list.currentItem()
        return None if item is None else self._session.workspace.recipes.get(cast("str", item.data(_ID)))

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        for pair in ((self.rename, self.delete), (self.export, self.take)):
            line = QHBoxLayout()
            for button in pair:
                line.addWidget(button)
            column.addLayout(line)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.about)
        column.addWidget(self.columns, 3)
        column.addWidget(self.decisions, 2)
        split = QSplitter(self)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([260, 700])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._show_recipe())
        self.list.itemChanged.connect(self._renamed)
        self.columns.itemChanged.connect(self._column_edited)
        self.decisions.itemChanged.connect(self._decision_edited)
        self.rename.clicked.connect(lambda: self.list.editItem(self.list.currentItem()))
        self.delete.clicked.connect(self._delete)
        self.export.clicked.connect(self._ask_export)
        self.take.clicked.connect(self._ask_import)
        self.buttons.rejected.connect(self.reject)
        self._session.changed.connect(self._workspace_changed)

    # what the user does

    def _renamed(self, item: QListWidgetItem) -> None:
        recipe = self.recipe()
        if not self._filling and recipe is not None and item.data(_ID) == recipe.id:
            self._put(_("Rename a recipe"), recipe, shown.renamed(recipe, item.text()))
            self._show_later()

    def _column_edited(self, item: QTableWidgetItem) -> None:
        recipe, field = self.recipe(), item.data(_FIELD)
        if not self._filling and recipe is not None and field is not None:
            changed = shown.with_column_edited(recipe, item.data(_COLUMN), field.key, _chosen(item, field))
            self._put(_("Edit recipe {name}").format(name=recipe.title), recipe, changed)

    def _decision_edited(self, item: QTableWidgetItem) -> None:
        recipe, field = self.recipe(), item.data(_FIELD)
        if not self._filling and recipe is not None and field is not None:
            changed = shown.with_decision_edited(recipe, field.key, _chosen(item, field))
            self._put(_("Edit recipe {name}").format(name=recipe.title), recipe, changed)

    def _put(self, label: str, old: Recipe, new: Recipe) -> None:
        if new != old:
            self._session.edit(label, recipes=put(self._session.workspace.recipes, new))

    def _delete(self) -> None:
        recipe = self.recipe()
        if recipe is not None:
            label = _("Delete recipe {name}").format(name=recipe.title)
            self._session.edit(label, recipes=drop(self._session.workspace.recipes, recipe.id))

    def _ask_export(self) -> None:
        recipe = self.recipe()
        if recipe is None:
            return
        kinds = _("Import recipes ({kinds})").format(kinds=f"*{SUFFIX}")
        folder = self._preferences.get(LAST_FOLDER)
        ask_name(self, folder, _("Export a recipe"), slug(recipe.title) + SUFFIX, kinds, lambda path: self.export_to(path, recipe))

    def export_to(self, path: Path, recipe: Recipe) -> None:
        """Write a recipe to a file."""
        path = path if path.suffix.casefold() == SUFFIX else path.with_name(path.name + SUFFIX)
        write_recipes(path, [recipe])
        self._tell(_("Written: {path}").format(path=path))

    def _ask_import(self) -> None:
        kinds = (_("Import recipes ({kinds})").format(kinds=f"*{SUFFIX}"),)
        ask_files(self, self._preferences.get(LAST_FOLDER), _("Take in recipes"), kinds, self.take_files)

    def take_files(self, paths: list[Path]) -> None:
        """Take in the recipes of these files."""
        for path in paths:
            self._tell(take_in(self._session, path))

    # showing

    def _workspace_changed(self, _workspace: object, parts: frozenset[str], _initiator: object) -> None:
        if "recipes" in parts or "sources" in parts:
            self._show_later()

    def _show_later(self) -> None:
        """Once the editor that wrote the change is gone: the lines are made anew."""
        QTimer.singleShot(0, self, self._show_list)

    def _show_list(self) -> None:
        recipe = self.recipe()
        row = max(self.list.currentRow(), 0)
        self._filling = True
        self.list.clear()
        for at, line in enumerate(shown.recipe_lines(self._session.workspace)):
            item = QListWidgetItem(line.title, self.list)
            item.setData(_ID, line.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(line.title)
            row = at if recipe is not None and line.id == recipe.id else row
        self._filling = False
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._show_recipe()

    def _show_recipe(self) -> None:
        if self._filling:
            return
        recipe = self.recipe()
        for button in (self.rename, self.delete, self.export):
            button.setEnabled(recipe is not None)
        table = None if recipe is None else shown.table_of(recipe)
        self.export.setEnabled(table is not None)
        line = next((one for one in shown.recipe_lines(self._session.workspace) if recipe is not None and one.id == recipe.id), None)
        if line is None:
            self.about.setText(_("No recipe yet. Every import leaves one, by which the next file of its layout is read."))
        else:
            used = _("last file: {file}").format(file=line.used) if line.used else _("no file was read by it yet")
            self.about.setText(f"{line.reads}; {used}")
        self._filling = True
        columns = shown.column_lines(table) if table is not None else ()
        self.columns.fill([(one.header, one.column, one.fields) for one in columns])
        decisions = shown.decision_lines(table) if table is not None else ()
        self.decisions.fill([(one.label, -1, (one.field,)) for one in decisions])
        self._filling = False


def _chosen(item: QTableWidgetItem, field: shown.Field) -> str:
    """The value behind the words in a cell."""
    return next((value for value, words in field.choices if words == item.text()), item.text())


class _Fields(QTableWidget):
    """A line a column or decision; what may be changed is changed in its cell: from a list where there are choices, else typed."""

    def __init__(self, headings: list[str], name: str, parent: QWidget) -> None:
        super().__init__(0, len(headings), parent)
        self.setObjectName(name)
        self.setAccessibleName(headings[0])
        self.setHorizontalHeaderLabels(headings)
        self.setItemDelegate(_Choices(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked
        )  # fmt: skip
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.horizontalHeader().setStretchLastSection(True)

    def fill(self, lines: list[tuple[str, int, tuple[shown.Field, ...]]]) -> None:
        """Show these lines: words, the column they are about, what can be said."""
        self.setRowCount(len(lines))
        for row, (words, column, fields) in enumerate(lines):
            first = QTableWidgetItem(words)
            first.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            first.setToolTip(words)
            self.setItem(row, 0, first)
            for at, field in enumerate(fields, start=1):
                self.setItem(row, at, _item(field, column))
        self.resizeColumnsToContents()
        for at in range(self.columnCount()):
            self.setColumnWidth(at, min(self.columnWidth(at) + 12, _WIDEST))


def _item(field: shown.Field, column: int) -> QTableWidgetItem:
    item = QTableWidgetItem(field.words)
    item.setData(_FIELD, field)
    item.setData(_COLUMN, column)
    item.setToolTip(field.words)
    if field.fixed:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return item


class _Choices(QStyledItemDelegate):
    """A list to choose from in a cell that has choices; a line to write in elsewhere."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """The editor of a cell."""
        field = index.data(_FIELD)
        if field is None or not field.choices:
            editor = super().createEditor(parent, option, index)
            editor.setStyleSheet("padding: 0 4px; border-radius: 0")
            return editor
        box = QComboBox(parent)
        for value, words in field.choices:
            box.addItem(words, value)
        box.activated.connect(lambda _row: self._done(box))
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with what is said."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(_FIELD).value), 0))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: _Index) -> None:
        """Hand on what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)
