"""The network of alliances: item 41 of the sources, its filter and a layout in which no name lies on another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from core.analysis.alliances import membership
from core.io.example import example_workspace
from core.model import PartialDate, Workspace, collect
from core.model.records import Figure, Relation
from core.views.network_layout import layout, rows, toward
from core.views.policy_network import Wanted, choices, kept, network, wanted_of

EXAMPLE = example_workspace()
EVERYTHING = Wanted()


def table(workspace: Workspace, wanted: Wanted = EVERYTHING) -> dict[str, tuple[str, str, str]]:
    return {row.key: row.cells for _title, group in network(workspace, wanted).rows for row in group}


def test_item_41_the_partnership_counts_sixteen() -> None:
    found = membership("MSP", EXAMPLE.relations.values(), EXAMPLE.figures.values())
    assert found.first is not None
    assert (found.first.value, found.joined, found.count) == (14, ("EST", "ECU"), 16)
    assert table(EXAMPLE)["members/MSP"][1:] == ("16", "14 (2022) + 2 = 16, as stated for 2024 · 8 named as members")


def test_a_count_that_no_figure_begins_is_said_to_be_missing() -> None:
    assert table(EXAMPLE)["members/CMPA"][1] == "–"
    assert "needs a figure" in table(EXAMPLE)["members/CMPA"][2]
    without = replace(EXAMPLE, figures=collect([]))
    assert table(without)["members/MSP"][1] == "–"


def test_a_count_that_differs_from_what_is_stated_says_so() -> None:
    year = PartialDate.parse("2024")
    figures = (Figure(id="A", series="x_members", place="MSP", unit="count", value=14, date=PartialDate.parse("2022")),)
    more = Figure(id="B", series="x_members", place="MSP", unit="count", value=17, date=year)
    told = table(replace(EXAMPLE, figures=collect([*figures, more])))["members/MSP"][2]
    assert "but 17 stated for 2024" in told
    assert "no later figure" in table(replace(EXAMPLE, figures=collect(figures)))["members/MSP"][2]


def test_item_41_partners_guests_and_their_overlap() -> None:
    cells = table(EXAMPLE)
    assert cells["group/USA 2025-12-12"][1] == "8"
    assert cells["group/USA 2026-01-12"][1] == "5"
    assert cells["both/MSP/USA 2025-12-12"][1:] == ("3", "Australia, Japan, South Korea")


def test_relations_are_filtered_by_kind_and_date() -> None:
    against = network(EXAMPLE, Wanted("against", 2023, 2023, undated=False))
    assert set(against.nodes) == {"CHN", "USA"}
    assert len(against.edges) == 1
    assert network(EXAMPLE, Wanted("", 2025, 2023)) == network(EXAMPLE, Wanted("", 2023, 2025))
    everyone, dated = network(EXAMPLE, Wanted()), network(EXAMPLE, Wanted(undated=False))
    assert set(dated.nodes) < set(everyone.nodes)
    assert {one.family for one in network(EXAMPLE, Wanted("investment")).edges} == {"goods"}
    assert network(EXAMPLE, Wanted("investment", 1900, 1901, undated=False)).missing.startswith("No relation is of this kind")


def test_what_can_be_chosen_is_what_the_records_hold() -> None:
    offered = choices(EXAMPLE)
    assert [key for key, _title in offered.kinds[:3]] == ["together", "goods", "against"]
    assert {"MoU", "rival"} <= {key for key, _title in offered.kinds}
    assert (offered.years[0], offered.years[-1]) == (2020, 2029)


def test_the_tips_tell_the_relations() -> None:
    view = network(EXAMPLE, Wanted("meeting"))
    edge = next(one for one in view.edges if {one.one, one.other} == {"SGP", "USA"})
    assert edge.tip.startswith("United States → Singapore: meeting, 2025-12-12")
    assert view.nodes["SGP"].tip.startswith("Singapore: tied to 1 other")


def test_an_empty_workspace_says_what_it_needs() -> None:
    view = network(Workspace(), Wanted())
    assert (view.nodes, view.edges, view.rows) == ({}, (), ())
    assert "import a table" in view.missing


def test_two_giants_stand_within_and_the_others_around() -> None:
    spots = {key: node.spot for key, node in network(EXAMPLE, Wanted()).nodes.items()}
    assert {"USA", "CHN"} <= {key for key, spot in spots.items() if spot.side == 0}
    assert len([key for key, spot in spots.items() if spot.side == 0]) <= 4


_ties = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=200)


@given(_ties)
def test_every_name_has_a_row_of_its_own(ties: list[tuple[int, int]]) -> None:
    relations = [Relation(id=f"R{at}", giver=f"n{one}", taker=f"n{other}") for at, (one, other) in enumerate(ties)]
    view = network(Workspace(relations=collect(relations)), Wanted())
    spots = {key: node.spot for key, node in view.nodes.items()}
    assert all(abs(spot.x) <= 1 and abs(spot.y) <= 1 for spot in spots.values())
    for one, other in combinations(spots.values(), 2):
        if one.side == other.side:
            assert abs(one.y - other.y) >= 2 / max(rows(spots), 4) * 0.8
    assert layout({key: node.near for key, node in view.nodes.items()}) == spots


@given(_ties, st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)]))
def test_the_arrow_keys_lead_onward_or_stay(ties: list[tuple[int, int]], way: tuple[int, int]) -> None:
    relations = [Relation(id=f"R{at}", giver=f"n{one}", taker=f"n{other}") for at, (one, other) in enumerate(ties)]
    nodes = network(Workspace(relations=collect(relations)), Wanted()).nodes
    spots = {key: node.spot for key, node in nodes.items()}
    key = toward(spots, "", *way)
    for _step in range(len(spots)):
        before, key = key, toward(spots, key, *way)
        step = (spots[key].x - spots[before].x) * way[0] + (spots[key].y - spots[before].y) * way[1]
        assert key == before or step > 0


def test_odd_relations_do_no_harm() -> None:
    odd = [
        Relation(id="1", giver="USA", taker="USA"),
        Relation(id="2", giver="", taker="CHN"),
        Relation(id="3", giver="Nowhere", taker="CHN", kind="barter", date=PartialDate(dt.date(9999, 12, 31))),
    ]
    view = network(Workspace(relations=collect(odd)), Wanted("other"))
    assert set(view.nodes) == {"Nowhere", "CHN"}
    assert "barter" in view.edges[0].tip


def test_what_was_wanted_is_kept_and_what_is_no_longer_there_is_let_go() -> None:
    wanted, offered = Wanted("rival", 2023, 2025, undated=False), choices(EXAMPLE)
    assert wanted_of(kept(wanted), offered) == wanted
    assert wanted_of(kept(wanted), choices(Workspace())) == Wanted(undated=False)
    assert wanted_of({"network_first": "spring"}, offered) == Wanted()
