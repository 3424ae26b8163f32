"""Targets, money and alliances as the Policy tab shows them."""

from __future__ import annotations

import datetime as dt

from core.io.example import example_workspace
from core.model import Workspace
from core.views.policy_targets import money_rows, target_rows

EXAMPLE = example_workspace()
DAY = dt.date(2026, 1, 15)


def test_item_38_as_shown() -> None:
    rows = {row.key: row for row in target_rows(EXAMPLE, DAY)}
    assert len(rows) == len(EXAMPLE.targets)
    assert rows["target/T003"].text == "< 15 % (gap < −10)"
    assert rows["target/T005"].text == "14 count of 17 = 82.4 %"
    assert rows["target/T007"].missing
    assert any("Magnesium" in told for told in rows["target/T004"].cautions)


def test_items_29_40_41_and_42_as_shown() -> None:
    rows = {row.key: row for row in money_rows(EXAMPLE)}
    assert (rows["derived/EU/a project"].shown, rows["derived/EU/a project"].unit) == ("478.7", "EUR mn")
    assert rows["derived/AUS/commitment share"].shown == "23.53"
    assert (rows["derived/AFR/mining"].value, rows["derived/AFR/elsewhere"].shown) == (43.8 * 0.23, "33.73")
    assert rows["lead/ratio"].value == 10
    assert rows["group/USA 2025-12-12"].value == 8
    assert any(told.startswith("With MSP: 3") for told in rows["group/USA 2025-12-12"].cautions)
    assert sum(key.startswith("exposed/") for key in rows) == 4


def test_item_28_as_shown() -> None:
    rows = {row.key: row.text for row in money_rows(EXAMPLE) if row.key.startswith("risk/")}
    assert [key for key, text in rows.items() if text.startswith("flagged")] == ["risk/NER"]
    assert rows["risk/ZMB"] == "state-owned operator told, change of government not told"


def test_an_empty_workspace_has_no_rows() -> None:
    assert (target_rows(Workspace(), DAY), money_rows(Workspace())) == ((), ())
