"""What was found in a file: its tables, how each is read, what is to be done with each; and the files of one layout that come together."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from core.io.cells import Book, Sheet
from core.io.decisions import COLLECTION, NAME
from core.io.detect import FoundTable, find_tables, read_like
from core.io.guess import collection_of
from core.io.jumps import THRESHOLD
from core.io.legends import legend_of
from core.io.merging import Mode
from core.io.own_workbook import OwnSheets, own_sheets
from core.io.public_workbooks import PublicWorkbook, recognised
from core.io.recipe import TableRecipe, with_decision
from core.model import Recipe, Workspace
from core.task import Progress, Refused
from core.words import _, plural

_NAMED = 8  # sheets, in a refusal


@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """What was found in a book. modes: what is to be done with each of `tables`. own: our own sheets, when it is our own workbook.

    path: where the file stands. taken: the hidden sheets that were taken in. others: files of the same layout that are imported with this
    one, read as it is read. unread: files that were to come in with it and could not be read, as (name, why).
    names: what a person calls the recipes of `tables`, by position; the others keep their names, new ones are named by file and sheet.
    threshold: by how much a value may differ before it is told as a jump, see `core.io.jumps`.
    workbook: the public one that the file was recognised as.
    """

    book: Book
    file_name: str
    digest: str = ""
    tables: tuple[FoundTable, ...] = ()
    modes: tuple[Mode, ...] = ()
    own: OwnSheets | None = None
    own_mode: Mode = Mode.UPDATE
    path: str = ""
    taken: frozenset[str] = frozenset()
    others: tuple[Understood, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    threshold: float = THRESHOLD
    workbook: PublicWorkbook | None = None

    @property
    def title(self) -> str:
        """The file's name, and how many more come with it."""
        if not self.others:
            return self.file_name
        more = plural("{count} more file", "{count} more files", len(self.others))
        return _("{file} and {more}").format(file=self.file_name, more=more)

    @property
    def collection(self) -> str:
        """What the file's records are kept under."""
        return next((one.recipe.decided(COLLECTION) for one in self.tables), "") or collection_of(self.file_name) or "sheet"


