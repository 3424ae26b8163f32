"""Prices in a chosen currency and real prices: what is offered, what the labels say, and that nothing imported changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from core.model import Points, Series, Workspace, collect
from core.views.money import Money, caption, in_money, is_deflator, offer, reference_of
from core.views.price_scale import Scale
from core.views.prices import panes

DAYS = ["2020-01-01", "2020-02-01"]
PRICE = Series(id="p", title="Silver", kind="price", unit="USD/ozt", frequency="monthly", points=Points(DAYS, [10.0, 20.0]))
RATE = Series(id="r", title="Euro", kind="index", unit="USD/EUR", frequency="daily", points=Points(DAYS, [1.25, 2.0]))
CPI = Series(id="c", title="US CPI", kind="index", unit="2015=100", frequency="monthly", points=Points(DAYS, [100.0, 200.0]))


def workspace(*series: Series) -> Workspace:
    return Workspace(series=collect(series))


def test_currencies_are_offered_only_where_a_rate_leads_there() -> None:
    assert offer(workspace(PRICE, RATE), ["p"]).currencies == ("USD", "EUR")
    alone = offer(workspace(PRICE), ["p", "gone"])
    assert alone.currencies == ()
    assert "CNY/USD" in alone.currency_tip
    assert alone.deflators == ()
    assert "deflator" in alone.deflator_tip
    assert offer(Workspace(), []).currencies == ()


def test_a_deflator_is_an_index_whose_title_says_so() -> None:
    assert is_deflator(CPI)
    assert is_deflator(replace(CPI, unit="", title="Consumer price index"))
    for other in (replace(CPI, unit="%"), replace(CPI, title="Metals index"), replace(CPI, points=Points([], [])), PRICE):
        assert not is_deflator(other)


def test_prices_are_converted_and_say_how_while_the_workspace_stays() -> None:
    given = workspace(PRICE, RATE, CPI)
    shown = in_money(given, Money("EUR"))
    assert shown.series["p"].unit == "EUR/ozt"
    assert shown.series["p"].points.values.tolist() == [8.0, 10.0]
    assert given.series["p"] is PRICE
    assert shown.series["r"] is RATE
    assert shown.series["c"] is CPI
    assert caption(given, ["p", "r"], Money("EUR")) == (
        "USD/ozt → EUR/ozt at the rates of Euro (daily); a rate older than 10 days leaves a gap."
    )
    assert in_money(given, Money()) is given
    assert in_money(given, Money("EUR")).series["p"] is shown.series["p"]  # the same object, so that lines are used again


def test_real_prices_are_in_the_money_of_the_reference_month() -> None:
    given = workspace(PRICE, RATE, CPI)
    last = in_money(given, Money(deflator="c")).series["p"]
    assert last.points.values.tolist() == [20.0, 20.0]
    assert last.title == "Silver · real, 2020-02 prices, deflator US CPI"
    first = in_money(given, Money("EUR", "c", dt.date(2020, 1, 15))).series["p"]
    assert first.points.values.tolist() == [8.0, 5.0]
    assert "2020-01 prices" in first.title
    assert reference_of(given, Money(deflator="c", reference=dt.date(1990, 1, 1))) == dt.date(2020, 1, 1)
    assert in_money(given, Money("EUR", "gone")).series["p"].title == "Silver"


def test_a_yearly_price_takes_the_mean_of_its_year_of_the_deflator() -> None:
    months = [f"{year}-{month:02}-01" for year in (2019, 2020) for month in range(1, 13)]
    monthly = replace(CPI, points=Points(months, [*np.linspace(90, 110, 12), *[200.0] * 12]))
    yearly = replace(PRICE, frequency="yearly", points=Points(["2019-01-01", "2020-01-01"], [10.0, 10.0]))
    found = in_money(workspace(yearly, monthly), Money(deflator="c")).series["p"]
    np.testing.assert_allclose(found.points.values, [20.0, 10.0])


def test_other_units_and_scales_stand_on_the_money_shown() -> None:
    scale = Scale("price", unit="EUR/kg", money=Money("EUR"))
    pane = panes(in_money(workspace(PRICE, RATE), scale.money), ["p"], (), scale)[0]
    assert pane.unit == "EUR/kg"
    np.testing.assert_allclose(pane.lines[0].values, np.array([8.0, 10.0]) / 0.0311034768)
