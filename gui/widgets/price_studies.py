"""The studies of prices that the chart opens in windows of their own: rolling figures, a forecast path."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from core.analysis.comovement import LEAST
from core.model import Series, Workspace
from core.task import Refused
from core.views import convenience, curves, forecast_path, prices, rolling
from core.words import _
from gui.widgets.plot.scatter import Scatter
from gui.widgets.study_dialog import StudyDialog

_LONGEST = 2_000  # returns in a window
_WIDE = 28  # characters of a series' title that its box shows


Study = Callable[[Workspace, Sequence[Series], QWidget], None]


def studies() -> tuple[tuple[str, str, Study], ...]:
    """The words, the key and the opener of each study."""
    return (
        (_("Rolling volatility, correlation and beta…"), "R", open_rolling),
        (_("Forecast path and the lead of spot…"), "F", open_forecast),
        (_("Convenience yield and stocks…"), "Y", open_convenience),
    )


def open_rolling(workspace: Workspace, shown: Sequence[Series], parent: QWidget) -> None:
    """Rolling volatility, EWMA, correlation and beta; first of the first two series shown. Raises `Refused` when none is shown."""
    first = _choice("rolling_first", offered(shown))
    others = [one for group in prices.catalogue(workspace) for one in group.entries]
    second = _choice("rolling_second", [("", _("none")), *((one.id, f"{one.title}  ·  {one.detail}") for one in others)])
    window = QSpinBox()
    window.setObjectName("rolling_window")
    window.setRange(LEAST, _LONGEST)
    window.setKeyboardTracking(False)
    dialog = StudyDialog("rolling_study", _("Rolling volatility, correlation and beta"), parent)
    dialog.add_control(_("Series"), first)
    dialog.add_control(_("Window, returns"), window, _("How many returns each figure is made of; fewer than 20 are never shown"))
    dialog.add_control(_("With"), second, _("The series that correlation and beta are taken with"))

    def draw() -> None:
        dialog.show_view(rolling.rolling_view(workspace, first.currentData(), second.currentData(), window.value()))

    def begin() -> None:
        window.setValue(rolling.usual_window(workspace.series[first.currentData()]))
        draw()

    if len(shown) > 1:
        second.setCurrentIndex(max(0, second.findData(shown[1].id)))
    begin()
    first.activated.connect(lambda _row: begin())
    second.activated.connect(lambda _row: draw())
    window.valueChanged.connect(lambda _count: draw())
    dialog.open()


def open_forecast(workspace: Workspace, shown: Sequence[Series], parent: QWidget) -> None:
    """A price and its forecast path, with the lead of spot: of a price shown, or of one that has a forecast where none shown has.

    Raises `Refused` when there is no price at all.
    """
    spots = forecast_path.with_paths(workspace, shown)
    series, path = _choice("forecast_series", offered(spots)), _choice("forecast_path", [])
    dialog = StudyDialog("forecast_study", _("Forecast path and the lead of spot"), parent)
    dialog.add_control(_("Series"), series)
    dialog.add_control(_("Forecast"), path)

    def draw() -> None:
        dialog.show_view(forecast_path.forecast_view(workspace, series.currentData(), path.currentData() or ""))

    def begin() -> None:
        found = forecast_path.paths_of(workspace, workspace.series[series.currentData()])
        path.clear()
        for one in found:
            path.addItem(one.title, one.key)
        path.setEnabled(len(found) > 1)
        draw()

    begin()
    series.activated.connect(lambda _row: begin())
    path.activated.connect(lambda _row: draw())
    dialog.open()


def open_convenience(workspace: Workspace, shown: Sequence[Series], parent: QWidget) -> None:
    """The implied convenience yield over time and against stocks. Raises `Refused` when there is no price at all."""
    spot = _choice("convenience_spot", offered(convenience.spots_of(workspace, shown)))
    forward, stock = _choice("convenience_forward", []), _choice("convenience_stock", [])
    rate, storage = _percent("convenience_rate", convenience.RATE), _percent("convenience_storage", convenience.STORAGE)
    dialog = StudyDialog("convenience_study", _("Implied convenience yield and stocks"), parent)
    scatter = Scatter(dialog)
    scatter.setObjectName("convenience_scatter")
    dialog.pictures.addWidget(scatter)
    dialog.pictures.setSizes([560, 320])
    for words, widget, tip in (
        (_("Series"), spot, ""), (_("Forward"), forward, ""), (_("Stocks"), stock, ""),
        (_("Rate r"), rate, _("The rate of interest over the tenor, percent a year: your assumption")),
        (_("Storage c"), storage, _("The cost of storage, percent of the price a year: your assumption")),
    ):  # fmt: skip
        dialog.add_control(words, widget, tip)

    def draw() -> None:
        view = convenience.convenience_view(
            workspace, spot.currentData(), forward.currentData() or "", stock.currentData() or "", rate.value(), storage.value()
        )
        dialog.show_view(view.study)
        found = view.scatter
        scatter.setVisible(bool(view.study.rows))
        scatter.set_points(found.across, found.up, found.dates, (found.across_title, found.up_title), found.message)

    def begin() -> None:
        price = workspace.series[spot.currentData()]
        for box, entries in ((forward, curves.forwards_of(workspace, price)), (stock, convenience.stocks_of(workspace, price))):
            box.clear()
            for one in entries:
                box.addItem(" · ".join(part for part in (prices.series_title(one), one.tenor) if part), one.id)
            box.setEnabled(bool(entries))
        draw()

    begin()
    spot.activated.connect(lambda _row: begin())
    for box in (forward, stock):
        box.activated.connect(lambda _row: draw())
    for number in (rate, storage):
        number.valueChanged.connect(lambda _value: draw())
    dialog.open()


def offered(series: Sequence[Series]) -> list[tuple[str, str]]:
    """What a choice of the series shown offers: (id, title). Raises `Refused` when none is shown."""
    if not series:
        raise Refused(_("No series is shown: tick one on the left first."))
    return [(one.id, prices.series_title(one)) for one in series]


def _choice(name: str, entries: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_WIDE)
    for key, words in entries:
        box.addItem(words, key)
    return box


def _percent(name: str, value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setObjectName(name)
    box.setRange(-100, 1_000)
    box.setSingleStep(0.25)
    box.setSuffix(" %")
    box.setKeyboardTracking(False)
    box.setValue(value)
    return box
