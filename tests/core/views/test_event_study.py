"""The study of an event on a series, as it is shown."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from core.io.example import example_workspace
from core.model import PartialDate, Points, PolicyEvent, Series, Workspace, collect
from core.views.event_choices import OTHERS, Choice, bases_of, markets
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


def with_market(jump: float = 0.0) -> tuple[Workspace, np.ndarray, np.ndarray]:
    """Copper that follows the mean of three other metals by 1.5, and its returns and the market's."""
    rng, base = np.random.default_rng(5), workspace()
    dates = base.series["cu"].points.dates
    others = rng.normal(0, 0.01, (3, 300))
    market = others.mean(axis=0)
    own = 0.001 + 1.5 * market + rng.normal(0, 0.004, 300)
    own[200] += jump

    def made(key: str, returns: np.ndarray) -> Series:
        points = Points(dates, 100 * np.exp(returns.cumsum()))
        return Series(id=key, title=key, kind="price", mineral=key, unit="USD/t", frequency="daily", points=points)

    metals = [made(key, one) for key, one in zip(("zinc", "lead", "tin"), others, strict=True)]
    copper = replace(made("copper", own), id="cu")
    return replace(base, series=collect([copper, *metals])), own, market


def test_the_market_model_is_that_of_mackinlay() -> None:
    whole, own, market = with_market(0.2)
    assert dict(markets(whole, whole.series["cu"])).keys() == {OTHERS, "zinc", "lead", "tin"}
    view = study(whole, "ban", "cu", Choice(market=OTHERS))
    assert view is not None
    told = results(view)
    learn, window = slice(79, 199), slice(199, 202)
    beta, alpha = np.polyfit(market[learn], own[learn], 1)
    abnormal = own[window] - alpha - beta * market[window]
    assert told["Beta"] == f"{beta:+.2f}"
    assert told["Cumulative abnormal return"] == f"{100 * abnormal.sum():+.1f} %"
    rest = own[learn] - alpha - beta * market[learn]
    mean = market[learn].mean()
    extra = ((market[window] - mean).sum()) ** 2 / ((market[learn] - mean) ** 2).sum()
    error = np.sqrt((rest**2).sum() / 118 * (3 * (1 + 3 / 120) + extra))
    assert told["t"] == f"{abnormal.sum() / error:+.2f} (118 degrees of freedom)"
    plain = study(whole, "ban", "cu")
    assert plain is not None
    assert "Beta" not in results(plain)
    assert "(119 degrees of freedom)" in results(plain)["t"]


def test_the_day_is_that_of_the_announcement_or_of_the_entry_into_force() -> None:
    whole = workspace()
    ban = replace(whole.events["ban"], in_force=PartialDate.parse("2024-09-02"))
    both = replace(whole, events=collect([ban]))
    assert bases_of(ban) == ("announced", "in_force")
    assert bases_of(whole.events["ban"]) == ("announced",)
    view = study(both, "ban", "cu", Choice(basis="in_force"))
    assert view is not None
    assert results(view)["Day 0"] == "2024-09-02"
    assert view.when == "announced 2024-07-19, in force 2024-09-02; counted from 2024-09-02"
    assert study(whole, "ban", "cu", Choice(basis="in_force")) is None


def test_a_class_has_its_mean_path_with_a_band_and_says_when_it_is_small() -> None:
    tariff = replace(event("tariff", 120, instrument="tariff"), direction="restrictive")
    same_day = event("again", 150)
    year = replace(event("year", 130), announced=PartialDate.parse("2024"))
    whole = workspace(more=(event("two", 150), event("three", 170), tariff, same_day, year))
    found = class_study(whole, "ban", "cu", Choice(estimation=60))
    assert found is not None
    assert "fewer than 8" in found.caution
    told = {one.title: one.text for one in found.results}
    assert (told["Events"], told["N of the tests"]) == ("3 of 3 have prices around them", "3")
    caar, high, low = found.paths
    assert caar.days.tolist() == list(range(-10, 21))
    assert (low.values < caar.values).all()
    assert (caar.values < high.values).all()
    assert caar.values[10] - caar.values[9] == pytest.approx(100 * 0.2 / 3, abs=2)
    by_direction = class_study(whole, "tariff", "cu", Choice(estimation=60, same="direction"))
    assert by_direction is not None
    assert (by_direction.title, len(by_direction.used)) == ("restrictive", 1)
    assert np.isnan(by_direction.paths[1].values).all()
    none = class_study(workspace(count=0), "ban", "cu")
    assert none is not None
    assert none.paths == ()
