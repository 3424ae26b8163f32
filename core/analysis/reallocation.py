"""What a shift of assets into gold would buy, and what it says of the assets and of the price."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.units import convert

HORIZONS = (1, 4, 16)  # quarters over which the share may move


@dataclass(frozen=True, slots=True)
class Reallocation:
    """flow: USD bn a quarter. metal: ozt and t a quarter, at the price. bases: implied assets in USD trn by quarters of the shift."""

    flow: float
    yearly: float
    ounces: float
    tonnes: float
    bases: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class PriceEffect:
    """Price effect per USD 1 bn a quarter (USD/ozt) by each reading: the price rises "by" the effect, or "to" it from the price given."""

    rule: str
    rise: float
    per_billion: float


def reallocation(share: float, flow: float, price: float) -> Reallocation:
    """metal = flow / price; assets = flow * quarters / share. systems.md item 6: the text gives no horizon, so all are given.

    share: a fraction; flow: USD bn a quarter; price: USD/ozt. Raises ValueError unless share and price are above zero.
    """
    if share <= 0 or price <= 0:
        raise ValueError("a share and a price are above zero")
    ounces = flow * 1e9 / price
    bases = tuple((quarters, flow * quarters / share / 1000) for quarters in HORIZONS)
    return Reallocation(flow, 4 * flow, ounces, convert(ounces, "ozt", "t"), bases)


def price_effect(effect: float, flow: float, price: float) -> tuple[PriceEffect, PriceEffect]:
    """Both readings of "rise 6,000": by it, or to it. effect and price in USD/ozt, flow in USD bn a quarter. systems.md item 6.

    Raises ValueError for no flow.
    """
    if flow == 0:
        raise ValueError("no flow has no effect")
    return PriceEffect("by", effect, effect / flow), PriceEffect("to", effect - price, (effect - price) / flow)
