"""Statistics of a range of 1,000,000 points, against numpy alone, in time of the processor: python -m tests.bench.bench_analysis"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from core.analysis.comovement import comovement
from core.analysis.drawdown import underwater
from core.analysis.returns import ewma_volatility, rolling_volatility
from core.analysis.standing import z_scores
from core.analysis.statistics import statistics
from core.model import Points

POINTS = 1_000_000
ROUNDS = 7


def main() -> None:
    """Print one figure a line."""
    walk = np.exp(np.random.default_rng(1).normal(0, 0.01, POINTS).cumsum() * 0.1)
    days = np.datetime64("0200-01-01") + np.arange(POINTS)
    whole, other = Points(days, walk), Points(days, walk[::-1])
    gaps = Points(days, np.where(np.arange(POINTS) % 50, walk, np.nan))
    one_pass = _fastest(lambda: np.std(np.diff(np.log(walk)), ddof=1))
    print(f"one pass of numpy: standard deviation of the log returns of {POINTS:,} values, {one_pass * 1000:.1f} ms")
    ranges = iter(range(1, POINTS))  # another range each time: nothing that is known of the last one helps
    every = _fastest(lambda: statistics(whole.between(days[next(ranges)], None)))
    print(f"every statistic of the range: {every / one_pass:.1f} passes (goal <= 3)")
    masked = _fastest(lambda: np.std(np.diff(np.log(gaps.values[np.isfinite(gaps.values)])), ddof=1))
    print(
        f"the same, a value in fifty missing, in passes over what is there: {_fastest(lambda: statistics(gaps)) / masked:.1f} (goal <= 3)"
    )
    print(f"underwater line: {_fastest(lambda: underwater(whole)) / one_pass:.1f} passes")
    print(f"volatility of a moving window of 60: {_fastest(lambda: rolling_volatility(whole, 60)) / one_pass:.1f} passes")
    print(f"the same of 2,000: {_fastest(lambda: rolling_volatility(whole, 2_000)) / one_pass:.1f} passes")
    print(f"EWMA volatility: {_fastest(lambda: ewma_volatility(whole)) / one_pass:.1f} passes")
    print(f"z-score against the 250 values before: {_fastest(lambda: z_scores(whole, 250)) / one_pass:.1f} passes")
    print(f"correlation and beta over 60 pairs: {_fastest(lambda: comovement(whole, other, 60)) / one_pass:.1f} passes")


def _fastest(work: Callable[[], object]) -> float:
    times = []
    for _turn in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
