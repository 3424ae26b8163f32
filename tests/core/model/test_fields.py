"""One declaration a field: reading, showing and carrying it."""

from typing import Any

import pytest

from core.model import PARTS, Clock, Figure, PartialDate, PolicyEvent, SupplyRecord, columns, from_plain, read, show, to_plain


def column_of(record_type: type, name: str) -> Any:
    return next(column for column in columns(record_type) if column.name == name)


@pytest.mark.parametrize("record_type", PARTS.values())
def test_every_kind_of_record_declares_its_fields(record_type: type) -> None:
    declared = columns(record_type)
    assert declared[0].name == "id"
    assert len({column.title for column in declared}) == len(declared), "two columns of one sheet would have the same title"


def test_an_event_survives_the_trip_through_plain_values() -> None:
    event = PolicyEvent(
        id="E001",
        title="Talks",
        announced=PartialDate.parse("2026-01"),
        clock=Clock.parse("180 days"),
        actors=("USA", "EU"),
        direction="restrictive",
    )
    plain = to_plain(event)
    assert plain["announced"] == "2026-01"
    assert plain["actors"] == ["USA", "EU"]
    assert plain["ended"] is None
    assert from_plain(PolicyEvent, plain) == event


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("quantity", "1,234.5", 1234.5),
        ("quantity", "\N{MINUS SIGN}3", -3.0),
        ("quantity", "", None),
        ("year", 2024.0, 2024),
        ("estimated", "yes", True),
        ("stage", "Mining", "mining"),
        ("unit", 5.0, "5"),
    ],
)
def test_what_a_person_types_is_understood(name: str, typed: object, value: object) -> None:
    assert read(column_of(SupplyRecord, name), typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("quantity", "1,5", "not a number"),
        ("quantity", "12 t", "not a number"),
        ("quantity", float("inf"), "cannot be kept|can be kept"),
        ("year", "2024.5", "whole number"),
        ("estimated", "perhaps", "neither yes nor no"),
        ("stage", "smelting", "reserves, mining"),
        ("id", " ", "cannot be empty"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(name: str, typed: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read(column_of(SupplyRecord, name), typed)


@pytest.mark.parametrize("value", [None, 0.1 + 0.2, 3.0, ("silver", "gold"), PartialDate.parse("2026-Q1"), True, "text"])
def test_what_is_shown_can_be_read_again(value: object) -> None:
    kinds = {float: "value", tuple: "minerals", PartialDate: "date", str: "title", type(None): "value", bool: "estimated"}
    owner: dict[str, type] = {"minerals": PolicyEvent, "estimated": SupplyRecord}
    name = kinds[type(value)]
    assert read(column_of(owner.get(name, Figure), name), show(value)) == value
