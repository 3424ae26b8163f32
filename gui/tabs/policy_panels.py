"""The panels of the Policy tab beside timeline and list, each made when it is first looked at: clocks, a day, matrix, ladder, network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.views import policy_clocks, policy_ladder, policy_matrix, policy_network, policy_on_day
from core.words import _
from gui.session import Selection, Session
from gui.widgets.clocks_panel import ClocksPanel
from gui.widgets.day_panel import DayPanel
from gui.widgets.ladder_panel import LadderPanel
from gui.widgets.matrix_panel import MatrixPanel
from gui.widgets.network_panel import NetworkPanel
from gui.widgets.unchanged import unchanged

if TYPE_CHECKING:
    from gui.tabs.policy import PolicyTab

W = TypeVar("W", bound=QWidget)


class PolicyPanels(QObject):
    """Adds its panels to a Policy tab, and fills them with the events of its filter.

    `calendar_wanted` asks for a name for the calendar of the deadlines.
    """

    calendar_wanted = Signal()

    def __init__(self, tab: PolicyTab, session: Session) -> None:
        super().__init__(tab)
        self._tab, self._session = tab, session
        self._pages: dict[str, QWidget] = {}
        self._made: dict[str, tuple[object, ...]] = {}  # what each panel shows was made from
        tab.tools.calendar_wanted.connect(self.calendar_wanted)
        for name, title, show in (
            ("clocks", _("Clocks"), self._show_clocks),
            ("day", _("On this day"), self._show_day),
            ("matrix", _("Matrix"), self._show_matrix),
            ("ladder", _("Ladder"), self._show_ladder),
            ("network", _("Network"), self._show_network),
        ):
            page = QWidget(tab)
            page.setObjectName(f"policy_page_{name}")
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self._pages[name] = page
            tab.add_panel(page, title, show)
        session.selected.connect(self._selection_changed)

    @cached_property
    def clocks(self) -> ClocksPanel:
        """The deadlines, counted."""
        made = self._put("clocks", ClocksPanel())
        made.chosen.connect(self._tab.choose)
        made.explain.connect(self._explain_clock)
        made.calendar_wanted.connect(self.calendar_wanted)
        return made

    @cached_property
    def day(self) -> DayPanel:
        """How the events stand on a day."""
        made = self._put("day", DayPanel())
        made.chosen.connect(self._tab.choose)
        made.explain.connect(self._tab.explain)
        made.day_chosen.connect(self._choose_day)
        return made

    @cached_property
    def matrix(self) -> MatrixPanel:
        """Countries by instruments."""
        made = self._put("matrix", MatrixPanel())
        made.columns_chosen.connect(self._choose_columns)
        made.cell_chosen.connect(self._choose_cell)
        return made

    @cached_property
    def ladder(self) -> LadderPanel:
        """The rungs of an escalation."""
        made = self._put("ladder", LadderPanel())
        made.chosen.connect(self._tab.choose)
        made.explain.connect(self._tab.explain)
        return made

    @cached_property
    def network(self) -> NetworkPanel:
        """Who is tied to whom."""
        made = self._put("network", NetworkPanel())
        made.chosen.connect(lambda key: self._session.select(countries=(key,) if key else ()))
        made.explain.connect(self._tab.explain)
        made.wanted.connect(self._choose_relations)
        return made

    def go_to(self, name: str) -> None:
        """Bring a panel to the top: "clocks", "day", "matrix", "ladder" or "network"."""
        self._tab.pages.setCurrentWidget(self._pages[name])

    def write_calendar(self, path: Path) -> int:
        """Write the deadlines of the events shown as a calendar; how many there are. Raises `Refused` when there is none."""
        ids = self._tab.found().ids
        return policy_clocks.write_deadlines(self._session.workspace, path, dt.datetime.now(dt.UTC), ids)

    def _put(self, name: str, made: W) -> W:
        layout = self._pages[name].layout()
        assert layout is not None
        layout.addWidget(made)
        return made

    # what the user does

    def _choose_day(self, day: dt.date | None) -> None:
        self._tab.kept["day"] = day.isoformat() if day is not None else ""
        self._show_day()

    def _choose_columns(self, columns: str) -> None:
        self._tab.kept["columns"] = columns
        self._show_matrix()

    def _choose_cell(self, row: int, column: int) -> None:
        view = policy_matrix.matrix_view(self._session.workspace, self._tab.found().ids, self._columns())
        wanted = self._session.selection.policy
        self._tab.show_list(policy_matrix.cell_filter(self._session.workspace, wanted, view.countries[row], view.rows[row][column]))

    def _choose_relations(self, wanted: policy_network.Wanted) -> None:
        self._tab.kept |= policy_network.kept(wanted)
        self._show_network()

    def _explain_clock(self, event: str) -> None:
        row = next(one for one in policy_clocks.clock_rows(self._session.workspace, self._tab.as_of(), (event,)))
        self._tab.explain(policy_clocks.explained_clock(self._session.workspace, row))

    # showing

    def _day(self) -> dt.date:
        try:
            return dt.date.fromisoformat(self._tab.kept.get("day", ""))
        except ValueError:
            return self._tab.as_of()

    def _columns(self) -> str:
        columns = self._tab.kept.get("columns", "")
        return columns if columns in policy_matrix.COLUMNS else policy_matrix.COLUMNS[0]

    def _changed(self, name: str, *wanted: object) -> bool:
        """Whether a panel is to be made anew, from these."""
        if unchanged(wanted, self._made.get(name, ())):
            return False
        self._made[name] = wanted
        return True

    def _show_clocks(self) -> None:
        workspace, day, ids = self._session.workspace, self._tab.as_of(), self._tab.found().ids
        if self._changed("clocks", workspace, day, ids):
            rows = policy_clocks.clock_rows(workspace, day, ids)
            self.clocks.set_rows(rows, policy_clocks.counted(rows, day), policy_clocks.no_clocks(workspace, len(ids)))
        self.clocks.rows.go_to(self._session.selection.event)

    def _show_day(self) -> None:
        workspace, day, ids = self._session.workspace, self._day(), self._tab.found().ids
        if self._changed("day", workspace, day, ids):
            view = policy_on_day.on_day(workspace, day, ids)
            notices = policy_clocks.notice_rows(workspace, ids)
            days = policy_on_day.days_of_change(workspace, ids)
            self.day.set_day(view, notices, days, self._tab.message(), policy_on_day.no_truces(workspace))
        self.day.rows.go_to(self._session.selection.event)

    def _show_matrix(self) -> None:
        workspace, ids, columns = self._session.workspace, self._tab.found().ids, self._columns()
        if self._changed("matrix", workspace, ids, columns):
            self.matrix.set_matrix(policy_matrix.matrix_view(workspace, ids, columns), columns, self._tab.message())

    def _show_ladder(self) -> None:
        workspace, day, ids = self._session.workspace, self._tab.as_of(), self._tab.found().ids
        if self._changed("ladder", workspace, day, ids):
            views = [one for one in policy_ladder.ladder_views(workspace, day) if one.root in ids]
            self.ladder.set_ladders(views, policy_ladder.no_ladders(workspace, len(ids)))
        self.ladder.rungs.go_to(self._session.selection.event)

    def _show_network(self) -> None:
        workspace = self._session.workspace
        offered = policy_network.choices(workspace)
        wanted = policy_network.wanted_of(self._tab.kept, offered)
        if self._changed("network", workspace, wanted):
            self.network.set_network(policy_network.network(workspace, wanted), offered, wanted)
        self.network.point_out(self._session.selection.countries)

    # what the session tells

    def _selection_changed(self, selection: Selection, _initiator: object) -> None:
        if "network" in self._made:  # the countries chosen do not make the other panels anew
            self.network.point_out(selection.countries)


def add_panels(tab: PolicyTab, session: Session, ask: Callable[[Callable[[Path], object]], object]) -> PolicyPanels:
    """The panels of a tab; `ask` asks for the name of the calendar that the function it is given writes."""
    made = PolicyPanels(tab, session)
    made.calendar_wanted.connect(lambda: ask(made.write_calendar))
    return made
