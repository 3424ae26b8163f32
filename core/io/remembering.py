"""What is known of a layout: a table whose layout was imported before is read as it was then, and so is one that is nearly the same.

The same layout (its fingerprint) takes over all that a person set. A layout nearly like a known one takes over what was set for the
columns that are still there, and says what moved. What the file itself says of units always stands: a remembered unit never takes the
place of one that the file names. Tables that contradict each other (another mineral, kind, venue or country) or whose names and titles
do not connect them are never taken for each other.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core.io.decimals import DECIMAL
from core.io.decisions import COLLECTION, COUNTRY, DAY_FIRST, KIND, MINERAL, OF_ONE_FILE, STAGE, UNIT, VENUE
from core.io.guess import collection_of, is_generic, kind_of, mineral_of, unit_id
from core.io.recipe import ColumnRole, Decision, Orientation, Role, TableRecipe, header_key, loads, with_role
from core.model import Recipe

_LEAST_ALIKE = 0.5  # share of columns in both, of all columns that stand in either
_SAME_WORD = 0.8  # difflib's ratio from which a word is another spelling of a word
_OF_COLUMNS = frozenset({UNIT, KIND, MINERAL, DECIMAL})  # decisions that hold for all columns there are, and not for new ones
_OF_SUBJECT = (MINERAL, VENUE, COUNTRY, STAGE)  # what tells tables of one layout apart
_BY_THE_FILE = frozenset({UNIT, DECIMAL, DAY_FIRST})  # where the file's own evidence stands against what is remembered


class Move(enum.StrEnum):
    """What can differ between a table and the known one that it is nearly like."""

    NEW = "new column"
    MISSING = "missing column"
    RENAMED = "renamed column"
    ORDER = "order of columns"
    UNIT = "unit"
    HEADER = "header rows"
    TITLE = "title"
    SHEET = "sheet"
    DECISION = "decision"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Moved:
    """One difference. name: the column's header, or the decision's key; before: as it is remembered; after: as it is in this file."""

    what: Move
    name: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A table as it is remembered. title: of the recipe that it follows, "" for none; moved: nothing when the layout is the same."""

    recipe: TableRecipe
    title: str = ""
    moved: tuple[Moved, ...] = ()


def as_remembered(found: TableRecipe, recipes: Collection[Recipe], file_name: str = "") -> Known:
    """What was found, with the roles and decisions that a person gave this layout, or one nearly like it, before."""
    for record in recipes:
        old = _loaded(record.steps) if record.fingerprint == found.layout else None
        if old is not None:
            return Known(the_same(found, old, record.id), record.title)
    near = [(score, at) for at, one in enumerate(recipes) if (score := _likeness(one, found, file_name)) >= _LEAST_ALIKE]
    if not near:
        return Known(found)
    record = tuple(recipes)[max(near)[1]]  # of several equally alike the one remembered last
    known = _loaded(record.steps)
    return Known(found) if known is None else _nearly(found, known, record)


@lru_cache(maxsize=512)
def _loaded(steps: str) -> TableRecipe | None:
    try:
        return loads(steps)
    except ValueError:
        return None


# --- the same layout


def the_same(found: TableRecipe, old: TableRecipe, record_id: str) -> TableRecipe:
    """What was found, with what a person gave a table of the same layout; `record_id`: of the recipe that it follows."""
    before: dict[str, list[ColumnRole]] = {}
    for one in old.columns:
        before.setdefault(one.key, []).append(one)
    columns = []
    for one in found.columns:
        same = before.get(one.key)
        was = same.pop(0) if same else None
        columns.append(
            replace(was, column=one.column, header=one.header, unit_cell=one.unit_cell) if was is not None and was.fixed else one
        )
    decisions = _with_kept(found.decisions, _kept(old))
    orientation = old.orientation if any(one.fixed for one in columns) else found.orientation
    return replace(found, columns=tuple(columns), decisions=decisions, orientation=orientation, remembered=record_id)


def _kept(old: TableRecipe) -> dict[str, Decision]:
    """What a person decided, and where the records go."""
    return {one.key: one for one in old.decisions if (one.fixed and one.key not in OF_ONE_FILE) or one.key == COLLECTION}


def _with_kept(found: Iterable[Decision], kept: dict[str, Decision]) -> tuple[Decision, ...]:
    rest = dict(kept)
    return tuple(rest.pop(one.key, one) for one in found) + tuple(rest.values())


# --- nearly the same layout

Pair = tuple[ColumnRole, ColumnRole]  # (as remembered, as found)


def _likeness(record: Recipe, found: TableRecipe, file_name: str) -> float:
    """How alike a known layout and a table are, 0 to 1: the share of their columns in both; 0 where they are different things."""
    old = _loaded(record.steps)
    if old is None or not _comparable(old, found) or not _connected(old, found, file_name):
        return 0.0
    pairs = _pairs(old, found)
    if _contradict(old, found, pairs):
        return 0.0
    same = sum(Role.DATE not in (was.role, now.role) for was, now in pairs)
    every = _without_dates(old) + _without_dates(found) - same
    return same / every if every else 0.0


