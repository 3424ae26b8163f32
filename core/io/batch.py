"""Many files at once: a folder's spreadsheets, read one after another, those of one layout gathered into one import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.io.guess import undated
from core.io.understanding import Understood, read_and_understand
from core.model import Workspace
from core.task import Progress, Refused
from core.words import _

ENDINGS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".prn", ".xml"})
_MOST_CELLS = 20_000_000  # held at once; the files after that are gathered in another round
_OF_PROGRAMS = ("~$", ".")  # what Excel and LibreOffice put beside a file that is open


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What was read of many files. imports: one a layout; unread: what could not be read, as (name, why); rest: not read yet."""

    imports: tuple[Understood, ...]
    unread: tuple[tuple[str, str], ...] = ()
    rest: tuple[Path, ...] = ()


def spreadsheets(folder: Path) -> tuple[Path, ...]:
    """The spreadsheets in a folder and in the folders in it, by their names; 2 comes before 10. Raises `Refused`."""
    try:
        inside = [one for place in (folder, *_folders(folder)) for one in place.iterdir()]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(_("The folder {folder} cannot be read: {reason}.").format(folder=folder.name, reason=reason)) from error
    found = [one for one in inside if one.suffix.casefold() in ENDINGS and one.is_file()]
    return tuple(sorted((one for one in found if not one.name.startswith(_OF_PROGRAMS)), key=_by_number))


def _folders(folder: Path) -> list[Path]:
    return [one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")]


def _by_number(path: Path) -> tuple[tuple[int, int, str], ...]:
    pieces = re.split(r"(\d+)", str(path).casefold())
    return tuple((1, int(piece), "") if piece.isdecimal() else (0, 0, piece) for piece in pieces)


def gather(progress: Progress, paths: Sequence[Path], workspace: Workspace) -> Gathered:
    """Read the files one after another; those laid out alike, under names that differ in dates and numbers, are one import.

    A file that cannot be read is listed and stops nothing, unless it is the only one. Raises `Refused` then, and `Cancelled`.
    """
    groups: dict[object, list[Understood]] = {}
    unread: list[tuple[str, str]] = []
    cells = 0
    for at, path in enumerate(paths):
        if cells > _MOST_CELLS:
            return Gathered(_together(groups.values(), unread), tuple(unread), tuple(paths[at:]))
        step = progress.part(at / len(paths), (at + 1) / len(paths))
        try:
            found = read_and_understand(step, path, workspace)
        except Refused as refusal:
            if len(paths) == 1:
                raise
            unread.append((path.name, str(refusal)))
            continue
        cells += sum(sheet.kinds.size for sheet in found.book.sheets)
        groups.setdefault(_likeness(found), []).append(found)
    if unread and not groups:
        raise Refused(" ".join(why for _name, why in unread))
    return Gathered(_together(groups.values(), unread), tuple(unread))


def _likeness(found: Understood) -> object:
    """What files have in common that belong together: the layouts of their tables, and their names but for dates and numbers."""
    if not found.tables:
        return found
    return tuple(one.recipe.layout for one in found.tables), undated(found.file_name)


def _together(groups: Iterable[list[Understood]], unread: Sequence[tuple[str, str]]) -> tuple[Understood, ...]:
    made = [replace(first, others=tuple(others)) for first, *others in groups]
    return (replace(made[0], unread=tuple(unread)), *made[1:]) if made else ()
