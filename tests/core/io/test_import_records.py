"""Tables of records: recognised by their header words, read field by field, nothing dropped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core.io.detect import again
from core.io.importing import parts, plan, understand, with_recipe
from core.io.recipe import with_decision
from core.io.record_headers import match_header
from core.model import PARTS, History, PartialDate, PolicyEvent, Workspace, columns
from core.views.importing import chips
from tests.core.io.made import Error, Shown, book, sheet


def imported(rows: list[list[Any]], path: str = "events.xlsx") -> tuple[Workspace, dict[str, str]]:
    made = plan(Workspace(), understand(book(sheet(rows), path=path), Workspace(), digest="aa"))
    history = History()
    history.edit("Import", **parts(history.workspace, made))
    return history.workspace, {f"{one.cell} {one.rule}": one.message for one in made.problems}


def test_every_kind_is_recognised_by_its_own_titles() -> None:
    recognised = {part: match_header([column.title for column in columns(kind)]) for part, kind in PARTS.items()}
    for part in (
        "events",
        "supply",
        "trade",
        "indicators",
        "figures",
        "country_facts",
        "asset_returns",
        "targets",
        "relations",
        "annotations",
    ):
        match = recognised[part]
        assert match is not None, part
        assert match.part == part
        assert list(match.fields.values()) == [column.name for column in columns(PARTS[part])]


def test_a_header_of_prices_is_no_record() -> None:
    assert match_header(["Date", "Copper", "Gold"]) is None
    assert match_header(["Date", "Metal", "Price", "Unit"]) is None
    assert match_header(["Date", "Name", "Value", "Unit"]) is None


def test_events_are_read_with_dates_countries_and_minerals() -> None:
    workspace, problems = imported(
        [
            ["Policy measures"],
            [],
            ["Title", "Date", "Effective date", "Country", "Metals", "Measure", "Status", "Clock"],
            [
                "Export licences for gallium",
                dt.date(2023, 7, 3),
                "2023-08",
                "China",
                "Gallium, germanium",
                "export licence",
                "In force",
                None,
            ],
            [
                "Section 232 talks",
                "14-Jan-2026",
                None,
                "United States",
                "all critical minerals",
                "negotiation mandate",
                "announced",
                "180 days",
            ],
        ]
    )
    gallium, talks = workspace.events.values()
    assert gallium.id == "events/events/export-licences-for-gallium-2023-07-03"
    assert gallium.announced == PartialDate.parse("2023-07-03")
    assert gallium.in_force == PartialDate.parse("2023-08")
    assert (gallium.actors, gallium.minerals, gallium.status) == (("CHN",), ("gallium", "germanium"), "in force")
    assert gallium.cell == "Sheet1!A4"
    assert talks.announced == PartialDate.parse("2026-01-14")
    assert str(talks.clock) == "180 days"
    assert problems == {}


def test_names_that_are_not_known_are_kept_and_told() -> None:
    workspace, problems = imported(
        [
            ["Mineral", "Country", "Stage", "Year", "Production", "Unit", "Remarks", "Owner"],
            ["Cobalt", "Atlantis", "mining", 2023, "1,200e", "t", None, "x"],
            ["Unobtainium", "Chile", "mining", 2023, ">50", "t", None, "y"],
            ["Lithium", "Chile", "digging", "soon", "W", "t", "see text", "z"],
            ["Nickel", "Chile", "mining", 2024, Error(), "t", None, None],
        ],
        "supply.xlsx",
    )
    cobalt, unobtainium, lithium, nickel = workspace.supply.values()
    assert (cobalt.country, cobalt.quantity, cobalt.estimated) == ("Atlantis", 1200.0, True)
    assert (unobtainium.mineral, unobtainium.quantity, unobtainium.comparator) == ("Unobtainium", 50.0, ">")
    assert (lithium.stage, lithium.year, lithium.quantity) == ("", None, None)
    assert "withheld" in lithium.note
    assert nickel.quantity is None
    assert set(problems) == {
        "B2 unknown country", "A3 unknown mineral", "C4 stage", "D4 year", "E5 quantity", "H1 column"
    }  # fmt: skip


def test_records_of_the_same_key_are_both_kept_and_told() -> None:
    rows = [["Importer", "Mineral", "Supplier", "Share %"], ["EU", "Gallium", "China", 71], ["EU", "Gallium", "China", 72]]
    workspace, problems = imported(rows, "trade.xlsx")
    assert [one.share for one in workspace.trade.values()] == [71.0, 72.0]
    assert list(problems) == ["A3 record twice", "A3 sum of shares"]


def test_an_id_of_the_files_own_is_the_key_and_empty_fields_take_nothing_away() -> None:
    rows = [["Id", "Title", "Announced", "Status", "Note"], ["E1", "A measure", "2024-05", "announced", "first"]]
    workspace, _problems = imported(rows)
    assert workspace.events["E1"].note == "first"
    rows[1][3:] = ["in force", None]
    again = plan(workspace, understand(book(sheet(rows), path="events.xlsx"), workspace, digest="bb"))
    (change,) = again.records
    assert change.fields == ("status",) or set(change.fields) == {"status", "source"}
    assert change.result.note == "first"


def test_the_same_records_again_change_nothing() -> None:
    rows = [
        ["Country", "Indicator", "Year", "Estimate", "StdErr"],
        ["Chile", "Rule of Law", 2018, 1.1, 0.2],
        ["China", "Rule of Law", 2018, -0.2, 0.1],
    ]
    workspace, _problems = imported(rows, "wgi.xlsx")
    assert [one.error for one in workspace.indicators.values()] == [0.2, 0.1]
    again = plan(workspace, understand(book(sheet(rows), path="wgi 2.xlsx"), workspace, digest="bb"))
    assert parts(workspace, again) == {}


# --- events as others lay them out


def events(rows: list[list[Any]], **decided: str) -> tuple[list[PolicyEvent], dict[str, str]]:
    """The events of a sheet with these rows and the problems, after decisions of a person's."""
    understood = understand(book(sheet(rows), path="events.xlsx"), Workspace(), digest="aa")
    for key, value in decided.items():
        recipe = again(sheet(rows), with_decision(understood.tables[0].recipe, key, value), "events.xlsx")
        understood = with_recipe(understood, 0, recipe)
    made = plan(Workspace(), understood)
    history = History()
    history.edit("Import", **parts(history.workspace, made))
    return list(history.workspace.events.values()), {f"{one.cell} {one.rule}": one.message for one in made.problems}


