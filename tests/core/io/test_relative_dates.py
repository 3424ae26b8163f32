"""Dates that count from a stated day: as exact as the words, never from today."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.reference_dates import reference_in
from core.io.relative_dates import depends, resolve, smallest
from core.io.spans import read_span
from core.model import PartialDate, Precision

REFERENCE = dt.date(2026, 11, 26)  # a Thursday

COUNTED = """
last September: 2026-09         | next March: 2027-03            | last week: 2026-11           | yesterday: 2026-11-25
earlier this month: 2026-11     | two months ago: 2026-09        | early Q2: 2026-Q2            | since January: 2026-01
in the coming 180 days: 2027-05-25 | within six months: 2027-05-26 | 3 days ago: 2026-11-23     | a year ago: 2025
last Friday: 2026-11-20         | next Monday: 2026-11-30        | this week: 2026-11           | next week: 2026-Q4
in two weeks: 2026-12           | 120 days from now: 2027-03-26  | by March: 2027-03            | next quarter: 2027-Q1
year-end: 2026-Q4               | the end of the year: 2026-Q4   | end of this month: 2026-11   | early next year: 2027-H1
late last year: 2025-H2         | Q3 last year: 2025-Q3          | September last year: 2025-09 | end of March next year: 2027-03
second half of next year: 2027-H2 | H2: 2026-H2                  | later this year: 2026-Q4     | earlier this year: 2026
the day before yesterday: 2026-11-24 | next summer: 2027                 | last spring: 2026-H1
by the end of the second quarter: 2026-06
去年9月: 2025-09   | 今年年初: 2026-Q1  | 上個月: 2026-10   | 上个月: 2026-10   | 明年: 2027        | 下半年: 2026-H2   | 本月初: 2026-11
年底: 2026-Q4  | 去年年底: 2025-Q4  | 今年7月13日: 2026-07-13 | 今年2月: 2026-02 | 上週五: 2026-11-20 | 本周: 2026-11  | 前天: 2026-11-24
三個月前: 2026-08  | 半年內: 2027-05-26 | 未來180天: 2027-05-25   | 今後兩年內: 2028-11-26 | 去年第三季度: 2025-Q3 | 上季度: 2026-Q3
下個月中旬: 2026-12 | 明年初: 2027-Q1   | 前年: 2024        | 年初: 2026-Q1     | 十二個月後: 2027-11
"""
STATED = """
late 2025: 2025-H2      | mid-2026: 2026       | end of 2027: 2027-Q4   | spring 2024: 2024-H1   | early 2025: 2025-H1
by end of 2027: 2027-Q4 | early October 2025: 2025-10 | first half of 2025: 2025-H1 | second quarter of 2025: 2025-Q2 | in 2027: 2027
end of Q2 2025: 2025-06 |autumn 2025: 2025-H2    | since end-2024: 2024-Q4 | late-October 2025: 2025-10 | from 1 May 2025: 2025-05-01
2025年底: 2025-Q4       | 2025年10月下旬: 2025-10 | 自2025年4月起: 2025-04    | 2025年初: 2025-Q1      | 2024-03-05: 2024-03-05
"""
NO_DATE = "soon|recently|TBD|近日|日前|March|3 March|10月底|winter 2024|last winter|02/03/2024|next ministerial|the year of the rat|"


def cases(text: str) -> list[tuple[str, str]]:
    pairs = (cell.rsplit(":", 1) for line in text.splitlines() for cell in line.split("|") if cell.strip())
    return [(words.strip(), date.strip()) for words, date in pairs]


@pytest.mark.parametrize(("words", "date"), cases(COUNTED))
def test_words_count_from_the_reference_date(words: str, date: str) -> None:
    assert str(resolve(words, REFERENCE)) == date
    assert depends(words)


@pytest.mark.parametrize(("words", "date"), cases(STATED))
def test_words_with_a_year_mean_the_same_whatever_the_reference(words: str, date: str) -> None:
    assert {str(resolve(words, day)) for day in (REFERENCE, dt.date(2001, 2, 3))} == {date}
    assert not depends(words)


@pytest.mark.parametrize("words", NO_DATE.split("|"))
def test_what_is_not_understood_is_no_date(words: str) -> None:
    assert resolve(words, REFERENCE) is None
    assert not depends(words)


def test_a_week_across_the_year_is_in_no_one_period() -> None:
    assert resolve("this week", dt.date(2026, 12, 31)) is None


days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(days, st.integers(0, 800))
def test_the_smallest_period_holds_all_days_and_no_smaller_one_does(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    found = smallest(first, last)
    if found is None:
        assert first.year != last.year
        return
    assert found.start <= first
    assert last <= found.end
    order = list(Precision)
    for finer in order[: order.index(found.precision)]:
        assert _period(first, finer).end < last


def _period(day: dt.date, precision: Precision) -> PartialDate:
    months = {Precision.DAY: 0, Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}[precision]
    start = day if not months else dt.date(day.year, (day.month - 1) // months * months + 1, 1)
    return PartialDate(start, precision)


@given(days, st.sampled_from([words for words, _date in cases(COUNTED)]))
def test_any_reference_gives_a_date_near_it_or_none(reference: dt.date, words: str) -> None:
    date = resolve(words, reference)
    if date is not None:
        assert abs(date.start.year - reference.year) <= 2
    assert resolve(words, reference) == date


@given(days)
def test_last_month_is_over_and_next_month_has_not_begun(reference: dt.date) -> None:
    last, following = resolve("last month", reference), resolve("next month", reference)
    assert last is not None
    assert following is not None
    assert last.end < reference < following.start
    for name in ("January", "June", "December"):
        before, after = resolve(f"last {name}", reference), resolve(f"next {name}", reference)
        assert before is not None
        assert after is not None
        assert before.end < reference < after.start


@given(days, st.integers(1, 3000))
def test_days_ago_and_days_ahead_are_exact(reference: dt.date, count: int) -> None:
    assert resolve(f"{count} days ago", reference) == PartialDate(reference - dt.timedelta(days=count))
    assert resolve(f"within {count} days", reference) == PartialDate(reference + dt.timedelta(days=count))


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    resolve(text, REFERENCE)
    read_span(text)
    reference_in([text])


@pytest.mark.parametrize(
    ("line", "day", "sure"),
    [
        ("Policy tracker, as of 26 November 2026", "2026-11-26", True),
        ("Published: 2026-11-26", "2026-11-26", True),
        ("Last updated: Nov. 26, 2026.", "2026-11-26", True),
        ("截至2026年11月26日", "2026-11-26", True),
        ("As of November 2026", "2026-11-30", False),
        ("Published: 03/04/2026", "2026-04-03", False),
    ],
)
def test_a_line_says_the_reference_date(line: str, day: str, sure: bool) -> None:
    found = reference_in(["Measures", line])
    assert found is not None
    assert (found.day.isoformat(), found.evidence, found.sure) == (day, line, sure)


def test_a_sure_line_wins_and_other_lines_say_nothing() -> None:
    found = reference_in(["As of November 2026", "Updated on 5 May 2026"])
    assert found is not None
    assert found.day == dt.date(2026, 5, 5)
    assert reference_in(["Exports of 26 November 2026", "Published by Reuters"]) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-2025", "2023", "2025"),
        ("2020–23", "2020", "2023"),
        ("Jan–Mar 2024", "2024-01", "2024-03"),
        ("1 to 15 May 2025", "2025-05-01", "2025-05-15"),
        ("May 28 - June 3, 2025", "2025-05-28", "2025-06-03"),
        ("May 1-15, 2025", "2025-05-01", "2025-05-15"),
        ("28 Nov 2025 - 3 Dec 2025", "2025-11-28", "2025-12-03"),
        ("2024年1月至3月", "2024-01", "2024-03"),
        ("2024年1月5日至15日", "2024-01-05", "2024-01-15"),
        ("Q1-Q3 2024", "2024-Q1", "2024-Q3"),
        ("2023 to present", "2023", "None"),
    ],
)
def test_two_dates_in_a_cell(text: str, first: str, last: str) -> None:
    found = read_span(text)
    assert found is not None
    assert tuple(map(str, found)) == (first, last)


@pytest.mark.parametrize("text", ["2024-01-05", "Jan-68", "2010-11", "gold - silver", "US-China", "2025-2023", "from here to there"])
def test_what_is_no_pair_of_dates(text: str) -> None:
    assert read_span(text) is None
