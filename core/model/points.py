"""The dated values of one series: arrays in memory, one compressed block in the file."""

from __future__ import annotations

import enum
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Self, TypeVar

import numpy as np
import numpy.typing as npt

Dates = npt.NDArray[np.datetime64]
Values = npt.NDArray[np.float64]


LARGEST = 1e100  # beyond it a value is no value: no number holds its square
_LARGEST = 1 << 31  # bytes of an unpacked block, a hundred million points: a block that unpacks to more was made to fill the memory


class Mark(enum.IntFlag):
    """What is known of one point beside its value. The last five say why a value is missing."""

    NONE = 0
    ESTIMATED = 1
    PRELIMINARY = 2
    EDITED = 4  # typed or changed by hand in the desk
    BOUND = 8  # the source says "more than" or "less than" this value
    WITHHELD = 16  # W: known to the publisher, not published
    NOT_AVAILABLE = 32  # NA, n.a., …, #N/A
    NIL = 64  # a dash that the source explains as nil or negligible
    ERROR = 128  # an error cell such as #DIV/0!


class Points:
    """Dates (datetime64[D], sorted, unique), values (float64, NaN is a gap), marks (uint8 of `Mark`), places (packed int64).

    The arrays are read-only and of one length. Points made by `unpack` decode their block when they are first looked at, so that
    opening a workspace costs only the reading of the file.
    """

    def __init__(
        self,
        dates: npt.ArrayLike,
        values: npt.ArrayLike,
        marks: npt.ArrayLike | None = None,
        places: npt.ArrayLike | None = None,
    ) -> None:
        """Sort by date and check. Raises ValueError when the lengths differ, a date is missing or a date stands twice."""
        days = np.asarray(dates, "datetime64[D]")
        numbers = np.asarray(values, np.float64)
        flags = np.zeros(len(days), np.uint8) if marks is None else np.asarray(marks, np.uint8)
        cells = np.zeros(len(days), np.int64) if places is None else np.asarray(places, np.int64)
        if not len(days) == len(numbers) == len(flags) == len(cells):
            raise ValueError("dates, values, marks and places differ in length")
        if np.isnat(days).any():
            raise ValueError("a point has no date")
        steps = np.diff(days.astype(np.int64))
        if (steps <= 0).any():
            order = np.argsort(days, kind="stable")
            days, numbers, flags, cells = days[order], numbers[order], flags[order], cells[order]
            if (np.diff(days.astype(np.int64)) == 0).any():
                raise ValueError("a date stands twice")
        self.__dict__["_arrays"] = _Arrays(_frozen(days), _frozen(numbers), _frozen(flags), _frozen(cells))

    @classmethod
    def rising(cls, dates: Dates, values: Values) -> Self:
        """Points of dates that rise already, as those of other points do, and of values that nobody writes to any more.

        Nothing is checked, sorted or copied: for what is worked out from points, hundreds of times for one picture.
        """
        return cls._of(_Arrays(dates, values, np.zeros(len(dates), np.uint8), np.zeros(len(dates), np.int64)))

    @classmethod
    def _of(cls, arrays: _Arrays) -> Self:
        points = cls.__new__(cls)
        for array in (arrays.dates, arrays.values, arrays.marks, arrays.places):
            array.flags.writeable = False
        points.__dict__["_arrays"] = arrays
        return points

    @classmethod
    def unpack(cls, block: bytes) -> Self:
        """The points of a block made by `pack`, decoded when first looked at.

        Looking at a damaged block raises ValueError; `core.io.workspace_file` checks blocks when a file is verified.
        """
        points = cls.__new__(cls)
        points.__dict__["_block"] = block
        return points

    # The two forms of the same points; each is made from the other when it is first asked for.
    @cached_property
    def _arrays(self) -> _Arrays:
        return _decode(self._block)

    @cached_property
    def _block(self) -> bytes:
        return _encode(self._arrays)

    @property
    def dates(self) -> Dates:
        """datetime64[D], sorted, unique."""
        return self._arrays.dates

    @property
    def values(self) -> Values:
        """float64; NaN is a gap."""
        return self._arrays.values

    @property
    def marks(self) -> npt.NDArray[np.uint8]:
        """A `Mark` a point."""
        return self._arrays.marks

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """Where each value stood, see `core.model.places`; 0 for a value typed by hand."""
        return self._arrays.places

    def __len__(self) -> int:
        return len(self.dates)

    def __eq__(self, other: object) -> bool:
        """Same dates, values and marks. Where a value stood is not what it is: places do not count."""
        if not isinstance(other, Points):
            return NotImplemented
        return self is other or (
            np.array_equal(self.dates, other.dates)
            and np.array_equal(self.values, other.values, equal_nan=True)
            and np.array_equal(self.marks, other.marks)
        )

    __hash__ = None  # type: ignore[assignment] # arrays have no stable hash; records are kept by id

    def __repr__(self) -> str:
        return f"<Points {len(self)}: {self.dates[0]}..{self.dates[-1]}>" if len(self) else "<Points 0>"

    @cached_property
    def there(self) -> npt.NDArray[np.bool_] | None:
        """Which points have a value, that is none of NaN, infinity and what is beyond `LARGEST`; None where all have."""
        with np.errstate(invalid="ignore"):
            there = np.abs(self.values) < LARGEST
        return None if there.all() else there

    def without_gaps(self) -> Points:
        """The points that have a value."""
        there = self.there
        if there is None:
            return self
        return Points._of(_Arrays(self.dates[there], self.values[there], self.marks[there], self.places[there]))

    def with_values(self, values: Values) -> Points:
        """The same dates, marks and places with other values, of the same number, that nobody writes to any more."""
        return Points._of(_Arrays(self.dates, values, self.marks, self.places))

    @property
    def filled(self) -> int:
        """How many points have a value."""
        return int(np.count_nonzero(~np.isnan(self.values)))

    def between(self, first: np.datetime64 | None, last: np.datetime64 | None) -> Points:
        """The points from `first` to `last`, both inclusive; None leaves that side open."""
        start = 0 if first is None else int(np.searchsorted(self.dates, first, "left"))
        stop = len(self) if last is None else int(np.searchsorted(self.dates, last, "right"))
        if (start, stop) == (0, len(self)):
            return self
        cut = slice(start, stop)
        part = Points._of(_Arrays(self.dates[cut], self.values[cut], self.marks[cut], self.places[cut]))
        if self.there is None:  # looked at once, and true of every part: a range that is dragged is cut at every step
            part.__dict__["there"] = None
        return part

    def with_value(self, day: np.datetime64, value: float, mark: Mark = Mark.EDITED) -> Points:
        """These points with `value` (NaN: a gap) on `day`, replaced or put in, marked, and no longer standing in any file."""
        at = int(np.searchsorted(self.dates, day))
        there = at < len(self) and self.dates[at] == day
        keep = np.concatenate([np.arange(at), np.arange(at + there, len(self))])
        return Points(
            np.insert(self.dates[keep], at, day),
            np.insert(self.values[keep], at, value),
            np.insert(self.marks[keep], at, mark),
            np.insert(self.places[keep], at, 0),
        )

    def without(self, day: np.datetime64) -> Points:
        """These points less the one on `day`, if there is one."""
        keep = self.dates != day
        return Points(self.dates[keep], self.values[keep], self.marks[keep], self.places[keep])

    def pack(self) -> bytes:
        """One compressed little-endian block: count, dates (differences, int32), values (float64), marks, places (differences, int64).

        Points that came from a block give that very block back, so an unchanged series costs nothing to save.
        """
        return self._block


