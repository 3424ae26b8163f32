"""Figures in groups under a heading, with a choice above them where there is one: a country's profile, an importer, dependence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from core.views.explained import Explained
from core.words import _
from gui.theme import current, theme
from gui.widgets.figure_table import FigureTable


class RiskFigures(QWidget):
    """`explain` tells the `Explained` that the user asks about, `chosen` the key of what was chosen above."""

    explain = Signal(object)
    chosen = Signal(str)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.heading = QLabel(self)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.choice = QComboBox(self)
        self.choice.setObjectName(f"{name}_choice")
        self.choice.setAccessibleName(title)
        self.choice.setToolTip(title)
        self.choice.activated.connect(lambda row: self.chosen.emit(self.choice.itemData(row)))
        self.choice.hide()
        self.figures = FigureTable(title, self, 0.55)
        self.figures.setObjectName(f"{name}_figures")
        self.figures.explain.connect(self.explain)
        self.figures.currentItemChanged.connect(lambda *_items: self._read())
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.reading = QLabel(self)
        self.reading.setObjectName(f"{name}_reading")
        self.reading.setWordWrap(True)
        self.reading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 4, 4)
        for widget in (self.heading, self.choice, self.message):
            column.addWidget(widget)
        column.addWidget(self.figures, 1)
        column.addWidget(self.reading)
        theme().changed.connect(self._dress)
        self._dress()

    def show_rows(self, heading: str, rows: Sequence[Explained], message: str = "") -> None:
        """Show these figures, or the message where there are none."""
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.message.setText(message)
        self.message.setVisible(bool(message))
        self.figures.set_rows(rows)
        self._read()

    def offer(self, entries: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer what can be chosen above the figures, telling nobody."""
        quiet = QSignalBlocker(self.choice)
        self.choice.clear()
        for key, title in entries:
            self.choice.addItem(title, key)
        self.choice.setCurrentIndex(self.choice.findData(chosen))
        self.choice.setVisible(bool(entries))
        quiet.unblock()

    def _read(self) -> None:
        """The current figure in full: names are often longer than their column."""
        row = self.figures.current()
        if row is None:
            self.reading.setText(_("Choose a figure to read it in full; double-click explains it.") if self.figures.rows() else "")
            return
        value = row.missing or (f"{row.shown} {row.unit}".strip() if row.value is not None else row.shown)
        dated = f" ({row.date})" if row.date else ""
        self.reading.setText("\n".join((f"{row.title}: {value}{dated}", *row.cautions[:3])))

    def _dress(self) -> None:
        for label in (self.message, self.reading):
            label.setStyleSheet(f"color: {current().muted}")
