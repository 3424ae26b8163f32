"""Recipes as a small file to be handed on: JSON that can be read, versioned, and checked word by word before it is believed.

A file has "orebook_recipes": 1 and "recipes": a list of {"title", "note", "fingerprint", "table"}; "table" is a `TableRecipe` by the names
of its fields, those that say nothing left out. It is a stranger's file: its size is bounded, every value has its type and its bounds, and
what is wrong is refused in one sentence. Unknown names are passed over, so that what a newer program wrote can be read.
"""

from __future__ import annotations

import json
import math
import re
import types
from collections.abc import Sequence
from dataclasses import MISSING, asdict, fields
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from core.io.failures import because
from core.io.recipe import ColumnRole, Decision, Orientation, Role, TableRecipe, dumps, loads
from core.io.replacing import writing
from core.model import PARTS, SERIES_KINDS, Recipe, columns
from core.task import Refused
from core.words import _

SUFFIX: Final = ".orebook-recipe"
VERSION: Final = 1
_MARK: Final = "orebook_recipes"
_LARGEST: Final = 4_000_000  # bytes
_MOST: Final = 500  # recipes in a file
_LINES: Final = 20_000  # columns of a table, and rows left out
_LAST: Final = 20_000_000  # a row or column
_LONGEST: Final = 2_000  # letters of a text
_LAYOUT: Final = re.compile(r"[0-9a-f]{24}")


def write_recipes(path: Path, recipes: Sequence[Recipe]) -> None:
    """Write recipes to `path`, in one step. Raises `Refused` with what the disk says against it."""
    with writing(path) as beside:
        beside.write_text(as_text(recipes), encoding="utf-8")


def as_text(recipes: Sequence[Recipe]) -> str:
    """The file's text. What stood around the tables is left out but for its first line, by which a layout is known."""
    plain = [{"title": one.title, "note": one.note, "fingerprint": one.fingerprint, "table": _table(one)} for one in recipes]
    return json.dumps({_MARK: VERSION, "recipes": plain}, ensure_ascii=False, indent=1) + "\n"


def _table(recipe: Recipe) -> dict[str, Any]:
    plain = asdict(loads(recipe.steps))
    plain["above"] = plain["above"][:1]
    plain["columns"] = [_telling(ColumnRole, one) for one in plain["columns"]]
    plain["decisions"] = [_telling(Decision, one) for one in plain["decisions"]]
    return {name: value for name, value in _telling(TableRecipe, plain).items() if name not in {"below", "remembered", "layout"}}


def _telling(made: type, plain: dict[str, Any]) -> dict[str, Any]:
    """The fields that differ from what they are when nothing is said."""
    defaults = {one.name: one.default for one in fields(made) if one.default is not MISSING}
    return {name: value for name, value in plain.items() if name not in defaults or value != defaults[name]}


def is_recipe_file(path: Path) -> bool:
    """Whether a file is one of recipes, by its name."""
    return path.suffix.casefold() == SUFFIX


