"""Scenarios: a worksheet's simulation and a shock over all minerals and countries, as ratios to bare numpy."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from core.analysis.shock import Chain, Cushions, Shock, cascade
from core.analysis.uncertainty import simulate
from core.io.example import example_workspace
from core.views.scenario_inputs import fill
from core.views.scenarios import Choice, view
from core.views.worksheets import WORKSHEETS

MINERALS, COUNTRIES, DRAWS = 40, 200, 10_000


def best(work: Callable[[], object], times: int = 7) -> float:
    """The shortest of several runs, in milliseconds."""
    taken = []
    for _run in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


def main() -> None:
    random = np.random.default_rng(1)
    workspace = example_workspace()
    share, rise, passed = (random.uniform(0, 50, DRAWS) for _input in range(3))

    def bare() -> object:
        added = share * rise / 100
        product = added * passed / 100
        return np.quantile([added, product, share * (1 + rise / 100) / (1 + product / 100), share / (1 + rise / 100), added - product], 0.5)

    sheet = WORKSHEETS["input_cost"]
    filled = fill(workspace, sheet.inputs, {})
    floor = best(bare)
    drawn = best(lambda: simulate(sheet, filled.values, filled.ranges, "triangular", count=DRAWS))
    print(f"simulation, {DRAWS:,} draws: {drawn:.1f} ms, {drawn / floor:.1f} x the bare formulas in numpy ({floor:.1f} ms); limit 1,000 ms")
    shown = best(lambda: view(workspace, Choice("input_cost")))
    print(f"a worksheet as the tab shows it, simulation included: {shown:.1f} ms, {shown / floor:.1f} x")

    flows = random.uniform(size=(2, MINERALS, COUNTRIES, COUNTRIES))
    chain = Chain(flows[0], flows[1])
    nothing = np.ones((MINERALS, COUNTRIES))
    shock, cushions = Shock("mining", random.uniform(size=(MINERALS, COUNTRIES)), 365.0), Cushions(*(nothing,) * 4)
    lost = shock.lost[:, :, None]
    floor = best(lambda: np.matmul(flows[1], np.matmul(flows[0], lost)))
    taken = best(lambda: cascade(chain, shock, cushions))
    size = f"{MINERALS} minerals x {COUNTRIES} countries"
    print(f"shock, {size}: {taken:.1f} ms, {taken / floor:.1f} x two bare products of matrices ({floor:.1f} ms); limit 50 ms")


if __name__ == "__main__":
    main()
