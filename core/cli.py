"""The command line: import, export, info, get, check, example. Loads no window.

Exit codes: 0 done, 1 done with problems reported, 2 refused: one line on standard error says why and what to do.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import difflib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from core.task import Cancelled, Refused
from core.words import _, plural

DONE, PROBLEMS, REFUSED = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the words in one line, as a `Refused`."""

    def error(self, message: str) -> NoReturn:
        """What argparse calls for words that do not fit. Raises `Refused`."""
        raise Refused(_("{command}: {what}; see {command} --help.").format(command=self.prog, what=message))


def main(argv: Sequence[str]) -> int:
    """Do what the words say; the exit code. Never raises, but for what ends the process."""
    try:
        arguments = _parser().parse_args(argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except Refused as refusal:
        return _refuse(str(refusal))
    except (Cancelled, KeyboardInterrupt):
        return _refuse(_("Stopped; nothing was changed."))
    except BrokenPipeError:
        # Whoever was reading has gone. Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        return _refuse(_("There is not enough memory for this."))
    except OSError as error:
        return _refuse(_("{file}: {reason}").format(file=error.filename or _("The system"), reason=error.strerror or error))
    except Exception as error:  # noqa: BLE001 - no traceback ever reaches a user
        sentence = _("Something went wrong inside the program ({kind}: {error}); nothing was saved.")
        return _refuse(sentence.format(kind=type(error).__name__, error=error))


def _refuse(sentence: str) -> int:
    with contextlib.suppress(OSError):
        print(" ".join(sentence.split()), file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="orebook", description=_("An offline desk for people who follow critical minerals."))
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    def command(name: str, help_text: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_text, description=help_text)
        made.set_defaults(run=run)
        return made

    made = command("import", _("import spreadsheets into a workspace"), _import)
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("a spreadsheet, or a folder of them"))
    made.add_argument("--into", type=Path, required=True, metavar="W.orebook", help=_("the workspace; made when it is not there"))
    made.add_argument(
        "--recipe", default="", metavar="NAME|FILE", help=_("read the tables as this remembered recipe, or file of recipes, does")
    )
    made.add_argument(
        "--sheets", action="append", default=[], metavar="NAME,NAME", help=_("only these sheets, hidden ones too; may be given again")
    )
    made.add_argument("--problems", type=Path, metavar="P.xlsx", help=_("write a copy of the sheets with the problems listed and marked"))
    made.add_argument("--json", action="store_true", help=_("print one JSON object"))
    made = command("export", _("write a workspace as a workbook, as text tables, or its deadlines as a calendar"), _export)
    made.add_argument("workspace", type=Path, metavar="W.orebook")
    made.add_argument("out", type=Path, metavar="OUT", help=_("a name that ends in .xlsx, .csv.zip, or .ics for the deadlines"))
    made.add_argument("--only", default="", metavar="prices,policy,...", help=_("only these"))
    made = command("info", _("what is inside a workspace"), _info)
    made.add_argument("workspace", type=Path, metavar="W.orebook")
    made.add_argument("--json", action="store_true")
    made = command("get", _("one series' dates and values"), _get)
    made.add_argument("workspace", type=Path, metavar="W.orebook")
    made.add_argument("series", metavar="SERIES_ID")
    made.add_argument("--from", dest="first", default="", metavar="D")
    made.add_argument("--to", dest="last", default="", metavar="D")
    made.add_argument("--json", action="store_true")
    made = command("check", _("whether a workspace file is sound"), _check)
    made.add_argument("workspace", type=Path, metavar="W.orebook")
    made = command("example", _("write the example workspace"), _example)
    made.add_argument("out", type=Path, metavar="OUT.orebook")
    return parser


# --- import


def _import(arguments: argparse.Namespace) -> int:
    from core.io.claim import claim
    from core.io.workspace_file import open_workspace, save_workspace
    from core.model import Workspace

    with claim(arguments.into) as held:
        if not held.writable:
            raise Refused(held.reason)
        before = open_workspace(arguments.into) if arguments.into.exists() else None
        workspace, told = before or Workspace(title=arguments.into.stem), _Told()
        files = _files(arguments.files)
        for path in files:
            workspace = _import_one(path, workspace, arguments, told)
        nothing = len(told.without) == len(files)
        if arguments.problems:  # first, so that what is refused has saved nothing
            from core.io.marked_copy import write_marked_copy

            write_marked_copy(arguments.problems, told.looked)
        if workspace is not before and not nothing:
            save_workspace(workspace, arguments.into, base=before)
    if arguments.json or not nothing:
        _print_import(told, as_json=arguments.json)
    if nothing:
        raise Refused(" ".join(told.without))
    return PROBLEMS if told.problems else DONE


