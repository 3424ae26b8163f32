"""Ranks of 40 minerals drawn anew 10,000 times, and all methods side by side: python -m tests.bench.bench_risk"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import numpy as np

from core.analysis.resampling import DRAWS, Mix, rank_intervals
from core.io.example import example_workspace
from core.views.risk_methods import RiskChoices, risk_table

MINERALS, COUNTRIES, SUPPLIERS = 40, 200, 20
ROUNDS = 5


def main() -> None:
    """Print one figure a line."""
    random = np.random.default_rng(1)
    names = [f"C{at}" for at in range(COUNTRIES)]
    scored = [[_mix(random, names)] for _mineral in range(MINERALS)]
    weights = dict(zip(names, random.uniform(0, 10, COUNTRIES).tolist(), strict=True))
    errors = dict.fromkeys(names, 0.5)
    floor = _fastest(lambda: np.random.default_rng(1).standard_normal((MINERALS * SUPPLIERS, DRAWS), np.float32))
    print(f"floor: {MINERALS * SUPPLIERS * DRAWS:,} normal numbers drawn by numpy, {floor * 1000:.0f} ms")
    drawn = _fastest(lambda: rank_intervals(scored, weights, errors))
    print(f"rank intervals of {MINERALS} minerals, {DRAWS:,} draws: {drawn / floor:.1f} floors, {drawn:.2f} s (goal <= 1 s)")
    workspace, choices = example_workspace(), RiskChoices(method="governance", as_of=dt.date(2026, 1, 15))
    records = len(workspace.supply) + len(workspace.trade) + len(workspace.indicators)
    one_pass = _fastest(lambda: [(one.mineral, one.stage) for one in workspace.supply.values()])
    table = _fastest(lambda: risk_table(workspace, choices, draws=0))
    print(
        f"all methods of the example ({records:,} records), no draws: {table * 1000:.0f} ms, {table / one_pass:.0f} passes over its supply"
    )


def _mix(random: np.random.Generator, names: list[str]) -> Mix:
    parts = random.dirichlet(np.full(SUPPLIERS, 0.3))
    return Mix(tuple(parts.tolist()), tuple(random.choice(names, SUPPLIERS, replace=False).tolist()), (1.0,) * SUPPLIERS)


def _fastest(work: Callable[[], object]) -> float:
    times = []
    for _turn in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
