"""The scales of the price chart: units, percent, and 100 at a pinned day."""

import datetime as dt

import numpy as np
import pytest

from core.model import Points, Series, Workspace, collect
from core.views import prices
from core.views.price_scale import Scale, scaled, units_offered


def monthly(key: str, first: str, values: list[float], unit: str = "USD/t", frequency: str = "monthly") -> Series:
    dates = np.datetime64(first, "M") + np.arange(len(values))
    return Series(id=key, title=key, kind="price", unit=unit, frequency=frequency, points=Points(dates, values))


def test_a_unit_is_exact_and_said_and_what_cannot_be_converted_stays() -> None:
    found = scaled(monthly("a", "2020-01", [2204.62262]), Scale(unit="USD/lb"))
    assert (found.unit, found.points.values[0]) == ("USD/lb", pytest.approx(1.0, rel=1e-8))
    stays = scaled(monthly("p", "2020-01", [3.0], unit="%"), Scale(unit="USD/lb"))
    assert (stays.unit, stays.points.values.tolist()) == ("%", [3.0])


@pytest.mark.parametrize(
    ("mode", "values", "unit"), [("index", [50, 100, 200], "2020-02-01 = 100"), ("percent", [-50, 0, 100], "% since 2020-02-01")]
)
def test_a_pinned_day_is_the_base_of_every_value(mode: str, values: list[float], unit: str) -> None:
    found = scaled(monthly("a", "2020-01", [1.0, 2.0, 4.0]), Scale(mode, dt.date(2020, 2, 1)))
    assert (found.points.values.tolist(), found.unit, found.note) == (values, unit, "")


def test_a_day_within_a_month_means_that_month_of_a_monthly_series() -> None:
    scale = Scale("index", dt.date(2020, 2, 20))
    assert scaled(monthly("a", "2020-01", [1.0, 2.0, 4.0]), scale).points.values.tolist() == [50, 100, 200]
    assert scaled(monthly("a", "2020-01", [1.0, 2.0, 4.0], frequency="daily"), scale).note == "from 2020-03-01"


def test_a_series_that_starts_later_starts_at_its_own_first_value_and_says_so() -> None:
    late = scaled(monthly("b", "2021-05", [8.0, 4.0]), Scale("index", dt.date(2020, 2, 1)))
    assert (late.points.values.tolist(), late.note) == ([100, 50], "own first: 2021-05")
    ended = scaled(monthly("b", "2001-05", [8.0]), Scale("index", dt.date(2020, 2, 1)))
    assert np.isnan(ended.points.values).all()
    assert ended.note == "no value to start from"


def test_on_a_relative_scale_all_series_share_a_pane_and_lines_are_kept_while_the_scale_is() -> None:
    workspace = Workspace(series=collect([monthly("a", "2020-01", [1, 2]), monthly("b", "2020-02", [3, 6], "USD/ozt")]))
    scale = Scale("index", dt.date(2020, 1, 1))
    shown = prices.panes(workspace, ["a", "b"], (), scale)
    assert [pane.unit for pane in shown] == ["2020-01-01 = 100"]
    assert [line.label for line in shown[0].lines] == ["a", "b · own first: 2020-02"]
    assert prices.panes(workspace, ["a", "b"], shown, Scale("index", dt.date(2020, 1, 1)))[0].lines[1] is shown[0].lines[1]
    assert len(prices.panes(workspace, ["a", "b"], shown)) == 2


def test_the_units_offered_begin_with_those_in_use() -> None:
    workspace = Workspace(series=collect([monthly("a", "2020-01", [1]), monthly("b", "2020-02", [3], "USD/ozt")]))
    offered = units_offered(workspace, ["a", "gone", "b"])
    assert offered[:2] == ("USD/t", "USD/ozt")
    assert "USD/kg" in offered
    assert len(offered) == len(set(offered))
    assert units_offered(workspace, []) == ()
