"""Years over each other, bands and the seasonal index."""

import numpy as np
import pytest

from core.analysis.seasonal import five_year_band, normal_band, overlay, seasonal_index
from core.model import Points
from tests.core.analysis.made import NAN, daily, monthly


def test_years_lie_over_each_other() -> None:
    years = overlay(monthly([*range(12), 20, NAN, 22], "2020-01"))
    assert (years.slot, years.years, years.values.shape) == ("month", (2020, 2021), (2, 12))
    assert years.values[1, [0, 2]].tolist() == [20, 22]
    assert np.isnan(years.values[1, [1, 3]]).all()
    assert years.complete.tolist() == [True, False]


def test_the_day_of_the_year_is_the_calendar_s() -> None:
    days = np.array(["2023-02-28", "2023-03-01", "2024-02-28", "2024-02-29", "2024-03-01"], "datetime64[D]")
    years = overlay(Points(days, [1, 2, 3, 4, 5]), "day")
    assert years.values[:, 58].tolist() == [1, 3]
    assert years.values[1, 59] == 4
    assert years.values[:, 60].tolist() == [2, 5]


def test_values_of_one_slot_are_averaged() -> None:
    years = overlay(daily([1, 2, 3], "2024-01-01"), "week")
    assert years.values[0, 0] == 2
    assert overlay(daily([1, 2, 3], "2024-01-01")).slot == "day"


def test_the_five_year_band_leaves_out_the_current_year() -> None:
    values = [float(10 * year + month) for year in range(8) for month in range(12)]
    band = five_year_band(overlay(monthly([*values, 999, 999], "2015-01")), 2023)
    assert band.years == (2018, 2019, 2020, 2021, 2022)
    assert (band.low[0], band.middle[0], band.high[0]) == (30, 50, 70)
    assert band.high.max() < 999


def test_a_year_that_is_not_complete_is_left_out_and_none_steps_in() -> None:
    values = [1.0] * 24 + [NAN] * 6 + [1.0] * 6 + [1.0] * 12
    band = five_year_band(overlay(monthly(values, "2015-01")), 2019)
    assert band.years == (2015, 2016, 2018)


def test_the_normal_band_has_one_width() -> None:
    season = np.sin(np.arange(12) * np.pi / 6)
    noise = np.tile([1.0, -1.0], 4)
    values = (100 + np.tile(season, 8) + np.repeat(noise, 12)).tolist()
    band = normal_band(overlay(monthly(values, "2015-01")), 2023)
    assert band.years == tuple(range(2016, 2023))
    assert np.ptp(band.high - band.low) == pytest.approx(0, abs=1e-12)
    used = noise[1:]
    expected = np.sqrt(12 * ((used - used.mean()) ** 2).sum() / (84 - 12))
    assert band.high[0] - band.middle[0] == pytest.approx(expected)


def test_bands_of_too_little() -> None:
    for points in (monthly([]), monthly([1]), monthly([1.0] * 12)):
        years = overlay(points)
        assert np.isnan(five_year_band(years, 2020).middle).all()
        assert np.isnan(normal_band(years, 2021).low).all()


def test_the_seasonal_index_finds_the_season_and_not_the_trend() -> None:
    season = np.where(np.arange(12) == 5, 1.4, 1.0)
    season *= 12 / season.sum()
    values = (np.tile(season, 6) * 50).tolist()
    assert seasonal_index(monthly(values)) == pytest.approx(season)
    assert np.isnan(seasonal_index(monthly(values[:12]))).all()
    assert np.isnan(seasonal_index(monthly([]))).all()


def test_a_gap_leaves_out_the_averages_it_is_part_of() -> None:
    values = [50.0] * 60
    values[30] = NAN
    assert seasonal_index(monthly(values)) == pytest.approx(np.ones(12))


def test_an_unknown_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        overlay(monthly([1]), "fortnight")
