"""What the price chart opens in windows of their own: years overlaid, forward curve, wealth table, the study of an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from core.model import Series, Workspace, add_months
from core.task import Refused
from core.views import curves, event_choices, event_study, prices, wealth
from core.words import _
from gui.widgets.curve_dialog import CurveDialog
from gui.widgets.event_study import EventStudyDialog
from gui.widgets.selection_bar import DateEdit
from gui.widgets.table_dialog import TableDialog


def open_seasonal(workspace: Workspace, shown: Sequence[Series], unit: str, parent: QWidget) -> None:
    """The years of one of the series shown, laid over each other. Raises `Refused` when none is shown."""
    dialog = CurveDialog(_("Years overlaid"), _offered(shown), parent)
    every = QCheckBox(_("All years"), dialog)
    every.setObjectName("every_year")
    dialog.controls.addWidget(every)

    def draw() -> None:
        dialog.show_view(curves.seasonal_view(workspace.series[dialog.series.currentData()], unit, every=every.isChecked()))

    every.toggled.connect(lambda _on: draw())
    _open(dialog, draw)


def open_curve(workspace: Workspace, shown: Sequence[Series], day: dt.date, parent: QWidget) -> None:
    """The forward curve of one of the series shown, on `day` and a month before. Raises `Refused` when none is shown.

    A day after the last value of all of them is that value's.
    """
    whole = prices.span(workspace, [one.id for one in shown])
    day = day if whole is None else min(day, whole[1])
    dialog = CurveDialog(_("Forward curve"), _offered(shown), parent)
    on = DateEdit("curve_day", _("On"), last=True, parent=dialog)
    before = DateEdit("curve_before", _("Against"), last=True, parent=dialog)
    days = {on: day, before: add_months(day, -1)}

    def draw() -> None:
        dialog.show_view(curves.curve_view(workspace, workspace.series[dialog.series.currentData()], days[on], days[before]))

    def take(field: DateEdit, chosen: dt.date | None) -> None:
        days[field] = chosen or days[field]  # an emptied field goes back to the day it had
        field.set_date(days[field])
        draw()

    for words, field in ((_("On"), on), (_("against"), before)):
        dialog.add_control(words, field)
        field.set_date(days[field])
        field.chosen.connect(lambda chosen, field=field: take(field, chosen))
    spot = curves.first_with_forwards(workspace, shown)
    if spot is not None:
        dialog.series.setCurrentIndex(dialog.series.findData(spot.id))
    _open(dialog, draw)


def open_wealth(workspace: Workspace, parent: QWidget) -> None:
    """What a sum put into each asset became."""
    found = wealth.wealth_view(workspace)
    TableDialog(_("Wealth table"), found.sentence, found.headings, found.rows, found.tips, parent).open()


def open_study(workspace: Workspace, shown: Sequence[Series], event: str, show: Callable[[str], object], parent: QWidget) -> None:
    """The study of an event on the series shown, first on one that it is about. `show` is called with its id when it is to be seen."""
    dialog = EventStudyDialog(_offered(prices.of_event(workspace, event, shown)), parent)

    def draw(series: str, _choice: object = None) -> None:
        dialog.offer(event_choices.markets(workspace, workspace.series[series]), event_choices.bases_of(workspace.events[event]))
        choice = dialog.choice()
        found = event_study.study(workspace, event, series, choice)
        if found is not None:
            dialog.show_study(found, event_study.class_study(workspace, event, series, choice))

    dialog.event_wanted.connect(show)
    dialog.chosen.connect(draw)
    draw(dialog.series.itemData(0))
    dialog.open()


def _open(dialog: CurveDialog, draw: Callable[[], None]) -> None:
    if not dialog.series.count():
        dialog.deleteLater()
        raise Refused(_("No series is shown: tick one on the left first."))
    dialog.controls.addStretch(1)
    dialog.wanted.connect(draw)
    draw()
    dialog.open()


def _offered(series: Sequence[Series]) -> list[tuple[str, str]]:
    return [(one.id, prices.series_title(one)) for one in series]
