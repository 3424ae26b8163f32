"""The signal board in words: items 1-15 and 21 of the sources' analyses on the example, as the Overview and `orebook info` show them."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.signal import Condition, Detail, Signal
from core.io.example import example_workspace
from core.model import Figure, Origin, PartialDate, Points, PolicyEvent, Series, Source, Workspace, collect, pack_places
from core.views.info import info
from core.views.overview import deadline_rows, import_rows
from core.views.signal_words import amount, band_words, caution_words, sentence
from core.views.signals import SignalRow, cards, explained, plain, signal_rows
from tests import strategies


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


@pytest.fixture(scope="module")
def rows(example: Workspace) -> dict[str, SignalRow]:
    return {row.id: row for row in signal_rows(example)}


@pytest.fixture(scope="module")
def told(example: Workspace) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in plain(example)}


# item: id, value, unit, band, and what the sentence must say of the expected answers
EXPECTED = [
    (1, "price-against-flow/silver", -18, "Moz", "divergence", ("25 %", "18 Moz", "1.38 %", "disagree")),
    (2, "implied-holdings/silver", 278 / 0.27 + 278, "Moz", "implied", ("1,029.6 Moz", "1,307.6 Moz", "1,289.6 Moz", "6.47 %")),
    (3, "length-against-price/silver", None, None, "divergence", ("25 %", "cut its net length")),
    (4, "warning-scorecard/silver", 4, "count", "warning", ("4 of 4",)),
    (4, "support-scorecard/gold", 3, "count", "support", ("3 of 3",)),
    (5, "ahead-of-path/gold", None, None, "path incomplete", ("4 quarters ahead at most", "1 quarter")),
    (6, "reallocation/gold", 105.75182112, "t/quarter", "scenario", ("USD 68 bn", "105.8 t", "3.4 / 13.6 / 54.4", "352.9 USD/ozt")),
    (7, "curve-shape/silver", None, None, "backwardation", ("backwardation",)),
    (8, "restriction-effect", 2, "x", "strong", ("2 times", "+100 %")),
    (9, "stock-drawdown/silver", -100 / 5.3, "%", "draining", ("18.9 %", "0.952 Moz", "1.33 Moz", "2.1 times", "1.5 times")),
    (10, "baseline-excess/silver", 125, "Moz", "excess", ("305 Moz", "41 %", "225 Moz", "44.4 %", "62.5 days")),
    (11, "share-of-mine-supply/silver", 15, "%", "large", ("833.3 Moz", "54.75 days")),
    (12, "multiple-of-base/platinum", 525, "koz", "excess", ("105 koz", "630 koz", "131.25 koz", "656.25 koz")),
    (10, "baseline-excess/palladium", 170, "koz", "excess", ("170 koz",)),
    (13, "venue-reconciliation/silver", 4, "Moz", "matches", ("COMEX", "LBMA", "1.04", "4 Moz")),
    (14, "free-float/silver", 196, "Moz", "rising", ("44.1 %", "200 Moz", "42.3 %", "57.7 %")),
    (15, "location-arbitrage/silver", None, None, "outflow", ("100 Moz left COMEX", "not at hand")),
    (21, "purchase-streak/gold", 3, "months", "buying", ("3 of 3 months", "120 t or more", "USD 6.43 bn", "88.1 %")),
    (21, "planned-purchase/gold", 1.5, "x", "faster", ("Poland", "150 t", "1.5 times", "100 t")),
]


@pytest.mark.parametrize(("item", "key", "value", "unit", "band", "said"), EXPECTED)
def test_the_expected_answers_of_the_sources(
    example: Workspace,
    rows: dict[str, SignalRow],
    told: dict[str, dict[str, Any]],
    item: int,
    key: str,
    value: float | None,
    unit: str | None,
    band: str,
    said: tuple[str, ...],
) -> None:
    printed = told[key]
    assert rows[key].signal.item == item
    assert printed["value"] == (None if value is None else pytest.approx(value))
    assert (printed["unit"], printed["band"]) == (unit, band)
    for words in said:
        assert words in printed["sentence"]
    assert set(printed["inputs"]) <= set(example.figures) | set(example.events) | set(example.series)
    assert printed["inputs"]


def test_info_prints_the_board_in_the_shape_promised(example: Workspace) -> None:
    told = json.loads(json.dumps(info(example)["signals"], allow_nan=False))
    assert told == plain(example)
    assert {tuple(one) for one in told} == {("id", "subject", "value", "unit", "band", "date", "rule", "sentence", "inputs")}
    assert len({one["id"] for one in told}) == len(told)
    assert plain(Workspace()) == []


def test_the_days_of_a_report_without_days_are_those_of_what_it_tells(example: Workspace) -> None:
    """The report's figures are of January 2026, and the last thing that it tells to the day is of the 14th."""
    excerpt = replace(example, events=collect([one for one in example.events.values() if one.announced != PartialDate.parse("2026-01-14")]))
    drawdown = {row.id: row.signal for row in signal_rows(excerpt)}["stock-drawdown/silver"]
    assert drawdown.detail("per calendar day") == pytest.approx(-100 / 92)
    dated = {key: replace(one, date=PartialDate.parse("2026-01-20")) if key == "A1" else one for key, one in example.sources.items()}
    later = {row.id: row.signal for row in signal_rows(replace(example, sources=dated))}["stock-drawdown/silver"]
    assert later.detail("per calendar day") == pytest.approx(-100 / 111)


