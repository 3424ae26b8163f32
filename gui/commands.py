"""Everything that can be done from the menus: declared once, with its words and its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from core.words import _


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of a menu. name: the object name of its action, by which the rest of the program asks for it."""

    name: str
    text: Callable[[], str]
    keys: tuple[str, ...] = ()
    tip: Callable[[], str] | None = None
    checkable: bool = False


SEPARATOR: Final = None

MENUS: Final[tuple[tuple[str, Callable[[], str], tuple[Command | None, ...]], ...]] = (
    (
        "file",
        lambda: _("&File"),
        (
            Command("new", lambda: _("&New workspace"), ("Ctrl+N",)),
            Command("open", lambda: _("&Open…"), ("Ctrl+O",), lambda: _("Open a workspace, or import a spreadsheet")),
            Command("open_example", lambda: _("Open the e&xample")),
            SEPARATOR,
            Command("import_files", lambda: _("&Import spreadsheets…"), ("Ctrl+I",)),
            Command("import_folder", lambda: _("Import a &folder…"), (), lambda: _("Spreadsheets of one layout become one import")),
            Command("import_again", lambda: _("Import a&gain…"), (), lambda: _("Imported files, and which of them changed on disk")),
            Command("paste_import", lambda: _("Import &pasted cells"), ("Ctrl+Shift+V",), lambda: _("Import the cells on the clipboard")),
            Command("recipes", lambda: _("&Recipes…"), (), lambda: _("How files of known layouts are read")),
            SEPARATOR,
            Command("save", lambda: _("&Save"), ("Ctrl+S",)),
            Command("save_as", lambda: _("Save &as…"), ("Ctrl+Shift+S",)),
            SEPARATOR,
            Command("export_shown", lambda: _("&Export what is shown…"), ("Ctrl+E",), lambda: _("The tab as an Excel workbook")),
            Command("export_all", lambda: _("Export the &whole workspace…"), ("Ctrl+Shift+E",)),
            SEPARATOR,
            Command("quit", lambda: _("&Quit"), ("Ctrl+Q",)),
        ),
    ),
    (
        "edit",
        lambda: _("&Edit"),
        (
            Command("undo", lambda: _("&Undo"), ("Ctrl+Z",)),
            Command("redo", lambda: _("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
            SEPARATOR,
            Command("find", lambda: _("&Find"), ("Ctrl+F",)),
            SEPARATOR,
            Command("settings", lambda: _("&Settings…"), ("Ctrl+,",)),
        ),
    ),
    (
        "view",
        lambda: _("&View"),
        (
            Command("next_tab", lambda: _("&Next tab"), ("Ctrl+Tab", "Ctrl+PgDown")),
            Command("previous_tab", lambda: _("&Previous tab"), ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
            SEPARATOR,
            Command("full_screen", lambda: _("&Full screen"), ("F11",), checkable=True),
            Command("reset_layout", lambda: _("&Reset the layout")),
        ),
    ),
    (
        "help",
        lambda: _("&Help"),
        (
            Command("keys", lambda: _("&Keyboard"), ("F1",)),
            Command("check_file", lambda: _("&Check this file")),
            Command("open_log", lambda: _("Open the &log folder")),
            SEPARATOR,
            Command("about", lambda: _("&About Orebook")),
        ),
    ),
)


def build_menus(window: QMainWindow) -> dict[str, QAction]:
    """Put the menus into the window's menu bar; the actions by name, all of them off until somebody handles them."""
    actions: dict[str, QAction] = {}
    for menu_name, title, entries in MENUS:
        menu = QMenu(title(), window)
        menu.setObjectName(f"menu_{menu_name}")
        window.menuBar().addMenu(menu)
        for entry in entries:
            if entry is SEPARATOR:
                menu.addSeparator()
            else:
                actions[entry.name] = action = _action(entry, window)
                menu.addAction(action)
    return actions


def _action(command: Command, window: QMainWindow) -> QAction:
    action = QAction(command.text(), window)
    action.setObjectName(command.name)
    action.setShortcuts([QKeySequence(keys) for keys in command.keys])
    action.setCheckable(command.checkable)
    action.setEnabled(False)
    if command.tip is not None:
        action.setStatusTip(command.tip())
    return action
