"""Sentences under each other, each with the sign of its tone: what holds, what to beware of, what is only told."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.views.scenario_results import Note
from gui.theme import current, theme

_SIGNS = {"good": "✓", "warning": "!", "plain": "·"}


class Notes(QLabel):
    """Notes as one text that can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setMargin(8)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        theme().changed.connect(self._dress)

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show these."""
        self._notes = tuple(notes)
        self._dress()

    def notes(self) -> tuple[Note, ...]:
        """What is shown."""
        return self._notes

    def _dress(self) -> None:
        colours = {"good": current().good, "warning": current().warning, "plain": current().muted}
        rows = (
            f'<tr><td style="color:{colours[note.tone]}; padding-right:6px"><b>{_SIGNS[note.tone]}</b></td>'
            f'<td style="color:{current().text if note.tone != "plain" else current().muted}">{html.escape(note.text)}</td></tr>'
            for note in self._notes
        )
        self.setText(f"<table cellspacing='0' cellpadding='2'>{''.join(rows)}</table>")
        self.setVisible(bool(self._notes))
