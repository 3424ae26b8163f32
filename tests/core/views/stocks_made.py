"""Silver stocks as a year of daily reports gives them, made up: COMEX by depository, London monthly, funds, a price."""

from __future__ import annotations

import numpy as np

from core.model import Figure, Indicator, PartialDate, Points, Series, SupplyRecord, Workspace, collect

FIRST, LAST = "2019-01-01", "2026-01-15"


def days(first: str = FIRST, last: str = LAST) -> np.ndarray:
    every = np.arange(np.datetime64(first), np.datetime64(last))
    return every[np.is_busday(every)]


def series(key: str, title: str, dates: np.ndarray | list[str], values: np.ndarray | list[float], **more: str) -> Series:
    known = {"kind": "stock", "mineral": "silver", "unit": "ozt", "frequency": "daily", "source": "made"} | more
    return Series(id=key, title=title, points=Points(np.asarray(dates, "datetime64[D]"), np.asarray(values, float)), **known)


def comex(level: np.ndarray, dates: np.ndarray) -> list[Series]:
    """A report a day in ounces: two depositories, each with both categories, and the totals of them; three tenths are registered."""
    made = []
    for place, share in (("NORTH VAULT", 0.6), ("SOUTH VAULT", 0.4)):
        for category, part in (("Registered", 0.3), ("Eligible", 0.7)):
            title = f"{place}, {category}"
            made.append(series(f"comex/{title}", title, dates, level * share * part, venue=f"COMEX: {place}"))
    made.append(series("comex/registered", "TOTAL REGISTERED", dates, level * 0.3, venue="COMEX"))
    made.append(series("comex/eligible", "TOTAL ELIGIBLE", dates, level * 0.7, venue="COMEX"))
    made.append(series("comex/total", "COMBINED TOTAL", dates, level, venue="COMEX"))
    return made


def comex_level(dates: np.ndarray) -> np.ndarray:
    """305 Moz until the election, up to 530 on 2025-10-03, down by 2 Moz a calendar day at the end, with a season."""
    at = dates.astype("datetime64[D]").astype(float)
    knots = np.array(["2019-01-01", "2024-11-05", "2025-10-03", "2026-01-01", "2026-01-14"], "datetime64[D]").astype(float)
    level = np.interp(at, knots, [290e6, 305e6, 530e6, 456e6, 430e6])
    season = 4e6 * np.sin(2 * np.pi * (at % 365.25) / 365.25)
    return np.where(at < knots[1] - 30, level + season, level)


def full() -> Workspace:
    """All that the tab can use, of silver; a stock of copper with one point."""
    dates = days()
    months = np.arange(np.datetime64("2019-01"), np.datetime64("2026-01")).astype("datetime64[D]")
    london = np.linspace(1_000.0, 860.0, len(months)) * 1000
    london[-4:] = [756e3, 800e3, 830e3, 860e3]
    rng = np.random.default_rng(7)
    price = 25 * np.exp(np.cumsum(rng.normal(0.0004, 0.015, len(dates))))
    funds = 700 + np.cumsum(rng.normal(0.05, 1.2, len(dates)))
    made = [
        *comex(comex_level(dates), dates),
        series("lbma/silver", "LBMA vault holdings, silver", months, london, venue="LBMA", unit="koz", frequency="monthly"),
        series("etf/silver", "Silver ETF holdings", dates, funds, kind="holding", unit="Moz"),
        series("price/silver", "Silver price", dates, price, kind="price", unit="USD/ozt"),
        series("oi/silver", "COMEX silver open interest", dates, np.full(len(dates), 150_000.0), kind="position", unit="contracts"),
        series("copper/one", "Copper stock", ["2026-01-14"], [100.0], mineral="copper", unit="t", venue="LME"),
    ]
    mined = SupplyRecord(id="mined", mineral="silver", stage="mining", country="WLD", year=2024, quantity=25_200.0, unit="t")
    used = Indicator(id="used", name="apparent consumption", mineral="silver", country="WLD", year=2024, value=36_000.0, unit="t")
    return Workspace(series=collect(made), supply=collect([mined]), indicators=collect([used]))


def purchases(amounts: list[float]) -> Workspace:
    """Gold bought by central banks, month by month from September 2025."""
    made = [
        Figure(
            id=f"P{at}", series="central_bank_gold_net_purchase", mineral="gold", kind="other", unit="t", value=amount, comparator=">",
            date=PartialDate.parse(f"2025-{9 + at:02d}"),
        )
        for at, amount in enumerate(amounts)
    ]  # fmt: skip
    return Workspace(figures=collect(made))
