"""Statistics of a range, and those that move along it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.comovement import comovement
from core.analysis.drawdown import drawdown, underwater
from core.analysis.returns import cagr, ewma, ewma_volatility, growth_rate, rolling_volatility, total_return, volatility
from core.analysis.rolling import comoments, decayed, means, moments
from core.analysis.standing import percentile, z_score, z_scores
from core.analysis.statistics import Statistics, statistics
from core.model import Points
from tests.core.analysis.made import NAN, at, daily, monthly, prices, yearly


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


# --- growth


def test_cagr_of_the_methods() -> None:
    assert growth_rate(1.5, 3) == pytest.approx(0.14471, abs=5e-6)
    assert cagr(at(["2020-01-01", "2023-01-01"], [100, 150])) == pytest.approx(1.5 ** (365.25 / 1096) - 1)


def test_growth_that_cannot_be_said() -> None:
    assert (growth_rate(0, 10), growth_rate(-1, 10), growth_rate(2, 0), growth_rate(1e300, 1e-3)) == (-1, None, None, None)
    assert (total_return(0, 5), total_return(-1, 5), total_return(4, 5)) == (None, None, 0.25)
    assert (cagr(daily([])), cagr(daily([3])), cagr(yearly([0, 1]))) == (None, None, None)


# --- volatility


@pytest.mark.parametrize(("points", "periods"), [(daily, 252), (monthly, 12), (yearly, 1)])
def test_volatility_is_annualised_at_the_pace_of_the_dates(points: object, periods: int) -> None:
    values = [100, 103, 99, 104, 101, 108]
    expected = np.std(np.diff(np.log(values)), ddof=1) * np.sqrt(periods)
    assert volatility(points(values)) == pytest.approx(expected)  # type: ignore[operator] # one of the makers


def test_volatility_of_nothing() -> None:
    assert [volatility(daily(values)) for values in ([], [1], [1, 2], [NAN, NAN])] == [None] * 4
    assert volatility(daily([2, 2, 2, 2])) == 0


def test_ewma_of_the_methods() -> None:
    assert ewma(np.array([-0.023]), 0.94, start=0.018)[0] == pytest.approx(0.018338, abs=5e-7)


def test_ewma_is_the_recursion() -> None:
    returns = np.random.default_rng(3).normal(0, 0.02, 3_000)
    expected = [returns[0] ** 2]
    for one in returns[1:]:
        expected.append(0.94 * expected[-1] + 0.06 * one**2)
    assert ewma(returns, 0.94) == pytest.approx(np.sqrt(expected), rel=1e-12)
    assert len(ewma(np.array([]), 0.94)) == 0
    with pytest.raises(ValueError, match="decay"):
        ewma(returns, 1.0)


def test_ewma_takes_the_decay_of_the_pace() -> None:
    values = [100, 103, 99, 104, 101, 108]
    for points, decay in ((daily(values), 0.94), (monthly(values), 0.97)):
        assert ewma_volatility(points).values == pytest.approx(ewma(np.diff(np.log(values)), decay))


def test_rolling_volatility_is_that_of_its_window() -> None:
    points = daily((100 + np.random.default_rng(1).normal(0, 1, 50).cumsum()).tolist())
    track = rolling_volatility(points, 20)
    assert np.isnan(track.values[:19]).all()
    assert track.values[-1] == pytest.approx(volatility(Points(points.dates[-21:], points.values[-21:])))
    assert np.isnan(rolling_volatility(daily([1, 2, 3]), 20).values).all()


# --- windows that move


@given(st.lists(st.floats(-1e6, 1e6), max_size=40), st.integers(2, 9))
def test_moments_are_those_of_numpy(values: list[float], window: int) -> None:
    array = np.array(values)
    mean, deviation = moments(array, window)
    expected = [array[start : start + window] for start in range(len(values) - window + 1)]
    scale = max(map(abs, values), default=1) + 1e-300
    assert mean == pytest.approx([part.mean() for part in expected], abs=1e-9 * scale)
    assert deviation == pytest.approx([part.std(ddof=1) for part in expected], abs=1e-6 * scale)


def test_moments_of_small_movements_after_large_ones() -> None:
    values = np.concatenate([np.linspace(1e9, 1e3, 500), 1e-3 * np.sin(np.arange(200))])
    assert moments(values, 20)[1][-1] == pytest.approx(values[-20:].std(ddof=1), rel=1e-9)


def test_windows_refuse_what_they_cannot_hold() -> None:
    with pytest.raises(ValueError, match="two values"):
        moments(np.arange(5.0), 1)
    assert [len(part) for part in moments(np.array([]), 3)] == [0, 0]
    assert means(np.arange(3.0), 1).tolist() == [0, 1, 2]
    assert decayed(np.array([1.0, 0, 0]), 0.5).tolist() == [1, 0.5, 0.25]


def test_comoments_are_those_of_numpy() -> None:
    chance = np.random.default_rng(5)
    first, second = chance.normal(size=60), chance.normal(size=60)
    correlation, slope = comoments(first, second, 25)
    assert correlation[-1] == pytest.approx(np.corrcoef(first[-25:], second[-25:])[0, 1])
    assert slope[-1] == pytest.approx(np.polyfit(second[-25:], first[-25:], 1)[0])


def test_correlation_and_beta_use_only_the_pairs() -> None:
    chance = np.random.default_rng(7)
    market = np.exp(chance.normal(0, 0.01, 80).cumsum())
    second = daily(market.tolist())
    first = daily((50 * market**2).tolist())
    found = comovement(first.without(first.dates[40]), second, 30)
    assert found.pairs == 78
    assert found.correlation.values[-1] == pytest.approx(1)
    assert found.beta.values[-1] == pytest.approx(2)
    assert not found.few


def test_too_few_pairs_are_said() -> None:
    found = comovement(daily([1, 2, 3]), daily([2, 3, 4]), 20)
    assert (found.few, found.pairs, np.isnan(found.beta.values).all()) == (True, 2, True)
    assert comovement(daily([]), daily([1]), 20).pairs == 0
    with pytest.raises(ValueError, match="20"):
        comovement(daily([]), daily([]), 19)


# --- drawdown


def test_the_deepest_fall() -> None:
    found = drawdown(at(["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07"], [100, 120, 90, 125, 119]))
    assert found is not None
    assert found.depth == pytest.approx(-0.25)
    assert (found.start, found.trough, found.recovery, found.days) == (day("2020-01-02"), day("2020-01-03"), day("2020-01-06"), 4)


def test_a_fall_not_recovered_runs_to_the_last_value() -> None:
    found = drawdown(daily([100, 80, NAN, 90, NAN]))
    assert found is not None
    assert (found.recovery, found.days) == (None, 3)


def test_nothing_fell() -> None:
    assert [drawdown(daily(values)) for values in ([], [1], [1, 2, 2, 3], [NAN], [0, -1])] == [None] * 5
    assert underwater(daily([100, 80, NAN, 90])).values == pytest.approx([0, -0.2, -0.1])
    assert len(underwater(daily([]))) == 0


@given(prices(), st.integers(-8, 8))
def test_statistics_do_not_know_the_unit(values: list[float], power: int) -> None:
    one, two = statistics(daily(values)), statistics(daily([value * 2.0**power for value in values]))
    assert (one.drawdown, one.change, one.percentile, one.cagr, one.returns) == (
        two.drawdown,
        two.change,
        two.percentile,
        two.cagr,
        two.returns,
    )
    assert one.volatility == pytest.approx(two.volatility, abs=1e-9) if one.volatility is not None else two.volatility is None


@given(prices(min_size=1))
def test_the_drawdown_is_the_lowest_of_the_underwater_line(values: list[float]) -> None:
    found, line = drawdown(daily(values)), underwater(daily(values)).values
    assert (found.depth if found else 0) == pytest.approx(line.min() if len(line) else 0)


@pytest.mark.parametrize("size", [1_023, 1_024, 1_025, 5_000])
def test_the_deepest_fall_of_many_values_is_that_of_a_running_maximum(size: int) -> None:
    for seed in range(5):
        values = np.round(100 + np.random.default_rng(seed).normal(0, 3, size).cumsum() ** 2)
        found = drawdown(Points(np.datetime64("1970-01-01") + np.arange(size), values))
        falls = values / np.maximum.accumulate(values)
        trough = int(falls.argmin())
        assert found is not None
        assert (found.depth, found.trough) == (falls.min() - 1, day("1970-01-01") + trough)
        assert found.start == day("1970-01-01") + int(values[: trough + 1].argmax())


# --- standing


def test_the_z_score_looks_only_back() -> None:
    scores = z_scores(daily([1, 2, 3, 10, 5]), 3)
    assert np.isnan(scores.values[:3]).all()
    assert scores.values[3:] == pytest.approx([(10 - 2) / 1, (5 - 5) / np.std([2, 3, 10], ddof=1)])


@given(prices(min_size=3), prices(min_size=1, max_size=5))
def test_what_comes_later_changes_no_earlier_score(values: list[float], later: list[float]) -> None:
    before, after = z_scores(daily(values), 3).values, z_scores(daily(values + later), 3).values
    assert before == pytest.approx(after[: len(before)], nan_ok=True, rel=1e-6, abs=1e-6)


def test_a_score_against_what_never_moved_cannot_be_said() -> None:
    assert z_score(3, np.array([2.0, 2, 2])) is None
    assert z_score(3, np.array([2.0])) is None
    assert np.isnan(z_scores(daily([2, 2, 2, 3]), 3).values).all()
    assert len(z_scores(daily([]), 3)) == 0
    assert np.isnan(z_scores(daily([1]), 3).values).all()


def test_ties_count_half() -> None:
    assert percentile(2, np.array([1.0, 2, 2, 3])) == 50
    assert percentile(3, np.array([1.0, 2, 3])) == pytest.approx(100 * 2.5 / 3)
    assert percentile(1, np.array([])) is None


# --- the table


def test_the_table_of_a_range() -> None:
    found = statistics(monthly([100, NAN, 80, 90, 120]))
    assert (found.count, found.missing, found.pace, found.returns) == (4, 1, 12, 2)
    assert (found.first, found.last, found.low, found.high, found.mean) == (100, 120, 80, 120, 97.5)
    assert found.change == pytest.approx(0.2)
    assert found.z == pytest.approx((120 - 90) / np.std([100, 80, 90], ddof=1))
    assert found.percentile == 87.5
    assert found.volatility == pytest.approx(np.std(np.log([90 / 80, 120 / 90]), ddof=1) * np.sqrt(12))
    assert found.drawdown is not None
    assert (found.first_day, found.last_day) == (day("2020-01-01"), day("2020-05-01"))


def test_the_table_of_nothing_and_of_one_value() -> None:
    assert statistics(daily([])) == Statistics(0, 0)
    assert statistics(daily([NAN])) == Statistics(0, 1)
    one = statistics(daily([5]))
    assert (one.count, one.first, one.change, one.cagr, one.volatility, one.z, one.percentile) == (1, 5, None, None, None, None, 50)
