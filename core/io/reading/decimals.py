"""Many decimal numbers out of one block of bytes at once, each as exact as `float` reads it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_MOST = 17  # signs looked at together: 15 digits, a point and a minus
_EXACT = float(2**53)
_POWERS = 10.0 ** np.arange(23)
_POINT, _MINUS, _ZERO = b".-0"
Ints = npt.NDArray[np.int64]


def decimals(data: bytes, signs: npt.NDArray[np.uint8], first: Ints, last: Ints) -> npt.NDArray[np.float64]:
    """The numbers written in `data` from `first` up to `last`; `signs` is the same data as an array, at least 16 bytes longer.

    A mantissa below 2**53 over a power of ten below 10**23 is exact after one division (both are exact, and division rounds once);
    every other number is read by `float`. Raises ValueError for what is no number.
    """
    width = last - first
    mantissa = np.zeros(first.size)
    places = np.zeros(first.size, np.int64)
    points = np.zeros(first.size, np.int64)
    plain = (width > 0) & (width <= _MOST)
    negative = signs[first] == _MINUS
    for step in range(min(int(width.max()), _MOST) if width.size else 0):
        sign = signs[np.minimum(first + step, signs.size - 1)]
        digit = sign - np.uint8(_ZERO)  # wraps round below zero, so that one comparison is enough
        inside = width > step
        is_digit = inside & (digit < 10)
        is_point = inside & (sign == _POINT)
        plain &= is_digit | is_point | ~inside | (negative & (step == 0))
        mantissa = np.where(is_digit, mantissa * 10.0 + digit, mantissa)
        places += is_digit & (points > 0)
        points += is_point
    plain &= (points <= 1) & (mantissa < _EXACT) & (width > points + negative)
    numbers = mantissa / _POWERS[np.minimum(places, 22)]
    np.negative(numbers, where=negative, out=numbers)
    for at in np.flatnonzero(~plain).tolist():
        numbers[at] = _number(data[first[at] : last[at]])
    return numbers


def _number(text: bytes) -> float:
    if b"_" in text:  # Python would read 1_0 as ten
        raise ValueError(text)
    return float(text)
