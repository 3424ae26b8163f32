"""The worksheets give the answers that the sources' analyses expect, from the records of the example; their sheets reckon the same."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.uncertainty import DISTRIBUTIONS, simulate
from core.io.example import example_workspace
from core.io.workbook import write_workbook
from core.model import Workspace, put
from core.views.scenario_export import RESULTS, scenario_tables
from core.views.scenario_inputs import fill, parse
from core.views.scenarios import Choice, view
from core.views.worksheets import WORKSHEETS
from tests.core.views.excel_formulas import Workbook

EXPECTED = {
    "input_cost": {"added": 7.5, "new_share": 34.9, "before": 24},
    "demand_at_risk": {"mine": 833.3, "least_mine": 6.0, "most_mine": 7.2, "least_excess": 40, "most_excess": 48},
    "substitution": {"over": 0, "alarm": 1, "gap": 40},
    "material_intensity": {"solar": 500, "car": 600, "wind": 1000},
    "reallocation": {"year": 68, "moz": 3.40, "tonnes": 105.8, "assets_1": 3.4, "assets": 13.6, "assets_16": 54.4, "by": 353, "to": 58.8},
    "supplier_ban": {"loss": 49, "full": 98, "africa_full": 25},
    "price_floor": {"floor_kg": 20, "top_up": 5000, "cost": 50, "ceiling_t": 1_500_000, "ratio": 75, "above": 300},
    "freight": {
        "least": 3.09, "most": 6.12, "lows": 4.12, "highs": 4.59, "middle": 4.39, "extra_low": 167, "extra_high": 307, "extra": 237,
    },
    "haul_time": {"speed": 56.9, "speed_fast": 113.9, "speed_fair": 85.4, "ratio_fast": 2.0, "ratio_fair": 1.5, "half_fair": 96},
    "local_processing": {"pen_low": 167, "pen_high": 307, "pen_mid": 237},
    "build_cost": {"times": 300, "more": 400},
    "arbitrage": {"spread": 1, "residual": 4},
    "price_response": {"exact": 30.13, "linear": 25},
}  # fmt: skip


@cache
def example() -> Workspace:
    return example_workspace()


def answers(worksheet: str, **lines: str) -> dict[str, float | None]:
    return {row.key: row.value for row in view(example(), Choice(worksheet, lines)).rows}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_answers_of_the_sources(name: str) -> None:
    found = answers(name)
    for key, expected in EXPECTED[name].items():
        value = found[key]
        assert value is not None
        assert value == pytest.approx(expected, rel=2e-3, abs=1e-9), key


def test_targets_are_compared_with_what_the_user_puts_in() -> None:
    assert answers("industrial_targets")["cars_reached"] is None
    missing = {row.key: row.missing for row in view(example(), Choice("industrial_targets")).rows}["cars_reached"]
    assert missing == "needs Morocco: electric cars a year, made"
    found = answers("industrial_targets", cars="25000", local="45")
    assert (found["cars_reached"], found["cars_gap"], found["local_reached"], found["local_gap"]) == (25, 75_000, 50, 45)


def test_processing_at_home_is_the_gain_less_the_penalty() -> None:
    found = answers("local_processing", value="250")
    assert (found["net_best"], found["net_mid"], found["net_worst"]) == (83, 13, -57)


def test_a_quota_an_african_stop_and_a_price_above_the_floor() -> None:
    assert answers("supplier_ban", cut="100")["net"] == 98
    assert answers("supplier_ban", cut="100")["africa"] == 25
    assert answers("price_floor", market="25000")["top_up"] == 0


def test_where_the_sources_contradict_themselves_both_are_shown() -> None:
    said = {name: [note.text for note in view(example(), Choice(name)).notes] for name in WORKSHEETS}
    assert any("by it or to it" in text for text in said["reallocation"])
    assert any("×3 or +300 %" in text for text in said["build_cost"])
    assert any("3.087 x to 6.117 x; the claim is 3 x to 4 x" in text for text in said["freight"])
    assert any("4,100 km by road is shorter than the great circle of 4,508 km" in text for text in said["haul_time"])
    assert any("Alarm: the share of 30 % has reached 30 %" in text for text in said["substitution"])


def test_defaults_are_the_figures_of_the_workspace_and_follow_them() -> None:
    workspace = example()
    for sheet in WORKSHEETS.values():
        filled = fill(workspace, sheet.inputs, {})
        for declared in sheet.inputs:
            if declared.source:
                assert filled.records[declared.name] == declared.source
                assert filled.values[declared.name] == declared.default
    changed = replace(workspace, figures=put(workspace.figures, replace(workspace.figures["O018"], value=20.0)))
    row = next(row for row in view(changed, Choice("input_cost")).rows if row.key == "added")
    assert row.value == 5
    assert [one.id for one in row.inputs] == ["O018"]
    assert row.date == "2026-01"
    empty = view(Workspace(), Choice("input_cost"))
    assert empty.rows[0].value == 7.5
    assert "does not hold O018" in empty.fields[0].tip


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"share": "abc"}, "“abc” is no number"),
        ({"share": "120"}, "must not be above 100 %"),
        ({"share": "-1"}, "must not be below 0 %"),
        ({"share": "30", "share.low": "40", "share.high": "50"}, "outside its range"),
        ({"share": "30", "share.low": "40", "share.high": "35"}, "low end is above"),
    ],
)
def test_what_does_not_fit_is_said_and_never_raised(lines: dict[str, str], said: str) -> None:
    found = view(example(), Choice("input_cost", lines))
    assert said in found.fields[0].error


@pytest.mark.parametrize(("text", "value"), [("1,000.5", 1000.5), ("1 000", 1000), ("−5", -5), ("2,5", 2.5), ("30 %", 30), ("1e3", 1000)])
def test_numbers_as_people_type_them(text: str, value: float) -> None:
    assert parse(text) == value


@given(st.sampled_from([*WORKSHEETS, "shock", "gone"]), st.dictionaries(st.sampled_from(
    ["share", "share.low", "rise", "low", "high", "flow", "price", "seed", "draws", "distribution", "lost", "days", "mineral", "country",
     "stocks", "demand", "short", "event"]), st.text(max_size=6) | st.floats().map(str), max_size=5))  # fmt: skip
def test_any_lines_give_a_view(name: str, lines: dict[str, str]) -> None:
    for workspace in (example(), Workspace()):
        found = view(workspace, Choice(name, lines))
        assert found.title
        for row in found.rows:
            assert row.value is None or math.isfinite(row.value)


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_the_same_seed_gives_the_same_draws_and_each_stays_in_its_range(distribution: str) -> None:
    sheet = WORKSHEETS["demand_at_risk"]
    filled = fill(example(), sheet.inputs, {})
    one, two, other = (simulate(sheet, filled.values, filled.ranges, distribution, seed) for seed in (7, 7, 8))
    for name in one:
        np.testing.assert_array_equal(one[name].values, two[name].values)
    assert one["most_mine"].mean != other["most_mine"].mean
    assert one["most_mine"].quantiles == tuple(sorted(one["most_mine"].quantiles))
    low, _lower, median, _upper, high = one["most_mine"].quantiles
    assert low < median < high
    if distribution != "normal":  # 55/115.4 .. : least over the ranges: 55 / (150/.13), 65 / (100/.17)
        assert one["most_mine"].values.min() >= 100 * 55 / (150 / 0.13)
        assert one["most_mine"].values.max() <= 100 * 65 / (100 / 0.17)


def test_a_range_of_a_uniform_input_has_the_published_moments() -> None:
    sheet = WORKSHEETS["material_intensity"]
    lines = {"base.low": "100", "base.high": "100"}
    filled = fill(example(), sheet.inputs, lines)
    found = simulate(sheet, filled.values, filled.ranges, "uniform", 1, 100_000)["solar"]
    assert found.mean == pytest.approx(500, rel=0.01)
    assert found.quantiles[0] == pytest.approx(410, rel=0.01)
    triangular = simulate(sheet, filled.values, filled.ranges, "triangular", 1, 100_000)["solar"]
    assert triangular.values.std() == pytest.approx(200 / math.sqrt(24), rel=0.02)  # of a symmetric triangle


@pytest.mark.parametrize("name", WORKSHEETS)
def test_the_excel_sheet_reckons_what_the_tab_shows_and_lives(name: str, tmp_path: Path) -> None:
    lines = {"cars": "25000", "value": "250"} if name in ("industrial_targets", "local_processing") else {}
    choices = [("Sources", Choice(name)), ("Mine", Choice(name, lines))]
    write_workbook(tmp_path / "w.xlsx", scenario_tables(example(), choices))
    book = Workbook(tmp_path / "w.xlsx")
    formulas = book.formulas()
    assert len(formulas) >= 2 * len(WORKSHEETS[name].outputs)
    for sheet, cell in formulas:
        kept = book.cached(sheet, cell)
        assert book.value(sheet, cell) == (kept if isinstance(kept, str) else pytest.approx(kept, rel=1e-9)), book.text(sheet, cell)
    shown = answers(name)
    first = [book.cached(RESULTS, f"D{row}") for row in range(2, 2 + len(WORKSHEETS[name].outputs))]
    assert first == [pytest.approx(shown[one.name]) if shown[one.name] is not None else "no data" for one in WORKSHEETS[name].outputs]


def test_changing_an_assumption_in_the_workbook_changes_the_results(tmp_path: Path) -> None:
    write_workbook(tmp_path / "w.xlsx", scenario_tables(example(), [("Sources", Choice("local_processing"))]))
    book = Workbook(tmp_path / "w.xlsx")
    row = next(cell for sheet, cell in book.formulas() if book.value(sheet, cell) == "no data")
    book.put("Scenario assumptions", "D2", 250)
    assert book.value(RESULTS, row) == 83
    assert book.text(RESULTS, row).startswith("=IFERROR(IF(COUNT('Scenario assumptions'!$D$2,")


def test_a_shock_is_written_as_values_that_a_workbook_can_hold(tmp_path: Path) -> None:
    choices = [("A", Choice("shock", {"lost": "100"})), ("B", Choice("shock", {"mineral": "gallium"})), ("C", Choice("freight"))]
    write_workbook(tmp_path / "w.xlsx", scenario_tables(example(), choices))
    book = Workbook(tmp_path / "w.xlsx")
    assert {type(row.value) for _title, choice in choices for row in view(example(), choice).rows} <= {float, type(None)}
    assert book.cached(RESULTS, "D2") == pytest.approx(220_000)
