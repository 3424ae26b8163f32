"""The example workspace carries every figure of its tables, and each names its source."""

import csv

import numpy as np
import pytest

import resources
from core.io.example import example_workspace
from core.model import PARTS, Workspace


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


def test_it_holds_what_the_tables_hold(example: Workspace) -> None:
    counts = {part: len(getattr(example, part)) for part in PARTS}
    assert (counts["events"], counts["figures"], counts["targets"], counts["relations"]) == (114, 142, 37, 85)
    with (resources.path("example") / "series_values.csv").open(encoding="utf-8") as lines:
        written = sum(1 for _row in csv.DictReader(lines))
    assert sum(len(series.points) for series in example.series.values()) == written == 2895


def test_every_record_names_a_source_that_is_there(example: Workspace) -> None:
    for part in PARTS:
        for record in getattr(example, part).values():
            if part != "sources":
                assert record.source, record.id
                assert set(record.source.split("; ")) <= set(example.sources), record.id


def test_every_link_between_events_leads_somewhere(example: Workspace) -> None:
    for event in example.events.values():
        assert not event.follows or event.follows in example.events


def test_known_figures(example: Workspace) -> None:
    gold = example.series["pink-sheet/gold"]
    assert gold.unit == "USD/ozt"
    assert gold.points.values[np.flatnonzero(gold.points.dates == np.datetime64("2005-01-01"))[0]] == 424.03
    assert example.supply["mcs-2025/cobalt-mining-COD-2024"].quantity == 220_000
    assert example.events["E001"].clock is not None
    assert example.events["E001"].announced is not None
    assert str(example.events["E001"].clock.deadline(example.events["E001"].announced.start)) == "2026-07-13"
    assert example.indicators["wgi-2019/political-stability-COD"].value == pytest.approx(-2.1162)