def test_every_row_is_complete(rows: dict[str, SignalRow]) -> None:
    for row in rows.values():
        assert row.mineral
        assert row.value
        assert row.rule != row.signal.rule
        assert row.sentence.endswith(".")
        assert row.sentence[0].isupper() or row.sentence[0].isdigit()
        assert row.role in {"danger", "warning", "good", "muted"}
        assert row.tab in {"prices", "inventories", "risk_map"}
        assert "None" not in row.sentence
        assert "{" not in row.sentence


def test_a_number_is_explained_down_to_the_cell() -> None:
    days = np.array(["2024-11-01", "2024-12-02", "2025-01-02"], "datetime64[D]")
    points = Points(days, [300.0, 500.0, 430.0], places=pack_places(0, np.array([3, 4, 5]), 1))
    stock = Series(
        id="comex", title="COMEX silver", kind="stock", mineral="silver", unit="Moz", points=points, origins=(Origin("s", "Stocks"),)
    )
    source = Source(id="s", title="Stock report", file="stocks.xlsx", imported="2026-01-02 08:00:00")
    workspace = Workspace(series=collect([stock]), sources=collect([source]))
    excess = next(row for row in signal_rows(workspace) if row.signal.item == 10)
    told = explained(workspace, excess)
    assert (told.value, told.unit) == (130, "Moz")
    assert excess.sentence in told.definition
    assert excess.rule in told.definition
    assert [(one.id, one.value, one.date, one.place) for one in told.inputs] == [("comex", "430 Moz", "2025-01-02", "Stocks!B6")]
    assert "stocks.xlsx" in told.inputs[0].source


def test_cautions_and_inputs_of_a_report_are_explained(example: Workspace, rows: dict[str, SignalRow]) -> None:
    told = explained(example, rows["stock-drawdown/silver"])
    assert told.cautions == (caution_words("assumed dates"),)
    assert [one.id for one in told.inputs] == ["O008", "O009", "O011"]
    assert "JPMorgan" in told.inputs[0].source
    direction = explained(example, rows["curve-shape/silver"])
    assert (direction.value, direction.shown) == (None, "backwardation")


def test_scorecards_list_their_conditions(rows: dict[str, SignalRow]) -> None:
    warning, support = cards(rows.values())
    assert (warning.title, warning.row.value, warning.row.role) == ("Silver: Price warning", "4 of 4", "danger")
    assert [line.basis for line in warning.lines] == ["stated by a source", *["worked out"] * 3]
    assert [line.state for line in support.lines] == ["met"] * 3
    unknown = replace(
        rows["warning-scorecard/silver"].signal,
        value=1,
        band="partial",
        conditions=(Condition("fund outflow", met=False), Condition("new", None)),
    )
    assert sentence(unknown) == "1 of 4 warnings are met; not met: funds sell; not known: new."


def test_signals_alike_have_ids_of_their_own(example: Workspace) -> None:
    more = Figure(id="more", kind="price", unit="x", value=1.5, date=PartialDate.parse("2025"))
    found = signal_rows(Workspace(figures=collect([example.figures["O138"], more])))
    assert [row.id for row in found] == ["restriction-effect", "restriction-effect/2"]


def test_sentences_of_the_other_bands() -> None:
    def said(rule: str, band: str, value: float | None = None, unit: str = "", **details: float) -> str:
        from core.analysis.signal import Detail

        units = {"price_change": "%", "change": "Moz", "stock_flow": "Moz", "spot": "USD/t", "growth": "%", "spread_12M": "%"}
        made = tuple(Detail(name.replace("_", " "), number, units.get(name, "")) for name, number in details.items())
        return sentence(Signal(rule=rule, item=0, subject="x", value=value, unit=unit, band=band, details=made))

    assert (
        said("price against flow", "together", 5, "Moz", price_change=3) == "The price rose by 3 % and funds took in 5 Moz: the two agree."
    )
    assert (
        said("price against flow", "divergence", None, price_change=-3)
        == "The price fell by 3 % while funds took in metal: the two disagree."
    )
    assert said("stock drawdown", "building", 4, "%", change=2) == "Stocks rose by 4 % (2 Moz)."
    assert said("baseline excess", "below", -4, "kt") == "Stocks are 4 kt below the baseline."
    assert said("baseline excess", "at baseline", 0, "kt") == "Stocks are where they were on the baseline day."
    assert said("ahead of path", "ahead", 1, "quarters", spot=90) == "At 90 USD/t the price is 1 quarter ahead of the path."
    assert said("ahead of path", "behind", -2, "quarters", spot=90) == "At 90 USD/t it is 2 quarters behind the path."
    assert said("ahead of path", "beyond", 2, "quarters", spot=90) == "At 90 USD/t the price is above every forecast of the path."
    assert said("curve shape", "contango", 1.5, "%", spread_12M=1.5) == "The 12M forward is 1.5 % above spot: contango."
    assert said("free float", "steady", 5, "Moz", growth=0) == "Metal that no fund holds stayed at 5 Moz."
    assert said("location arbitrage", "pull", 2, "USD/ozt", stock_flow=9).startswith(
        "9 Moz came to the first place; its price stands 2 USD/ozt over"
    )
    assert said("something new", "odd", 2) == "something new: 2, odd."


