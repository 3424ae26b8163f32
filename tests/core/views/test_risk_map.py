"""What the Risk map shows: shares, years carried forward, classes, differences, arrows, small maps; and workspaces of any kind."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.example import example_workspace
from core.model import Indicator, PartialDate, PolicyEvent, SupplyRecord, TradeShare, Workspace, collect
from core.task import Refused
from core.views.map_flows import arrows
from core.views.map_values import MEASURES, Method, details, in_force, measured, severity
from core.views.risk_map import Choices, explained, risk_map
from core.views.risk_map_export import risk_map_text, risk_map_workbook


def _mined(country: str, year: int | None, quantity: float | None = None, share: float | None = None, source: str = "s") -> SupplyRecord:
    return SupplyRecord(
        id=f"{source}-{country}-{year}",
        mineral="cobalt",
        stage="mining",
        country=country,
        year=year,
        quantity=quantity,
        unit="t" if quantity is not None else "",
        share=share,
        source=source,
    )


def _workspace(*records: SupplyRecord) -> Workspace:
    return Workspace(supply=collect(records))


def test_shares_are_of_the_world_total_and_the_rest_is_told() -> None:
    view = risk_map(
        _workspace(_mined("COD", 2024, 60), _mined("IDN", 2024, 20), _mined("OTH", 2024, 20), _mined("WLD", 2024, 100)), Choices()
    )
    assert {code: place.value for code, place in view.places.items()} == {"COD": 60, "IDN": 20}
    assert [place.rank for place in view.places.values()] == [1, 2]
    assert "Other countries: 20 % (2024)" in " ".join(view.notes)
    assert view.bands[view.places["COD"].band].text == "50 and more"


def test_a_missing_figure_is_not_zero() -> None:
    view = risk_map(_workspace(_mined("COD", 2024, 60), _mined("RWA", 2024), _mined("WLD", 2024, 100)), Choices())
    assert "RWA" not in view.places
    assert explained(Workspace(), view, "RWA").missing
    assert risk_map(_workspace(_mined("COD", 2024, 0), _mined("WLD", 2024, 100)), Choices()).places["COD"].value == 0


def test_an_older_figure_is_carried_forward_with_its_year_and_a_later_one_never_back() -> None:
    workspace = _workspace(
        _mined("COD", 2020, share=70), _mined("COD", 2024, share=76), _mined("CUB", 2020, share=2), _mined("IDN", 2024, share=10)
    )
    now = risk_map(workspace, Choices(year=2024)).places
    assert (now["CUB"].when, now["COD"].when) == ("2020, carried forward", "2024")
    assert now["CUB"].label == "2 (2020)"
    assert set(risk_map(workspace, Choices(year=2023)).places) == {"COD", "CUB"}
    assert risk_map(workspace, Choices(year=2020)).places["COD"].value == 70


def test_breaks_are_the_same_in_all_years_when_locked() -> None:
    workspace = _workspace(
        *(_mined(code, year, share=share * (1 + year - 2020)) for year in (2020, 2024) for code, share in _SHARES.items())
    )
    years = [risk_map(workspace, Choices(classes="natural", year=year, count=4)).limits for year in (2020, 2024)]
    assert years[0] == years[1]
    loose = [risk_map(workspace, Choices(classes="natural", year=year, count=4, locked=False)).limits for year in (2020, 2024)]
    assert loose[0] != loose[1]


_SHARES = {"COD": 10.0, "IDN": 4.0, "AUS": 2.0, "CAN": 1.0, "CUB": 0.5, "PHL": 0.4}


def test_a_difference_is_of_two_figures_of_their_own() -> None:
    workspace = _workspace(
        _mined("COD", 2020, share=70), _mined("COD", 2024, share=76), _mined("IDN", 2020, share=10), _mined("IDN", 2024, share=4),
        _mined("CUB", 2020, share=2)
    )  # fmt: skip
    view = risk_map(workspace, Choices(year=2024, before=2020))
    assert {code: place.value for code, place in view.places.items()} == {"COD": 6, "IDN": -6}
    assert view.diverging
    assert view.limits == tuple(-limit for limit in reversed(view.limits))
    assert (view.places["COD"].brief, view.places["IDN"].brief) == ("+6", "−6")
    assert risk_map(workspace, Choices(year=2024, before=2024)).diverging is False


def test_nickel_of_the_example() -> None:
    view = risk_map(example_workspace(), Choices(mineral="nickel"))
    indonesia = view.places["IDN"]
    assert indonesia.value == pytest.approx(2_200_000 / 3_700_000 * 100)
    assert indonesia.rank == 1
    assert view.places["NCL"].value == pytest.approx(110_000 / 3_700_000 * 100)
    why = explained(example_workspace(), view, "IDN")
    assert why.inputs[0].id == "mcs-2025/nickel-mining-IDN-2024"


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("small", ["", "years", "minerals"])
def test_every_measure_of_the_example_has_places_in_classes(measure: str, small: str) -> None:
    view = risk_map(example_workspace(), Choices(measure=measure, mineral="nickel", small=small, arrows=True, as_of=dt.date(2026, 7, 1)))
    assert view.places
    assert not view.message
    assert sum(band.count for band in view.bands) == len(view.places)
    assert all(0 <= place.band < len(view.bands) for place in view.places.values())


def test_governance_has_standard_errors() -> None:
    view = risk_map(example_workspace(), Choices(measure="governance", detail="political stability"))
    assert "±" in view.places["ABW"].text


def test_import_sources_by_importer() -> None:
    offered = dict(details(example_workspace(), "imports", "nickel"))
    assert {key.split("|")[0] for key in offered} == {"EU", "USA"}
    view = measured(example_workspace(), "imports", "nickel", None, detail="EU|mining|")
    assert view.values["FIN"].value == 38


def test_measures_in_force_count_for_members_of_a_bloc_and_by_day() -> None:
    ban = PolicyEvent(id="e", title="ban", actors=("EU",), minerals=("cobalt",), instrument="export ban", direction="restrictive",
                      status="in force", in_force=PartialDate.parse("2025-01-10"), ended=PartialDate.parse("2025-06-01"))  # fmt: skip
    workspace = Workspace(events=collect([ban]))
    view = measured(workspace, "measures", "cobalt", None, as_of=dt.date(2025, 3, 1))
    assert view.values["FRA"].text == "1 measure, severity up to 3 of 3"
    assert "GBR" not in view.values
    assert not measured(workspace, "measures", "gold", None, as_of=dt.date(2025, 3, 1)).values
    assert not in_force(ban, dt.date(2025, 1, 9))
    assert in_force(ban, dt.date(2025, 1, 10))
    assert not in_force(ban, dt.date(2025, 6, 1))
    assert [severity(name) for name in ("Export ban", "export quota", "tariff", "")] == [3, 2, 1, 1]


def test_what_is_only_planned_is_not_in_force() -> None:
    event = PolicyEvent(id="e", title="t", status="planned", in_force=PartialDate.parse("2025-01-10"))
    assert not in_force(event, dt.date(2026, 1, 1))


def test_a_method_of_others_is_a_measure() -> None:
    method = Method("risk", "Risk", "points", "…", lambda _workspace, _mineral, _year: {"COD": 3.0, "WLD": 9.0, "RWA": float("nan")})
    view = risk_map(example_workspace(), Choices(measure="risk", mineral="cobalt"), [method])
    assert {code: place.text for code, place in view.places.items()} == {"COD": "3 points"}
    assert ("risk", "Risk") in view.measures


def test_arrows_never_move_more_than_is_mined_or_refined() -> None:
    def refined(country: str, share: float) -> SupplyRecord:
        return SupplyRecord(id=f"r-{country}", mineral="cobalt", stage="processing", country=country, year=2024, share=share)

    workspace = _workspace(_mined("COD", 2024, share=70), _mined("CHN", 2024, share=5), refined("CHN", 75), refined("FIN", 10))
    found = {(one.giver, one.taker): one.share for one in arrows(workspace, "cobalt", "", None)}
    assert found == {("COD", "CHN"): pytest.approx(70 * 70 / 80), ("COD", "FIN"): pytest.approx(70 * 10 / 80)}
    assert all(one.ours for one in arrows(workspace, "cobalt", "", None))
    assert arrows(Workspace(), "cobalt", "", None) == ()


def test_the_workbook_and_the_clipboard_hold_what_is_shown(tmp_path: Path) -> None:
    view = risk_map(example_workspace(), Choices(mineral="nickel", arrows=True, small="minerals"))
    risk_map_workbook(view, tmp_path / "map.xlsx")
    book = openpyxl.load_workbook(tmp_path / "map.xlsx")
    sheet = next(sheet for sheet in book if sheet.title == "Ranking")
    rows = [row for row in sheet.iter_rows(values_only=True) if row[2] == "IDN"]
    assert rows[0][3] == pytest.approx(view.places["IDN"].value)
    book.close()
    assert f"1\tIndonesia\tIDN\t{view.places['IDN'].value!r}\t2024" in risk_map_text(view)
    with pytest.raises(Refused):
        risk_map_workbook(risk_map(Workspace(), Choices()), tmp_path / "none.xlsx")


_NUMBERS = st.none() | st.floats(allow_nan=True, allow_infinity=True)
_CODES = st.sampled_from(["COD", "IDN", "XKX", "OTH", "WLD", "EU", "QQQ", ""])
_YEARS = st.none() | st.integers(-5, 12_000)


@given(
    st.lists(st.tuples(_CODES, _YEARS, _NUMBERS, _NUMBERS), max_size=8),
    st.sampled_from(["fixed", "quantile", "equal", "natural"]),
    st.sampled_from([*MEASURES, "nothing"]),
    _YEARS,
    _YEARS,
    st.sampled_from(["", "years", "minerals", "odd"]),
)
def test_any_workspace_gives_a_map_or_says_why_not(rows, classes, measure, year, before, small) -> None:  # type: ignore[no-untyped-def]
    supply = collect(
        SupplyRecord(id=str(at), mineral="cobalt", stage="mining", country=code, year=when, quantity=quantity, share=share)
        for at, (code, when, quantity, share) in enumerate(rows)
    )
    trade = collect(
        TradeShare(id=str(at), importer=code, mineral="cobalt", stage="mining", supplier=code, share=share, period=str(when))
        for at, (code, when, _quantity, share) in enumerate(rows)
    )
    scores = collect(
        Indicator(id=str(at), country=code, name="rule of law", year=when, value=value, error=error)
        for at, (code, when, value, error) in enumerate(rows)
    )
    workspace = Workspace(supply=supply, trade=trade, indicators=scores)
    view = risk_map(
        workspace, Choices(measure=measure, classes=classes, year=year, before=before, small=small, arrows=True, fixed=(float("nan"), 1.0))
    )
    assert view.places or view.message
    assert "nan" not in " ".join(place.read_out for place in view.places.values())
