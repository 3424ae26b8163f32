"""What the recipes dialog shows: the remembered recipes, what each says of columns and decisions, and the recipe after an edit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.io.decisions import COLLECTION
from core.io.guess import mineral_name
from core.io.layout import SHEETS
from core.io.recipe import Orientation, Role, TableRecipe, dumps, loads, with_column, with_decision, with_role
from core.model import SERIES_KINDS, Recipe, Workspace
from core.model.minerals import minerals
from core.views.importing import choice_words, decision_words, role_words
from core.words import _, plural

_SHAPES = {Orientation.RECORDS, Orientation.COUNTRIES}
_ROLES = (Role.DATE, Role.VALUE, Role.NAME, Role.UNIT, Role.CODE, Role.NOTE, Role.IGNORE)

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecipeLine:
    """One recipe in the list. reads: what its tables are, in words; used: when and from which file it was read last, "" when unknown."""

    id: str
    title: str
    reads: str
    used: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a recipe says. key: its name for `edited`; choices: (value, words), none when it is typed; fixed: not to be edited."""

    key: str
    value: str
    words: str
    choices: Choices = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the table that a recipe reads: its header, and what is said of it, in the order of `column_headings`."""

    column: int
    header: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision, in words, and its value."""

    label: str
    field: Field


def recipe_lines(workspace: Workspace) -> tuple[RecipeLine, ...]:
    """The recipes by name."""
    made = [RecipeLine(one.id, one.title, _reads(one), _used(workspace, one)) for one in workspace.recipes.values()]
    return tuple(sorted(made, key=lambda line: (line.title.casefold(), line.id)))


def table_of(recipe: Recipe) -> TableRecipe | None:
    """What a recipe says; None when it cannot be read."""
    try:
        return loads(recipe.steps)
    except ValueError:
        return None


def _reads(recipe: Recipe) -> str:
    table = table_of(recipe)
    if table is None:
        return _("It cannot be read; delete it, and the next import makes a new one.")
    if table.orientation is Orientation.RECORDS:
        fields = plural("{count} field", "{count} fields", len(table.having(Role.FIELD)))
        return _("{fields} of {part}").format(fields=fields, part=SHEETS.get(table.kind, table.kind))
    if table.orientation is Orientation.COUNTRIES:
        return plural("{count} column of countries' figures", "{count} columns of countries' figures", len(table.having(Role.VALUE)))
    words = plural("{count} column of values", "{count} columns of values", len(table.having(Role.VALUE)))
    return f"{words}, {table.kind}" if table.kind else words


def _used(workspace: Workspace, recipe: Recipe) -> str:
    """The newest file that was kept where this recipe keeps its records."""
    table = table_of(recipe)
    collection = "" if table is None else table.decided(COLLECTION)
    key = f"file/{collection}"
    files = [one for one in workspace.sources.values() if collection and one.file and (one.id == key or one.id.startswith(key + "-"))]
    if not files:
        return ""
    newest = max(files, key=lambda one: one.imported)
    return _("{file}, {when}").format(file=newest.file, when=newest.imported[:10]) if newest.imported else newest.file


def column_headings() -> tuple[str, ...]:
    """What is said of each column."""
    return (_("Column"), _("Taken for"), _("Title"), _("Unit"), _("Mineral"), _("Kind"))


def column_lines(table: TableRecipe) -> tuple[ColumnLine, ...]:
    """The columns of the table, from left to right."""
    known = minerals()
    mineral_choices: Choices = (("", ""), *((key, mineral_name(key)) for key in known))
    kind_choices: Choices = (("", ""), *((kind, kind) for kind in SERIES_KINDS))
    roles: Choices = tuple((str(role), role_words(role)) for role in _ROLES)
    lines = []
    for one in table.columns:
        value = one.role is Role.VALUE
        role = Field("role", str(one.role), role_words(one.role), roles, fixed=table.orientation in _SHAPES)
        if one.role is Role.FIELD:
            role = replace(role, words=f"{role.words}: {one.field}")
        mineral = mineral_name(one.mineral) if one.mineral else ""
        fields = (
            role,
            Field("title", one.title, one.title, fixed=not value),
            Field("unit", one.unit, one.unit, fixed=not value),
            Field("mineral", one.mineral, mineral, mineral_choices, fixed=not value),
            Field("kind", one.kind, one.kind, kind_choices, fixed=not value or table.orientation in _SHAPES),
        )
        lines.append(ColumnLine(one.column, one.header or _("(no header)"), fields))
    return tuple(lines)


def decision_lines(table: TableRecipe) -> tuple[DecisionLine, ...]:
    """What was decided about the table as a whole."""
    made = []
    for one in table.decisions:
        choices = tuple((choice, choice_words(choice)) for choice in one.choices)
        made.append(DecisionLine(decision_words(one.key), Field(one.key, one.value, choice_words(one.value), choices)))
    return tuple(made)


def renamed(recipe: Recipe, title: str) -> Recipe:
    """The recipe under another name; an empty one changes nothing."""
    title = " ".join(title.split())[:200]
    return replace(recipe, title=title) if title else recipe


def with_column_edited(recipe: Recipe, column: int, key: str, value: str) -> Recipe:
    """The recipe with something else said of a column, as if it were corrected in the import dialog."""
    table = loads(recipe.steps)
    value = value.strip()
    changed = with_role(table, column, Role(value)) if key == "role" else with_column(table, column, **{key: value})
    return replace(recipe, steps=dumps(changed))


def with_decision_edited(recipe: Recipe, key: str, value: str) -> Recipe:
    """The recipe with another decision, as if it were taken in the import dialog."""
    return replace(recipe, steps=dumps(with_decision(loads(recipe.steps), key, value.strip())))


def taken_in_words(workspace: Workspace, new: tuple[Recipe, ...]) -> str:
    """What recipes out of a file do to those that are there, in a sentence."""
    names = ", ".join(f"“{one.title}”" for one in new[:3]) + (" …" if len(new) > 3 else "")
    instead = [workspace.recipes[one.id].title for one in new if one.id in workspace.recipes]
    words = _("{recipes} taken in: {names}.").format(recipes=plural("{count} recipe", "{count} recipes", len(new)), names=names)
    if not instead:
        return words
    old = ", ".join(f"“{title}”" for title in instead[:3]) + (" …" if len(instead) > 3 else "")
    return words + " " + _("Of the same layout there was {names}; that was replaced.").format(names=old)
