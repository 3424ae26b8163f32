"""An import from the book to the one edit: what was understood, what it would change, and the parts of the workspace that result.

understood = understand(book, workspace)     tables and how each is read; corrected with `with_recipe`, `with_mode`, `with_sheet`
plan = plan(workspace, understood, ...)      what is new, changed, unchanged, missing; problems; the source; recipes
history.edit("Import gold.csv", **parts(workspace, plan))
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.io.cells import Sheet
from core.io.convert import Converted, convert
from core.io.decisions import COLLECTION
from core.io.guess import pretty, slug
from core.io.headers import is_for_all
from core.io.merging import (
    Mode,
    RecordChange,
    SeriesChange,
    Status,
    joined,
    record_change,
    series_change,
)
from core.io.missing_now import Gone, gone
from core.io.own_workbook import read_own
from core.io.recipe import Orientation, dumps, loads
from core.io.remembering import Move
from core.io.reviewing import JUMP, SeriesJumps, find_jumps, tell_gone, tell_jumps, tell_near_rows, tell_near_tables
from core.io.together import Made, conflict, put_together, unread
from core.io.troubles import Troubles
from core.io.understanding import (
    Understood,
    files_of,
    read_and_understand,
    understand,
    with_mode,
    with_name,
    with_only,
    with_recipe,
    with_sheet,
    with_threshold,
)  # fmt: skip
from core.model import Problem, Recipe, Record, Series, Source, Workspace, drop, put
from core.task import Progress
from core.words import _

_HIDDEN = "hidden-sheet"

__all__ = [
    "ImportPlan", "Mode", "RecordChange", "SeriesChange", "Status", "Understood", "parts", "plan", "read_and_plan",
    "read_and_understand", "recipe_name", "summary", "understand", "with_mode", "with_name", "with_only", "with_recipe", "with_sheet",
    "with_threshold",
]  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class ImportPlan:
    """What an import would do. `tables[i]` of `understood` made the changes whose `table` is i (-1: our own sheets).

    sources: of the file, and of those that come with it.
    """

    understood: Understood
    sources: tuple[Source, ...]
    series: tuple[SeriesChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    recipes: tuple[Recipe, ...] = ()  # to be remembered; only those that say something new
    jumps: tuple[SeriesJumps, ...] = ()  # suspicious values that it would bring
    gone: tuple[Gone, ...] = ()  # what earlier editions of the file had and it has no more; it is kept

    @property
    def source(self) -> Source:
        """The file as a source."""
        return self.sources[0]

    def count(self, status: Status) -> int:
        """How many series and records are new, changed or unchanged; of `Status.MISSING`, how many are missing or miss dates."""
        if status is Status.MISSING:
            return len(self.gone) + sum(len(one.missing) > 0 for one in self.series)
        return sum(one.status is status for one in self.series) + sum(one.status is status for one in self.records)

    @property
    def questions(self) -> int:
        """How many decisions the file leaves open."""
        return sum(len(one.recipe.questions) for one in self.understood.tables)


def recipe_name(workspace: Workspace, understood: Understood, table: int) -> str:
    """What the recipe of a table is remembered as: as a person calls it, else by its name so far, else by file and sheet."""
    named = understood.names.get(table)
    if named:
        return named
    found = understood.tables[table]
    if found.known and not found.moved:
        return found.known
    taken = {one.title for one in workspace.recipes.values() if one.fingerprint != found.recipe.layout}
    wanted = found.known or f"{pretty(understood.file_name)}, {found.sheet}"
    return next(one for number in count(1) if (one := wanted if number == 1 else f"{wanted} ({number})") not in taken)


def plan(workspace: Workspace, understood: Understood, *, imported: str = "", progress: Progress | None = None) -> ImportPlan:
    """What importing would do to the workspace. imported: the moment of the import in UTC, as ISO text."""
    progress = progress or Progress()
    files = files_of(understood)
    sources = tuple(_source(workspace, one, imported) for one in files)
    converted: list[Made] = []
    problems: list[Problem] = [unread(understood.collection, name, why) for name, why in understood.unread]
    for at, (file, source) in enumerate(zip(files, sources, strict=True)):
        given, told = _converted(file, source.id, progress.part(at / len(files), (at + 1) / len(files)))
        converted.append(given)
        problems += told if len(files) == 1 else [replace(problem, sheet=f"[{file.file_name}]{problem.sheet}") for problem in told]
    made, conflicts = put_together(converted)
    problems += [conflict(understood.collection, sources, *differing) for differing in conflicts]
    series: list[SeriesChange] = []
    records: list[RecordChange] = []
    for table, found, exact in made:
        mode = understood.modes[table] if table >= 0 else understood.own_mode
        for part, rows in found.items():
            for one in rows:
                if isinstance(one, Series):
                    series.append(series_change(table, workspace.series, one, mode, exact=exact))
                else:
                    records.append(record_change(table, part, getattr(workspace, part), one, mode, exact=exact))
    progress(1.0)
    recipes = tuple(_recipes(workspace, understood)) if series or records else ()
    return _reviewed(workspace, ImportPlan(understood, sources, tuple(series), tuple(records), _unique(problems), recipes))


def _reviewed(workspace: Workspace, plan: ImportPlan) -> ImportPlan:
    """The plan with what is to be looked at before it is taken over."""
    understood = plan.understood
    troubles = Troubles(plan.source.id, understood.collection)
    jumps = find_jumps(plan.series, understood.threshold)
    files = {source.id: file.file_name for source, file in zip(plan.sources, files_of(understood), strict=True)}
    tell_jumps(plan.series, jumps, troubles, files if understood.others else {})
    skipped = {at for at, mode in enumerate(understood.modes) if mode is Mode.SKIP}
    tell_near_rows(workspace, understood.book, understood.tables, plan.records, troubles, skipped)
    tell_near_tables(workspace, understood.tables, plan.series, plan.records, troubles)
    lacking: tuple[Gone, ...] = ()
    if not skipped:
        brought = [("series", one.result.id) for one in plan.series] + [(one.part, one.result.id) for one in plan.records]
        collections = {one.recipe.decided(COLLECTION) for one in understood.tables} | {understood.collection}
        lacking = gone(workspace, brought, collections, own=understood.own is not None)
        tell_gone(lacking, troubles)
    return replace(plan, problems=_unique((*plan.problems, *troubles.found)), jumps=jumps, gone=lacking)


def _source(workspace: Workspace, understood: Understood, imported: str) -> Source:
    """The file as a source; the one that is there already when this very content was imported before."""
    if understood.digest:
        for one in workspace.sources.values():
            if one.digest == understood.digest:
                return replace(one, path=understood.path or one.path)
    known = understood.workbook
    above = next((line for one in understood.tables for line in one.recipe.above if not is_for_all(line)), "")
    title = (known.title if known is not None else "") or above or pretty(understood.file_name)
    key = f"file/{understood.collection}" + (f"-{understood.digest[:10]}" if understood.digest else "")
    return Source(
        id=key, title=title[:200], publisher=known.publisher if known is not None else "", file=understood.file_name,
        digest=understood.digest, imported=imported, path=understood.path,
    )  # fmt: skip


def _converted(understood: Understood, source_id: str, progress: Progress) -> tuple[Made, tuple[Problem, ...]]:
    """The records of each table that is not left out, with ids that differ between tables, and all problems."""
    prefix = understood.collection
    troubles = Troubles(source_id, prefix)
    _tell_book(understood, troubles)
    if understood.own is not None:
        if understood.own_mode is Mode.SKIP:
            return [], ()
        own = read_own(understood.book, understood.own, source_id, prefix)
        return [(-1, own.parts, True)], (*troubles.found, *own.problems)
    by_name = {sheet.name: sheet for sheet in understood.book.sheets}
    chosen = [at for at, mode in enumerate(understood.modes) if mode is not Mode.SKIP]
    found: dict[int, Converted] = {}
    for step, at in enumerate(chosen):
        progress(step / max(len(chosen), 1), understood.tables[at].sheet)
        table = understood.tables[at]
        found[at] = convert(understood.book, by_name[table.sheet], table.recipe, source_id)
        troubles.extend(found[at].problems)
    made = _told_apart({at: dict(one.parts) for at, one in found.items()}, understood)
    return [(at, MappingProxyType(one), False) for at, one in made.items()], _unique(troubles.found)


def _tell_book(understood: Understood, troubles: Troubles) -> None:
    """What there is to say about the file as a whole and about sheets that give nothing."""
    for at, finding in enumerate(understood.book.findings):
        if finding.rule == _HIDDEN:
            continue  # said below, with what was done
        troubles.add(
            finding.rule or f"reading {at + 1}", finding.message, cell=finding.cell, severity=finding.severity, sheet=finding.sheet
        )
    if understood.own is not None:
        return
    _tell_moved(understood, troubles)
    with_tables = {one.sheet for one in understood.tables}
    for sheet in understood.book.sheets:
        if sheet.name in understood.taken:
            if sheet.name not in with_tables:
                _tell_no_table(sheet, troubles, alone=False)
        elif sheet.hidden and sheet.filled:
            troubles.add(
                "hidden sheet", _("This sheet is hidden, so it was left out."), sheet=sheet.name, severity="note",
                suggestion=_("Tick it in the list of tables to take it in."),
            )  # fmt: skip
        elif sheet.name not in with_tables and not sheet.hidden:
            _tell_no_table(sheet, troubles, alone=len(understood.book.sheets) == 1)


def _tell_moved(understood: Understood, troubles: Troubles) -> None:
    """The units that differ from those of the known layout that a table is nearly like: the file's are taken, and that is said."""
    for table, mode in zip(understood.tables, understood.modes, strict=True):
        for one in table.moved if mode is not Mode.SKIP else ():
            column = next((other for other in table.recipe.columns if other.header == one.name), None)
            if one.what is not Move.UNIT or column is None:
                continue
            row = table.recipe.unit_row if table.recipe.unit_row is not None else table.recipe.title_row
            message = _("The unit of “{name}” is {now} here; in “{recipe}” it was {before}. The file's unit was taken.")
            if not one.after:
                message = _("The file does not say the unit of “{name}”; in “{recipe}” it was {before}.")
            troubles.add(
                "unit changed", message.format(name=one.name, now=one.after, before=one.before, recipe=table.known), sheet=table.sheet,
                cell=table.recipe.address(table.recipe.first_row if row is None else row, column.column), value=one.after,
                suggestion=_("Check the unit in the import dialog; numbers in another unit are kept as a series of their own."),
            )  # fmt: skip


