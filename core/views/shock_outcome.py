"""What the supply shock of a form does: the model's answer, and each refiner and importer that it hits."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.shock import YEAR, Cascade, Chain, Cushions, Shock, cascade, days_to_exhaustion, exposure
from core.views.shock_data import WORLD, Network
from core.views.shock_inputs import Asked, value
from core.words import _

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hit:
    """One who is hit. missing and short: per cent of the supply, before stocks and in the end; lasts: days until the stocks are gone."""

    code: str
    role: str
    missing: float
    short: float
    lasts: float
    basis: str


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What the model gave, and by how much."""

    asked: Asked
    network: Network
    cushions: Cushions
    days: float
    cascade: Cascade

    @property
    def shortage(self) -> float:
        """Fraction of the world's use."""
        users = self.cascade.users
        return float(users.short.sum() / users.need.sum()) if users.need.sum() > 0 else 0.0


def outcome(form: Asked, chain: Network) -> Outcome:
    """The cascade of the shock that the form asks for."""
    filled, size = form.filled, len(chain.codes)
    lost = np.zeros((1, size))
    lost[0, chain.place(form.country)] = value(filled, "lost") / 100
    ore, metal = chain.ore.amounts[None], chain.metal.amounts[None]
    use = metal.sum(axis=2)
    whole = use.sum()
    cushions = Cushions(
        ore.sum(axis=2) * value(filled, "cover") / YEAR,
        use * (value(filled, "stocks") / whole if whole > 0 else 0.0),
        ore.sum(axis=1) * value(filled, "spare_mines") / 100,
        metal.sum(axis=1) * value(filled, "spare_plants") / 100,
    )
    days = value(filled, "days", YEAR)
    shock = Shock(form.stage, lost, days, form.exports_only, form.rationing)
    return Outcome(form, chain, cushions, days, cascade(Chain(ore, metal), shock, cushions))


def hits_of(found: Outcome) -> list[Hit]:
    """Refiners and importers that miss something, those who run short first on top; none where nothing is missing."""
    made = [*_refiners(found), *_importers(found)]
    users = found.cascade.users
    at = found.network.place(WORLD)
    if users.need[0, at] > 0 and users.gap[0, at] > 0:
        lasts = float(days_to_exhaustion(users, found.cushions.user_stocks, found.days)[0, at])
        gap, short = (100 * float(part[0, at] / users.need[0, at]) for part in (users.gap, users.short))
        made.append(Hit(WORLD, _("uses"), gap, short, lasts, _("all users whose amounts are not known")))
    return sorted((one for one in made if one.missing > 1e-9), key=lambda one: (one.lasts, -one.short, one.code))


def _refiners(found: Outcome) -> list[Hit]:
    step, chain = found.cascade.refiners, found.network
    if chain.mined is None or chain.refined is None:
        return []
    lasts = days_to_exhaustion(step, found.cushions.refiner_stocks, found.days)
    basis = {True: _("proportional assumption"), False: _("its known suppliers")}
    return [
        Hit(
            code, _("refines"), 100 * float(step.gap[0, at] / step.need[0, at]), 100 * float(step.share[0, at]), float(lasts[0, at]),
            basis[at in chain.ore.assumed],
        )
        for at, code in enumerate(chain.codes) if step.need[0, at] > 0
    ]  # fmt: skip


def _importers(found: Outcome) -> list[Hit]:
    """Each importer by its shares: of ore they miss what the mines lose, of metal what the refiners fail to deliver."""
    users, chain = found.cascade.users, found.network
    metal, ore = _metal_failing(found), _ore_failing(found)
    gap, need, short = (float(part.sum()) for part in (users.gap, users.need, users.short))
    made = []
    for one in chain.importers:
        failing, cushioned = (ore, 1.0) if one.stage == "mining" else (metal, short / gap if gap > 0 else 0.0)
        missing = float(exposure(one.shares, failing, np.array(1.0)))
        cover = 0.0 if one.stage == "mining" or need <= 0 else float(found.cushions.user_stocks.sum()) / need * found.days
        lasts = cover / missing if missing > 0 else math.inf
        role = _("imports ore") if one.stage == "mining" else _("imports")
        basis = _("its import shares: {product}").format(product=one.product) if one.product else _("its import shares")
        made.append(Hit(one.code, role, 100 * missing, 100 * missing * cushioned, lasts if lasts < found.days else math.inf, basis))
    return made


def _ore_failing(found: Outcome) -> Floats:
    lost = np.zeros(len(found.network.codes))
    if found.asked.stage == "mining":
        lost[found.network.place(found.asked.country)] = value(found.asked.filled, "lost") / 100
    return lost


def _metal_failing(found: Outcome) -> Floats:
    """(n,): the fraction that each supplier fails to deliver; one without output in the data fails as the world does on average."""
    delivered = found.network.metal.amounts.sum(axis=0)
    average = float(found.cascade.metal_loss.sum() / found.cascade.users.need.sum()) if found.cascade.users.need.sum() > 0 else 0.0
    return np.where(delivered > 0, found.cascade.failing[0], average)
