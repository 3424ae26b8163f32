"""What the Inventories tab shows: on the example against the sources' figures, on a made-up year of reports, and where data are missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from core.io.example import example_workspace
from core.model import Figure, Workspace, collect
from core.task import Refused
from core.views.explained import Explained, explanation, number
from core.views.inventories import Choices, Inventories, inventories
from core.views.stock_export import inventories_workbook
from core.views.stock_venues import Venue, stocks_of, venues
from tests.core.views.stocks_made import comex, comex_level, days, full, purchases, series

ARTICLE = dt.date(2026, 1, 14)


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


@pytest.fixture(scope="module")
def made() -> Workspace:
    return full()


def rows(view: Inventories) -> dict[str, Explained]:
    return {row.key: row for row in view.rows}


def values(view: Inventories) -> dict[str, float | None]:
    return {key: row.value for key, row in rows(view).items()}


def arranged(workspace: Workspace) -> tuple[Venue, ...]:
    return venues(workspace, "silver", stocks_of(workspace, "silver"))


def show(workspace: Workspace, mineral: str = "silver", **more: object) -> Inventories:
    return inventories(workspace, Choices(mineral=mineral, **more))  # type: ignore[arg-type]  # fields of Choices


# the sources' figures, items 9-14 and 21 of systems.md


def test_silver_of_the_example_is_what_its_sources_say(example: Workspace) -> None:
    view = show(example, as_of=ARTICLE)
    assert (view.venue, view.unit) == ("COMEX", "Moz")
    expected = {
        "level": 430.0,
        "since_peak": -100.0,
        "since_peak_share": -18.868,
        "since_peak_day": -0.9524,
        "since_peak_weekday": -1.3333,
        "stated_rate": -2.0,
        "acceleration_day": 2.10,
        "acceleration_weekday": 1.50,
        "baseline": 305.0,
        "excess": 125.0,
        "excess_share": 40.98,
        "peak_excess": 225.0,
        "unwound": 44.44,
        "days_left": 62.5,
        "stated_share": 15.0,
        "implied_supply": 833.33,
        "stated_days": 54.75,
        "left": -100.0,
        "arrived": 104.0,
        "residual": 4.0,
        "ratio": 1.04,
        "free_float": 196.0,
        "free_float_gain": 60.0,
        "held_gain": 44.0,
        "free_share": 57.69,
        "price_change": 25.0,
        "flow": -18.0,
        "share_of_holdings": 1.38,
        "holdings": 1289.63,
    }
    found = values(view)
    assert {key: found[key] for key in expected} == {key: pytest.approx(value, rel=3e-3) for key, value in expected.items()}
    told = rows(view)
    assert told["divergence"].text == "price and flow went opposite ways"
    assert told["length"].text == "net length and price went opposite ways"
    assert (told["spread_flow"].value, told["arbitrage"].text) == (-100, "outflow; no spread at hand")
    assert "prices of the mineral at two venues" in told["spread"].missing
    assert "Extrapolation" in told["days_left"].cautions[-1]
    assert "windows differ" in " ".join(told["residual"].cautions)
    assert [one.id for one in told["since_peak"].inputs] == ["O008", "O009", "O011"]


def test_the_price_of_one_venue_over_another_stands_beside_the_flow_of_its_stock(made: Workspace) -> None:
    london = made.series["price/silver"]
    priced = [replace(london, id=venue, venue=venue, points=london.points.with_values(london.points.values + premium))
              for venue, premium in (("COMEX", 0.4), ("LBMA", 0.0))]  # fmt: skip
    found = rows(show(replace(made, series=made.series | {one.id: one for one in priced})))
    assert (found["spread"].value, found["spread"].unit) == (pytest.approx(0.4), "USD/ozt")
    assert found["spread_share"].value == pytest.approx(100 * 0.4 / london.points.values[-1])
    assert (found["spread_flow"].value, found["spread_flow"].unit) == (pytest.approx(-40, rel=2e-3), "Moz")
    assert found["arbitrage"].text == "contradiction"
    assert [one.id for one in found["spread"].inputs] == ["COMEX", "LBMA", "comex/total"]


def test_the_baseline_of_a_report_stands_among_the_stocks(example: Workspace) -> None:
    (pane,) = show(example).panes
    line = next(line for line in pane.lines if line.key == "baseline")
    assert line.values.tolist() == pytest.approx([305, 305])
    assert [str(np.datetime64(int(day), "D")) for day in line.days] == ["2024-11-05", "2026-01-01"]
    assert "baseline" not in [line.key for line in show(example, years=False).panes[0].lines]


def test_the_excess_of_silver_in_the_mine_output_that_the_workspace_records(example: Workspace) -> None:
    found = rows(show(example, as_of=ARTICLE))
    assert found["mine_supply"].value == pytest.approx(25_200 * 32_150.7466 / 1e6)  # t of the newest world total
    assert found["excess_of_supply"].value == pytest.approx(125 / 810.199 * 100, rel=1e-4)
    assert found["mine_days"].value == pytest.approx(125 / 810.199 * 365, rel=1e-4)
    assert "mcs-2025/silver-mining-WLD-2024" in {one.id for one in found["mine_days"].inputs}


def test_platinum_shows_both_readings_of_nearly_five_times(example: Workspace) -> None:
    found = values(show(example, "platinum"))
    assert [found[key] for key in ("excess", "base_increase", "level_increase", "base_level", "level_level")] == [
        525,
        105,
        630,
        131.25,
        656.25,
    ]
    assert values(show(example, "palladium"))["excess"] == pytest.approx(170)
    assert "base_increase" not in values(show(example, "palladium"))


def test_central_banks_bought_gold_three_months_in_a_row(example: Workspace) -> None:
    found = rows(show(example, "gold"))
    assert (found["streak"].value, found["streak"].unit) == (3, "months")
    assert found["bought"].value == pytest.approx(120)
    assert "“more than”" in " ".join(found["bought"].cautions)


def test_purchases_come_in_tonnes_whatever_the_stocks_are_shown_in() -> None:
    found = rows(show(purchases([41.0, 50.0, 39.0, 45.0]), "gold"))
    assert (found["streak"].value, found["bought"].value, found["bought"].unit) == (1, 45, "t")


# a made-up year of daily reports


def test_a_total_is_never_added_to_its_parts(made: Workspace) -> None:
    view = show(made)
    lines = {line.key: line for line in view.panes[0].lines}
    assert lines["total"].values[-1] == pytest.approx(430 + 860)
    assert [line.label for line in view.panes[0].lines] == ["COMEX, registered", "COMEX, eligible", "LBMA", "Together", "Exchange-traded"]
    top = lines["lbma/silver"]
    assert top.floor is not None
    assert (top.heights[-1], top.floor[-1], top.values[-1]) == pytest.approx((1290, 430, 860))


def test_depositories_make_the_totals_where_the_report_has_none() -> None:
    dates = days("2025-06-01")
    parts = [one for one in comex(comex_level(dates), dates) if ":" in one.venue]
    (venue,) = arranged(Workspace(series=collect(parts)))
    assert [len(some) for some in (venue.layers, venue.registered, venue.eligible, venue.places)] == [4, 2, 2, 2]
    found = values(show(Workspace(series=collect(parts))))
    assert (found["level"], found["registered"], found["eligible"]) == pytest.approx((430, 129, 301))


def test_series_side_by_side_in_one_table_add_up_and_the_same_metal_from_elsewhere_does_not() -> None:
    one = series("a", "Industry", ["2024-12-31", "2025-12-31"], [1, 2], venue="United States", source="mcs")
    two = series("b", "Treasury", ["2024-12-31", "2025-12-31"], [3, 4], venue="United States", source="mcs")
    again = series("c", "Stock in the States", ["2024-12-31"], [9], venue="United States", source="other")
    (venue,) = arranged(Workspace(series=collect([one, two, again])))
    assert [stock.series.id for stock in venue.layers] == ["a", "b"]
    assert [stock.series.id for stock in venue.others] == ["c"]
    view = show(Workspace(series=collect([one, two, again])), unit="ozt")
    assert rows(view)["level"].value == 6
    assert "Industry, Treasury are added" in view.notes[0]
    assert rows(show(Workspace(series=collect([one, two, again])), unit="ozt", hidden=frozenset(["a"])))["level"].value == 4


def test_funds_are_not_added_to_a_vault_and_are_stacked_without_one(made: Workspace) -> None:
    view = show(made)
    funds = next(line for line in view.panes[0].lines if line.key == "etf/silver")
    assert funds.floor is None
    assert "not added" in view.notes[0]
    alone = Workspace(series=collect(one for one in made.series.values() if one.venue != "LBMA"))
    assert next(line for line in show(alone).panes[0].lines if line.key == "etf/silver").floor is not None


def test_the_figures_of_a_daily_stock(made: Workspace) -> None:
    found = rows(show(made))
    expected = {
        "level": 430,
        "change": -2,
        "registered_share": 30,
        "deliverable": 129 + 0.5 * 301,
        "claims": 150_000 * 5_000 / 129e6,
        "baseline": 305,
        "excess": 125,
        "unwound": 44.44,
        "days_left": 125 / (40 / 30),
        "drain_7": -2,
        "drain_7_weekday": -14 / 5,
        "since_peak_share": -18.87,
        "left": -100,
        "cover_days": 430 / (36_000 * 32_150.7466 / 1e6) * 365,
    }
    assert {key: found[key].value for key in expected} == {key: pytest.approx(value, rel=2e-3) for key, value in expected.items()}
    assert all("Extrapolation" in found[key].cautions[0] for key in ("drain_7", "drain_30", "drain_90", "days_left"))
    assert found["drain_30"].date == "2025-12-15 – 2026-01-14"
    assert found["band_place"].text == "above the band"
    assert found["baseline"].date == "2024-11-05"


def test_a_drain_over_another_span_than_its_window_says_so() -> None:
    dates = days("2026-01-05")
    found = rows(show(Workspace(series=collect(comex(comex_level(dates), dates)))))
    assert found["drain_7"].cautions == ("Extrapolation: the recent rate need not go on.",)
    assert found["drain_90"].cautions[1] == "The two reports are 9 days apart, not 90."


def test_the_baseline_may_be_another_day_and_is_no_later_report(made: Workspace) -> None:
    later = rows(show(made, baseline=dt.date(2025, 10, 3)))
    assert later["baseline"].value == pytest.approx(530)
    assert later["excess"].value == pytest.approx(-100)
    assert later["days_left"].text == "no excess left"
    before = rows(show(made, baseline=dt.date(2000, 1, 1)))["baseline"]
    assert before.value is None
    assert "before the baseline day" in before.missing


def test_a_month_that_holds_the_baseline_day_is_no_baseline(made: Workspace) -> None:
    found = rows(show(made, venue="LBMA"))["baseline"]
    london = made.series["lbma/silver"].points
    october = float(london.values[list(london.dates).index(np.datetime64("2024-10-01"))]) / 1000
    assert (found.value, found.date) == (pytest.approx(october), "2024-10")


def test_the_unit_may_be_chosen_and_every_stock_follows(made: Workspace) -> None:
    view = show(made, unit="t")
    assert {pane.unit for pane in view.panes} == {"t"}
    assert rows(view)["level"].value == pytest.approx(430e6 / 32_150.7466)
    assert rows(view)["drain_7"].unit == "t/day"
    assert view.units[:3] == ("ozt", "koz", "Moz")


def test_what_is_later_than_the_as_of_day_does_not_count(made: Workspace) -> None:
    found = rows(show(made, as_of=dt.date(2025, 10, 3)))["level"]
    assert (found.value, found.date) == (pytest.approx(530), "2025-10-03")


def test_relabelled_metal_is_told_apart_from_what_moved() -> None:
    dates = days("2026-01-08")
    registered = series("r", "Registered", dates, [100.0] * (len(dates) - 1) + [130.0], venue="COMEX")
    eligible = series("e", "Eligible", dates, [300.0] * (len(dates) - 1) + [265.0], venue="COMEX")
    found = values(show(Workspace(series=collect([registered, eligible])), unit="ozt"))
    assert (found["physical"], found["reclassified"], found["change"]) == (-5, 30, -5)


def test_a_depository_has_figures_of_its_own_and_is_no_other_venue(made: Workspace) -> None:
    view = show(made, venue="COMEX: NORTH VAULT")
    found = values(view)
    assert (found["level"], found["registered"], found["excess"]) == pytest.approx((258, 77.4, 75))
    assert found["claims"] is None
    assert view.venues == ("COMEX", "LBMA", "Exchange-traded", "COMEX: NORTH VAULT", "COMEX: SOUTH VAULT")
    assert {one.id for one in rows(view)["moved"].inputs} == {"comex/NORTH VAULT, Registered", "comex/NORTH VAULT, Eligible", "lbma/silver"}
    assert [child.venue for child in view.entries[0].children][-2:] == ["COMEX: NORTH VAULT", "COMEX: SOUTH VAULT"]


def test_changes_are_drawn_apart_by_what_moved_and_what_was_relabelled(made: Workspace) -> None:
    pane = show(made, changes=True).panes[-1]
    assert [line.label for line in pane.lines] == ["Moved physically", "Relabelled to registered"]
    assert pane.lines[0].values[-1] == pytest.approx(-2)
    alone = show(made, venue="LBMA", changes=True).panes[-1]
    assert [line.label for line in alone.lines] == ["Change"]
    assert alone.lines[0].values[-1] == pytest.approx(30)


def test_breaks_of_the_identity_are_told_with_the_last_of_them() -> None:
    dates = days("2026-01-08", "2026-01-14")
    stock = series("s", "TOTAL", dates, [100, 110, 105, 200], venue="COMEX")
    received = series("i", "TOTAL, RECEIVED", dates, [0, 10, 0, 5], kind="flow", venue="COMEX")
    withdrawn = series("o", "TOTAL, WITHDRAWN", dates, [0, 0, 5, 0], kind="flow", venue="COMEX")
    found = rows(show(Workspace(series=collect([stock, received, withdrawn]))))["identity"]
    assert found.text == "1 break: 2026-01-13 (3 reports checked)"


def test_hidden_venues_are_not_drawn_and_lines_may_stand_side_by_side(made: Workspace) -> None:
    view = show(made, hidden=frozenset(["LBMA", "comex/eligible"]), stack=False, years=False)
    assert [line.label for line in view.panes[0].lines] == ["COMEX, registered", "Exchange-traded"]
    assert all(line.floor is None for line in view.panes[0].lines)
    assert [(entry.key, entry.shown) for entry in view.entries] == [("COMEX", True), ("LBMA", False), ("Exchange-traded", True)]


def test_the_band_rests_on_five_years_and_ends_with_the_last_report(made: Workspace) -> None:
    pane = show(made).panes[1]
    band = {line.key: line for line in pane.lines}
    assert band["band_high"].floor is not None
    assert (band["band_high"].values >= band["band_low"].values).all()
    assert band["band_high"].days[-1] <= band["focus"].days[-1]
    assert band["band_high"].days[0] == np.datetime64("2024-01-01").astype(int)
    assert band["baseline"].values.tolist() == pytest.approx([305, 305])


# where data are missing


@pytest.mark.parametrize(
    ("workspace", "mineral", "message"),
    [
        (Workspace(), "", "Choose a mineral"),
        (Workspace(), "silver", "No stock of Silver is here yet"),
        (Workspace(series=collect([series("x", "Stock", [], [], venue="COMEX")])), "silver", "No stock of Silver"),
        (Workspace(figures=collect([Figure(id="F", series="comex_silver_excess", mineral="silver", kind="inventory", place="COMEX")])),
         "silver", "Reports tell of stocks of Silver, but no level"),
    ],
)  # fmt: skip
def test_a_workspace_without_stocks_gives_a_sentence(workspace: Workspace, mineral: str, message: str) -> None:
    view = show(workspace, mineral)
    assert message in view.message
    assert view.panes == ()
    assert all(row.value is None and row.missing.startswith("Needs") for row in view.rows)


def test_one_report_is_drawn_and_says_that_it_is_one(made: Workspace) -> None:
    view = show(made, "copper")
    assert "one report so far" in view.notes[0]
    found = rows(view)
    assert found["level"].value == 100
    assert found["change"].missing == "Needs two reports of the stock."


def test_every_missing_figure_says_what_it_needs_and_none_is_zero(example: Workspace) -> None:
    for mineral in ("silver", "platinum", "gold", "copper", "lithium"):
        for row in show(example, mineral).rows:
            assert (row.value is None and not row.text) == bool(row.missing), row
            assert row.definition
            assert row.inputs or row.missing, row


def test_a_stock_in_another_measure_is_named_and_left_out() -> None:
    known = series("a", "Stock", days("2026-01-01"), np.ones(10), venue="COMEX", unit="Moz")
    other = series("b", "Lots", days("2026-01-01"), np.ones(10), venue="Elsewhere", unit="contracts")
    view = show(Workspace(series=collect([other, known])))
    assert (view.venues, view.unit) == (("COMEX",), "Moz")
    assert view.notes == ("Not shown, because its unit cannot be converted to Moz: Lots.",)
    alone = show(Workspace(series=collect([other])))
    assert (alone.venues, alone.unit) == (("Elsewhere",), "contracts")
    bare = show(Workspace(series=collect([series("c", "Stock", days("2026-01-01"), np.ones(10), venue="Somewhere", unit="")])))
    assert (bare.venues, rows(bare)["level"].value) == (("Somewhere",), 1)


def test_numbers_that_are_none_do_no_harm() -> None:
    dates = days("2024-01-01")
    wild = np.where(np.arange(len(dates)) % 3 == 0, np.inf, np.nan)
    view = show(Workspace(series=collect([series("w", "Stock", dates, wild, venue="COMEX")])))
    assert "No stock" in view.message
    zeros = show(Workspace(series=collect([series("z", "Stock", dates, np.zeros(len(dates)), venue="COMEX")])))
    assert rows(zeros)["level"].value == 0
    assert rows(zeros)["level"].shown == "0"


# telling


def test_an_explanation_names_formula_cell_and_record(example: Workspace) -> None:
    row = rows(show(example, as_of=ARTICLE))["change"]
    text = explanation(row)
    assert "last report − the one before" in text
    assert "series_values.csv!C" in text
    assert "us-annual/silver-stock-new-york-commodities-exchange-comex" in text


def test_numbers_have_four_figures() -> None:
    shown = [number(value) for value in (0, 430, 0.95238, -1.3333, 25_200.4, 62.5, -0.00001234, float("nan"))]
    assert shown == ["0", "430", "0.9524", "−1.333", "25,200", "62.5", "−0.00001234", "–"]


def test_the_export_writes_the_figures_of_the_view(made: Workspace, tmp_path: Path) -> None:
    view, path = show(made), tmp_path / "stocks.xlsx"
    inventories_workbook(view, path)
    book = openpyxl.load_workbook(path)
    written = {row[1]: row for row in book["Key figures"].iter_rows(min_row=2, values_only=True)}
    for row in view.rows:
        assert written[row.title][2] == (None if row.value is None else pytest.approx(row.value))
        assert written[row.title][6] == row.definition
    assert "comex/total" in {row[0] for row in book["Records behind the figures"].iter_rows(values_only=True)}
    chart = list(book["Chart"].iter_rows(values_only=True))
    assert any("LBMA" in row for row in chart)
    book.close()
    with pytest.raises(Refused):
        inventories_workbook(show(Workspace(), ""), path)
