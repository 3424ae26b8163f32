"""Which kind of record a header row announces: its words are compared with the declared columns of every record type."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.io.recipe import header_key
from core.model import PARTS, columns

# A header announces a kind when, of each of these groups, it has one field: what such a record is worth nothing without.
_TELLING: Mapping[str, tuple[frozenset[str], ...]] = {
    part: tuple(frozenset(group.split()) for group in groups)
    for part, groups in {
        "events": ("title", "announced in_force ended deadline", "instrument direction status actors summary"),
        "supply": ("mineral", "country", "quantity share"),
        "trade": ("importer", "supplier", "share quantity"),
        "indicators": ("country", "name", "value"),
        "figures": ("title series", "date", "value", "comparator high relation"),
        "country_facts": ("country region", "measure"),
        "asset_returns": ("start_value", "end_value"),
        "targets": ("issuers", "metric", "value"),
        "relations": ("giver", "taker", "kind"),
        "annotations": ("date", "text", "series mineral"),
    }.items()
}
# What tables call fields beside the names that they are declared with.
_ALSO: Mapping[str, str] = {
    **dict.fromkeys(("mineral", "commodity", "metal", "material"), "minerals"),
    **dict.fromkeys(("event id", "obs id", "target id", "rel id", "fact id", "record id"), "id"),
    **dict.fromkeys(("label en", "title en", "asset", "asset en"), "title"),
    "asset zh": "title_zh",
    "date start": "announced",
    "article id": "source",
}
_LEAST_SHARE = 0.5  # of the header's cells must be known


@dataclass(frozen=True, slots=True)
class Match:
    """The part that a header announces, and the field at each position that is known."""

    part: str
    fields: Mapping[int, str]


def match_header(words: Sequence[str]) -> Match | None:
    """The kind of record that these header cells announce; None when no kind's telling fields are there."""
    keys = [header_key(word) for word in words]
    filled = sum(bool(key) for key in keys)
    if filled < 3:
        return None
    best: Match | None = None
    for part, telling in _TELLING.items():
        names = field_names(part)
        fields: dict[int, str] = {}
        for at, key in enumerate(keys):
            name = names.get(key, "")
            if name and name not in fields.values():
                fields[at] = name
        there = set(fields.values())
        if (
            all(there & group for group in telling)
            and len(fields) >= _LEAST_SHARE * filled
            and (best is None or len(fields) > len(best.fields))
        ):
            best = Match(part, fields)
    return best


@functools.cache
def field_names(part: str) -> Mapping[str, str]:
    """Header words, as compared, to the field they mean; a field's own title wins over another's other name."""
    declared = columns(PARTS[part])
    found: dict[str, str] = {}
    for column in declared:
        found.setdefault(header_key(column.title), column.name)
    for column in declared:
        found.setdefault(header_key(column.name), column.name)
    for column in declared:
        for word in (*column.names, f"{column.title} {column.unit}"):
            found.setdefault(header_key(word), column.name)
    own = {column.name for column in declared}
    for word, name in _ALSO.items():
        if name in own:
            found.setdefault(word, name)
    return found
