"""Tables of who supplies whom: matrices, lists of sources in words, lists of shares; their direction, their sums, what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from core.io.detect import again
from core.io.importing import ImportPlan, Understood, parts, plan, understand, with_recipe
from core.io.recipe import Role, with_decision, with_role
from core.io.trade_tables import import_sources
from core.model import History, TradeShare, Workspace
from core.views.importing import chips
from tests.core.io.made import Shown, book, sheet

Rows = list[list[Any]]
SHARES: Rows = [
    ["Gallium: shares of imports, 2023"],
    ["Supplier", "EU", "Japan", "Korea, Rep."],
    ["China", 71, 60, 80],
    ["Germany", 9, 10, 5],
    ["Other countries", 20, 30, 15],
    ["Total", 100, 100, 100],
]
LISTS: Rows = [
    ["U.S. net import reliance"],
    ["Commodity", "Net import reliance (%)", "Major import sources (2020–23)"],
    ["Gallium", 100, "Japan (26%), China (21%), Germany (19%), Canada (13%), and other (21%)"],
    ["Yttrium", 100, "China, 93%; Germany, 4%; and other, 3%."],
    ["Antimony", 85, "Metal and oxide: China 63%, Belgium 8%, India 6%, other 23%"],
    ["Iodine", 50, "not published"],
]


def read(rows: Rows, path: str = "trade.xlsx", **decided: str) -> tuple[dict[tuple[str, str, str], TradeShare], ImportPlan]:
    """The trade shares by importer, mineral and supplier, after decisions of a person's."""
    understood = understand(book(sheet(rows), path=path), Workspace(), digest="aa")
    for key, value in decided.items():
        understood = changed(understood, rows, with_decision(understood.tables[0].recipe, key, value))
    made = plan(Workspace(), understood)
    history = History()
    history.edit("Import", **parts(history.workspace, made))
    return {(one.importer, one.mineral, one.supplier): one for one in history.workspace.trade.values()}, made


def changed(understood: Understood, rows: Rows, recipe: Any) -> Understood:
    return with_recipe(understood, 0, again(sheet(rows), recipe, understood.file_name))


def told(made: ImportPlan) -> set[str]:
    return {f"{one.cell} {one.rule}" for one in made.problems}


def test_suppliers_down_and_importers_across() -> None:
    found, made = read(SHARES)
    assert len(found) == 9
    one = found["EU", "gallium", "CHN"]
    assert (one.share, one.quantity, one.unit, one.period, one.cell) == (71.0, None, "", "2023", "Sheet1!B3")
    assert found["KOR", "gallium", "OTH"].share == 15.0
    assert told(made) == {"A6 total"}


def test_importers_down_where_the_rows_add_up() -> None:
    rows: Rows = [["Cobalt"], ["", "Congo (Kinshasa)", "Zambia"], ["China", 0.7, 0.3], ["Japan", 0.4, 0.6], ["USA", 0.5, 0.5]]
    found, made = read(rows)
    assert found["JPN", "cobalt", "ZMB"].share == pytest.approx(60.0)
    assert found["CHN", "cobalt", "COD"].share == pytest.approx(70.0)
    assert not told(made)


@pytest.mark.parametrize(
    ("corner", "importer"), [("To \\ From", "USA"), ("From \\ To", "CHL"), ("Exporter", "CHL"), ("Importing country", "USA")]
)
def test_the_corner_says_which_way_it_runs(corner: str, importer: str) -> None:
    found, made = read(
        [["Lithium trade, tonnes, 2022"], [corner, "Chile", "Argentina"], ["United States", 1200, 800], ["Japan", 5000, 300]]
    )
    one = next(one for key, one in found.items() if key[0] == importer and one.quantity == 1200.0)
    assert (one.unit, one.mineral, one.period) == ("t", "lithium", "2022")
    assert not told(made)


def test_what_a_bare_matrix_does_not_say_is_asked() -> None:
    rows: Rows = [["", "China", "USA"], ["Chile", 7, 5], ["Peru", 3, 52]]
    found, made = read(rows)
    assert told(made) == {"A1 importers", "A1 mineral", "A1 unit"}
    assert ("CHN", "", "CHL") in found
    assert {chip.key for chip in chips(made.understood.tables[0].recipe) if chip.asked} == {"importers", "mineral", "unit"}
    found, made = read(rows, importers="down", mineral="Copper", unit="%")
    assert found["CHL", "copper", "USA"].share == 5.0
    assert told(made) == set()


