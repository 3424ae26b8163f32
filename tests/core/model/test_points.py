"""Dated values: order, gaps, edits, and the block they are kept in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.model import Mark, Origin, Points, Series, pack_places, unpack_place


@st.composite
def points(draw: st.DrawFn) -> Points:
    days = sorted(draw(st.sets(st.integers(-100_000, 60_000), max_size=40)))
    count = len(days)
    return Points(
        np.array(days, "datetime64[D]") if days else np.array([], "datetime64[D]"),
        draw(arrays.arrays(np.float64, count, elements=st.floats(allow_infinity=False))),
        draw(arrays.arrays(np.uint8, count)),
        draw(arrays.arrays(np.int64, count, elements=st.integers(0, 2**50))),
    )


@given(points())
def test_packing_and_unpacking_gives_the_same_points_to_the_last_bit(original: Points) -> None:
    again = Points.unpack(original.pack())
    assert again == original
    assert again.values.tobytes() == original.values.tobytes()
    assert np.array_equal(again.places, original.places)
    assert again.pack() is again.pack()


@given(points(), st.integers(-100_000, 60_000), st.floats(allow_infinity=False))
def test_an_edit_changes_one_day_and_nothing_else(original: Points, day: int, value: float) -> None:
    when = np.datetime64(day, "D")
    edited = original.with_value(when, value)
    at = int(np.searchsorted(edited.dates, when))
    assert edited.dates[at] == when
    assert np.array_equal(edited.values[at], value, equal_nan=True)
    assert edited.marks[at] == Mark.EDITED
    assert unpack_place(int(edited.places[at])) is None
    assert edited.without(when) == original.without(when)


def test_points_are_sorted_and_a_date_may_not_stand_twice() -> None:
    turned = Points(np.array(["2020-02-01", "2020-01-01"], "datetime64[D]"), [2.0, 1.0])
    assert turned.values.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="twice"):
        Points(np.array(["2020-01-01", "2020-01-01"], "datetime64[D]"), [1.0, 2.0])
    with pytest.raises(ValueError, match="no date"):
        Points(np.array(["NaT"], "datetime64[D]"), [1.0])
    with pytest.raises(ValueError, match="length"):
        Points(np.array(["2020-01-01"], "datetime64[D]"), [1.0, 2.0])


def test_nobody_can_write_into_points() -> None:
    mine = np.array([1.0, 2.0])
    made = Points(np.array(["2020-01-01", "2020-01-02"], "datetime64[D]"), mine)
    mine[0] = 9.0
    assert made.values[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        made.values[0] = 9.0


@pytest.mark.parametrize("block", [b"", b"no block", Points([], []).pack()[:-3]])
def test_a_damaged_block_is_said(block: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        _ = Points.unpack(block).values


def test_a_value_knows_its_cell() -> None:
    places = pack_places(1, np.array([6, 7]), 1)
    series = Series(
        id="gold",
        points=Points(np.array(["1960-01-01", "1960-02-01"], "datetime64[D]"), [35.27, 35.27], places=places),
        origins=(Origin("a", ""), Origin("b", "Monthly Prices")),
    )
    place = series.place(0)
    assert place is not None
    assert (place.source, str(place)) == ("b", "Monthly Prices!B7")
    assert series.with_value(np.datetime64("1960-01-01"), 36.0).place(0) is None


def test_between_takes_both_ends() -> None:
    made = Points(np.arange(10).astype("datetime64[D]"), np.arange(10.0))
    assert made.between(np.datetime64(2, "D"), np.datetime64(4, "D")).values.tolist() == [2.0, 3.0, 4.0]
    assert len(made.between(None, None)) == 10
