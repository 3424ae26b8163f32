"""Numbers as text, and the words for no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.numbers import decimal_proof, decimal_sign, missing_mark, read_number
from core.model import Mark


@pytest.mark.parametrize(
    ("text", "decimal", "value", "mark"),
    [
        ("1234.5", ".", 1234.5, Mark.NONE), ("1,234.5", ".", 1234.5, Mark.NONE), ("1.234,5", ",", 1234.5, Mark.NONE),
        ("12,5", ",", 12.5, Mark.NONE), ("1 234 567", ".", 1234567, Mark.NONE), ("1\u202f234,5", ",", 1234.5, Mark.NONE),
        ("1'234.5", ".", 1234.5, Mark.NONE), ("$1,200", ".", 1200, Mark.NONE), ("US$ 1,200.50", ".", 1200.5, Mark.NONE),
        ("1200 USD", ".", 1200, Mark.NONE), ("€12,50", ",", 12.5, Mark.NONE), ("¥7,000", ".", 7000, Mark.NONE),
        ("(1,234)", ".", -1234, Mark.NONE), ("$(35.5)", ".", -35.5, Mark.NONE), ("-$35", ".", -35, Mark.NONE), ("35-", ".", -35, Mark.NONE),
        ("\N{MINUS SIGN}1.8", ".", -1.8, Mark.NONE), ("+3.5", ".", 3.5, Mark.NONE), ("1.5E3", ".", 1500, Mark.NONE),
        ("12%", ".", 12, Mark.NONE), ("12,5 %", ",", 12.5, Mark.NONE), (">50", ".", 50, Mark.BOUND), ("<0.1%", ".", 0.1, Mark.BOUND),
        ("≥ 95", ".", 95, Mark.BOUND), ("more than 90,000,000", ".", 90_000_000, Mark.BOUND), ("1,200e", ".", 1200, Mark.ESTIMATED),
        ("1,200 e", ".", 1200, Mark.ESTIMATED), ("e1,200", ".", 1200, Mark.ESTIMATED), ("1200(p)", ".", 1200, Mark.PRELIMINARY),
        ("1200p", ".", 1200, Mark.PRELIMINARY), ("1,200r", ".", 1200, Mark.NONE), ("~50", ".", 50, Mark.ESTIMATED),
        ("1,200*", ".", 1200, Mark.NONE), ("1,200†", ".", 1200, Mark.NONE), ("1,200³", ".", 1200, Mark.NONE),
        ("1,23,456", ".", 123456, Mark.NONE), (".5", ".", 0.5, Mark.NONE),
    ],
)  # fmt: skip
def test_a_number_is_read_with_what_is_said_of_it(text: str, decimal: str, value: float, mark: Mark) -> None:
    number = read_number(text, decimal)
    assert number is not None
    assert (number.value, number.mark) == (value, mark)


def test_a_range_gives_both_ends() -> None:
    number = read_number("50-300")
    assert number is not None
    assert (number.value, number.high, number.mark) == (50, 300, Mark.BOUND)


@pytest.mark.parametrize(
    "text", ["", "copper", "1,2,3", "12.5.3", "1,23", "2016-2020", "12 34", "1e999", "nan", "inf", "1_000", "0x10", "5 tonnes", "--5"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("W", Mark.WITHHELD),
        ("NA", Mark.NOT_AVAILABLE), ("n.a.", Mark.NOT_AVAILABLE), ("N/A", Mark.NOT_AVAILABLE), ("…", Mark.NOT_AVAILABLE),
        ("..", Mark.NOT_AVAILABLE),
        ("-", Mark.NOT_AVAILABLE), ("--", Mark.NOT_AVAILABLE), ("—", Mark.NOT_AVAILABLE), ("nil", Mark.NIL),
        ("s", Mark.WITHHELD), ("HOLIDAY", Mark.NOT_AVAILABLE), ("AWAITED", Mark.NOT_AVAILABLE), (".", Mark.NOT_AVAILABLE),
        ("0", None), ("gold", None), ("", None),
    ],
)  # fmt: skip
def test_the_words_for_no_number_keep_their_meaning(text: str, mark: Mark | None) -> None:
    assert missing_mark(text) == mark


@pytest.mark.parametrize(
    ("text", "sign"),
    [("1,234.5", "."), ("1.234,5", ","), ("1,234,567", "."), ("1.234.567", ","), ("12,5", ","), ("12.5", "."), ("0.123", "."),
     ("0,123", ","),
     ("1634.500", "."), ("1,234", "?"), ("1.234", "?"), ("1234", ""), ("gold", ""), ("$1,234", "?"), ("12,5 %", ",")],
)  # fmt: skip
def test_what_a_number_proves_about_its_decimal_sign(text: str, sign: str) -> None:
    assert decimal_proof(text) == sign


def test_a_column_is_settled_by_one_proof_and_asked_about_without() -> None:
    settled, open_, silent, both = (decimal_sign(texts) for texts in (["1,234", "12,5"], ["1,234"], ["5", "W"], ["12,5", "12.5"]))
    assert settled is not None
    assert (settled.sign, settled.certain) == (",", True)
    assert open_ is not None
    assert not open_.certain
    assert silent is None
    assert both is not None
    assert not both.certain


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False), st.sampled_from([".", ","]), st.booleans())
def test_every_number_comes_back_from_the_way_it_is_printed(value: float, decimal: str, grouped: bool) -> None:
    value = round(value, 2)
    text = f"{value:,.2f}" if grouped else f"{value:.2f}"
    if decimal == ",":
        text = text.translate(str.maketrans(".,", ",."))
    number = read_number(text, decimal)
    assert number is not None
    assert number.value == value


@given(st.text(max_size=20), st.sampled_from([".", ","]))
def test_no_text_raises(text: str, decimal: str) -> None:
    number = read_number(text, decimal)
    assert number is None or abs(number.value) < float("inf")
    decimal_proof(text)


@pytest.mark.parametrize(
    ("texts", "sign"),
    [(["1,200", "50"], "."), (["1.200", "50"], ","), (["(1,200)", "(50)"], "."), (["1,200¹", "5"], ".")],
)
def test_small_whole_numbers_beside_thousands_prove_the_separator(texts: list[str], sign: str) -> None:
    found = decimal_sign(texts)
    assert found is not None
    assert (found.sign, found.certain) == (sign, True)


@pytest.mark.parametrize("texts", [["1,200", "1,350"], ["1,200", "0"], ["0"]])
def test_zero_and_numbers_alike_prove_nothing(texts: list[str]) -> None:
    found = decimal_sign(texts)
    assert found is None or not found.certain
