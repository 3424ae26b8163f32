"""Ratios and spreads that live in the workspace by their definition alone."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.io.example import example_workspace
from core.io.workspace_file import open_workspace, save_workspace
from core.model import Scenario, Workspace, put
from core.task import Refused
from core.views.derived_series import complete, define, parts_of
from core.views.info import info
from core.views.price_statistics import explain, statistics_view

GOLD, SILVER, COPPER = "pink-sheet/gold", "pink-sheet/silver", "pink-sheet/copper"


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


def with_(workspace: Workspace, *made: Scenario) -> Workspace:
    return replace(workspace, scenarios=put(workspace.scenarios, *made))


def test_gold_over_silver_is_a_series_of_the_workspace_and_follows_its_parts(example: Workspace) -> None:
    made = define(example, "ratio", GOLD, SILVER)
    workspace = with_(example, made)
    ratio = complete(workspace).series[made.id]
    gold, silver = (example.series[key].points.values for key in (GOLD, SILVER))
    np.testing.assert_allclose(ratio.points.values, gold / silver)
    assert (ratio.title, ratio.unit, ratio.frequency, ratio.note) == ("Gold / Silver", "", "monthly", f"{GOLD} / {SILVER}")
    edited = replace(workspace, series=put(workspace.series, workspace.series[GOLD].with_value(np.datetime64("2011-04-01"), 0.0)))
    after = complete(edited).series[made.id].points
    assert after.values[np.searchsorted(after.dates, np.datetime64("2011-04-01"))] == 0
    assert made.id not in workspace.series
    assert complete(workspace).series[made.id] is ratio
    assert complete(example) is example


def test_a_spread_converts_the_second_and_says_so(example: Workspace) -> None:
    lme = next(key for key in example.series if key.startswith("us-annual/zinc-price-london"))
    made = define(example, "spread", "pink-sheet/zinc", lme)
    series = complete(with_(example, made)).series[made.id]
    assert (series.unit, series.frequency) == ("USD/t", "yearly")
    assert "converted from USc/lb to USD/t" in series.note
    assert "pink-sheet/zinc by its mean of each period" in series.note
    assert abs(np.nanmean(series.points.values)) < 200  # both quote the same metal


def test_what_cannot_be_made_is_refused_with_its_reason(example: Workspace) -> None:
    stock = "us-annual/copper-stock-refined-held-by-u-s-producers-consumers-and-metal-exchanges"
    for rule, first, second, said in (
        ("ratio", GOLD, GOLD, "two different"),
        ("spread", COPPER, stock, "cannot be worked out"),
    ):
        with pytest.raises(Refused, match=said):
            define(example, rule, first, second)


def test_a_ratio_of_a_ratio_and_one_whose_part_is_gone(example: Workspace) -> None:
    one = define(example, "ratio", GOLD, SILVER)
    two = define(with_(example, one), "ratio", one.id, COPPER)
    workspace = with_(example, two, one)
    assert complete(workspace).series[two.id].points.filled == 251
    assert [part.id for part in parts_of(workspace, two.id)] == [one.id, COPPER]
    lost = complete(with_(example, two)).series[two.id]
    assert (len(lost.points), lost.note) == (0, f"There is no series “{one.id}”.")
    circle = Scenario(id="c", worksheet="ratio", inputs=("first = c", f"second = {GOLD}"))
    assert complete(with_(example, circle)).series["c"].note == "It is made of itself."
    odd = Scenario(id="o", worksheet="ratio", inputs=("nonsense",))
    assert len(complete(with_(example, odd)).series["o"].points) == 0


def test_the_definition_is_saved_and_told_by_the_command_line(example: Workspace, tmp_path: Path) -> None:
    made = define(example, "ratio", GOLD, SILVER)
    path = tmp_path / "w.orebook"
    save_workspace(with_(example, made), path, base=None)
    back = open_workspace(path)
    assert back.scenarios[made.id] == made
    told = next(one for one in info(back)["series"] if one["id"] == made.id)
    assert (told["title"], told["count"], told["last"]) == ("Gold / Silver", 251, "2025-11-01")


def test_a_number_of_a_ratio_explains_itself_by_its_parts(example: Workspace) -> None:
    made = define(example, "ratio", GOLD, SILVER)
    workspace = complete(with_(example, made))
    view = statistics_view(workspace, [made.id], dt.date(2011, 1, 1), dt.date(2011, 12, 31))
    lines = dict(explain(workspace, view, 0, 0))
    assert lines["Formula"] == f"{GOLD} / {SILVER}"
    assert "Gold 2011-12-01: " in lines["Last value"]
    assert lines["Last value"].count("series_values.csv!C") == 2