def _without_dates(recipe: TableRecipe) -> int:
    return sum(one.role is not Role.DATE for one in recipe.columns)


def _comparable(old: TableRecipe, found: TableRecipe) -> bool:
    """Whether two tables are laid out in the same way; what a person made of a table may differ from how it was found."""
    made = any(one.fixed for one in old.columns)
    shaped = old.orientation is found.orientation and old.date_pattern == found.date_pattern
    part = found.orientation not in {Orientation.RECORDS, Orientation.COUNTRIES} or old.kind == found.kind
    return old.across == found.across and (shaped or (made and found.orientation is Orientation.UNKNOWN)) and part


def _connected(old: TableRecipe, found: TableRecipe, file_name: str) -> bool:
    """Whether something beside the columns says that both are the same publication: the file's name, a title, the name of the sheet."""
    if of_one_name(old, file_name):
        return True
    nameless = all(is_generic(one.header) for one in found.having(Role.VALUE))
    title, sheet = _title(found), found.sheet_pattern
    told = (title and title == _title(old)) or (sheet and sheet == old.sheet_pattern and not _any_sheet(sheet))
    return bool(told) and not nameless


def of_one_name(old: TableRecipe, file_name: str) -> bool:
    """Whether a file is named as the one that a recipe was made of, but for dates, numbers and marks of copies."""
    first = old.decision(COLLECTION)
    own = collection_of(file_name)
    return first is not None and bool(own) and own in {first.value, collection_of(first.evidence)}


def _any_sheet(pattern: str) -> bool:
    """Whether a sheet's name says nothing: Sheet1, Data, Table 2."""
    words = set(pattern.replace("#", " ").split())
    return words <= {"sheet", "data", "table", "tabelle", "工作表", "export", "prices", "monthly", "daily", "annual"} or is_generic(pattern)


def _title(recipe: TableRecipe) -> str:
    return header_key(recipe.above[0]) if recipe.above else ""


def _pairs(old: TableRecipe, found: TableRecipe) -> tuple[Pair, ...]:
    """The columns that are the same in both: of one header, then of one header but for numbers, then of one header spelt otherwise."""
    before, now = list(old.columns), list(found.columns)
    pairs: list[Pair] = []
    for same in (_of_one_header, _both_dates, _of_one_key, _a_level_more, _respelt):
        for one in tuple(now):
            alike = [other for other in before if _may_pair(other, one) and same(other, one)]
            was = next(iter(alike), None)
            if was is not None and (same is not _a_level_more or len(alike) == sum(same(was, other) for other in now) == 1):
                pairs.append((was, one))
                before.remove(was)
                now.remove(one)
    return tuple(sorted(pairs, key=lambda pair: pair[1].column))


def _may_pair(was: ColumnRole, one: ColumnRole) -> bool:
    marked = {Role.DATE, Role.VALUE}
    return was.fixed or was.role is one.role or not {was.role, one.role} & marked


def _of_one_header(was: ColumnRole, one: ColumnRole) -> bool:
    return was.header.casefold() == one.header.casefold()


def _both_dates(was: ColumnRole, one: ColumnRole) -> bool:
    return was.role is one.role is Role.DATE


def _of_one_key(was: ColumnRole, one: ColumnRole) -> bool:
    return was.key == one.key


def _a_level_more(was: ColumnRole, one: ColumnRole) -> bool:
    """Whether one header is the other under the name of a group: Gold, and Holdings over Gold."""
    short, long = sorted((was.header.casefold().split(", "), one.header.casefold().split(", ")), key=len)
    return short != [""] and len(short) < len(long) and long[-len(short) :] == short


def _respelt(was: ColumnRole, one: ColumnRole) -> bool:
    """Whether a header is another spelling of one: word by word the same or nearly so, of the same mineral, unit and kind."""
    ours, theirs = was.key.split(), one.key.split()
    if not ours or len(ours) != len(theirs) or ({was.unit, one.unit} - {""} and not _one_unit(was.unit, one.unit)):
        return False
    if ("" not in (minerals := {mineral_of(was.header), mineral_of(one.header)}) and len(minerals) > 1) or (
        not was.fixed and was.kind != one.kind
    ):
        return False
    return all(difflib.SequenceMatcher(None, a, b).ratio() >= _SAME_WORD for a, b in zip(ours, theirs, strict=True))


def _one_unit(one: str, other: str) -> bool:
    return one == other or (bool(unit_id(one)) and unit_id(one) == unit_id(other))


def _contradict(old: TableRecipe, found: TableRecipe, pairs: Sequence[Pair]) -> bool:
    """Whether the tables are about different things: another mineral, venue, country or stage, prices here and stocks there."""
    for key in _OF_SUBJECT:
        was, now = old.decision(key), found.decision(key)
        if was is not None and now is not None and was.value and now.value and now.certain and was.value != now.value:
            return True
    return any(_differ(was, now) for was, now in pairs)


