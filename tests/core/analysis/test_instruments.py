"""Item 26 of the sources' analyses: instruments and their classes, the matrix of countries, the restrictive states of A5."""

from __future__ import annotations

from core.analysis.instrument_matrix import NOT_CLASSIFIED, matrix, restrictive_states
from core.io.event_words import _INSTRUMENTS as IMPORTED
from core.io.example import example_workspace
from core.model import PolicyEvent, Scenario
from core.model.instruments import classes, instrument, instruments

EXAMPLE = example_workspace()


def test_every_instrument_of_the_example_and_of_imports_has_a_class() -> None:
    words = {one.instrument for one in EXAMPLE.events.values()} | set(IMPORTED)
    assert [word for word in sorted(words) if not instrument(word).class_] == []


def test_the_types_of_the_oecd_and_the_areas_of_the_iea() -> None:
    told = {
        word: (one.oecd, one.iea) for word in ("export ban", "export quota", "export licence", "stockpile") if (one := instrument(word))
    }
    assert told == {
        "export ban": ("export prohibition", ""),
        "export quota": ("export quota", ""),
        "export licence": ("licensing requirement", ""),
        "stockpile": ("", "supply"),
    }
    assert {one.iea for one in instruments().values()} == {"", "supply", "production", "practices"}
    assert (instrument("funding").iea, instrument("due diligence").iea) == ("production", "practices")


def test_item_26_old_tools_and_new_ones() -> None:
    old = ("forced equity stake", "higher resource tax", "foreign-ownership limit")
    new = ("local processing", "export quota", "raw-ore ban", "licence entry review")
    assert {instrument(word).tool for word in old} == {"old"}
    assert {instrument(word).tool for word in new} == {"new"}


def test_item_26_five_restrictive_states_in_a5() -> None:
    found = restrictive_states(EXAMPLE.events.values(), instruments(), "A5")
    assert set(found) == {"MWI", "GAB", "COD", "GIN", "ZWE"}
    assert found["ZWE"] == ("E089", "E090")
    assert found["GIN"] == ("E087", "E088")


def test_the_matrix_counts_and_shows_gaps() -> None:
    found = matrix(EXAMPLE.events.values(), instruments())
    expected = {
        ("CHN", "licensing requirement"): ("E018", "E068", "E069", "E070", "E071", "E079", "E080"),
        ("COD", "export prohibition"): ("E085",),
        ("COD", "export quota"): ("E086",),
        ("ZWE", "export prohibition"): ("E089",),
        ("ZWE", "local processing"): ("E090",),
        ("GIN", "mining rights"): ("E087", "E088"),
        ("USA", "import measure"): ("E003", "E004", "E019"),
    }
    assert {key: found.cells.get(key) for key in expected} == expected
    assert found.count("USA", "export prohibition") == 0
    assert found.count("CHN", "licensing requirement") == 7
    assert "export tax" in found.classes
    assert not any(found.count(country, "export tax") for country in found.countries)
    assert found.countries[0] == "USA"
    assert (dict(found.unknown), NOT_CLASSIFIED in found.classes) == ({}, False)
    assert {"E095", "E099"} <= set(found.without)


def test_each_event_stands_once_in_each_row_of_its_countries() -> None:
    found = matrix(EXAMPLE.events.values(), instruments())
    placed = [key for ids in found.cells.values() for key in ids] + list(found.without)
    assert sorted(placed) == sorted(key for key, one in EXAMPLE.events.items() for _actor in dict.fromkeys(one.actors) or ("",))
    assert len(classes()) == len(set(classes()))


def test_an_unknown_word_is_listed_and_can_be_classed_by_the_data() -> None:
    holiday = PolicyEvent(id="x", instrument="Royalty holiday", actors=("CHL", "CHL"))
    found = matrix([holiday], instruments())
    assert (dict(found.unknown), found.cells) == ({"Royalty holiday": ("x",)}, {("CHL", NOT_CLASSIFIED): ("x",)})
    lines = ("royalty holiday = Export tax", "nonsense", "other = unheard of")
    own = instruments([Scenario(id="1", worksheet="instruments", inputs=lines), Scenario(id="2", worksheet="ratio", inputs=lines)])
    assert matrix([holiday], own).cells == {("CHL", "export tax"): ("x",)}
    assert instrument("other", own).class_ == ""


def test_columns_may_be_chosen() -> None:
    found = matrix(EXAMPLE.events.values(), instruments(), ("export prohibition",))
    assert (found.classes, sorted(found.countries)) == (("export prohibition",), ["COD", "GAB", "MWI", "ZWE"])
