"""`orebook show W.orebook TAB --out P.png`: a tab as a picture, without a screen."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli import Parser
from core.task import Refused
from core.words import LANGUAGES, _
from gui.preferences import TABS

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from core.model import Workspace
    from gui.desk import Desk
    from gui.main_window import MainWindow


def main(argv: Sequence[str]) -> int:
    """Write the picture; 0, or 2 with one line on standard error."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        _show(_parser().parse_args(argv))
    except Refused as refusal:
        sys.stderr.write(" ".join(str(refusal).split()) + "\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="orebook show", description=_("Write a tab as a picture."))
    parser.add_argument("workspace", type=Path, metavar="W.orebook")
    parser.add_argument("tab", metavar="TAB", help=", ".join(TABS))
    parser.add_argument("--out", type=Path, required=True, metavar="P.png")
    parser.add_argument("--size", default="1600x900")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--language", default="en")
    parser.add_argument("--select", action="append", default=[], metavar="mineral=silver")
    return parser


def _show(wanted: argparse.Namespace) -> None:
    width, height = _checked(wanted)
    from core.io.workspace_file import open_workspace

    workspace = open_workspace(wanted.workspace)
    from PySide6.QtCore import QSize

    from gui import app, language, theme
    from gui.main_window import MainWindow
    from gui.preferences import Preferences

    application = app.application()
    language.speak(application, wanted.language)
    theme.apply(application, wanted.theme)
    with tempfile.TemporaryDirectory(prefix="orebook-show-") as own:  # the user's preferences stay as they are
        _draw(wanted, workspace, MainWindow(Preferences(Path(own) / "preferences.json", {})), QSize(width, height))


def _draw(wanted: argparse.Namespace, workspace: Workspace, window: MainWindow, size: QSize) -> None:
    from PySide6.QtCore import QCoreApplication

    from gui.desk import Desk

    desk = Desk(window)
    desk.document.begin(workspace)
    _select(desk, wanted.select)
    window.tabs.setCurrentWidget(getattr(desk, wanted.tab))
    window.resize(size)
    window.show()
    QCoreApplication.processEvents()
    picture = window.body.grab()
    if not picture.save(str(wanted.out)):
        raise Refused(_("{file} cannot be written; choose another place, and a name that ends in .png.").format(file=wanted.out))
    window.hide()
    desk.close()


def _checked(wanted: argparse.Namespace) -> tuple[int, int]:
    """The size in pixels; refuses, before anything slow, what cannot be shown."""
    if wanted.tab not in TABS:
        raise Refused(_("There is no tab “{tab}”; there are: {tabs}.").format(tab=wanted.tab, tabs=", ".join(TABS)))
    if wanted.theme not in ("light", "dark"):
        raise Refused(_("The theme is light or dark, not “{theme}”.").format(theme=wanted.theme))
    if wanted.language not in LANGUAGES:
        sentence = _("This version does not speak “{language}” yet; it speaks: {all}.")
        raise Refused(sentence.format(language=wanted.language, all=", ".join(LANGUAGES)))
    size = re.fullmatch(r"(\d{3,4})x(\d{3,4})", wanted.size)
    if size is None:
        raise Refused(_("“{size}” is no size; write it as 1600x900.").format(size=wanted.size))
    return int(size[1]), int(size[2])


def _select(desk: Desk, choices: Sequence[str]) -> None:
    from core.model.minerals import find_mineral
    from core.views import prices, scenarios
    from core.views.derived_series import complete
    from core.views.map_measured import minerals_on_map

    workspace = complete(desk.session.workspace)
    for choice in choices:
        name, _equals, value = choice.partition("=")
        match name:
            case "mineral":
                mineral = find_mineral(value).id
                series = prices.series_of(workspace, mineral)
                if not series and mineral not in dict(minerals_on_map(workspace)):
                    raise Refused(_("The workspace has no series or figures of “{mineral}”.").format(mineral=value))
                desk.session.select(minerals=(mineral,), series=series)
            case "series":
                wanted = tuple(value.split(","))
                missing = [key for key in wanted if key not in workspace.series]
                if missing:
                    raise Refused(_("The workspace has no series “{id}”.").format(id=missing[0]))
                desk.session.select(series=wanted, minerals=prices.minerals_of(workspace, wanted))
            case "event":
                if value not in workspace.events:
                    raise Refused(_("The workspace has no event “{id}”.").format(id=value))
                desk.policy.show_event(value)
            case "worksheet":
                if not scenarios.known(value):
                    raise Refused(_("There is no worksheet “{name}”.").format(name=value))
                desk.scenarios.open(value)
            case "country":
                desk.session.select(countries=tuple(_country(name) for name in value.split(",")))
            case "region":
                desk.risk_map.go_to(value)
            case "measure":
                desk.risk_map.show_measure(value)
            case _:
                sentence = _(
                    "“{choice}” cannot be selected; write mineral=silver, series=ID,ID, event=ID, worksheet=freight, country=COD,CHN,"
                    " region=africa or measure=mining."
                )
                raise Refused(sentence.format(choice=choice))


def _country(name: str) -> str:
    """The code of a country by its code or name."""
    from core.model.countries import countries, country_id

    code = name.strip().upper() if name.strip().upper() in countries() else country_id(name)
    if not code:
        raise Refused(_("There is no country “{name}”; write a code of ISO 3166 such as COD.").format(name=name))
    return code
