"""The menus of the import dialog's preview: what a column, a row or a cell is taken for, to be corrected where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from core.io.cells import Sheet
from core.io.correcting import CellPart, RowPart, with_cell, with_row
from core.io.recipe import Orientation, Role, TableRecipe, with_role
from core.views import importing as shown
from core.words import _

_ROLES: Final = (Role.DATE, Role.VALUE, Role.NAME, Role.UNIT, Role.NOTE, Role.IGNORE)
Change = Callable[[TableRecipe], None]


def line_menu(parent: QWidget, sheet: Sheet, recipe: TableRecipe, line: int, change: Change, *, column: bool) -> QMenu | None:
    """The menu of a column or row of the sheet; None where the table has no such line. Where dates run across they change places."""
    menu = _menu(parent, "role_menu")
    filled = _fill_column(menu, recipe, line, change) if column is not recipe.across else _fill_row(menu, sheet, recipe, line, change)
    return menu if filled else None


def cell_menu(parent: QWidget, sheet: Sheet, recipe: TableRecipe, row: int, column: int, change: Change) -> QMenu:
    """The menu of a cell: what it says, and those of its column and row, so that all of it is reached from the keyboard."""
    menu = _menu(parent, "cell_menu")
    for part in CellPart:
        if part is CellPart.DATE and recipe.orientation is not Orientation.REPORT:
            continue
        made = with_cell(sheet, recipe, row, column, part)
        action = menu.addAction(shown.cell_words(part))
        action.setObjectName(f"cell_{part.name.lower()}")
        action.setEnabled(made != recipe)
        action.triggered.connect(lambda _on=False, made=made: change(made))
    own = (column, row) if recipe.across else (row, column)
    of_column, of_row = menu.addMenu(_("Its column")), menu.addMenu(_("Its row"))
    if recipe.across:
        of_column.setTitle(_("Its row"))
        of_row.setTitle(_("Its column"))
    of_column.setEnabled(_fill_column(of_column, recipe, own[1], change))
    of_row.setEnabled(_fill_row(of_row, sheet, recipe, own[0], change))
    return menu


def _menu(parent: QWidget, name: str) -> QMenu:
    menu = QMenu(parent)
    menu.setObjectName(name)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _fill_column(menu: QMenu, recipe: TableRecipe, column: int, change: Change) -> bool:
    found = recipe.column(column)
    if found is None:
        return False
    for role in _ROLES:
        action = menu.addAction(shown.role_words(role))
        action.setCheckable(True)
        action.setChecked(found.role is role)
        action.triggered.connect(lambda _on=False, role=role: change(with_role(recipe, column, role)))
    return True


def _fill_row(menu: QMenu, sheet: Sheet, recipe: TableRecipe, row: int, change: Change) -> bool:
    if recipe.orientation in {Orientation.RECORDS, Orientation.UNKNOWN}:
        return False
    for part in RowPart:
        action = menu.addAction(shown.row_words(part))
        action.setCheckable(True)
        action.setChecked(_is(recipe, row, part))
        action.triggered.connect(lambda _on=False, part=part: change(with_row(sheet, recipe, row, part)))
    return True


def _is(recipe: TableRecipe, row: int, part: RowPart) -> bool:
    """Whether a row is taken for this now."""
    match part:
        case RowPart.NAMES:
            return row == recipe.title_row
        case RowPart.UNITS:
            return row == recipe.unit_row
        case RowPart.CODES:
            return row == recipe.code_row
        case RowPart.FIRST:
            return row == recipe.first_row
        case RowPart.LAST:
            return row == recipe.last_row
        case RowPart.LEFT_OUT:
            return row in recipe.left_out
        case RowPart.DATA:
            return recipe.first_row <= row <= recipe.last_row and row not in recipe.left_out
