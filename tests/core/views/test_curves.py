"""Years overlaid, forward curves, and the wealth table, as they are shown."""

import datetime as dt

import numpy as np
import pytest

from core.io.example import example_workspace
from core.model import Points, Series, Workspace, collect
from core.views.curves import curve_view, first_with_forwards, forwards_of, seasonal_view
from core.views.wealth import wealth_view

DAYS = np.array(["2025-01-02", "2025-02-03"], "datetime64[D]")


def series(key: str, values: list[float], *, kind: str = "forward", tenor: str = "", unit: str = "USD/t", venue: str = "LME") -> Series:
    points = Points(DAYS[: len(values)], values)
    return Series(id=key, title=key, kind=kind, mineral="copper", unit=unit, venue=venue, tenor=tenor, frequency="daily", points=points)


def copper(*more: Series) -> Workspace:
    return Workspace(series=collect([series("cash", [9000, 9100], kind="price"), *more]))


def test_the_last_year_lies_over_the_band_of_the_five_before() -> None:
    silver = example_workspace().series["pink-sheet/silver"]
    view = seasonal_view(silver, "USD/kg")
    assert [line.title for line in view.lines] == ["2025", "2024", "Mean of 2020–2024", "Lowest of 2020–2024", "Highest of 2020–2024"]
    assert view.unit == "USD/kg"
    now = view.lines[0]
    assert len(now.days) == 11
    assert np.datetime64("1970-01-01") + int(now.days[0]) == np.datetime64("2024-01-01")
    low, mean, high = (view.lines[at].values for at in (3, 2, 4))
    assert (low <= mean).all()
    assert (mean <= high).all()
    assert len(seasonal_view(silver, every=True).lines) == 5 + 19
    yearly = next(one for one in example_workspace().series.values() if one.frequency == "yearly")
    assert seasonal_view(yearly).lines == ()
    assert "four values a year" in seasonal_view(yearly).sentence
    assert seasonal_view(series("empty", [])).lines == ()


def test_weekends_do_not_break_a_year_and_a_month_without_values_does() -> None:
    days = np.arange("2024-01-01", "2024-06-30", dtype="datetime64[D]")
    days = days[np.is_busday(days) & (days.astype("datetime64[M]") != np.datetime64("2024-03"))]
    view = seasonal_view(Series(id="d", frequency="daily", points=Points(days, np.ones(len(days)))))
    assert np.isnan(view.lines[0].values).sum() == 1


def test_a_forward_curve_tells_contango_and_its_change_by_tenor() -> None:
    workspace = copper(series("3M", [9090, 9054.5], tenor="3M"), series("15M", [9.2, 9.3], tenor="15 months", unit="USD/kg"))
    spot = workspace.series["cash"]
    view = curve_view(workspace, spot, dt.date(2025, 2, 28), dt.date(2025, 1, 10))
    assert "2025-02-03: backwardation and contango, by tenor" in view.sentence
    assert [row[0] for row in view.rows] == ["spot", "3M", "15 months"]
    three, fifteen = view.rows[1:]
    assert (three[1], three[2], three[3], three[5]) == ("9,054.5", "−45.5", "−0.5 %", "backwardation")
    assert three[4] == "+2.0 %"  # (9100 / 9054.5)^4 - 1
    assert three[6] == "−1.5 % narrowing"  # from 1 % over spot to 0.5 % under it
    assert fifteen[5] == "contango"
    assert [line.title for line in view.lines] == ["2025-02-03", "2025-01-02"]
    assert view.lines[0].values.tolist() == pytest.approx([9100, 9054.5, 9300])
    assert first_with_forwards(workspace, [spot]) is spot


def test_forwards_of_another_venue_or_without_a_time_do_not_count_and_their_lack_is_said() -> None:
    workspace = copper(series("other", [1], tenor="3M", venue="COMEX"), series("odd", [1], tenor="far away"))
    spot = workspace.series["cash"]
    assert forwards_of(workspace, spot) == ()
    view = curve_view(workspace, spot, dt.date(2025, 2, 28), dt.date(2025, 1, 10))
    assert (view.lines, "no forward prices" in view.sentence) == ((), True)
    early = curve_view(copper(series("3M", [9090, 9009], tenor="3M")), spot, dt.date(2020, 1, 1), dt.date(2019, 1, 1))
    assert "On 2020-01-01 there is no price" in early.sentence
    wrong = curve_view(copper(series("3M", [9090], tenor="3M", unit="EUR/t")), spot, dt.date(2025, 2, 28), dt.date(2025, 1, 10))
    assert wrong.lines == ()
    assert "EUR" in wrong.sentence


def test_the_wealth_table_has_losses_of_everything_and_ranges() -> None:
    view = wealth_view(example_workspace())
    rows = {row[0]: row[1:] for row in view.rows}
    assert rows["Bitcoin"] == ("230×", "+72.26 %", "10", "gain")
    assert rows["P2P lending"] == ("0×", "−100.00 %", "10", "all of it was lost")
    assert rows["Steel shares"] == ("0.8× … 1×", "−2.21 % … 0.00 %", "10", "between a loss and no loss")
    assert rows["China tier-3/4 city property"][1] == "0.00 %"
    assert "A6" in view.tips[0] or "Source" in view.tips[0]
    assert "no asset returns" in wealth_view(Workspace()).sentence
