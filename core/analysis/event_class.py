"""Many events of a kind, all export bans say: the average path of a price around them, and tests over their studies.

Source: MacKinlay 1997, as METHODS.md 2.1 gives it, with the tests that it lists.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.analysis.event_study import EventStudy, Window, student_quantile
from core.analysis.samples import Integers, filled
from core.model.points import Points, Values


@dataclass(frozen=True, slots=True, eq=False)
class AveragePath:
    """The mean course around a class of events, by trading day from -before to after; fractions of the price on day -1, logarithmic.

    paths: a row an event, NaN where the price does not reach. counts, mean, median and deviation (sample) a day. used: the events, by
    their place in the list, that have a price on day -1.
    """

    offsets: Integers
    paths: Values
    counts: Integers
    mean: Values
    median: Values
    deviation: Values
    used: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AbnormalPath:
    """The mean cumulative abnormal return of many events by value of the window, with its 95 % band across them; fractions.

    counts: events that reach each place. low and high are NaN where fewer than two do.
    """

    offsets: Integers
    mean: Values
    low: Values
    high: Values
    counts: Integers


@dataclass(frozen=True, slots=True)
class ClassTest:
    """Tests over many events, of `count`: the mean CAR, Patell's Z, the t of Boehmer, Musumeci & Poulsen, the sign test's z.

    None where there are too few.
    """

    count: int
    caar: float | None
    patell: float | None
    bmp: float | None
    sign: float | None


def average_path(price: Points, days: Sequence[np.datetime64], before: int = 20, after: int = 60) -> AveragePath:
    """ln(P_t / P_-1) of each event, -1 being the last trading day before it, and their mean, median and spread by day. METHODS.md 2.1.

    An event before the first price or after the last has no path. Raises ValueError for less than one day before.
    """
    if before < 1 or after < 0:
        raise ValueError("a path begins a day before the event or earlier")
    sample = filled(price)
    offsets = np.arange(-before, after + 1)
    zeros = np.searchsorted(sample.dates, np.array(days, "datetime64[D]"))
    used = np.flatnonzero((zeros > 0) & (zeros < len(sample))).tolist()
    if not used:
        empty = np.full(len(offsets), np.nan)
        return AveragePath(offsets, np.empty((0, len(offsets))), np.zeros(len(offsets), np.int64), empty, empty, empty, ())
    logs = np.log(np.where(sample.values > 0, sample.values, np.nan))
    places = zeros[used][:, None] + offsets
    there = (places >= 0) & (places < len(logs))
    paths = np.where(there, logs[np.clip(places, 0, len(logs) - 1)], np.nan) - logs[zeros[used] - 1][:, None]
    finite = np.isfinite(paths)
    counts = finite.sum(axis=0)
    ordered = np.sort(np.where(finite, paths, np.inf), axis=0)
    columns = np.arange(len(offsets))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(finite, paths, 0).sum(axis=0) / counts
        squares = np.where(finite, paths - mean, 0) ** 2
        deviation = np.sqrt(squares.sum(axis=0) / np.where(counts > 1, counts - 1, np.nan))
        middle = (ordered[np.maximum(counts - 1, 0) // 2, columns] + ordered[np.minimum(counts // 2, len(used) - 1), columns]) / 2
    return AveragePath(offsets, paths, counts, mean, np.where(counts > 0, middle, np.nan), deviation, tuple(used))


def abnormal_path(studies: Iterable[EventStudy], window: Window) -> AbnormalPath:
    """CAAR_t = mean of sum of AR to t, and CAAR_t +- Student's t x sd_t / sqrt(N_t), sd the sample deviation across events.

    METHODS.md 2.1. Studies whose window begins before their returns do not count; one that ends early counts as far as it goes.
    """
    offsets = np.arange(window.first, window.last + 1)
    found = [one for one in studies if one.car is not None and _whole_start(one, window)]
    paths = np.full((len(found), len(offsets)), np.nan)
    for row, one in enumerate(found):
        paths[row, : len(one.abnormal)] = np.cumsum(one.abnormal)
    there = np.isfinite(paths)
    counts = there.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(there, paths, 0).sum(axis=0) / counts
        apart = np.sqrt((np.where(there, paths - mean, 0) ** 2).sum(axis=0) / np.where(counts > 1, counts - 1, np.nan))
        quantiles = np.array([_quantile(int(count) - 1) for count in counts])
        reach = quantiles * apart / np.sqrt(counts)
    return AbnormalPath(offsets, mean, mean - reach, mean + reach, counts)


def _whole_start(study: EventStudy, window: Window) -> bool:
    """Whether a study that may lack values at its end has all of those at its beginning: then day 0 stands in its place."""
    zero = int(np.searchsorted(study.days, study.day_zero)) if study.day_zero is not None else -1
    return zero == -window.first if -window.first >= 0 else len(study.days) > 0


def _quantile(freedom: int) -> float:
    """Student's 97.5 % quantile, exact for the one and two degrees at which the expansion of `student_quantile` is not."""
    return {1: 12.7062, 2: 4.3027}.get(freedom, student_quantile(0.975, freedom) if freedom > 0 else math.nan)


def class_test(studies: Iterable[EventStudy]) -> ClassTest:
    """CAAR; Patell Z = sum SCAR / sqrt(sum (L1 - 2) / (L1 - 4)); BMP t = mean SCAR sqrt(N) / sd SCAR; sign (n+ - N/2) / sqrt(N/4).

    SCAR = CAR / sqrt(Var(CAR)). Where every L1 is the same, Patell's is METHODS.md 2.1's. Studies without a CAR do not count.
    """
    found = [one for one in studies if one.car is not None and one.t is not None]
    count = len(found)
    if not count:
        return ClassTest(0, None, None, None, None)
    cars = np.array([one.car for one in found], np.float64)
    standard = np.array([one.t for one in found], np.float64)
    lengths = np.array([one.estimation for one in found], np.float64)
    patell = float(standard.sum() / math.sqrt(((lengths - 2) / (lengths - 4)).sum())) if (lengths > 4).all() else None
    apart = float(np.std(standard, ddof=1)) if count > 1 else 0.0
    bmp = float(standard.mean()) * math.sqrt(count) / apart if apart > 0 else None
    sign = (int((cars > 0).sum()) - count / 2) / math.sqrt(count / 4)
    return ClassTest(count, float(cars.mean()), patell, bmp, sign)