def test_minerals_stand_in_a_column_of_their_own() -> None:
    found, made = read(
        [
            ["Mineral", "Supplier", "EU", "Japan"],
            ["Gallium", "China", 71, 60],
            [None, "Other", 29, 40],
            ["Germanium", "China", 45, 50],
            [None, "Russia", 55, 50],
        ]
    )
    assert found["JPN", "gallium", "OTH"].share == 40.0
    assert found["EU", "germanium", "RUS"].share == 55.0
    assert not told(made)


def test_percent_formats_and_decimal_commas() -> None:
    found, _made = read(
        [["Nickel"], ["Supplier", "EU", "Japan"], ["Russia", Shown(0.3, "0%"), Shown(0.1, "0%")], ["Other", Shown(0.5, "0%"), None]]
    )
    assert found["EU", "nickel", "RUS"].share == pytest.approx(30.0)
    found, _made = read([["Nickel"], ["Supplier", "EU", "Japan"], ["Russia", "30,5%", "10,25 %"], ["Other", "69,5%", "89,75 %"]])
    assert found["JPN", "nickel", "RUS"].share == 10.25


def test_lists_of_sources_in_words() -> None:
    found, made = read(LISTS, "reliance.csv")
    assert found["USA", "gallium", "JPN"].share == 26.0
    assert found["USA", "yttrium", "OTH"].share == 3.0
    antimony = found["USA", "antimony", "BEL"]
    assert (antimony.share, antimony.detail, antimony.period, antimony.cell) == (8.0, "Metal and oxide", "2020-2023", "Sheet1!C5")
    assert antimony.note == "Net import reliance (%): 85"
    assert told(made) == {"C6 sources"}


def test_whose_sources_they_are_is_asked_where_nothing_says_it() -> None:
    rows: Rows = [["Mineral", "Import sources"], ["Gallium", "China 54%, Japan 46%"], ["Cobalt", "China 50%, Japan 50%"]]
    _found, made = read(rows)
    assert told(made) == {"A1 country"}
    found, made = read(rows, country="Korea")
    assert found["KOR", "gallium", "CHN"].share == 54.0
    assert told(made) == set()


def test_shares_over_the_whole_are_told() -> None:
    found, made = read(
        [["EU imports"], ["Mineral", "Supplier", "Share (%)", "Year"], ["Gallium", "China", 71, 2020], ["Gallium", "Germany", 40, 2020]]
    )
    assert found["EU", "gallium", "DEU"].share == 40.0
    assert {one.message for one in made.problems} == {"The shares of EU’s suppliers of gallium add up to 111 %."}


def test_other_and_total_over_columns_make_no_matrix() -> None:
    rows: Rows = [["Country", "Gold", "Silver", "Other", "Total"], ["Chile", 1, 2, 3, 6], ["Peru", 4, 5, 6, 15], ["China", 1, 1, 1, 3]]
    found, _made = read(rows)
    assert found == {}


@pytest.mark.parametrize("rows", [SHARES, LISTS], ids=["matrix", "lists"])
def test_no_correction_of_a_role_breaks_the_plan(rows: Rows) -> None:
    understood = understand(book(sheet(rows), path="trade.xlsx"), Workspace(), digest="aa")
    for column in range(len(rows[1])):
        for role in Role:
            plan(Workspace(), changed(understood, rows, with_role(understood.tables[0].recipe, column, role)))


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("China (54%), Japan (12%), other (34%)", [("China", 54, "", ""), ("Japan", 12, "", ""), ("other", 34, "", "")]),
        ("Korea, Republic of, 12%; Congo (Kinshasa), <1%", [("Korea, Republic of", 12, "", ""), ("Congo (Kinshasa)", 1, "<", "")]),
        ("Metal: China 60%. Oxide: Japan, 40%", [("China", 60, "", "Metal"), ("Japan", 40, "", "Oxide")]),
        ("中國54%、日本12%、其他34%", [("中國", 54, "", ""), ("日本", 12, "", ""), ("其他", 34, "", "")]),
        ("about half comes from China", []),
        ("", []),
    ],
)
def test_sources_in_a_line(text: str, sources: list[tuple[str, float, str, str]]) -> None:
    assert [(one.name, one.share, one.comparator, one.product) for one in import_sources(text)] == sources
