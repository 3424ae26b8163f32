"""The command line as scripts rely on it: what is printed, what is written, and the exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core import COMMANDS, cli
from core.io.recipe import dumps, loads, with_decision
from core.io.recipe_file import write_recipes
from core.io.workspace_file import open_workspace, save_workspace
from core.model import (
    Figure,
    Indicator,
    Mark,
    Points,
    PolicyEvent,
    Problem,
    Relation,
    Series,
    Source,
    SupplyRecord,
    Target,
    TradeShare,
    Workspace,
    collect,
)

ROOT = Path(__file__).resolve().parents[2]
GOLD = "Month,Gold (USD/ozt),Silver (USD/ozt)\n2024-01,2034.0,22.9\n2024-02,2023.5,22.7\n2024-03,2158.0,24.5\n2024-04,2331.4,27.5\n"


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object printed; with numbers as strict JSON has them."""

        def no(word: str) -> None:
            raise AssertionError(f"{word} is not JSON")

        return json.loads(self.out, parse_constant=no)


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command of the command line in this process."""

    def run(*words: str | Path) -> Said:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return run


def refused(said: Said, *, printed: bool = False) -> str:
    """The one line that a refusal is."""
    assert said.code == cli.REFUSED
    assert bool(said.out) is printed
    (line,) = said.err.splitlines()
    assert "Traceback" not in line
    assert "Error" not in line
    return line


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A small workspace in a file."""
    path = tmp_path / "mine.orebook"
    gold = Series(
        id="p/gold", title="Gold", kind="price", mineral="gold", unit="USD/ozt", frequency="monthly", source="A",
        points=Points(
            ["1833-01-01", "2024-01-01", "2024-02-01", "2024-03-31"], [18.93, 2034.0, float("nan"), 2158.5],
            [0, Mark.ESTIMATED | Mark.EDITED, Mark.WITHHELD, 0],
        ),
    )  # fmt: skip
    empty = Series(id="p/cobalt", title="Cobalt", kind="price", source="A", points=Points([], []))
    workspace = Workspace(
        title="Mine",
        series=collect([gold, empty]),
        events=collect([PolicyEvent(id="E1", title="Ban", minerals=("gold",), actors=("CHN",))]),
        supply=collect([SupplyRecord(id="S1", mineral="cobalt", stage="mining", country="COD", year=2024, share=76.0)]),
        trade=collect(
            [TradeShare(id="T1", importer="EU", mineral="cobalt", stage="mining", supplier="COD", share=68.0, period="2016-2020")]
        ),
        indicators=collect([Indicator(id="I1", country="COD", name="wgi", year=2023, value=-1.6, error=0.2)]),
        figures=collect([Figure(id="F1", title="A figure", value=1.5)]),
        targets=collect([Target(id="G1", metric="recycling", operator=">=", value=25.0, unit="%")]),
        relations=collect([Relation(id="R1", giver="COD", taker="CHN", kind="supply")]),
        sources=collect([Source(id="A", title="A source")]),
        problems=collect([Problem(id="P1", sheet="X", cell="B7", message="Not a number")]),
    )
    save_workspace(workspace, path, base=None)
    return path


# --- info, get, check


def test_info_tells_every_kind_in_the_shape_promised(run: Run, mine: Path) -> None:
    said = run("info", mine, "--json")
    assert (said.code, said.err) == (cli.DONE, "")
    told = said.json
    assert told["series"] == [
        {"id": "p/gold", "title": "Gold", "mineral": "gold", "kind": "price", "unit": "USD/ozt", "venue": None, "frequency": "monthly",
         "first": "1833-01-01", "last": "2024-03-31", "count": 3, "missing": 1, "source": "A"},
        {"id": "p/cobalt", "title": "Cobalt", "mineral": None, "kind": "price", "unit": None, "venue": None, "frequency": None,
         "first": None, "last": None, "count": 0, "missing": 0, "source": "A"},
    ]  # fmt: skip
    assert told["supply"] == [
        {"mineral": "cobalt", "stage": "mining", "country": "COD", "year": 2024, "quantity": None, "unit": None, "share": 76.0}
    ]
    assert told["trade"] == [
        {"importer": "EU", "mineral": "cobalt", "stage": "mining", "supplier": "COD", "share": 68.0, "quantity": None, "unit": None,
         "period": "2016-2020"}
    ]  # fmt: skip
    assert told["indicators"] == [{"country": "COD", "name": "wgi", "year": 2023, "value": -1.6, "error": 0.2}]
    assert told["signals"] == []
    (event,) = told["events"]
    assert (event["id"], event["minerals"], event["targets"], event["announced"]) == ("E1", ["gold"], [], None)
    assert [told[part][0]["id"] for part in ("figures", "targets", "relations", "problems")] == ["F1", "G1", "R1", "P1"]


