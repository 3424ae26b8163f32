"""Rolling figures, forecast paths and convenience yields, as they are shown."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.io.example import example_workspace
from core.model import Figure, PartialDate, Points, Series, Workspace, collect
from core.views.convenience import convenience_view, spots_of, stocks_of
from core.views.forecast_path import forecast_view, paths_of, with_paths
from core.views.rolling import rolling_view, usual_window
from core.views.study import StudyView, copied

NAN = float("nan")


def series(key: str, values: list[float], *, kind: str = "price", unit: str = "USD/t", first: str = "2024-01-01", **more: str) -> Series:
    dates = np.busday_offset(first, np.arange(len(values)), roll="forward")
    named = {"mineral": "copper", "frequency": "daily", **more}
    return Series(id=key, title=key, kind=kind, unit=unit, points=Points(dates, values), **named)


def walk(count: int, seed: int = 1, spread: float = 0.02) -> list[float]:
    return (100 * np.exp(np.random.default_rng(seed).normal(0, spread, count).cumsum())).tolist()


def table(view: StudyView) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in view.rows}


# rolling


def test_rolling_volatility_is_annualised_and_ewma_is_riskmetrics() -> None:
    prices = walk(80)
    view = rolling_view(Workspace(series=collect([series("cu", prices)])), "cu", "", 20)
    returns = np.diff(np.log(prices))
    rolling, smooth = view.panes[1]
    assert rolling.unit == smooth.unit == "% a year"
    assert np.isnan(rolling.values[:19]).all()
    assert rolling.values[-1] == pytest.approx(100 * returns[-20:].std(ddof=1) * np.sqrt(252))
    variance = returns[0] ** 2
    for one in returns:
        variance = 0.94 * variance + 0.06 * one**2
    assert smooth.values[-1] == pytest.approx(100 * np.sqrt(variance * 252))
    assert np.isnan(smooth.values[:19]).all()
    assert table(view)["Volatility, 20 returns"][-1] == "60"
    assert "√252" in view.tips[0]
    assert "0.94" in view.tips[1]
    assert len(view.panes) == 2


def test_correlation_and_beta_are_of_the_pairs() -> None:
    first, second = walk(60, 1), walk(60, 2)
    workspace = Workspace(series=collect([series("cu", first), series("zn", second, mineral="zinc")]))
    view = rolling_view(workspace, "cu", "zn", 30)
    (correlation,), (beta,) = view.panes[2:]
    one, two = np.diff(np.log(first))[-30:], np.diff(np.log(second))[-30:]
    assert correlation.values[-1] == pytest.approx(np.corrcoef(one, two)[0, 1])
    assert beta.values[-1] == pytest.approx(np.cov(one, two)[0, 1] / two.var(ddof=1))
    assert len(view.rows) == len(view.tips) == 4
    assert "zn" in view.sentence
    assert [label for label, _text in view.explained][-2:] == ["Input", "Input"]


def test_a_gap_breaks_the_line_and_no_return_crosses_it() -> None:
    values = walk(90)
    values[40:60] = [NAN] * 20
    view = rolling_view(Workspace(series=collect([series("cu", values)])), "cu", "", 20)
    rolling = view.panes[1][0]
    hole = np.flatnonzero(np.diff(rolling.days) > 7)
    assert len(hole) == 2  # on either side of the break that was put in
    assert np.isnan(rolling.values[hole[0] + 1])
    assert table(view)["Volatility, 20 returns"][-1] == str(39 + 29 - 19)


def test_no_window_is_shorter_than_twenty_and_too_few_are_told() -> None:
    workspace = Workspace(series=collect([series("cu", walk(15)), series("zn", walk(200)), series("pb", walk(15), mineral="lead")]))
    assert "14 returns; a window of 20 returns is never full" in rolling_view(workspace, "cu", "", 3).sentence
    assert rolling_view(workspace, "cu", "", 3).panes == ()
    few = rolling_view(workspace, "zn", "pb", 20)
    assert "only 14 returns in common" in few.sentence
    assert len(few.panes) == 2
    assert "not in the workspace" in rolling_view(workspace, "gone", "", 20).sentence
    assert usual_window(example_workspace().series["pink-sheet/silver"]) == 24


def test_months_are_annualised_by_twelve_with_their_own_decay() -> None:
    view = rolling_view(example_workspace(), "pink-sheet/silver", "pink-sheet/copper", 24)
    assert "√12" in view.tips[0]
    assert "λ = 0.97" in view.tips[1]
    text = copied(view)
    assert "Correlation with Copper" in text
    assert "2025-11-01\t50.43" in text


@given(st.lists(st.floats(allow_nan=True), max_size=60), st.integers(-5, 70))
def test_rolling_survives_anything(values: list[float], window: int) -> None:
    workspace = Workspace(series=collect([series("a", values), series("b", values[::-1])]))
    assert rolling_view(workspace, "a", "b", window).sentence


# a forecast path


def gold(spot: list[float], path: list[float], *, first: str = "2026-01-01", unit: str = "USD/ozt") -> Workspace:
    quarters = (np.datetime64("2026-01") + 3 * np.arange(len(path))).astype("datetime64[D]")
    return Workspace(
        series=collect(
            [
                series("spot", spot, unit="USD/ozt", mineral="gold", first=first),
                Series(
                    id="path",
                    title="Bank",
                    kind="forecast",
                    mineral="gold",
                    unit=unit,
                    frequency="quarterly",
                    points=Points(quarters, path),
                ),
            ]
        )
    )


def test_spot_is_where_the_forecast_expects_it_a_quarter_later() -> None:
    """systems.md, item 5: 4,400, 4,600, 4,800, 5,000 from Q1 on; spot 4,600 in Q1 leads by one."""
    view = forecast_view(gold([4500, 4600], [4400, 4600, 4800, 5000]), "spot")
    assert "spot is where the forecast expects it 1 quarter later (2026 Q2)" in view.sentence
    assert table(view)["Lead of spot"][0] == "1 quarter"
    assert table(view)["First forecast at or above it"] == ("4,600 USD/ozt", "2026 Q2")
    assert table(view)["Spot over the forecast of its own quarter"][0] == "+4.5 %"
    spot, path, level = view.panes[0]
    assert path.expected
    assert path.values.tolist() == [4400, 4600, 4800, 5000]
    assert level.values.tolist() == [4600, 4600]
    assert "not interpolated" in view.tips[0]
    assert view.marked[0][1].startswith("2026 Q2")
    assert spot.values[-1] == 4600


@pytest.mark.parametrize(
    ("spot", "told"),
    [
        (4400, "this quarter"), (9000, "above every forecast of the path, which ends in 2026 Q4"), (4700, "2 quarters later (2026 Q3)"),
    ],
)  # fmt: skip
def test_on_path_and_beyond(spot: float, told: str) -> None:
    assert told in forecast_view(gold([spot], [4400, 4600, 4800, 5000]), "spot").sentence


def test_behind_and_another_unit() -> None:
    view = forecast_view(gold([4500], [4600 / 31.1034768, 4800 / 31.1034768], first="2026-05-04", unit="USD/g"), "spot")
    assert "expected it 1 quarter earlier (2026 Q1)" in view.sentence
    assert table(view)["Lead of spot"][0] == "−1 quarter"


def test_the_one_figure_of_the_example_is_a_lead_of_at_most_four_quarters() -> None:
    example = example_workspace()
    view = forecast_view(example, "pink-sheet/gold")
    assert "at most 4 quarters later (2026 Q4)" in view.sentence
    assert table(view)["The path"] == ("1 value, 5,000 USD/ozt", "2026 Q4")
    assert any("O034" in text for _label, text in view.explained)
    silver = example.series["pink-sheet/silver"]
    assert [one.id for one in with_paths(example, [silver])] == ["pink-sheet/gold", "pink-sheet/silver"]
    assert (
        "no forecast of the price of Silver. Import a series of the kind “forecast”" in forecast_view(example, "pink-sheet/silver").sentence
    )


def test_what_forecasts_something_else_is_no_path() -> None:
    whole = gold([4600], [50], unit="Moz")
    assert paths_of(whole, whole.series["spot"]) == ()
    count = Figure(id="f", mineral="gold", kind="forecast", value=1.0, unit="quarter", date=PartialDate.parse("2026-01"))
    assert paths_of(Workspace(series=whole.series, figures=collect([count])), whole.series["spot"]) == ()
    assert "no value" in forecast_view(gold([], [4400]), "spot").sentence
    assert "not in the workspace" in forecast_view(Workspace(), "gone").sentence


# convenience yield


def copper(spot: list[float], forward: list[float], stock: list[float], tenor: str = "90d") -> Workspace:
    return Workspace(
        series=collect(
            [
                series("cash", spot), series("3M", forward, kind="forward", tenor=tenor), series("far", [1.0], kind="forward", tenor="far"),
                series("LME", stock, kind="stock", unit="t"),
            ]
        )
    )  # fmt: skip


def test_convenience_yield_of_the_methods() -> None:
    """METHODS.md 2.3: S 9,800, F 9,700, T 0.25, r 4.5 %, c 2 %."""
    view = convenience_view(copper([9800], [9700], [100], "91.25d"), "cash", "3M", "LME").study
    told = table(view)
    assert told["Convenience yield"] == ("+10.603 %", "2024-01-01")
    assert told["Interest-adjusted basis"][0] == "−2.145 %"
    assert told["Backwardation a year"][0] == "+4.188 %"
    assert "4.5 % and 2 % a year" in view.sentence
    assert view.panes[0][0].values[-1] == pytest.approx(10.603, abs=5e-4)
    other = table(convenience_view(copper([9800], [9700], [100], "3M"), "cash", "3M", "LME", 0.0, 0.0).study)
    assert other["Convenience yield"][0] == "+4.103 %"


def test_the_yield_lies_against_the_stocks_of_its_days() -> None:
    stocks = np.linspace(100, 400, 30)
    forward = 9000 * np.exp((0.065 - 10 / stocks) * 0.25)
    view = convenience_view(copper([9000.0] * 30, forward.tolist(), stocks.tolist(), "3M"), "cash", "3M", "LME")
    assert view.scatter.across.tolist() == stocks.tolist()
    assert view.scatter.up == pytest.approx(1000 / stocks)
    assert view.scatter.across_title == "LME, t"
    assert view.scatter.dates[0] == "2024-01-01"
    assert table(view.study)["Correlation with ln(stocks)"][0].startswith("−0.9")
    few = convenience_view(copper([9000.0] * 3, [8900.0] * 3, [1.0, 2.0, 3.0]), "cash", "3M", "LME").study
    assert "– (3 pairs) too few cases: fewer than 8" in table(few)["Correlation with ln(stocks)"][0]


def test_what_is_missing_for_a_yield_is_said() -> None:
    example = example_workspace()
    silver = example.series["pink-sheet/silver"]
    assert "Import series of the kind “forward”" in convenience_view(example, silver.id, "", "").study.sentence
    assert spots_of(example, [silver]) == (silver,)
    assert {one.mineral for one in stocks_of(example, silver)} == {"silver"}
    whole = copper([9800], [9700], [100])
    assert "says no time" in convenience_view(whole, "cash", "far", "").study.sentence
    none = convenience_view(whole, "cash", "3M", "")
    assert "import a series of the kind “stock”" in none.scatter.message
    assert len(none.study.panes) == 1
    apart = convenience_view(copper([NAN, 9800], [9700], []), "cash", "3M", "LME").study
    assert "no date in common" in apart.sentence
    assert "No price" in convenience_view(Workspace(), "", "", "").study.sentence


@given(st.lists(st.floats(allow_nan=True), max_size=12), st.lists(st.floats(allow_nan=True), max_size=12), st.floats(-100, 1000))
@example([9e14], [2.2e-309], 0.0)
@example([1.0], [1e100], 0.0)
def test_yields_survive_anything(spot: list[float], forward: list[float], rate: float) -> None:
    assert convenience_view(copper(spot, forward, forward), "cash", "3M", "LME", rate).study.sentence
    assert forecast_view(gold(spot, forward), "spot").sentence
