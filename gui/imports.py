"""Taking spreadsheets in: read in a job, shown with what was understood, and put into the workspace in one undoable edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from core.task import Progress, Refused
from core.words import _, plural
from gui import errors
from gui.dialogs.files import SPREADSHEETS, ask_files, ask_folder
from gui.jobs import Jobs
from gui.main_window import MainWindow
from gui.preferences import LAST_FOLDER
from gui.session import Session
from gui.widgets.toast import Toast

if TYPE_CHECKING:  # imported by what needs it, so that the first chart does not wait for it
    from core.io.importing import ImportPlan, Understood
    from core.model import Workspace
    from gui.dialogs.importing import ImportDialog

_MOST_SHEETS = 12  # with tables, that are listed in the import dialog without being asked about first


class Imports(QObject):
    """Files wait in a line: they are read, and each layout is shown and taken or left before the next one."""

    def __init__(self, window: MainWindow, session: Session, jobs: Jobs, toast: Toast) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._jobs = jobs
        self._toast = toast
        self._waiting: list[Path] = []
        self._read: list[Understood] = []
        self._to_show: set[str] = set()  # paths of files whose difference is wanted
        self.busy = False
        """Whether files are being read or shown."""

    def ask(self) -> None:
        """Let spreadsheets be chosen, then take them in."""
        kinds = (_("Spreadsheets ({kinds})").format(kinds=SPREADSHEETS), _("All files (*)"))
        ask_files(self._window, self._window.preferences.get(LAST_FOLDER), _("Import spreadsheets"), kinds, self.take)

    def ask_folder(self) -> None:
        """Let a folder be chosen, then take its spreadsheets in."""
        ask_folder(self._window, self._window.preferences.get(LAST_FOLDER), _("Import a folder"), lambda folder: self.take([folder]))

    def take(self, files: Sequence[Path]) -> None:
        """Read spreadsheets, those in folders too, and show what was understood, files of one layout together; recipes are recipes."""
        from core.io.batch import spreadsheets
        from core.io.recipe_file import is_recipe_file

        recipes = [file for file in files if not file.is_dir() and is_recipe_file(file)]
        self._take_recipes(recipes)
        found = [one for file in files if file not in recipes for one in (spreadsheets(file) if file.is_dir() else (file,))]
        if files and not found and not recipes:
            raise Refused(_("There is no spreadsheet in the folder {folder}.").format(folder=files[0].name))
        self._waiting += found
        if not self.busy:
            self._next()

    def take_again(self, files: Sequence[Path]) -> None:
        """Read files that were imported before; the difference is shown, also where there is nothing to ask."""
        self._to_show |= {str(file) for file in files}
        self.take(files)

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
        made = plan(workspace, understand(pasted_book(text), workspace), imported=_now())
        self.busy = True
        self._show(made)

    def _next(self) -> None:
        """Go on with what was read, else with what waits to be read."""
        self.busy = bool(self._read or self._waiting)
        if self._read:
            self._choose_sheets(self._read.pop(0))
        elif self._waiting:
            self._gather()

    def _gather(self) -> None:
        from core.io.batch import Gathered, gather

        paths, self._waiting = self._waiting, []
        workspace = self._session.workspace
        label = _("Reading {file}").format(file=paths[0].name)
        if len(paths) > 1:
            label = plural("Reading {count} file", "Reading {count} files", len(paths))

        def gathered(found: object) -> None:
            found = cast("Gathered", found)
            self._read, self._waiting = list(found.imports), [*found.rest, *self._waiting]
            self._next()

        job = self._jobs.start(lambda progress: gather(progress, paths, workspace), label=label)
        job.succeeded.connect(gathered)
        job.failed.connect(lambda error: self._failed(error, label))
        job.cancelled.connect(self._done)

    def _choose_sheets(self, understood: Understood) -> None:
        """Ask which sheets are wanted where there are more with tables than a list shows well."""
        from gui.dialogs.sheet_picker import SheetPicker

        if len({one.sheet for one in understood.tables}) <= _MOST_SHEETS:
            self._plan(understood, {})
            return
        picker = SheetPicker(understood, self._window)
        picker.picked.connect(lambda wanted: self._plan(understood, wanted))
        picker.rejected.connect(self._done)
        picker.open()

    def _plan(self, understood: Understood, sheets: Mapping[str, bool]) -> None:
        from core.io.importing import plan, with_sheet

        workspace, now = self._session.workspace, _now()

        def work(progress: Progress) -> ImportPlan:
            changed = understood
            for sheet, wanted in sheets.items():
                changed = with_sheet(changed, sheet, wanted, workspace.recipes.values())
            return plan(workspace, changed, imported=now, progress=progress)

        label = _("Understanding {file}").format(file=understood.title)
        job = self._jobs.start(work, label=label)
        job.succeeded.connect(lambda made: self._show(cast("ImportPlan", made)))
        job.failed.connect(lambda error: self._failed(error, label))
        job.cancelled.connect(self._done)

    def _show(self, made: ImportPlan) -> None:
        """Show what was understood; where it is last month's file continued there is nothing to ask, and it is imported at once."""
        from core.io.routine import is_routine

        paths = {one.path for one in (made.understood, *made.understood.others)}
        wanted = bool(paths & self._to_show)
        self._to_show -= paths
        if is_routine(made) and not wanted:
            self._import_at_once(made)
            self._done()
        else:
            self._ask_about(made)

    def _import_at_once(self, made: ImportPlan) -> None:
        from core.views.importing import headline

        before = self._session.workspace
        if not self._edit(made):
            sentence = _("{file} holds nothing new.").format(file=made.understood.title)
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
            self._toast.show_message(_("{file} holds nothing new.").format(file=chosen.understood.title))
            return
        words = plural("{count} series", "{count} series", len(chosen.series))
        if chosen.records:
            words += ", " + plural("{count} record", "{count} records", len(chosen.records))
        sentence = _("Imported {file}: {what}.").format(file=chosen.understood.title, what=words)
        self._toast.show_message(sentence, _("Undo"), self._session.undo)

    def _edit(self, chosen: ImportPlan) -> bool:
        """One undoable step; says whether there was anything new."""
        from core.io.importing import parts

        label = _("Import {file}").format(file=chosen.understood.title)
        return self._session.edit(label, **parts(self._session.workspace, chosen))

    def _failed(self, error: BaseException, label: str) -> None:
        errors.report(error, label)
        self._done()

    def _done(self) -> None:
        QTimer.singleShot(0, self, errors.guarded(self._next))


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
