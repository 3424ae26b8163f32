"""Keeps an eye on imported files: one that holds something else now is noticed once and offered to be imported again.

They are looked at when a workspace was opened and whenever the window is turned to, in a job: a drive that answers late holds nothing up.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from core.task import Refused
from core.words import _, plural
from gui import errors
from gui.imports import Imports
from gui.jobs import Jobs
from gui.main_window import MainWindow
from gui.session import Session
from gui.widgets.toast import Toast

if TYPE_CHECKING:  # imported by what needs it, so that the first chart does not wait for it
    from core.io.links import Link, Looked, Stamp


class Links(QObject):
    """Notices changed files and lists imported ones."""

    def __init__(self, window: MainWindow, session: Session, jobs: Jobs, toast: Toast, imports: Imports) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._jobs = jobs
        self._toast = toast
        self._imports = imports
        self._seen: dict[Path, Stamp] = {}
        self._looking = False
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._turned)

    def begin(self) -> None:
        """Another workspace is on the desk: look at its files."""
        self._seen = {}
        self.look()

    def look(self) -> None:
        """Look for files that changed, and offer to import them again."""
        from core.io.links import links, look

        files = links(self._session.workspace)
        if self._looking or self._imports.busy or not files:
            return
        self._looking = True
        seen = dict(self._seen)
        job = self._jobs.start(lambda progress: look(progress, files, seen), label=_("Looking for changed files"))
        job.succeeded.connect(lambda found: self._offer(cast("Looked", found)))
        job.finished.connect(self._looked)

    def ask(self) -> None:
        """List the imported files with what became of them, to import some again."""
        from core.io.links import links, look

        files = links(self._session.workspace)
        if not files:
            raise Refused(_("No imported file is known yet: import a spreadsheet first."))
        job = self._jobs.start(lambda progress: look(progress, files, {}), label=_("Looking for changed files"))
        job.succeeded.connect(lambda found: self._list(files, cast("Looked", found)))

    def _turned(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            errors.guarded(self.look)()

    def _looked(self) -> None:
        self._looking = False

    def _offer(self, found: Looked) -> None:
        self._seen.update(found.stamps)
        paths = [link.path for link in found.changed]
        if not paths:
            return
        if len(paths) == 1:
            sentence = _("{file} changed on disk.").format(file=paths[0].name)
        else:
            sentence = plural("{count} imported file changed on disk.", "{count} imported files changed on disk.", len(paths))
        self._toast.show_message(sentence, _("Import again"), lambda: self._imports.take_again(paths), seconds=20)

    def _list(self, files: tuple[Link, ...], found: Looked) -> None:
        from gui.dialogs.linked_files import LinkedFilesDialog

        dialog = LinkedFilesDialog(files, found, self._window)
        dialog.chosen.connect(self._imports.take_again)
        dialog.open()
