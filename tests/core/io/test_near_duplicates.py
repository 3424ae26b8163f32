"""Rows that say nearly the same, and tables with nearly the same numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.io.near_duplicates import facts_of_records, facts_of_series, near_rows, near_tables
from core.model import Indicator, Points, Series

TITLES = [
    "Beijing requires export licences for antimony and superhard materials",
    "Beijing requires export licenses for antimony and superhard materials",
    "United States raises the tariff on refined copper to 15 percent",
    "United States raises the tariff on refined copper to 50 percent",
    "白銀暫時扛住了,但回呼風險巨大,這對黃金是利好機會",
    "白銀暫時扛住了,但回呼風險巨大,這對黃金是利多機會",
    "Same title",
    "Same title",
]


def pairs(texts: list[str], days: list[int]) -> list[tuple[int, int]]:
    return [(one.first, one.second) for one in near_rows(texts, np.array(days, np.int64))]


def test_spellings_of_one_title_are_found_other_figures_and_short_words_are_not() -> None:
    assert pairs(TITLES, [0] * len(TITLES)) == [(0, 1), (4, 5)]


def test_the_same_words_weeks_apart_are_two_things() -> None:
    assert pairs(TITLES[:2], [0, 3]) == [(0, 1)]
    assert pairs(TITLES[:2], [0, 4]) == []


@given(st.lists(st.text(max_size=40), max_size=20), st.data())
def test_a_row_that_stands_twice_is_always_found(texts: list[str], data: st.DataObject) -> None:
    title = "Jakarta suspends shipments of nickel ore below the royalty threshold"
    first, second = sorted((data.draw(st.integers(0, len(texts))), data.draw(st.integers(0, len(texts)))))
    rows = [*texts[:first], title, *texts[first:second], title.upper(), *texts[second:]]
    assert (first, second + 1) in pairs(rows, [0] * len(rows))


def test_among_very_many_rows_the_few_are_found() -> None:
    words = ["".join(letters) for letters in np.random.default_rng(1).choice(list("abcdefghiklmnoprstuvwz"), (3_000, 7))]
    chosen = np.random.default_rng(2).integers(0, len(words), (30_000, 9))
    rows = [" ".join(words[at] for at in line) for line in chosen.tolist()]
    days = [at // 20 for at in range(len(rows))]
    for at in range(0, 1_000, 10):
        rows[at + 5] = rows[at].replace("a", "e", 1)
    found = pairs(rows, days)
    assert len({(at, at + 5) for at in range(0, 1_000, 10)} & set(found)) >= 98
    assert len(found) <= 100


def series(values: list[float], name: str = "a") -> Series:
    days = (np.datetime64("2020-01", "M") + np.arange(len(values))).astype("datetime64[D]")
    marks = np.zeros(len(values), np.uint8)
    return Series(id=name, points=Points(days, np.array(values), marks, np.zeros(len(values), np.int64)))


def test_the_share_is_that_of_the_smaller_table_and_rounding_does_not_hide_it() -> None:
    values = np.random.default_rng(3).uniform(10, 99, 60)
    whole, part = facts_of_series(series(values.tolist())), facts_of_series(series(np.round(values[:40], 4).tolist()))
    other = facts_of_series(series((values * 2).tolist()))
    (near,) = near_tables([whole, other, part])
    assert (near.first, near.second) == (0, 2)
    assert near.share > 0.95
    assert near_tables([whole, other]) == []


def test_gaps_zeros_and_a_handful_of_values_say_nothing() -> None:
    empty = facts_of_series(series([float("nan"), 0.0] * 50))
    few = facts_of_series(series([1.5, 2.5, 3.5]))
    assert len(empty) == 0
    assert near_tables([empty, empty, few, few]) == []


def test_records_agree_by_country_year_and_figure_whatever_they_are_called() -> None:
    def scores(name: str, step: float) -> list[Indicator]:
        return [Indicator(id=f"{name}/{at}", country="CHL", name=name, year=1990 + at, value=at + step) for at in range(30)]

    a, b, c = (facts_of_records(scores(name, step)) for name, step in (("Rule of law", 0.5), ("RL", 0.5), ("Voice", 0.7)))
    assert [(one.first, one.second, one.share) for one in near_tables([a, b, c])] == [(0, 1, 1.0)]
