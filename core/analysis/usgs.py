"""A supply risk of the USGS type: the geometric mean of disruption potential, trade exposure and vulnerability. METHODS.md 1.3.

After Nassar et al. 2020, Sci. Adv. 6:eaay8647. The paper's military factor and its scaling to 0..1 are not in it: it is of that type, no
figure of the USGS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UsgsRisk:
    """The three factors and their geometric mean, each None where it lacks an input; missing: "PPI", "WSI", "reliance", "EV", "shares"."""

    disruption: float | None
    exposure: float | None
    vulnerability: float | None
    risk: float | None
    missing: tuple[str, ...]


def disruption_potential(parts: Mapping[str, float], ability: Mapping[str, float], willingness: Mapping[str, float]) -> float | None:
    """DP = sum of PS² ASI WSI; None where a producer lacks a factor. parts: fractions; ability: ASI = 1 - PPI/100; willingness: WSI."""
    if not parts or any(code not in ability or code not in willingness for code in parts):
        return None
    return sum(part * part * ability[code] * willingness[code] for code, part in parts.items())


def trade_exposure(production: float, net_imports: float) -> float | None:
    """TE = 1 / (1 + production / (net imports + stock change)): import reliance as a fraction; 0 for a net exporter, None of nothing."""
    if net_imports <= 0:
        return 0.0 if production > 0 or net_imports < 0 else None
    return 1 / (1 + max(0.0, production) / net_imports)


def usgs_risk(
    parts: Mapping[str, float],
    ability: Mapping[str, float],
    willingness: Mapping[str, float],
    exposure: float | None,
    vulnerability: float | None,
) -> UsgsRisk:
    """SR = (DP TE EV)^(1/3). exposure: TE 0..1; vulnerability: EV."""
    disruption = disruption_potential(parts, ability, willingness)
    checks = (
        ("shares", bool(parts)),
        ("PPI", all(code in ability for code in parts)),
        ("WSI", all(code in willingness for code in parts)),
        ("reliance", exposure is not None),
        ("EV", vulnerability is not None),
    )
    missing = tuple(name for name, there in checks if not there)
    risk = None
    if disruption is not None and exposure is not None and vulnerability is not None:
        risk = max(0.0, disruption * exposure * vulnerability) ** (1 / 3)
    return UsgsRisk(disruption, exposure, vulnerability, risk, missing)