def read_recipes(path: Path) -> tuple[Recipe, ...]:
    """The recipes of a file. Raises `Refused` with one sentence when it cannot be read or is not what it says."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise Refused(_("{file} cannot be read: {reason}.").format(file=path.name, reason=because(error))) from error
    if len(content) > _LARGEST:
        raise Refused(_("{file} is too large for a file of recipes.").format(file=path.name))
    try:
        return _recipes(content)
    except (ValueError, KeyError, TypeError, RecursionError) as error:  # whatever a stranger can write wrongly
        sentence = _("{file} is no file of import recipes, or it is damaged ({reason}). Ask for it to be exported again.")
        raise Refused(sentence.format(file=path.name, reason=_reason(error))) from error


class _NewerError(ValueError):
    """The file was written by a newer program."""


def _reason(error: Exception) -> str:
    if isinstance(error, _NewerError):
        return _("it was written by a newer Orebook")
    return str(error)[:120].replace("\n", " ") if type(error) is ValueError else _("it is not written as it should be")


def _recipes(content: bytes) -> tuple[Recipe, ...]:
    plain = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    if type(plain) is not dict or type(version := plain.get(_MARK)) is not int:
        raise ValueError(_("it does not say that it is one"))
    if version > VERSION:
        raise _NewerError
    found = _list(plain.get("recipes"), _MOST)
    made = [_recipe(one) for one in found]
    if not made:
        raise ValueError(_("there is no recipe in it"))
    return tuple({one.id: one for one in made}.values())


def _no_constant(word: str) -> float:
    raise ValueError(_("{word} is no number").format(word=word))


def _recipe(plain: Any) -> Recipe:
    if type(plain) is not dict:
        raise TypeError
    title, note, layout = (_value(str, plain.get(name, ""), name) for name in ("title", "note", "fingerprint"))
    if not title.strip() or not _LAYOUT.fullmatch(layout):
        raise ValueError(_("a recipe without a name or a layout"))
    table = _value(TableRecipe, {**plain["table"], "layout": layout}, "table")
    _check_kinds(table)
    return Recipe(id=f"recipe/{layout[:12]}", title=" ".join(title.split())[:200], fingerprint=layout, steps=dumps(table), note=note)


def _check_kinds(table: TableRecipe) -> None:
    """What names kinds of series, parts and fields must name such as there are."""
    kinds = {one.kind for one in table.columns} | ({table.kind} if table.orientation is not Orientation.RECORDS else set())
    if wrong := sorted(kinds - {"", *SERIES_KINDS, *PARTS}):
        raise ValueError(_("there is no kind “{name}”").format(name=wrong[0][:40]))
    if table.orientation is Orientation.RECORDS:
        if table.kind not in PARTS:
            raise ValueError(_("there is no kind “{name}”").format(name=table.kind[:40]))
        there = {one.name for one in columns(PARTS[table.kind])}
        if wrong := sorted({one.field for one in table.having(Role.FIELD)} - there):
            raise ValueError(_("there is no field “{name}”").format(name=wrong[0][:40]))


# --- values of the types that recipes are declared with


@lru_cache
def _hints(made: type) -> dict[str, Any]:
    return get_type_hints(made)


def _value(hint: Any, value: Any, name: str) -> Any:
    """`value` as the type of a field says, within its bounds. Raises ValueError naming the field."""
    origin = get_origin(hint)
    if origin in {types.UnionType, Union}:
        return None if value is None else _value(next(one for one in get_args(hint) if one is not type(None)), value, name)
    if origin is tuple:
        return _tuple(get_args(hint), value, name)
    if hint in {TableRecipe, ColumnRole, Decision}:
        if type(value) is not dict:
            raise ValueError(name)
        return hint(**{key: _value(of, value[key], key) for key, of in _hints(hint).items() if key in value})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in {str(one) for one in hint}:
            raise ValueError(name)
        return hint(value)
    return _plain(hint, value, name)


def _tuple(of: tuple[Any, ...], value: Any, name: str) -> tuple[Any, ...]:
    found = _list(value, _LINES)
    if Ellipsis not in of and len(found) != len(of):
        raise ValueError(name)
    return tuple(_value(of[0], one, name) for one in found)


def _plain(hint: Any, value: Any, name: str) -> Any:
    if hint is float and type(value) is int:
        value = float(value)
    right = type(value) is hint
    if hint is int:
        right = right and 0 <= value <= _LAST
    elif hint is float:
        right = right and math.isfinite(value) and 0 < abs(value) <= _LAST
    elif hint is str:
        right = right and len(value) <= _LONGEST
    if not right:
        raise ValueError(name)
    return value


def _list(value: Any, most: int) -> list[Any]:
    if type(value) is not list:
        raise TypeError
    if len(value) > most:
        raise ValueError(_("it is longer than any recipe"))
    return value
