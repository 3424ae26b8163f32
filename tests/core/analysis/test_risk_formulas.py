"""The published check values of the risk formulas (METHODS.md section 1), their bounds, and what they say when inputs are missing."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.bgs import abundance, bgs_score, governance_factor, top_three
from core.analysis.concentration import THRESHOLDS, Bounds, concentration, hhi, level
from core.analysis.eu_supply_risk import eu_supply_risk, overall
from core.analysis.geopolrisk import geopolrisk, instability
from core.analysis.governance import DIMENSIONS, governances, inverted, stability_class, weighted
from core.analysis.net_import_reliance import counts, net_import_reliance, without_largest
from core.analysis.observed_measures import decayed, observed, severities
from core.analysis.resampling import Mix, rank_intervals
from core.analysis.shares import selection
from core.analysis.usgs import trade_exposure, usgs_risk
from core.model import Indicator, PartialDate, PolicyEvent, SupplyRecord, TradeShare, Workspace, collect
from core.model.instruments import instruments

_PARTS = {"AAA": 0.7, "BBB": 0.2, "CCC": 0.1}
_WEIGHTS = {"AAA": inverted(-1.5), "BBB": inverted(0.5), "CCC": inverted(1.0)}
_T = {"AAA": 1.1, "BBB": 1.0, "CCC": 0.8}


def test_hhi_of_three_suppliers() -> None:
    found = concentration(tuple(_PARTS.values()))
    assert found is not None
    assert found.hhi.low == pytest.approx(5400)
    assert (found.cr1.low, found.cr3.low) == pytest.approx((0.7, 1.0))
    assert found.suppliers.low == pytest.approx(1 / 0.54)


def test_what_is_unallocated_gives_bounds_and_is_never_one_country_below() -> None:
    assert hhi((0.98,), 0.02) == Bounds(pytest.approx(9604), pytest.approx(9608))
    assert hhi((0.7,), 0.3) == Bounds(pytest.approx(4900), pytest.approx(5800))
    found = concentration((0.3,), 0.7)
    assert found is not None
    assert (found.cr1.low, found.cr1.high) == (0.3, 0.7)
    assert concentration(()) is None


@given(st.lists(st.floats(0, 1), max_size=12))
def test_bounds_are_in_order_and_within_what_there_is(amounts: list[float]) -> None:
    total = sum(amounts) + 0.25
    found = concentration([one / total for one in amounts], 0.25 / total)
    if found is None:
        assert max((one / total for one in amounts), default=0) <= 1e-12
        return
    for bounds in (found.hhi, found.cr1, found.cr3, found.suppliers):
        assert bounds.low <= bounds.high * (1 + 1e-9)
    assert found.hhi.high <= 10_000 * (1 + 1e-9)
    assert found.suppliers.low >= 1 - 1e-9


def test_one_index_is_of_another_class_under_another_set_of_thresholds() -> None:
    by_key = {one.key: one for one in THRESHOLDS}
    assert [level(2000, by_key[key]) for key in ("2023", "2010", "1992")] == ["high", "moderate", "high"]
    assert [level(value, by_key["2010"]) for value in (1499, 1500, 2500, 2501)] == ["low", "moderate", "moderate", "high"]


def test_governance_is_turned_so_that_the_worst_is_ten() -> None:
    assert list(_WEIGHTS.values()) == pytest.approx([8, 4, 3])
    assert (inverted(-9), inverted(9)) == (10, 0)
    assert [stability_class(one) for one in (-1.3, -1.25, -0.1, 0.0, 1.25, 1.3)] == [
        "extremely unstable", "unstable", "unstable", "fair", "fair", "stable",
    ]  # fmt: skip


def test_the_mean_of_six_needs_all_six() -> None:
    rows = [Indicator(id=f"{at}", country="COD", name=name, year=2018, value=-1.5) for at, name in enumerate(DIMENSIONS)]
    assert governances(rows)["COD"].mean() == -1.5
    without = governances(rows[1:])["COD"]
    assert without.mean() is None
    assert without.mean({DIMENSIONS[0]: 0.0}) == -1.5
    assert governances([Indicator(id="x", country="COD", name=DIMENSIONS[0], value=math.nan)]) == {}


def test_the_eu_formula() -> None:
    world = weighted(_PARTS, _WEIGHTS, _T)
    eu = weighted({"AAA": 0.4, "BBB": 0.4, "CCC": 0.2}, _WEIGHTS, _T)
    assert world.low == world.high == pytest.approx(4.496)
    assert eu.low == pytest.approx(2.144)
    found = eu_supply_risk("mining", world, eu, reliance=0.8, recycling=0.2, substitution=0.9)
    assert found is not None
    assert found.risk.low == found.risk.high == pytest.approx(2.2211, abs=5e-5)
    assert not found.gross


def test_without_its_inputs_the_eu_risk_is_gross_and_an_interval() -> None:
    found = eu_supply_risk("mining", Bounds(4, 4), Bounds(2, 2))
    assert found is not None
    assert (found.risk, found.gross, found.missing) == (Bounds(2, 3), True, ("IR", "EoL_RIR", "SI"))
    only = eu_supply_risk("processing", Bounds(4, 4), None, reliance=1, recycling=0, substitution=1)
    assert only is not None
    assert (only.risk.high, only.missing) == (4, ("EU sourcing",))
    assert overall((found, only, None)) is only
    assert overall((None, None)) is None
    assert eu_supply_risk("mining", None, None) is None


def test_a_supplier_without_a_score_widens_the_bounds() -> None:
    assert weighted({"AAA": 0.5, "XXX": 0.5}, {"AAA": 4.0}) == Bounds(1.0, 3.5)
    assert weighted({"AAA": 0.5}, {"AAA": 4.0}, unallocated=0.5) == Bounds(1.0, 3.5)


def test_geopolrisk() -> None:
    g = {"AAA": instability(-1.5), "BBB": instability(0.5), "CCC": instability(1.0)}
    found = geopolrisk(Bounds(0.54, 0.54), {"AAA": 60, "BBB": 30, "CCC": 10}, g, 25)
    assert found is not None
    assert found.risk.low == found.risk.high == pytest.approx(0.27216)
    assert not found.gross
    gross = geopolrisk(Bounds(0.54, 0.54), {"AAA": 0.6, "XXX": 0.4}, g)
    assert gross is not None
    assert (gross.gross, gross.without) == (True, ("XXX",))
    assert gross.risk.low < gross.risk.high
    assert geopolrisk(Bounds(1, 1), {}, g) is None


def test_a_risk_of_the_usgs_type() -> None:
    ability, willingness = {"AAA": 0.6, "BBB": 0.3, "CCC": 0.2}, {"AAA": 0.8, "BBB": 0.4, "CCC": 0.1}
    exposure = trade_exposure(25, 75)
    found = usgs_risk(_PARTS, ability, willingness, exposure, 0.3)
    assert found.disruption == pytest.approx(0.2402)
    assert found.exposure == 0.75
    assert found.risk == pytest.approx(0.3781, abs=5e-5)
    none = usgs_risk(_PARTS, {}, {}, None, None)
    assert (none.risk, none.missing) == (None, ("PPI", "WSI", "reliance", "EV"))
    assert trade_exposure(0, 0) is None
    assert trade_exposure(10, -5) == 0


def test_a_score_of_the_bgs_type() -> None:
    assert [top_three(one) for one in (30, 31, 45, 60, 75, 75.1)] == [1, 2, 2, 3, 4, 5]
    assert [abundance(one) for one in (0.05, 0.1, 1, 10, 100)] == [5, 4, 3, 2, 1]
    assert governance_factor((-1.5, -0.5, 0.5)) == 3 + 2 + 1
    assert governance_factor((1.0,)) is None
    found = bgs_score(80, 50, None, 6)
    assert found is not None
    assert (dict(found.scores), found.index, found.missing) == (
        {"production": 5, "reserves": 3, "abundance": 2, "governance": 3}, 6.5, ("abundance",),
    )  # fmt: skip
    assert bgs_score(None, None, None, None) is None


def test_net_import_reliance_and_its_counts() -> None:
    assert net_import_reliance(80, 5, 5, 20) == 80
    assert net_import_reliance(0, 0, 0, 0) is None
    found = counts([100] * 12 + [50] * 29 + [49, 0])
    assert (found.entirely, found.more, found.together) == (12, 29, 41)


def test_supply_without_the_largest_has_two_denominators() -> None:
    found = without_largest({"CHN": 60, "USA": 30, "AUS": 10}, 100, 50)
    assert found is not None
    assert (found.largest, found.of_demand, found.of_outside_demand) == ("CHN", 0.4, 0.8)
    assert without_largest({}, 100) is None
    unknown = without_largest({"CHN": 60}, None)
    assert unknown is not None
    assert (unknown.of_demand, unknown.of_outside_demand) == (None, None)


def test_observed_measures_fade_and_planned_ones_do_not_count() -> None:
    def event(key: str, in_force: str, status: str = "in force", instrument: str = "export ban") -> PolicyEvent:
        return PolicyEvent(
            id=key, actors=("COD",), minerals=("cobalt",), instrument=instrument, direction="restrictive",
            status=status, in_force=PartialDate.parse(in_force),
        )  # fmt: skip

    events = [event("ban", "2020-01-01"), event("plan", "2027-01-01", "planned"), event("quota", "2025-01-01", instrument="export quota")]
    workspace = Workspace(events=collect(events))
    found = observed(workspace, dt.date(2025, 1, 1), "cobalt")["COD"]
    assert [one.event for one in found.measures] == ["ban", "quota"]
    assert found.low == pytest.approx(1.0 * 0.5 + 0.7, abs=1e-3)
    assert observed(workspace, dt.date(2025, 1, 1), "nickel") == {}
    assert observed(workspace, dt.date(2025, 1, 1), "cobalt", {"export quota": 0.0}, 0)["COD"].high == 1.0
    assert decayed(0.7, 0.5, 5, 5) == pytest.approx(0.175)


def test_every_type_of_the_oecd_has_a_severity() -> None:
    assert {one.oecd for one in instruments().values() if one.oecd} == set(severities())


def test_one_selection_of_shares() -> None:
    def mined(country: str, quantity: float | None = None, share: float | None = None, year: int = 2024, sign: str = "") -> SupplyRecord:
        return SupplyRecord(
            id=f"{country}{year}", mineral="cobalt", stage="mining", country=country, year=year, quantity=quantity,
            unit="t" if quantity else "", share=share, comparator=sign, source="s",
        )  # fmt: skip

    rows = [mined("COD", 60), mined("IDN", 20), mined("OTH", 20), mined("WLD", 100)]
    rows += [mined("COD", None, 70, 2020), mined("CUB", None, 5, 2020), mined("FRA", None, 0.1, 2020, "<")]
    workspace = Workspace(supply=collect(rows))
    found = selection(workspace).shares("cobalt", "mining")
    assert found is not None
    assert (dict(found.parts), found.unallocated, found.year) == ({"COD": 0.6, "IDN": 0.2}, pytest.approx(0.2), 2024)
    old = selection(workspace).shares("cobalt", "mining", 2023)
    assert old is not None
    assert (dict(old.parts), old.unallocated, old.year) == ({"COD": 0.7, "CUB": 0.05}, pytest.approx(0.25), 2020)
    assert selection(workspace).shares("cobalt", "mining", 2019) is None
    assert selection(workspace).shares("cobalt", "processing") is None


def test_each_product_of_an_importer_stands_for_itself() -> None:
    rows = [
        TradeShare(id=f"{product}{code}", importer="USA", mineral="cobalt", stage="import", detail=product, supplier=code, share=share,
                   period="2021-2024")
        for product, code, share in (("metal", "NOR", 60), ("metal", "OTH", 40), ("oxide", "FIN", 100))
    ]  # fmt: skip
    found = {one.product: one for one in selection(Workspace(trade=collect(rows))).sources("USA", "cobalt")}
    assert (dict(found["metal"].parts), found["metal"].unallocated) == ({"NOR": 0.6}, pytest.approx(0.4))
    assert found["oxide"].year == 2024


def _mix(*parts: float) -> list[Mix]:
    return [Mix(parts, tuple(f"C{at}" for at in range(len(parts))), (1.0,) * len(parts))]


def test_far_scores_are_firm_near_ones_are_not_and_a_seed_repeats() -> None:
    near = [_mix(0.5 + 0.001 * at, 0.5 - 0.001 * at) for at in range(12)]
    scored = [_mix(0.98, 0.02), *near, _mix(0.1, 0.1, 0.1)]
    found = rank_intervals(scored, draws=500)
    assert found == rank_intervals(scored, draws=500)
    assert (found[0].low, found[0].high, found[0].firm) == (1, 1, True)
    assert found[-1].middle == len(scored)
    assert not any(one.firm for one in found[1:-1])
    assert rank_intervals([]) == []
    assert [(one.low, one.high) for one in rank_intervals([[], []], draws=10)] == [(1, 1), (1, 1)]


def test_without_errors_the_ranks_are_those_of_the_scores() -> None:
    scored = [_mix(0.6, 0.4), _mix(0.9, 0.1), _mix(0.5, 0.5)]
    weights = {"C0": 5.0, "C1": 5.0}
    assert [one.middle for one in rank_intervals(scored, weights, error=0.0, draws=20)] == [2, 1, 3]
    assert [one.firm for one in rank_intervals(scored, weights, error=0.0, draws=20)] == [True] * 3
