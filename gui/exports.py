"""Writing the workspace, or what is shown of it, into files for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast, runtime_checkable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from core.task import Progress
from core.words import _, plural
from gui import errors
from gui.dialogs.files import ask_folder, ask_name
from gui.document import Document
from gui.jobs import Job, Jobs
from gui.main_window import MainWindow
from gui.preferences import LAST_FOLDER
from gui.session import Session
from gui.tabs.prices import PricesTab
from gui.widgets.toast import Toast

if TYPE_CHECKING:
    from core.views import export
    from gui.widgets.chart_picture import ChartPicture

# Writes one file with the values that a tab shows, in another thread.
Writer: TypeAlias = "Callable[[Path, Progress], export.Written]"


@runtime_checkable
class Shows(Protocol):
    """A tab that can write what it shows."""

    def shown_workbook(self) -> Writer:
        """Take hold of what is shown now; the answer writes it. Raises `Refused` when nothing is shown."""


class Exports(QObject):
    """Asks for a name, writes in a job and says where it was written. `prices` is the tab whose series are "what is shown"."""

    def __init__(self, window: MainWindow, session: Session, document: Document, jobs: Jobs, prices: PricesTab, toast: Toast) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._document = document
        self._jobs = jobs
        self._prices = prices
        self._toast = toast

    def ask_shown(self) -> None:
        """Ask for a name, then write what is shown."""
        ask_name(self._window, self._folder(), _("Export what is shown"), "orebook.xlsx", _("Excel workbook (*.xlsx)"), self.write_shown)

    def ask_all(self) -> None:
        """Ask for a name, then write everything."""
        stem = self._document.path.stem if self._document.path else "workspace"
        kinds = ";;".join((_("Excel workbook (*.xlsx)"), _("Text tables in an archive (*.csv.zip)"), _("Deadlines as a calendar (*.ics)")))
        ask_name(self._window, self._folder(), _("Export the whole workspace"), f"{stem}.xlsx", kinds, self.write_all)

    def ask_calendar(self, write: Callable[[Path], object]) -> None:
        """Ask for a name, then let the calendar be written under it; say so, or why not."""

        def take(path: Path) -> None:
            path = _with_suffix(path, ".ics")
            write(path)
            self._tell_written(path, ())

        ask_name(self._window, self._folder(), _("Export the deadlines"), "deadlines.ics", _("Calendar (*.ics)"), errors.guarded(take))

    def ask_map(self, save: Callable[[Path], None]) -> None:
        """Ask for a name, then let the picture be saved under it; say so, or why not."""
        kinds = ";;".join((_("Picture (*.png)"), _("Vectors (*.svg)"), _("Page (*.pdf)")))

        def write(path: Path) -> None:
            save(path)
            self._tell_written(path, ())

        ask_name(self._window, self._folder(), _("Save the picture"), "map.png", kinds, errors.guarded(write))

    def ask_frames(self, write: Callable[[Path, Progress], int]) -> None:
        """Ask for a folder, then let a job write pictures into it, and tell how many."""
        ask_folder(self._window, self._folder(), _("Export years as pictures"), lambda folder: self.write_frames(write, folder))

    def write_frames(self, write: Callable[[Path, Progress], int], folder: Path) -> Job:
        """Write the pictures; the job can be stopped, and what it had written then goes again."""
        job = self._jobs.start(
            lambda progress: write(folder, progress), label=_("Writing pictures into {folder}").format(folder=folder.name)
        )
        job.succeeded.connect(lambda count: self._tell_frames(folder, cast("int", count)))
        return job

    def write_shown(self, path: Path) -> Job:
        """Write what the tab on top shows; for a tab that has nothing of its own to write, the series in view of the Prices tab."""
        tab = self._window.tabs.currentWidget()
        write = (tab if isinstance(tab, Shows) else self._prices).shown_workbook()
        return self._write(write, _with_suffix(path, ".xlsx"))

    def ask_picture(self, picture: ChartPicture) -> None:
        """Ask for a name, then write the picture of a chart; the name's ending decides the format."""
        kinds = ";;".join((_("Picture (*.png)"), _("Vector picture (*.svg)"), _("Page (*.pdf)")))
        ask_name(self._window, self._folder(), _("Save picture"), "orebook.png", kinds, lambda path: self.write_picture(picture, path))

    def write_picture(self, picture: ChartPicture, path: Path) -> None:
        """Write the picture; a name without an ending of a picture becomes a .png."""
        from gui.widgets.chart_picture import KINDS

        path = path if path.suffix.casefold() in KINDS else path.with_name(path.name + ".png")
        picture.write(path)
        self._tell_written(path, ())

    def write_all(self, path: Path) -> Job:
        """Write the whole workspace as a workbook, or as an archive of text tables when the name says .zip."""
        from core.views import export

        workspace = self._session.workspace
        if path.suffix not in {".zip", ".ics"}:
            path = _with_suffix(path, ".xlsx")

        return self._write(lambda path, progress: export.whole(workspace, path, progress=progress), path)

    def _write(self, write: Writer, path: Path) -> Job:
        """Let a job write the file, and say where it is."""
        job = self._jobs.start(lambda progress: write(path, progress), label=_("Writing {file}").format(file=path.name))
        return self._report(job, path)

    def _folder(self) -> str:
        return self._window.preferences.get(LAST_FOLDER)

    def _report(self, job: Job, path: Path) -> Job:
        job.succeeded.connect(lambda result: self._tell(path, cast("export.Written", result)))
        return job

    def _tell(self, path: Path, written: export.Written) -> None:
        self._tell_written(path, written.notes)

    def _tell_frames(self, folder: Path, count: int) -> None:
        sentence = plural("{count} picture written into {{folder}}", "{count} pictures written into {{folder}}", count)
        show = _("Open the folder")
        self._toast.show_message(sentence.format(folder=folder), show, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))

    def _tell_written(self, path: Path, notes: Sequence[str]) -> None:
        sentence = " ".join((_("Written: {path}").format(path=path), *notes))
        self._toast.show_message(sentence, _("Open the folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if path.name.endswith(suffix) else path.with_name(path.name + suffix)
