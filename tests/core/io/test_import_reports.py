"""Reports of one day: names down, figures across, the date in words; blocks with totals; the next day's report goes on in the series."""

from __future__ import annotations

import pytest

from core.io.importing import ImportPlan, parts, plan, understand, with_recipe
from core.io.movements import Movement, movement_of
from core.io.recipe import Orientation, Role, with_decision, with_role
from core.io.stated_dates import best_date, month_comes_first, stated_dates
from core.io.venues import venue_of
from core.model import Workspace, with_parts
from tests.core.io.made import Value, book, sheet

HEADER = ["DEPOSITORY", "PREV TOTAL", "RECEIVED", "WITHDRAWN", "NET CHANGE", "ADJUSTMENT", "TOTAL TODAY"]


def report(day: str = "11/25/2026", registered: float = 110.0, total: float = 145.0, grand: float = 310.0) -> list[list[Value]]:
    return [
        ["COMMODITY EXCHANGE, INC."],
        ["METAL DEPOSITORY STATISTICS"],
        [],
        ["SILVER", None, None, None, None, None, "Report Date: 11/26/2026"],
        ["Troy Ounce", None, None, None, None, None, f"Activity Date: {day}"],
        [],
        HEADER,
        [],
        ["NORTH VAULT, INC."],
        ["  Registered", registered - 10, 10, 0, 10, 0, registered],
        ["  Eligible", 40, 0, 5, -5, 0, 35],
        ["  Total", registered + 30, 10, 5, 5, 0, total],
        [],
        ["SOUTH VAULT"],
        ["  Registered", 200, 0, 0, 0, 0, 200],
        ["  Eligible", 300, 1, 0, 1, 0, 301],
        ["  Total", 500, 1, 0, 1, 0, 501],
        [],
        ["TOTAL REGISTERED", 300, 10, 0, 10, 0, grand],
        ["TOTAL ELIGIBLE", 340, 1, 5, -4, 0, 336],
        ["COMBINED TOTAL", 640, 11, 5, 6, 0, 646],
        [],
        ["The information in this report is taken from sources believed to be reliable; we disclaim all liability."],
    ]


def imported(
    rows: list[list[Value]], workspace: Workspace | None = None, path: str = "Silver_stocks.xls", digest: str = "aa"
) -> ImportPlan:
    workspace = workspace or Workspace()
    return plan(workspace, understand(book(sheet(rows), path=path), workspace, digest=digest))


def values(made: ImportPlan) -> dict[str, float]:
    return {one.result.title: float(one.result.points.values[-1]) for one in made.series}


def test_a_stock_report_gives_a_series_a_row_with_the_name_of_its_block() -> None:
    made = imported(report())
    stocks = {one.result.title: one.result for one in made.series if one.result.kind == "stock"}
    assert {title: float(one.points.values[0]) for title, one in stocks.items()} == {
        "NORTH VAULT, INC., Registered": 110.0,
        "NORTH VAULT, INC., Eligible": 35.0,
        "SOUTH VAULT, Registered": 200.0,
        "SOUTH VAULT, Eligible": 301.0,
        "TOTAL REGISTERED": 310.0,
        "TOTAL ELIGIBLE": 336.0,
        "COMBINED TOTAL": 646.0,
    }
    one = stocks["NORTH VAULT, INC., Registered"]
    assert (one.mineral, one.unit, one.venue, str(one.points.dates[0])) == ("silver", "ozt", "COMEX: NORTH VAULT, INC.", "2026-11-25")
    assert stocks["TOTAL REGISTERED"].venue == "COMEX"
    place = one.place(0)
    assert place is not None
    assert place.address == "G10"
    assert not made.problems
    assert not made.questions
    assert made.understood.tables[0].recipe.kind == "stock"


def test_what_came_in_and_went_out_is_a_flow_and_the_stock_before_is_left_out() -> None:
    made = imported(report())
    flows = {one.result.title for one in made.series if one.result.kind == "flow"}
    assert "NORTH VAULT, INC., Registered, RECEIVED" in flows
    assert not [one for one in made.series if "PREV" in one.result.title or "CHANGE" in one.result.title]


def test_sums_that_do_not_add_up_are_told_by_cell() -> None:
    found = {(one.rule, one.cell) for one in imported(report(total=144, grand=300)).problems}
    assert {("sum", "G12"), ("sum", "G19"), ("movement", "G12"), ("movement", "G19")} <= found
    assert not [cell for _rule, cell in found if cell.startswith("G1") and cell not in {"G12", "G19"}]


