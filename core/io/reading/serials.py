"""Days counted by spreadsheets, in both date systems, as days since 1970-01-01."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from core.io.cells import Kind
from core.io.reading.number_formats import Shows

LAST_SERIAL = 2_958_466.0  # the day after 9999-12-31 in the 1900 system
_UNIX_1900 = 25_569.0  # 1970-01-01 in the 1900 system, from March 1900 on
_UNIX_1904 = 24_107.0
_LEAP_DAY = 60.0  # 1900-02-29, which never was
_1904_SHIFT = 1_462.0


def convert(
    serials: npt.NDArray[np.float64], shown: npt.NDArray[np.uint8], since_1904: bool
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """(kinds, numbers, misfits) of `serials` shown as `shown` says (`Shows`).

    A misfit is a number under a date format that is no date of its system (negative, beyond 9999, not finite, 1900-01-00,
    1900-02-29): it stays a NUMBER with the value it has, never some day near the epoch.
    """
    kinds = np.full(serials.shape, Kind.NUMBER, np.uint8)
    numbers = serials.copy()
    last = LAST_SERIAL - (_1904_SHIFT if since_1904 else 0.0)
    with np.errstate(invalid="ignore"):
        sound = (serials >= 0) & (serials < last)
        span = (shown == Shows.SPAN) & (np.abs(serials) < LAST_SERIAL)
        span |= (shown == Shows.TIME) & sound & (serials < _LEAP_DAY)
        first = 0.0 if since_1904 else 1.0
        date = ((shown == Shows.DATE) | ((shown == Shows.TIME) & ~span)) & sound & (serials >= first)
        if not since_1904:
            date &= np.floor(serials) != _LEAP_DAY
        early = (shown == Shows.DATE) & (serials > 0) & (serials < first)  # half a day and no date: a time of day
    span |= early
    kinds[span] = Kind.DURATION
    kinds[date] = Kind.DATE
    if since_1904:
        numbers[date] -= _UNIX_1904
    else:
        numbers[date] -= np.where(serials[date] < _LEAP_DAY, _UNIX_1900 - 1, _UNIX_1900)
    return kinds, numbers, (shown != Shows.NUMBER) & ~span & ~date
