"""The Prices tab: series by mineral on the left, panes on one time axis with policy events, statistics on the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from core.analysis.exchange import money_of
from core.model import Series, Workspace, add_months
from core.task import Progress, Refused
from core.views import derived_series, price_statistics, prices
from core.views.data import Edited
from core.views.money import Money, caption, in_money, offer, reference_of
from core.views.notes import notes
from core.views.picture_words import picture_words
from core.views.policy_filter import found, offers
from core.views.price_numbers import numbers_text
from core.views.price_scale import Scale, units_offered
from core.words import _
from gui.session import Selection, Session
from gui.theme import theme
from gui.widgets import limit_dialogs, price_lines, price_pictures, price_state, price_studies
from gui.widgets.chart_picture import ChartPicture
from gui.widgets.derived_editing import DerivedEditing
from gui.widgets.explained_lines import ExplainedLines
from gui.widgets.flag_menu import FlagMenu
from gui.widgets.menu_button import menu_button
from gui.widgets.note_editing import NoteEditing
from gui.widgets.plot import Chart
from gui.widgets.price_lines import NOTE
from gui.widgets.price_tools import PriceTools
from gui.widgets.series_list import SeriesList
from gui.widgets.statistics_table import StatisticsTable

if TYPE_CHECKING:
    from core.io.workbook import Written

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
    picture_wanted = Signal(object)
    """A `ChartPicture` that is to be written to a file."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prices_tab")
        self._session = session
        self._notes = NoteEditing(session, self)
        self._ratios = DerivedEditing(session, self)
        self._panes: tuple[prices.PaneView, ...] = ()
        self._seen = session.selection
        self._asked = (0.0, 0.0)  # the days in view as the session wants them
        self.list = SeriesList(self)
        self.chart = Chart(self)
        self.chart.setObjectName("price_chart")
        self.caption = QLabel(self)
        self.caption.setObjectName("price_caption")
        self.caption.setWordWrap(True)
        self.caption.setContentsMargins(8, 4, 8, 0)
        self._below: prices.PaneView | None = None
        self.statistics = StatisticsTable(self)
        self.more = self._more_button()
        self.tools = PriceTools(self.more, self._key, self)
        self.ranges, self.scale, self.money = self.tools.ranges, self.tools.scale, self.tools.money
        self.flags, self.falls, self.gaps, self.counting = self.tools.flags, self.tools.falls, self.tools.gaps, self.tools.counting
        self._add_flag_menu()
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
        self._statistics_due = QTimer(self, singleShot=True, interval=0)  # after other lines are painted
        self._statistics_due.timeout.connect(self._show_statistics)
        self._connect()
        self._show_list()
        self._show_lines()
        self._show_range()

    def shown(self) -> Shown:
        """What is on the chart now."""
        return Shown(tuple(one.id for one in self._series()), *self._dates(), self.scale.scale)

    def shown_workbook(self) -> Callable[[Path, Progress], Written]:
        """A function that writes the series in view; raises `Refused` when none is ticked."""
        workspace, what = self._session.workspace, self.shown()
        if not what.series:
            raise Refused(_("Nothing is shown yet: tick a series on the Prices tab, then export it."))

        def write(path: Path, progress: Progress) -> Written:
            from core.views import export

            return export.shown_workbook(workspace, what.series, what.first, what.last, path, progress, what.scale)

        return write

    def start_search(self) -> None:
        """Put the cursor into the search."""
        self.list.search.setFocus()
        self.list.search.selectAll()

    def place(self) -> bytes:
        """How the parts of the tab are arranged, what is drawn and how, to be remembered."""
        counting = self.counting.isChecked() if self._wide is not False else self._counted_when_wide
        drawn = [self.flags.isChecked(), self.falls.isChecked(), counting]
        return price_state.written(self.splitter.sizes(), self.sides.sizes(), drawn, self.scale.scale, self._session.selection.policy)

    def restore_place(self, place: bytes) -> None:
        """Arrange the parts as they were; anything else is ignored."""
        kept = price_state.read(place)
        if kept is None:
            return
        for splitter, sizes in ((self.splitter, kept.across), (self.sides, kept.inner)):
            if any(sizes):
                splitter.setSizes(list(sizes))
        for button, on in zip((self.flags, self.falls, self.counting), kept.drawn, strict=True):
            button.setChecked(on)
        self._counted_when_wide = kept.drawn[-1]
        with QSignalBlocker(self.gaps):
            self.gaps.setChecked(kept.scale.interpolated)
        self._take_scale(kept.scale)
        self._filter_flags(kept.directions, kept.instruments)

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
        self.list.derive_wanted.connect(self._ratios.ask)
        self.list.delete_wanted.connect(self._ratios.delete)
        self._key("N", self._ratios.ask)
        self.scale.chosen.connect(lambda _scale: self._show_lines())
        self.scale.base_wanted.connect(self._pin_base)
        self._key("B", self._rebase)
        self.flags.toggled.connect(lambda _on: self._show_flags())
        self.falls.toggled.connect(lambda _on: self._show_lines())
        self.gaps.toggled.connect(lambda on: self._take_scale(replace(self.scale.scale, interpolated=on)))
        self.ranges.chosen.connect(self._choose_range)
        self.money.chosen.connect(self._choose_money)
        self.chart.axis_double_clicked.connect(lambda day: self._notes.write(prices.date_of(day)))
        self.counting.toggled.connect(self._show_or_hide_statistics)
        self.statistics.explain_wanted.connect(self._explain)
        self.chart.range_changed.connect(lambda _first, _last: self._moved())
        self.chart.flag_clicked.connect(self._open_flag)
        self._session.changed.connect(self._workspace_changed)
        self._session.selected.connect(self._selection_changed)
        theme().changed.connect(self._dress)
        self._dress()

    def _right_side(self) -> QWidget:
        side = QWidget(self)
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
        layout.addWidget(self.tools)
        layout.addWidget(self.caption)
        layout.addWidget(self.sides, 1)
        return side

    def _more_button(self) -> QToolButton:
        def unit() -> str:
            return self.scale.scale.unit

        pictures = (
            (_("Years overlaid…"), "O", lambda: price_pictures.open_seasonal(self._workspace, self._series(), unit(), self)),
            (_("Forward curve…"), "W", lambda: price_pictures.open_curve(self._workspace, self._series(), self._dates()[1], self)),
            (
                _("Floors and ceilings…"), "K",
                lambda: limit_dialogs.open_limits(
                    lambda: (self._nominal, self._nominal_series()), self._dates(), unit(), self._store, self
                ),
            ),
            (_("Wealth table…"), "H", lambda: price_pictures.open_wealth(self._imported, self)),
        )  # fmt: skip
        taken = (
            (_("Note at the day read…"), "T", lambda: self._notes.write(prices.date_of(self.chart.reading().day))),
            (_("Copy picture"), "Ctrl+C", self._copy_picture),
            (_("Copy numbers"), "Ctrl+Shift+C", self._copy_numbers),
            (_("Save picture…"), "Ctrl+P", self._save_picture),
        )
        studies = tuple(
            (words, key, lambda study=study: study(self._workspace, self._series(), self)) for words, key, study in price_studies.studies()
        )
        for _words, key, do in (*pictures, *studies, *taken):
            self._key(key, do)
        tip = _("Years overlaid, forward curve, floors and ceilings, wealth table; studies; notes; the picture and its numbers")
        return menu_button("more", _("More…"), tip, (pictures, studies, taken), self)

    def _key(self, key: str, do: Callable[[], object]) -> None:
        """Do it at a key while the chart is on the screen, unless what has the focus takes letters for itself."""
        shortcut = QShortcut(QKeySequence(key), self.chart)
        if key == "Ctrl+C":  # tables and lists copy their own
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(do)

    @property
    def _imported(self) -> Workspace:
        """The session's workspace with its ratios and spreads among the series."""
        return derived_series.complete(self._session.workspace)

    @property
    def _workspace(self) -> Workspace:
        """That workspace in the money chosen."""
        return in_money(self._imported, self.scale.scale.money)

    @property
    def _nominal(self) -> Workspace:
        """That workspace in the currency chosen, prices of the day: what floors and ceilings are given in."""
        return in_money(self._imported, replace(self.scale.scale.money, deflator=""))

    # what the user does

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

    def _choose_money(self, money: Money) -> None:
        """Take the money; a unit that was chosen goes over to its currency."""
        scale = replace(self.scale.scale, money=money)
        if scale.unit and money.currency != self.scale.scale.money.currency:
            known = money_of(scale.unit)
            scale = replace(scale, unit=scale.unit.replace(known, money.currency, 1) if known and money.currency else "")
        self._take_scale(scale)

    def _open_flag(self, key: str) -> None:
        if key.startswith(NOTE):
            self._notes.open(key.removeprefix(NOTE))
        else:
            price_pictures.open_study(self._workspace, self._series(), key, self.event_chosen.emit, self)

    # what others take with them

    def _framed(self) -> ChartPicture:
        """The chart with its title and sources, for others."""
        words = picture_words(self._imported, self.shown().series, *self._dates(), self.scale.scale.money, self._session.selection.as_of)
        return ChartPicture(self.chart, words.title, words.lines)

    def _copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage(self._framed().image())

    def _copy_numbers(self) -> None:
        shown = self.shown()
        if not shown.series:
            raise Refused(_("No series is shown: tick one on the left first."))
        QGuiApplication.clipboard().setText(numbers_text(self._workspace, shown.series, shown.first, shown.last, shown.scale))

    def _save_picture(self) -> None:
        if not self._panes:
            raise Refused(_("No series is shown: tick one on the left first."))
        self.picture_wanted.emit(self._framed())

    def _take_scale(self, scale: Scale) -> None:
        self.scale.set_scale(scale)
        self._show_lines()

    def _explain(self, row: int, column: int) -> None:
        view = self._statistics_view()
        lines = price_statistics.explain(self._workspace, view, row, column)
        said = caption(self._imported, [view.columns[column].series.id], self.scale.scale.money)
        ExplainedLines((*lines, *([(_("Prices shown"), said)] if said else [])), self).open()

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
        elif parts & {"figures", "targets"}:
            self._show_lines()  # a floor or ceiling may be among them
        elif parts & {"events", "annotations"}:
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
        groups = prices.catalogue(self._imported, search)
        self.list.set_groups(groups, self._session.selection.series, open_all=bool(search) or len(groups) == 1)

    def _show_lines(self) -> None:
        ticked = self._session.selection.series
        scale = self.scale.scale
        self._panes = prices.panes(self._workspace, ticked, self._panes, scale)
        colours = {key: number for number, key in enumerate(ticked)}
        log = scale.mode == "log"
        self.scale.offer_units(units_offered(self._workspace, ticked))
        self.chart.set_message(_message(self._workspace))
        money = scale.money
        self.money.show_offer(offer(self._imported, ticked), money, reference_of(self._imported, money))
        self._show_caption()
        limits = () if scale.relative or money.deflator else price_lines.limit_lines(self._workspace, self._series(), scale.unit)
        panes = [price_lines.pane(pane, colours, limits, log=log) for pane in self._panes]
        if panes and self.falls.isChecked():
            self._below = prices.drawdowns(self._workspace, ticked, self._below)
            panes.append(price_lines.drawdown_pane(self._below, colours))
        self.chart.set_lines(panes)
        self._show_flags()
        self._statistics_due.start()

    def _show_caption(self) -> None:
        """How what is shown was converted, and what * means where it is on the chart."""
        said = [caption(self._imported, self._session.selection.series, self.scale.scale.money)]
        if any(line.marks.any() for pane in self._panes for line in pane.lines):
            said.append(_("* dashed and hollow: estimated, preliminary or interpolated."))
        self.caption.setText(" ".join(part for part in said if part))
        self.caption.setVisible(bool(self.caption.text()))

    def _nominal_series(self) -> list[Series]:
        return [self._nominal.series[one.id] for one in self._series()]

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

    def _add_flag_menu(self) -> None:
        """Which flags are shown: the filter of policy events that all tabs share, by direction and instrument."""
        menu = FlagMenu(self.flags)
        self.flags.setMenu(menu)
        self.flags.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.flags.setStyleSheet("QToolButton { padding-right: 22px } QToolButton::menu-button { width: 16px; border: none }")
        menu.aboutToShow.connect(lambda: self._offer_flags(menu))
        menu.chosen.connect(self._filter_flags)
        self._key("Shift+P", self.flags.showMenu)

    def _offer_flags(self, menu: FlagMenu) -> None:
        wanted = self._session.selection.policy
        directions, instruments = (offers(self._imported, field) for field in ("directions", "instruments"))
        menu.offer(directions, instruments, {"directions": wanted.directions, "instruments": wanted.instruments})

    def _filter_flags(self, directions: tuple[str, ...], instruments: tuple[str, ...]) -> None:
        self._session.select(policy=replace(self._session.selection.policy, directions=directions, instruments=instruments))

    def _store(self, edited: Edited) -> None:
        self._session.edit(edited.label, **edited.parts)

    def _show_flags(self) -> None:
        self.flags.setText(_("Policy") if self._session.selection.policy.empty else _("Policy, filtered"))
        if not self._panes:
            self.chart.set_flags(())
            return
        selection = self._session.selection
        events: tuple[prices.FlagView, ...] = ()
        if self.flags.isChecked():
            wanted = set(found(self._imported, selection.policy).ids)
            events = prices.flags(self._imported, prices.minerals_of(self._imported, selection.series))
            events = tuple(flag for flag in events if flag.event in wanted)
        own = notes(self._imported, selection.series)
        self.chart.set_flags([*map(price_lines.event_flag, events), *map(price_lines.note_flag, own)])
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


def _message(workspace: Workspace) -> str:
    if workspace.series:
        return _("Tick a series on the left to see it here")
    return _("Drop a spreadsheet here to see its series")
