"""Writing the workspace, or what is shown of it, into files for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from core.task import Progress, Refused
from core.words import _
from gui.dialogs.files import ask_name
from gui.document import Document
from gui.jobs import Job, Jobs
from gui.main_window import MainWindow
from gui.preferences import LAST_FOLDER
from gui.session import Session
from gui.tabs.prices import PricesTab
from gui.widgets.toast import Toast

if TYPE_CHECKING:
    from core.views import export
    from core.views.inventories import Inventories
    from gui.widgets.chart_picture import ChartPicture
    from gui.tabs.scenarios import ScenariosTab


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
        kinds = _("Excel workbook (*.xlsx)") + ";;" + _("Text tables in an archive (*.csv.zip)")
        ask_name(self._window, self._folder(), _("Export the whole workspace"), f"{stem}.xlsx", kinds, self.write_all)

    def write_shown(self, path: Path) -> Job:
        """Write what the tab on top shows: stocks, policy events, a scenario, else the series in view of the Prices tab."""
        from core.views import export
        from gui.tabs.inventories import InventoriesTab
        from gui.tabs.policy import PolicyTab
        from gui.tabs.scenarios import ScenariosTab

        tab = self._window.tabs.currentWidget()
        if isinstance(tab, InventoriesTab):
            return self._write_inventories(tab.view(), _with_suffix(path, ".xlsx"))
        if isinstance(tab, PolicyTab):
            return self._write_events(tab.shown_events(), tab.as_of(), _with_suffix(path, ".xlsx"))
        if isinstance(tab, ScenariosTab):
            return self._write_scenario(tab, _with_suffix(path, ".xlsx"))
        workspace, what = self._session.workspace, self._prices.shown()
        if not what.series:
            raise Refused(_("Nothing is shown yet: tick a series on the Prices tab, then export it."))
        path = _with_suffix(path, ".xlsx")

        def work(progress: Progress) -> object:
            return export.shown_workbook(workspace, what.series, what.first, what.last, path, progress, what.scale)

        return self._report(self._jobs.start(work, label=_("Writing {file}").format(file=path.name)), path)

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

    def _write_inventories(self, view: Inventories, path: Path) -> Job:
        from core.views.stock_export import inventories_workbook

        def work(progress: Progress) -> object:
            return inventories_workbook(view, path, progress)

        return self._report(self._jobs.start(work, label=_("Writing {file}").format(file=path.name)), path)

    def _write_scenario(self, tab: ScenariosTab, path: Path) -> Job:
        from core.views import scenario_export
        from core.views.scenario_compare import compared

        workspace, (title, choice) = self._session.workspace, tab.choice()
        several = compared(workspace, choice.worksheet) if tab.comparing() else ()

        def work(progress: Progress) -> object:
            if several:
                return scenario_export.comparison_workbook(workspace, several, path, progress)
            return scenario_export.shown_scenario(workspace, title, choice, path, progress)

        return self._report(self._jobs.start(work, label=_("Writing {file}").format(file=path.name)), path)

    def _write_events(self, ids: list[str], day: dt.date, path: Path) -> Job:
        from core.views.policy_export import policy_workbook

        workspace = self._session.workspace

        def work(progress: Progress) -> object:
            return policy_workbook(workspace, path, day, ids, progress)

        return self._report(self._jobs.start(work, label=_("Writing {file}").format(file=path.name)), path)

    def write_all(self, path: Path) -> Job:
        """Write the whole workspace as a workbook, or as an archive of text tables when the name says .zip."""
        from core.views import export

        workspace = self._session.workspace
        if path.suffix != ".zip":
            path = _with_suffix(path, ".xlsx")

        def work(progress: Progress) -> object:
            return export.whole(workspace, path, progress=progress)

        return self._report(self._jobs.start(work, label=_("Writing {file}").format(file=path.name)), path)

    def _folder(self) -> str:
        return self._window.preferences.get(LAST_FOLDER)

    def _report(self, job: Job, path: Path) -> Job:
        job.succeeded.connect(lambda result: self._tell(path, cast("export.Written", result)))
        return job

    def _tell(self, path: Path, written: export.Written) -> None:
        self._tell_written(path, written.notes)

    def _tell_written(self, path: Path, notes: Sequence[str]) -> None:
        sentence = " ".join((_("Written: {path}").format(path=path), *notes))
        self._toast.show_message(sentence, _("Open the folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if path.name.endswith(suffix) else path.with_name(path.name + suffix)
