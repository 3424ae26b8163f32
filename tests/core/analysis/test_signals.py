"""Items 1-15 and 21 of the sources' analyses, with their figures, from the records of the example."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from core.analysis.curve import curve, curve_change
from core.analysis.event_study import reaction
from core.analysis.evidence import Known, day_meant, direction, history, known, latest
from core.analysis.flows import streak
from core.analysis.price_signals import (
    ahead_of_path,
    curve_shape,
    implied_holding,
    length_against_price,
    planned_purchase,
    price_against_flow,
    purchase_streak,
    reallocation_scenario,
    restriction_effect,
    scorecard,
)
from core.analysis.reallocation import price_effect, reallocation
from core.analysis.signal import Condition, Signal
from core.analysis.signal_board import board, signals
from core.analysis.stock_signals import (
    baseline_excess,
    free_float_change,
    location_arbitrage,
    mine_supply_share,
    multiple_of_base,
    stock_drawdown,
    venue_reconciliation,
)
from core.analysis.thresholds import ceiling_breach, floor_breach
from core.io.example import example_workspace
from core.model import Figure, PartialDate, Workspace, collect
from core.model.units import UnitError, convert
from tests.core.analysis.made import NAN, at, daily, monthly, series

JANUARY_14 = np.datetime64("2026-01-14")


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


@pytest.fixture(scope="module")
def silver(example: Workspace) -> dict[int, Signal]:
    return {one.item: one for one in signals(example, "silver", JANUARY_14)}


@pytest.fixture(scope="module")
def gold(example: Workspace) -> dict[str, Signal]:
    return {one.rule: one for one in signals(example, "gold", JANUARY_14)}


# --- prices, flows, forecasts


def test_item_1_price_against_flow(example: Workspace, silver: dict[int, Signal]) -> None:
    found = silver[1]
    assert (found.value, found.unit, found.band) == (-18, "Moz", "divergence")
    assert found.detail("price change") == 25
    assert found.detail("share of holdings") == pytest.approx(1.38, abs=0.005)
    assert found.inputs == ("O001", "O003", "O005", "O006")
    control = direction(example.figures["O007"])
    assert control == 1
    assert price_against_flow("silver", Known(control, "sign"), Known(control, "sign")).band == "together"


def test_item_2_implied_holdings(silver: dict[int, Signal]) -> None:
    found = silver[2]
    assert found.detail("start") == pytest.approx(1029.6, abs=0.05)
    assert found.value == pytest.approx(1307.6, abs=0.05)
    assert found.detail("after") == pytest.approx(1289.6, abs=0.05)
    assert found.detail("recent share") == pytest.approx(6.5, abs=0.05)


def test_item_3_managed_money(silver: dict[int, Signal]) -> None:
    assert (silver[3].band, silver[3].value, silver[3].inputs) == ("divergence", None, ("O019", "O001"))


def test_item_4_scorecards(silver: dict[int, Signal], gold: dict[str, Signal]) -> None:
    warning, support = silver[4], gold["support scorecard"]
    assert (warning.value, warning.detail("of"), warning.band) == (4, 4, "warning")
    assert [one.basis for one in warning.conditions] == ["stated", "computed", "computed", "computed"]
    assert (support.band, support.value) == ("support", 3)
    assert {"O026", "O027", "E110", "E111"} <= set(support.inputs)


def test_item_5_price_ahead_of_a_path(gold: dict[str, Signal]) -> None:
    path = at(["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"], [4400, 4600, 4800, 5000])
    found = ahead_of_path("gold", Known(4600, "USD/ozt"), JANUARY_14, path, ["a"])
    assert (found.value, found.band, found.inputs) == (1, "ahead", ("a",))
    assert found.detail("over own quarter") == pytest.approx(100 * (4600 / 4400 - 1))
    one_node = gold["ahead of path"]
    assert (one_node.value, one_node.band, one_node.detail("stated lead"), one_node.detail("at most")) == (None, "path incomplete", 1, 4)


def test_item_6_reallocation(gold: dict[str, Signal]) -> None:
    found = gold["reallocation"]
    assert found.value == pytest.approx(105.8, abs=0.05)
    expected = {
        "yearly flow": 68,
        "ounces": 3.4e6,
        "assets over 1 quarters": 3.4,
        "assets over 4 quarters": 13.6,
        "assets over 16 quarters": 54.4,
    }
    assert {name: found.detail(name) for name in expected} == pytest.approx(expected)
    assert found.detail("effect per bn, by") == pytest.approx(353, abs=0.1)
    assert found.detail("effect per bn, to") == pytest.approx(1000 / 17)
    assert found.cautions == ("ambiguous",)


def test_item_7_the_shape_of_the_curve(silver: dict[int, Signal]) -> None:
    assert (silver[7].band, silver[7].value, silver[7].inputs, str(silver[7].date)) == ("backwardation", None, ("O020",), "2026-01")
    spot = series("spot", at(["2026-01-13", "2026-01-14"], [90, 90]), "USD/ozt")
    forwards = [series("f3", at(["2026-01-13", "2026-01-14"], [88, 89]), "USD/ozt", tenor="3M")]
    forwards.append(series("f12", at(["2026-01-13", "2026-01-14"], [85, 86]), "USD/ozt", tenor="12M"))
    before, now = (curve(spot, forwards, np.datetime64(day)) for day in ("2026-01-13", "2026-01-14"))
    assert before is not None
    assert now is not None
    found = curve_shape("silver", now, curve_change(before, now))
    assert found.value == pytest.approx(-4.4, abs=0.05)
    assert (found.band, found.cautions, found.inputs) == ("backwardation", ("narrowing",), ("spot", "f3", "f12"))
    assert all(one.state == "backwardation" for one in now.tenors)


def test_item_8_effect_of_a_restriction(example: Workspace) -> None:
    stated = next(one for one in board(example, JANUARY_14) if one.item == 8)
    assert (stated.value, stated.band, stated.detail("change"), stated.inputs) == (2, "strong", 100, ("O138",))
    doubled = reaction(daily([10, 10, 10, 10, 15, 20]), np.datetime64("2020-01-10"), 30)
    assert doubled is not None
    assert doubled.multiple == 2


# --- inventories


def test_item_9_drawdown_of_a_stock(silver: dict[int, Signal]) -> None:
    found = silver[9]
    assert found.value == pytest.approx(-18.9, abs=0.05)
    expected = {
        "change": -100,
        "per calendar day": -0.952,
        "per weekday": -1.333,
        "acceleration per calendar day": 2.1,
        "acceleration per weekday": 1.5,
    }
    assert {name: found.detail(name) for name in expected} == pytest.approx(expected, abs=0.0005)
    assert (found.band, found.cautions) == ("draining", ("assumed dates",))


def test_item_10_excess_over_the_baseline(silver: dict[int, Signal]) -> None:
    found = silver[10]
    expected = {"baseline": 305, "share of baseline": 41.0, "peak excess": 225, "unwound": 44.4, "days left": 62.5}
    assert found.value == 125
    assert {name: found.detail(name) for name in expected} == pytest.approx(expected, abs=0.05)
    assert (found.cautions, "E112" in found.inputs) == (("extrapolation",), True)


def test_item_11_share_of_mine_supply(example: Workspace, silver: dict[int, Signal]) -> None:
    found = silver[11]
    assert (found.value, found.detail("days of mine output")) == (pytest.approx(15), pytest.approx(54.75))
    assert found.detail("annual supply") == pytest.approx(833.3, abs=0.05)
    mined = example.supply["mcs-2025/silver-mining-WLD-2023"]
    supply = Known(convert(mined.quantity or 0, mined.unit, "Moz"), "Moz", inputs=(mined.id,))
    own = mine_supply_share("silver", known(example.figures["O012"]), supply)
    assert own.value == pytest.approx(100 * 125 / (25_476 * 32_150.7466 / 1e6), rel=1e-6)
    assert own.cautions == ()


def test_item_12_both_readings_of_five_times(example: Workspace) -> None:
    found = next(one for one in signals(example, "platinum") if one.item == 12)
    expected = {"base, increase": 105, "level, increase": 630, "base, level": 131.25, "level, level": 656.25}
    assert {name: found.detail(name) for name in expected} == expected
    assert (found.value, found.cautions) == (525, ("ambiguous",))
    assert next(one for one in signals(example, "palladium") if one.item == 10).value == 170


def test_item_13_reconciliation(silver: dict[int, Signal]) -> None:
    found = silver[13]
    assert (found.value, found.detail("ratio"), found.band, found.cautions) == (4, 1.04, "matches", ("windows differ",))


def test_item_14_free_float(silver: dict[int, Signal]) -> None:
    found = silver[14]
    expected = {"growth": 44.1, "gain to stated": 64, "held gain": 44, "held share": 42.3, "free share": 57.7}
    assert found.value == 196
    assert {name: found.detail(name) for name in expected} == pytest.approx(expected, abs=0.05)


def test_item_15_arbitrage_between_places(silver: dict[int, Signal]) -> None:
    assert (silver[15].value, silver[15].band, silver[15].cautions) == (None, "outflow", ("no spread",))
    assert "E102" in silver[15].inputs
    cases = [(0.5, 10), (-0.1, -10), (0.5, -10)]
    assert [location_arbitrage("silver", Known(spread), Known(flow)).band for spread, flow in cases] == ["pull", "relief", "against"]


# --- the official sector


def test_item_21_purchases_of_central_banks(gold: dict[str, Signal]) -> None:
    found, poland = gold["purchase streak"], gold["planned purchase"]
    assert (found.value, found.band, found.cautions) == (3, "buying", ("at least",))
    assert (found.detail("above"), found.detail("months"), found.detail("total")) == (3, 3, 120)
    assert found.detail("worth of the threshold") == pytest.approx(6.43, abs=0.005)
    assert found.detail("demand over total") == pytest.approx(88, abs=0.5)
    assert (poland.value, poland.inputs) == (1.5, ("O031", "O033"))


def test_item_25_controlled_elements(example: Workspace) -> None:
    found = {day: _only(signals(example, "rare earths", np.datetime64(day)), 25) for day in ("2025-10-08", "2025-10-10", "2026-01-15")}
    assert [(one.value, one.detail("named"), one.detail("most"), one.band) for one in found.values()] == [
        (7, 7, 7, "controlled"), (7, 12, 12, "open"), (7, 12, 7, "partly suspended"),
    ]  # fmt: skip
    assert found["2026-01-15"].inputs == ("E070", "E071")
    assert _only(signals(example, "rare earths"), 25).band == "partly suspended"
    assert not [one for one in signals(example, "heavy rare earths") if one.item == 25]


def _only(found: Iterable[Signal], item: int) -> Signal:
    (one,) = (one for one in found if one.item == item)
    return one


def test_item_39_the_floor_and_the_ceiling_of_the_g7(example: Workspace) -> None:
    floor, ceiling = example.targets["T007"], example.targets["T008"]
    assert convert(floor.value or 0, floor.unit, "USD/kg") == 20
    assert convert(ceiling.value or 0, ceiling.unit, "USD/t") == pytest.approx(1_500_000)
    assert floor_breach(daily([15_000]), floor.value or 0).deepest == 5_000
    assert ceiling_breach(daily([1_800]), ceiling.value or 0).deepest == 300


# --- what is not known


def test_every_signal_of_nothing_is_unknown_and_none_an_exception() -> None:
    nothing = [
        price_against_flow("x", None, None),
        implied_holding("x", None, None),
        length_against_price("x", None, None),
        scorecard("x", "warning", [Condition("a", None)]),
        ahead_of_path("x", None, JANUARY_14, daily([]), []),
        ahead_of_path("x", Known(1), JANUARY_14, daily([]), []),
        reallocation_scenario("x", None, None, None, None),
        curve_shape("x", None),
        restriction_effect("x", None),
        stock_drawdown("x", None, None, None),
        baseline_excess("x", None, None),
        mine_supply_share("x", None),
        multiple_of_base("x", None, None),
        venue_reconciliation("x", None, None),
        free_float_change("x", None, None),
        location_arbitrage("x", None, None),
        purchase_streak("x", streak(monthly([]), 40), []),
        planned_purchase("x", None, None),
    ]
    assert {one.band for one in nothing} == {"unknown"}
    assert {one.value for one in nothing} == {None}
    assert board(Workspace()) == ()


def test_a_flow_without_a_number_has_no_share_of_the_holdings() -> None:
    found = price_against_flow("x", Known(5, "%"), Known(-1, "sign"), Known(100, "Moz"))
    assert (found.band, found.value, found.detail("holdings"), found.detail("share of holdings")) == ("divergence", None, 100, None)


def test_bands_on_the_other_side() -> None:
    assert price_against_flow("x", Known(0), Known(5)).band == "unknown"
    assert baseline_excess("x", None, Known(-1)).band == "below"
    assert stock_drawdown("x", Known(5), Known(5), None).band == "steady"
    assert purchase_streak("x", streak(monthly([10, 20]), 40), []).band == "below"
    assert purchase_streak("x", streak(monthly([10, 50]), 40), []).band == "mixed"
    assert restriction_effect("x", Known(0.9)).band == "none"
    assert scorecard("x", "warning", [Condition("a", met=True), Condition("b", met=None)]).band == "partial"
    assert scorecard("x", "warning", [Condition("a", met=False)]).band == "none"
    with pytest.raises(ValueError, match="above zero"):
        reallocation(0, 1, 1)
    with pytest.raises(ValueError, match="no effect"):
        price_effect(1, 0, 1)


def test_a_stock_reported_daily_speaks_for_itself() -> None:
    levels = at(["2024-11-04", "2025-10-01", "2025-12-15", "2026-01-13", "2026-01-14"], [305, 530, 490, 432, 430])
    days = np.arange(np.datetime64("2025-12-16"), np.datetime64("2026-01-13"))
    every_day = levels
    for day, value in zip(days, np.linspace(488, 434, len(days)), strict=True):
        every_day = every_day.with_value(day, float(value))
    stock = series("comex", every_day, "Moz", kind="stock", mineral="silver", venue="COMEX")
    found = {one.item: one for one in signals(Workspace(series=collect([stock])), "silver", JANUARY_14)}
    assert (found[10].value, found[10].detail("baseline"), found[10].inputs) == (125, 305, ("comex",))
    assert found[9].value == pytest.approx(-18.87, abs=0.005)
    assert found[9].cautions == ()
    later = replace(stock, points=every_day.with_value(np.datetime64("2026-02-01"), 1.0))
    assert {one.item: one for one in signals(Workspace(series=collect([later])), "silver", JANUARY_14)} == found
    yearly_only = replace(stock, points=at(["2023-12-31", "2024-12-31", "2025-12-31"], [1, 2, 3]))
    assert signals(Workspace(series=collect([yearly_only])), "silver") == ()


# --- evidence


def test_figures_are_read_in_the_unit_asked_for(example: Workspace) -> None:
    assert known(example.figures["O014"], "Moz") == Known(0.525, "Moz", example.figures["O014"].date, "~", ("O014",))
    assert known(None) is None
    assert known(example.figures["O019"]) is None
    with pytest.raises(UnitError):
        known(example.figures["O001"], "Moz")


def test_the_latest_value_says_its_month() -> None:
    found = latest(series("s", monthly([1, 2, NAN]), "USD/t", frequency="monthly"))
    assert found == Known(2, "USD/t", PartialDate.parse("2020-02"), "=", ("s",))
    assert (latest(None), latest(series("s", monthly([])))) == (None, None)


def test_figures_in_order_are_a_history(example: Workspace) -> None:
    points, ids = history((example.figures[key] for key in ("O009", "O008", "O019")), "ozt")
    assert (points.values.tolist(), ids) == ([530e6, 430e6], ("O008", "O009"))


def test_directions_are_read_from_numbers_or_from_unambiguous_words() -> None:
    words = {"falling since mid-December": -1, "steady inflow": 1, "up, then down": 0, "": 0}
    assert {text: direction(Figure(id="f", relation=text)) for text in words} == words
    assert (direction(Figure(id="f", value=-3.0, relation="up")), direction(None)) == (-1, 0)


def test_a_vague_day_is_assumed() -> None:
    figure = Figure(id="f", date=PartialDate.parse("2026-01"))
    assert day_meant(figure, JANUARY_14) == (JANUARY_14, True)
    assert day_meant(figure, np.datetime64("2026-02-01")) == (np.datetime64("2026-01-01"), True)
    assert day_meant(replace(figure, date=PartialDate.parse("2026-01-05")), JANUARY_14) == (np.datetime64("2026-01-05"), False)
    assert day_meant(replace(figure, date=None)) == (None, True)
