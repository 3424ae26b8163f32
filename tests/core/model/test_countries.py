"""Countries by the names of the trade's tables: footnote marks come off a known name, likeness only suggests."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from core.model.countries import countries, countries_in, find_country

CERTAIN = {"exact", "alias"}
COLUMNS = {"supply": "country", "trade": "importer", "indicators": "country", "country_facts": "country"}
LISTS = {
    "events": ("actors", "targets"),
    "targets": ("issuers",),
    "relations": ("giver", "taker"),
    "trade": ("supplier",),
    "figures": ("place",),
}
# Who else acts in the example, and where it trades: banks, exchanges, what people of the industry said.
NO_COUNTRIES = {"COMEX", "LBMA", "AUS experts", "JPMorgan", "PV industry", "central banks", "derived (not in the text)"}
# Two countries in a cell of the Geological Survey: the figure belongs to neither.
SEVERAL = {"United\u00a0States and Canada"}


def words_of(table: str, column: str) -> set[str]:
    with resources.path(f"example/{table}.csv").open(encoding="utf-8", newline="") as file:
        return {word.strip() for row in csv.DictReader(file) for word in row[column].split(";")} - {""}


def test_the_table_is_whole() -> None:
    known = countries()
    assert sum(one.kind == "country" for one in known.values()) == 250  # ISO 3166-1 and Kosovo
    assert {"EU", "G7", "MSP", "IPEF", "CMPA", "AFR", "LAC", "CAS", "WLD", "OTH", "TWN", "NCL", "GRL", "GUF", "XKX"} <= set(known)
    for one in known.values():
        assert all((one.name_en, one.name_zh_tw, one.name_zh_cn)), one.iso3
        assert set(one.members) <= set(known), one.iso3
    assert {name: len(known[name].members) for name in ("EU", "G7", "IPEF")} == {"EU": 27, "G7": 7, "IPEF": 14}


def test_the_table_is_what_its_script_makes() -> None:
    pytest.importorskip("babel")
    from resources.build_countries import COLUMNS as HEADER
    from resources.build_countries import rows

    with resources.path("countries.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert tuple(header) == HEADER
    assert [(line[0], line[1]) for line in lines] == [(row[0], row[1]) for row in rows()]


@pytest.mark.parametrize("kind", ["country", "bloc", "region", "rest"])
def test_each_is_found_by_each_of_its_names(kind: str) -> None:
    for one in countries().values():
        if one.kind == kind:
            for word in (one.iso3, one.name_en, one.name_en.upper(), one.name_zh_tw, one.name_zh_cn, *one.aliases):
                found = find_country(word)
                assert (found.id, found.certainty in CERTAIN) == (one.iso3, True), word


@pytest.mark.parametrize(("table", "column"), COLUMNS.items())
def test_every_country_of_the_example_is_known_by_its_id(table: str, column: str) -> None:
    assert words_of(table, column) <= set(countries())


def test_every_actor_of_the_example_is_known_or_listed() -> None:
    words = {word for table, columns in LISTS.items() for column in columns for word in words_of(table, column)}
    assert {word for word in words if find_country(word).certainty not in CERTAIN} == NO_COUNTRIES


def test_every_country_of_the_real_tables_is_known_or_listed(real: Path) -> None:
    words: set[str] = set()
    for path in sorted((real / "countries").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                words |= {row.get("Country") or row.get("COUNTRY") or "", *(row.get("Major_Import_Sources_2019_2022") or "").split(", ")}
    words.discard("")
    assert len(words) > 100
    assert {word for word in words if find_country(word).certainty not in CERTAIN} == SEVERAL


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Japane", "JPN"),
        ("Korea, Republic ofe", "KOR"),
        ("Congo (Kinshasa)2", "COD"),
        ("Congo (Kinshasa)e", "COD"),
        ("Congo (Kinshasa)e, 5", "COD"),
        ("Nigere", "NER"),
        ("Russiae", "RUS"),
        ("United States5, 6", "USA"),
        ("Other countries4", "OTH"),
        ("World total (rounded)", "WLD"),
        ("China (estimated)", "CHN"),
        ("Côte d’Ivoire", "CIV"),
        ("剛果（金）", "COD"),
        ("臺灣", "TWN"),
        ("NO", "NOR"),
    ],
)
def test_a_footnote_mark_comes_off_a_known_name(text: str, country: str) -> None:
    assert find_country(text).id == country


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("Austrla", {"AUT", "AUS"}),
        ("Austrlia", {"AUT", "AUS"}),
        ("Congo", {"COD", "COG"}),
        ("NA", {"NAM"}),
        ("Use", {"USA"}),
        ("Nigerria", {"NGA"}),
        ("United States and Canada", {"USA", "CAN"}),
    ],
)
def test_likeness_only_suggests(text: str, suggested: set[str]) -> None:
    found = find_country(text)
    assert (found.id, found.certainty) == ("", "suggestion")
    assert suggested <= set(found.suggestions)


@pytest.mark.parametrize("text", ["", "no", "W", "--", "Total supply", "per"])
def test_what_is_no_country_is_none(text: str) -> None:
    assert find_country(text).id == ""


NAMES = sorted(one.name_en for one in countries().values() if one.kind == "country" and len(one.name_en) > 4)
KNOWN = {word.casefold() for one in countries().values() for word in (one.iso3, one.name_en, *one.aliases)}


@given(st.sampled_from(NAMES), st.data())
def test_a_misspelling_never_becomes_another_country(name: str, data: st.DataObject) -> None:
    """Two letters changing places, one missing, one wrong: the same country, or none, but for true names of others (Niger, Nigeria)."""
    at = data.draw(st.integers(0, len(name) - 2))
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    wrong = name[:at] + data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + name[at + 1 :]
    for text in (swapped, name[:at] + name[at + 1 :], wrong):
        found = find_country(text)
        bare = text.casefold()
        if not any(shorter in KNOWN for shorter in (bare, bare[:-1], bare[:-2])):
            assert found.id in {"", find_country(name).id}, text


def test_what_tells_two_countries_apart_is_no_remark() -> None:
    assert find_country("Korea (estimated)").id == "KOR"
    assert find_country("Korea (democratic People's Republic)").id != "KOR"
    assert find_country("Korea (north)").id == "PRK"
    assert find_country("Korea (oNrth)").id == ""
    assert find_country("Korea (nroth)").id == ""
    assert find_country("China (unspecified minerals)").id == "CHN"


def test_austria_and_australia_are_never_each_other() -> None:
    assert find_country("Austria").id == "AUT"
    assert find_country("Australia").id == "AUS"
    for text in ("austria", "AUSTRIA", "Austriae", "Austria2", "Österreich"):
        assert find_country(text).id in {"AUT", ""}
    for text in ("australia", "AUSTRALIA", "Australiae", "Australia 3/"):
        assert find_country(text).id == "AUS"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("US copper imports from Chile and DR Congo", ("USA", "CHL", "COD")),
        ("China, Hong Kong SAR", ("HKG",)),
        ("Papua New Guinea gold", ("PNG",)),
        ("中國稀土出口", ("CHN",)),
        ("New Mexico", ()),
        ("price in US dollars", ()),
        ("Other metals", ()),
        ("ask us", ()),
    ],
)
def test_countries_in_a_title_are_not_found_in_other_words(title: str, found: tuple[str, ...]) -> None:
    assert countries_in(title) == found


def test_countries_come_first_in_the_order_of_their_codes() -> None:
    codes = [one.iso3 for one in countries().values() if one.kind == "country"]
    assert all(earlier < later for earlier, later in pairwise(codes))
    assert list(countries())[: len(codes)] == codes
