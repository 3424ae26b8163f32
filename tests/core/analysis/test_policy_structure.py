"""Chains, controls, the ladder, reports of one event, reach: items 23, 25, 47, 48 of the sources' analyses and what bad data do to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.chains import chain, chains
from core.analysis.contradictions import contradictions
from core.analysis.controls import controls, elements
from core.analysis.ladder import ladders, outcomes, scope_of
from core.analysis.reach import covers, minerals_touched, share
from core.analysis.reports import alike, jaccard, ratio, same_events, told_by, tone, variants
from core.analysis.stages import told_days
from core.io.example import example_workspace
from core.model import Clock, CountryFact, PartialDate, Points, PolicyEvent, Series, Source, SupplyRecord, Workspace, collect
from core.model.instruments import instruments

EXAMPLE = example_workspace()
KNOWN = instruments()
TOLD = told_days(EXAMPLE.events, EXAMPLE.sources)
DAY = dt.date(2026, 1, 15)


def event(key: str, follows: str = "", **more: object) -> PolicyEvent:
    return PolicyEvent(id=key, follows=follows, **more)  # type: ignore[arg-type]


# --- chains


def test_a_chain_goes_from_the_investigation_to_the_deadline() -> None:
    found = chain(EXAMPLE.events, "E003")
    assert [(one.event, one.depth) for one in found.links[:2]] == [("E006", 0), ("E001", 1)]
    assert {one.event for one in found.links} == {"E006", "E001", "E002", "E003", "E004", "E005", "E011", "E015"}
    assert [one.event for one in found.links if one.deadline] == ["E002"]
    assert [one.event for one in chain(EXAMPLE.events, "E099").links] == ["E099"]


def test_circles_and_missing_events_are_told() -> None:
    circle = collect([event("a", "c"), event("b", "a"), event("c", "b"), event("d", "gone"), event("e", "e")])
    assert sorted(one.event for one in chain(circle, "b").links) == ["a", "b", "c"]
    assert chain(circle, "b").circle
    assert chain(circle, "d").missing == "gone"
    assert [one.event for one in chain(circle, "e").links] == ["e"]
    assert len(chains(circle)) == 1


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefg"), max_size=6))
def test_every_event_is_in_its_chain_once(follows: dict[str, str]) -> None:
    events = collect(event(key, other) for key, other in follows.items())
    for key in events:
        ids = [one.event for one in chain(events, key).links]
        assert key in ids
        assert len(ids) == len(set(ids))
        assert set(ids) <= set(events)


# --- controls, item 25


@pytest.mark.parametrize(
    ("day", "named", "low", "high"),
    [("2025-10-08", 7, 7, 7), ("2025-10-09", 12, 7, 12), ("2026-01-15", 12, 7, 7), ("2026-11-01", 12, 7, 12)],
)
def test_item_25_twelve_before_the_truce_and_seven_while_it_lasts(day: str, named: int, low: int, high: int) -> None:
    found = controls(EXAMPLE.events, "CHN", dt.date.fromisoformat(day), KNOWN, "rare earths", TOLD)
    assert (found.named, found.low, found.high) == (named, low, high)
    assert [(key, number) for key, number, _how in found.parts] == [("E070", 7), ("E071", 5)][: len(found.parts)]


def test_item_25_earlier_gallium_germanium_graphite() -> None:
    found = controls(EXAMPLE.events, "CHN", dt.date(2023, 12, 31), KNOWN, told=TOLD)
    assert found.minerals[:3] == ("gallium", "germanium", "graphite")
    assert {key: number for key, number, _how in found.parts}.items() >= {"E068": 2, "E069": 1}.items()


def test_elements_are_counted_only_where_they_are_told() -> None:
    assert elements(event("a", key_figures="+5 elements (7 -> 12)")) == 5
    assert elements(event("a", minerals=("gallium", "germanium"))) == 2
    assert elements(event("a", minerals=("rare earths",))) is None
    assert elements(event("a", minerals=("all critical minerals",))) is None
    assert elements(event("a")) is None


# --- the ladder, item 23


def test_item_23_talks_then_a_price_floor_then_quota_or_tariff() -> None:
    (found,) = ladders(EXAMPLE.events, DAY, KNOWN, TOLD)
    rungs = {rung.name: [one.event for one in rung.events] for rung in found.rungs}
    assert list(rungs) == ["talks", "price floor", "quota or tariff"]
    assert rungs == {"talks": ["E001", "E002"], "price floor": ["E005", "E015"], "quota or tariff": ["E003", "E004"]}
    assert (found.due, found.precedent, found.rate) == (dt.date(2026, 7, 13), "E019", 50.0)
    assert found.extended == dt.date(2027, 1, 9)


def test_item_23_rare_earths_are_in_scope_and_precious_metals_out() -> None:
    (found,) = ladders(EXAMPLE.events, DAY, KNOWN, TOLD)
    scopes = {
        one: scope_of(found, EXAMPLE.events, EXAMPLE.figures.values(), one)
        for one in ("rare earths", "gold", "silver", "platinum", "iron ore")
    }
    assert {one: scope for one, (scope, _basis) in scopes.items()} == {
        "rare earths": "in", "gold": "out", "silver": "out", "platinum": "out", "iron ore": "not told",
    }  # fmt: skip
    assert scopes["gold"][1] == ("O040",)
    table = {one.outcome: one.rung for one in outcomes(found, EXAMPLE.events, EXAMPLE.figures.values(), "rare earths")}
    assert table == {"agreement": "price floor", "extension": "talks", "no agreement": "quota or tariff"}
    assert {one.rung for one in outcomes(found, EXAMPLE.events, EXAMPLE.figures.values(), "silver")} == {""}


def test_talks_alone_are_no_ladder() -> None:
    talks = event("t", instrument="talks", announced=PartialDate.parse("2026-01-01"), clock=Clock(90), actors=("USA",))
    assert ladders(collect([talks]), DAY, KNOWN) == ()
    tariff = event("d", "t", instrument="tariff", actors=("USA",), minerals=("copper",))
    (found,) = ladders(collect([talks, tariff]), DAY, KNOWN)
    assert (found.precedent, found.rate, found.due) == ("", None, dt.date(2026, 4, 1))


# --- reports of one event, items 47 and 48

_TEXT = (
    "白銀價格自聖誕節以來上漲約百分之二十五,市場人士認為這對貴金屬是利好,但光伏行業的需求正在受到侵蝕。摩根大通指出,投資者的對沖動機並未消失,"
    "美聯儲的獨立性仍受質疑。報告稱倫敦與紐約之間的價差已經收窄,庫存自十月初的高點持續流出,每日接近兩百萬盎司。分析師預計,隨著談判窗口開啟,"
    "各國將在一百八十天之內尋求協議,否則關稅與配額都可能成為選項。黃金則因央行連續三個月大量購買而獲得支撐,並可能在明年第四季到達新的均價。"
)
_VARIANTS = {"利好": "利多", "光伏": "太陽能", "對沖": "避險", "美聯儲": "聯準會", "收窄": "縮小"}


def test_item_47_near_duplicates_with_the_words_in_which_they_differ() -> None:
    other = _TEXT
    for one, two in _VARIANTS.items():
        other = other.replace(one, two)
    unlike = "歐盟公布四十七個境內戰略項目,涵蓋鋰、鈷與稀土的開採、加工和冶煉,總投資約二百二十五億歐元,並將另行增列十三個境外項目。" * 4
    (found,) = alike({"A1": _TEXT, "A2": other, "A4": unlike, "empty": " "})
    assert (found.first, found.second) == ("A1", "A2")
    assert found.ratio > 0.95
    assert 0.7 < found.jaccard < found.ratio  # a shorter text than the sources', with as many variants
    assert jaccard(_TEXT, unlike) <= 0.006
    told = {(one, two) for one, two, _count in variants(_TEXT, other)}
    assert {("利好", "利多"), ("光伏", "太陽能"), ("收窄", "縮小")} <= told


def test_item_47_of_the_articles_only_the_pair_is_alike() -> None:
    titles = {key: one.title_zh for key, one in EXAMPLE.sources.items() if key in {f"A{number}" for number in range(1, 9)}}
    assert len(titles) == 8
    assert [(one.first, one.second, one.ratio) for one in alike(titles)] == [("A1", "A2", 1.0)]


def test_the_measures_of_likeness() -> None:
    assert ratio("abcd", "bcde") == pytest.approx(0.75)
    assert jaccard("abcdef", "abcdeg") == pytest.approx(1 / 3)
    assert (jaccard("ab", "ab"), jaccard("", ""), jaccard("ab", "ac")) == (1.0, 0.0, 0.0)


def test_item_48_relief_in_one_report_and_threat_in_another() -> None:
    found = told_by(EXAMPLE.events["E001"], EXAMPLE.sources)
    assert [(one.sources, one.tone) for one in found] == [(("A1", "A2"), "relief"), (("A3",), "threat")]
    assert (tone("US holds off on tariffs"), tone("Sign, or face higher duties"), tone("A report"), tone("")) == (
        "relief",
        "threat",
        "",
        "",
    )


def test_reports_of_one_event_are_found_by_country_date_and_title() -> None:
    base = event(
        "a", title="China curbs gallium exports", actors=("CHN",), instrument="export control", announced=PartialDate.parse("2023-07-03")
    )
    again = replace(base, id="b", title="China curbs the export of gallium", announced=PartialDate.parse("2023-07"))
    later = replace(base, id="c", announced=PartialDate.parse("2025-07-03"))
    elsewhere = replace(base, id="d", actors=("JPN",))
    linked = replace(base, id="e", follows="a")
    found = same_events([base, again, later, elsewhere, linked])
    assert {(one.first, one.second) for one in found} >= {("a", "b")} or {(one.first, one.second) for one in found} >= {("b", "a")}
    assert not any({one.first, one.second} & {"c", "d"} or {one.first, one.second} == {"a", "e"} for one in found)
    assert same_events(EXAMPLE.events.values()) == ()


# --- reach


def test_the_share_that_a_measure_touches_has_a_year_and_records() -> None:
    found = share(EXAMPLE, EXAMPLE.events["E085"], "cobalt", "mining")
    own, world = (EXAMPLE.supply[key] for key in found.inputs)
    assert found.share == pytest.approx(100 * (own.quantity or 0) / (world.quantity or 1))
    assert (found.year, found.countries, found.absent, found.estimated) == (2024, ("COD",), (), True)
    heavy = share(EXAMPLE, EXAMPLE.events["E070"], "heavy rare earths", "mining")
    assert (heavy.of, heavy.countries) == ("rare earths", ("CHN",))
    refined = share(EXAMPLE, EXAMPLE.events["E071"], "rare earths", "processing")
    assert (refined.share, refined.year, refined.inputs) == (92, 2023, ("C002",))


def test_what_no_table_says_is_missing_and_not_nought() -> None:
    nowhere = share(EXAMPLE, EXAMPLE.events["E068"], "gallium", "mining")
    assert (nowhere.share, nowhere.year, nowhere.absent) == (None, None, ("CHN",))
    assert share(Workspace(), event("x", actors=("Nobody", "EU")), "tin", "mining").share is None
    assert minerals_touched(event("x"), ()) == ()


def test_blocs_count_by_their_members_and_the_last_year_before_the_event() -> None:
    def mined(country: str, year: int, quantity: float, unit: str = "t") -> SupplyRecord:
        return SupplyRecord(id=f"{country}{year}", mineral="tin", stage="mining", country=country, year=year, quantity=quantity, unit=unit)

    supply = [mined("WLD", 2020, 100), mined("FRA", 2020, 10), mined("DEU", 2020, 5), mined("WLD", 2024, 100), mined("FRA", 2024, 50)]
    world = Workspace(supply=collect(supply))
    found = share(world, event("x", actors=("EU",), announced=PartialDate.parse("2022")), "tin", "mining")
    assert (found.share, found.year, set(found.countries)) == (15, 2020, {"FRA", "DEU"})
    assert "ITA" in found.absent
    assert share(world, event("x", actors=("EU",), announced=PartialDate.parse("2010")), "tin", "mining").year == 2020
    assert share(world, event("x", actors=("EU",)), "tin", "mining").year == 2024
    kilos = Workspace(supply=collect([mined("WLD", 2020, 100, "t"), mined("FRA", 2020, 10, "kg")]))
    assert share(kilos, event("x", actors=("FRA",)), "tin", "mining").share is None
    fact = CountryFact(id="f", country="FRA", minerals=("tin",), stage="mining", measure="share of world mine output", value=3.0, unit="%")
    assert share(Workspace(country_facts=collect([fact])), event("x", actors=("FRA",)), "tin", "mining").share is None


def test_a_stock_covers_days_of_the_worlds_mine_output() -> None:
    days = np.array(["2024-01-01", "2025-01-01"], "datetime64[D]")
    yearly = Series(id="s", kind="stock", mineral="tin", unit="t", frequency="yearly", points=Points(days, [730.0, 9999.0]))
    daily = replace(yearly, id="d", frequency="daily", unit="barrels")
    output = SupplyRecord(id="w", mineral="tin", stage="mining", country="WLD", year=2023, quantity=365.0, unit="t")
    world = Workspace(series=collect([yearly, daily]), supply=collect([output]))
    known = {one.series: one for one in covers(world, "tin", dt.date(2025, 6, 1))}
    assert (known["s"].level, known["s"].reported, known["s"].days, known["s"].output) == (730, dt.date(2024, 12, 31), 730, "w")
    assert (known["d"].level, known["d"].days, known["d"].output) == (9999, None, "")
    assert covers(world, "tin", dt.date(2020, 1, 1)) == ()


# --- contradictions


def test_what_contradicts_itself_is_told() -> None:
    kinds = {one.event: one.kind for one in contradictions(EXAMPLE.events)}
    assert kinds.items() >= {"E018": "doubled", "E019": "note", "E088": "note", "E102": "note"}.items()
    odd = event(
        "x", announced=PartialDate.parse("2026"), in_force=PartialDate.parse("2024"), clock=Clock(1), deadline=PartialDate.parse("2028")
    )
    assert [one.kind for one in contradictions(collect([odd]))] == ["dates swapped", "clock"]
    gone = event("x", status="suspended", ended=PartialDate.parse("2024"))
    assert [(one.kind, one.words) for one in contradictions(collect([gone]))] == [("status", ("suspended", "ended"))]


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share(a: str, b: str) -> None:
    assert 0 <= ratio(a, b) <= 1
    assert 0 <= jaccard(a, b) <= 1
    assert jaccard(a, b) == jaccard(b, a)
    assert told_by(event("x", source="gone; a", title=a), {"a": Source(id="a", title=b)})[0].sources == ("a",)
