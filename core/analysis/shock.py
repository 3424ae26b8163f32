"""A loss of supply on its way from mine to refiner to user, with what cushions it: stocks, spare capacity.

METHODS.md 1.11; the cascade is transparent accounting (after Klimek, Obersteiner & Thurner 2015, arXiv 1504.03508, and Ouyang et al.
2024, ES&T
58:22135), the price a constant-elasticity response (Stuermer and others). Everything is reckoned for m minerals at once, over one axis of
n places that
mine, refine or use. Amounts are of one unit a mineral; flows are by year, results are over the shock's days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STAGES: Final = ("mining", "processing")
RATIONING: Final = ("supplier", "pool")
YEAR: Final = 365.0


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Who feeds whom, by year, (m, to, from). ore: from mines to refiners; metal: from refiners to users. Nothing is negative."""

    ore: Floats
    metal: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Shock:
    """lost: (m, n), the fraction, 0 to 1, that each place loses at `stage` for `days`.

    exports_only: whether what stays in the country is spared, as under an export ban. rationing: "supplier", each customer loses what its
    own
    suppliers lose, or "pool", the loss is shared by all in proportion to their use.
    """

    stage: str
    lost: Floats
    days: float
    exports_only: bool = False
    rationing: str = "supplier"


@dataclass(frozen=True, slots=True, eq=False)
class Cushions:
    """What refiners and users can draw from stocks, amounts (m, n); the idle capacity of mines and refiners, by year (m, n)."""

    refiner_stocks: Floats
    user_stocks: Floats
    spare_ore: Floats
    spare_metal: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What a stage's customers (m, n) go through over the shock: need, gap = buffer + moved + short, all amounts."""

    need: Floats
    gap: Floats
    buffer: Floats
    moved: Floats
    short: Floats

    @property
    def share(self) -> Floats:
        """(m, n) of the need that stays unmet; 0 where nothing is needed."""
        return _ratio(self.short, self.need)


@dataclass(frozen=True, slots=True, eq=False)
class Cascade:
    """The refiners' and the users' step. mine_loss, metal_loss: what mines and refiners do not deliver, amounts (m, n).

    failing: (m, n), the fraction of each refiner's deliveries abroad that is lost.
    """

    mine_loss: Floats
    refiners: Step
    metal_loss: Floats
    failing: Floats
    users: Step


@dataclass(frozen=True, slots=True)
class PriceResponse:
    """A price change as a fraction, exact by constant elasticities and linear; infinite where nothing is left."""

    exact: float
    linear: float


@dataclass(frozen=True, slots=True)
class NMinusOne:
    """Supply without the largest supplier (its place in the axis) over all demand, and over the demand outside that country."""

    largest: int
    of_all: float
    of_others: float


def cascade(chain: Chain, shock: Shock, cushions: Cushions) -> Cascade:
    """The loss at every stage. Raises ValueError for a stage or rationing that is not known."""
    if shock.stage not in STAGES or shock.rationing not in RATIONING:
        raise ValueError(f"{shock.stage}, {shock.rationing}")
    span, pool = shock.days / YEAR, shock.rationing == "pool"
    lost = np.clip(shock.lost, 0.0, 1.0)
    none = np.zeros_like(lost)
    everywhere, abroad = (none, lost) if shock.exports_only else (lost, none)
    mine, mine_abroad = (everywhere, abroad) if shock.stage == "mining" else (none, none)
    refiners = _step(chain.ore, mine, mine_abroad, cushions.refiner_stocks, cushions.spare_ore, span, pool=pool)
    unfed = refiners.share
    plant, plant_abroad = (none, none) if shock.stage == "mining" else ((1 - unfed) * everywhere, (1 - unfed) * abroad)
    failing = unfed + plant
    users = _step(chain.metal, failing, plant_abroad, cushions.user_stocks, cushions.spare_metal, span, pool=pool)
    mine_loss, metal_loss = _lost(chain.ore, mine, mine_abroad, span), _lost(chain.metal, failing, plant_abroad, span)
    return Cascade(mine_loss, refiners, metal_loss, failing + plant_abroad, users)