def test_numbers_keep_as_many_digits_as_are_known() -> None:
    numbers = {
        1.377: "1.38",
        833.3333: "833.3",
        1307.6296: "1,307.6",
        131.25: "131.25",
        -0.95238: "−0.952",
        62.5: "62.5",
        0.0: "0",
        5e9: "5,000,000,000",
    }
    assert {number: amount(number) for number in numbers} == numbers
    assert (amount(6.4302, "USD bn"), amount(1.0, "months"), amount(2.0, "x")) == ("USD 6.43 bn", "1 month", "2 times")


def test_bands_and_cautions_without_words_show_their_code() -> None:
    assert (band_words("odd"), caution_words("odd")) == ("odd", "odd")


def test_events_alone_give_no_signal() -> None:
    assert signal_rows(Workspace(events=collect([PolicyEvent(id="e", title="Tariff", minerals=("silver",))]))) == ()


_NAMES = tuple(
    {one.series: one.unit for one in example_workspace().figures.values() if one.mineral == "silver" or "gold" in one.series}.items()
)
_NUMBERS = st.none() | st.floats(-1e12, 1e12) | st.sampled_from((0.0, float("inf"), float("nan"), 5e-324, 1e308))
_DATES = st.sampled_from((None, *map(PartialDate.parse, ("2025", "2025-10", "2026-01", "2026-01-14"))))


@st.composite
def _figure(draw: st.DrawFn) -> Figure:
    name, unit = draw(st.sampled_from(_NAMES))
    kind = draw(st.sampled_from(("forecast", "inventory", "price")))
    relation = draw(st.sampled_from(("", "rising", "falling")))
    return Figure(id="", series=name, mineral="silver", unit=unit, kind=kind, value=draw(_NUMBERS), date=draw(_DATES), relation=relation)


@given(st.lists(_figure(), max_size=12))
def test_whatever_reports_say_the_board_can_be_read(figures: list[Figure]) -> None:
    workspace = Workspace(figures=collect(replace(one, id=str(at)) for at, one in enumerate(figures)))
    json.dumps(plain(workspace), allow_nan=False)
    for row in signal_rows(workspace):
        assert "None" not in row.sentence
        assert explained(workspace, row).inputs


@given(strategies.workspaces())
def test_any_workspace_has_a_board_and_an_overview(workspace: Workspace) -> None:
    json.dumps(plain(workspace), allow_nan=False)
    deadline_rows(workspace, dt.date(2026, 1, 31))
    import_rows(workspace)


def test_series_that_part_from_the_price_are_told_with_what_followed_before() -> None:
    details = (
        Detail("price change", 10.0, "%"), Detail("cases", 3.0), Detail("median following", -2.5, "%"), Detail("window", 20.0),
    )  # fmt: skip
    known = Signal(
        rule="price against holdings", item=1, subject="silver", value=-20.0, unit="Moz", band="divergence", details=details,
        cautions=("too few cases",),
    )  # fmt: skip
    assert sentence(known) == (
        "The price rose by 10 % while funds gave up 20 Moz: the two disagree; they parted 3 times before; the median return that "
        "followed is −2.5 %; too few cases to judge by."
    )
    length = replace(known, rule="price against length", unit="contracts", band="none", value=50.0, details=details[:1], cautions=())
    assert sentence(length) == (
        "The price rose by 10 % and managed money added 50 contracts to its net length: no divergence; they never parted before, "
        "as far as the series reach."
    )


def test_a_premium_without_a_flow_names_both_places() -> None:
    known = Signal(rule="location arbitrage", item=15, subject="silver", value=-3.0, unit="USD/ozt", band="discount", cautions=("no flow",))
    assert sentence(known, ("COMEX", "Shanghai")).startswith("COMEX pays 3 USD/ozt less than Shanghai")
    assert caution_words("no flow") != "no flow"