class _Told:
    """What an import has to tell: file by file, and what it came to."""

    def __init__(self) -> None:
        self.files: list[dict[str, Any]] = []
        self.moved: list[str] = []  # how layouts differ from known ones, as sentences
        self.without: list[str] = []  # why a file gave nothing, as sentences
        self.looked: list[Any] = []  # for the marked copy, where one is wanted
        self.added = self.changed = self.unchanged = self.missing = 0

    @property
    def problems(self) -> bool:
        """Whether anything is worse than a note."""
        return any(one["severity"] != "note" for file in self.files for one in file["problems"])


def _files(named: Sequence[Path]) -> list[Path]:
    """The files that are named, and the spreadsheets of the folders that are."""
    from core.io.batch import spreadsheets

    files: list[Path] = []
    for path in named:
        inside = spreadsheets(path) if path.is_dir() else (path,)
        if not inside:
            raise Refused(_("There is no spreadsheet in the folder {folder}.").format(folder=path))
        files += inside
    return files


def _sheets(named: Sequence[str]) -> list[str]:
    return [name for one in named for part in one.split(",") if (name := part.strip())]


def _import_one(path: Path, workspace: Any, arguments: argparse.Namespace, told: _Told) -> Any:
    from core.io import importing
    from core.io.marked_copy import Looked, looked
    from core.io.merging import Status
    from core.model import Problem, put, with_parts
    from core.task import Progress
    from core.views.importing import moved_words

    known = _with_recipe(workspace, arguments.recipe)
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    try:
        plan = importing.read_and_plan(Progress(), path, known, now, sheets=_sheets(arguments.sheets))
    except Refused as refusal:
        told.without.append(str(refusal))
        problem = {"sheet": None, "cell": None, "value": None, "rule": "refused", "message": str(refusal), "severity": "error"}
        told.files.append({"path": str(path), "tables": [], "problems": [problem]})
        told.looked.append(Looked(path.name, None, (Problem(id="refused", rule="refused", message=str(refusal), severity="error"),)))
        return workspace
    told.files.append({**importing.summary(plan), "path": str(path)})
    told.moved += [f"{table.sheet}: {moved_words(table)}" for table in plan.understood.tables if table.moved]
    if not plan.series and not plan.records:
        reason = plan.problems[0].message if plan.problems else _("nothing that can be imported was found in it.")
        told.without.append(_("{file}: {reason}").format(file=path.name, reason=reason))
    told.added += plan.count(Status.NEW)
    told.changed += plan.count(Status.CHANGED)
    told.unchanged += plan.count(Status.UNCHANGED)
    told.missing += plan.count(Status.MISSING)
    if arguments.problems:
        told.looked += looked(plan)
    changes = importing.parts(workspace, plan)
    used = {table.recipe.remembered for table in plan.understood.tables}
    given = [one for key, one in known.recipes.items() if key in used and key not in workspace.recipes]
    if given:  # out of a file of recipes: remembered from now on
        changes["recipes"] = put(changes.get("recipes", workspace.recipes), *given)
    return with_parts(workspace, changes) if changes else workspace


def _with_recipe(workspace: Any, name: str) -> Any:
    """The workspace as the import sees it: with `name`, that recipe, or those of a file of that name, are the only ones it knows."""
    from dataclasses import replace

    from core.io.recipe_file import is_recipe_file, read_recipes
    from core.model import collect

    if not name:
        return workspace
    if is_recipe_file(Path(name)):
        return replace(workspace, recipes=collect(read_recipes(Path(name))))
    found = [one for key, one in workspace.recipes.items() if name in (key, one.title)]
    if not found:
        near = difflib.get_close_matches(name, [one.title for one in workspace.recipes.values()], 3, 0.4)
        hint = _("; did you mean {names}?").format(names=", ".join(near)) if near else "."
        raise Refused(_("There is no recipe “{name}” in the workspace").format(name=name) + hint)
    return replace(workspace, recipes=collect(found))