def days_to_exhaustion(step: Step, stocks: Floats, days: float) -> Floats:
    """stocks / daily gap, (m, n): 0 where there are none, infinite where nothing is missing or the stocks outlast the shock."""
    with np.errstate(divide="ignore", invalid="ignore"):
        lasts = np.where(step.gap > 0, stocks * days / step.gap, np.inf)
    return np.where(lasts < days, lasts, np.inf)


def exposure(shares: Floats, failing: Floats, rate: Floats) -> Floats:
    """The fraction of its supply that an importer misses whose use is not known: SUM share x supplier's loss, cushioned at the world's
    `rate`.

    shares: (n, r) summing to at most 1 each; failing: (r,); rate: short / gap of all users, a number or (n,).
    """
    return np.asarray((shares @ failing) * rate, float)


def price_response(shortage: float, demand: float, supply: float) -> PriceResponse:
    """P1/P0 - 1 = (1 - q)^(1/(e_d - e_s)) - 1, and q / (e_s + |e_d|). METHODS.md 1.11, step 6.

    shortage: q, fraction of world use; demand: elasticity below 0; supply: at least 0. Raises ValueError for other elasticities.
    """
    if demand >= 0 or supply < 0:
        raise ValueError("the elasticity of demand is below zero, that of supply is not")
    left = 1 - min(max(shortage, 0.0), 1.0)
    exact = math.inf if left <= 0 else math.expm1(min(math.log(left) / (demand - supply), 700.0))
    return PriceResponse(exact, (1 - left) / (supply - demand))


def n_minus_one(output: Floats, use: Floats) -> NMinusOne | None:
    """(total - largest) / demand, with both denominators. output, use: (c,) on one axis. None where there is no output or no use.

    METHODS.md 1.10: the IEA compares with the demand outside the largest supplier (not verified); both are given and labelled.
    """
    total, demand = float(output.sum()), float(use.sum())
    if total <= 0 or demand <= 0:
        return None
    at = int(np.argmax(output))
    left, others = total - float(output[at]), demand - float(use[at])
    return NMinusOne(at, left / demand, left / others if others > 0 else math.nan)


def _step(flows: Floats, lost: Floats, abroad: Floats, stocks: Floats, spare: Floats, span: float, *, pool: bool) -> Step:
    """One stage: `lost` (m, from) is missed everywhere, `abroad` (m, from) only in other countries.

    Capacity that is idle where nothing is lost is shared in proportion to what is unmet.
    """
    need = flows.sum(axis=2) * span
    gap = _gap(flows, lost, abroad) * span
    if pool:
        gap = need * _ratio(gap.sum(axis=1, keepdims=True), need.sum(axis=1, keepdims=True))
    buffer = np.minimum(gap, stocks)
    unmet = gap - buffer
    idle = (spare * (1 - lost - abroad)).sum(axis=1, keepdims=True) * span
    moved = unmet * np.minimum(_ratio(idle, unmet.sum(axis=1, keepdims=True)), 1.0)
    return Step(need, gap, buffer, moved, unmet - moved)


def _gap(flows: Floats, lost: Floats, abroad: Floats) -> Floats:
    found = np.matmul(flows, (lost + abroad)[:, :, None])[:, :, 0]
    return np.asarray(np.maximum(found - _at_home(flows) * abroad, 0.0), float)


def _lost(flows: Floats, lost: Floats, abroad: Floats, span: float) -> Floats:
    """What each origin (m, from) does not deliver."""
    sent = flows.sum(axis=1)
    return np.asarray((sent * lost + (sent - _at_home(flows)) * abroad) * span, float)


def _at_home(flows: Floats) -> Floats:
    """(m, n): what stays in its country."""
    return np.diagonal(flows, axis1=1, axis2=2)


def _ratio(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(whole > 0, part / whole, 0.0)
