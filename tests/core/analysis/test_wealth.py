"""Item 46 of the sources' analyses: ten years of one sum in fourteen assets."""

import pytest

from core.analysis.wealth import wealth_table
from core.io.example import example_workspace
from core.model import AssetReturn


def test_the_table_of_the_example() -> None:
    returns = example_workspace().asset_returns
    table = {returns[line.id].title: line for line in wealth_table(returns.values())}
    expected = {
        "Bitcoin": (230, 72.26), "NVIDIA shares": (220, 71.49), "Tesla shares": (24, 37.41), "Apple shares": (11, 27.10),
        "Kweichow Moutai shares": (9, 24.57), "Nasdaq index": (5, 17.46), "Gold": (3.5, 13.35), "China tier-1 city property": (2, 7.18),
        "Government bonds": (1.3, 2.66), "Bank deposit": (1.3, 2.66), "CSI 300 index": (1.2, 1.84), "China tier-3/4 city property": (1, 0),
        "P2P lending": (0, -100),
    }  # fmt: skip
    for title, (multiple, growth) in expected.items():
        line = table[title]
        assert (line.low, line.high) == (pytest.approx(multiple), pytest.approx(multiple))
        assert line.growth_low is not None
        assert 100 * line.growth_low == pytest.approx(growth, abs=0.005)
    steel = table["Steel shares"]
    assert (steel.low, steel.high, steel.growth_high, steel.state) == (0.8, 1, 0, "range")
    assert steel.growth_low is not None
    assert 100 * steel.growth_low == pytest.approx(-2.21, abs=0.005)
    assert (table["P2P lending"].state, table["China tier-3/4 city property"].state) == ("wiped out", "flat")
    assert next(iter(table)) == "Bitcoin"
    assert list(table)[-1] == "P2P lending"
    assert len(table) == 14


def test_what_is_not_known_stays_unknown_and_comes_last() -> None:
    lines = wealth_table(
        [
            AssetReturn(id="no start", end_value=5, years=10),
            AssetReturn(id="no end", start_value=5, years=10),
            AssetReturn(id="debt", start_value=5, end_value=-1, years=10),
            AssetReturn(id="no years", start_value=5, end_value=10),
            AssetReturn(id="loss", start_value=5, end_value=1, end_high=4, years=2),
        ]
    )
    assert [(line.id, line.state) for line in lines][:2] == [("no years", "gain"), ("loss", "loss")]
    assert lines[0].growth_low is None
    assert all(line.low is None and line.state == "unknown" for line in lines[2:])
