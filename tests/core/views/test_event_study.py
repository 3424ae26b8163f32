"""The study of an event on a series, as it is shown."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from core.io.example import example_workspace
from core.model import PartialDate, Points, PolicyEvent, Series, Workspace, collect
from core.views.event_study import StudyView, class_study, study

DAY = np.datetime64("2024-01-01")


def workspace(jump: float = 0.2, *, more: tuple[PolicyEvent, ...] = (), count: int = 300) -> Workspace:
    """Daily copper prices with one jump on the day of the event "ban"."""
    dates = DAY + np.arange(count)
    returns = np.random.default_rng(1).normal(0, 0.01, count)
    returns[200:201] += jump
    series = Series(
        id="cu", title="Copper", mineral="copper", unit="USD/t", frequency="daily", points=Points(dates, 100 * np.exp(returns.cumsum()))
    )
    return Workspace(series=collect([series]), events=collect([event("ban", 200), *more]))


def event(key: str, at: int, *, instrument: str = "export ban") -> PolicyEvent:
    day = (DAY + at).astype(dt.date)
    return PolicyEvent(id=key, title=key, announced=PartialDate.parse(day.isoformat()), minerals=("copper",), instrument=instrument)


def results(view: StudyView) -> dict[str, str]:
    return {one.title: one.text for one in view.results}


def test_a_jump_on_the_day_is_abnormal_and_rare() -> None:
    view = study(workspace(), "ban", "cu")
    assert view is not None
    told = results(view)
    assert told["Day 0"] == str(DAY + 200)
    assert float(told["Cumulative abnormal return"].rstrip(" %")) == pytest.approx(20, abs=5)
    low, high = (float(text.rstrip(" %")) for text in told["95 % interval"].split(" to "))
    assert 0 < low < 20 < high + 5
    assert told["Placebo"].startswith("p = 0.000, N = ")
    assert "100" not in told["Normal return"]
    assert view.warnings == ()
    cumulative, upper, lower = view.paths
    assert cumulative.values[-1] == pytest.approx(float(told["Cumulative abnormal return"].rstrip(" %")), abs=0.06)
    assert (np.diff(upper.values) > 0).all()
    assert (upper.values == -lower.values).all()
    assert len(view.price.days) == 43


def test_every_limit_of_a_study_is_said_in_a_sentence() -> None:
    overlapping = study(workspace(more=(event("other", 201),)), "ban", "cu")
    assert overlapping is not None
    assert [one.split(":")[0] for one in overlapping.warnings] == ["Overlap"]
    early = study(workspace(more=(event("early", 20),)), "early", "cu")
    assert early is not None
    assert "learnt from 18 returns" in early.warnings[0]
    late = study(workspace(more=(event("late", 900),)), "late", "cu")
    assert late is not None
    assert (late.results, late.paths, late.warnings) == ((), (), ("The series has no prices around this event.",))
    whole = workspace()
    vague = replace(whole.events["ban"], announced=PartialDate.parse("2024-07"))
    month = study(replace(whole, events=collect([vague])), "ban", "cu")
    assert month is not None
    assert month.warnings == ("The event is dated 2024-07 only: it counts from 2024-07-01.",)
    assert study(whole, "gone", "cu") is None
    assert study(replace(whole, events=collect([replace(vague, announced=None)])), "ban", "cu") is None


def test_a_monthly_series_says_that_days_are_lost() -> None:
    view = study(example_workspace(), "E085", "pink-sheet/silver")
    assert view is not None
    assert any("a step is 1 month" in one for one in view.warnings)
    assert "series_values.csv!C" in results(view)["First value"]


def test_a_class_is_all_events_of_the_instrument_with_their_number_and_spread() -> None:
    others = (event("two", 150), event("three", 100), event("tariff", 120, instrument="tariff"), event("late", 900))
    found = class_study(workspace(more=others), "ban", "cu")
    assert found is not None
    assert found.title == "export ban"
    assert len(found.used) == 3
    lines = {line[0]: line for line in found.lines}
    assert lines["0"][1] == "3"
    assert lines["−1"][2] == "+0.0 %"
    assert float(lines["0"][2].rstrip(" %")) == pytest.approx(20 / 3, abs=1.5)
    told = {one.title: one.text for one in found.results}
    assert (told["Events"], told["N of the tests"]) == ("3 of 4 have prices around them", "3")
    empty = class_study(workspace(count=0), "ban", "cu")
    assert empty is not None
    assert {line[1] for line in empty.lines} == {"0"}