def test_info_for_people_ends_with_the_signals(run: Run, tmp_path: Path) -> None:
    run("example", tmp_path / "w.orebook")
    lines = run("info", tmp_path / "w.orebook").out.splitlines()
    assert any(line.startswith("warning-scorecard/silver") for line in lines)
    assert next(line for line in lines if line.startswith("baseline-excess/silver")).endswith("62.5 days if the recent rate goes on.")


def test_info_for_people_names_every_series(run: Run, mine: Path) -> None:
    said = run("info", mine)
    assert said.code == cli.DONE
    assert said.out.startswith("Mine\n")
    gold, cobalt = (line for line in said.out.splitlines() if line.startswith("p/"))
    assert gold.split() == ["p/gold", "USD/ozt", "monthly", "1833-01-01", "..", "2024-03-31", "3", "values"]
    assert "no values" in cobalt


def test_get_gives_dates_values_and_flags_of_the_range_asked_for(run: Run, mine: Path) -> None:
    assert run("get", mine, "p/gold", "--json").json == {
        "id": "p/gold",
        "unit": "USD/ozt",
        "dates": ["1833-01-01", "2024-01-01", "2024-02-01", "2024-03-31"],
        "values": [18.93, 2034.0, None, 2158.5],
        "flags": ["", "estimated; edited", "withheld", ""],
    }
    assert run("get", mine, "p/gold", "--from", "2024-02", "--to", "2024-03", "--json").json["dates"] == ["2024-02-01", "2024-03-31"]
    assert run("get", mine, "p/gold", "--to", "1900", "--json").json["values"] == [18.93]
    assert run("get", mine, "p/gold", "--from", "2025", "--json").json["dates"] == []
    lines = run("get", mine, "p/gold", "--from", "2024").out.splitlines()
    assert lines == ["Gold (USD/ozt)", "2024-01-01  2034  estimated; edited", "2024-02-01  withheld", "2024-03-31  2158.5"]


def test_an_unknown_series_is_refused_with_what_was_perhaps_meant(run: Run, mine: Path) -> None:
    assert "p/gold" in refused(run("get", mine, "p/glod"))
    assert "p/gold" in refused(run("get", mine, "Gold", "--json"))
    assert "info" in refused(run("get", mine, "zzzzzz"))


def test_check_says_whether_the_file_is_sound(run: Run, mine: Path) -> None:
    assert run("check", mine) == Said(cli.DONE, f"{mine} is sound.\n", "")
    raw = bytearray(mine.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 4_000] = b"\xff" * 4_000
    mine.write_bytes(raw)
    said = run("check", mine)
    assert said.code in {cli.PROBLEMS, cli.REFUSED}
    assert said.out or said.err


# --- export


