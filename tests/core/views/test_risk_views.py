"""The risk methods side by side, and dependence on the example: items 30 to 37 of the expected analyses; workspaces of any kind."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.shares import selection
from core.io.example import example_workspace
from core.model import Indicator, PartialDate, PolicyEvent, Scenario, SupplyRecord, TradeShare, Workspace, collect
from core.task import Refused
from core.views.country_profile import country_profile
from core.views.dependence import dependence
from core.views.explained import Explained
from core.views.importer_exposure import importer_exposure
from core.views.map_measured import measured
from core.views.map_values import Value
from core.views.risk_inputs import input_lines, risk_inputs, with_input
from core.views.risk_map import Choices, risk_map
from core.views.risk_methods import RiskChoices, explained, risk_table
from core.views.risk_on_map import map_methods
from core.views.risk_scores import reliance
from core.views.risk_sensitivity import in_words, sensitivity
from core.views.risk_words import METHODS
from core.views.signals import signal_rows

DAY = dt.date(2026, 1, 15)


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


def by_title(rows: tuple[Explained, ...], group: str) -> dict[str, Explained]:
    return {row.title: row for row in rows if row.group.startswith(group)}


def test_item_30_counts_of_import_reliance(example: Workspace) -> None:
    rows = by_title(importer_exposure(example, "USA", "", DAY).rows, "Import reliance")
    stated = rows["Minerals relied on, as stated"]
    assert stated.value == 41
    assert {one.id for one in stated.inputs} == {"O042", "O043", "O044"}
    assert any("does not say" in line for line in stated.cautions)


def test_item_31_supplier_concentration(example: Workspace) -> None:
    china = by_title(importer_exposure(example, "CHN", "cobalt", DAY).rows, "Suppliers")
    assert china["Supplier HHI"].shown == "9,604 to 9,608"
    assert china["Largest supplier: DR Congo"].shown == "98 %, above 65 %"
    assert {"O104", "C010", "T004"} <= {one.id for one in china["Largest supplier: DR Congo"].inputs}
    usa = importer_exposure(example, "USA", "rare earths", DAY).rows
    stated = [row for row in usa if row.group == "Suppliers: Rare earths"]
    assert [row.shown for row in stated] == ["4,900 to 5,800", "70 %, above 65 %"]


def test_item_32_mining_against_processing(example: Workspace) -> None:
    rows = [row for row in dependence(example, "rare earths") if row.group == "Mining against processing" and "stated" in row.title]
    assert [(row.date, row.shown) for row in rows] == [
        ("2023", "gap < 32 points, ratio < 1.53"),
        ("2025", "gap ~30 points, ratio ~1.50"),
    ]


def test_item_33_processing_concentration(example: Workspace) -> None:
    rows = {row.key: row for row in dependence(example, "copper") if row.group == "Processing concentration"}
    assert rows["O069"].shown == "19 of 20, 95 %"
    behind = {one.id: row for row in rows.values() for one in row.inputs}
    assert [behind[key].value for key in ("O071", "C009", "C007", "C008")] == [70, 40, 98, 90]
    assert any("rhetorical" in line for line in behind["C008"].cautions)


def test_item_34_supply_at_risk_from_a_ban(example: Workspace) -> None:
    rows = by_title(dependence(example, "cobalt"), "If a supplier stops all")
    assert rows["Africa to China: All critical minerals"].value == 25
    assert rows["DR Congo to China: Cobalt"].value == 98
    assert by_title(dependence(example, "cobalt"), "If a supplier stops half")["DR Congo to China: Cobalt"].value == 49


def test_item_35_exposure_to_restrictive_states(example: Workspace) -> None:
    row = by_title(importer_exposure(example, "CHN", "cobalt", DAY).rows, "Exposure")["Cobalt"]
    assert row.value == pytest.approx(0.98)
    assert {"R055", "E085", "E086"} <= {one.id for one in row.inputs}
    assert next(one.title for one in row.inputs if one.id == "R055") == "COD, CHN"
    eu = importer_exposure(example, "EU", "cobalt", DAY).rows[0]
    assert {one.value for one in eu.inputs} >= {"62 %", "29 %"}
    before = by_title(importer_exposure(example, "CHN", "cobalt", dt.date(2025, 1, 1)).rows, "Exposure")["Cobalt"]
    assert before.value is None or before.value < 0.98


@pytest.mark.parametrize(("country", "event"), [("GAB", "E084"), ("ZWE", "E090"), ("ZWE", "E089"), ("GAB", "E083")])
def test_what_is_only_planned_is_not_in_force(example: Workspace, country: str, event: str) -> None:
    rows = country_profile(example, country, "", DAY).rows
    assert f"measure/{event}" not in {row.key for row in rows}


def test_item_36_endowments_against_the_whole(example: Workspace) -> None:
    rows = by_title(dependence(example, ""), "Endowments")
    assert rows["Copper"].shown == "58.3 %, possible"
    assert rows["Cobalt"].shown == "113.3 %, more than there is"
    assert any("each or combined" in line for line in rows["Cobalt"].cautions)


def test_item_37_an_inversion_has_no_figures_yet(example: Workspace) -> None:
    row = by_title(importer_exposure(example, "USA", "", DAY).rows, "Inversion")["Imports from China"]
    assert row.value is None
    assert row.missing
    old = [
        TradeShare(
            id=f"old{share}", importer="USA", mineral="cobalt", stage="import", detail="metal", supplier="CHN", share=share, period=period
        )
        for share, period in ((10, "2018"), (20, "2022"))
    ]
    more = by_title(importer_exposure(Workspace(trade=collect(old), relations=example.relations), "USA", "", DAY).rows, "Inversion")
    assert next(iter(more.values())).shown == "1 of 1 rising"


def test_every_method_and_view_reads_the_same_shares(example: Workspace) -> None:
    table = risk_table(example, RiskChoices(as_of=DAY), draws=0)
    one = selection(example).shares("cobalt", "mining")
    assert one is not None
    share = one.parts["COD"] * 100
    assert table.cells["cobalt", "cr1"].value == pytest.approx(share)
    on_map = measured(example, "mining", "cobalt", None).values["COD"]
    assert (on_map.value, on_map.year) == (pytest.approx(share), one.year)
    profile = by_title(country_profile(example, "COD", "cobalt", DAY).rows, "Shares")["Cobalt, Mining"]
    assert profile.shown.startswith("75.9 %")
    part = {method.key: method for method in map_methods(lambda: DAY)}["hhi mining"].values(example, "cobalt", None)
    assert sum(one.value for one in part.values() if isinstance(one, Value)) == pytest.approx(table.cells["cobalt", "hhi"].value)


def test_a_method_on_the_map_is_explained_by_its_records(example: Workspace) -> None:
    methods = map_methods(lambda: DAY)
    view = risk_map(example, Choices(measure="governance mining", mineral="cobalt"), methods)
    place = view.places["COD"]
    assert (place.rank, place.year) == (1, 2024)
    assert {"mcs-2025/cobalt-mining-COD-2024", "mcs-2025/cobalt-mining-WLD-2024"} <= set(place.records)
    assert "Mineral Commodity Summaries 2025" in place.read_out
    measured_by = risk_map(example, Choices(measure="observed measures", mineral="cobalt"), methods).places["COD"]
    assert set(measured_by.records) == {"E085", "E086"}
    vague = PolicyEvent(
        id="e", actors=("COD",), minerals=("cobalt",), instrument="export ban", direction="restrictive", status="in force",
        in_force=PartialDate.parse("2026"),
    )  # fmt: skip
    unsure = {one.key: one for one in methods}["observed measures"].values(Workspace(events=collect([vague])), "cobalt", None)["COD"]
    assert isinstance(unsure, Value)
    assert unsure.text == "0 to 0.995"
    bought = risk_map(example, Choices(measure="geopolrisk", mineral="cobalt"), methods).places
    assert bought["DEU"].value == bought["FRA"].value


def test_the_table_ranks_and_says_what_is_not_robust(example: Workspace) -> None:
    table = risk_table(example, RiskChoices(method="governance", as_of=DAY), draws=300)
    ranks = [table.cells[mineral, "governance"].rank for mineral, _title in table.minerals]
    assert ranks == sorted(ranks, key=lambda one: one or 99)
    assert table.minerals[0] == ("cobalt", "Cobalt")
    assert any("not robust" in note for note in table.notes)
    assert any("political stability" in note for note in table.notes)
    assert {key for key, _title in table.methods} == set(METHODS)
    usgs = explained(example, table, "cobalt", "usgs")
    assert "willingness to supply" in usgs.missing
    eu = explained(example, table, "cobalt", "eu")
    assert any(line.startswith("Gross risk, no official EU figure") for line in eu.cautions)


def test_likelihood_times_impact_is_ours_and_uses_what_is_typed_in(example: Workspace) -> None:
    table = risk_table(example, RiskChoices(as_of=DAY), draws=0)
    one = reliance(example, "USA", "cobalt")
    likely = table.cells["cobalt", "governance"].value
    assert one is not None
    assert one.value is not None
    assert likely is not None
    assert table.cells["cobalt", "product"].value == pytest.approx(likely / 10 * one.value / 100)
    assert table.cells["cobalt", "product"].gross
    typed = Workspace(**{**_parts(example), "scenarios": with_input(example, "cobalt/EV", "0.5")})
    half = risk_table(typed, RiskChoices(as_of=DAY), draws=0).cells["cobalt", "product"]
    assert (half.value, half.gross) == (pytest.approx(likely / 20 * one.value / 100), False)


def test_a_set_of_thresholds_changes_the_class_and_is_named(example: Workspace) -> None:
    strict, loose = (risk_table(example, RiskChoices(thresholds=key, as_of=DAY), draws=0) for key in ("2023", "2010"))
    assert (strict.cells["lead", "hhi"].level, loose.cells["lead", "hhi"].level) == ("high", "moderate")
    assert any("2010" in note for note in loose.notes)


def test_inputs_typed_in_are_kept_and_used(example: Workspace) -> None:
    workspace = example
    for name, text in (("cobalt/IR", "0.8"), ("cobalt/EoL_RIR", "20 %"), ("cobalt/SI", "0,9"), ("cobalt/demand", "1.1")):
        workspace = Workspace(**{**_parts(workspace), "scenarios": with_input(workspace, name, text)})
    assert risk_inputs(workspace).of("cobalt", "EoL_RIR") == pytest.approx(0.2)
    table = risk_table(workspace, RiskChoices(as_of=DAY), draws=0)
    assert table.cells["cobalt", "eu"].missing == "EU sourcing"
    assert table.cells["cobalt", "n1"].missing == ""
    cleared = with_input(workspace, "cobalt/IR", " ")
    assert risk_inputs(Workspace(scenarios=cleared)).of("cobalt", "IR") is None
    with pytest.raises(Refused, match="from 0 to 1"):
        with_input(workspace, "cobalt/IR", "80")
    assert {line.name for line in input_lines(workspace, "cobalt") if line.own} == {
        "cobalt/IR",
        "cobalt/EoL_RIR",
        "cobalt/SI",
        "cobalt/demand",
    }


def test_ranks_under_other_weights(example: Workspace) -> None:
    table = risk_table(example, RiskChoices(method="governance", as_of=DAY), draws=0)
    found = sensitivity(example, table, "governance")
    assert len(found.variants) == 6
    span = found.range("niobium")
    assert span is not None
    assert span[0] <= 2 <= span[1]
    assert "voice and accountability alone" in in_words(found, "niobium")
    assert sensitivity(example, table, "hhi").variants == ()
    assert in_words(sensitivity(example, table, "hhi"), "niobium") == ""
    fading = sensitivity(example, table, "measures")
    assert fading.range("cobalt") == (1, 1)


def test_without_a_mineral_there_are_the_inputs_of_all() -> None:
    names = [line.name for line in input_lines(Workspace(), "")]
    assert names[0] == "severity/export prohibition"
    assert "half-life" in names


def test_lines_that_are_no_input_are_passed_over() -> None:
    scenario = Scenario(id="x", worksheet="risk inputs", inputs=("nonsense", "cobalt/IR = many", "cobalt/IR = -1", "half-life = 2", "= 3"))
    assert dict(risk_inputs(Workspace(scenarios=collect([scenario]))).values) == {"half-life": 2.0}


def _parts(workspace: Workspace) -> dict[str, object]:
    return {name: getattr(workspace, name) for name in ("supply", "trade", "indicators", "events", "sources", "scenarios")}


_numbers = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.floats(0, 100))
_codes = st.sampled_from(["COD", "CHN", "WLD", "OTH", "EU", "XXX", ""])
_supply = st.lists(
    st.builds(
        lambda country, stage, quantity, share, sign, year: (country, stage, quantity, share, sign, year),
        _codes, st.sampled_from(["mining", "processing", "reserves", ""]), _numbers, _numbers, st.sampled_from(["", "<", ">"]),
        st.sampled_from([None, 2020, 2024]),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_supply, _numbers, st.sampled_from(METHODS))
def test_any_workspace_gives_a_friendly_answer(
    rows: list[tuple[str, str, float | None, float | None, str, int | None]], number: float | None, method: str
) -> None:
    supply = [
        SupplyRecord(
            id=f"s{at}", mineral="cobalt", stage=stage, country=country, year=year, quantity=quantity, share=share, comparator=sign
        )
        for at, (country, stage, quantity, share, sign, year) in enumerate(rows)
    ]
    trade = [
        TradeShare(id=f"t{at}", importer="USA", mineral="cobalt", stage="import", supplier=country, share=share)
        for at, (country, _stage, _quantity, share, _sign, _year) in enumerate(rows)
    ]
    scores = [
        Indicator(id="i", country="COD", name="political stability", value=number),
        Indicator(id="n", country="USA", mineral="cobalt", name="net import reliance", value=number),
    ]
    workspace = Workspace(supply=collect(supply), trade=collect(trade), indicators=collect(scores))
    table = risk_table(workspace, RiskChoices(method=method, as_of=DAY), draws=20)
    sensitivity(workspace, table, method)
    for mineral, _title in table.minerals:
        for key in METHODS:
            assert explained(workspace, table, mineral, key).definition
    assert table.minerals or table.message
    importer_exposure(workspace, "USA", "cobalt", DAY)
    dependence(workspace, "cobalt")
    for code in ("COD", "XXX", ""):
        country_profile(workspace, code, "cobalt", DAY)
    for one in map_methods(lambda: DAY):
        measured(workspace, one.key, "cobalt", None, methods=(one,))


def test_the_board_tells_who_is_exposed_to_restrictions(example: Workspace) -> None:
    told = [row for row in signal_rows(example) if row.signal.rule == "restricted supply"]
    by = {(row.signal.subject, row.sentence.split(" gets ")[0]): row for row in told}
    assert by["cobalt", "China"].signal.value == pytest.approx(98)
    assert by["cobalt", "China"].sentence == "China gets 98 % of its supply from countries that restrict exports of it."
    assert {"R055", "E085"} <= set(by["cobalt", "China"].signal.inputs)
    assert all((row.signal.value or 0) >= 50 for row in told)
