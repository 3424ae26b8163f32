"""The money that prices are shown in: a chosen currency at the rates of the workspace, and real prices by one of its deflators.

What was imported stays as it is: `in_money` makes a workspace whose prices are converted, for whatever shows or counts them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.analysis.derived import real_price
from core.analysis.exchange import Rate, exchanged, money_of, rate_of, rates_among, reachable
from core.analysis.samples import filled
from core.model import Series, Workspace
from core.model.units import parse_unit
from core.views.naming import title_of
from core.words import _, plural

_DEFLATOR = re.compile(
    r"\b(cpi|pce|consumer prices?|producer prices?|deflator|manufactures unit value|muv)\b"
    r"|消費者物價|消费者价格|平減指數|平减指数",
    re.IGNORECASE,
)
_PRICES = ("price", "forward", "forecast", "index")


@dataclass(frozen=True, slots=True)
class Money:
    """What the user chose. currency: "" for that of each series. deflator: id of a series, "" for prices of the day.

    reference: a day in the month whose prices real prices are in; None for the deflator's last.
    """

    currency: str = ""
    deflator: str = ""
    reference: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MoneyOffer:
    """What can be chosen: currencies, deflators as (id, title), and a sentence on what to import where one of them is empty."""

    currencies: tuple[str, ...]
    deflators: tuple[tuple[str, str], ...]
    currency_tip: str
    deflator_tip: str


def offer(workspace: Workspace, ticked: Iterable[str]) -> MoneyOffer:
    """What the ticked series can be shown in. Currencies only where a rate leads to another one."""
    rates = rates_among(workspace.series.values())
    own = dict.fromkeys(money for key in ticked if key in workspace.series if (money := money_of(workspace.series[key].unit)))
    found = dict.fromkeys(name for money in own for name in reachable(rates, money))
    lacking = _(
        "No exchange rate leads from the prices shown to another currency. Import one as a series whose unit names both currencies, "
        "such as CNY/USD for yuan a dollar."
    )
    rule = _("The currency in which prices are shown, at the rate of each date; nothing that was imported changes")
    none = _(
        "Real prices need a deflator: import a series whose title says CPI, consumer prices or deflator, as an index such as 2010 = 100."
    )
    real = _("Prices of each day, or real prices by a deflator: P × deflator of the reference month / deflator of the day's own month")
    deflators = tuple((one.id, title_of(one)) for one in workspace.series.values() if is_deflator(one))
    more = tuple(found) if len(found) > 1 else ()
    return MoneyOffer(more, deflators, rule if more else lacking, real if deflators else none)


def is_deflator(series: Series) -> bool:
    """Whether a series measures a level of prices: its title says so (CPI, PCE, consumer or producer prices, deflator) and it is an index.

    An index is one by its kind and without a unit, or by its unit, "index" or 2010=100. A rate of inflation in % is none.
    """
    unit = parse_unit(series.unit) or series.unit.strip()
    index = unit == "index" or "=" in unit or (not unit and series.kind == "index")
    return index and bool(_DEFLATOR.search(series.title or series.id)) and bool((filled(series.points).values > 0).any())


def reference_of(workspace: Workspace, money: Money) -> dt.date | None:
    """The day whose money real prices are in: the one chosen, held within the deflator's dates; None without a deflator."""
    deflator = workspace.series.get(money.deflator)
    if deflator is None or not deflator.points.filled:
        return None
    dates = filled(deflator.points).dates
    at = (
        len(dates) - 1 if money.reference is None else max(int(np.searchsorted(dates, np.datetime64(money.reference, "D"), "right")) - 1, 0)
    )
    found: dt.date = dates[at].astype(dt.date)
    return found


def in_money(workspace: Workspace, money: Money) -> Workspace:
    """The workspace with its prices in that money; itself where nothing was chosen.

    First the currency, then the deflator, which is taken to be that of the currency shown. The title of a real price says what it is.
    """
    if not money.currency and not money.deflator:
        return workspace
    return replace(workspace, series=_all(_Same(money, workspace, workspace.series)))


