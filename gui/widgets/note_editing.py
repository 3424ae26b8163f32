"""Hand notes in the window: written, changed and deleted, each as one step that can be undone."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from core.model import drop, put
from core.views import notes
from core.words import _
from gui.session import Session
from gui.widgets.note_dialog import NoteDialog


class NoteEditing:
    """Opens the dialog of a note over `parent` and writes what was said there into the session."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._parent = parent

    def write(self, day: dt.date) -> None:
        """Ask for a new note at a day."""

        def save(day: dt.date, text: str) -> None:
            workspace = self._session.workspace
            made = notes.written(workspace, self._session.selection.series, day, text)
            self._session.edit(_("New note of {date}").format(date=day), annotations=put(workspace.annotations, made))

        NoteDialog(day, "", save, new=True, parent=self._parent).open()

    def open(self, key: str) -> None:
        """Show a note, to be read, changed or deleted."""
        note = self._session.workspace.annotations.get(key)
        if note is None or note.date is None:
            return
        day = note.date.start

        def save(day: dt.date, text: str) -> None:
            changed = put(self._session.workspace.annotations, notes.rewritten(note, day, text))
            self._session.edit(_("Change the note of {date}").format(date=day), annotations=changed)

        def delete() -> None:
            self._session.edit(_("Delete the note of {date}").format(date=day), annotations=drop(self._session.workspace.annotations, key))

        dialog = NoteDialog(day, note.text, save, new=False, parent=self._parent)
        dialog.delete_wanted.connect(delete)
        dialog.open()
