"""What the Prices tab shows."""

import numpy as np
import pytest

from core.io.example import example_workspace
from core.model import Points, Series, Workspace, collect
from core.views import prices


def monthly(key: str, months: list[str], values: list[float], **more: str) -> Series:
    return Series(id=key, kind="price", frequency="monthly", points=Points(np.array(months, "datetime64[M]"), values), **more)


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


def test_a_skipped_month_breaks_the_line_and_a_short_month_does_not() -> None:
    line = prices.line(monthly("x", ["2020-01", "2020-02", "2020-03", "2020-06"], [1, 2, 3, 6]))
    assert np.isnan(line.values).tolist() == [False, False, False, True, False]
    assert (np.diff(line.days) > 0).all()


def test_series_of_one_unit_share_a_pane_in_the_order_ticked() -> None:
    workspace = Workspace(
        series=collect(
            [
                monthly("a", ["2020-01"], [1], unit="USD/ozt"),
                monthly("b", ["2020-01"], [1], unit="USD/t"),
                monthly("c", ["2020-01"], [1], unit="USD/ozt"),
            ]
        )
    )
    shown = prices.panes(workspace, ["c", "gone", "b", "a"])
    assert [(pane.unit, [line.series.id for line in pane.lines]) for pane in shown] == [("USD/ozt", ["c", "a"]), ("USD/t", ["b"])]
    again = prices.panes(workspace, ["b"], shown)
    assert again[0].lines[0] is shown[1].lines[0]


def test_the_search_takes_every_word_in_any_language(example: Workspace) -> None:
    assert [group.mineral for group in prices.catalogue(example, "pink silver")] == []
    found = prices.catalogue(example, "silver world")
    assert [entry.id for group in found for entry in group.entries] == ["pink-sheet/silver"]
    stocks = prices.catalogue(example, "stock silver")
    assert {example.series[entry.id].kind for group in stocks for entry in group.entries} == {"stock"}
    assert any(group.mineral == "silver" for group in prices.catalogue(example, "白銀"))


def test_events_of_a_mineral_come_with_those_of_its_group_and_of_all_minerals(example: Workspace) -> None:
    titles = {flag.event for flag in prices.flags(example, ("cobalt",))}
    assert {"E085", "E086", "E001"} <= titles
    assert "E081" not in titles
    assert "E070" not in titles
    assert all(flag.end is None or flag.end >= flag.start for flag in prices.flags(example, ()))
    dated = [event for event in example.events.values() if event.announced or event.in_force or event.ended]
    assert len(prices.flags(example, ())) == len(dated)


def test_a_measure_that_ends_is_a_band_and_a_vague_date_is_not(example: Workspace) -> None:
    flags = {flag.event: flag for flag in prices.flags(example, ())}
    assert (flags["E085"].start, flags["E085"].end, flags["E085"].when) == (20120.0, None, "2025-02")
    truce = flags["E072"]
    assert truce.end is not None
    assert prices.date_of(truce.end).isoformat() == "2026-10-31"
    assert truce.when == "2025-10 to 2026-10"


def test_the_series_that_an_event_is_about_come_first(example: Workspace) -> None:
    series = [example.series[key] for key in ("pink-sheet/silver", "us-annual/cobalt-price-u-s-spot-cathode")]
    assert [one.mineral for one in prices.of_event(example, "E085", series)] == ["cobalt", "silver"]


def test_a_drawdown_is_counted_from_the_highest_value_so_far() -> None:
    series = monthly("a", ["2020-01", "2020-02", "2020-03", "2020-04", "2020-09"], [100, 50, float("nan"), 200, 150], unit="USD/t")
    workspace = Workspace(series=collect([series]))
    pane = prices.drawdowns(workspace, ["a", "gone"])
    assert pane.unit == "%"
    assert [None if np.isnan(value) else value for value in pane.lines[0].values] == [0, -50, None, 0, None, -25]
    assert prices.drawdowns(workspace, ["a"], pane).lines[0] is pane.lines[0]


def test_one_series_stands_for_a_mineral(example: Workspace) -> None:
    assert prices.series_of(example, "copper") == ("pink-sheet/copper",)
    assert prices.series_of(example, "unobtainium") == ()
    assert prices.default_series(example) == ("pink-sheet/silver", "pink-sheet/copper")
    assert prices.default_series(Workspace()) == ()