def test_export_writes_what_is_asked_for(run: Run, mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    said = run("export", mine, out)
    assert (said.code, said.err) == (cli.DONE, "")
    assert str(out) in said.out
    assert "Policy events" in openpyxl.load_workbook(out).sheetnames
    assert run("export", mine, out, "--only", "prices").code == cli.DONE
    assert "Policy events" not in openpyxl.load_workbook(out).sheetnames
    assert run("export", mine, tmp_path / "out.csv.zip", "--only", "policy,supply").code == cli.DONE


@pytest.mark.parametrize(
    ("name", "only", "said"),
    [
        ("out.ics", "", "no deadline"),
        ("out.ics", "prices", "no deadline"),
        ("out.pptx", "", "PowerPoint"),
        ("out.pdf", "", "PDF"),
        ("out.txt", "", ".xlsx"),
        ("out.xlsx", "x", "“x”"),
    ],
)
def test_what_cannot_be_exported_is_refused(run: Run, mine: Path, tmp_path: Path, name: str, only: str, said: str) -> None:
    assert said in refused(run("export", mine, tmp_path / name, "--only", only))
    assert not (tmp_path / name).exists()


def test_the_deadlines_are_written_as_a_calendar(run: Run, tmp_path: Path) -> None:
    example, out = tmp_path / "example.orebook", tmp_path / "out.ics"
    assert run("example", example).code == cli.DONE
    said = run("export", example, out)
    assert (said.code, said.err) == (cli.DONE, "")
    assert said.out.splitlines()[0] == f"Written: {out}"
    assert out.read_bytes().count(b"BEGIN:VEVENT") == int(said.out.splitlines()[1].split()[0]) > 10


def test_a_format_of_later_versions_is_refused_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    assert "PowerPoint" in refused(run("export", tmp_path / "gone.orebook", tmp_path / "out.pptx"))


# --- import


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A text table of two series."""
    path = tmp_path / "gold.csv"
    path.write_text(GOLD, encoding="utf-8")
    return path


def test_import_makes_the_workspace_and_tells_what_it_found(run: Run, gold: Path, tmp_path: Path) -> None:
    into = tmp_path / "new.orebook"
    said = run("import", gold, "--into", into, "--json")
    assert (said.code, said.err) == (cli.DONE, "")
    told = said.json
    assert set(told) == {"files", "added", "changed", "unchanged"}
    (file,) = told["files"]
    assert set(file) == {"path", "tables", "problems"}
    assert file["path"] == str(gold)
    (table,) = file["tables"]
    assert set(table) == {"sheet", "range", "kind", "orientation", "header_rows", "unit_row", "records", "series", "recipe"}
    assert (table["range"], table["kind"], table["header_rows"]) == ("A1:C5", "price", [1])
    assert (told["added"], told["changed"], told["unchanged"]) == (2, 0, 0)
    workspace = open_workspace(into)
    assert list(workspace.series) == table["series"]
    assert [one.unit for one in workspace.series.values()] == ["USD/ozt", "USD/ozt"]
    assert next(iter(workspace.series.values())).points.values.tolist() == [2034.0, 2023.5, 2158.0, 2331.4]


def test_import_again_changes_nothing_and_a_new_edition_says_what_it_changed(run: Run, gold: Path, tmp_path: Path) -> None:
    into = tmp_path / "new.orebook"
    run("import", gold, "--into", into)
    before = into.read_bytes()
    told = run("import", gold, "--into", into, "--json").json
    assert (told["added"], told["changed"], told["unchanged"]) == (0, 0, 2)
    assert into.read_bytes() == before
    gold.write_text(GOLD.replace("27.5", "27.6"), encoding="utf-8")
    assert run("import", gold, "--into", into).out.splitlines()[-1] == "0 added, 1 changed, 1 unchanged"


def test_our_own_workbook_comes_in_whole(run: Run, mine: Path, tmp_path: Path) -> None:
    run("export", mine, tmp_path / "out.xlsx")
    said = run("import", tmp_path / "out.xlsx", "--into", tmp_path / "copy.orebook")
    assert said.code == cli.DONE
    assert "  series, records, 2 series, 2 records" in said.out.splitlines()
    old, new = (run("info", path, "--json").json for path in (mine, tmp_path / "copy.orebook"))
    for part in ("series", "events", "supply", "trade", "indicators", "figures", "targets", "relations"):
        assert new[part] == old[part], part


def test_a_file_that_is_refused_leaves_the_others(run: Run, gold: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    into, problems = tmp_path / "new.orebook", tmp_path / "problems.xlsx"
    said = run("import", bad, gold, "--into", into, "--problems", problems, "--json")
    assert (said.code, said.err) == (cli.PROBLEMS, "")
    first, second = said.json["files"]
    assert (first["path"], first["tables"]) == (str(bad), [])
    (problem,) = first["problems"]
    assert set(problem) == {"sheet", "cell", "value", "rule", "message", "severity"}
    assert problem["severity"] == "error"
    assert "bad.xlsx" in problem["message"]
    assert second["problems"] == []
    assert len(open_workspace(into).series) == 2
    rows = list(openpyxl.load_workbook(problems)["Problems"].iter_rows(values_only=True))
    assert rows[0] == ("File", "Sheet", "Cell", "Value", "Rule", "What was done", "Suggestion", "Severity")
    assert rows[1] == ("bad.xlsx", None, None, None, "refused", problem["message"], None, "error")


@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x1a\n" + bytes(400), b"Just a letter to a friend.\n"])
def test_where_nothing_can_be_imported_nothing_is_saved(run: Run, tmp_path: Path, content: bytes | None) -> None:
    file, into = tmp_path / "file.csv", tmp_path / "new.orebook"
    if content is not None:
        file.write_bytes(content)
    assert "file.csv" in refused(run("import", file, "--into", into))
    said = run("import", file, "--into", into, "--json")
    refused(said, printed=True)
    assert (said.json["files"][0]["path"], said.json["added"]) == (str(file), 0)
    assert said.json["files"][0]["problems"]
    assert not into.exists()


def test_problems_that_cannot_be_written_save_nothing(run: Run, gold: Path, tmp_path: Path) -> None:
    into = tmp_path / "new.orebook"
    assert "p.xlsx" in refused(run("import", gold, "--into", into, "--problems", tmp_path / "gone" / "p.xlsx"))
    assert not into.exists()


def test_a_folder_stands_for_its_spreadsheets(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for month in (1, 2, 10):
        lines = "".join(f"2024-{month:02d}-{day:02d},{10.0 * month + day}\n" for day in range(1, 6))
        (folder / f"tin {month}.csv").write_text("Date,Tin (USD/t)\n" + lines, encoding="utf-8")
    (folder / "read me.md").write_text("no spreadsheet", encoding="utf-8")
    said = run("import", folder, "--into", tmp_path / "w.orebook", "--json")
    assert said.code == 0
    assert [Path(one["path"]).name for one in said.json["files"]] == ["tin 1.csv", "tin 2.csv", "tin 10.csv"]
    (series,) = open_workspace(tmp_path / "w.orebook").series.values()
    assert len(series.points) == 15


def test_a_folder_without_spreadsheets_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = run("import", tmp_path / "empty", "--into", tmp_path / "w.orebook")
    assert (said.code, "There is no spreadsheet in the folder" in said.err) == (2, True)
    assert not (tmp_path / "w.orebook").exists()


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """A workbook with a sheet a metal, one of them hidden."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for metal in ("Tin", "Zinc", "Lead"):
        sheet = book.create_sheet(metal)
        sheet.append(["Date", f"{metal} (USD/t)"])
        for month in range(1, 6):
            sheet.append([f"2024-{month:02d}", 100.0 + month])
    book["Lead"].sheet_state = "hidden"
    book.save(tmp_path / "metals.xlsx")
    return tmp_path / "metals.xlsx"


@pytest.mark.parametrize("words", [["--sheets", "lead, Tin"], ["--sheets", "Tin", "--sheets", "Lead"]])
def test_only_the_sheets_that_are_named_are_imported_hidden_ones_too(run: Run, sheets: Path, tmp_path: Path, words: list[str]) -> None:
    assert run("import", sheets, "--into", tmp_path / "w.orebook", *words).code == 0
    assert list(open_workspace(tmp_path / "w.orebook").series) == ["metals/tin", "metals/lead"]


def test_a_sheet_that_is_not_there_is_refused_with_what_was_perhaps_meant(run: Run, sheets: Path, tmp_path: Path) -> None:
    said = run("import", sheets, "--into", tmp_path / "w.orebook", "--sheets", "Zink")
    assert said.code == 2
    assert "There is no sheet “Zink” in metals.xlsx; did you mean Zinc?" in said.err
    assert not (tmp_path / "w.orebook").exists()


def test_where_a_file_stands_stays_in_the_workspace(run: Run, gold: Path, tmp_path: Path) -> None:
    assert run("import", gold, "--into", tmp_path / "w.orebook").code == 0
    (source,) = open_workspace(tmp_path / "w.orebook").sources.values()
    assert Path(source.path) == gold
    assert str(gold.parent) not in run("info", tmp_path / "w.orebook", "--json").out
    run("export", tmp_path / "w.orebook", tmp_path / "all.xlsx")
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(tmp_path / "all.xlsx") for row in sheet for cell in row]
    assert gold.name in cells
    assert not any(str(gold.parent) in text for text in cells)
    run("import", tmp_path / "all.xlsx", "--into", tmp_path / "w.orebook")
    assert open_workspace(tmp_path / "w.orebook").sources[source.id].path == source.path


