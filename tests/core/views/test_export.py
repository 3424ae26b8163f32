"""What an export holds: all of a workspace, the part asked for by words, or what a chart shows."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest

from core.io.layout import SHEETS
from core.model import PARTS, Figure, Mark, Points, PolicyEvent, Series, Source, Workspace, collect
from core.task import Refused
from core.views import export
from core.views.price_scale import Scale

MONTHS = ["2024-01-01", "2024-02-01", "2024-03-01"]


def workspace() -> Workspace:
    series = [
        Series(id="p/gold", title="Gold", kind="price", unit="USD/ozt", frequency="monthly", source="A", points=Points(MONTHS, [1, 2, 3])),
        Series(
            id="p/cu", title="Copper", kind="price", unit="USD/t", frequency="monthly", source="B",
            points=Points(MONTHS, [8000.0, float("nan"), 8200.0], [Mark.ESTIMATED, Mark.WITHHELD, 0]),
        ),
        Series(id="s/cu", title="Stocks", kind="stock", unit="t", frequency="yearly", source="C", points=Points(MONTHS[:1], [5.0])),
    ]  # fmt: skip
    return Workspace(
        title="Mine",
        series=collect(series),
        events=collect([PolicyEvent(id="E1", title="Ban", source="D")]),
        figures=collect([Figure(id="F1", title="A figure", value=1.5, source="A; D")]),
        sources=collect(Source(id=key, title=f"Source {key}") for key in "ABCDE"),
    )


def cells(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    try:
        return list(book[sheet].iter_rows(values_only=True))
    finally:
        book.close()


def test_a_workbook_has_a_sheet_a_kind_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    written = export.whole(workspace(), path)
    assert written.sheets == (
        "About", "Chart", "Chart (2)", "Price monthly", "Stock yearly", "Marks", "Series", "Policy events", "Figures", "Sources",
    )  # fmt: skip
    about = {row[0]: row[1] for row in cells(path, "About")}
    assert about["Workspace"] == "Mine"
    assert about["Charts"] == "2 of 3 series"
    assert about["Sources"] == 5
    day = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - cells know no zone
    assert cells(path, "Price monthly")[:5] == [
        ("Date", "Gold", "Copper"), ("Unit", "USD/ozt", "USD/t"), ("Id", "p/gold", "p/cu"),
        (day, 1, 8000), (day.replace(month=2), 2, "W"),
    ]  # fmt: skip
    assert cells(path, "Marks") == [("Series", "Date", "Marks"), ("p/cu", day, "estimated")]


def test_an_empty_workspace_is_a_workbook_too(tmp_path: Path) -> None:
    assert export.whole(Workspace(), tmp_path / "out.xlsx").sheets == ("About",)
    export.whole(Workspace(), tmp_path / "out.csv.zip")
    with zipfile.ZipFile(tmp_path / "out.csv.zip") as archive:
        assert archive.namelist() == []


@pytest.mark.parametrize(
    ("words", "sheets", "sources"),
    [
        (["prices"], {"Price monthly", "Series", "Marks"}, "AB"),
        (["inventories"], {"Stock yearly", "Series"}, "C"),
        (["policy", " Inventories "], {"Stock yearly", "Series", "Policy events"}, "CD"),
        (["figures"], {"Figures"}, "AD"),
        (["series"], {"Price monthly", "Stock yearly", "Series", "Marks"}, "ABC"),
        (["sources"], set(), "ABCDE"),
    ],
)
def test_only_what_the_words_name_and_its_sources(tmp_path: Path, words: list[str], sheets: set[str], sources: str) -> None:
    path = tmp_path / "out.csv.zip"
    export.whole(workspace(), path, only=words)
    with zipfile.ZipFile(path) as archive:
        assert {name.removesuffix(".csv") for name in archive.namelist()} == sheets | {"Sources"}
        lines = archive.read("Sources.csv").decode("utf-8-sig").splitlines()[1:]
    assert [line.partition(",")[0] for line in lines] == list(sources)


def test_every_part_can_be_asked_for_by_its_word() -> None:
    assert {part for names in export.ONLY.values() for part in names} >= set(PARTS)
    assert set(SHEETS) == set(PARTS)


@pytest.mark.parametrize(
    ("name", "only", "said"),
    [
        ("out.pptx", [], "PowerPoint"), ("out.PDF", [], "PDF"), ("out.doc", [], r"out\.doc"), ("out", [], r"\.xlsx, \.csv\.zip or \.ics"),
        ("out.zip", [], r"\.csv\.zip"), ("out.xlsx", ["prices", "pirces"], "“pirces”.*prices, inventories"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_in_words(tmp_path: Path, name: str, only: list[str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        export.whole(workspace(), tmp_path / name, only=only)
    assert list(tmp_path.iterdir()) == []


def test_the_shown_series_are_cut_to_the_dates_shown_and_charted_a_unit(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    first, last = dt.date(2024, 2, 1), dt.date(2024, 12, 31)
    written = export.shown_workbook(workspace(), ["p/cu", "gone", "p/gold"], first, last, path)
    assert written.sheets == ("About", "Chart", "Chart (2)", "Statistics", "Price monthly", "Series", "Sources")
    assert cells(path, "Price monthly")[1] == ("Unit", "USD/t", "USD/ozt")
    assert len(cells(path, "Price monthly")) == 3 + 2
    assert [row[0] for row in cells(path, "Sources")[1:]] == ["A", "B"]
    assert cells(path, "Chart")[0][0] == "Copper (USD/t)"
    assert ("Dates shown", "2024-02-01 to 2024-12-31") in [row[:2] for row in cells(path, "About")]
    with pytest.raises(Refused):
        export.shown_workbook(workspace(), ["gone"], first, last, path)


def test_the_charts_of_what_is_shown_are_on_its_scale_and_the_values_are_their_own(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    scale = Scale("index", dt.date(2024, 2, 1))
    export.shown_workbook(workspace(), ["p/gold", "p/cu"], dt.date(2024, 2, 1), dt.date(2024, 12, 31), path, scale=scale)
    drawn = [row for row in cells(path, "Chart") if isinstance(row[0], dt.datetime)]
    assert [row[1:3] for row in drawn] == [(100, None), (150, 100)]
    assert "Copper · from 2024-03" in str(cells(path, "Chart"))
    assert cells(path, "Price monthly")[3][1] == 2


def test_the_overview_draws_a_few_lines_of_the_units_that_most_series_have() -> None:
    def one(number: int, unit: str, count: int = 3) -> Series:
        days = [f"{1900 + at // 12}-{at % 12 + 1:02d}-01" for at in range(count)]
        return Series(id=f"{unit}{number}", title=f"{unit} {number}", unit=unit, points=Points(days, range(count)))

    many = [one(at, "USD/t") for at in range(11)] + [one(0, f"u{at}") for at in range(9)] + [one(1, "kg", 1), one(2, "u8")]
    charts = export.overview(many)
    assert [(chart.unit, len(chart.lines)) for chart in charts] == [("USD/t", 8), ("u8", 2), *((f"u{at}", 1) for at in range(4))]
    assert charts[0].title == "USD/t 0, USD/t 1, USD/t 2, USD/t 3, … (USD/t)"
