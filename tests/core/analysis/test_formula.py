"""Formulas compute and print the same: what Excel would reckon from the text is what numpy reckons from the tree."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.formula import Expression, Term, both, evaluate, excel, largest, log, named, names_in, size, smallest, when, words
from tests.core.views.excel_formulas import _Parser

A, B, C = (named(name) for name in "abc")
CELLS = {name: f"'S'!${name.upper()}$1" for name in "abc"}


class _Cells:
    def __init__(self, values: dict[str, float]) -> None:
        self._values = values

    def value(self, _sheet: str, cell: str) -> float:
        return self._values[cell[0].lower()]


def expressions() -> st.SearchStrategy[Expression]:
    leaves = st.sampled_from([A, B, C]) | st.integers(-3, 9).map(lambda number: A * 0 + number)
    signs = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y, "^": lambda x, y: x**y}

    def joined(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        pairs = st.tuples(st.sampled_from(sorted(signs)), inner, inner).map(lambda made: signs[made[0]](made[1], made[2]))
        chosen = st.tuples(inner, inner, inner).map(lambda made: when(made[0] < made[1], smallest(made[1], made[2]), largest(made[0], 2)))
        return pairs | chosen | inner.map(size)

    return st.recursive(leaves, joined, max_leaves=8)


@given(expressions(), st.tuples(*[st.floats(-20, 20).map(lambda number: round(number, 3))] * 3))
def test_the_excel_text_reckons_what_the_tree_does(expression: Expression, numbers: tuple[float, float, float]) -> None:
    values = dict(zip("abc", numbers, strict=True))
    try:
        expected = _Parser(_Cells(values), excel(expression, CELLS)).whole()  # type: ignore[arg-type]
    except (ZeroDivisionError, OverflowError):
        return
    found = evaluate(expression, values)
    if isinstance(expected, complex) or not math.isfinite(expected):
        return
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9) or math.isnan(
        found
    )  # numpy gives no number through 1/0 where a branch hides it


def test_a_formula_as_excel_and_as_words() -> None:
    formula = (A - (B - 1)) / (2 * B) ** (0 - C)
    assert excel(formula, {"a": "A1", "b": "B1", "c": "C1"}) == "(A1-(B1-1))/(2*B1)^(0-C1)"
    assert words(formula, {"a": "Price", "b": "Share", "c": "Power"}) == "(Price − (Share − 1)) / (2 × Share) ^ (0 − Power)"
    assert excel(when(both(A >= 1, B < -2), log(A), 0), CELLS) == "IF(AND('S'!$A$1>=1,'S'!$B$1<(-2)),LN('S'!$A$1),0)"
    assert names_in(formula) == ("a", "b", "c")


def test_arrays_go_through_at_once_and_what_cannot_be_had_is_nan() -> None:
    values = {"a": np.array([1.0, 2.0, np.nan, 4.0]), "b": np.array([2.0, 0.0, 1.0, -1.0])}
    np.testing.assert_array_equal(evaluate(A / B, values), [0.5, np.nan, np.nan, -4])
    np.testing.assert_array_equal(evaluate(when(A > 1, 10, B), values), [2, 10, np.nan, 10])
    np.testing.assert_array_equal(evaluate(log(B), values), [math.log(2), np.nan, 0, np.nan])
    assert math.isnan(float(evaluate(A < 1, {"a": math.nan})))
    with pytest.raises(KeyError):
        evaluate(A + C, values)


def test_a_term_must_say_what_it_is() -> None:
    with pytest.raises(NotImplementedError):
        Term().expression()
