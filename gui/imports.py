"""Taking spreadsheets in: read in a job, shown with what was understood, and put into the workspace in one undoable edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from core.task import Progress, Refused
from core.words import _, plural
from gui import errors
from gui.dialogs.files import SPREADSHEETS, ask_files
from gui.jobs import Jobs
from gui.main_window import MainWindow
from gui.preferences import LAST_FOLDER
from gui.session import Session
from gui.widgets.toast import Toast

if TYPE_CHECKING:  # imported by what needs it, so that the first chart does not wait for it
    from core.io.importing import ImportPlan
    from core.model import Workspace
    from gui.dialogs.importing import ImportDialog


class Imports(QObject):
    """Files wait in a line: each is read, shown and taken or left before the next one."""

    def __init__(self, window: MainWindow, session: Session, jobs: Jobs, toast: Toast) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._jobs = jobs
        self._toast = toast
        self._waiting: list[Path] = []

    def ask(self) -> None:
        """Let spreadsheets be chosen, then take them in."""
        kinds = (_("Spreadsheets ({kinds})").format(kinds=SPREADSHEETS), _("All files (*)"))
        ask_files(self._window, self._window.preferences.get(LAST_FOLDER), _("Import spreadsheets"), kinds, self.take)

    def take(self, files: Sequence[Path]) -> None:
        """Read spreadsheets one after the other and show each with what was understood; recipes go to the recipes."""
        from core.io.recipe_file import is_recipe_file

        idle = not self._waiting
        recipes = [file for file in files if is_recipe_file(file)]
        self._take_recipes(recipes)
        self._waiting += [file for file in files if file not in recipes]
        if idle:
            self._next()

    def _take_recipes(self, files: Sequence[Path]) -> None:
        for file in files:
            from gui.dialogs.recipes import take_in

            try:
                self._toast.show_message(take_in(self._session, file), _("Undo"), self._session.undo)
            except Refused as refusal:
                errors.report(refusal, _("Reading {file}").format(file=file.name))

    def paste(self) -> None:
        """Take in the cells on the clipboard."""
        from core.io.importing import plan, understand
        from core.io.reader import pasted_book

        text = QGuiApplication.clipboard().text()
        if not text.strip():
            raise Refused(_("There are no cells on the clipboard: copy them in Excel first."))
        workspace = self._session.workspace
        book = pasted_book(text)
        self._show(plan(workspace, understand(book, workspace), imported=_now()))

    def _next(self) -> None:
        if not self._waiting:
            return
        from core.io.importing import read_and_plan

        path = self._waiting[0]
        workspace, now = self._session.workspace, _now()

        def work(progress: Progress) -> ImportPlan:
            return read_and_plan(progress, path, workspace, now)

        job = self._jobs.start(work, label=_("Reading {file}").format(file=path.name))
        job.succeeded.connect(lambda made: self._show(cast("ImportPlan", made)))
        job.failed.connect(lambda error: self._failed(error, path))
        job.cancelled.connect(self._done)

    def _show(self, made: ImportPlan) -> None:
        """Show what was understood; where it is last month's file continued there is nothing to ask, and it is imported at once."""
        from core.io.routine import is_routine

        if is_routine(made):
            self._import_at_once(made)
            self._done()
        else:
            self._ask_about(made)

    def _import_at_once(self, made: ImportPlan) -> None:
        from core.views.importing import headline

        before = self._session.workspace
        if not self._edit(made):
            sentence = _("{file} holds nothing new.").format(file=made.understood.file_name)
            self._toast.show_message(sentence, other=_("Look at it…"), do_other=lambda: self._look_at(made, before, None))
            return
        after = self._session.workspace
        self._toast.show_message(
            _("Imported as before. {what}").format(what=headline(made)), _("Undo"), lambda: self._take_back(after), 20,
            other=_("Look at it…"), do_other=lambda: self._look_at(made, before, after),
        )  # fmt: skip

    def _take_back(self, after: Workspace) -> None:
        """Undo an import that ended in the workspace `after`."""
        if self._session.workspace is after:
            self._session.undo()
        else:
            self._toast.show_message(_("More was done since this import; Edit, Undo takes back one step after the other."))

    def _look_at(self, made: ImportPlan, before: Workspace, after: Workspace | None) -> None:
        """Show what was imported at once. What is corrected there takes its place; where more was done since, it is a new import."""
        from core.io.importing import plan

        now = self._session.workspace
        if now is after:
            dialog = self._dialog(made, before)
        else:
            dialog = self._dialog(plan(now, made.understood, imported=made.source.imported), now)
        dialog.chosen.connect(lambda chosen: self._import_again(cast("ImportPlan", chosen), made, after))
        dialog.open()

    def _import_again(self, chosen: ImportPlan, made: ImportPlan, after: Workspace | None) -> None:
        if chosen is made:
            return  # it is imported already
        if self._session.workspace is after:
            self._session.undo()
        self._import(chosen)

    def _dialog(self, made: ImportPlan, workspace: Workspace) -> ImportDialog:
        from gui.dialogs.importing import ImportDialog

        return ImportDialog(made, workspace, self._jobs, self._window)

    def _ask_about(self, made: ImportPlan) -> None:
        dialog = self._dialog(made, self._session.workspace)
        dialog.chosen.connect(lambda chosen: self._import(cast("ImportPlan", chosen)))
        dialog.finished.connect(lambda _code: self._done())
        dialog.open()

    def _import(self, chosen: ImportPlan) -> None:
        if not self._edit(chosen):
            self._toast.show_message(_("{file} holds nothing new.").format(file=chosen.understood.file_name))
            return
        words = plural("{count} series", "{count} series", len(chosen.series))
        if chosen.records:
            words += ", " + plural("{count} record", "{count} records", len(chosen.records))
        sentence = _("Imported {file}: {what}.").format(file=chosen.understood.file_name, what=words)
        self._toast.show_message(sentence, _("Undo"), self._session.undo)

    def _edit(self, chosen: ImportPlan) -> bool:
        """One undoable step; says whether there was anything new."""
        from core.io.importing import parts

        label = _("Import {file}").format(file=chosen.understood.file_name)
        return self._session.edit(label, **parts(self._session.workspace, chosen))

    def _failed(self, error: BaseException, path: Path) -> None:
        errors.report(error, _("Reading {file}").format(file=path.name))
        self._done()

    def _done(self) -> None:
        if self._waiting:
            self._waiting.pop(0)
        QTimer.singleShot(0, self, errors.guarded(self._next))


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
