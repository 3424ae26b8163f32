"""Abnormal returns about an event, placebo windows, classes of events."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.event_class import abnormal_path, average_path, class_test
from core.analysis.event_study import Window, event_study, reaction, student_quantile
from core.analysis.market import equal_weighted
from core.model import Points
from tests.core.analysis.made import NAN, daily, monthly, prices


def walk(returns: np.ndarray, first: float = 100) -> Points:
    """Prices a weekday that have these log returns; the first price is the day before them."""
    return daily((first * np.exp(np.concatenate([[0], np.cumsum(returns)]))).tolist())


def noise(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0005, 0.01, count)


def test_the_constant_mean_model_is_mackinlay_s() -> None:
    returns = noise(200)
    points = walk(returns)
    found = event_study(points, points.dates[161], Window(-1, 1, 120))
    learn, window = returns[39:159], returns[159:162]
    deviation = learn.std(ddof=1)
    assert found.abnormal == pytest.approx(window - learn.mean())
    assert found.car == pytest.approx((window - learn.mean()).sum())
    assert (found.estimation, found.freedom, found.warnings, found.beta) == (120, 119, (), None)
    assert found.deviation == pytest.approx(deviation)
    assert found.error == pytest.approx(math.sqrt(3 * deviation**2 * (1 + 3 / 120)))
    assert found.t == pytest.approx(found.car / found.error)
    assert found.day_zero == points.dates[161]
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / 2 / found.error == pytest.approx(1.9801, abs=1e-4)


def test_the_market_model_takes_out_what_the_market_did() -> None:
    market, own = noise(200, 2), noise(200, 3) / 10
    returns = 0.001 + 2 * market + own
    points, index = walk(returns), walk(market)
    found = event_study(points, points.dates[161], Window(0, 4, 120), market=index)
    learn = slice(40, 160)
    slope, intercept = np.polyfit(market[learn], returns[learn], 1)
    rest = returns[learn] - intercept - slope * market[learn]
    assert found.beta == pytest.approx(slope)
    assert found.normal == pytest.approx(intercept)
    assert found.deviation == pytest.approx(math.sqrt((rest**2).sum() / 118))
    window = slice(160, 165)
    assert found.abnormal == pytest.approx(returns[window] - intercept - slope * market[window])
    apart = market[learn] - market[learn].mean()
    extra = (market[window] - market[learn].mean()).sum() ** 2 / (apart**2).sum()
    assert found.error == pytest.approx(found.deviation * math.sqrt(5 * (1 + 5 / 120) + extra))


def test_a_jump_is_rare_among_placebos_and_noise_is_not() -> None:
    returns = noise(400)
    calm = event_study(walk(returns), walk(returns).dates[301])
    returns[300] += 0.2
    jumped = event_study(walk(returns), walk(returns).dates[301])
    assert jumped.placebo == 0
    assert calm.placebo is not None
    assert calm.placebo > 0.02
    assert jumped.placebos == calm.placebos == 400 - 120 - 2 - 5
    assert jumped.t is not None
    assert jumped.t > 10


def test_the_placebo_is_the_share_of_windows_counted_one_by_one() -> None:
    returns = noise(90)
    points = walk(returns)
    window = Window(0, 2, 30)
    found = event_study(points, points.dates[71], window, others=[points.dates[51]])
    free = [start for start in range(30, 88) if abs(start - 70) >= 3 and abs(start - 50) >= 3]
    sizes = [abs((returns[start : start + 3] - returns[start - 30 : start].mean()).sum()) for start in free]
    assert found.car is not None
    assert (found.placebo, found.placebos) == (np.mean(np.array(sizes) >= abs(found.car)), len(sizes))


def test_what_is_warned_of() -> None:
    points = walk(noise(80))
    assert event_study(points, points.dates[50]).warnings == ("short estimation",)
    assert "overlap" in event_study(points, points.dates[70], others=[points.dates[72]]).warnings
    assert "overlap" not in event_study(points, points.dates[70], others=[points.dates[73]]).warnings
    assert "incomplete window" in event_study(points, points.dates[80], Window(0, 5)).warnings
    months = monthly(walk(noise(100)).values.tolist())
    assert event_study(months, months.dates[90]).warnings == ("stale prices",)


def test_an_event_on_a_holiday_counts_from_the_next_trading_day() -> None:
    points = walk(noise(200))
    saturday = points.dates[154] + 1
    assert event_study(points, saturday).day_zero == points.dates[155]


def test_nothing_to_study() -> None:
    points = walk(noise(30))
    for price, day in (
        (daily([]), points.dates[0]),
        (daily([1]), points.dates[0]),
        (points, points.dates[-1] + 9),
        (points, points.dates[0] - 9),
    ):
        found = event_study(price, day)
        assert (found.car, found.placebo, found.warnings[-1]) == (None, None, "no data")
    early = event_study(points, points.dates[2])
    assert (early.warnings, early.day_zero) == (("no estimation",), points.dates[2])
    flat = event_study(daily([5.0] * 200), daily([5.0] * 200).dates[150])
    assert (flat.car, flat.t, flat.placebo) == (0, None, 1)


@given(prices(min_size=5, max_size=40), st.integers(-8, 8), st.integers(-3, 45))
def test_a_study_does_not_know_the_unit_and_survives_anything(values: list[float], power: int, at: int) -> None:
    day = np.datetime64("2020-01-06") + at
    one = event_study(daily(values), day, Window(-1, 1, 10), others=[day + 4])
    two = event_study(daily([value * 2.0**power for value in values]), day, Window(-1, 1, 10), others=[day + 4])
    assert (one.warnings, one.placebos, one.estimation) == (two.warnings, two.placebos, two.estimation)
    if one.car is not None:
        assert one.car == pytest.approx(two.car, abs=1e-9)


def test_a_window_that_makes_no_sense_is_refused() -> None:
    for bad in ((1, 0, 120, 0), (0, 1, 1, 0), (0, 1, 120, -1)):
        with pytest.raises(ValueError, match="window"):
            Window(*bad)


def test_student_s_quantile() -> None:
    assert student_quantile(0.975, 10) == pytest.approx(2.2281, abs=2e-4)
    assert student_quantile(0.975, 120) == pytest.approx(1.9799, abs=1e-4)
    assert student_quantile(0.975, 10**9) == pytest.approx(NormalDist().inv_cdf(0.975))


# --- classes of events


def test_the_average_path_is_of_the_price_before_the_event() -> None:
    points = daily([10, 10, 11, 12, 20, 20, 30, NAN, 40])
    path = average_path(points, [points.dates[2], points.dates[6], points.dates[0] - 50], before=2, after=1)
    assert path.used == (0, 1)
    assert path.offsets.tolist() == [-2, -1, 0, 1]
    assert np.exp(path.paths) == pytest.approx(np.array([[1, 1, 1.1, 1.2], [1, 1, 1.5, 2]]))
    assert path.counts.tolist() == [2, 2, 2, 2]
    assert path.mean[2] == pytest.approx(np.log([1.1, 1.5]).mean())
    assert path.median[3] == pytest.approx(np.median(np.log([1.2, 2])))
    assert path.deviation[2] == pytest.approx(np.log([1.1, 1.5]).std(ddof=1))


def test_a_path_that_leaves_the_prices_is_counted_where_it_is() -> None:
    points = daily([10, 11, 12, 13])
    path = average_path(points, [points.dates[1], points.dates[3]], before=3, after=2)
    assert path.counts.tolist() == [1, 1, 2, 2, 1, 1]
    assert np.isnan(path.deviation[0])
    assert np.isfinite(path.mean).all()
    none = average_path(points, [], before=1, after=1)
    assert (none.used, np.isnan(none.mean).all()) == ((), True)
    with pytest.raises(ValueError, match="before"):
        average_path(points, [], before=0)


def test_tests_over_a_class() -> None:
    returns = noise(900)
    for at in (200, 400, 600, 800):
        returns[at] += 0.05
    points = walk(returns)
    studies = [event_study(points, points.dates[at + 1], Window(0, 0, 120)) for at in (200, 400, 600, 800)]
    found = class_test([*studies, event_study(daily([]), points.dates[0])])
    cars, standard = np.array([one.car for one in studies]), np.array([one.t for one in studies])
    assert found.count == 4
    assert found.caar == pytest.approx(cars.mean())
    assert found.patell == pytest.approx(standard.sum() / math.sqrt(4 * 118 / 116))
    assert found.bmp == pytest.approx(standard.mean() * 2 / standard.std(ddof=1))
    assert found.sign == pytest.approx((4 - 2) / 1)
    assert class_test([]).caar is None
    assert class_test(studies[:1]).bmp is None


def test_the_reaction_is_the_highest_after_over_the_mean_before() -> None:
    found = reaction(daily([10, 10, 10, NAN, 15, 20, 18]), np.datetime64("2020-01-09"), 7)
    assert found is not None
    assert (found.multiple, found.before, found.after, str(found.highest_day)) == (2, 3, 3, "2020-01-13")
    assert reaction(daily([]), np.datetime64("2020-01-09"), 7) is None
    assert reaction(daily([1, 2]), np.datetime64("2021-01-09"), 7) is None


def test_the_mean_abnormal_path_and_its_band() -> None:
    """Two events with AR of 1, 2, 3 and 3, 2, 1: cumulated 1, 3, 6 and 3, 5, 6, so means 2, 4, 6; at the first 2 ± 12.706."""
    price = daily([100.0 + (at % 3) for at in range(40)])
    days = (price.dates[30], price.dates[34])
    window = Window(-1, 1, 20)
    made = [
        replace(event_study(price, day, window), abnormal=np.array(one)) for day, one in zip(days, ([1.0, 2, 3], [3.0, 2, 1]), strict=True)
    ]
    found = abnormal_path(made, window)
    assert found.offsets.tolist() == [-1, 0, 1]
    assert found.mean == pytest.approx([2, 4, 6])
    assert found.high[0] == pytest.approx(2 + 12.7062)
    assert found.low[2] == found.high[2] == pytest.approx(6)
    assert found.counts.tolist() == [2, 2, 2]
    assert abnormal_path([], window).counts.tolist() == [0, 0, 0]


def test_a_market_of_equal_weights_is_the_mean_of_its_returns() -> None:
    one, two, three = daily([100, 110, 121]), daily([50, 50, 50]), daily([10, 9, NAN])
    index = equal_weighted([one, two, three])
    assert len(index) == 2  # on the third day two prices are too few
    assert index.values == pytest.approx([100, 100 * np.exp((np.log(1.1) + np.log(0.9)) / 3)])
    assert len(equal_weighted([one, two])) == len(equal_weighted([])) == 0
