"""What the Risk map shows: shares, years carried forward, classes, differences, arrows, small maps; and workspaces of any kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.stages import standings, told_days
from core.io.example import example_workspace
from core.model import Indicator, PartialDate, PolicyEvent, Scenario, SupplyRecord, TradeShare, Workspace, collect
from core.task import Refused
from core.views.map_chosen import chosen_words
from core.views.map_classes import breaks_of, breaks_text
from core.views.map_flows import arrows
from core.views.map_measured import MEASURES, details, measured
from core.views.map_values import Measured, Method
from core.views.risk_map import Choices, explained, read_outs, risk_map
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


@pytest.mark.parametrize("measure", [one for one in MEASURES if one != "shortage"])
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


def _ban(key: str = "e", instrument: str = "export ban", actor: str = "EU", **more: str) -> PolicyEvent:
    dates = {name: PartialDate.parse(text) for name, text in more.items() if name != "status"}
    status = more.get("status", "in force")
    return PolicyEvent(id=key, title=key, actors=(actor,), minerals=("cobalt",), instrument=instrument, direction="restrictive",
                       status=status, **dates)  # type: ignore[arg-type]  # fmt: skip


def _on(workspace: Workspace, day: str, measure: str = "measures", mineral: str = "cobalt") -> Measured:
    return measured(workspace, measure, mineral, None, as_of=dt.date.fromisoformat(day))


def test_measures_in_force_count_for_members_of_a_bloc_and_by_day() -> None:
    workspace = Workspace(events=collect([_ban(in_force="2025-01-10", ended="2025-06-01")]))
    view = _on(workspace, "2025-03-01")
    assert view.values["FRA"].text == "1 measure, severity up to 1 of 1"
    assert "GBR" not in view.values
    assert not _on(workspace, "2025-03-01", mineral="gold").values
    for day, on in (("2025-01-09", False), ("2025-01-10", True), ("2025-06-01", True), ("2025-06-02", False)):
        assert ("FRA" in _on(workspace, day).values) is on, day


def test_what_is_planned_or_may_be_in_force_is_not_counted() -> None:
    planned = Workspace(events=collect([_ban(status="planned", in_force="2027-01-10")]))
    assert not _on(planned, "2026-01-01").values
    vague = Workspace(events=collect([_ban(in_force="2025"), _ban("sure", "export quota", "CHN", in_force="2024-01-01"),
                                      _ban("open", "export ban", "CHN", in_force="2025")]))  # fmt: skip
    view = _on(vague, "2025-03-01")
    assert set(view.values) == {"CHN"}
    assert view.values["CHN"].value == 1
    assert "1 more may be in force" in view.values["CHN"].text
    assert "27 countries have only measures that may be in force" in view.rest


def test_the_map_and_the_policy_analysis_agree_on_what_is_in_force() -> None:
    workspace, day = example_workspace(), dt.date(2026, 7, 1)
    how = {one.event: one.state for one in standings(workspace.events, day, told_days(workspace.events, workspace.sources))}
    for measure in ("measures", "severity"):
        values = measured(workspace, measure, "cobalt", None, as_of=day).values
        assert values
        assert {how[key] for one in values.values() for key in one.records} == {"in force"}


def test_severity_is_that_of_the_hardest_measure_on_the_scale() -> None:
    events = [_ban("a", "export quota", "CHN", in_force="2024-01-01"), _ban("b", "export tax", "CHN", in_force="2024-01-01"),
              _ban("c", "tariff", "USA", in_force="2024-01-01")]  # fmt: skip
    view = _on(Workspace(events=collect(events)), "2025-03-01", "severity")
    assert {code: one.value for code, one in view.values.items()} == {"CHN": 0.7}
    assert "1 country has measures in force that restrict no export" in view.rest
    own = Scenario(id="s", title="own", worksheet="risk inputs", inputs=("severity/export quota = 0.2",))
    again = _on(Workspace(events=collect(events), scenarios=collect([own])), "2025-03-01", "severity")
    assert again.values["CHN"].value == 0.3


def test_one_table_or_the_newest_of_any_with_the_mixture_said() -> None:
    workspace = _workspace(
        _mined("COD", 2024, 60), _mined("IDN", 2024, 20), _mined("WLD", 2024, 100), _mined("CUB", 2020, share=70, source="ec"),
        _mined("COD", 2020, share=50, source="ec")
    )  # fmt: skip
    mixed = risk_map(workspace, Choices())
    assert {code: place.rank for code, place in mixed.places.items()} == {"COD": 1, "IDN": 2, "CUB": 0}
    assert list(mixed.places) == ["COD", "IDN", "CUB"]
    assert mixed.notes[0].startswith("Figures of several tables: s ranks 2 countries; those of ec have no rank")
    assert dict(mixed.tables) == {"s": "s", "ec": "ec"}
    old = risk_map(workspace, Choices(table="ec"))
    assert {code: place.rank for code, place in old.places.items()} == {"CUB": 1, "COD": 2}
    assert old.years == (2020,)
    assert "add up to 120 %, more than the whole" in old.notes[0]
    assert risk_map(workspace, Choices(table="gone")).choices.table == ""


def test_two_tables_make_no_difference_between_years() -> None:
    workspace = _workspace(_mined("COD", 2020, share=70, source="ec"), _mined("COD", 2024, share=76))
    view = risk_map(workspace, Choices(year=2024, before=2020))
    assert not view.places
    assert "a difference of two tables is no change" in view.message


def _shocks() -> Workspace:
    lines = {"big": ("country = COD", "lost = 80"), "small": ("country = COD", "lost = 20"), "other": ("mineral = nickel",)}
    kept = [
        Scenario(id=key, title=key, worksheet="shock", inputs=(*(() if key == "other" else ("mineral = cobalt",)), *more))
        for key, more in lines.items()
    ]
    return replace(example_workspace(), scenarios=collect(kept))


def test_the_shortage_of_a_saved_shock_and_what_it_does_beyond_another() -> None:
    workspace = _shocks()
    view = risk_map(workspace, Choices(measure="shortage", detail="big"))
    assert view.title == "Shortage by the shock “big”: Cobalt"
    assert view.places
    between = risk_map(workspace, Choices(measure="shortage", detail="big", against="small"))
    assert between.diverging
    code, place = next(iter(between.places.items()))
    small = risk_map(workspace, Choices(measure="shortage", detail="small")).places
    assert place.value == pytest.approx(view.places[code].value - (small[code].value if code in small else 0.0))
    assert place.value > 0
    minerals = risk_map(workspace, Choices(measure="shortage", detail="big", against="other"))
    assert minerals.places.keys() <= view.places.keys()
    assert "shortage" not in dict(risk_map(example_workspace(), Choices(measure="shortage")).measures)


def test_the_event_of_the_desk_is_seen_with_actors_and_targets() -> None:
    event = PolicyEvent(id="e", title="Quota", actors=("CHN",), targets=("EU", "CHN", "QQQ"), announced=PartialDate.parse("2025-02-01"))
    view = risk_map(Workspace(events=collect([event])), Choices(event="e"))
    assert view.event is not None
    assert view.event.actors == ("CHN",)
    assert "FRA" in view.event.targets
    assert "CHN" not in view.event.targets
    assert read_outs(view)["FRA"].endswith("\nQuota (2025-02-01), aimed at European Union, China, QQQ")
    assert risk_map(Workspace(), Choices(event="e")).event is None


@pytest.mark.parametrize(
    ("text", "limits"), [("1; 5; 10", (1, 5, 10)), ("0,5 2.5", (0.5, 2.5)), ("−1;0;1", (-1, 0, 1)), ("", ()), (" 3 ", (3,))]
)
def test_breaks_as_they_are_typed(text: str, limits: tuple[float, ...]) -> None:
    assert breaks_of(text) == limits
    assert breaks_of(breaks_text(limits)) == limits


@pytest.mark.parametrize(
    ("text", "said"), [("a; 3", "“a” is no number"), ("5; 1", "1 comes after 5"), ("1 1", "1 comes after 1"), ("nan", "no number"),
                       ("1 2 3 4 5 6 7 8 9", "at most 8"), ("1e999", "no number")]
)  # fmt: skip
def test_breaks_that_cannot_be_are_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        breaks_of(text)


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
    st.sampled_from(["", "a", "b", "gone"]),
)
def test_any_workspace_gives_a_map_or_says_why_not(rows, classes, measure, year, before, small, name) -> None:  # type: ignore[no-untyped-def]
    supply = collect(
        SupplyRecord(
            id=str(at), mineral="cobalt", stage="mining", country=code, year=when, quantity=quantity, share=share, source="ab"[at % 2]
        )
        for at, (code, when, quantity, share) in enumerate(rows)
    )
    events = collect(
        PolicyEvent(
            id="ab"[at], title="", actors=(code,), targets=(code, "EU"), instrument="export ban", direction="restrictive", status="in force"
        )
        for at, (code, _when, _quantity, _share) in enumerate(rows[:2])
    )
    shocks = collect(Scenario(id=key, title="", worksheet="shock", inputs=(f"lost = {row}",)) for key, row in zip("ab", rows, strict=False))
    trade = collect(
        TradeShare(id=str(at), importer=code, mineral="cobalt", stage="mining", supplier=code, share=share, period=str(when))
        for at, (code, when, _quantity, share) in enumerate(rows)
    )
    scores = collect(
        Indicator(id=str(at), country=code, name="rule of law", year=when, value=value, error=error)
        for at, (code, when, value, error) in enumerate(rows)
    )
    workspace = Workspace(supply=supply, trade=trade, indicators=scores, events=events, scenarios=shocks)
    view = risk_map(
        workspace,
        Choices(
            measure=measure, classes=classes, year=year, before=before, small=small, arrows=True, fixed=(float("nan"), 1.0),
            table=name, event=name, detail=name, against=name,
        ),
    )  # fmt: skip
    assert view.places or view.message
    assert "nan" not in chosen_words(view, ("COD", "IDN", "QQQ", ""))
    assert all(text for text in read_outs(view).values())
    assert "nan" not in " ".join(place.read_out for place in view.places.values())