HEADERS = {
    "own": "Date | Country | Measure | Commodity | Type | Status | Link",
    "Chinese": "日期 | 國家 | 措施 | 礦種 | 類型 | 狀態 | 連結",
    "simplified Chinese": "日期 | 国家 | 措施 | 矿种 | 类型 | 状态 | 链接",
    "misspelled": "Anounced | Contry | Measure | Comodity | Type | Status | Link",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_table_of_measures_is_known_by_many_headers(header: str) -> None:
    row = ["2023-08-01", "China", "Gallium licences", "Gallium", "Licensing", "In effect", "https://example.org"]
    found, problems = events([header.split(" | "), row])
    (event,) = found
    assert (event.title, str(event.announced), event.actors, event.minerals) == ("Gallium licences", "2023-08-01", ("CHN",), ("gallium",))
    assert (event.instrument, event.status) == ("export licence", "in force")
    assert "https://example.org" in event.note
    assert "Instrument: Licensing" in event.note
    assert problems["E2 word"] == "“Licensing” was taken for “export licence” (Instrument)."
    if header == HEADERS["misspelled"]:
        assert problems["A1 column"] == "The column “Anounced” was taken for “announced” (94 %)."


def test_an_inventory_of_export_restrictions_needs_no_titles() -> None:
    found, _problems = events(
        [
            ["Country", "Product", "Measure type", "Introduced", "Removed"],
            ["Indonesia", "Nickel ore", "Export prohibition", 2014, 2017],
            ["Guinea", "Bauxite", "Licensing requirement", "2020-01", None],
        ]
    )
    assert [one.title for one in found] == ["Export prohibition: Nickel ore, Indonesia", "Licensing requirement: Bauxite, Guinea"]
    assert [(str(one.in_force), str(one.ended)) for one in found] == [("2014", "2017"), ("2020-01", "None")]
    assert [one.instrument for one in found] == ["export ban", "export licence"]


def test_a_law_has_a_date_of_adoption_of_its_own() -> None:
    header = ["Country", "Title", "Announced", "Date of adoption", "Entry into force", "Measure type"]
    (event,), problems = events([header, ["EU", "Critical Raw Materials Act", "2023-03-16", "2024-04-11", "2024-05-23", "law/regulation"]])
    assert (str(event.announced), str(event.adopted), str(event.in_force)) == ("2023-03-16", "2024-04-11", "2024-05-23")
    assert problems == {}
    (only,), _problems = events([["Country", "Title", "Adopted on", "Measure"], ["CHN", "Quota law", "2024-06", "quota"]])
    assert (only.announced, str(only.adopted), str(only.when)) == (None, "2024-06", "2024-06")


def test_trade_alerts_have_who_acts_who_is_hit_and_a_colour() -> None:
    header = (
        "Implementing jurisdiction | State act title | Announcement date | Implementation date | Removal date | Affected products | "
        "Affected jurisdictions | GTA evaluation | Implementation level"
    )
    row = [
        "China", "Licensing for gallium", dt.date(2023, 7, 3), dt.date(2023, 8, 1), "n/a", "Gallium; Germanium", "Japan, United States",
        "Red", "National",
    ]  # fmt: skip
    (event,), problems = events([header.split(" | "), row])
    assert (str(event.announced), str(event.in_force), event.ended) == ("2023-07-03", "2023-08-01", None)
    assert (event.actors, event.targets, event.direction) == (("CHN",), ("JPN", "USA"), "restrictive")
    assert event.note == "Implementation level: National"
    assert set(problems) == {"I1 column", "H2 word"}


def test_news_keep_their_publisher_and_link_in_the_note() -> None:
    rows = [["Date", "Headline", "Source", "URL"], ["2026-11-20", "China eases antimony exports", "Reuters", "https://example.org/a"]]
    (event,), _problems = events(rows)
    assert (event.title, str(event.announced)) == ("China eases antimony exports", "2026-11-20")
    assert event.source.startswith("file/")
    assert event.note == "Source: Reuters; URL: https://example.org/a"


def test_a_listed_firm_is_a_target_not_an_actor() -> None:
    rows = [["Entity", "Programme", "Country", "Listed on", "Reason"], ["A Smelter", "EU sanctions", "Russia", "2024-02-23", "nickel"]]
    (event,), _problems = events(rows)
    assert (event.title, event.instrument, event.targets, event.actors) == ("A Smelter", "sanctions", ("RUS",), ())
    assert str(event.in_force) == "2024-02-23"


def test_relative_dates_count_from_the_day_that_the_sheet_says() -> None:
    (event, old), problems = events(
        [
            ["Policy tracker, as of 26 November 2026"],
            ["Date", "Effective date", "Title", "Country", "Status"],
            ["last September", "next March", "Quota", "China", "announced"],
            ["late 2025", "TBD", "Ban", "Chile", "planned"],
        ]
    )
    assert (str(event.announced), str(event.in_force)) == ("2026-09", "2027-03")
    assert event.note == "“last September” counted from 2026-11-26; “next March” counted from 2026-11-26"
    assert (str(old.announced), old.in_force, old.note) == ("2025-H2", None, "Announced: late 2025; In force: TBD")
    assert set(problems) == {"A3 relative date", "B3 relative date"}


def test_a_rows_own_day_of_report_wins() -> None:
    (first, second), _problems = events(
        [
            ["As of 26 November 2026"],
            ["Published", "Effective date", "Title", "Country"],
            [dt.date(2024, 5, 6), "next March", "Quota", "China"],
            [None, "next March", "Ban", "Chile"],
        ]
    )
    assert [str(one.in_force) for one in (first, second)] == ["2025-03", "2027-03"]


def test_without_a_reference_date_it_is_asked_and_nothing_is_guessed() -> None:
    rows = [["Date", "Title", "Country", "Status"], ["去年9月", "Quota", "China", "announced"]]
    (event,), problems = events(rows)
    assert event.announced is None
    assert event.note == "Announced: 去年9月"
    assert set(problems) == {"A2 relative date"}
    recipe = understand(book(sheet(rows)), Workspace()).tables[0].recipe
    (chip,) = [chip for chip in chips(recipe) if chip.asked]
    assert (chip.label, chip.value, chip.choices, chip.evidence) == ("Relative dates count from", "", (), "去年9月")
    (event,), problems = events(rows, reference="2026-01-20")
    assert str(event.announced) == "2025-09"
    assert problems == {"A2 relative date": "“去年9月” counted from 2026-01-20: 2025-09."}
    (event,), problems = events(rows, reference="next week")
    assert event.announced is None
    assert "A2 reference date" in problems


def test_words_that_are_no_date_are_told_and_kept() -> None:
    (event,), problems = events([["Date", "Title", "Country", "Status"], ["recently", "Quota", "China", "hopeless"]])
    assert (event.announced, event.status) == (None, "")
    assert event.note == "Announced: recently; Status: hopeless"
    assert set(problems) == {"A2 announced", "D2 status"}


def test_two_dates_in_a_cell_begin_and_end_a_measure() -> None:
    (first, second), _problems = events(
        [
            ["Date", "Title", "Country", "Ended"],
            ["Jan–Mar 2024", "Quota", "China", None],
            ["2023-2025", "Ban", "Chile", "2024-06"],
        ]
    )
    assert (str(first.announced), str(first.ended)) == ("2024-01", "2024-03")
    assert (str(second.announced), str(second.ended)) == ("2023", "2024-06")


@pytest.mark.parametrize(
    ("header", "value", "clock"),
    [
        ("Duration", "six months", "6 months"),
        ("Clock", "180-day", "180 days"),
        ("Duration (days)", 180, "180 days"),
        ("期限", "180天", "180 days"),
        ("期限", "六個月", "6 months"),
        ("Term", "within one year", "1 year"),
        ("Validity", "半年", "6 months"),
        ("Validity", "n/a", "None"),
    ],
)
def test_durations_are_clocks(header: str, value: Any, clock: str) -> None:
    (event,), problems = events([["Date", "Title", "Country", header], ["2026-01-14", "Talks", "United States", value]])
    assert str(event.clock) == clock
    assert problems == {}


def test_a_misspelled_name_is_said_with_its_certainty() -> None:
    (event, other), problems = events(
        [
            ["Date", "Title", "Country", "Minerals"],
            ["2024", "A", "Austrla", "Gallum"],
            ["2024", "B", "Chile", "Cobalt, nickle, unobtainium"],
        ]
    )
    assert other.minerals == ("cobalt", "nickel", "unobtainium")
    assert (event.minerals, event.actors) == (("gallium",), ("Austrla",))
    assert problems["D2 likely mineral"] == "“Gallum” was taken for gallium (92 %)."
    assert "C2 unknown country" in problems


def test_goals_with_what_was_reached() -> None:
    workspace, problems = imported(
        [["Target", "Metric", "Value", "By year", "Actual"], ["CRMA", "domestic extraction", 10, 2030, 3]], "targets.xlsx"
    )
    (target,) = workspace.targets.values()
    assert (target.metric, target.value, str(target.by), target.note) == ("domestic extraction", 10.0, "2030", "Target: CRMA; Actual: 3")
    assert set(problems) == {"A1 column", "E1 column"}


def test_single_figures_with_their_source_are_no_series() -> None:
    rows = [
        ["Name", "Value", "Unit", "Date", "Source"],
        ["COMEX silver stocks", 430, "Moz", "2026-01", "JPMorgan"],
        ["Poland gold purchases", "~100", "t", "2025", "NBP"],
    ]
    workspace, _problems = imported(rows, "facts.xlsx")
    assert [(one.title, one.value, one.unit, str(one.date)) for one in workspace.figures.values()] == [
        ("COMEX silver stocks", 430.0, "Moz", "2026-01"), ("Poland gold purchases", 100.0, "t", "2025"),
    ]  # fmt: skip
    assert not workspace.series


def test_relations_between_two_parties() -> None:
    workspace, _problems = imported(
        [["Country 1", "Country 2", "Type", "Signed", "Minerals"], ["United States", "Japan", "agreement", "2025-10-28", "rare earths"]],
        "ties.xlsx",
    )
    (tie,) = workspace.relations.values()
    assert (tie.giver, tie.taker, tie.kind, str(tie.date), tie.minerals) == ("USA", "JPN", "agreement", "2025-10-28", ("rare earths",))


def test_signs_and_percents_of_targets_are_kept() -> None:
    workspace, problems = imported(
        [
            ["Issuer", "Metric", "Value", "By"],
            ["EU", "extraction", "at least 10%", 2030],
            ["EU", "one third country", Shown(0.65, "0%"), "2030"],
            ["EU", "recycling", "> 25 %", "end of 2030"],
        ],
        "targets.xlsx",
    )
    assert [(one.operator, one.value, one.unit, str(one.by)) for one in workspace.targets.values()] == [
        (">=", 10.0, "%", "2030"), ("", 65.0, "%", "2030"), (">", 25.0, "%", "2030-Q4"),
    ]  # fmt: skip
    assert problems == {}


def test_cells_merged_downwards_hold_for_all_their_rows() -> None:
    rows = [
        ["Country", "Title", "Date"],
        ["China", "Quota", Shown(dt.date(2024, 5, 1), "mmm-yy")],
        [None, "Ban", 20240615],
        ["Chile", "Law", 2023],
    ]
    understood = understand(book(sheet(rows, merged=((1, 0, 2, 0),)), path="events.xlsx"), Workspace(), digest="aa")
    found = [one.result for one in plan(Workspace(), understood).records]
    assert [one.actors for one in found if isinstance(one, PolicyEvent)] == [("CHN",), ("CHN",), ("CHL",)]
    assert [str(one.announced) for one in found if isinstance(one, PolicyEvent)] == ["2024-05", "2024-06-15", "2023"]


def test_a_header_of_two_rows_gives_the_names_of_both() -> None:
    (event,), _problems = events(
        [
            ["Country", "Measure", "Dates", None, "Minerals"],
            [None, None, "Announced", "In force", None],
            ["China", "Export licence", "2023-07-03", "2023-08-01", "Ga, Ge & Sb"],
        ]
    )
    assert (str(event.announced), str(event.in_force)) == ("2023-07-03", "2023-08-01")
    assert event.minerals == ("gallium", "germanium", "antimony")


def test_what_holds_at_once_holds_from_the_announcement() -> None:
    rows = [["Date", "Effective date", "Title", "Country"], ["2024-12-03", "immediately", "Ban", "China"]]
    (event,), problems = events(rows)
    assert (str(event.in_force), event.note) == ("2024-12-03", "In force: immediately")
    assert problems == {}


def test_targets_in_chinese() -> None:
    workspace, problems = imported(
        [["主體", "指標", "目標值", "單位", "目標年份"], ["歐盟", "回收率", "至少25", "%", "2030"]], "targets.xlsx"
    )
    (target,) = workspace.targets.values()
    assert (target.issuers, target.operator, target.value, target.unit, str(target.by)) == (("EU",), ">=", 25.0, "%", "2030")
    assert problems == {}


@pytest.mark.parametrize(
    "rows",
    [
        [["Year", "Event"], ["2023", "China licenses gallium"], ["2024", "Antimony follows"]],
        [["Date", "Event", "Comment"], ["2023", "China licenses gallium", "x"], ["2024", "Antimony follows", "y"]],
        [
            ["When", "What", "Who", "Type"],
            ["2023", "China licenses gallium", "China", "quota"],
            ["2024", "Antimony follows", "China", "tariff"],
        ],
        [["時間", "大事記"], ["2023年", "China licenses gallium"], ["2024年", "Antimony follows"]],
    ],
)
def test_a_chronicle_is_a_list_of_events(rows: list[list[Any]]) -> None:
    found, _problems = events(rows)
    assert [(one.title, str(one.announced)) for one in found] == [("China licenses gallium", "2023"), ("Antimony follows", "2024")]


def test_a_table_of_dates_and_words_that_is_none_of_these_is_told() -> None:
    found, problems = events([["Foo", "Bar", "Date", "Baz"], ["a", "b", "2020-06-10", "x"], ["c", "d", "2023-05-01", "x"]])
    assert found == []
    assert [key.partition(" ")[2] for key in problems] == ["no values"]
