"""What is told before an import is taken over: jumps, what is missing now, what is there twice; and problems summed up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.io.cell_lists import areas_in
from core.io.cells import Book
from core.io.importing import ImportPlan, Mode, Status, parts, plan, read_and_plan, summary, understand, with_mode, with_threshold
from core.model import PartialDate, PolicyEvent, Workspace, collect, with_parts
from core.task import Progress
from tests.core.io.made import Error, Value, book, months, sheet

SHARED = Path(__file__).resolve().parents[4] / "shared"


def metals(columns: dict[str, list[float]], *, start: str = "2020-01", name: str = "Prices", path: str = "metals.xlsx") -> Book:
    rows: list[list[Value]] = [["Date", *columns], [None, *("USD/ozt" for _one in columns)]]
    count = len(next(iter(columns.values())))
    rows += [[month, *(values[at] for values in columns.values())] for at, month in enumerate(months(start, count))]
    return book(sheet(rows, name), path=path)


def walk(seed: int, count: int = 40, level: float = 1_000.0) -> list[float]:
    return np.round(level * np.exp(np.cumsum(np.random.default_rng(seed).uniform(-0.03, 0.03, count))), 2).tolist()


def planned(workspace: Workspace, file: Book, digest: str, threshold: float | None = None) -> ImportPlan:
    understood = understand(file, workspace, digest=digest)
    if threshold is not None:
        understood = with_threshold(understood, threshold)
    return plan(workspace, understood, imported="2024-07-01")


def taken(workspace: Workspace, made: ImportPlan) -> Workspace:
    return with_parts(workspace, parts(workspace, made))


def of_rule(made: ImportPlan, rule: str) -> list[tuple[str, str]]:
    return [(one.cell, one.message) for one in made.problems if one.rule == rule]


def test_a_value_in_another_unit_is_a_warning_at_its_cell() -> None:
    gold, silver = walk(1), walk(2, level=25)
    gold[-1] = round(gold[-1] * 32.1507466, 2)
    made = planned(Workspace(), metals({"Gold": gold, "Silver": silver}), "aa")
    ((cell, message),) = of_rule(made, "jump")
    assert cell == "B42"
    assert "Gold" in message
    assert "USD/ozt → USD/kg" in message
    (problem,) = [one for one in summary(made)["problems"] if one["rule"] == "jump"]
    assert (problem["sheet"], problem["cell"], problem["severity"]) == ("Prices", "B42", "warning")


def test_a_revision_is_told_with_the_old_and_the_new_value_beyond_the_threshold_only() -> None:
    gold = walk(1)
    workspace = taken(Workspace(), planned(Workspace(), metals({"Gold": gold}), "aa"))
    revised = [*gold[:10], round(gold[10] * 1.3, 2), *gold[11:]]
    file = metals({"Gold": revised})
    assert of_rule(planned(workspace, file, "bb"), "jump") == []
    made = planned(workspace, file, "bb", 0.2)
    ((cell, message),) = of_rule(made, "jump")
    assert cell == "B13"
    assert f"{gold[10]:,.10g}" in message
    assert f"{revised[10]:,.10g}" in message
    (jumps,) = made.jumps
    assert (jumps.series, jumps.revised.tolist()) == (0, [True])
    assert jumps.before.tolist() == [gold[10]]


def test_many_jumps_of_one_series_are_one_line_with_all_their_cells() -> None:
    gold = walk(1)
    workspace = taken(Workspace(), planned(Workspace(), metals({"Gold": gold}), "aa"))
    made = planned(workspace, metals({"Gold": [round(one * 1000, 1) for one in gold]}), "bb")
    ((cell, message),) = of_rule(made, "jump")
    assert cell == "B3:B42"
    assert "39 more values" in message


def test_what_was_there_before_is_not_told_again_with_next_months_file() -> None:
    gold = walk(1)
    gold[20] *= 50
    first = planned(Workspace(), metals({"Gold": gold}), "aa")
    assert [cell for cell, _message in of_rule(first, "jump")] == ["B23"]
    workspace = taken(Workspace(), first)
    again = planned(workspace, metals({"Gold": gold}), "aa")
    assert of_rule(again, "jump") == []
    assert parts(workspace, again) == {}
    longer = planned(workspace, metals({"Gold": [*gold, gold[-1] * 1.01]}), "bb")
    assert of_rule(longer, "jump") == []


def test_dates_and_series_that_the_file_has_no_more_are_told_and_kept() -> None:
    columns = {name: walk(at) for at, name in enumerate(("Gold", "Silver", "Platinum"))}
    workspace = taken(Workspace(), planned(Workspace(), metals(columns), "aa"))
    shorter = {name: values[1:] for name, values in columns.items() if name != "Platinum"}
    made = planned(workspace, metals(shorter, start="2020-02"), "bb")
    assert [one.missing.astype(str).tolist() for one in made.series] == [["2020-01-01"], ["2020-01-01"]]
    assert [one.record.id for one in made.gone] == ["metals/platinum"]
    assert made.count(Status.MISSING) == 3
    assert taken(workspace, made).series.keys() == workspace.series.keys()
    (told,) = [one for one in summary(made)["problems"] if one["rule"] == "missing now"]
    assert (told["value"], told["severity"]) == ("Platinum", "note")


def test_another_slice_of_a_collection_misses_nothing_and_neither_does_a_table_left_out() -> None:
    columns = {name: walk(at) for at, name in enumerate(("Gold", "Silver", "Platinum"))}
    workspace = taken(Workspace(), planned(Workspace(), metals(columns), "aa"))
    assert planned(workspace, metals({"Gold": columns["Gold"]}), "bb").gone == ()
    understood = with_mode(understand(metals({name: columns[name] for name in ("Gold", "Silver")}), workspace), 0, Mode.SKIP)
    assert plan(workspace, understood).gone == ()


def test_records_that_the_file_has_no_more_are_told() -> None:
    def events(titles: list[str]) -> Book:
        rows: list[list[Value]] = [["Date", "Title", "Country", "Instrument"]]
        return book(
            sheet([*rows, *([f"2024-0{at + 1}-15", title, "China", "export control"] for at, title in enumerate(titles))]),
            path="events.xlsx",
        )

    titles = ["Licences for gallium exports", "A ban on antimony shipments", "Talks about rare-earth magnets"]
    workspace = taken(Workspace(), planned(Workspace(), events(titles), "aa"))
    made = planned(workspace, events(titles[:2]), "bb")
    assert [(one.part, getattr(one.record, "title", "")) for one in made.gone] == [("events", titles[2])]


def test_a_table_that_stands_twice_is_told_with_both_places_and_the_share() -> None:
    columns = {"Gold": walk(1), "Silver": walk(2)}
    copied = {"Au": [*columns["Gold"][:-1], 5.0], "Ag": columns["Silver"]}
    file = book(metals(columns).sheets[0], metals(copied, name="Copy").sheets[0], path="metals.xlsx")
    ((cell, message),) = of_rule(planned(Workspace(), file, "aa"), "near duplicate")
    assert cell == "A1:C42"
    assert "Prices!A1:C42" in message
    assert "99%" in message


def test_a_table_that_the_workspace_has_under_another_name_is_told() -> None:
    columns = {"Gold": walk(1), "Silver": walk(2)}
    workspace = taken(Workspace(), planned(Workspace(), metals(columns), "aa"))
    assert of_rule(planned(workspace, metals(columns), "bb"), "near duplicate") == []
    other = planned(workspace, metals({"Bullion": columns["Gold"], "White metal": columns["Silver"]}, path="spot.xlsx"), "cc")
    ((_cell, message),) = of_rule(other, "near duplicate")
    assert "metals" in message
    assert "100%" in message
    different = planned(workspace, metals({"Tin": walk(8), "Zinc": walk(9)}, path="base.xlsx"), "dd")
    assert of_rule(different, "near duplicate") == []


def test_events_that_say_nearly_the_same_are_told_in_the_file_and_against_the_workspace() -> None:
    known = PolicyEvent(id="E1", title="China restricts exports of gallium and germanium", announced=PartialDate.parse("2023-07-03"))
    workspace = replace(Workspace(), events=collect([known]))
    rows = [
        ["Date", "Title", "Country", "Instrument"],
        ["2023-07-04", "China restricts exports of gallium & germanium", "China", "export control"],
        ["2024-01-10", "Washington doubles the tariff on graphite anodes", "USA", "tariff"],
        ["2024-01-11", "Washington doubles tariff on graphite anodes", "USA", "tariff"],
        ["2024-01-11", "Washington triples the tariff on copper cathodes", "USA", "tariff"],
    ]
    made = planned(workspace, book(sheet(rows), path="events.xlsx"), "aa")
    assert sorted(cell for cell, _message in of_rule(made, "near duplicate")) == ["A2", "A4"]
    assert len(made.records) == 4
    assert any("E1" in message for _cell, message in of_rule(made, "near duplicate"))


@pytest.mark.parametrize("heading", ["title", "headline"])
def test_articles_are_compared_by_their_titles_whatever_they_become(heading: str) -> None:
    rows = [
        ["id", heading, "publisher", "date"],
        ["A1", "No tariff on critical minerals for now: silver holds", "One", "2026-01"],
        ["A2", "No tariff on critical minerals for now; silver holds", "Another", "2026-01"],
        ["A3", "Half a year to break the monopoly, or pay more", "Third", "2026-01"],
    ]
    made = planned(Workspace(), book(sheet(rows), path="articles.xlsx"), "aa")
    assert [cell[1:] for cell, _message in of_rule(made, "near duplicate")] == ["3"]


def test_cells_with_the_same_error_are_one_line_a_sheet_with_every_address() -> None:
    rows: list[list[Value]] = [["Country", "Unit", *range(2000, 2020)]]
    rows += [
        [name, "kt", *(Error() if (at + row) % 4 == 0 else 10.0 + at for at in range(20))]
        for row, name in enumerate(("Chile", "Peru", "China"))
    ]
    made = planned(Workspace(), book(sheet(rows, "Mine production of copper"), path="copper mine production.xlsx"), "aa")
    (line,) = [one for one in made.problems if one.rule == "error"]
    assert len(areas_in(line.cell)) == 15
    assert "15 cells" in line.message


def test_the_governance_workbook_has_one_line_a_sheet_for_its_error_cells() -> None:
    path = SHARED / "real" / "countries" / "WGI_wgidataset.xlsx"
    if not path.is_file():
        pytest.skip("the real file is not here")
    made = read_and_plan(Progress(), path, Workspace())
    errors = [one for one in made.problems if one.rule == "error"]
    assert len(errors) == len({one.sheet for one in errors}) == 6
    assert len(made.problems) < 25


def test_the_first_two_articles_of_the_sources_are_near_duplicates() -> None:
    path = SHARED / "facts" / "articles.csv"
    if not path.is_file():
        pytest.skip("the sources are not here")
    made = read_and_plan(Progress(), path, Workspace())
    assert [cell for cell, _message in of_rule(made, "near duplicate")] == ["B3"]
    events = read_and_plan(Progress(), path.with_name("events.csv"), Workspace())
    assert of_rule(events, "near duplicate") == []
