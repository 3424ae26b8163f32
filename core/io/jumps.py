"""Values that look wrong: far from their own earlier edition, or from their neighbours in time; and what unit such a factor speaks of.

All is done on logarithms, so a value ten times too high and one ten times too low are judged alike. Only values above zero are judged.
The rules are ours; they were set on 87 monthly commodity series since 1960, which hold jumps of three and four times in a month that are
real (the oil of January 1974) and stay, so that a jump that stays must be larger than one that comes back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.model.units import UnitError, compatible, factor, parse_unit

THRESHOLD = 0.5  # a revised value that differs by more than half is told
THRESHOLDS = (0.1, 0.2, 0.5, 1.0, 2.0, 9.0)  # to choose from
_USUAL = 8.0  # times the usual change from one value to the next
_STAYS = 10.0  # times: what a jump must reach that does not come back
_NEAR = 12  # changes on each side that say what is usual there
_LEVEL = 3  # values on each side whose medians say whether a jump stays
_LARGEST = 600.0  # of a logarithm: its factor is still a number
_LEAST = 5  # changes that must be known before one of them can be called unusual
_EXACT, _ROUGH = 0.002, 0.06  # how near a factor must be: of the same value in another unit; of a neighbour, that moved as well
_MASSES = ("g", "ozt", "lb", "kg", "t")

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Jumps:
    """Positions of suspicious values, in order, and how many times what was expected each of them is."""

    at: Positions
    factors: Floats

    def __len__(self) -> int:
        return len(self.at)


def revision_jumps(before: Floats, after: Floats, threshold: float = THRESHOLD) -> Jumps:
    """The revised values that differ from the old ones by more than `threshold` (0.5: more than 1.5 times, or less than 1/1.5)."""
    at = np.flatnonzero(_positive(before) & _positive(after))
    sizes = np.log(after[at]) - np.log(before[at])
    beyond = np.abs(sizes) > np.log1p(threshold)
    return Jumps(at[beyond], _factors_of(sizes[beyond]))


def history_jumps(days: npt.NDArray[np.datetime64], values: Floats, threshold: float = THRESHOLD) -> Jumps:
    """The values that do not go with their neighbours.

    A change from one value to the next is unusual when it is more than 8 times the median change, of the whole series and of the 12
    changes on each side, a longer step in time allowing for more (by its square root). Told are: a value between two unusual changes, up
    and down again or the other way, and an unusual newest value, where the change is beyond twice the threshold on the logarithmic scale
    (0.5: 2.25 times); and an unusual change that stays, where it is ten times or more.
    """
    kept = np.flatnonzero(_positive(values))
    nothing = Jumps(np.zeros(0, np.int64), np.zeros(0))
    if len(kept) < _LEAST + 2:
        return nothing
    levels = np.log(values[kept])
    changes = np.diff(levels)
    steps = np.diff(days[kept].astype("datetime64[D]").astype(np.int64)).astype(np.float64)
    allowed = np.sqrt(np.maximum(steps / max(float(np.median(steps)), 1.0), 1.0))
    sizes = np.abs(changes) / allowed
    beyond = 2 * np.log1p(threshold)
    unusual = _unusual(sizes, np.flatnonzero(np.abs(changes) > beyond))
    found: dict[int, float] = {}  # position in `kept` -> logarithm of the factor
    for at in np.flatnonzero(unusual).tolist():
        if at in found:  # the way back of a value that is told already
            continue
        comes_back = at + 1 < len(changes) and unusual[at + 1] and changes[at] * changes[at + 1] < 0
        if comes_back:
            found[at + 1] = (changes[at] - changes[at + 1]) / 2
        elif at + 1 == len(changes) or abs(_shift(levels, at)) >= np.log(_STAYS) - _ROUGH:
            found[at + 1] = changes[at]
    order = sorted(found)
    return Jumps(kept[order], _factors_of(np.array([found[at] for at in order]))) if order else nothing


def _shift(levels: Floats, at: int) -> float:
    """From the median of the last values up to position `at` to that of the next ones."""
    return float(np.median(levels[at + 1 : at + 1 + _LEVEL]) - np.median(levels[max(at + 1 - _LEVEL, 0) : at + 1]))


def _unusual(sizes: Floats, candidates: Positions) -> npt.NDArray[np.bool_]:
    """Which of the candidates are more than 8 times what is usual, in the whole series and around them."""
    found = np.zeros(len(sizes), bool)
    moving = sizes[sizes > 0]
    if len(moving) <= _LEAST:
        return found
    overall = float(np.median(moving))
    for at in candidates[sizes[candidates] > _USUAL * overall].tolist():
        around = np.concatenate([sizes[max(at - _NEAR, 0) : max(at - 1, 0)], sizes[at + 2 : at + 2 + _NEAR]])
        around = around[around > 0]
        found[at] = not len(around) or sizes[at] > _USUAL * float(np.median(around))
    return found


def _factors_of(sizes: Floats) -> Floats:
    return np.asarray(np.exp(np.clip(sizes, -_LARGEST, _LARGEST)), np.float64)


def _positive(values: Floats) -> npt.NDArray[np.bool_]:
    return np.isfinite(values) & (values > 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a factor looks like: the value in another unit (`unit` to `other`), or a power of ten, where both are empty."""

    power: int = 0
    unit: str = ""
    other: str = ""


def reading(ratio: float, unit: str = "", *, exact: bool) -> Reading | None:
    """What explains that a value is `ratio` times what it should be; None when nothing does.

    unit: of the series; of an unknown one the trade's masses are tried. exact: the ratio is of one value to its own earlier edition.
    """
    within, size = (_EXACT if exact else _ROUGH), float(np.log(ratio))
    near = {key: off for key, times in _unit_factors(unit).items() if (off := abs(size - np.log(times))) < within}
    best = min(near, key=lambda key: near[key], default=None)
    power = round(size / float(np.log(10)))
    off = abs(size - power * float(np.log(10)))
    if power and off < within and (best is None or off < near[best] - 1e-9):
        return Reading(power)
    return Reading(0, *best) if best is not None else None


def _unit_factors(unit: str) -> dict[tuple[str, str], float]:
    """By how many times a value is larger when it is given in the other unit, for each pair (unit, other)."""
    own = parse_unit(unit) if unit else None
    pairs = [(own, other) for other in compatible(own) if other != own] if own else []
    pairs = pairs or [(a, b) for a in _MASSES for b in _MASSES if a != b]
    found: dict[tuple[str, str], float] = {}
    for here, there in pairs:
        try:
            times = factor(here, there)
        except UnitError:
            continue
        if abs(np.log(times)) > np.log(1.05):
            found[here, there] = times
    return found
