"""Price against holdings with its past cases, the spread between venues, and the pool that metal moves in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.analysis.fund_flows import best_price, fund_holdings, parting
from core.model import Points, Workspace, collect
from core.views.stock_studies import divergence_view, spread_view
from core.views.venue_pool import pool_view
from tests.core.views.stocks_made import full, series

ELECTION = np.datetime64("2024-11-05")


@pytest.fixture(scope="module")
def made() -> Workspace:
    return full()


def with_london(made: Workspace, premium: float = 0.4) -> Workspace:
    london = made.series["price/silver"]
    there = replace(london, id="price/ldn", title="Silver, London", venue="LBMA")
    here = replace(
        there, id="price/ny", title="Silver, COMEX", venue="COMEX", points=Points(london.points.dates, london.points.values + premium)
    )
    return replace(made, series=made.series | {one.id: one for one in (there, here)})


def test_every_past_divergence_is_listed_with_what_followed_and_the_median_with_its_count(made: Workspace) -> None:
    view = divergence_view(made, "silver")
    found = parting(best_price(made, "silver"), fund_holdings(made, "silver"))
    assert found is not None
    assert len(view.rows) == len(found.found.cases) == len(view.marked)
    assert view.rows[0][0] == str(found.found.cases[-1].day)  # the newest first
    first = found.found.cases[0]
    prices = made.series["price/silver"].points
    at = int(np.searchsorted(prices.dates, first.day))
    after = 100 * (prices.values[at + 20] / prices.values[at] - 1)
    assert view.rows[-1][3] == f"{after:+.1f} %".replace("-", "−")
    assert f"{found.found.count} past cases with a known outcome" in view.sentence
    assert "Flow over the window (Moz)" in view.headings


def test_few_cases_are_called_so_and_what_is_missing_is_named(made: Workspace) -> None:
    early = divergence_view(made, "silver", last=np.datetime64("2019-09-15"))
    assert "Too few cases: fewer than 8." in early.sentence or "0 past cases" in early.sentence
    assert "positions, as the CFTC reports it" in divergence_view(made, "silver", length=True).sentence
    assert "No price of Gold" in divergence_view(made, "gold").sentence
    without = replace(made, series={key: one for key, one in made.series.items() if one.kind != "holding"})
    assert "import their holdings or flows" in divergence_view(without, "silver").sentence
    short = divergence_view(made, "silver", last=np.datetime64("2019-03-01"))
    assert (short.panes, "too little in common" in short.sentence) == ((), True)


def test_the_spread_stands_over_the_flow_of_the_first_venue(made: Workspace) -> None:
    view = spread_view(with_london(made), "silver", "COMEX", "Moz")
    (spread,), (share,), (flow,) = view.panes
    assert spread.values == pytest.approx(np.full(len(spread.values), 0.4))
    assert share.unit == "%"
    assert flow.values[-1] == pytest.approx(-40, rel=2e-3)  # as the drain over thirty days
    assert view.sentence.startswith("COMEX − LBMA: 0.4 USD/ozt on 2026-01-14. The stock of COMEX changed by −39.98 Moz")
    missing = spread_view(made, "silver")
    assert missing.panes == ()
    assert "import prices of two venues, such as COMEX and LBMA" in missing.sentence


def test_the_parts_of_the_pool_add_up_to_it_and_what_moved_is_told(made: Workspace) -> None:
    view = pool_view(made, "silver", "Moz", ELECTION)
    shares, levels = view.panes
    assert {one.title for one in shares} == {"COMEX", "LBMA, held by no product", "Exchange-traded products"}
    assert np.sum([one.values for one in shares], axis=0) == pytest.approx(np.full(len(shares[0].values), 100))
    assert np.sum([one.values for one in levels[:-1]], axis=0) == pytest.approx(levels[-1].values)
    vault = made.series["lbma/silver"].points.values[-1] / 1000
    parts = {one.title: one.values[-1] for one in levels}
    assert parts["LBMA, held by no product"] + parts["Exchange-traded products"] == pytest.approx(vault)
    assert "went from place to place" in view.sentence
    assert view.rows[-1][-1] == "100 %"


def test_a_pool_of_one_place_says_what_to_import() -> None:
    one = Workspace(series=collect([series("a", "A", ["2025-01-01", "2025-01-02"], [1.0, 2.0], venue="COMEX")]))
    for workspace in (one, Workspace()):
        view = pool_view(workspace, "silver", "Moz", ELECTION)
        assert view.panes == ()
        assert "import the stocks of two venues or more" in view.sentence