def read_and_understand(progress: Progress, path: Path, workspace: Workspace) -> Understood:
    """Read the spreadsheet at `path` and find its tables, as one job. Raises `Refused` and `Cancelled`."""
    from core.io.reader import read_book

    book = read_book(path, progress)
    with Path(path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return understand(book, workspace, digest=digest, path=str(Path(path).absolute()))


def understand(book: Book, workspace: Workspace, *, digest: str = "", path: str = "") -> Understood:
    """The tables on all visible sheets of a book, read as the workspace's recipes remember where they know the layout."""
    file_name = PurePath(book.path.replace("\\", "/")).name
    own = own_sheets(book)
    if own is not None:
        return Understood(book, file_name, digest, own=own, path=path)
    recipes = tuple(workspace.recipes.values())
    known = recognised(book)
    shown = (sheet for sheet in book.sheets if not sheet.hidden)
    legend = _legend(book, known)
    key = known.key if known is not None else ""
    tables = tuple(table for sheet in shown for table in find_tables(sheet, file_name, recipes, legend, key))
    return Understood(book, file_name, digest, tables, (Mode.UPDATE,) * len(tables), path=path, workbook=known)


def _legend(book: Book, known: PublicWorkbook | None) -> Mapping[str, str]:
    """What the codes at the heads of columns mean, as the book, or knowing it, says."""
    return {**(known.codes if known is not None else {}), **legend_of(book.sheets)}


def with_recipe(understood: Understood, table: int, recipe: TableRecipe) -> Understood:
    """What was understood, with a table read in another way."""
    tables = tuple(replace(one, recipe=recipe) if at == table else one for at, one in enumerate(understood.tables))
    return replace(understood, tables=tables)


def with_mode(understood: Understood, table: int, mode: Mode) -> Understood:
    """What was understood, with something else to be done with a table; -1: with our own workbook as a whole."""
    if table < 0:
        return replace(understood, own_mode=mode)
    return replace(understood, modes=tuple(mode if at == table else one for at, one in enumerate(understood.modes)))


def with_threshold(understood: Understood, threshold: float) -> Understood:
    """What was understood, with another threshold for what is told as a jump."""
    return replace(understood, threshold=threshold)


def with_name(understood: Understood, table: int, name: str) -> Understood:
    """What was understood, with the recipe of a table called `name`."""
    return replace(understood, names={**understood.names, table: name.strip()})


def _found_late(understood: Understood, page: Sheet, recipes: Iterable[Recipe]) -> tuple[FoundTable, ...]:
    """The tables of a sheet that was not looked through at first."""
    known = understood.workbook
    legend = _legend(understood.book, known)
    return find_tables(page, understood.file_name, tuple(recipes), legend, known.key if known is not None else "")


def with_sheet(understood: Understood, sheet: str, wanted: bool, recipes: Iterable[Recipe] = ()) -> Understood:
    """What was understood, with the tables of a sheet taken in or left out.

    A hidden sheet is looked through when it is first taken in. Raises KeyError for a sheet that is not there.
    """
    page = next((one for one in understood.book.sheets if one.name == sheet), None)
    if page is None:
        raise KeyError(sheet)
    if wanted and page.hidden and not any(one.sheet == sheet for one in understood.tables):
        understood = _with_tables(understood, _found_late(understood, page, recipes))
    mode = Mode.UPDATE if wanted else Mode.SKIP
    modes = tuple(mode if one.sheet == sheet else old for one, old in zip(understood.tables, understood.modes, strict=True))
    taken = understood.taken | {sheet} if wanted and page.hidden else understood.taken - {sheet}
    others = tuple(
        with_sheet(one, sheet, wanted, recipes) if any(page.name == sheet for page in one.book.sheets) else one for one in understood.others
    )
    return replace(understood, modes=modes, taken=taken, others=others)


def _with_tables(understood: Understood, found: tuple[FoundTable, ...]) -> Understood:
    """With more tables, in the order of the book's sheets."""
    order = {sheet.name: at for at, sheet in enumerate(understood.book.sheets)}
    both = [*zip(understood.tables, understood.modes, strict=True), *((one, Mode.UPDATE) for one in found)]
    at = sorted(range(len(both)), key=lambda one: order[both[one][0].sheet])
    names = {new: understood.names[old] for new, old in enumerate(at) if old in understood.names}
    return replace(understood, tables=tuple(both[one][0] for one in at), modes=tuple(both[one][1] for one in at), names=names)


def with_only(understood: Understood, sheets: Iterable[str], recipes: Iterable[Recipe] = ()) -> Understood:
    """What was understood, with the tables of these sheets alone, hidden ones too. Raises `Refused` for a sheet that is not there."""
    names = {sheet.name.casefold(): sheet.name for sheet in understood.book.sheets}
    wanted = set()
    for name in sheets:
        if name.casefold() not in names:
            near = difflib.get_close_matches(name, list(names.values()), 3)
            sentence = _("There is no sheet “{name}” in {file}; did you mean {names}?")
            if not near:
                near = [*list(names.values())[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
                sentence = _("There is no sheet “{name}” in {file}; its sheets are {names}.")
            raise Refused(sentence.format(name=name, file=understood.file_name, names=", ".join(near)))
        wanted.add(names[name.casefold()])
    for sheet in understood.book.sheets:
        if sheet.name in wanted or not sheet.hidden:
            understood = with_sheet(understood, sheet.name, sheet.name in wanted, recipes)
    return understood


def files_of(understood: Understood) -> tuple[Understood, ...]:
    """The file and those that come with it, their tables read as the first file's tables of the same layout."""
    if not understood.others:
        return (understood,)
    models: dict[str, list[int]] = {}
    for at, table in enumerate(understood.tables):
        models.setdefault(table.recipe.layout, []).append(at)
    return (understood, *(_like(understood, one, {layout: list(found) for layout, found in models.items()}) for one in understood.others))


def _like(first: Understood, other: Understood, models: dict[str, list[int]]) -> Understood:
    pages = {sheet.name: sheet for sheet in other.book.sheets}
    tables, modes = [], []
    for table in other.tables:
        same = models.get(table.recipe.layout)
        if not same:
            continue
        model = first.tables[same[0]].recipe
        modes.append(first.modes[same.pop(0)])
        recipe = read_like(pages[table.sheet], table.recipe, model, other.file_name)
        for decision in filter(None, map(model.decision, (COLLECTION, NAME))):
            recipe = with_decision(recipe, decision.key, decision.value)
        tables.append(replace(table, recipe=recipe))
    return replace(other, tables=tuple(tables), modes=tuple(modes), others=())