def caption(workspace: Workspace, shown: Iterable[str], money: Money) -> str:
    """How what is shown came to the money chosen, in sentences; "" where it is as it was. `workspace`: the one before `in_money`."""
    series = [workspace.series[key] for key in shown if key in workspace.series]
    said = _exchange_words(workspace, series, money.currency) if money.currency else []
    deflator, day = workspace.series.get(money.deflator), reference_of(workspace, money)
    if deflator is not None and day is not None and any(map(_is_price, series)):
        pattern = _("Real prices: price × {deflator} of {month} / {deflator} of the price's own period.")
        said.append(pattern.format(deflator=title_of(deflator), month=_month(deflator, day)))
    return " ".join(said)


class _Same:
    """Money and workspace as a key for one answer: `key` are the identities of what that answer depends on."""

    def __init__(self, money: Money, workspace: Workspace, *key: object) -> None:
        self.money, self.workspace, self.key = money, workspace, key

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, _Same) and self.money == other.money and len(self.key) == len(other.key)
        return same and all(one is two for one, two in zip(self.key, other.key, strict=True))  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((self.money, *map(id, self.key)))


@lru_cache(maxsize=4)
def _all(given: _Same) -> Mapping[str, Series]:
    workspace, money = given.workspace, given.money
    others = (*(rate.series for rate in rates_among(workspace.series.values())), workspace.series.get(money.deflator))
    return MappingProxyType({key: _converted(_Same(money, workspace, one, *others)) for key, one in workspace.series.items()})


@lru_cache(maxsize=512)
def _converted(given: _Same) -> Series:
    """The same object as long as the series, the rates and the deflator are, so that its line is drawn again as it was."""
    series, workspace, money = given.key[0], given.workspace, given.money
    assert isinstance(series, Series)
    found = exchanged(series, money.currency, rates_among(workspace.series.values())) if money.currency else None
    if found is not None:
        series = replace(series, points=found.points, unit=found.unit)
    deflator, day = workspace.series.get(money.deflator), reference_of(workspace, money)
    if deflator is None or day is None or not _is_price(series):
        return series
    title = _("{title} · real, {month} prices, deflator {deflator}").format(
        title=title_of(series), month=_month(deflator, day), deflator=title_of(deflator)
    )
    return replace(series, title=title, points=real_price(series, deflator, np.datetime64(day, "D")).points)


def _is_price(series: Series) -> bool:
    return series.kind in _PRICES and bool(money_of(series.unit)) and rate_of(series) is None


def _month(deflator: Series, day: dt.date) -> str:
    return str(day.year) if deflator.frequency == "yearly" else f"{day:%Y-%m}"


def _exchange_words(workspace: Workspace, series: Sequence[Series], currency: str) -> list[str]:
    """A sentence for each way of rates, naming the units that went it, and one for the values that found no rate."""
    rates = rates_among(workspace.series.values())
    found = [(one, made) for one in series if (made := exchanged(one, currency, rates)) is not None]
    by_way: dict[tuple[Rate, ...], dict[str, None]] = {}
    for one, made in found:
        by_way.setdefault(made.rates, {})[_("{unit} → {other}").format(unit=one.unit, other=made.unit)] = None
    pattern = _("{units} at the rates of {names}; a rate older than {days} days leaves a gap.")
    said = [
        pattern.format(
            units=", ".join(units),
            names=", ".join(f"{title_of(rate.series)} ({rate.series.frequency or _('any date')})" for rate in used),
            days=max(rate.max_age for rate in used),
        )
        for used, units in by_way.items()
    ]
    lost = sum(made.without_rate for _one, made in found)
    return said + ([plural("{count} value has no rate.", "{count} values have no rate.", lost)] if lost else [])