def _tell_no_table(sheet: Sheet, troubles: Troubles, *, alone: bool) -> None:
    if not sheet.filled:
        if alone:
            troubles.add("empty", _("This file holds no cell with anything in it: 0 rows."), sheet=sheet.name)
        return
    troubles.add(
        "no table", _("No table of numbers was found on this sheet: 0 rows."), sheet=sheet.name, severity="warning" if alone else "note",
        suggestion=_("A table needs a row of names and below it rows of numbers with their dates."),
    )  # fmt: skip


def _told_apart(made: dict[int, dict[str, tuple[Record, ...]]], understood: Understood) -> dict[int, dict[str, tuple[Record, ...]]]:
    """The series of several tables with the same id: one series where their dates go on from each other, else told apart by sheet."""
    by_id: dict[str, list[tuple[int, int]]] = {}
    for table, found in made.items():
        for at, one in enumerate(found.get("series", ())):
            by_id.setdefault(one.id, []).append((table, at))
    changed: dict[tuple[int, int], Record | None] = {}
    for members in by_id.values():
        if len(members) == 1:
            continue
        pieces = [made[table]["series"][at] for table, at in members]
        whole = joined([one for one in pieces if isinstance(one, Series)]) if _same_pattern(members, understood) else None
        for number, (table, at) in enumerate(members):
            if whole is not None:
                changed[table, at] = whole if number == 0 else None
            else:
                changed[table, at] = replace(pieces[number], id=_id_with_sheet(pieces[number].id, members, number, understood))
    return {
        table: {
            part: tuple(
                new for at, one in enumerate(rows) if (new := changed.get((table, at), one) if part == "series" else one) is not None
            )
            for part, rows in found.items()
        }
        for table, found in made.items()
    }


