"""Money announced, by issuer and currency, and what follows from it; how long alternatives take. systems.md items 40 and 42.

Amounts are never added: currencies differ, and of one currency a commitment may be part of a deal. Shares and amounts a project are of
one issuer, one currency. The rules are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.model.records import Figure, Target

_MONEY = re.compile(r"([A-Z]{3}) (mn|bn)")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as a figure gives it. issuer: its place; amount: in `scale` ("mn" or "bn") of the currency."""

    figure: Figure
    issuer: str
    currency: str
    amount: float
    scale: str


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from amounts. code: "a project", "projects", "commitment share", "mining" or "elsewhere"; unit: of the value."""

    code: str
    issuer: str
    value: float
    unit: str
    inputs: tuple[str, ...]
    comparator: str = "="


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """Years to an alternative supply: what is claimed, the shortest; what others say. ratio: at least this, None without both."""

    claim: Figure | None
    others: tuple[Figure, ...]
    ratio: float | None


def ledger(figures: Iterable[Figure]) -> tuple[Money, ...]:
    """Every figure of kind "investment" that is an amount of money, by issuer, then currency."""
    found = []
    for one in figures:
        unit = _MONEY.fullmatch(one.unit)
        if unit and one.kind == "investment" and one.value is not None:
            found.append(Money(one, one.place, unit[1], one.value, unit[2]))
    return tuple(sorted(found, key=lambda one: (one.issuer, one.currency)))


def derived(figures: Iterable[Figure], targets: Iterable[Target]) -> tuple[Derived, ...]:
    """Money a project, all projects, each side's commitment over the deal, the share of mining: where an issuer's figures allow it."""
    told = [one for one in figures if one.value is not None]
    made = []
    for one in ledger(told):
        own = [it for it in told if it.place == one.issuer]
        if one.figure.series.endswith("projects_investment"):
            made += _projects(one, own)
        elif one.figure.series.endswith("finance_commitment"):
            made += _commitment(one, own, targets)
        made += _mining(one, own)
    return tuple(made)


def lead_times(figures: Iterable[Figure]) -> LeadTimes:
    """The forecasts in years: the shortest is the claim, the rest are held against it; the ratio is that of the next to it."""
    own = [one for one in figures if one.kind == "forecast" and one.unit == "years" and one.value is not None and one.value > 0]
    own.sort(key=lambda one: one.value or 0.0)
    ratio = (own[1].value or 0.0) / (own[0].value or 1.0) if len(own) > 1 else None
    return LeadTimes(own[0] if own else None, tuple(own[1:]), ratio)


def _projects(one: Money, own: list[Figure]) -> list[Derived]:
    at_home = next((it for it in own if it.series.endswith("projects_domestic") and it.value), None)
    abroad = next((it for it in own if it.series.endswith("projects_external")), None)
    if at_home is None or not at_home.value:
        return []
    per = one.amount / at_home.value * (1000 if one.scale == "bn" else 1)
    made = [Derived("a project", one.issuer, per, f"{one.currency} mn", (one.figure.id, at_home.id), one.figure.comparator or "=")]
    if abroad is not None and abroad.value is not None:
        made.append(Derived("projects", one.issuer, at_home.value + abroad.value, "count", (at_home.id, abroad.id)))
    return made


def _commitment(one: Money, own: list[Figure], targets: Iterable[Target]) -> list[Derived]:
    deal = next((it for it in own if it.series.endswith("deal_value") and it.unit == one.figure.unit and it.value), None)
    sides = next((len(it.issuers) for it in targets if "each side" in it.metric and one.issuer in it.issuers), 0)
    if deal is None or not deal.value or not sides:
        return []
    share = 100 * sides * one.amount / deal.value
    return [Derived("commitment share", one.issuer, share, "%", (one.figure.id, deal.id), one.figure.comparator or "=")]


def _mining(one: Money, own: list[Figure]) -> list[Derived]:
    share = next((it for it in own if it.series.endswith("mining_share") and it.date == one.figure.date and it.unit == "%"), None)
    if share is None or share.value is None:
        return []
    mining, keys = one.amount * share.value / 100, (one.figure.id, share.id)
    unit = one.figure.unit
    return [Derived("mining", one.issuer, mining, unit, keys), Derived("elsewhere", one.issuer, one.amount - mining, unit, keys)]
