"""Event study: what a price did around an announcement that it would not have done by itself, and how often it does so anyway.

Source: MacKinlay 1997, JEL 35(1):13-39, as METHODS.md 2.1 gives it. A return over an event's window is no proof of a cause.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from core.analysis.rolling import comoments, moments
from core.analysis.samples import Integers, Sample, filled, log_returns, pace
from core.model.points import Dates, Points, Values

LEAST_ESTIMATION = 60  # returns; fewer are warned of
DAILY = 252


@dataclass(frozen=True, slots=True)
class Window:
    """Returns counted from day 0, the first trading day on or after the event: first to last, both inclusive.

    estimation: how many returns the normal return is learnt from; they end `gap` returns before the window.
    """

    first: int = -1
    last: int = 1
    estimation: int = 120
    gap: int = 0

    def __post_init__(self) -> None:
        if self.last < self.first or self.estimation < 2 or self.gap < 0:
            raise ValueError("a window ends after it begins and is learnt from two returns or more")

    @property
    def length(self) -> int:
        """L2, the returns of the window."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, eq=False)
class EventStudy:
    """What one event's window shows. Returns are logarithmic fractions; abnormal: one a day of `days`; car: their sum.

    method: "mean" or "market". normal: the daily mean, or alpha; beta: None without a market. deviation: s of the estimation; error: of
    the CAR; low..high: its 95 % interval; t with `freedom` degrees. placebo: share of windows without events whose |CAR| is as large at
    least, of `placebos`. warnings: codes "short estimation", "overlap", "stale prices", "incomplete window", "no estimation", "no data";
    what they rule out is None.
    """

    day_zero: np.datetime64 | None
    method: str
    days: Dates
    abnormal: Values
    car: float | None
    estimation: int
    normal: float | None
    beta: float | None
    deviation: float | None
    error: float | None
    low: float | None
    high: float | None
    t: float | None
    freedom: int
    placebo: float | None
    placebos: int
    warnings: tuple[str, ...]


def event_study(
    price: Points,
    day: np.datetime64,
    window: Window = Window(),
    *,
    market: Points | None = None,
    others: Iterable[np.datetime64] = (),
) -> EventStudy:
    """AR = r - E[r], CAR = sum of AR, Var(CAR) = L2 s^2 (1 + L2 / L1), t = CAR / sqrt(Var). METHODS.md 2.1.

    E[r] is the mean of the estimation, s^2 with L1 - 1; with a `market` (an index that leaves this metal out) a + b r_m, s^2 with L1 - 2,
    and (sum of (r_m - mean))^2 / sum (r_m - mean)^2 of the estimation besides in the variance. others: days of other events, warned of
    where they fall in the window and left out of the placebo. Nothing is interpolated: the window counts returns, not days.
    """
    returns, market_returns = _returns(price, market)
    warnings = ["stale prices"] if 0 < pace(filled(price).dates) < DAILY else []
    zero = int(np.searchsorted(returns.dates, day))
    method = "mean" if market is None else "market"
    if zero >= len(returns) or not len(returns) or (zero == 0 and returns.dates[0] > day):
        return _nothing(method, [*warnings, "no data"])
    start, stop = max(0, zero + window.first), min(len(returns), zero + window.last + 1)
    if stop - start < window.length:
        warnings.append("incomplete window")
    learn_stop = max(0, zero + window.first - window.gap)
    learn = slice(max(0, learn_stop - window.estimation), learn_stop)
    around = _zeros(returns, others)
    if (((around + window.last) >= start) & ((around + window.first) < stop)).any():
        warnings.append("overlap")
    if stop <= start:
        return _nothing(method, [*warnings, "no data"])
    model = _model(returns.values[learn], None if market_returns is None else market_returns[learn])
    if model is None:
        return _nothing(method, [*warnings, "no estimation"], returns.dates[zero])
    if model.count < LEAST_ESTIMATION:
        warnings.append("short estimation")
    abnormal = model.abnormal(returns.values[start:stop], None if market_returns is None else market_returns[start:stop])
    car = float(abnormal.sum())
    error = model.error(stop - start, None if market_returns is None else market_returns[start:stop])
    reach = student_quantile(0.975, model.freedom) * error
    masked = np.concatenate([around, [zero]])
    share, placebos = _placebo(returns.values, market_returns, window, model.count, masked, abs(car))
    return EventStudy(
        day_zero=returns.dates[zero],
        method=method,
        days=returns.dates[start:stop],
        abnormal=abnormal,
        car=car,
        estimation=model.count,
        normal=model.alpha,
        beta=None if market is None else model.beta,
        deviation=model.deviation,
        error=error,
        low=car - reach,
        high=car + reach,
        t=car / error if error > 0 else None,
        freedom=model.freedom,
        placebo=share,
        placebos=placebos,
        warnings=tuple(warnings),
    )