def _differ(was: ColumnRole, now: ColumnRole) -> bool:
    if was.mineral and now.mineral and was.mineral != now.mineral and not was.fixed:
        return True
    if was.kind and now.kind and was.kind != now.kind and not was.fixed:
        return True
    ours, theirs = kind_of("", was.unit), kind_of("", now.unit)
    return bool(unit_id(was.unit) and unit_id(now.unit)) and ours != theirs


def _nearly(found: TableRecipe, old: TableRecipe, record: Recipe) -> Known:
    """The table with what was set for the columns that are still there, and what moved."""
    pairs = _pairs(old, found)
    paired = {now.column: was for was, now in pairs}
    kept = _kept(old)
    told: list[Moved] = []
    for key in sorted(_BY_THE_FILE & kept.keys()):
        now = found.decision(key)
        if now is not None and now.certain and now.value and now.value != kept[key].value:
            was = kept.pop(key)
            told += [Moved(Move.DECISION, key, was.value, now.value)] if key != UNIT else []
    of_columns: set[str] = set()
    if any(one.role is Role.VALUE and one.column not in paired for one in found.columns):
        of_columns = {key for key in _OF_COLUMNS if kept.pop(key, None) is not None}  # what is new is asked about on its own
    columns = tuple(_taken_over(paired[one.column], one, of_columns) if one.column in paired else one for one in found.columns)
    recipe = replace(found, columns=columns, decisions=_with_kept(found.decisions, kept), remembered=record.id)
    for one in columns:
        was_before = found.column(one.column)
        if was_before is not None and one.role is not was_before.role:
            recipe = with_role(recipe, one.column, one.role)
    moved = (*_columns_moved(old, found, pairs), *_units_moved(old, pairs), *told, *_around_moved(old, found))
    return Known(recipe, record.title, moved or (Moved(Move.LAYOUT),))


def _taken_over(was: ColumnRole, one: ColumnRole, of_columns: Collection[str]) -> ColumnRole:
    """The column with what a person set for it before; a unit only where the file names none."""
    if was.fixed:
        title = was.title if _of_one_header(was, one) or (_of_one_key(was, one) and "#" not in one.key) else one.title
        return replace(
            one, role=was.role, title=title, unit=one.unit or was.unit, mineral=was.mineral, kind=was.kind, field=was.field, fixed=True
        )
    if one.role is not Role.VALUE or not of_columns:
        return one
    unit = was.unit if UNIT in of_columns and not one.unit else one.unit
    mineral = was.mineral if MINERAL in of_columns and not one.mineral else one.mineral
    kind = was.kind if KIND in of_columns else one.kind
    decimal = was.decimal if DECIMAL in of_columns else one.decimal
    changed = replace(one, unit=unit, mineral=mineral, kind=kind, decimal=decimal)
    return replace(changed, fixed=True) if changed != one else one


def _columns_moved(old: TableRecipe, found: TableRecipe, pairs: Sequence[Pair]) -> Iterable[Moved]:
    there = {was.column for was, _now in pairs}
    here = {now.column for _was, now in pairs}
    yield from (Moved(Move.NEW, one.header) for one in found.columns if one.column not in here and one.header)
    yield from (Moved(Move.MISSING, one.header) for one in old.columns if one.column not in there and one.header)
    levels = len(old.header_rows) != len(found.header_rows)  # then groups over the names are told as header rows
    renamed = ((was, now) for was, now in pairs if not (_of_one_header(was, now) or (levels and _a_level_more(was, now))))
    yield from (Moved(Move.RENAMED, now.header, was.header, now.header) for was, now in renamed)
    order = [was.column for was, _now in pairs]
    if order != sorted(order):
        yield Moved(Move.ORDER)


def _units_moved(old: TableRecipe, pairs: Sequence[Pair]) -> Iterable[Moved]:
    """The units that the file names otherwise, or no more; one that a person set is no news where the file still names none."""
    general = old.decision(UNIT)
    for was, now in pairs:
        by_hand = was.fixed or (general is not None and general.fixed and general.value == was.unit)
        carried = by_hand and not now.unit
        if was.role is now.role is Role.VALUE and not carried and was.unit and not _one_unit(was.unit, now.unit):
            yield Moved(Move.UNIT, now.header, was.unit, now.unit)


def _around_moved(old: TableRecipe, found: TableRecipe) -> Iterable[Moved]:
    if len(old.header_rows) != len(found.header_rows):
        yield Moved(Move.HEADER, "", str(len(old.header_rows)), str(len(found.header_rows)))
    if _title(old) != _title(found):
        yield Moved(Move.TITLE, "", old.above[0] if old.above else "", found.above[0] if found.above else "")
    if old.sheet_pattern != found.sheet_pattern:
        yield Moved(Move.SHEET, "", old.sheet_pattern, found.sheet_pattern)