def test_a_report_a_day_becomes_a_history_in_one_series() -> None:
    workspace = Workspace()
    for at, day in enumerate(("11/23/2026", "11/24/2026", "11/25/2026")):
        made = imported(report(day, registered=110.0 + at, total=145.0 + at, grand=310.0 + at), workspace, digest=f"{at}")
        workspace = with_parts(workspace, parts(workspace, made))
    series = workspace.series["silver-stocks/total-registered"]
    assert series.points.values.tolist() == [310.0, 311.0, 312.0]
    assert [str(day) for day in series.points.dates] == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert series.frequency == "daily"
    assert len({one.source for one in series.origins}) == 3


def test_the_date_of_one_report_is_never_that_of_the_next() -> None:
    rows: list[list[Value]] = [["Metal", "Price (USD/t)"], ["Copper", 9_500.0], ["Tin", 31_000.0], ["Zinc", 2_900.0]]
    workspace = Workspace()
    made = imported([["As of 23 November 2026"], *rows], workspace, "prices.csv")
    recipe = with_decision(made.understood.tables[0].recipe, "date", "2026-11-22")
    made = plan(workspace, with_recipe(made.understood, 0, recipe))
    workspace = with_parts(workspace, parts(workspace, made))
    made = imported([["As of 24 November 2026"], *rows], workspace, "prices.csv", "bb")
    workspace = with_parts(workspace, parts(workspace, made))
    assert [str(day) for day in workspace.series["prices/copper"].points.dates] == ["2026-11-22", "2026-11-24"]


def test_rows_of_metals_are_series_of_their_own_minerals_and_units() -> None:
    made = imported(
        [
            ["London Metal Exchange"],
            ["Official prices"],
            ["Date", "26-Nov-2026"],
            [],
            ["Metal", "Unit", "Cash", "3-months", "Volume"],
            ["Copper", "USD/t", 9_500.5, 9_520.0, 100],
            ["Gold", "USD/ozt", 4_228.0, 4_250.0, 3],
        ],
        path="official.xlsx",
    )
    found = {one.result.title: one.result for one in made.series}
    assert {title: (one.mineral, one.unit, one.venue, one.kind) for title, one in found.items()} == {
        "Copper, Cash": ("copper", "USD/t", "LME", "price"),
        "Copper, 3-months": ("copper", "USD/t", "LME", "forward"),
        "Gold, Cash": ("gold", "USD/ozt", "LME", "price"),
        "Gold, 3-months": ("gold", "USD/ozt", "LME", "forward"),
    }


def test_a_chinese_report_with_warehouses_under_regions() -> None:
    made = imported(
        [
            ["上海期货交易所指定交割仓库库存周报"],
            ["铜", None, "截至2026年11月20日", None, "单位：吨"],
            ["地区", "仓库", "上周库存", "本周库存", "增减"],
            ["上海", "中储吴淞", 100, 120, 20],
            [None, "国储天威", 50, 40, -10],
            [None, "合计", 150, 160, 10],
            ["广东", "南储仓储", 30, 30, 0],
            [None, "合计", 30, 30, 0],
            ["总计", None, 180, 190, 10],
        ],
        path="weekly.xlsx",
    )
    assert values(made) == {"上海, 中储吴淞": 120.0, "上海, 国储天威": 40.0, "广东, 南储仓储": 30.0, "总计": 190.0}
    one = made.series[0].result
    assert (one.mineral, one.unit, one.kind, one.venue, str(one.points.dates[0])) == ("copper", "t", "stock", "SHFE: 上海", "2026-11-20")


def test_two_metals_on_one_sheet_are_told_apart() -> None:
    body: list[list[Value]] = [["NORTH VAULT"], ["Registered", 10.0], ["Eligible", 5.0], ["Total", 15.0], ["TOTAL REGISTERED", 10.0]]
    other: list[list[Value]] = [["NORTH VAULT"], ["Registered", 3.0], ["Eligible", 2.0], ["Total", 5.0], ["TOTAL REGISTERED", 3.0]]
    head: list[Value] = ["DEPOSITORY", "TOTAL TODAY"]
    made = imported(
        [["Activity Date: 25-Nov-2026"], ["PLATINUM"], ["Troy Ounce"], head, *body, [], ["PALLADIUM"], ["Troy Ounce"], head, *other],
        path="PA-PL_Stck_Rprt.xls",
    )
    found = {(one.result.mineral, one.result.title.split(", ", 1)[-1]): float(one.result.points.values[0]) for one in made.series}
    assert found["platinum", "NORTH VAULT, Registered"] == 10.0
    assert found["palladium", "NORTH VAULT, Registered"] == 3.0
    assert not made.problems


