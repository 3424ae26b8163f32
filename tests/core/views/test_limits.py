"""Floors and ceilings of prices, from figures of the workspace."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from core.io.example import example_workspace
from core.model import Figure, Points, Series, Workspace, collect
from core.views.limits import limits_of, limits_view

DAYS = np.arange("2024-01-01", "2024-01-11", dtype="datetime64[D]")
COPPER = Series(
    id="cu", title="Copper", kind="price", mineral="copper", unit="USD/t", frequency="daily",
    points=Points(DAYS, [100, 90, 80, 90, 100, 110, 120, 95, 100, 99]),
)  # fmt: skip


def workspace(*figures: Figure) -> Workspace:
    return Workspace(series=collect([COPPER]), figures=collect(figures))


def figure(key: str, kind: str, value: float | None, unit: str = "USD/t", **more: str) -> Figure:
    return Figure(id=key, title=key, kind=kind, value=value, unit=unit, **{"mineral": "copper", **more})


def test_days_depth_and_area_are_counted_in_the_dates_in_view() -> None:
    with_limits = workspace(figure("low", "price floor", 0.1, "USD/kg"), figure("high", "ceiling", 105.0))
    view = limits_view(with_limits, [COPPER], DAYS[0].item(), DAYS[-1].item())
    low, high = view.rows
    assert low[:3] == ("Copper", "low", "100 USD/t")
    assert low[3:] == ("5 of 10 (50.0 %)", "3", "20 USD/t", "2024-01-03", "9.2 USD/t", "46 USD/t × days", "below the floor")
    assert high[3:5] == ("2 of 10 (20.0 %)", "1")
    assert high[-1] == "not beyond"
    part = limits_view(with_limits, [COPPER], dt.date(2024, 1, 5), dt.date(2024, 1, 7))
    assert part.rows[0][3:5] == ("0 of 3 (0.0 %)", "0")
    empty = limits_view(with_limits, [COPPER], dt.date(2030, 1, 1), dt.date(2030, 1, 7))
    assert empty.rows[0][-1] == "no values"


@pytest.mark.parametrize(
    "other",
    [
        figure("no side", "price", 100.0), figure("no value", "floor", None), figure("other metal", "floor", 100.0, mineral="gold"),
        figure("other unit", "floor", 100.0, "EUR/t"), figure("no word", "flooring", 100.0),
    ],
)  # fmt: skip
def test_what_is_no_limit_of_a_price_is_left_out_and_how_to_have_one_is_said(other: Figure) -> None:
    view = limits_view(workspace(other), [COPPER], DAYS[0].item(), DAYS[-1].item())
    assert view.rows == ()
    assert "kind is “floor” or “ceiling”" in view.sentence


def test_a_figure_that_names_a_series_holds_for_that_alone() -> None:
    two = replace(COPPER, id="other")
    both = Workspace(series=collect([COPPER, two]), figures=collect([figure("f", "floor", 95.0, series="other")]))
    assert limits_of(both, COPPER) == ()
    assert [one.value for one in limits_of(both, two, "USD/kg")] == [0.095]
    assert limits_of(both, replace(two, kind="stock")) == ()


def test_the_base_price_of_the_g7_is_a_floor_of_rare_earths() -> None:
    example = example_workspace()
    oxide = next(one for one in example.series.values() if "neodymium-praseodymium" in one.id)
    (floor,) = limits_of(example, oxide)
    assert (floor.figure, floor.side, floor.value, floor.unit) == ("O073", "floor", 20.0, "USD/kg")
