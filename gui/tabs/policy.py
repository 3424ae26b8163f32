"""The Policy tab: events in lanes over time and as a list, filtered by one bar, and the event chosen in full beside them.

Another panel is one widget fed by one view: give it to `add_panel` with a function that asks the view and hands the answer to the
widget. The function is called when the panel is looked at and something has changed since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from core.model import Workspace
from core.task import Progress, Refused
from core.views import event_details, policy_filter, policy_lead_times, policy_overview, policy_standards, policy_targets
from core.views.data import Edited
from core.views.event_list import copied, edit_events
from core.views.explained import Explained
from core.views.policy_filter import EVERYTHING, FIELDS, Filter, Found
from core.views.timeline import day_number, timeline
from core.words import _
from gui.session import Selection, Session
from gui.theme import theme
from gui.widgets.event_details import EventPane
from gui.widgets.event_list import EventList
from gui.widgets.explanation import Explanation
from gui.widgets.figure_table import FigureTable
from gui.widgets.lead_bars import LeadBars
from gui.widgets.policy_filter_bar import PolicyFilterBar
from gui.widgets.policy_place import PolicyPlace, unpacked
from gui.widgets.standards_bar import StandardsBar
from gui.widgets.timeline import TimelineView
from gui.widgets.timeline.saving import ask_for_picture
from gui.widgets.timeline.tools import TimelineTools
from gui.widgets.turning import turned
from gui.widgets.unchanged import unchanged

if TYPE_CHECKING:
    from core.io.workbook import Written

_BESIDE: Final = 1000  # pixels of the tab from which on the event stands beside the panels and not below them
_PARTS: Final = frozenset(
    ("events", "sources", "views", "scenarios", "targets", "figures", "relations", "supply", "trade", "indicators", "country_facts")
)


class PolicyTab(QWidget):
    """Shows the events of the session's workspace that pass its filter. Every edit is one undoable step.

    `record_chosen` tells the part and id of a record to be shown in its table; `undo_offered` a sentence on what was deleted.
    """

    record_chosen = Signal(str, str)
    undo_offered = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("policy_tab")
        self._session = session
        self._seen = session.selection
        self._lanes = "issuer"
        self._told = ""  # the event in full beside the panels: the one chosen, or the one that the keyboard is at
        self._detailed: tuple[object, ...] = ()  # what the event beside the panels was told from
        self._laid: tuple[object, ...] = ()  # what the timeline was laid out from
        self._to_reveal = ""
        self._placed = False  # whether the parts have been given their sizes
        self._framed = False  # whether the first window has been chosen
        self._panels: list[tuple[QWidget, Callable[[], None]]] = []
        self._stale: set[QWidget] = set()
        self.kept: dict[str, str] = {}  # what is chosen on the panels, remembered with the tab
        self.filter = PolicyFilterBar(self)
        self.tools = TimelineTools(self)
        self.timeline = TimelineView(self)
        self.list = EventList(self)
        self.details = EventPane(event_details.fields(), self)
        self.pages = QTabWidget(self)
        self.pages.setObjectName("policy_pages")
        self.pages.setDocumentMode(True)
        self._lay_out()
        self.add_panel(self._timeline_page(), _("Timeline"), self._show_timeline)
        self.add_panel(self.list, _("List"), self._show_list)
        self.targets, self.money = FigureTable(_("Targets"), self, 0.58), FigureTable(_("Money and alliances"), self, 0.6)
        self.lead_bars = LeadBars(self)
        self.targets_page = _under(self.lead_bars, self.targets)
        self.add_panel(self.targets_page, _("Targets"), self._show_targets)
        self.standards = StandardsBar(self)
        self.money_page = _under(self.standards, self.money)
        self.add_panel(self.money_page, _("Money and alliances"), self._show_money)
        self.targets.explain.connect(self.explain)
        self.money.explain.connect(self.explain)
        self.lead_bars.wanted.connect(self.explain)
        self.standards.wanted.connect(self._set_screen)
        self._connect()

    def add_panel(self, widget: QWidget, title: str, show: Callable[[], None]) -> None:
        """Another page: `show` fills `widget` from the session, when the page is looked at and something has changed."""
        self._panels.append((widget, show))
        self._stale.add(widget)
        self.pages.addTab(widget, title)

    def choose(self, event: str) -> None:
        """Choose an event on all tabs: its minerals, its countries and the time around it; "" lets go of the one chosen."""
        workspace = self._session.workspace
        if event not in workspace.events:
            self._session.select(initiator=self, event="")
            self._seen = self._session.selection
            self._show_event()
            return
        reach = event_details.reach(workspace, event)
        choices: dict[str, object] = {"event": event, "countries": reach.countries}
        if reach.series:
            choices |= {"minerals": reach.minerals, "series": reach.series}
        if reach.first is not None and reach.last is not None:
            choices |= {"first": reach.first, "last": reach.last}
        self._session.select(initiator=self, **choices)
        self._seen = self._session.selection
        if self.tools.only.isChecked():
            self._refresh()
        self._show_event()

    def show_event(self, event: str) -> None:
        """Choose an event and bring it into view; the filter is lifted where it hides the event."""
        if event in self._session.workspace.events and event not in self.found().ids:
            self.tools.only.setChecked(False)
            self._filter_by(EVERYTHING)
        self.choose(event)
        self._to_reveal = event
        self._reveal()

    def show_list(self, wanted: Filter) -> None:
        """Show the events of a filter as a list."""
        self._filter_by(wanted)
        self.pages.setCurrentWidget(self.list)

    def found(self) -> Found:
        """The events that are shown."""
        return policy_filter.found(self._session.workspace, self._wanted())

    def filtered(self) -> str:
        """The filter in words."""
        return policy_filter.described(self._session.workspace, self._wanted())

    def shown_events(self) -> list[str]:
        """The ids of the events shown, in the order of the list where that is on top."""
        return self.list.in_order() if self.pages.currentWidget() is self.list else list(self.found().ids)

    def shown_workbook(self) -> Callable[[Path, Progress], Written]:
        """A function that writes the events shown, with stages and clocks."""
        from core.views.policy_export import policy_workbook

        workspace, day, ids = self._session.workspace, self.as_of(), self.shown_events()
        return lambda path, progress: policy_workbook(workspace, path, day, ids, progress)

    def start_search(self) -> None:
        """Put the cursor into the filter."""
        self.filter.start_search()

    def place(self) -> bytes:
        """How the tab is arranged and what it shows, to be remembered."""
        canvas, sizes = self.timeline.canvas, tuple(self.splitter.sizes())
        window = None if canvas.shows_all else canvas.window_days()
        wanted, only = self._session.selection.policy, self.tools.only.isChecked()
        return PolicyPlace(
            self._lanes, window, wanted, only, self.pages.currentIndex(), sizes, self.list.grid.state().decode(), self.kept
        ).packed()

    def restore_place(self, place: bytes) -> None:
        """Arrange the tab as it was; anything else is ignored."""
        kept = unpacked(place)
        if kept is None:
            return
        self._framed = self._placed = True
        if kept.window is None:
            self.timeline.canvas.show_all()
        else:
            self.timeline.canvas.set_window(*kept.window)
        self.kept = dict(kept.kept)
        self._lanes = kept.lanes
        self.tools.set_lanes(kept.lanes)
        self.tools.only.setChecked(kept.only)
        self.splitter.setSizes(kept.sizes)
        self._show_list()
        self.list.grid.restore(kept.list.encode())
        self.pages.setCurrentIndex(kept.page if 0 <= kept.page < self.pages.count() else 0)
        self._filter_by(kept.filter)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while another tab was on top."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self._split()
        self._show_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the event beside the panels where there is room, else below them."""
        super().resizeEvent(event)
        if turned(self.splitter, across=self.width() >= _BESIDE):
            self._split()

    def _split(self) -> None:
        wide = self.splitter.orientation() == Qt.Orientation.Horizontal
        whole = self.width() if wide else self.height()
        self.splitter.setSizes([whole - 360, 360] if wide else [whole * 7 // 10, whole * 3 // 10])

    # building

    def _lay_out(self) -> None:
        self.splitter = QSplitter(self)
        self.splitter.setObjectName("policy_splitter")
        self.splitter.addWidget(self.pages)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([900, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.filter.setContentsMargins(8, 8, 8, 4)
        layout.addWidget(self.filter)
        layout.addWidget(self.splitter, 1)

    def _timeline_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tools.setContentsMargins(8, 4, 8, 4)
        column.addWidget(self.tools)
        column.addWidget(self.timeline, 1)
        return page

    def _connect(self) -> None:
        self.filter.changed.connect(self._filter_by)
        self.filter.keep_wanted.connect(self._keep)
        self.filter.forget_wanted.connect(lambda key: self._take(policy_filter.forget(self._session.workspace, key)))
        self.tools.set_lanes(self._lanes)
        self.tools.lanes_chosen.connect(self._choose_lanes)
        self.tools.zoomed.connect(self._zoom)
        self.tools.only_toggled.connect(lambda _on: self._refresh())
        self.tools.picture_wanted.connect(self._take_picture)
        self.tools.list_wanted.connect(self._copy_list)
        self.timeline.chosen.connect(self.choose)
        self.timeline.looked_at.connect(self._show_details)
        self.list.chosen.connect(self.choose)
        self.list.edited.connect(self._edit_list)
        self.list.grid.find_wanted.connect(self.start_search)
        self.details.edited.connect(self._edit)
        self.details.new_wanted.connect(lambda: self._add(""))
        self.details.copy_wanted.connect(lambda: self._add(self._told))
        self.details.delete_wanted.connect(self._delete)
        self.details.study_wanted.connect(self._study)
        self.details.event_wanted.connect(self.show_event)
        self.details.record_wanted.connect(self.record_chosen)
        self.details.explain_wanted.connect(self.explain)
        self.pages.currentChanged.connect(lambda _at: self._show_all())
        self._session.changed.connect(self._workspace_changed)
        self._session.selected.connect(self._selection_changed)
        theme().changed.connect(self._dress)

    # what the user does

    def _filter_by(self, wanted: Filter) -> None:
        self._session.select(initiator=self, policy=wanted)
        self._seen = self._session.selection
        self._refresh()

    def _keep(self, title: str) -> None:
        self._take(policy_filter.save(self._session.workspace, title, self._session.selection.policy))

    def _choose_lanes(self, lanes: str) -> None:
        self._lanes = lanes
        self._refresh()

    def _zoom(self, factor: float) -> None:
        if factor:
            self.timeline.canvas.zoom(factor)
        else:
            self.timeline.canvas.show_all()

    def _edit(self, field: str, text: str) -> None:
        key = self._told
        if key in self._session.workspace.events:
            made, reason = event_details.edit(self._session.workspace, key, field, text)
            self._take(made)
            if reason:
                self.details.form.refuse(field, reason)

    def _edit_list(self, typed: Sequence[tuple[str, str, str]]) -> None:
        made, reasons = edit_events(self._session.workspace, typed)
        self._take(made)
        self.list.refuse(reasons)

    def _add(self, like: str) -> None:
        made, key = event_details.add(self._session.workspace, like)
        self._take(made)
        self.show_event(key)
        self.details.start_editing()

    def _study(self, event: str, offered: Sequence[str]) -> None:
        """Study the event on the prices shown on the Prices tab, else on those of its minerals."""
        from gui.widgets.price_pictures import open_study

        workspace = self._session.workspace
        ticked = [key for key in self._session.selection.series if key in offered]
        open_study(workspace, [workspace.series[key] for key in (ticked or offered)], event, self.show_event, self)

    def _delete(self) -> None:
        key = self._told
        if key in self._session.workspace.events:
            made = event_details.delete(self._session.workspace, key)
            self._take(made)
            self.undo_offered.emit(_("Done: {what}.").format(what=made.label))

    def _set_screen(self, score: str, eligible: str, conditional: str) -> None:
        try:
            made = policy_standards.set_screen(self._session.workspace, score, eligible, conditional)
        except Refused as reason:
            self.standards.refuse(str(reason))
            return
        self.standards.refuse("")
        self._take(made)

    def _take(self, made: Edited) -> None:
        if made.parts:
            self._session.edit(made.label, **made.parts)

    def explain(self, figure: Explained) -> None:
        """Show how a figure came about."""
        dialog = Explanation(figure, self)
        dialog.record_wanted.connect(self.record_chosen)
        dialog.open()

    def _copy_list(self) -> None:
        QGuiApplication.clipboard().setText(copied(self._session.workspace, self.shown_events()))

    def _take_picture(self, kind: str) -> None:
        if kind == "copy":
            QGuiApplication.clipboard().setImage(self.timeline.canvas.image())
        else:
            ask_for_picture(self.timeline.canvas, kind, self)

    # what the session tells

    def _workspace_changed(self, _workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        if parts & _PARTS:
            self._refresh()
            self._show_event()

    def _selection_changed(self, selection: Selection, initiator: object) -> None:
        if initiator is self:
            return
        before, self._seen = self._seen, selection
        if before.policy != selection.policy or (self.tools.only.isChecked() and before.minerals != selection.minerals):
            self._refresh()
        if before.as_of != selection.as_of or before.event != selection.event:
            self._show_event()
            self._all_stale()
        if (before.first, before.last) != (selection.first, selection.last) and selection.first and selection.last:
            first, last = day_number(selection.first), day_number(selection.last)
            if first is not None and last is not None and first < last:
                self._framed = True
                self.timeline.canvas.set_window(first, last + 1)

    # showing

    def _reveal(self) -> None:
        """Bring the event into view that was asked for, once the timeline is drawn at the size it is seen at."""
        if self._to_reveal and self.timeline.isVisible() and not self._stale.intersection(one for one, _show in self._panels[:1]):
            self.timeline.canvas.reveal(self._to_reveal)
            self._to_reveal = ""

    def _wanted(self) -> Filter:
        selection = self._session.selection
        if self.tools.only.isChecked() and selection.minerals:
            return replace(selection.policy, minerals=selection.minerals)
        return selection.policy

    def as_of(self) -> dt.date:
        """The day that clocks are counted to."""
        return self._session.selection.as_of or dt.date.today()  # noqa: DTZ011 - the day on the user's calendar

    def _refresh(self) -> None:
        self._all_stale()

    def _all_stale(self) -> None:
        self._stale.update(widget for widget, _show in self._panels)
        if self.isVisible():
            self._show_all()

    def _show_all(self) -> None:
        """The filter and the panel on top, as far as they are out of date."""
        if not self.isVisible():
            return
        for widget, show in self._panels:
            if widget is self.pages.currentWidget() and widget in self._stale:
                self._stale.discard(widget)
                self._show_filter()
                show()
                self._point_out()
                self._show_details(self._told)
                self._reveal()

    def _show_filter(self) -> None:
        workspace = self._session.workspace
        offers = {name: policy_filter.offers(workspace, name) for name in FIELDS}
        self.filter.set_filter(self._session.selection.policy, offers, self.found().words)
        self.filter.set_saved(policy_filter.saved(workspace))

    def _show_timeline(self) -> None:
        workspace, ids = self._session.workspace, self.found().ids
        wanted = (workspace.events, workspace.sources, ids, self._lanes)
        if not unchanged(wanted, self._laid):  # most keystrokes leave the events that are there
            self._laid = wanted
            self.timeline.set_timeline(timeline(workspace, ids, self._lanes))
        busy = self.timeline.canvas.timeline.busy
        if not self._framed and busy is not None:
            self._framed = True
            self.timeline.canvas.set_window(*busy)

    def _show_list(self) -> None:
        events = self._session.workspace.events
        self.list.set_events([events[key] for key in self.found().ids], self.message())

    def _show_targets(self) -> None:
        workspace, day = self._session.workspace, self.as_of()
        self.lead_bars.set_bars(policy_lead_times.lead_bars(workspace, day))
        self.targets.set_rows(policy_targets.target_rows(workspace, day))

    def _show_money(self) -> None:
        workspace = self._session.workspace
        self.standards.set_form(policy_standards.screen_form(workspace))
        self.money.set_rows((*policy_targets.money_rows(workspace), *policy_standards.screen_rows(workspace)))

    def _show_event(self) -> None:
        """The event chosen: in full, and pointed out in the timeline and the list."""
        self._point_out()
        self._show_details(self._session.selection.event)

    def _point_out(self) -> None:
        selection = self._session.selection
        today, as_of = day_number(dt.date.today()), day_number(selection.as_of)  # noqa: DTZ011 - the day on the user's calendar
        self.timeline.canvas.point_out(today=today or 0.0, as_of=as_of, event=selection.event, message=self.message())
        self.list.point_out(selection.event)

    def _show_details(self, event: str) -> None:
        workspace, self._told = self._session.workspace, event
        wanted = (workspace, event, self.as_of())
        if unchanged(wanted, self._detailed):
            return
        self._detailed = wanted
        told = event_details.details(workspace, event, self.as_of())
        texts = event_details.texts(workspace, event) if told is not None else {}
        empty = _("Choose an event on the timeline or in the list.") if workspace.events else self.message()
        self.details.set_event(told, texts, empty, None if told is not None else policy_overview.overview(workspace, self.as_of()))

    def message(self) -> str:
        """What a panel says that has nothing to show."""
        if self._session.workspace.events:
            return _("No event passes the filter. Clear it to see all of them.")
        return _("There are no policy events yet. Drop a spreadsheet of measures on the window to import them, or press New to write one.")

    def _dress(self) -> None:
        self.timeline.canvas.restyle()
        self.details.restyle()


def _under(above: QWidget, below: QWidget) -> QWidget:
    """A page of one widget over another, which takes the room that is left."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(above)
    column.addWidget(below, 1)
    return page