def _print_import(told: _Told, *, as_json: bool) -> None:
    from core.io.cell_lists import first_cells

    if as_json:
        _print_json({"files": told.files, "added": told.added, "changed": told.changed, "unchanged": told.unchanged})
        return
    for file in told.files:
        print(file["path"])
        for table in file["tables"]:
            place = " ".join(part for part in (table["sheet"], table["range"]) if part)
            sentence = _("{kind}, {orientation}, {count} series, {records} records").format(
                kind=table["kind"] or "?", orientation=table["orientation"], count=len(table["series"]), records=table["records"]
            )
            print(f"  {place + ': ' if place else ''}{sentence}")
        for one in file["problems"]:
            place = "!".join(part for part in (one["sheet"], first_cells(one["cell"] or "")) if part)
            print(f"  {one['severity']}: {place + ': ' if place else ''}{one['message']}")
    for sentence in told.moved:
        print(sentence)
    counts = {"added": told.added, "changed": told.changed, "unchanged": told.unchanged}
    print(_("{added} added, {changed} changed, {unchanged} unchanged").format(**counts))
    if told.missing:
        print(plural("{count} is no longer in the file and was kept", "{count} are no longer in the file and were kept", told.missing))


# --- the others


def _export(arguments: argparse.Namespace) -> int:
    from core.io.workspace_file import open_workspace
    from core.views import export

    if arguments.out.suffix.casefold() in export.LATER:
        export.whole(None, arguments.out)  # type: ignore[arg-type]  # refuses by the name alone, before anything is read
    written = export.whole(open_workspace(arguments.workspace), arguments.out, only=arguments.only.split(","))
    sheets = _("Written: {path} ({count} sheets)") if written.sheets else _("Written: {path}")
    print(sheets.format(path=written.path, count=len(written.sheets)))
    for note in written.notes:
        print(note)
    return DONE


def _info(arguments: argparse.Namespace) -> int:
    from core.io.workspace_file import open_workspace
    from core.views.info import info

    told = info(open_workspace(arguments.workspace))
    if arguments.json:
        _print_json(told)
        return DONE
    print(told["title"] or arguments.workspace.name)
    for name, found in told.items():
        if isinstance(found, list) and found:
            print(f"  {len(found):>7,}  {name.replace('_', ' ')}")
    print()
    widest = max((len(one["id"]) for one in told["series"]), default=0)
    for one in told["series"]:
        span = f"{one['first']} .. {one['last']}" if one["first"] else _("no values")
        counted = plural("{count} value", "{count} values", one["count"])
        print(f"{one['id']:<{widest}}  {one['unit'] or '':<10} {one['frequency'] or '':<10} {span}  {counted}")
    if told["signals"]:
        print()
    for one in told["signals"]:
        print(f"{one['id']}  {one['date'] or ''}  {one['sentence']}")
    return DONE


def _get(arguments: argparse.Namespace) -> int:
    import numpy as np

    from core.io.workspace_file import open_workspace
    from core.model import PartialDate
    from core.views.derived_series import complete
    from core.views.info import values

    def day(text: str, *, last: bool) -> Any:
        if not text:
            return None
        try:
            date = PartialDate.parse(text)
        except ValueError as reason:
            raise Refused(f"{reason}.") from reason
        return np.datetime64(date.end if last else date.start, "D")

    workspace = complete(open_workspace(arguments.workspace))
    series = workspace.series.get(arguments.series)
    if series is None:
        near = [key for key in workspace.series if arguments.series.casefold() in key.casefold()][:3]
        near = near or difflib.get_close_matches(arguments.series, list(workspace.series), 3, 0.4)
        hint = _("; did you mean {names}?").format(names=", ".join(near)) if near else _("; `orebook info` lists them.")
        raise Refused(_("There is no series “{id}” in {file}").format(id=arguments.series, file=arguments.workspace.name) + hint)
    told = values(series, day(arguments.first, last=False), day(arguments.last, last=True))
    if arguments.json:
        _print_json(told)
        return DONE
    print(f"{series.title or series.id} ({series.unit})" if series.unit else series.title or series.id)
    for date, value, flags in zip(told["dates"], told["values"], told["flags"], strict=True):
        print("  ".join(part for part in (date, "" if value is None else f"{value:.15g}", flags) if part))
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from core.io.workspace_file import check

    found = check(arguments.workspace)
    if found and not arguments.workspace.is_file():
        raise Refused(" ".join(found))
    for sentence in found:
        print(sentence)
    if not found:
        print(_("{file} is sound.").format(file=arguments.workspace))
    return PROBLEMS if found else DONE


def _example(arguments: argparse.Namespace) -> int:
    from core.io.example import example_workspace
    from core.io.workspace_file import save_workspace

    save_workspace(example_workspace(), arguments.out, base=None)
    print(_("Written: {path}").format(path=arguments.out))
    return DONE


def _print_json(told: dict[str, Any]) -> None:
    json.dump(told, sys.stdout, ensure_ascii=False, allow_nan=False)
    sys.stdout.write("\n")
