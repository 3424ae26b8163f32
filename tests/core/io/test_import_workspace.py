"""An import as a whole: what it would change, the one edit it becomes, and what is remembered of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.io.cells import Book, Sheet
from core.io.importing import ImportPlan, Mode, Status, parts, plan, summary, understand, with_mode, with_recipe
from core.io.recipe import with_decision
from core.model import History, Mark, Series, Source, Workspace, collect, put
from tests.core.io.made import book, months, sheet


def prices(values: list[float], *, path: str = "metals 2024-06.xlsx", start: str = "2024-01", unit: str = "USD/t") -> Book:
    rows = [["Date", "Copper", "Tin"], [None, unit, unit]]
    rows += [[month, value, 10 * value] for month, value in zip(months(start, len(values)), values, strict=True)]
    return book(sheet(rows), path=path)


def imported(workspace: Workspace, file: Book, digest: str, mode: Mode = Mode.UPDATE) -> tuple[Workspace, ImportPlan]:
    understood = understand(file, workspace, digest=digest)
    for at in range(len(understood.tables)):
        understood = with_mode(understood, at, mode)
    made = plan(workspace, understood, imported="2024-07-01T00:00:00Z")
    history = History(workspace)
    history.edit("Import", **parts(workspace, made))
    return history.workspace, made


def copper(workspace: Workspace) -> Series:
    return workspace.series["metals/copper"]


def test_an_import_is_one_edit_with_its_source_and_recipe() -> None:
    history = History()
    understood = understand(prices([1.0, 2.0]), history.workspace, digest="ab" * 32)
    made = plan(history.workspace, understood, imported="2024-07-01T00:00:00Z")
    assert made.count(Status.NEW) == 2
    assert history.workspace.series == {}
    history.edit("Import metals", **parts(history.workspace, made))
    assert list(history.workspace.series) == ["metals/copper", "metals/tin"]
    (source,) = history.workspace.sources.values()
    assert (source.file, source.digest, source.imported) == ("metals 2024-06.xlsx", "ab" * 32, "2024-07-01T00:00:00Z")
    assert copper(history.workspace).source == source.id
    assert len(history.workspace.recipes) == 1
    history.undo()
    assert history.workspace == Workspace()


def test_the_same_file_again_changes_nothing_whatever_it_is_called() -> None:
    workspace, _made = imported(Workspace(), prices([1.0, 2.0]), "aa")
    for path in ("metals 2024-06.xlsx", "Copy of download (3).xlsx"):
        after, made = imported(workspace, prices([1.0, 2.0], path=path), "aa")
        assert made.count(Status.UNCHANGED) == 2
        assert after is workspace


def test_a_newer_file_of_the_layout_updates_the_same_series_under_another_name() -> None:
    workspace, _made = imported(Workspace(), prices([1.0, 2.0, 3.0]), "aa")
    after, made = imported(workspace, prices([2.5, 3.0, 4.0], path="download.xlsx", start="2024-02"), "bb")
    change = made.series[0]
    assert change.status is Status.CHANGED
    assert change.added.astype(str).tolist() == ["2024-04-01"]
    assert change.changed.astype(str).tolist() == ["2024-02-01"]
    assert (change.before.tolist(), change.after.tolist(), change.by_hand.tolist()) == ([2.0], [2.5], [False])
    assert change.missing.astype(str).tolist() == ["2024-01-01"]
    assert copper(after).points.values.tolist() == [1.0, 2.5, 3.0, 4.0]
    assert list(after.series) == ["metals/copper", "metals/tin"]
    assert len(after.recipes) == 1
    assert len(after.sources) == 2


def test_every_point_knows_the_file_it_came_from() -> None:
    workspace, first = imported(Workspace(), prices([1.0, 2.0]), "aa")
    after, second = imported(workspace, prices([2.5, 3.0], start="2024-02"), "bb")
    places = [copper(after).place(at) for at in range(3)]
    assert [(one.source, one.address) for one in places if one] == [
        (first.source.id, "B3"), (second.source.id, "B3"), (second.source.id, "B4")
    ]  # fmt: skip


def test_a_value_typed_by_hand_that_the_file_would_overwrite_is_told() -> None:
    workspace, _made = imported(Workspace(), prices([1.0, 2.0]), "aa")
    edited = copper(workspace).with_value(np.datetime64("2024-02-01"), 7.0)
    workspace = replace(workspace, series=put(workspace.series, edited))
    after, made = imported(workspace, prices([1.0, 2.0]), "aa")
    change = made.series[0]
    assert (change.before.tolist(), change.after.tolist(), change.by_hand.tolist()) == ([7.0], [2.0], [True])
    assert copper(after).points.values.tolist() == [1.0, 2.0]
    assert copper(after).points.marks.tolist() == [0, 0]


def test_adding_only_what_is_new_leaves_what_is_there() -> None:
    workspace, _made = imported(Workspace(), prices([1.0, 2.0]), "aa")
    after, made = imported(workspace, prices([9.0, 9.0, 3.0]), "bb", Mode.ADD)
    assert made.series[0].changed.size == 0
    assert copper(after).points.values.tolist() == [1.0, 2.0, 3.0]


def test_a_table_left_out_does_nothing() -> None:
    after, made = imported(Workspace(), prices([1.0, 2.0]), "aa", Mode.SKIP)
    assert (made.series, made.recipes) == ((), ())
    assert after == Workspace()


def test_what_a_person_set_in_the_workspace_is_kept() -> None:
    workspace, _made = imported(Workspace(), prices([1.0, 2.0]), "aa")
    named = replace(copper(workspace), title="LME copper, cash", venue="LME", title_zh="銅")
    workspace = replace(workspace, series=put(workspace.series, named))
    after, _made = imported(workspace, prices([1.0, 2.5]), "bb")
    assert (copper(after).title, copper(after).venue, copper(after).title_zh) == ("LME copper, cash", "LME", "銅")


def test_numbers_in_another_unit_do_not_go_into_the_series() -> None:
    workspace, _made = imported(Workspace(), prices([1.0, 2.0]), "aa")
    after, _made = imported(workspace, prices([1.0, 2.0], unit="USD/lb"), "bb")
    assert {one.unit for key, one in after.series.items() if "copper" in key} == {"USD/t", "USD/lb"}
    assert copper(after).unit == "USD/t"


def test_a_blank_cell_takes_no_value_away() -> None:
    workspace, _made = imported(Workspace(), prices([1.0, 2.0, 3.0]), "aa")
    rows = [["Date", "Copper", "Tin"], [None, "USD/t", "USD/t"], ["2024M01", 1.0, 10], ["2024M02", None, 20], ["2024M03", 3.0, 30]]
    after, made = imported(workspace, book(sheet(rows), path="metals.xlsx"), "bb")
    assert made.series[0].status is Status.UNCHANGED
    assert made.series[0].missing.astype(str).tolist() == ["2024-02-01"]
    assert after is workspace


def test_a_value_that_the_file_now_withholds_is_a_change() -> None:
    workspace, _made = imported(Workspace(), prices([1.0, 2.0]), "aa")
    rows = [["Date", "Copper", "Tin"], [None, "USD/t", "USD/t"], ["2024M01", 1.0, 10], ["2024M02", "W", 20]]
    after, _made = imported(workspace, book(sheet(rows), path="metals.xlsx"), "bb")
    assert np.isnan(copper(after).points.values[1])
    assert copper(after).points.marks[1] == Mark.WITHHELD


def test_a_decision_once_taken_is_remembered_for_the_layout() -> None:
    def gold(path: str) -> Book:
        return book(sheet([["Date", "Price"], ["2024-01", 2034.0], ["2024-02", 2023.5]], "gold"), path=path, format="csv")

    workspace = Workspace()
    understood = understand(gold("gold.csv"), workspace, digest="aa")
    assert [one.key for one in understood.tables[0].recipe.questions] == ["unit"]
    understood = with_recipe(understood, 0, with_decision(understood.tables[0].recipe, "unit", "USD/ozt"))
    history = History(workspace)
    history.edit("Import", **parts(workspace, plan(workspace, understood)))
    later = understand(gold("gold.csv"), history.workspace, digest="bb")
    assert later.tables[0].recipe.questions == ()
    made = plan(history.workspace, later)
    assert made.problems == ()
    assert made.series[0].result.unit == "USD/ozt"


def test_two_sheets_of_the_same_titles_are_kept_apart_and_a_sheet_a_year_is_one_series() -> None:
    def page(name: str, first: str) -> Sheet:
        return sheet([["Date", "Copper (USD/t)"], *([month, 1.5] for month in months(first, 12))], name)

    apart, _made = imported(Workspace(), book(page("London", "2023-01"), page("Shanghai", "2023-01"), path="copper.xlsx"), "aa")
    assert list(apart.series) == ["copper/london/copper", "copper/shanghai/copper"]
    one, _made = imported(Workspace(), book(page("2023", "2023-01"), page("2024", "2024-01"), path="copper.xlsx"), "aa")
    (whole,) = one.series.values()
    assert len(whole.points) == 24
    assert [str(whole.place(at)) for at in (0, 12)] == ["2023!B2", "2024!B2"]


def test_problems_of_an_earlier_edition_are_replaced() -> None:
    def odd(word: str) -> Book:
        rows = [["Date", "Copper (USD/t)"], ["2024-01", 1.0], ["2024-02", word], ["2024-03", 3.0]]
        return book(sheet(rows), path="metals.xlsx")

    workspace, _made = imported(Workspace(), odd("what"), "aa")
    assert [one.value for one in workspace.problems.values()] == ["what"]
    assert all(one.source in workspace.sources for one in workspace.problems.values())
    workspace, _made = imported(workspace, odd("eh"), "bb")
    assert [one.value for one in workspace.problems.values()] == ["eh"]
    workspace, _made = imported(
        workspace, book(sheet([["Date", "Copper (USD/t)"], ["2024-01", 1.0], ["2024-02", 2.0]]), path="metals.xlsx"), "cc"
    )
    assert workspace.problems == {}


def test_hidden_sheets_and_sheets_without_tables_are_told() -> None:
    hidden = sheet([["Date", "Copper (USD/t)"], ["2024-01", 1.0], ["2024-02", 1.0]], "Old", hidden=True)
    _after, made = imported(Workspace(), book(sheet([["Read me first"]], "Notes"), hidden, path="metals.xlsx"), "aa")
    assert [(one.sheet, one.rule) for one in made.problems] == [("Notes", "no table"), ("Old", "hidden sheet")]


def test_an_empty_file_says_so() -> None:
    _after, made = imported(Workspace(), book(sheet([]), path="empty.csv", format="csv"), "aa")
    assert [(one.rule, one.severity) for one in made.problems] == [("empty", "warning")]
    _after, made = imported(Workspace(), book(sheet([["Date", "Price"]]), path="header.csv", format="csv"), "aa")
    assert [(one.rule, one.severity) for one in made.problems] == [("no table", "warning")]


def test_the_summary_is_what_the_command_line_prints() -> None:
    _after, made = imported(Workspace(), prices([1.0, 2.0]), "aa")
    told = summary(made)
    assert told["tables"] == [
        {
            "sheet": "Sheet1", "range": "A1:C4", "kind": "price", "orientation": "wide", "header_rows": [1, 2], "unit_row": 2,
            "records": 2, "series": ["metals/copper", "metals/tin"], "recipe": made.recipes[0].id,
        }
    ]  # fmt: skip
    assert told["problems"] == []


def test_sources_that_are_there_stay() -> None:
    workspace = Workspace(sources=collect([Source(id="A1", title="An article")]))
    after, _made = imported(workspace, prices([1.0, 2.0]), "aa")
    assert next(iter(after.sources)) == "A1"