@dataclass(frozen=True, slots=True)
class Reaction:
    """The highest price after an event over the mean before it, and the days and number of values behind it."""

    multiple: float
    before: int
    after: int
    highest_day: np.datetime64


def reaction(price: Points, day: np.datetime64, days: int) -> Reaction | None:
    """Maximum in the `days` calendar days from the event on over the mean of the `days` before it (systems.md, item 8; the rule is ours).

    None when one side has no value or the mean is not above zero.
    """
    step = np.timedelta64(days, "D")
    before = filled(price.between(day - step, day - np.timedelta64(1, "D")))
    after = filled(price.between(day, day + step))
    if not len(before) or not len(after) or before.values.mean() <= 0:
        return None
    highest = int(after.values.argmax())
    return Reaction(float(after.values[highest] / before.values.mean()), len(before), len(after), after.dates[highest])


def student_quantile(probability: float, freedom: int) -> float:
    """Student's t by Abramowitz & Stegun 26.7.5, from the normal quantile: to four digits from ten degrees of freedom on."""
    x = NormalDist().inv_cdf(probability)
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + sum(term / float(freedom) ** (power + 1) for power, term in enumerate(terms))


@dataclass(frozen=True, slots=True)
class _Model:
    count: int
    alpha: float
    beta: float
    deviation: float
    market_mean: float
    market_squares: float
    freedom: int

    def abnormal(self, returns: Values, market: Values | None) -> Values:
        return returns - self.alpha if market is None else returns - self.alpha - self.beta * market

    def error(self, length: int, market: Values | None) -> float:
        extra = length**2 / self.count
        if market is not None and self.market_squares > 0:
            extra += float((market - self.market_mean).sum()) ** 2 / self.market_squares
        return self.deviation * math.sqrt(length + extra)


def _model(returns: Values, market: Values | None) -> _Model | None:
    """Constant mean, or ordinary least squares on the market; None where there is too little to learn from."""
    count = len(returns)
    freedom = count - (1 if market is None else 2)
    if freedom < 1:
        return None
    mean = float(returns.mean())
    beta, market_mean, squares = 0.0, 0.0, 0.0
    rest = returns - mean
    if market is not None:
        market_mean = float(market.mean())
        apart = market - market_mean
        squares = float((apart**2).sum())
        beta = float((apart * rest).sum()) / squares if squares > 0 else 0.0
        rest = rest - beta * apart
    deviation = math.sqrt(float((rest**2).sum()) / freedom)
    return _Model(count, mean - beta * market_mean, beta, deviation, market_mean, squares, freedom)


def _returns(price: Points, market: Points | None) -> tuple[Sample, Values | None]:
    returns = log_returns(filled(price))
    if market is None:
        return returns, None
    other = log_returns(filled(market))
    dates, at_one, at_two = np.intersect1d(returns.dates, other.dates, assume_unique=True, return_indices=True)
    return Sample(dates, returns.values[at_one]), other.values[at_two]


def _zeros(returns: Sample, days: Iterable[np.datetime64]) -> Integers:
    """Day 0 of each of the other events that fall within the returns."""
    places = np.searchsorted(returns.dates, np.array(list(days), "datetime64[D]"))
    return np.asarray(places[places < len(returns)])


def _placebo(
    returns: Values, market: Values | None, window: Window, learnt: int, masked: Integers, size: float
) -> tuple[float | None, int]:
    """The share of windows with |CAR| >= size among those that touch no event's, each by the estimation before it; their number."""
    length, lead = window.length, learnt + window.gap
    starts = np.arange(lead, len(returns) - length + 1)
    touched = (np.abs(starts[:, None] - (masked + window.first)[None, :]) < length).any(axis=1)
    starts = starts[~touched]
    if not len(starts) or learnt < 2:
        return None, 0
    running = np.concatenate([[0.0], np.cumsum(returns)])
    sums = running[starts + length] - running[starts]
    learn = starts - lead
    alpha, beta = moments(returns, learnt)[0][learn], np.zeros(len(starts))
    if market is not None:
        beta = np.nan_to_num(comoments(returns, market, learnt)[1][learn])
        alpha = alpha - beta * moments(market, learnt)[0][learn]
        running = np.concatenate([[0.0], np.cumsum(market)])
        sums = sums - beta * (running[starts + length] - running[starts])
    cars = np.abs(sums - length * alpha)
    return float(np.count_nonzero(cars >= size * (1 - 1e-12)) / len(cars)), len(cars)


def _nothing(method: str, warnings: list[str], zero: np.datetime64 | None = None) -> EventStudy:
    none = np.empty(0)
    days = np.empty(0, "datetime64[D]")
    return EventStudy(zero, method, days, none, None, 0, None, None, None, None, None, None, None, 0, None, 0, tuple(warnings))