def _same_pattern(members: list[tuple[int, int]], understood: Understood) -> bool:
    """Whether the tables are laid out alike on sheets whose names differ in numbers only: a sheet a year."""
    return len({understood.tables[table].recipe.layout for table, _at in members}) == 1


def _id_with_sheet(record_id: str, members: list[tuple[int, int]], number: int, understood: Understood) -> str:
    collection, _slash, title = record_id.partition("/")
    sheet = understood.tables[members[number][0]].sheet
    same_sheet = [other for other, (table, _at) in enumerate(members) if understood.tables[table].sheet == sheet]
    place = same_sheet.index(number) + 1
    return f"{collection}/{slug(sheet)}/{title}" + (f"-{place}" if place > 1 else "")


def _unique(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with ids of their own."""
    made: dict[str, Problem] = {}
    for one in problems:
        key, number = one.id, 1
        while key in made and made[key] != one:
            number += 1
            key = f"{one.id}-{number}"
        made[key] = replace(one, id=key)
    return tuple(made.values())


def _recipes(workspace: Workspace, understood: Understood) -> Iterable[Recipe]:
    """The recipes worth remembering: of new layouts, and of known ones that were corrected differently this time."""
    known = {one.fingerprint: one for one in workspace.recipes.values()}
    seen: set[str] = set()
    for at, (table, mode) in enumerate(zip(understood.tables, understood.modes, strict=True)):
        recipe = table.recipe
        if mode is Mode.SKIP or recipe.orientation is Orientation.UNKNOWN or recipe.layout in seen:
            continue
        seen.add(recipe.layout)
        old = known.get(recipe.layout)
        title = understood.names.get(at) or (old.title if old is not None else recipe_name(workspace, understood, at))
        if old is None or old.title != title or _memory(old.steps) != _memory(dumps(recipe)):
            new = old or Recipe(id=f"recipe/{recipe.layout[:12]}", title=title, fingerprint=recipe.layout, steps="")
            yield replace(new, title=title, steps=dumps(recipe))


def _memory(steps: str) -> object:
    """What a recipe remembers beside the layout: where its records go, and what a person set."""
    try:
        recipe = loads(steps)
    except ValueError:
        return None
    columns = [(one.key, one.role, one.title, one.unit, one.mineral, one.kind, one.field) for one in recipe.columns if one.fixed]
    return recipe.decided(COLLECTION), columns, sorted((one.key, one.value) for one in recipe.decisions if one.fixed)


def parts(workspace: Workspace, plan: ImportPlan) -> dict[str, Any]:
    """The new parts of the workspace, for one `History.edit`; empty when the import changes nothing."""
    new: dict[str, Any] = {}
    series = [one.result for one in plan.series if one.status is not Status.UNCHANGED]
    if series:
        new["series"] = put(workspace.series, *series)
    for part in dict.fromkeys(one.part for one in plan.records):
        records = [one.result for one in plan.records if one.part == part and one.status is not Status.UNCHANGED]
        if records:
            new[part] = put(getattr(workspace, part), *records)
    if plan.recipes:
        new["recipes"] = put(new.get("recipes", workspace.recipes), *plan.recipes)
    problems = _problems_after(workspace, plan)
    if problems is not None:
        new["problems"] = problems
    sources = [one for one in plan.sources if workspace.sources.get(one.id) != one]
    if new and sources:
        new["sources"] = put(new.get("sources", workspace.sources), *sources)
    return new


def _problems_after(workspace: Workspace, plan: ImportPlan) -> Mapping[str, Problem] | None:
    """The problems with those of this file's earlier edition replaced; None when they say nothing new.

    Jumps are told where they come in: the same file imported again brings none, and takes none away.
    """
    prefix, again = f"{plan.understood.collection}/", plan.source.id in workspace.sources
    old = {key: one for key, one in workspace.problems.items() if key.startswith(prefix) and not (again and one.rule == JUMP)}
    said = {key: replace(one, source="") for key, one in old.items()}
    if said == {one.id: replace(one, source="") for one in plan.problems}:
        return None
    return put(drop(workspace.problems, *old), *plan.problems)


def read_and_plan(progress: Progress, path: Path, workspace: Workspace, imported: str = "", *, sheets: Collection[str] = ()) -> ImportPlan:
    """Read the spreadsheet at `path` and plan its import, as one job. sheets: these alone. Raises `Refused` and `Cancelled`."""
    understood = read_and_understand(progress.part(0.0, 0.8), path, workspace)
    if sheets:
        understood = with_only(understood, sheets, workspace.recipes.values())
    return plan(workspace, understood, imported=imported, progress=progress.part(0.8, 1.0))


def summary(plan: ImportPlan) -> dict[str, Any]:
    """The plan as the command line prints it: `tables` and `problems` of one file."""
    return {
        "path": plan.understood.book.path,
        "tables": [_table_summary(plan, at) for at in range(len(plan.understood.tables))] + _own_summary(plan),
        "problems": [
            {"sheet": one.sheet, "cell": one.cell, "value": one.value, "rule": one.rule, "message": one.message, "severity": one.severity}
            for one in plan.problems
        ],
    }


def _table_summary(plan: ImportPlan, at: int) -> dict[str, Any]:
    table = plan.understood.tables[at]
    recipe = table.recipe
    series = [one.result.id for one in plan.series if one.table == at]
    records = sum(one.table == at for one in plan.records)
    return {
        "sheet": table.sheet,
        "range": recipe.range,
        "kind": recipe.kind,
        "orientation": "across" if recipe.across else str(recipe.orientation),
        "header_rows": [] if recipe.across else [row + 1 for row in recipe.header_rows],
        "unit_row": None if recipe.across or recipe.unit_row is None else recipe.unit_row + 1,
        "records": records or recipe.last_row - recipe.first_row + 1 if series or records else 0,
        "series": series,
        "recipe": recipe.remembered or (f"recipe/{recipe.layout[:12]}" if series or records else ""),
    }


def _own_summary(plan: ImportPlan) -> list[dict[str, Any]]:
    """Our own sheets: one entry a part."""
    counted: dict[str, int] = {}
    for one in plan.records:
        if one.table < 0:
            counted[one.part] = counted.get(one.part, 0) + 1
    series = [one.result.id for one in plan.series if one.table < 0]
    blank = {"sheet": "", "range": "", "orientation": "records", "header_rows": [1], "unit_row": None, "recipe": "orebook"}
    found = [{**blank, "kind": part, "records": count, "series": []} for part, count in counted.items()]
    return ([{**blank, "kind": "series", "records": len(series), "series": series}] if series else []) + found
