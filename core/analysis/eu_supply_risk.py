"""Supply risk after the EU's formula of 2017. METHODS.md 1.2; Blengini et al. 2017, DOI 10.2760/73303.

SR = [HHI_GS IR/2 + HHI_EU (1 - IR/2)] (1 - EoL_RIR) SI. Without one of the inputs the result is gross, and no official figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.analysis.concentration import Bounds

INPUTS: Final = ("IR", "EoL_RIR", "SI")
CRITICAL: Final = 1.0


@dataclass(frozen=True, slots=True)
class EuRisk:
    """Supply risk at a stage. risk: least and most; known: of the known shares alone, at full reliance where that is not known.

    missing: those of INPUTS and of the mixes ("global supply", "EU sourcing") not known. Missing recycling and substitution count as
    none; a missing import reliance leaves the result between that of 0 and that of 1.
    """

    stage: str
    risk: Bounds
    known: float
    global_supply: Bounds | None
    eu_sourcing: Bounds | None
    missing: tuple[str, ...]

    @property
    def gross(self) -> bool:
        """Whether an input is missing."""
        return bool(self.missing)


def eu_supply_risk(
    stage: str,
    global_supply: Bounds | None,
    eu_sourcing: Bounds | None,
    *,
    reliance: float | None = None,
    recycling: float | None = None,
    substitution: float | None = None,
) -> EuRisk | None:
    """The risk at a stage from the governance-weighted concentration of the two mixes; None without either.

    reliance, recycling, substitution: IR, EoL_RIR and SI, fractions 0..1. Without one mix the other stands for both.
    """
    first, second = global_supply or eu_sourcing, eu_sourcing or global_supply
    if first is None or second is None:
        return None
    reliances = (0.0, 1.0) if reliance is None else (_within(reliance),)
    factor = (1 - _within(recycling or 0.0)) * (1.0 if substitution is None else _within(substitution))
    lows = [(first.low * one / 2 + second.low * (1 - one / 2)) * factor for one in reliances]
    highs = [(first.high * one / 2 + second.high * (1 - one / 2)) * factor for one in reliances]
    given = (reliance, recycling, substitution)
    half = reliances[-1] / 2
    known = (first.low * half + second.low * (1 - half)) * factor
    missing = [name for name, value in zip(INPUTS, given, strict=True) if value is None]
    missing += [name for name, mix in (("global supply", global_supply), ("EU sourcing", eu_sourcing)) if mix is None]
    return EuRisk(stage, Bounds(min(lows), max(highs)), known, global_supply, eu_sourcing, tuple(missing))


def overall(stages: Iterable[EuRisk | None]) -> EuRisk | None:
    """The stage with the larger risk of its known shares: the bottleneck. None without any."""
    return max((one for one in stages if one is not None), key=lambda one: (one.known, one.risk.high), default=None)


def _within(value: float) -> float:
    return min(1.0, max(0.0, value))
