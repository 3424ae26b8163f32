"""Dates as text: every way of writing that the trade's files use, and nothing else."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.date_columns import read_dates
from core.io.periods import day_order, read_period
from core.io.rhythm import frequency_of
from core.model import PartialDate, Precision
from tests.core.io.made import sheet


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1960M01", "1960-01"), ("1980M1", "1980-01"), ("2000-M01", "2000-01"), ("2024-03", "2024-03"), ("2024/3", "2024-03"),
        ("03/2024", "2024-03"), ("Jan-68", "1968-01"), ("Mar-24", "2024-03"), ("March 2024", "2024-03"), ("Sept. 2023", "2023-09"),
        ("2024 Mar", "2024-03"), ("2023年10月", "2023-10"), ("民國112年10月", "2023-10"), ("2024Q3", "2024-Q3"), ("Q3 2024", "2024-Q3"),
        ("3Q24", "2024-Q3"), ("2024-Q3", "2024-Q3"), ("2024年第三季度", "2024-Q3"), ("H1 2024", "2024-H1"), ("2H24", "2024-H2"),
        ("2024年下半年", "2024-H2"), ("1833", "1833"), ("2024年", "2024"), ("2024-03-31", "2024-03-31"), ("2024/3/31", "2024-03-31"),
        ("2024.03.31", "2024-03-31"), ("20240331", "2024-03-31"), ("31-Mar-2024", "2024-03-31"), ("31 March 2024", "2024-03-31"),
        ("March 31, 2024", "2024-03-31"), ("31-Mar-24", "2024-03-31"), ("2024-03-31T15:04:05Z", "2024-03-31"),
        ("2024-03-31 15:04:05+08:00", "2024-03-31"), ("Fri, 15 Mar 2024", "2024-03-15"), ("2023年10月5日", "2023-10-05"),
        ("2024-W12", "2024-03-18"), ("31/12/2024", "2024-12-31"), ("12/31/2024", "2024-12-31"), ("31.12.2024", "2024-12-31"),
        ("1.2.2024", "2024-02-01"), ("15 June 1833", "1833-06-15"), ("Dec-40", "2040-12"), ("Dec-41", "1941-12"),
    ],
)  # fmt: skip
def test_a_period_is_read_with_its_precision(text: str, meant: str) -> None:
    period = read_period(text)
    assert period is not None
    assert period.date == PartialDate.parse(meant)
    assert period.other is None


@pytest.mark.parametrize(
    "text",
    ["", "May", "n.a.", "12.5", "1.2034", "1,234", "Updated on July 02, 2026", "2024-13", "31/02/2024", "2023-24", "Q5 2024", "2010=100",
     "99999", "0001-01-01", "12:30", "Total 2024", "2024 Mar 45", "H3 2024", "2024-2025", "24"],
)  # fmt: skip
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None


def test_a_date_that_may_be_read_two_ways_gives_both() -> None:
    period = read_period("02/03/2024")
    assert period is not None
    assert (str(period.date), str(period.other)) == ("2024-03-02", "2024-02-03")


def order_of(*texts: str) -> bool | None:
    return day_order([period for text in texts if (period := read_period(text)) is not None]).day_first


def test_the_order_of_day_and_month_is_proved_by_a_day_beyond_twelve() -> None:
    assert order_of("01/02/2024", "02/02/2024", "13/02/2024") is True
    assert order_of("01/02/2024", "02/02/2024", "02/13/2024") is False


def test_proofs_of_both_orders_settle_nothing() -> None:
    assert order_of("13/02/2024", "02/13/2024", "01/02/2024") is None


def test_first_days_of_months_and_first_days_of_january_cannot_be_told_apart() -> None:
    assert order_of("01/01/2024", "01/02/2024", "01/03/2024", "01/04/2024", "01/05/2024") is None
    assert order_of("01/03/2024", "01/04/2024", "01/05/2024", "01/06/2024", "01/07/2024", "01/08/2024") is None


def test_a_run_of_rows_of_each_date_is_one_step() -> None:
    assert order_of("03/04/2024", "03/04/2024", "10/04/2024", "10/04/2024", "05/05/2024", "12/05/2024") is True


def test_one_way_dates_in_one_order_only_settle_it() -> None:
    assert order_of("03/04/2024", "10/04/2024", "05/05/2024", "12/05/2024") is True
    assert order_of("04/03/2024", "04/10/2024", "05/05/2024", "05/12/2024") is False


@given(st.dates(dt.date(1833, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_is_read_back_from_the_usual_ways_of_writing_it(day: dt.date) -> None:
    for text in (day.isoformat(), f"{day:%d %B %Y}", f"{day:%d-%b-%Y}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        period = read_period(text)
        assert period is not None
        assert period.date == PartialDate(day)
    month = read_period(f"{day.year}M{day.month}")
    assert month is not None
    assert month.date == PartialDate(day.replace(day=1), Precision.MONTH)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2030, 12, 31)))
def test_a_numeric_date_keeps_its_true_reading_among_the_two(day: dt.date) -> None:
    for text, first in ((f"{day:%d/%m/%Y}", True), (f"{day:%m/%d/%Y}", False)):
        period = read_period(text)
        assert period is not None
        assert day in {period.date.start, period.other.start if period.other else None}
        assert period.month_first in {None, not first}


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    read_period(text)


@pytest.mark.parametrize(
    ("unit", "step", "frequency"),
    [("D", 1, "daily"), ("D", 7, "weekly"), ("M", 1, "monthly"), ("M", 3, "quarterly"), ("M", 6, "half-yearly"), ("Y", 1, "yearly")],
)
def test_the_frequency_is_that_of_the_steps(unit: str, step: int, frequency: str) -> None:
    start = np.datetime64("2001-01-01", unit).astype(int)
    days = (start + step * np.arange(24)).astype(f"datetime64[{unit}]").astype("datetime64[D]")
    assert frequency_of(days) == frequency
    assert frequency_of(np.delete(days, [5, 11])) == frequency


def test_days_without_rhythm_are_irregular_and_one_month_is_monthly() -> None:
    days = np.array(["2020-01-01", "2020-03-07", "2021-07-01", "2021-07-02", "2024-01-01"], "datetime64[D]")
    assert frequency_of(days) == "irregular"
    assert frequency_of(days[:1], frozenset({Precision.MONTH})) == "monthly"
    assert frequency_of(days[:1], frozenset({Precision.DAY})) == ""


def test_a_column_of_plain_days_is_read_as_each_of_them_is() -> None:
    words = ["2024-02-29", "1500-01-01 00:00", "2200-12-31T23:59:59", "2024-01-05 10:30"]
    for column in (words, [*words, "2023-02-29"], [*words, "1499-12-31"], [*words, "5 Jan 2024"]):
        read = read_dates(sheet([[word] for word in column]), slice(0, len(column)), 0, "day")
        each = [period.date.start if (period := read_period(word)) else None for word in column]
        assert read.days.astype(object).tolist() == each
        assert read.precisions == {Precision.DAY}
