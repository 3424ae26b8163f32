"""What the import dialog says of the recipe that a table follows: what moved since then, and the name under which it is remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from core.words import _
from gui.theme import current

_NARROWEST = 240  # of the name


class MemoryLine(QWidget):
    """One line for the name, and above it one that says what moved, where anything did. Tells `named` with another name."""

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.moved = QLabel(self)
        self.moved.setObjectName("import_moved")
        self.moved.setTextFormat(Qt.TextFormat.PlainText)
        self.moved.setWordWrap(True)
        self.moved.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.name = QLineEdit(self)
        self.name.setObjectName("import_recipe_name")
        self.name.setMaxLength(200)
        self.name.setMinimumWidth(_NARROWEST)
        self.name.setMaximumWidth(2 * _NARROWEST)
        label = QLabel(_("Remembered as"), self)
        label.setBuddy(self.name)
        self.setToolTip(_("The recipe by which next month's file of this layout is read; see Recipes in the File menu."))
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.name)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.moved)
        layout.addLayout(line)
        self.name.editingFinished.connect(self._tell)

    def show_memory(self, name: str, moved: str) -> None:
        """Show the name of the recipe, and what moved, in words; "" hides that line."""
        if not self.name.isModified() or not self.name.hasFocus():
            self.name.setText(name)
            self.name.setCursorPosition(0)
        self.moved.setText(moved)
        self.moved.setToolTip(moved)
        self.moved.setVisible(bool(moved))
        self.moved.setStyleSheet(f"color: {current().warning}")

    def _tell(self) -> None:
        if self.name.isModified():
            self.name.setModified(False)
            self.named.emit(self.name.text())
