"""Names of minerals and countries in cells: alone, in lists, misspelled. What is not known for certain is said, and never dropped."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.io.cells import Cell
from core.io.troubles import Troubles
from core.model.countries import countries, country_id, find_country, likeliest_country
from core.model.minerals import find_mineral, likeliest_mineral, mineral_id, minerals, minerals_in
from core.model.names import Likely, Match
from core.words import _

NAMED = frozenset(("mineral", "country"))  # what a field may refer to
_FINDERS: dict[str, Callable[[str], Match]] = {"mineral": find_mineral, "country": find_country}
_IDS: dict[str, Callable[[str], str]] = {"mineral": mineral_id, "country": country_id}
_LIKELIEST: dict[str, Callable[[str], Likely | None]] = {"mineral": likeliest_mineral, "country": likeliest_country}
_LIST = re.compile(r"\s*[;；、\n]\s*")
_COMMA = re.compile(r"\s*[,，/]\s*")
_AND = re.compile(r"\s+(?:and|&)\s+|[和與与及]")


def names_in(refers: str, cell: Cell, troubles: Troubles) -> tuple[str, ...]:
    """The ids of the minerals or countries that a cell lists, as `name_of` finds each; the texts themselves where `refers` is neither."""
    items = [item for item in _LIST.split(cell.text.strip()) if item]
    if refers not in _FINDERS:
        return tuple(items)
    names: list[str] = []
    for item in items:
        names += _parted(refers, item, cell, _COMMA, troubles) or _named(refers, item, cell, troubles)
    return tuple(dict.fromkeys(filter(None, names)))


def name_of(refers: str, text: str, cell: Cell, troubles: Troubles) -> str:
    """The id of a mineral or country by its name; by a name that is nearly it, and a note; the name itself, and a problem."""
    text = " ".join(text.split())
    known = _IDS[refers](text)
    if known or not text:
        return known
    likely = _LIKELIEST[refers](text)
    if likely is not None:
        name, certainty = _title(refers, likely.id), round(100 * likely.likeness)
        troubles.add(
            f"likely {refers}",
            _("“{text}” was taken for {name} ({certainty} %).").format(text=text, name=name, certainty=certainty),
            cell=cell.address, value=text, severity="note", suggestion=_("Correct it in the Data tab if it means something else."),
        )  # fmt: skip
        return likely.id
    match = _FINDERS[refers](text)
    what = _("mineral") if refers == "mineral" else _("country")
    hint = _("Did you mean {names}?").format(names=", ".join(match.suggestions)) if match.suggestions else _("Correct it in the Data tab.")
    troubles.add(
        f"unknown {refers}", _("“{text}” is no {what} that is known; it was kept as written.").format(text=text, what=what),
        cell=cell.address, value=text, suggestion=hint,
    )  # fmt: skip
    return text


def _parted(refers: str, text: str, cell: Cell, mark: re.Pattern[str], troubles: Troubles) -> tuple[str, ...]:
    """The names in `text` parted by `mark`, when more than half of the parts are known; a name may hold such a mark itself."""
    known_as, parts = _IDS[refers], [part for part in mark.split(text) if part]
    if known_as(text) or len(parts) < 2:
        return ()
    known = sum(_knows(refers, part) for part in parts)
    if 2 * known <= len(parts):
        return ()
    return tuple(name for part in parts for name in _named(refers, part, cell, troubles))


def _knows(refers: str, text: str) -> bool:
    known_as, likeliest = _IDS[refers], _LIKELIEST[refers]
    return bool(known_as(text)) or all(known_as(part) or likeliest(part) for part in _AND.split(text))


def _named(refers: str, text: str, cell: Cell, troubles: Troubles) -> tuple[str, ...]:
    """The names in a text without commas: one, two with "and" between them, or the minerals that a product is named after."""
    parted = _parted(refers, text, cell, _AND, troubles)
    if parted or _IDS[refers](text) or refers != "mineral" or _COMMA.search(text):
        return parted or (name_of(refers, text, cell, troubles),)
    inside = minerals_in(text)
    if not inside:
        return (name_of(refers, text, cell, troubles),)
    message = _("“{text}” was taken for {names}, which it names.").format(text=text, names=", ".join(inside))
    troubles.add("word", message, cell=cell.address, value=text, severity="note")
    return inside


def _title(refers: str, thing: str) -> str:
    """The English name of a mineral or country."""
    return minerals()[thing].name_en if refers == "mineral" else countries()[thing].name_en
