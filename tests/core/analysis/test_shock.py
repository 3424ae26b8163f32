"""The supply shock: METHODS.md 1.11 with its invariants, on any chain."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.shock import (
    RATIONING,
    STAGES,
    Chain,
    Cushions,
    Shock,
    cascade,
    days_to_exhaustion,
    exposure,
    n_minus_one,
    price_response,
)
from core.analysis.supply_flows import flows

CLOSE = {"rtol": 1e-9, "atol": 1e-6}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Chain, Shock, Cushions]:
    minerals, places = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    empty = draw(st.floats(0, 1))  # how much of the chain is not there

    def amounts(*shape: int, most: float = 1000.0) -> np.ndarray:
        return random.uniform(0, most, shape) * (random.uniform(size=shape) > empty)

    ore = amounts(minerals, places, places)
    refined = ore.sum(axis=2)  # what a refiner is fed it delivers
    split = random.uniform(size=(minerals, places, places))
    metal = split / split.sum(axis=1, keepdims=True) * refined[:, None, :]
    cushions = Cushions(*(amounts(minerals, places, most=draw(st.sampled_from((0.0, 10.0, 1000.0)))) for _one in range(4)))
    shock = Shock(
        draw(st.sampled_from(STAGES)), random.uniform(0, 1, (minerals, places)), draw(st.floats(1, 730)), draw(st.booleans()),
        draw(st.sampled_from(RATIONING)),
    )  # fmt: skip
    return Chain(ore, metal), shock, cushions


@given(cases())
def test_mass_balances_at_every_stage_and_buffers_create_no_metal(case: tuple[Chain, Shock, Cushions]) -> None:
    chain, shock, cushions = case
    found = cascade(chain, shock, cushions)
    np.testing.assert_allclose(found.refiners.gap.sum(axis=1), found.mine_loss.sum(axis=1), **CLOSE)
    np.testing.assert_allclose(found.users.gap.sum(axis=1), found.metal_loss.sum(axis=1), **CLOSE)
    for step, stocks, spare in (
        (found.refiners, cushions.refiner_stocks, cushions.spare_ore), (found.users, cushions.user_stocks, cushions.spare_metal),
    ):  # fmt: skip
        np.testing.assert_allclose(step.gap, step.buffer + step.moved + step.short, **CLOSE)
        assert (step.buffer <= stocks + 1e-9).all()
        assert (step.moved.sum(axis=1) <= spare.sum(axis=1) * shock.days / 365 + 1e-6).all()
        assert (step.short >= -1e-6).all()
        assert (step.gap <= step.need * (1 + 1e-9) + 1e-6).all()


@given(cases())
def test_total_shortage_is_the_loss_less_buffers_and_reallocation(case: tuple[Chain, Shock, Cushions]) -> None:
    chain, shock, cushions = case
    mining = replace(shock, stage="mining")
    found = cascade(chain, mining, cushions)
    cushioned = sum(step.buffer.sum(axis=1) + step.moved.sum(axis=1) for step in (found.refiners, found.users))
    np.testing.assert_allclose(found.users.short.sum(axis=1), found.mine_loss.sum(axis=1) - cushioned, **CLOSE)


@given(cases())
def test_without_a_shock_nothing_changes(case: tuple[Chain, Shock, Cushions]) -> None:
    chain, shock, cushions = case
    found = cascade(chain, replace(shock, lost=np.zeros_like(shock.lost)), cushions)
    for amount in (found.mine_loss, found.metal_loss, found.refiners.gap, found.users.gap, found.users.short, found.failing):
        assert not amount.any()


@given(cases(), st.integers(0, 4), st.floats(0, 1))
def test_a_greater_loss_never_makes_a_smaller_shortage(case: tuple[Chain, Shock, Cushions], place: int, more: float) -> None:
    chain, shock, cushions = case
    worse = shock.lost.copy()
    at = place % worse.shape[1]
    worse[:, at] += (1 - worse[:, at]) * more
    before, after = (cascade(chain, replace(shock, lost=lost), cushions) for lost in (shock.lost, worse))
    assert (after.users.short >= before.users.short - 1e-6).all()
    assert (after.refiners.short >= before.refiners.short - 1e-6).all()


@given(cases())
def test_more_stocks_never_make_a_greater_shortage(case: tuple[Chain, Shock, Cushions]) -> None:
    chain, shock, cushions = case
    before = cascade(chain, shock, cushions)
    after = cascade(chain, shock, replace(cushions, user_stocks=cushions.user_stocks + 5))
    assert (after.users.short.sum(axis=1) <= before.users.short.sum(axis=1) + 1e-6).all()


def two_places() -> Chain:
    """The first place mines 80 of 100 and feeds both refiners alike; each uses what it refines."""
    return Chain(np.array([[[40.0, 10.0], [40.0, 10.0]]]), np.array([[[50.0, 0.0], [0.0, 50.0]]]))


def none() -> Cushions:
    nothing = np.zeros((1, 2))
    return Cushions(nothing, nothing, nothing, nothing)


def test_half_of_a_mine_for_a_year() -> None:
    lost = np.array([[0.5, 0.0]])
    found = cascade(two_places(), Shock("mining", lost, 365), none())
    assert found.mine_loss.tolist() == [[40, 0]]
    assert found.users.short.tolist() == [[20, 20]]
    assert found.users.share.tolist() == [[0.4, 0.4]]
    stocked = replace(none(), user_stocks=np.array([[10.0, 0.0]]), spare_ore=np.array([[100.0, 4.0]]))
    # of the 100 idle in the place that loses half, half is idle: 54 in all, more than what is missing
    assert cascade(two_places(), Shock("mining", lost, 365), stocked).users.short.tolist() == [[0, 0]]
    stocked = replace(stocked, spare_ore=np.array([[0.0, 4.0]]))
    assert cascade(two_places(), Shock("mining", lost, 365), stocked).users.short.tolist() == [[8, 18]]


def test_an_export_ban_spares_the_country_itself_and_a_pool_shares_the_loss() -> None:
    ban = Shock("mining", np.array([[1.0, 0.0]]), 365, exports_only=True)
    assert cascade(two_places(), ban, none()).users.short.tolist() == [[0, 40]]
    assert cascade(two_places(), replace(ban, rationing="pool"), none()).users.short.tolist() == [[20, 20]]
    plants = replace(ban, stage="processing")
    assert cascade(two_places(), plants, none()).users.short.tolist() == [[0, 0]]  # each uses only its own metal


def test_days_until_stocks_are_gone() -> None:
    found = cascade(two_places(), Shock("mining", np.array([[0.5, 0.0]]), 365), none())
    assert days_to_exhaustion(found.users, np.array([[2.0, 0.0]]), 365).tolist() == [[36.5, 0.0]]
    assert days_to_exhaustion(found.users, np.array([[20.0, 21.0]]), 365).tolist() == [[math.inf, math.inf]]


def test_an_importer_is_exposed_by_its_shares() -> None:
    assert exposure(np.array([[0.98, 0.02]]), np.array([0.5, 0.0]), np.array(1.0)).tolist() == [0.49]


def test_the_check_value_of_the_price() -> None:
    found = price_response(0.10, -0.3, 0.1)
    assert found.exact == pytest.approx(0.3013, abs=5e-5)
    assert found.linear == pytest.approx(0.25)
    assert price_response(0, -0.3, 0.1).exact == 0
    assert price_response(1, -0.3, 0.1).exact == math.inf
    with pytest.raises(ValueError, match="elasticity"):
        price_response(0.1, 0.0, 0.1)


def test_n_minus_one_with_both_denominators() -> None:
    found = n_minus_one(np.array([70.0, 20.0, 10.0]), np.array([40.0, 40.0, 20.0]))
    assert found is not None
    assert (found.largest, found.of_all, found.of_others) == (0, 0.3, 0.5)
    assert n_minus_one(np.zeros(2), np.ones(2)) is None


def test_flows_give_known_shares_first_and_the_rest_in_proportion() -> None:
    found = flows(np.array([80.0, 20.0]), np.array([50.0, 30.0, 20.0, 0.0]), {0: np.array([0.9, 0.1])}, 3)
    assert found.amounts.sum(axis=0).tolist() == pytest.approx([80, 20])
    assert found.amounts[0].tolist() == pytest.approx([45, 5])
    assert found.amounts[1].tolist() == pytest.approx([35 * 0.6, 15 * 0.6])
    assert (found.assumed, found.cut) == ((1, 2), ())
    claimed = flows(np.array([10.0, 90.0]), np.array([50.0, 50.0]), {0: np.array([1.0, 0.0])}, 1)
    assert claimed.amounts.tolist() == [[10, 0], [0, 90]]
    assert claimed.cut == (0,)
    assert flows(np.array([5.0]), np.zeros(2), {}, 1).amounts.tolist() == [[0], [5]]