def test_a_recipe_that_is_not_there_is_refused(run: Run, gold: Path, tmp_path: Path) -> None:
    into = tmp_path / "new.orebook"
    run("import", gold, "--into", into)
    (title,) = (one.title for one in open_workspace(into).recipes.values())
    assert title in refused(run("import", gold, "--into", into, "--recipe", title[:-1]))
    assert run("import", gold, "--into", into, "--recipe", title).code == cli.DONE


def test_a_file_of_recipes_says_how_tables_are_read(run: Run, tmp_path: Path) -> None:
    file, into, shared = tmp_path / "m.csv", tmp_path / "new.orebook", tmp_path / "m.orebook-recipe"
    file.write_text("Date,Gold,Silver\n2024-01,1.5,2.5\n2024-02,1.25,2.25\n")
    run("import", file, "--into", into)
    (recipe,) = open_workspace(into).recipes.values()
    corrected = with_decision(loads(recipe.steps), "unit", "USD/ozt")
    write_recipes(shared, [replace(recipe, steps=dumps(corrected))])
    other = tmp_path / "other.orebook"
    run("import", file, "--into", other, "--recipe", shared)
    made = open_workspace(other)
    assert {one.unit for one in made.series.values()} == {"USD/ozt"}
    assert list(made.recipes) == [recipe.id]
    shared.write_text("{}")
    assert "m.orebook-recipe" in refused(run("import", file, "--into", other, "--recipe", shared))