@dataclass(frozen=True, slots=True)
class _Arrays:
    dates: Dates
    values: Values
    marks: npt.NDArray[np.uint8]
    places: npt.NDArray[np.int64]


def _encode(arrays: _Arrays) -> bytes:
    parts = (
        np.array([len(arrays.dates)], "<i8"),
        np.diff(arrays.dates.astype("<i8"), prepend=np.int64(0)).astype("<i4"),
        arrays.values.astype("<f8"),
        arrays.marks,
        np.diff(arrays.places.astype("<i8"), prepend=np.int64(0)),
    )
    return zlib.compress(b"".join(part.tobytes() for part in parts), 1)


def _decode(block: bytes) -> _Arrays:
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(block, _LARGEST)
        if not unpacker.eof:
            raise ValueError("it does not end where it should")
        count = int(np.frombuffer(raw, "<i8", 1)[0])
        if len(raw) != 8 + count * 21:
            raise ValueError(f"{len(raw)} bytes for {count} points")
    except (zlib.error, ValueError, IndexError) as reason:
        raise ValueError(f"a damaged block of points: {reason}") from reason
    days = np.cumsum(np.frombuffer(raw, "<i4", count, 8), dtype=np.int64).astype("datetime64[D]")
    values = np.frombuffer(raw, "<f8", count, 8 + 4 * count)
    marks = np.frombuffer(raw, np.uint8, count, 8 + 12 * count)
    places = np.cumsum(np.frombuffer(raw, "<i8", count, 8 + 13 * count), dtype=np.int64)
    return _Arrays(_frozen(days), _frozen(values.astype(np.float64, copy=False)), _frozen(marks), _frozen(places))


_Array = TypeVar("_Array", bound=npt.NDArray[np.generic])


def _frozen(array: _Array) -> _Array:
    """The array, read-only: a copy when somebody else could still write to it."""
    own = array.copy() if array.flags.writeable else array
    own.flags.writeable = False
    return own
