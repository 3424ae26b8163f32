"""The Prices tab: series by mineral on the left, panes on one time axis with policy events, statistics on the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from core.model import Series, Workspace, add_months, drop, put
from core.task import Refused
from core.views import derived_series, price_statistics, prices
from core.views.limits import limits_of
from core.views.policy_filter import found
from core.views.price_scale import Scale, units_offered
from core.words import _, plural
from gui.session import Selection, Session
from gui.theme import theme
from gui.widgets import price_pictures
from gui.widgets.derived_dialog import DerivedDialog
from gui.widgets.explained_lines import ExplainedLines
from gui.widgets.flow import FlowLayout
from gui.widgets.plot import Chart, Flag, Line, Pane
from gui.widgets.plot.values import PRECISION_OF
from gui.widgets.scale_bar import ScaleBar
from gui.widgets.series_list import SeriesList
from gui.widgets.statistics_table import StatisticsTable

# Range buttons: object name, months back from the last point (None: everything).
RANGES: Final = (("1M", 1), ("6M", 6), ("1Y", 12), ("5Y", 60), ("10Y", 120), ("max", None))
_FLAG_COLOURS: Final = {"restrictive": 3, "supportive": 1, "neutral": 0}
_LIMIT_COLOUR: Final = 7
_SETTLE_MS: Final = 200  # after the last step of a drag the other tabs are told
_COUNT_MS: Final = 30  # after a step the statistics are counted: at most once a frame or two, never in the midst of one
_NARROW: Final = 135  # characters; in a narrower tab the statistics make room for the chart


@dataclass(frozen=True, slots=True)
class Shown:
    """What the tab shows, for the export: ids of the series, the dates in view, and the scale."""

    series: tuple[str, ...]
    first: dt.date
    last: dt.date
    scale: Scale = Scale()


class PricesTab(QWidget):
    """Draws what `core.views.prices` makes of the session's workspace and selection. `event_chosen`: the id of an event to be shown."""

    event_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prices_tab")
        self._session = session
        self._panes: tuple[prices.PaneView, ...] = ()
        self._seen = session.selection
        self._asked = (0.0, 0.0)  # the days in view as the session wants them
        self.list = SeriesList(self)
        self.chart = Chart(self)
        self.chart.setObjectName("price_chart")
        self.scale = ScaleBar(self)
        self.scale.listen_to_keys(self._key)
        self.flags = self._toggle("policy_flags", _("Policy"), _("Policy events of the minerals shown (P)"), "P")
        self.falls = self._toggle("show_drawdown", _("Drawdown"), _("How far each series is below its highest value so far (D)"), "D")
        self.falls.setChecked(False)
        self._below: prices.PaneView | None = None
        self.statistics = StatisticsTable(self)
        self.counting = self._toggle("show_statistics", _("Statistics"), _("Statistics of the dates in view (S)"), "S")
        self.more = self._more_button()
        self._wide: bool | None = None  # None: not sized yet
        self._counted_when_wide = True
        self.splitter = QSplitter(self)
        self.splitter.setObjectName("prices_splitter")
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self._right_side())
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([260, 1000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._tell_range)
        self._count = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._count.timeout.connect(self._show_statistics)
        self._connect()
        self._show_list()
        self._show_lines()
        self._show_range()

    def shown(self) -> Shown:
        """What is on the chart now."""
        return Shown(tuple(one.id for one in self._series()), *self._dates(), self.scale.scale)

    def start_search(self) -> None:
        """Put the cursor into the search."""
        self.list.search.setFocus()
        self.list.search.selectAll()

    def place(self) -> bytes:
        """How the parts of the tab are arranged, to be remembered."""
        return bytes(self.splitter.saveState().data())

    def restore_place(self, place: bytes) -> None:
        """Arrange the parts as they were."""
        self.splitter.restoreState(QByteArray(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the tab becomes narrow the statistics close, where it becomes wide they are as they were."""
        super().resizeEvent(event)
        wide = self.width() >= _NARROW * self.fontMetrics().averageCharWidth()
        if wide == self._wide:
            return
        if not wide:
            self._counted_when_wide = self.counting.isChecked()
        self._wide = wide
        self.counting.setChecked(wide and self._counted_when_wide)

    def _connect(self) -> None:
        self.list.ticked.connect(self._tick)
        self.list.searched.connect(lambda _text: self._show_list())
        self.list.derive_wanted.connect(self._ask_derived)
        self.list.delete_wanted.connect(self._delete_derived)
        self._key("N", self._ask_derived)
        self.scale.chosen.connect(lambda _scale: self._show_lines())
        self.scale.base_wanted.connect(self._pin_base)
        self._key("B", self._rebase)
        self.flags.toggled.connect(lambda _on: self._show_flags())
        self.falls.toggled.connect(lambda _on: self._show_lines())
        self.counting.toggled.connect(self._show_or_hide_statistics)
        self.statistics.explain_wanted.connect(self._explain)
        self.chart.range_changed.connect(lambda _first, _last: self._moved())
        self.chart.flag_clicked.connect(
            lambda event: price_pictures.open_study(self._workspace, self._series(), event, self.event_chosen.emit, self)
        )
        self._session.changed.connect(self._workspace_changed)
        self._session.selected.connect(self._selection_changed)
        theme().changed.connect(self._dress)
        self._dress()

    def _right_side(self) -> QWidget:
        side, tools = QWidget(self), QWidget(self)
        bar = FlowLayout(tools, gap=4)
        for name, months in RANGES:
            bar.addWidget(self._range_button(name, months))
        for tool in (self.scale, self.flags, self.falls, self.counting, self.more):
            bar.addWidget(tool)
        self.sides = QSplitter(self)
        self.sides.setObjectName("chart_and_statistics")
        self.sides.addWidget(self.chart)
        self.sides.addWidget(self.statistics)
        self.sides.setStretchFactor(0, 1)
        self.sides.setSizes([900, self.statistics.sizeHint().width()])
        self.sides.setCollapsible(0, False)  # noqa: FBT003 - Qt's own signature
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        tools.setContentsMargins(8, 8, 8, 0)
        layout.addWidget(tools)
        layout.addWidget(self.sides, 1)
        return side

    def _range_button(self, name: str, months: int | None) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"range_{name}")
        words = {"1M": _("1M"), "6M": _("6M"), "1Y": _("1Y"), "5Y": _("5Y"), "10Y": _("10Y"), "max": _("All")}
        button.setText(words[name])
        button.setToolTip(_("All dates") if months is None else plural("The last month", "The last {count} months", months))
        button.clicked.connect(lambda: self._choose_range(months))
        return button

    def _more_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("more")
        button.setText(_("More…"))
        button.setStyleSheet("QToolButton::menu-indicator { image: none }")
        button.setToolTip(_("Years overlaid, forward curve, floors and ceilings, wealth table"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        seasonal = menu.addAction(_("Years overlaid…"))
        seasonal.triggered.connect(lambda: price_pictures.open_seasonal(self._workspace, self._series(), self.scale.scale.unit, self))
        forward = menu.addAction(_("Forward curve…"))
        forward.triggered.connect(lambda: price_pictures.open_curve(self._workspace, self._series(), self._dates()[1], self))
        limit = menu.addAction(_("Floors and ceilings…"))
        limit.triggered.connect(
            lambda: price_pictures.open_limits(self._workspace, self._series(), self._dates(), self.scale.scale.unit, self)
        )
        table = menu.addAction(_("Wealth table…"))
        table.triggered.connect(lambda: price_pictures.open_wealth(self._workspace, self))
        button.setMenu(menu)
        return button

    def _key(self, key: str, do: Callable[[], object]) -> None:
        """Do it at a key while the chart is on the screen, unless what has the focus takes letters for itself."""
        QShortcut(QKeySequence(key), self.chart).activated.connect(do)

    def _toggle(self, name: str, words: str, tip: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(words)
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip(tip)
        self._key(key, button.toggle)
        return button

    @property
    def _workspace(self) -> Workspace:
        """The session's workspace with its ratios and spreads among the series."""
        return derived_series.complete(self._session.workspace)

    # what the user does

    def _ask_derived(self) -> None:
        dialog = DerivedDialog(prices.catalogue(self._workspace), self._session.selection.series, self)
        dialog.chosen.connect(lambda rule, first, second: self._derive(dialog, rule, first, second))
        dialog.open()

    def _derive(self, dialog: DerivedDialog, rule: str, first: str, second: str) -> None:
        workspace = self._session.workspace
        try:
            made = derived_series.define(workspace, rule, first, second)
        except Refused as refusal:
            dialog.refuse(str(refusal))
            return
        dialog.accept()
        if made.id not in workspace.scenarios:
            self._session.edit(_("New series {title}").format(title=made.title), scenarios=put(workspace.scenarios, made))
        self._session.select(series=tuple(dict.fromkeys((*self._session.selection.series, made.id))))

    def _delete_derived(self, key: str) -> None:
        scenario = self._session.workspace.scenarios.get(key)
        if scenario is None or not derived_series.is_definition(scenario):
            raise Refused(_("Only ratios and spreads are deleted here; series that were imported are deleted on the Data tab."))
        label = _("Delete series {title}").format(title=scenario.title)
        self._session.edit(label, scenarios=drop(self._session.workspace.scenarios, key))

    def _tick(self, ticked: tuple[str, ...]) -> None:
        minerals = prices.minerals_of(self._workspace, ticked)
        self._session.select(initiator=self, series=ticked, minerals=minerals)
        self._show_lines()

    def _choose_range(self, months: int | None) -> None:
        whole = prices.span(self._workspace, self._session.selection.series)
        if months is None or whole is None:
            self._session.select(first=None, last=None)
        else:
            first = add_months(whole[1], -months)
            self._session.select(first=max(first, whole[0]), last=whole[1])

    def _pin_base(self, wanted: Scale) -> None:
        """Pin the first day in view, or of what is shown where that begins later."""
        whole = prices.span(self._workspace, self._session.selection.series)
        first = self._dates()[0]
        self._take_scale(replace(wanted, base=first if whole is None else max(first, whole[0])))

    def _rebase(self) -> None:
        """Pin the day that the legend reads as the base."""
        mode = self.scale.scale.mode if self.scale.scale.relative else "index"
        self._take_scale(replace(self.scale.scale, mode=mode, base=prices.date_of(self.chart.reading().day)))

    def _take_scale(self, scale: Scale) -> None:
        self.scale.set_scale(scale)
        self._show_lines()

    def _explain(self, row: int, column: int) -> None:
        lines = price_statistics.explain(self._workspace, self._statistics_view(), row, column)
        ExplainedLines(lines, self).open()

    def _moved(self) -> None:
        self._settle.start()
        if not self._count.isActive():
            self._count.start()

    def _tell_range(self) -> None:
        if self.chart.visible_range() == self._asked:  # the range that all tabs share already, though prices may not fill it
            return
        whole = prices.span(self._workspace, self._session.selection.series)
        first, last = self._dates()
        if whole is not None and first <= whole[0] and last >= whole[1]:
            self._session.select(initiator=self, first=None, last=None)
        else:
            self._session.select(initiator=self, first=first, last=last)

    def _series(self) -> list[Series]:
        """The series shown, in the order of the chart."""
        return [line.series for pane in self._panes for line in pane.lines]

    # what the session tells

    def _workspace_changed(self, _workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        if parts & {"series", "scenarios"}:
            self._show_list()
            self._show_lines()
        elif "figures" in parts:
            self._show_lines()  # a floor or ceiling may be among them
        elif "events" in parts:
            self._show_flags()

    def _selection_changed(self, selection: Selection, initiator: object) -> None:
        before, self._seen = self._seen, selection
        if initiator is self:
            return
        if selection == replace(before, event=selection.event, policy=selection.policy):
            self._show_flags()
            return
        self.list.set_ticked(selection.series)
        self._show_lines()
        self._show_range()

    # showing

    def _show_list(self) -> None:
        search = self.list.search.text()
        groups = prices.catalogue(self._workspace, search)
        self.list.set_groups(groups, self._session.selection.series, open_all=bool(search) or len(groups) == 1)

    def _show_lines(self) -> None:
        ticked = self._session.selection.series
        scale = self.scale.scale
        self._panes = prices.panes(self._workspace, ticked, self._panes, scale)
        colours = {key: number for number, key in enumerate(ticked)}
        log = scale.mode == "log"
        self.scale.offer_units(units_offered(self._workspace, ticked))
        self.chart.set_message(_message(self._workspace))
        limits = () if scale.relative else self._limit_lines()
        panes = [_pane(pane, colours, limits, log=log) for pane in self._panes]
        self.chart.set_lines([*panes, self._drawdown_pane(colours)] if panes and self.falls.isChecked() else panes)
        self._show_flags()
        self._show_statistics()

    def _limit_lines(self) -> tuple[Line, ...]:
        """The floors and ceilings of what is shown, each once, as level lines over all its dates."""
        found = {limit.figure: limit for one in self._series() for limit in limits_of(self._workspace, one, self.scale.scale.unit)}
        whole = prices.span(self._workspace, [one.id for one in self._series()])
        if whole is None:
            return ()
        days = np.array([prices.day_of(day) for day in whole])
        return tuple(
            Line(f"limit:{limit.figure}", limit.title, limit.unit, days, np.full(2, limit.value), None, _LIMIT_COLOUR)
            for limit in found.values()
        )

    def _drawdown_pane(self, colours: dict[str, int]) -> Pane:
        self._below = prices.drawdowns(self._workspace, self._session.selection.series, self._below)
        pane = _pane(self._below, colours, (), log=False)
        lines = tuple(replace(line, key=f"drawdown:{line.key}", digits=1) for line in pane.lines)
        return replace(pane, title=_("Below the highest so far"), lines=lines)

    def _show_or_hide_statistics(self, shown: bool) -> None:
        self.statistics.setVisible(shown)
        self._show_statistics()

    def _show_statistics(self) -> None:
        if self.counting.isChecked():
            self.statistics.show_view(self._statistics_view())

    def _statistics_view(self) -> price_statistics.StatisticsView:
        shown = self.shown()
        return price_statistics.statistics_view(self._workspace, shown.series, shown.first, shown.last, shown.scale.unit)

    def _dates(self) -> tuple[dt.date, dt.date]:
        """The first and the last date in view."""
        first, last = self.chart.visible_range()
        return prices.date_of(first), prices.date_of(last)

    def _show_flags(self) -> None:
        if not (self.flags.isChecked() and self._panes):
            self.chart.set_flags(())
            return
        selection = self._session.selection
        minerals = prices.minerals_of(self._workspace, selection.series)
        wanted = set(found(self._workspace, selection.policy).ids)
        self.chart.set_flags([_flag(flag) for flag in prices.flags(self._workspace, minerals) if flag.event in wanted])
        self.chart.point_at_flag(selection.event)

    def _show_range(self) -> None:
        selection = self._session.selection
        whole = prices.span(self._workspace, selection.series)
        if whole is None or (selection.first is None and selection.last is None):
            self.chart.show_all()
            return
        first, last = selection.first or whole[0], selection.last or whole[1]
        if first < last:
            self.chart.set_range(prices.day_of(first), prices.day_of(last))
            self._asked = self.chart.visible_range()

    def _dress(self) -> None:
        self.chart.set_theme(theme().colours)


def _pane(pane: prices.PaneView, colours: dict[str, int], limits: tuple[Line, ...], *, log: bool) -> Pane:
    """A pane with its lines, and those of the limits that are in its unit."""
    lines = (*(_line(line, colours[line.series.id]) for line in pane.lines), *(line for line in limits if line.unit == pane.unit))
    # A logarithmic axis has no place for what is not above zero: such a pane stays linear.
    positive = all(np.nanmin(line.values, initial=np.inf) > 0 for line in pane.lines)
    return Pane("", pane.unit, lines, log=log and positive)


def _line(line: prices.LineView, colour: int) -> Line:
    precision = PRECISION_OF.get(line.series.frequency, "day")
    return Line(line.series.id, line.label, line.unit, line.days, line.values, line.marks, colour, None, precision)


def _flag(flag: prices.FlagView) -> Flag:
    return Flag(flag.event, flag.start, flag.title, flag.end, 1, _FLAG_COLOURS.get(flag.direction, 0), flag.when)


def _message(workspace: Workspace) -> str:
    if workspace.series:
        return _("Tick a series on the left to see it here")
    return _("Drop a spreadsheet here to see its series")
