"""Many files as one import: a folder of daily reports is one series, whatever each file is called and whichever came first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from xlsxwriter import Workbook

from core.io.batch import Gathered, gather, spreadsheets
from core.io.importing import ImportPlan, parts, plan, with_recipe
from core.io.recipe import with_decision
from core.model import Workspace, with_parts
from core.task import Cancelled, Progress, Refused

DAYS = np.arange("2026-01-01", "2026-03-02", dtype="datetime64[D]")
REPORTED = DAYS[::9]


def prices(path: Path, days: np.ndarray, values: np.ndarray | float, header: str = "Copper (USD/t)") -> Path:
    values = np.broadcast_to(values, len(days))
    lines = [f"Date,{header}", *(f"{day},{value:g}" for day, value in zip(days, values, strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def report(path: Path, day: np.datetime64, tons: float) -> Path:
    """A report of one day: its date in its title and in the name of its sheet, a row a warehouse."""
    words = day.astype(object).strftime("%d %B %Y")
    with Workbook(path) as book:
        sheet = book.add_worksheet(day.astype(object).strftime("%a %d-%b-%Y"))
        rows = [
            [f"Copper stocks, report date: {words}"],
            [],
            ["Warehouse", "Registered (t)", "Eligible (t)"],
            ["Busan", tons, 50.0],
            ["Rotterdam", 10.0, 20.0],
        ]
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


def planned(found: Gathered, workspace: Workspace | None = None) -> list[ImportPlan]:
    workspace = workspace or Workspace()
    return [plan(workspace, one, imported="2026-03-02 00:00:00") for one in found.imports]


def read(folder: Path, workspace: Workspace | None = None) -> Gathered:
    return gather(Progress(), spreadsheets(folder), workspace or Workspace())


def test_a_folder_of_daily_reports_is_one_series_of_all_days(tmp_path: Path) -> None:
    for at, day in enumerate(REPORTED):
        report(tmp_path / f"copper stocks {day}.xlsx", day, 100.0 + at)
    found = read(tmp_path)
    assert len(found.imports) == 1
    (made,) = planned(found)
    whole = next(one.result for one in made.series if "busan" in one.result.id and "registered" in one.result.id)
    assert whole.points.dates.tolist() == REPORTED.tolist()
    assert whole.points.values.tolist() == [100.0 + at for at in range(len(REPORTED))]
    places = [whole.place(at) for at in (0, len(REPORTED) - 1)]
    files = {one.id: one.file for one in made.sources}
    assert [(files[one.source], one.sheet, one.address) for one in places if one] == [
        ("copper stocks 2026-01-01.xlsx", "Thu 01-Jan-2026", "B4"),
        (f"copper stocks {REPORTED[-1]}.xlsx", "Tue 24-Feb-2026", "B4"),
    ]
    after = with_parts(Workspace(), parts(Workspace(), made))
    assert len(after.sources) == len(REPORTED)
    assert len(after.recipes) == 1


@pytest.mark.parametrize("name", ["stocks {day}.xlsx", "today.xlsx"])
def test_a_report_a_day_accumulates_in_the_workspace(tmp_path: Path, name: str) -> None:
    workspace = Workspace()
    for at, day in enumerate(REPORTED[3:6]):
        path = report(tmp_path / name.format(day=day), day, 100.0 + at)
        (made,) = planned(gather(Progress(), [path], workspace), workspace)
        workspace = with_parts(workspace, parts(workspace, made))
    whole = next(one for key, one in workspace.series.items() if "busan" in key and "registered" in key)
    assert whole.points.values.tolist() == [100.0, 101.0, 102.0]
    assert len(workspace.series) == 4
    assert len(workspace.recipes) == 1


def test_files_that_overlap_agree_or_the_newest_has_the_last_word_and_it_is_told(tmp_path: Path) -> None:
    prices(tmp_path / "copper 2.csv", DAYS[:10], 5.0)
    prices(tmp_path / "copper 10.csv", DAYS[5:15], np.where(DAYS[5:15] == DAYS[6], 6.0, 5.0))
    (made,) = planned(read(tmp_path))
    (change,) = made.series
    assert change.result.points.dates.tolist() == DAYS[:15].tolist()
    assert change.result.points.values[6] == 6.0
    files = {one.id: one.file for one in made.sources}
    places = [change.result.place(at) for at in (5, 6)]
    assert [files[one.source] for one in places if one] == ["copper 2.csv", "copper 10.csv"]
    (problem,) = made.problems
    assert (problem.rule, problem.value, problem.cell) == ("files differ", "6", "B3")
    assert "2026-01-07" in problem.message


def test_a_blank_in_a_later_file_takes_nothing_away(tmp_path: Path) -> None:
    prices(tmp_path / "copper 1.csv", DAYS[:4], 5.0)
    (tmp_path / "copper 2.csv").write_text(f"Date,Copper (USD/t)\n{DAYS[2]},7\n{DAYS[3]},\n{DAYS[4]},8\n{DAYS[5]},9\n", encoding="utf-8")
    (made,) = planned(read(tmp_path))
    assert made.series[0].result.points.values.tolist() == [5.0, 5.0, 7.0, 5.0, 8.0, 9.0]


def test_other_layouts_and_other_names_are_imports_of_their_own(tmp_path: Path) -> None:
    prices(tmp_path / "london 2025.csv", DAYS[:9], 1.0)
    prices(tmp_path / "london 2026.csv", DAYS[9:], 2.0)
    prices(tmp_path / "rotterdam 2025.csv", DAYS[:9], 3.0)
    prices(tmp_path / "tin 2025.csv", DAYS[:9], 3.0, "Tin (USD/t)")
    titles = [one.title for one in read(tmp_path).imports]
    assert titles == ["london 2025.csv and 1 more file", "rotterdam 2025.csv", "tin 2025.csv"]


def test_files_named_by_their_month_alone_belong_together(tmp_path: Path) -> None:
    prices(tmp_path / "Jan.csv", DAYS[:31], 1.0)
    prices(tmp_path / "Feb.csv", DAYS[31:], 2.0)
    (made,) = planned(read(tmp_path))
    (change,) = made.series
    assert len(change.result.points) == len(DAYS)


def test_what_is_corrected_in_the_first_file_holds_for_all(tmp_path: Path) -> None:
    for name, days in (("gold 1.csv", DAYS[:5]), ("gold 2.csv", DAYS[5:9])):
        prices(tmp_path / name, days, 4000.0, "Price")
    (found,) = read(tmp_path).imports
    assert [one.key for one in found.tables[0].recipe.questions] == ["unit"]
    made = plan(Workspace(), with_recipe(found, 0, with_decision(found.tables[0].recipe, "unit", "USD/ozt")))
    (change,) = made.series
    assert (change.result.unit, len(change.result.points)) == ("USD/ozt", 9)
    assert made.problems == ()


def test_a_file_that_cannot_be_read_is_listed_and_stops_nothing(tmp_path: Path) -> None:
    prices(tmp_path / "copper 1.csv", DAYS[:5], 1.0)
    (tmp_path / "copper 2.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    prices(tmp_path / "copper 3.csv", DAYS[5:9], 1.0)
    found = read(tmp_path)
    assert [name for name, _why in found.unread] == ["copper 2.xlsx"]
    (made,) = planned(found)
    assert len(made.series[0].result.points) == 9
    assert [(one.rule, one.value, one.severity) for one in made.problems] == [("refused", "copper 2.xlsx", "error")]


def test_files_of_which_none_can_be_read_are_refused_in_words(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(Refused, match=r"a\.xlsx cannot be read.*b\.xlsx cannot be read"):
        read(tmp_path)


def test_a_folder_gives_its_spreadsheets_one_level_down_too_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "deep").mkdir()
    for name in ("day 10.csv", "day 2.csv", "notes.docx", "~$day 2.xlsx", ".hidden.csv", "2025/day 1.CSV", "2025/deep/day 0.csv"):
        (tmp_path / name).write_text("Date,Price\n", encoding="utf-8")
    assert [one.relative_to(tmp_path).as_posix() for one in spreadsheets(tmp_path)] == ["2025/day 1.CSV", "day 2.csv", "day 10.csv"]


def test_reading_many_files_reports_how_far_it_is_and_stops_when_asked(tmp_path: Path) -> None:
    paths = [prices(tmp_path / f"copper {at}.csv", DAYS[:5], 1.0) for at in range(3)]
    told: list[float] = []
    gather(Progress(lambda done, _note: told.append(done)), paths, Workspace())
    assert told == sorted(told)
    assert any(0.3 < done < 0.6 for done in told)
    stopped = Progress(lambda done, _note: stopped.cancel() if done > 0.3 else None)
    with pytest.raises(Cancelled):
        gather(stopped, paths, Workspace())
