"""Floors and ceilings of prices, from figures of the workspace."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from core.io.example import example_workspace
from core.model import Figure, Points, Series, Workspace, collect
from core.model.workspace import with_parts
from core.task import Refused
from core.views.data import Edited
from core.views.limit_editing import Draft, deleted, draft_of, stored
from core.views.limits import limits_of, limits_view

DAYS = np.arange("2024-01-01", "2024-01-11", dtype="datetime64[D]")
COPPER = Series(
    id="cu", title="Copper", kind="price", mineral="copper", unit="USD/t", frequency="daily",
    points=Points(DAYS, [100, 90, 80, 90, 100, 110, 120, 95, 100, 99]),
)  # fmt: skip


def workspace(*figures: Figure) -> Workspace:
    return Workspace(series=collect([COPPER]), figures=collect(figures))


def figure(key: str, kind: str, value: float | None, unit: str = "USD/t", **more: str) -> Figure:
    return Figure(id=key, title=key, kind=kind, value=value, unit=unit, **{"mineral": "copper", **more})


def test_days_depth_and_area_are_counted_in_the_dates_in_view() -> None:
    with_limits = workspace(figure("low", "price floor", 0.1, "USD/kg"), figure("high", "ceiling", 105.0))
    view = limits_view(with_limits, [COPPER], DAYS[0].item(), DAYS[-1].item())
    low, high = view.rows
    assert low[:3] == ("Copper", "low", "100 USD/t")
    assert low[3] == "always"
    assert low[4:] == ("5 of 10 (50.0 %)", "3", "20 USD/t", "2024-01-03", "9.2 USD/t", "46 USD/t × days", "below the floor")
    assert high[4:6] == ("2 of 10 (20.0 %)", "1")
    assert high[-1] == "not beyond"
    part = limits_view(with_limits, [COPPER], dt.date(2024, 1, 5), dt.date(2024, 1, 7))
    assert part.rows[0][4:6] == ("0 of 3 (0.0 %)", "0")
    empty = limits_view(with_limits, [COPPER], dt.date(2030, 1, 1), dt.date(2030, 1, 7))
    assert empty.rows[0][-1] == "no values"


@pytest.mark.parametrize(
    "other",
    [
        figure("no side", "price", 100.0), figure("no value", "floor", None), figure("other metal", "floor", 100.0, mineral="gold"),
        figure("other unit", "floor", 100.0, "EUR/t"), figure("no word", "flooring", 100.0),
    ],
)  # fmt: skip
def test_what_is_no_limit_of_a_price_is_left_out_and_how_to_have_one_is_said(other: Figure) -> None:
    view = limits_view(workspace(other), [COPPER], DAYS[0].item(), DAYS[-1].item())
    assert view.rows == ()
    assert "kind is “floor” or “ceiling”" in view.sentence


def test_a_figure_that_names_a_series_holds_for_that_alone() -> None:
    two = replace(COPPER, id="other")
    both = Workspace(series=collect([COPPER, two]), figures=collect([figure("f", "floor", 95.0, series="other")]))
    assert limits_of(both, COPPER) == ()
    assert [one.value for one in limits_of(both, two, "USD/kg")] == [0.095]
    assert limits_of(both, replace(two, kind="stock")) == ()


def test_the_base_price_of_the_g7_is_a_floor_of_rare_earths() -> None:
    example = example_workspace()
    oxide = next(one for one in example.series.values() if "neodymium-praseodymium" in one.id)
    (floor,) = limits_of(example, oxide)
    assert (floor.record, floor.side, floor.value, floor.unit) == ("O073", "floor", 20.0, "USD/kg")


def test_a_limit_holds_between_the_dates_that_it_tells() -> None:
    low = figure("low", "floor", 100.0, relation="base price; valid from 2024-01-03 until 2024-01-08.")
    (limit,) = limits_of(workspace(low), COPPER)
    assert (limit.first, limit.last) == (dt.date(2024, 1, 3), dt.date(2024, 1, 8))
    row = limits_view(workspace(low), [COPPER], DAYS[0].item(), DAYS[-1].item()).rows[0]
    assert row[3:5] == ("2024-01-03 – 2024-01-08", "3 of 6 (50.0 %)")
    open_end = figure("low", "floor", 100.0, relation="valid until 2024")
    (limit,) = limits_of(workspace(open_end), COPPER)
    assert (limit.first, limit.last) == (None, dt.date(2024, 12, 31))
    (limit,) = limits_of(workspace(figure("low", "floor", 100.0, relation="valid from 99-99 on")), COPPER)
    assert (limit.first, limit.last) == (None, None)


def test_the_g7_figures_are_a_floor_of_light_and_a_ceiling_of_heavy_rare_earths() -> None:
    """systems.md, item 39: 20,000 USD/t = 20 USD/kg; 1,500 USD/kg = 1,500,000 USD/t. The figure O073 and the target T007 are one."""
    example = example_workspace()
    oxide = next(one for one in example.series.values() if "neodymium-praseodymium" in one.id)
    assert [(one.record, one.side, one.value) for one in limits_of(example, oxide, "USD/t")] == [("O073", "floor", 20_000.0)]
    without = replace(example, figures=collect([]))
    assert [(one.record, one.title) for one in limits_of(without, oxide)] == [("T007", "Price floor of G7, light rare earths")]
    yttrium = next(one for one in example.series.values() if one.id.startswith("us-annual/yttrium-price-yttrium-metal"))
    assert [(one.record, one.side, one.value) for one in limits_of(example, yttrium, "USD/t")] == [("T008", "ceiling", 1_500_000.0)]
    basket = replace(oxide, title="Rare earths, basket")
    assert {one.side for one in limits_of(example, basket)} == {"floor", "ceiling"}


# written by hand


def taken(whole: Workspace, edited: Edited) -> Workspace:
    return with_parts(whole, edited.parts)


def test_a_limit_is_written_changed_and_deleted() -> None:
    draft = Draft("ceiling", "cu", value="0.105", unit="USD/kg", first="2024", last="2024-01-09", source="Ministry of Mines", note="draft")
    edited = stored(workspace(), draft)
    assert edited.label == "New limit Ceiling of Copper"
    whole = taken(workspace(), edited)
    (limit,) = limits_of(whole, COPPER)
    assert (limit.side, limit.value, limit.unit, limit.last) == ("ceiling", 105.0, "USD/t", dt.date(2024, 1, 9))
    written = whole.figures[limit.record]
    assert (written.series, written.mineral, written.note) == ("cu", "copper", "draft")
    assert whole.sources[written.source].title == "Ministry of Mines"
    back = draft_of(whole, limit.record, COPPER)
    assert back == replace(draft, title="Ceiling of Copper")
    again = stored(whole, replace(back, side="floor", value="90", unit="", first="", last="", source="ministry of mines"), limit.record)
    assert "sources" not in again.parts
    changed = taken(whole, again)
    assert [(one.side, one.value, one.first) for one in limits_of(changed, COPPER)] == [("floor", 90.0, None)]
    assert len(changed.figures) == 1
    second = taken(changed, stored(changed, replace(back, whole=True)))
    assert len(second.figures) == 2
    assert limits_of(taken(whole, deleted(whole, limit.record)), COPPER) == ()


def test_an_imported_limit_keeps_what_it_says_besides() -> None:
    example = example_workspace()
    oxide = next(one for one in example.series.values() if "neodymium-praseodymium" in one.id)
    draft = draft_of(example, "O073", oxide)
    assert (draft.side, draft.whole, draft.value, draft.unit, draft.source) == ("floor", True, "20000", "USD/t", draft.source)
    changed = taken(example, stored(example, replace(draft, value="25000", last="2027"), "O073")).figures["O073"]
    before = example.figures["O073"]
    assert (changed.value, changed.series, changed.mineral, changed.source) == (25000.0, before.series, before.mineral, before.source)
    assert changed.relation == f"{before.relation}; valid until 2027"


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (Draft(value="1"), "Choose the price"), (Draft(series="cu"), "needs a value"), (Draft(series="cu", value="much"), "not a number"),
        (Draft(series="cu", value="1", unit="EUR/t"), "cannot be held against Copper, which is in USD/t"),
        (Draft(series="cu", value="1", first="soon"), "“soon” is no date"),
        (Draft(series="cu", value="1", first="2025", last="2024"), "would end on 2024, before it begins on 2025"),
    ],
)  # fmt: skip
def test_what_is_no_limit_is_refused_with_what_to_do(draft: Draft, told: str) -> None:
    with pytest.raises(Refused, match=told):
        stored(workspace(), draft)


def test_a_target_is_changed_in_its_table() -> None:
    with pytest.raises(Refused, match="table Targets"):
        draft_of(example_workspace(), "T008", COPPER)
    with pytest.raises(Refused, match="not in the workspace"):
        deleted(workspace(), "gone")