def test_a_header_above_each_block() -> None:
    head: list[Value] = ["Category", "Received", "Closing stock (t)"]
    made = imported(
        [
            ["Warehouse stocks at 26/11/2026"],
            ["Rotterdam"], head, ["On warrant", 5, 100], ["Cancelled", 0, 20], ["Total", 5, 120], [],
            ["Busan"], head, ["On warrant", 0, 50], ["Cancelled", 1, 4], ["Total", 1, 54],
        ],
        path="nickel stocks.xlsx",
    )  # fmt: skip
    assert {title: value for title, value in values(made).items() if "Received" not in title} == {
        "Rotterdam, On warrant": 100.0,
        "Rotterdam, Cancelled": 20.0,
        "Busan, On warrant": 50.0,
        "Busan, Cancelled": 4.0,
    }


def test_a_table_of_names_and_numbers_without_a_date_becomes_a_report_when_a_person_says_so() -> None:
    made = imported([["Vault", "Stock (t)"], ["North", 5.0], ["South", 7.0], ["West", 9.0]], path="vaults.csv")
    assert not made.series
    recipe = with_role(with_role(made.understood.tables[0].recipe, 0, Role.NAME), 1, Role.VALUE)
    assert recipe.orientation is Orientation.REPORT
    asked = plan(Workspace(), with_recipe(made.understood, 0, recipe))
    assert not asked.series
    dated = plan(Workspace(), with_recipe(made.understood, 0, with_decision(recipe, "date", "2026-11-26")))
    assert values(dated) == {"North": 5.0, "South": 7.0, "West": 9.0}


def test_the_day_a_file_was_made_is_not_the_day_of_its_figures() -> None:
    rows: list[list[Value]] = [["Updated on July 02, 2026"], ["Name", "Weight"], ["Copper", 38.4], ["Tin", 2.1], ["Zinc", 4.1]]
    assert not imported(rows, path="weights.xlsx").series


@pytest.mark.parametrize(
    ("lines", "date", "month_first"),
    [
        (["Report Date: 3/15/2024", "Activity Date: 3/14/2024"], "2024-03-14", True),
        (["Report Date: 3/5/2024", "Activity Date: 3/4/2024"], "2024-04-03", True),  # read day first here; the order is told beside it
        (["As of 26 November 2026"], "2026-11-26", None),
        (["截至2026年11月20日"], "2026-11-20", None),
        (["Stocks, November 2026", "Updated on July 02, 2026"], "2026-11", None),
    ],
)
def test_the_date_of_the_figures_is_found_among_others(lines: list[str], date: str, month_first: bool | None) -> None:
    found = stated_dates(lines)
    best = best_date(found)
    assert best is not None
    assert (str(best.period.date), month_comes_first(found)) == (date, month_first)


@pytest.mark.parametrize("line", ["Updated on July 02, 2026", "Weights 2010=100", "Silver vaults 2025", "© 2026 the publisher", "no date"])
def test_dates_of_other_things_are_no_dates_of_figures(line: str) -> None:
    assert best_date(stated_dates([line])) is None


@pytest.mark.parametrize(
    ("title", "movement"),
    [
        ("PREV TOTAL", Movement.OPENING), ("Opening stock", Movement.OPENING), ("上周库存", Movement.OPENING),
        ("Delivered in", Movement.RECEIVED),
        ("WITHDRAWN", Movement.WITHDRAWN), ("Net Change", Movement.CHANGE), ("增減", Movement.CHANGE), ("TOTAL TODAY", Movement.CLOSING),
        ("本週庫存", Movement.CLOSING), ("Adjustment", Movement.ADJUSTMENT), ("Price", Movement.NONE), ("Total", Movement.NONE),
    ],
)  # fmt: skip
def test_columns_of_stock_reports_are_known_by_their_words(title: str, movement: Movement) -> None:
    assert movement_of(title) is movement


@pytest.mark.parametrize(
    ("text", "venue"),
    [("COMMODITY EXCHANGE, INC.", "COMEX"), ("CME Group, COMEX silver", "COMEX"), ("LME or COMEX", ""), ("上海期货交易所", "SHFE"),
     ("Copper, welcome", ""), ("LBMA Gold Price PM", "LBMA")],
)  # fmt: skip
def test_venues_are_known_by_name(text: str, venue: str) -> None:
    assert venue_of(text) == venue
