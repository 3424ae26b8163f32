"""Partial dates and clocks."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Clock, PartialDate, Precision, add_months

days = st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01-14", "2026-01-14", "2026-01-14"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q2", "2026-04-01", "2026-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("1833", "1833-01-01", "1833-12-31"),
    ],
)
def test_a_partial_date_covers_the_days_it_can_mean(text: str, first: str, last: str) -> None:
    date = PartialDate.parse(text)
    assert (date.start.isoformat(), date.end.isoformat(), str(date)) == (first, last, text)


@pytest.mark.parametrize("text", ["", "14/01/2026", "2026-13", "2026-02-30", "2026-Q5", "last September"])
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write 2026-01-14"):
        PartialDate.parse(text)


@given(days, st.sampled_from(Precision))
def test_writing_and_reading_a_date_gives_it_back(day: dt.date, precision: Precision) -> None:
    date = PartialDate.parse(str(PartialDate(day, precision)))
    assert date.precision is precision
    assert date.start <= day <= date.end


@given(days, st.integers(-240, 240))
def test_adding_months_keeps_the_day_or_takes_the_months_last(day: dt.date, months: int) -> None:
    if not dt.MINYEAR * 12 < day.year * 12 + day.month + months < dt.MAXYEAR * 12:
        return
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + dt.timedelta(days=1)).day == 1


def test_the_clock_of_the_proclamation_runs_out_on_the_day_that_the_text_gives() -> None:
    assert Clock.parse("180 days").deadline(dt.date(2026, 1, 14)) == dt.date(2026, 7, 13)
    assert Clock.parse("6 months").deadline(dt.date(2025, 10, 20)) == dt.date(2026, 4, 20)
    assert Clock.parse("1 year").deadline(dt.date(2024, 2, 29)) == dt.date(2025, 2, 28)


@pytest.mark.parametrize("text", ["soon", "0 days", "180", "-3 days"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="180 days"):
        Clock.parse(text)
