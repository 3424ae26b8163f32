"""A button that opens a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

# Words, a key that does the same ("" for none), and what is done.
Entry = tuple[str, str, Callable[[], object]]


def menu_button(name: str, words: str, tip: str, groups: Sequence[Sequence[Entry]], parent: QWidget) -> QToolButton:
    """The button, its menu in groups with a line between them. Keys are only named: the caller binds them."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setText(words)
    button.setStyleSheet("QToolButton::menu-indicator { image: none }")
    button.setToolTip(tip)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    for group in groups:
        if menu.actions():
            menu.addSeparator()
        for text, key, do in group:
            named = f"{text}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}" if key else text
            menu.addAction(named).triggered.connect(lambda _checked=False, do=do: do())
    button.setMenu(menu)
    return button
