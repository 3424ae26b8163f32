"""The desk: puts the document, the tabs and the dialogs into the window, and does what the menus say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from core.io.autosave import Recovered, found
from core.io.example import example_workspace
from core.io.workspace_file import SUFFIX, check
from core.model import History, Workspace
from core.task import Refused
from core.views import prices
from core.views.derived_series import complete
from core.words import _
from gui import errors, theme
from gui.dialogs.files import SPREADSHEETS, ask_files, ask_name
from gui.document import Document
from gui.exports import Exports
from gui.imports import Imports
from gui.jobs import Job, Jobs
from gui.links import Links
from gui.main_window import MainWindow
from gui.preferences import LAST_FOLDER, LAST_WORKSPACE, REOPEN_LAST, TABS, THEME, place
from gui.session import Selection, Session
from gui.tabs.prices import PricesTab
from gui.widgets.job_strip import JobStrip
from gui.widgets.selection_bar import SelectionBar
from gui.widgets.toast import Toast

if TYPE_CHECKING:  # what only some commands need is imported by them, so that the first chart does not wait for it
    from gui.tabs.data import DataTab
    from gui.tabs.inventories import InventoriesTab
    from gui.tabs.overview import OverviewTab
    from gui.tabs.policy import PolicyTab
    from gui.tabs.risk_map import RiskMapTab
    from gui.tabs.scenarios import ScenariosTab

    Tab: TypeAlias = OverviewTab | PricesTab | InventoriesTab | PolicyTab | RiskMapTab | ScenariosTab | DataTab

_SQLITE = b"SQLite format 3\0"


class Desk(QObject):
    """One window's worth of Orebook. `charted` is told when the first workspace is on the screen."""

    charted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.jobs = Jobs(self, unheard=errors.report)
        self.session = Session(History(), self)
        self.document = Document(self.session, self.jobs, window.preferences, self)
        self.bar = SelectionBar()
        self.prices = PricesTab(self.session)
        self.toast = Toast(window)
        self.imports = Imports(window, self.session, self.jobs, self.toast)
        self.links = Links(window, self.session, self.jobs, self.toast, self.imports)
        self.exports = Exports(window, self.session, self.document, self.jobs, self.prices, self.toast)
        self._closing = False
        handlers = {name: errors.guarded(handler) for name, handler in self._handlers().items()}
        window.furnish(self, self.bar, {_("Prices"): self.prices}, handlers)
        window.statusBar().addPermanentWidget(JobStrip(self.jobs, window))
        errors.tell_refusals_with(self.tell)
        self._connect()
        self._restore_place("prices", self.prices)
        self._show_state()

    def begin(self, files: Sequence[Path] = (), *, example: bool = False) -> None:
        """Open what was asked for; else the last workspace, else the example. Then offer what a crash has left."""
        workspaces = [file for file in files if _is_workspace(file)]
        last = self.window.preferences.get(LAST_WORKSPACE)
        wanted = workspaces[0] if workspaces else Path(last) if last and not files and self._reopens() else None
        if wanted is not None and wanted.exists() and not example:
            job = self.document.open(wanted)
            job.failed.connect(lambda error: self._failed_to_begin(error, wanted))
            job.succeeded.connect(lambda _result: self.charted.emit())
        else:
            self.open_example()
            self.charted.emit()
        self.imports.take([file for file in files if file not in workspaces])
        QTimer.singleShot(0, self, errors.guarded(self._complete))

    @cached_property
    def overview(self) -> OverviewTab:
        """The Overview, before the other tabs; made when the Data tab is."""
        from gui.tabs.overview import OverviewTab

        tab = OverviewTab(self.session)
        tab.tab_wanted.connect(self._show_tab)
        tab.record_chosen.connect(self._show_record)
        self._put_in("overview", _("Overview"), tab)
        return tab

    @cached_property
    def inventories(self) -> InventoriesTab:
        """The Inventories tab, beside that of prices; made when the Data tab is."""
        from gui.tabs.inventories import InventoriesTab

        tab = InventoriesTab(self.session)
        tab.event_chosen.connect(self._show_event)
        tab.record_chosen.connect(self._show_record)
        self._put_in("inventories", _("Inventories"), tab)
        return tab

    @cached_property
    def policy(self) -> PolicyTab:
        """The Policy tab, after those of prices and stocks; made when the Data tab is."""
        from gui.tabs.policy import PolicyTab
        from gui.tabs.policy_panels import add_panels

        tab = PolicyTab(self.session)
        self.policy_panels = add_panels(tab, self.session, self.exports.ask_calendar)
        tab.record_chosen.connect(self._show_in_data)
        tab.undo_offered.connect(lambda sentence: self.toast.show_message(sentence, _("Undo"), self.session.undo))
        self._put_in("policy", _("Policy"), tab)
        return tab

    @cached_property
    def risk_map(self) -> RiskMapTab:
        """The Risk map tab, behind that of policy; made when the Data tab is."""
        from core.views.risk_on_map import map_methods
        from gui.tabs.risk_map import RiskMapTab
        from gui.tabs.risk_panels import RiskPanels, day_of

        tab = RiskMapTab(self.session, methods=map_methods(partial(day_of, self.session)))
        panels = RiskPanels(self.session, tab)
        for title, panel in panels.pages():
            tab.add_panel(title, panel)
        tab.export_with(panels.tables)
        panels.record_chosen.connect(self._show_record)
        panels.refused.connect(self.tell)
        tab.record_chosen.connect(self._show_record)
        tab.picture_wanted.connect(lambda: self.exports.ask_map(tab.save_picture))
        tab.years_wanted.connect(lambda: self.exports.ask_frames(tab.years_writer()))
        self._put_in("risk_map", _("Risk map"), tab)
        return tab

    @cached_property
    def data(self) -> DataTab:
        """The Data tab; made right after the first chart, or when somebody asks for it, so that the chart does not wait for it."""
        from gui.tabs.data import DataTab

        tab = DataTab(self.session)
        self._put_in("data", _("Data"), tab)
        return tab

    @cached_property
    def scenarios(self) -> ScenariosTab:
        """The Scenarios tab, before that of data; made when the Data tab is."""
        from gui.tabs.scenarios import ScenariosTab

        tab = ScenariosTab(self.session)
        tab.record_chosen.connect(self._show_record)
        tab.refused.connect(self.tell)
        self._put_in("scenarios", _("Scenarios"), tab)
        return tab

    def _put_in(self, name: str, title: str, tab: Tab) -> None:
        """Put a tab in its place among those that are there, arranged as it was last time."""
        self.window.tabs.insertTab(sum(other in vars(self) for other in TABS[: TABS.index(name)]), tab, title)
        self._restore_place(name, tab)

    def _made(self) -> dict[str, Tab]:
        """The tabs that are there, by name."""
        return {name: vars(self)[name] for name in TABS if name in vars(self)}

    def tell(self, sentence: str) -> None:
        """Say something in the window without asking anything."""
        self.toast.show_message(sentence)

    def open_example(self) -> None:
        """The built-in example, as a workspace without a file."""
        self.document.begin(example_workspace())

    def open_path(self, path: Path) -> Job:
        """Open a workspace; unsaved work is kept for recovery and its return is offered."""
        return self._leave(lambda: self.document.open(path))

    def save_to(self, path: Path) -> Job:
        """Save under this name."""
        return self.document.save(path)

    def may_close(self) -> bool:
        """Whether the window may close now; otherwise the user is being asked and the window is closed later."""
        if self._closing or not self._would_lose():
            return True
        self._ask_to_save()
        return False

    def _would_lose(self) -> bool:
        """Whether the user has made something that is not saved."""
        return self.document.dirty and (self.document.path is not None or self.session.history.undo_label is not None)

    def close(self) -> None:
        """End all work and let go of the file."""
        with self.window.preferences.together():
            for name, tab in self._made().items():
                self.window.preferences.set(place(name), tab.place())
        self._closing = True
        errors.tell_refusals_with(None)
        self.jobs.shutdown()
        self.document.close()
        self.session.close()
        self.prices.chart.close()
        if "inventories" in vars(self):
            self.inventories.chart.close()

    # the menus

    def _handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "new": self._new,
            "open": self._ask_open,
            "open_example": lambda: self._leave(self.open_example),
            "import_files": self.imports.ask,
            "import_folder": self.imports.ask_folder,
            "import_again": self.links.ask,
            "paste_import": self.imports.paste,
            "recipes": self._recipes,
            "save": self._save,
            "save_as": self._ask_save_as,
            "export_shown": self.exports.ask_shown,
            "export_all": self.exports.ask_all,
            "quit": self.window.close,
            "undo": self.session.undo,
            "redo": self.session.redo,
            "find": self._find,
            "settings": self._settings,
            "reset_layout": self._reset_layout,
            "keys": self._keys,
            "check_file": self._check_file,
            "open_log": self._open_log,
            "about": self._about,
        }

    def _connect(self) -> None:
        self.window.dropped.connect(errors.guarded(lambda files: self._take_files([Path(file) for file in files])))
        self.session.changed.connect(self._workspace_changed)
        self.session.selected.connect(self._selection_changed)
        self.document.changed.connect(self._show_state)
        self.document.opened.connect(self._choose_first)
        self.document.opened.connect(lambda: QTimer.singleShot(0, self, errors.guarded(self.links.begin)))
        self.document.kept.connect(self._tell_kept)
        self.bar.mineral_chosen.connect(self._choose_mineral)
        self.bar.range_chosen.connect(lambda first, last: self.session.select(first=first, last=last))
        self.bar.as_of_chosen.connect(lambda date: self.session.select(as_of=date))
        self.prices.event_chosen.connect(self._show_event)
        self.prices.picture_wanted.connect(self.exports.ask_picture)

    def _new(self) -> None:
        self._leave(lambda: self.document.begin(Workspace()))

    def _ask_open(self) -> None:
        kinds = (
            _("Workspaces and spreadsheets ({kinds})").format(kinds=f"*{SUFFIX} *{SUFFIX}-recipe {SPREADSHEETS}"),
            _("Workspaces ({kinds})").format(kinds=f"*{SUFFIX}"),
            _("All files (*)"),
        )
        ask_files(self.window, self.window.preferences.get(LAST_FOLDER), _("Open"), kinds, self._take_files)

    def _ask_save_as(self) -> None:
        name = self.document.path.name if self.document.path else "workspace" + SUFFIX
        kinds = _("Workspaces ({kinds})").format(kinds=f"*{SUFFIX}")
        folder = self.window.preferences.get(LAST_FOLDER)
        ask_name(self.window, folder, _("Save as"), name, kinds, lambda path: self._report_saved(self.save_to(path)))

    def _save(self) -> None:
        if self.document.reason:
            self.toast.show_message(self.document.reason, _("Save as…"), self._ask_save_as)
        elif self.document.path is None:
            self._ask_save_as()
        else:
            self._report_saved(self.document.save())

    def _find(self) -> None:
        tab = self.window.tabs.currentWidget()
        for own in self._made().values():
            if own is tab:
                own.start_search()

    def _keys(self) -> None:
        from gui.dialogs.keys import KeysDialog

        KeysDialog(self.window).open()

    def _settings(self) -> None:
        from gui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.window.preferences, self.window)
        dialog.accepted.connect(lambda: theme.theme().wear(self.window.preferences.get(THEME)))
        dialog.open()

    def _recipes(self) -> None:
        from gui.dialogs.recipes import RecipesDialog

        RecipesDialog(self.session, self.window.preferences, self.tell, self.window).open()

    def _reset_layout(self) -> None:
        self.window.reset_place()
        self.prices.splitter.setSizes([260, 1000])

    def _check_file(self) -> None:
        path = self.document.path
        if path is None:
            self.tell(_("This workspace has no file yet; save it first."))
            return
        job = self.jobs.start(lambda _progress: check(path), label=_("Checking {file}").format(file=path.name))
        job.succeeded.connect(lambda found: self._tell_checked(path, cast("list[str]", found)))

    def _tell_checked(self, path: Path, found: list[str]) -> None:
        if found:
            self._box(QMessageBox.Icon.Warning, _("{file} has problems").format(file=path.name), "\n".join(found[:20]))
        else:
            self.tell(_("{file} is sound: every record and every value can be read.").format(file=path.name))

    def _open_log(self) -> None:
        folder = errors.log_folder()
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _about(self) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("orebook")
        except PackageNotFoundError:
            number = ""
        text = _("An offline desk for people who follow critical minerals. It opens no network connection.")
        self._box(QMessageBox.Icon.Information, f"Orebook {number}".strip(), text)

    # importing

    def _take_files(self, files: Sequence[Path]) -> None:
        """Files dropped or opened: folders stand for the spreadsheets in them, a workspace is opened, the rest is imported."""
        workspaces = [file for file in files if not file.is_dir() and _is_workspace(file)]
        if workspaces:
            self.open_path(workspaces[0])
        self.imports.take([file for file in files if file not in workspaces])

    # the document

    def _leave(self, go: Callable[[], object]) -> Job:
        """Go on to another workspace. Unsaved work is not asked about: a copy is kept, and the way back is offered."""
        if self.document.dirty and self.session.history.undo_label:
            before, path = self.session.workspace, self.document.path
            name = self.document.name
            result = go()
            self.toast.show_message(
                _("{name} had unsaved changes.").format(name=name), _("Go back"), partial(self._go_back, before, path), seconds=15
            )
            return cast("Job", result)
        return cast("Job", go())

    def _go_back(self, workspace: Workspace, path: Path | None) -> None:
        self.document.return_to(workspace, path)

    def _failed_to_begin(self, error: BaseException, path: Path) -> None:
        errors.report(error, _("Opening {file}").format(file=path.name))
        self.open_example()
        self.charted.emit()

    def _reopens(self) -> bool:
        return self.window.preferences.get(REOPEN_LAST)

    def _complete(self) -> None:
        """What can wait until the first chart is there."""
        if not self._closing:
            for name in TABS:
                getattr(self, name)  # asking for a tab makes it
            self._offer_recovery()

    def _offer_recovery(self) -> None:
        left = [copy for copy in found() if not copy.safe]
        if left:
            newest = max(left, key=lambda copy: copy.when)
            when = newest.when.astimezone().strftime("%Y-%m-%d %H:%M")
            sentence = _("{title}: unsaved work of {when} was kept when the program ended.")
            words = sentence.format(title=newest.title or _("A workspace"), when=when)
            self.toast.show_message(words, _("Recover it"), partial(self._recover, newest), seconds=60)
        elif errors.previous_crash():
            self.tell(_("The program ended unexpectedly last time. Nothing was lost; the log says more (Help, Open the log folder)."))
        elif self.window.preferences.notice:
            self.tell(self.window.preferences.notice)

    def _recover(self, copy: Recovered) -> None:
        job = self.document.recover(copy)
        job.succeeded.connect(lambda _workspace: self.tell(_("Recovered. Save it to keep it.")))

    def _ask_to_save(self) -> None:
        box = QMessageBox(self.window)
        box.setObjectName("ask_to_save")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(_("Save the changes to {name}?").format(name=self.document.name))
        box.setInformativeText(_("A copy of what is not saved can be recovered for seven days."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        box.finished.connect(lambda answer: self._answered(buttons(answer)))
        box.finished.connect(box.deleteLater)
        box.open()

    def _answered(self, answer: QMessageBox.StandardButton) -> None:
        if answer == QMessageBox.StandardButton.Discard:
            self._close_now()
        elif answer == QMessageBox.StandardButton.Save:
            if self.document.path is None or self.document.reason:
                self._ask_save_as()
            else:
                self.document.save().succeeded.connect(lambda _result: self._close_now())

    def _close_now(self) -> None:
        self._closing = True
        QTimer.singleShot(0, self.window.close)

    def _report_saved(self, job: Job) -> None:
        job.succeeded.connect(lambda _result: self.window.safety_label.setText(_("Saved")))
        job.failed.connect(self._save_failed)

    def _save_failed(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.toast.show_message(str(error), _("Save as…"), self._ask_save_as, seconds=30)
        else:
            errors.report(error, _("Saving {file}").format(file=self.document.name))

    # what is shown

    def _workspace_changed(self, workspace: Workspace, parts_changed: frozenset[str], _initiator: object) -> None:
        if parts_changed & {"series", "scenarios"}:
            self.bar.set_minerals(prices.minerals_in_use(workspace))
            there = complete(workspace).series
            self.session.select(series=tuple(key for key in self.session.selection.series if key in there))
            self._show_selection(self.session.selection)

    def _selection_changed(self, selection: Selection, _initiator: object) -> None:
        self._show_selection(selection)

    def _show_selection(self, selection: Selection) -> None:
        self.bar.show_choice(selection.minerals, selection.first, selection.last, selection.as_of)

    def _choose_first(self) -> None:
        """Something to look at, at once."""
        workspace = self.session.workspace
        chosen = prices.default_series(workspace)
        self.session.select(series=chosen, minerals=prices.minerals_of(workspace, chosen), countries=(), first=None, last=None, event="")

    def _choose_mineral(self, mineral: str) -> None:
        workspace = self.session.workspace
        series = prices.series_of(workspace, mineral) if mineral else self.session.selection.series
        self.session.select(minerals=(mineral,) if mineral else (), series=series)

    def _show_event(self, event: str) -> None:
        self.window.tabs.setCurrentWidget(self.policy)
        self.policy.show_event(event)

    def _show_record(self, part: str, key: str) -> None:
        if part == "events":
            self._show_event(key)
        else:
            self._show_in_data(part, key)

    def _show_in_data(self, part: str, key: str) -> None:
        self.window.tabs.setCurrentWidget(self.data)
        self.data.show_record(part, key)

    def _show_tab(self, name: str) -> None:
        """Go to a tab by its name; to that of prices where there is none of that name."""
        self.window.tabs.setCurrentWidget(getattr(self, name, self.prices))

    def _show_state(self) -> None:
        history = self.session.history
        star = " •" if self.document.dirty and (self.document.path or history.undo_label) else ""
        self.window.setWindowTitle(f"{self.document.name}{star} – Orebook")
        where = str(self.document.path) if self.document.path else self.document.name
        self.window.file_label.setText(f"{where} ({_('read-only')})" if self.document.reason else where)
        self.window.file_label.setToolTip(self.document.reason)
        if star and self.window.safety_label.text() == _("Saved"):
            self.window.safety_label.setText("")
        for name, label, words in (("undo", history.undo_label, _("&Undo")), ("redo", history.redo_label, _("&Redo"))):
            action = self.window.commands[name]
            action.setEnabled(label is not None)
            action.setText(f"{words} {label}" if label else words)

    def _tell_kept(self) -> None:
        self.window.safety_label.setText(_("Copy kept {time}").format(time=dt.datetime.now().astimezone().strftime("%H:%M")))

    def _restore_place(
        self, name: str, tab: PricesTab | InventoriesTab | PolicyTab | RiskMapTab | ScenariosTab | DataTab | OverviewTab
    ) -> None:
        kept = self.window.preferences.get(place(name))
        if kept:
            tab.restore_place(kept)

    def _box(self, icon: QMessageBox.Icon, title: str, text: str) -> None:
        box = QMessageBox(icon, title, f"{title}\n\n{text}", QMessageBox.StandardButton.Ok, self.window)
        box.finished.connect(box.deleteLater)
        box.open()


def _is_workspace(path: Path) -> bool:
    """By content: a database, whatever its name."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return path.suffix == SUFFIX