# --- whatever goes wrong


@pytest.mark.parametrize(
    "words",
    [
        [], ["dig"], ["import"], ["import", "a.csv"], ["info"], ["info", "gone.orebook"], ["check", "gone.orebook"],
        ["get", "gone.orebook", "x"], ["get", "gone.orebook"], ["export", "gone.orebook", "out.xlsx"], ["info", "gone.orebook", "--yaml"],
        ["example", "gone/x.orebook"],
        ["import", "gone.csv", "--into", "gone/x.orebook"],
    ],
)  # fmt: skip
def test_whatever_is_asked_wrongly_is_refused_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    refused(run(*words))
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_workspace_or_no_date_is_refused(run: Run, mine: Path, gold: Path) -> None:
    refused(run("info", gold))
    refused(run("info", gold.parent))
    assert "“someday”" in refused(run("get", mine, "p/gold", "--from", "someday"))


def test_a_fault_of_the_program_and_a_stop_are_said_in_one_line(run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(_path: Path) -> Workspace:
        raise KeyError("inside")

    def stop(_path: Path) -> Workspace:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.io.workspace_file.open_workspace", fault)
    said = run("info", mine)
    assert said.code == cli.REFUSED
    assert len(said.err.splitlines()) == 1
    assert "inside" in said.err
    monkeypatch.setattr("core.io.workspace_file.open_workspace", stop)
    refused(run("info", mine))


# --- as a program


def orebook(*words: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    command = [sys.executable, "-P", "-m", "gui", *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, text=True, capture_output=True, timeout=60, check=False, **more)


def test_the_program_runs_from_the_example_to_a_workbook_and_back(tmp_path: Path) -> None:
    example, out, back = tmp_path / "example.orebook", tmp_path / "out.xlsx", tmp_path / "back.orebook"
    commands: list[list[str | Path]] = [["example", example], ["export", example, out], ["import", out, "--into", back], ["check", back]]
    for words in commands:
        done = orebook(*words, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), done
    series = [json.loads(orebook("info", path, "--json").stdout)["series"] for path in (example, back)]
    assert series[0] == series[1]
    assert len(series[0]) > 20


def test_a_reader_that_leaves_early_is_no_fault(mine: Path) -> None:
    command = f'"{sys.executable}" -P -m gui info "{mine}" --json | true; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", command], env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_commands_load_no_qt(mine: Path) -> None:
    code = (
        "import sys; from gui.__main__ import main; code = main(sys.argv[1:]); "
        "heavy = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'pyqtgraph', 'pandas'))]; "
        "print(heavy, file=sys.stderr); sys.exit(code)"
    )
    for words in (["info", mine], ["get", mine, "p/gold"], ["check", mine], ["export", mine, mine.with_suffix(".xlsx")]):
        command = [sys.executable, "-P", "-c", code, *map(str, words)]
        done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, capture_output=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (0, "[]\n")


def test_help_and_version_need_no_window() -> None:
    told = orebook("--help")
    assert told.returncode == 0
    for command in (*COMMANDS, "show", "self-test"):
        assert f"orebook {command} " in told.stdout
    assert orebook("--version").stdout.startswith("Orebook ")
    assert orebook("export", "--help").returncode == 0
