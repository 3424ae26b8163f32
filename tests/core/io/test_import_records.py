"""Tables of records: recognised by their header words, read field by field, nothing dropped."""

from __future__ import annotations

import datetime as dt
from typing import Any

from core.io.importing import parts, plan, understand
from core.io.record_headers import match_header
from core.model import PARTS, History, PartialDate, Workspace, columns
from tests.core.io.made import Error, book, sheet


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
            ["Section 232 talks", "14-Jan-2026", None, "United States", "all critical minerals", "talks", "announced", "180 days"],
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
    assert list(problems) == ["A3 record twice"]


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
