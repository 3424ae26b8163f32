"""Where a value axis has its ticks and how numbers are written: 1-2-5 steps, decades on a log axis, digits that fit the step."""

from __future__ import annotations

import itertools
import math

from core.words import _
from gui.widgets.plot.date_axis import Tick

_STRIDE = 0.02  # how much further a held axis moves than it must
_FURTHEST = 307.0  # the largest decimal logarithm of a number and of five times it
_LARGE = 1e7  # from here on an axis counts in millions or billions


def value_ticks(low: float, high: float, most: int, *, log: bool = False) -> tuple[Tick, ...]:
    """At most `most` ticks (and at least one where the room allows) between two heights; on a log axis heights are decimal logarithms."""
    if not low < high or most < 1:
        return ()
    return _log_ticks(low, high, most) if log else _linear_ticks(low, high, most)


def fitted(low: float, high: float, *, log: bool = False, room: float = 0.06) -> tuple[float, float]:
    """The range of an axis that shows everything from `low` to `high` with a share of `room` at either end; (0, 1) for nothing."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0.0, 1.0
    room *= high - low
    size = max(abs(low), abs(high))
    if room <= size * 1e-12:
        room = max(0.1, size * 1e-9) if log else size * 0.05 or 1.0
    return low - room, high + room


def held(axis: tuple[float, float], fit: tuple[float, float], fill: float = 0.75) -> tuple[float, float]:
    """`axis` moved as little as shows all of `fit`, which then takes up at least the share `fill` of it.

    This is how an axis behaves while it is dragged: it grows at once when something enters, follows slowly when it leaves, and
    stands still in between. It moves by two hundredths more than it must, so that it need not move again at the next pixel:
    steps too small to be seen as jumps, and far fewer pictures to paint.
    """
    span = fit[1] - fit[0]
    low = axis[0] if axis[0] <= fit[0] else fit[0] - span * _STRIDE
    high = axis[1] if axis[1] >= fit[1] else fit[1] + span * _STRIDE
    if span < (high - low) * fill:
        spare = (high - low) - span / (fill + _STRIDE)
        below, above = fit[0] - low, high - fit[1]
        low += spare * below / (below + above)
        high -= spare * above / (below + above)
    return low, high


def value_text(value: float, digits: int | None = None) -> str:
    """A value as it is read out: grouped, with `digits` decimals or as many as leave five figures."""
    if digits is None:
        size = math.floor(math.log10(abs(value))) if value else 0
        if not -6 <= size < 15:
            return _minus(f"{value:.4g}")
        text = f"{value:,.{max(4 - size, 0)}f}"
        return _minus(text.rstrip("0").rstrip(".") if "." in text else text)
    return _minus(f"{value:,.{digits}f}")


def _linear_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    step = _step((high - low) / most)
    while len(numbers := _multiples(low, high, step)) > most:
        step = _step(step * 1.5)
    if not numbers:  # the whole range lies between two multiples: one step finer has some
        step = _step(step * 0.4)
        numbers = _multiples(low, high, step)[:most]
    values = [number * step for number in numbers]
    return tuple(Tick(value, label) for value, label in zip(values, _labels(values, step), strict=True))


def _multiples(low: float, high: float, step: float) -> range:
    return range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)


def _log_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """The densest of 1-2-5, 1-3 and decades that fits; evenly stepped values where even 1-2-5 gives fewer than three.

    None beyond what a number holds, whither the room at the ends of an axis may reach.
    """
    low, high = max(low, -_FURTHEST), min(high, _FURTHEST)
    if low >= high:
        return ()
    for mantissas in ((1, 2, 5), (1, 3), (1,)):
        powers = range(math.floor(low), math.floor(high) + 1)
        values = [m * 10.0**power for power in powers for m in mantissas if low <= math.log10(m) + power <= high]
        if len(values) < 3:
            break
        if len(values) * (1.25 if len(mantissas) > 1 else 1.0) <= most:
            return tuple(Tick(math.log10(value), _labels([value], value)[0]) for value in values)
    else:
        step = math.ceil((high - low) / most)
        powers = range(math.ceil(low / step) * step, math.floor(high) + 1, step)
        return tuple(Tick(float(power), _labels([10.0**power], 10.0**power)[0]) for power in powers)
    return _stepped_on_log(low, high, most)


def _stepped_on_log(low: float, high: float, most: int) -> tuple[Tick, ...]:
    for count in range(most, 0, -1):
        ticks = [Tick(math.log10(t.at), t.label) for t in _linear_ticks(10.0**low, 10.0**high, count) if t.at > 0]
        gaps = [b.at - a.at for a, b in itertools.pairwise(ticks)]
        if min(gaps, default=math.inf) >= (high - low) / (most + 1):
            return tuple(ticks)
    return ()


def _step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is at least `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= least * (1 - 1e-9))


def _labels(values: list[float], step: float) -> list[str]:
    """Labels of ticks that lie `step` apart: just enough decimals to tell them from each other."""
    largest = max((abs(value) for value in values), default=0.0)
    if largest >= 1e15 or (largest and largest < 1e-6):
        return [_minus(f"{value:.6g}") for value in values]
    divisor, pattern = 1.0, "{number}"
    if largest >= 1e9:
        divisor, pattern = 1e9, _("{number} bn")
    elif largest >= _LARGE:
        divisor, pattern = 1e6, _("{number} M")
    decimals = max(-math.floor(math.log10(step / divisor) + 1e-9), 0)
    return ["0" if value == 0 else pattern.format(number=_minus(f"{value / divisor:,.{decimals}f}")) for value in values]


def _minus(text: str) -> str:
    return text.replace("-", "−", 1) if text.startswith("-") else text
