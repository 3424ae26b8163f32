"""A field for the breaks of a map's classes: what is no list of rising numbers is said in a sentence and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from core.task import Refused
from core.views.map_classes import breaks_of, breaks_text
from core.words import _
from gui.theme import theme


class BreaksField(QWidget):
    """`chosen` tells the breaks, () for those usual of what is shown."""

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setObjectName("map_breaks")
        self.field.setAccessibleName(_("Breaks"))
        self.field.setToolTip(_("Breaks between the classes, rising: 1; 5; 10; 25. Empty: those usual of what is shown."))
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self.said = QLabel(self)
        self.said.setObjectName("map_breaks_said")
        self.said.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        row.addWidget(self.said)
        self.field.editingFinished.connect(self._take)
        self.field.textEdited.connect(lambda _text: self._say(""))

    def show_breaks(self, limits: Sequence[float], own: bool) -> None:
        """Show the breaks in use; those usual, which nobody typed, as a hint. What is being typed stays."""
        if self.field.isModified() and self.field.hasFocus():
            return
        self._say("")
        self.field.setPlaceholderText(breaks_text(limits))
        self.field.setText(breaks_text(limits) if own else "")

    def _take(self) -> None:
        if not self.field.isModified():
            return
        try:
            limits = breaks_of(self.field.text())
        except Refused as refusal:
            self._say(str(refusal))
            return
        self.field.setModified(False)
        self._say("")
        self.chosen.emit(limits)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setStyleSheet(f"color: {theme().colours.danger}")
        self.said.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        self.updateGeometry()
