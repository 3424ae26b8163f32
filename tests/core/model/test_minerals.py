"""Minerals by the names of the trade's tables: certain when known, suggested when alike, never guessed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import resources
from core.model.minerals import find_mineral, minerals, minerals_in

COLUMNS = {"figures": "mineral", "series": "mineral", "supply": "mineral", "trade": "mineral", "indicators": "mineral"}
LISTS = {"country_facts": "minerals", "events": "minerals", "relations": "minerals", "targets": "minerals"}
CERTAIN = {"exact", "alias"}


def words_of(table: str, column: str) -> set[str]:
    with resources.path(f"example/{table}.csv").open(encoding="utf-8", newline="") as file:
        return {word.strip() for row in csv.DictReader(file) for word in row[column].split(";")} - {""}


def test_the_table_is_whole() -> None:
    known = minerals()
    single = [one for one in known.values() if not one.members]
    assert len(single) >= 60
    assert len({one.symbol for one in known.values() if one.symbol}) == sum(bool(one.symbol) for one in known.values()) >= 60
    for one in known.values():
        assert all((one.name_en, one.name_zh_tw, one.name_zh_cn, one.group, one.quote_unit, one.quantity_unit)), one.id
        assert set(one.members) <= set(known), one.id


def test_the_official_lists_are_complete() -> None:
    """34 critical raw materials of the EU in 2023; 50 minerals of the United States in 2022 and 60 in 2025."""
    named = {label: sum(label in one.lists for one in minerals().values()) for label in ("EU 2023", "US 2022", "US 2025")}
    assert named == {"EU 2023": 34, "US 2022": 50, "US 2025": 60}
    assert [one.id for one in minerals().values() if "US 2022" in one.lists and "US 2025" not in one.lists] == []


@pytest.mark.parametrize("name", sorted(minerals()))
def test_a_mineral_is_found_by_each_of_its_names(name: str) -> None:
    one = minerals()[name]
    for word in (one.id, one.name_en, one.name_en.upper(), one.name_zh_tw, one.name_zh_cn, *one.aliases, *one.codes):
        found = find_mineral(word)
        assert (found.id, found.certainty in CERTAIN) == (one.id, True), word


@pytest.mark.parametrize(("table", "column"), [*COLUMNS.items(), *LISTS.items()])
def test_every_mineral_of_the_example_is_known(table: str, column: str) -> None:
    words = words_of(table, column)
    assert words
    assert {word for word in words if find_mineral(word).certainty not in CERTAIN} == set()


@pytest.mark.parametrize("path", ["MCS2025_World_Data.csv:COMMODITY", "MCS2024_Fig2_Net_Import_Reliance.csv:Commodity"])
def test_every_commodity_of_the_geological_survey_is_known(real: Path, path: str) -> None:
    name, _, column = path.partition(":")
    with (real / "countries" / name).open(encoding="utf-8-sig", newline="") as file:
        words = {row[column] for row in csv.DictReader(file)} - {""}
    assert len(words) > 40
    assert {word for word in words if find_mineral(word).certainty not in CERTAIN} == set()


@pytest.mark.parametrize(
    ("text", "mineral"),
    [
        ("Cu", "copper"),
        ("鈷", "cobalt"),
        ("钴", "cobalt"),
        ("aluminum", "aluminium"),
        ("NIOBIUM (COLUMBIUM)", "niobium"),
        ("APT", "tungsten"),
        ("Gallium4", "gallium"),
    ],
)
def test_names_symbols_and_products_are_found(text: str, mineral: str) -> None:
    assert find_mineral(text).id == mineral


@pytest.mark.parametrize(
    ("text", "suggested"),
    [("Cobolt", "cobalt"), ("coppper", "copper"), ("silicone", "silicon"), ("W", "tungsten"), ("U", "uranium"), ("K", "potash")],
)
def test_what_is_only_alike_is_suggested(text: str, suggested: str) -> None:
    """W is also "withheld" and silicone is no silicon with a footnote e."""
    found = find_mineral(text)
    assert (found.id, found.certainty) == ("", "suggestion")
    assert suggested in found.suggestions


@pytest.mark.parametrize("text", ["", "xyz", "Total", "au", "China"])
def test_what_is_no_mineral_is_none(text: str) -> None:
    assert find_mineral(text).id == ""


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("LME copper cash", ("copper",)),
        ("nickel and cobalt", ("nickel", "cobalt")),
        ("Iron ore, cfr spot", ("iron ore",)),
        ("Base Metals (ex. iron ore)", ("base metals",)),
        ("鈷價", ("cobalt",)),
        ("黃金價格", ("gold",)),
        ("lead to higher prices", ()),
        ("Palm oil", ()),
        ("Silicon Valley", ()),
        ("銀行", ()),
        ("In the news", ()),
    ],
)
def test_minerals_in_a_title_are_not_found_in_other_words(title: str, found: tuple[str, ...]) -> None:
    assert minerals_in(title) == found
