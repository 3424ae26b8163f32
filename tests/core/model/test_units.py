"""Units: the trade's spellings, where they hide in titles, and conversions that are exact."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import resources
from core.model.minerals import minerals
from core.model.unit_words import AS_WRITTEN, MEASURES, SPELLED
from core.model.units import PLAIN_WORDS, UnitError, compatible, convert, factor, parse_unit, unit_in

NAMES = [
    name
    for name in (*MEASURES, "USD", "USD mn", "USD/ozt", "USc/lb", "CNY/t", "10 kt", "EUR/MWh", "Moz/day", "USD bn/quarter")
    if parse_unit(name)
]
NO_UNITS = (
    "Year", "Month", "A", "E", "W", "M", "x", "Copper", "lead", "tin", "State", "Price", "5%", "99.9%", "25 kg", "2,5 t", "furlongs",
    "USD/CNY", "/t", "t/", "USD/t/lb", "6000 kcal/kg", "m tons", "USD/m-ton", "年", "日", "¥/t", "in", "indium", "Try",
)  # fmt: skip
NO_UNIT_INSIDE = (
    "Lead", "Mt Isa copper", "Oz Minerals", "Ton Duc Thang", "Group g", "Vitamin L", "Rice, Thai 5%", "Coal 6000 kcal/kg", "1 kg bars",
    "COMEX 100 oz gold", "USD/CNY", "y/y change", "稀土元素", "美元指數", "Silver price per pound", "U.S. mine production", "Sugar, EU",
    "PROD_EST_ 2024", "A-D", "LME tin 3M", "in 50 cities", "Tin in 5 t lots",
)  # fmt: skip
TABLES = ("country_facts", "figures", "indicators", "series", "supply", "targets")


@pytest.mark.parametrize(
    ("spelled", "unit"),
    [
        *((text, "USD/ozt") for text in ("($/troy oz)", "USD/oz", "US$/toz", "$ per tr. oz.", "美元/盎司", "USD / troy ounce", "dtoz")),
        *(
            (text, "USD/t")
            for text in ("$/mt", "US$/tonne", "USD per metric ton", "U.S. dollars per metric-ton", "($/MT)", "USD/t.", "美元/吨")
        ),
        *((text, "USc/lb") for text in ("¢/lb", "cents per pound", "US¢/lb", "USc/lb", "cts/lb", "美分/磅")),
        *((text, "kt") for text in ("thousand metric tons", "thousands of tonnes", "'000 t", "’000 tonnes", "1,000 t", "Kt", "千吨")),
        *((text, "CNY/t") for text in ("元/吨", "元/噸", "RMB/t", "人民币元/吨", "yuan per tonne")),
        *((text, "Moz") for text in ("million oz", "Moz", "million troy ounces", "mn oz", "百萬盎司")),
        *((text, "t") for text in ("metric tons", "t", "MT", "mt", "in metric tons", "公噸", "t, gross weight")),
        ("dollars per kilogram", "USD/kg"),
        ("元/千克", "CNY/kg"),
        ("Mt", "Mt"),
        ("million metric tons", "Mt"),
        ("1,000 troy ounces", "koz"),
        ("Troy Ounces ('000s)", "koz"),
        ("tonnes (thousands)", "kt"),
        ("tonnes (metric)", "t"),
        ("kilograms (metal content)", "kg"),
        ("$/dmtu", "USD/dmtu"),
        ("$ / dry metric ton unit", "USD/dmtu"),
        ("$/bbl", "USD/bbl"),
        ("$/mmbtu", "USD/mmbtu"),
        ("($/cubic meter)", "USD/m3"),
        ("(cents/sheet)", "USc/sheet"),
        ("USD per short ton", "USD/short ton"),
        ("dollars per 76-lb flask", "USD/flask"),
        ("INR/10 g", "INR/10 g"),
        ("98$/t", "USD1998/t"),
        ("ktpa", "kt/year"),
        ("thousand carats", "kct"),
        ("万吨", "10 kt"),
        ("单位:万吨", "10 kt"),
        ("億盎司", "100 Moz"),
        ("1億盎司", "100 Moz"),
        ("1萬盎司", "10 koz"),
        ("US$ bn", "USD bn"),
        ("$m", "USD mn"),
        ("(2010=100)", "2010=100"),
        ("Index", "index"),
        ("years", "years"),
    ],
)
def test_the_trades_spellings_are_one_unit(spelled: str, unit: str) -> None:
    assert parse_unit(spelled) == unit


@pytest.mark.parametrize(
    "text",
    ["", "()", "a" * 61, *NO_UNITS],
)
def test_what_is_no_unit_is_none(text: str) -> None:
    """Cells of other columns: flags, names, quantities, and ¥ which is two currencies."""
    assert parse_unit(text) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_unit_is_read_as_it_is_written(name: str) -> None:
    unit = parse_unit(name)
    assert unit is not None
    assert parse_unit(unit) == unit
    assert parse_unit(f"({unit})") == unit


def test_no_spelling_hides_another() -> None:
    """Each spelling of the tables is read as what its line says; those of one sign count only beside others."""
    for spelled, measure in SPELLED.items():
        pair = f"USD/{spelled}" if measure in MEASURES else f"{spelled}/t"
        one = parse_unit(pair)
        if measure in MEASURES and MEASURES[measure][0] in {"mass", "content", "volume", "energy"}:
            assert one == f"USD/{measure}", spelled
        elif measure not in MEASURES and spelled not in AS_WRITTEN:
            assert one == f"{measure}/t", spelled


@pytest.mark.parametrize(
    ("header", "unit", "title"),
    [
        ("Gold ($/toz)", "USD/ozt", "Gold"),
        ("Cobalt price USD/lb LME", "USD/lb", "Cobalt price LME"),
        ("Stocks, kt", "kt", "Stocks"),
        ("Price, annual average, dollars per kilogram: Europe", "USD/kg", "Price, annual average: Europe"),
        ("Price (USD per tonne, LME)", "USD/t", "Price (LME)"),
        ("Price (annual average, USD/t)", "USD/t", "Price (annual average)"),
        ("Price per t (USD)", "USD/t", "Price per t"),
        ("Prod_t_est_2022", "t", "Prod_est_2022"),
        ("Imports_t", "t", "Imports"),
        ("NIR_pct", "%", "NIR"),
        ("Employment_num", "count", "Employment"),
        ("Price_Bullion_dtoz", "USD/ozt", "Price_Bullion"),
        ("Price_dt", "USD/t", "Price"),
        ("Copper_USD_per_t", "USD/t", "Copper"),
        ("Tin ingot 99.9% min, USD/t", "USD/t", "Tin ingot 99.9% min"),
        ("黃金價格（美元/盎司）", "USD/ozt", "黃金價格"),
        ("產量萬噸", "10 kt", "產量"),
        ("Index, 2010=100", "2010=100", "Index"),
        ("Production in thousand metric tons, 2023", "kt", "Production, 2023"),
        ("Imports as a percentage of consumption", "%", "Imports as a percentage of consumption"),
        ("Gold price in USD", "USD", "Gold price"),
        ("QUANTITY_IN_100KG", "100 kg", "QUANTITY"),
        ("VALUE_IN_EUROS", "EUR", "VALUE"),
    ],
)
def test_a_unit_is_found_in_a_header_and_leaves_the_title(header: str, unit: str, title: str) -> None:
    found = unit_in(header)
    assert found == (unit, title)
    assert str(found) == unit


@pytest.mark.parametrize(
    "title",
    ["", *NO_UNIT_INSIDE],
)
def test_ordinary_words_hold_no_unit(title: str) -> None:
    assert unit_in(title) is None


def test_no_name_of_a_mineral_is_or_holds_a_unit() -> None:
    for mineral in minerals().values():
        for name in (mineral.name_en, mineral.name_zh_tw, mineral.name_zh_cn, *mineral.aliases):
            assert (parse_unit(name), unit_in(name)) == (None, None), name


@pytest.mark.parametrize("table", TABLES)
def test_every_unit_of_the_example_is_a_unit_or_a_listed_word(table: str) -> None:
    with resources.path(f"example/{table}.csv").open(encoding="utf-8", newline="") as file:
        units = {row["unit"] for row in csv.DictReader(file)} - {""}
    assert {unit for unit in units if parse_unit(unit) is None} <= PLAIN_WORDS
    assert not {unit for unit in PLAIN_WORDS if parse_unit(unit) is not None}


def test_every_unit_of_the_world_banks_sheet_is_known(real: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO((real / "prices" / "world_bank_monthly.xls").read_bytes()))
    row = [str(cell) for cell in book.get_sheet_by_name("Monthly Prices").to_python()[5][1:]]
    assert len(row) == 71
    assert {text: parse_unit(text) for text in row} == {
        "($/mt)": "USD/t", "($/kg)": "USD/kg", "($/bbl)": "USD/bbl", "($/cubic meter)": "USD/m3", "($/mmbtu)": "USD/mmbtu",
        "($/troy oz)": "USD/ozt", "(2010=100)": "2010=100", "(cents/sheet)": "USc/sheet", "($/dmtu)": "USD/dmtu",
    }  # fmt: skip


def test_every_unit_of_the_geological_surveys_table_is_known(real: Path) -> None:
    with (real / "countries" / "MCS2025_World_Data.csv").open(encoding="utf-8-sig", newline="") as file:
        units = {row["UNIT_MEAS"] for row in csv.DictReader(file)} - {""}
    assert {parse_unit(unit) for unit in units} == {"kt", "t", "kg", "Mt", "kct", "mcm", "Mct"}


def test_every_mineral_is_quoted_in_units_that_are_known() -> None:
    for mineral in minerals().values():
        assert parse_unit(mineral.quote_unit) == mineral.quote_unit, mineral.id
        assert parse_unit(mineral.quantity_unit) == mineral.quantity_unit, mineral.id


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (15, "USD/lb", "USD/t", 33_069.34),
        (2000, "USD/ozt", "USD/kg", 64_301.49),
        (1, "t", "ozt", 32_150.7466),
        (1, "t", "lb", 2_204.62262),
        (1500, "USc/lb", "USD/lb", 15.0),
        (1, "flask", "kg", 34.47302),
        (330, "USD/mtu", "USD/stu", 330 * 0.90718474),
        (3, "10 kt", "t", 30_000.0),
        (1, "100 Moz", "t", 3_110.34768),
        (1, "short ton", "lb", 2000.0),
        (1, "long ton", "lb", 2240.0),
        (2.5, "USD bn", "USD mn", 2500.0),
        (1, "bbl", "gal", 42.0),
        (1, "mmbtu", "MWh", 0.29307107),
        (1, "ct", "g", 0.2),
        (12, "t/year", "t/quarter", 3.0),
        (2, "98$/t", "USD1998/kg", 0.002),
    ],
)
def test_conversions_of_the_trade(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to) == pytest.approx(expected, rel=2e-9 if expected in {15.0, 2000.0} else 5e-7)
    assert convert(np.array([value, np.nan]), unit, to) == pytest.approx(np.array([expected, np.nan]), rel=5e-7, nan_ok=True)


def test_a_conversion_is_rounded_once() -> None:
    """290 cents are 2.9 dollars, not 2.9000000000000004 as by multiplying with 0.01."""
    assert convert(290.0, "USc/lb", "USD/lb") == 2.9
    assert convert(np.array([290.0]), "USc/lb", "USD/lb").tolist() == [2.9]
    assert convert(0.1, "kt", "t") == 100.0
    assert math.isinf(convert(math.inf, "kt", "t"))
    assert factor("kt", "t") == 1000.0


def test_a_conversion_leaves_the_array_that_it_was_given() -> None:
    values = np.array([1.0, np.nan, 3.0])
    convert(values, "t", "kg")
    np.testing.assert_array_equal(values, [1.0, np.nan, 3.0])
    np.testing.assert_array_equal(convert(values, "metric tons", "t"), values)


CONVERTIBLE = sorted({(unit, to) for unit in NAMES for to in compatible(unit)})


@given(st.sampled_from(CONVERTIBLE), st.floats(-1e12, 1e12, allow_nan=False))
@example(("lb", "t"), 15.0)
def test_there_and_back_is_the_same_number(pair: tuple[str, str], value: float) -> None:
    unit, to = pair
    there = convert(value, unit, to)
    assume(value == 0 or abs(there) > 1e-300)
    assert convert(there, to, unit) == pytest.approx(value, rel=1e-15, abs=0)
    assert convert(np.array([there]), to, unit) == pytest.approx(np.array([value]), rel=1e-15, abs=0)
    assert factor(unit, to) * factor(to, unit) == pytest.approx(1.0, rel=1e-15)


@given(st.sampled_from(CONVERTIBLE), st.data())
def test_by_way_of_a_third_unit_is_the_same(pair: tuple[str, str], data: st.DataObject) -> None:
    unit, to = pair
    third = data.draw(st.sampled_from(compatible(unit)))
    assert factor(unit, third) * factor(third, to) == pytest.approx(factor(unit, to), rel=1e-14)


@pytest.mark.parametrize(
    ("unit", "to", "why"),
    [
        ("USD/t", "CNY/t", "different currencies"),
        ("USD1998/t", "USD/t", "different currencies"),
        ("USD/t", "kt", "different things"),
        ("USD/t", "USD/mtu", "different things"),
        ("t", "t/year", "different things"),
        ("t/day", "t/year", "different things"),
        ("2010=100", "2015=100", "an index"),
        ("2010=100", "%", "an index"),
        ("furlongs", "km", "“furlongs” is not known"),
        ("t", "", "“” is not known"),
        ("furlongs", "furlongs", "“furlongs” is not known"),
    ],
)
def test_what_cannot_be_converted_is_refused_in_a_sentence(unit: str, to: str, why: str) -> None:
    with pytest.raises(UnitError, match=why):
        convert(1.0, unit, to)
    with pytest.raises(ValueError, match=r"\.$"):
        factor(unit, to)


def test_the_menu_offers_what_can_be_had_and_the_unit_itself_first() -> None:
    assert compatible("$/lb")[0] == "USD/lb"
    assert {"USD/t", "USD/kg", "USc/lb", "USD/ozt"} < set(compatible("$/lb"))
    assert compatible("USc/lb")[:2] == ("USc/lb", "USD/ozt")
    assert compatible("(2010=100)") == ("2010=100",)
    assert compatible("furlongs") == ()
    for unit in NAMES:
        menu = compatible(unit)
        assert menu[0] == parse_unit(unit)
        assert len(set(menu)) == len(menu)
        assert all(factor(unit, to) > 0 for to in menu)


@given(st.text(max_size=80))
@example("((((2010=100")
@example("$$$///%%%")
@example("million " * 5000)
@example("1" + "0" * 5000 + " t")
@example("production, " * 2000 + "t")
def test_any_text_is_read_without_harm(text: str) -> None:
    unit = parse_unit(text)
    assert unit is None or parse_unit(unit) == unit
    found = unit_in(text)
    assert found is None or parse_unit(found.unit) == found.unit


WORDS = st.sampled_from(
    [
        "USD",
        "$",
        "/",
        "per",
        "t",
        "oz",
        "million",
        "1,000",
        "萬",
        "噸",
        "%",
        "metric",
        "ton",
        "_",
        ",",
        "(",
        ")",
        "98$",
        "m",
        "of",
        "in",
        "year",
        "c",
    ]
)


@given(st.lists(WORDS, max_size=8), st.sampled_from(["", " "]))
def test_any_order_of_the_trades_words_is_read_without_harm(words: list[str], between: str) -> None:
    text = between.join(words)
    unit = parse_unit(text)
    assert unit is None or (parse_unit(unit) == unit and compatible(unit)[0] == unit)
    found = unit_in(text)
    assert found is None or parse_unit(found.unit) == found.unit
