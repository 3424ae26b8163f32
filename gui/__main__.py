"""`orebook`, or `python -m gui`: a window, or a command without one. Nothing is imported before it is known which."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from core import COMMANDS
from core.words import _

HELP = """\
orebook [FILE ...]                        open the window; a workspace, or spreadsheets to import; without: the last one, else the example
orebook --example                         open the built-in example workspace
orebook import FILE... --into W.orebook [--recipe NAME] [--problems P.xlsx] [--json]
orebook export W.orebook OUT.xlsx|.csv.zip|.ics [--only prices,policy,...]
orebook info W.orebook [--json]           what is inside
orebook get W.orebook SERIES_ID [--from D --to D] [--json]      one series' dates and values
orebook show W.orebook TAB --out P.png [--size 1600x900] [--theme light|dark] [--select mineral=silver]
orebook check W.orebook                   whether the file is sound
orebook example OUT.orebook               write the example workspace
orebook self-test                         prove that this installation works
orebook --version | --help"""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    first = words[0] if words else ""
    if first in COMMANDS:
        from core import cli

        return cli.main(words)
    match first:
        case "read-cells":  # the frozen program as its own reader of strangers' files
            from core.io import reading_child

            return reading_child.main(words[1:])
        case "show":
            from gui import show

            return show.main(words[1:])
        case "self-test":
            from gui import self_test

            return self_test.main(words[1:])
        case "--help" | "-h" | "help":
            sys.stdout.write(HELP + "\n")
            return 0
        case "--version":
            sys.stdout.write(f"Orebook {_version()}\n")
            return 0
        case _:
            from gui import app

            return app.main(words)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("orebook")
    except PackageNotFoundError:
        return _("(not installed)")


if __name__ == "__main__":
    sys.exit(main())
