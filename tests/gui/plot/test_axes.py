"""Ticks never touch, steps are those of the calendar, and axes hold still without jumping."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gui.widgets.plot import time_window
from gui.widgets.plot.date_axis import EARLIEST, LATEST, date_text, date_ticks, without_years
from gui.widgets.plot.value_axis import fitted, held, value_text, value_ticks


def measure(text: str) -> float:
    return 7.0 * len(text)


def day(text: str) -> float:
    return float(np.datetime64(text, "D").astype(int))


@settings(deadline=None, max_examples=400)
@given(st.floats(EARLIEST, LATEST - 4), st.floats(0.6, 5.85), st.floats(60, 4000))
def test_date_labels_never_touch(first: float, span: float, width: float) -> None:
    last = min(first + 10**span, LATEST)
    ticks = date_ticks(first, last, width, measure)
    scale = width / (last - first)
    for row, centred in ((ticks.ticks, True), (ticks.spans, False)):
        places = [(max(tick.at, first) - first) * scale - (measure(tick.label) / 2 if centred else 0) for tick in row]
        boxes = [(place, place + measure(tick.label)) for place, tick in zip(places, row, strict=True) if tick.label]
        assert all(right < left for (_, right), (left, _) in itertools.pairwise(boxes))
    assert all(first - 1e-6 <= tick.at <= last + 1e-6 for tick in ticks.ticks)


@settings(deadline=None, max_examples=300)
@given(st.floats(EARLIEST, LATEST - 4), st.floats(0.6, 5.85), st.floats(500, 4000))
def test_no_wide_axis_is_bare_and_every_date_can_be_told(first: float, span: float, width: float) -> None:
    ticks = date_ticks(first, min(first + 10**span, LATEST), width, measure)
    assert len(ticks.ticks) >= 2
    assert any(len(tick.label) >= 4 for tick in (*ticks.ticks, *ticks.spans)), "no year anywhere"


@pytest.mark.parametrize(
    ("first", "last", "labels", "spans"),
    [
        ("1833-01-01", "2100-01-01", ["1850", "1900", "1950", "2000", "2050", "2100"], []),
        ("2021-11-20", "2022-05-10", ["Dec", "Jan", "Feb", "Mar", "Apr", "May"], ["2021", "2022"]),
        ("2024-02-26", "2024-03-04", ["26", "27", "28", "29", "1", "2", "3", "4"], ["Feb 2024", "Mar 2024"]),
        ("1899-12-01", "1901-01-01", ["Jan", "Apr", "Jul", "Oct", "Jan"], ["", "1900", "1901"]),
    ],
)
def test_steps_are_the_calendars(first: str, last: str, labels: list[str], spans: list[str]) -> None:
    ticks = date_ticks(day(first), day(last), 320.0, measure)
    assert [tick.label for tick in ticks.ticks] == labels
    assert [tick.label for tick in ticks.spans] == spans


def test_dates_are_written_as_what_they_are() -> None:
    at = day("1833-05-31") + 0.7
    assert [date_text(at, precision) for precision in ("day", "month", "quarter", "year")] == ["1833-05-31", "1833-05", "1833 Q2", "1833"]


@settings(deadline=None, max_examples=400)
@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.integers(2, 20))
@example(501.0, 400000000401.0, 2)
def test_value_ticks_lie_in_range_and_read_differently(low: float, span: float, most: int) -> None:
    high = low + span
    if (high - low) < max(abs(low), abs(high)) * 1e-9:
        return
    ticks = value_ticks(low, high, most)
    assert 1 <= len(ticks) <= most
    assert len({tick.label for tick in ticks}) == len(ticks)
    assert all(low - span * 1e-6 <= tick.at <= high + span * 1e-6 for tick in ticks)


@settings(deadline=None, max_examples=400)
@given(st.floats(-8, 8), st.floats(0.01, 16), st.integers(2, 20))
def test_log_ticks_lie_in_range_and_apart(low: float, span: float, most: int) -> None:
    ticks = value_ticks(low, low + span, most, log=True)
    gaps = [b.at - a.at for a, b in itertools.pairwise(ticks)]
    assert all(low - 1e-9 <= tick.at <= low + span + 1e-9 for tick in ticks)
    assert min(gaps, default=math.inf) >= span / (most + 1) * 0.6
    assert len({tick.label for tick in ticks}) == len(ticks)


def test_log_ticks_are_decades_over_a_wide_range() -> None:
    assert [tick.label for tick in value_ticks(0, 4, 6, log=True)] == ["1", "10", "100", "1,000", "10,000"]
    assert [tick.label for tick in value_ticks(0, 1, 6, log=True)] == ["1", "2", "5", "10"]


finite = st.floats(-1e9, 1e9)


@settings(max_examples=400)
@given(finite, st.floats(1e-3, 1e9), finite, st.floats(1e-3, 1e9))
def test_a_held_axis_shows_everything_and_is_filled(low: float, span: float, fit_low: float, fit_span: float) -> None:
    fit = (fit_low, fit_low + fit_span)
    axis = held((low, low + span), fit)
    slack = 1e-6 * (abs(low) + span + abs(fit_low) + fit_span)
    assert axis[0] <= fit[0] + slack
    assert axis[1] >= fit[1] - slack
    assert (fit[1] - fit[0]) >= 0.75 * (axis[1] - axis[0]) - slack


def test_a_held_axis_that_is_good_does_not_move() -> None:
    assert held((0.0, 10.0), (1.0, 9.0)) == (0.0, 10.0)
    assert held((0.0, 10.0), (1.0, 9.5)) == (0.0, 10.0)


@given(st.one_of(st.floats(-1e300, 1e300), st.just(math.nan)), st.floats(0, 1e300))
def test_a_fitted_axis_is_never_flat(low: float, span: float) -> None:
    for log in (False, True):
        first, last = fitted(low, low + span, log=log)
        assert first < last


def test_values_are_read_with_the_digits_they_deserve() -> None:
    values = [1923.456, 12345.6, 0.0123456, -5.0, 0.0, 1234567.0]
    assert [value_text(value) for value in values] == ["1,923.5", "12,346", "0.012346", "−5", "0", "1,234,567"]
    assert value_text(1923.456, 2) == "1,923.46"


@given(st.floats(EARLIEST, LATEST), st.floats(4, 1e5), st.floats(0.01, 100), st.floats(0, 1))
def test_zoom_keeps_the_day_under_the_pointer(first: float, span: float, factor: float, share: float) -> None:
    window = time_window.kept(first, first + span)
    at = window[0] + share * (window[1] - window[0])
    zoomed = time_window.zoomed(window, at, factor)
    assert EARLIEST <= zoomed[0] < zoomed[1] <= LATEST + 1e-6
    if zoomed[0] > EARLIEST and zoomed[1] < LATEST - 1e-6:
        assert math.isclose((at - zoomed[0]) / (zoomed[1] - zoomed[0]), share, abs_tol=1e-6)


def test_a_window_of_no_days_is_refused() -> None:
    for first, last in ((math.nan, 1.0), (0.0, math.inf), (2.0, 1.0)):
        with pytest.raises(ValueError, match="a window"):
            time_window.kept(first, last)


def test_an_axis_that_all_years_share_names_no_year() -> None:
    first = day("2024-01-01")
    assert date_text(first + 30, "season") == "31 Jan"
    spans = without_years(date_ticks(first, first + 80, 800.0, measure).spans)
    assert [span.label for span in spans] == ["Jan", "Feb", "Mar"]
    assert {span.label for span in without_years(date_ticks(first, first + 365, 400.0, measure).spans)} == {""}


@pytest.mark.parametrize(("low", "high"), [(-20.0, 318.0), (-330.0, 2.0), (299.9, 318.0), (308.0, 309.0)])
def test_a_log_axis_that_reaches_beyond_all_numbers_has_ticks_where_there_are_some(low: float, high: float) -> None:
    ticks = value_ticks(low, high, 8, log=True)
    assert all(low <= tick.at <= high for tick in ticks)
    assert bool(ticks) == (low < 307)
