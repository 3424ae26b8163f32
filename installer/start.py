"""Where the installed program starts.

It is its own Python: the program starts its reader as `sys.executable [-options] -m core.SOMETHING`, and an installed copy, whose
executable is the program itself, must understand that as well.
"""

from __future__ import annotations

import multiprocessing
import runpy
import sys

OURS = ("core.", "gui.")


def module_asked_for(arguments: list[str]) -> tuple[str, list[str]] | None:
    """The module of ours and its arguments, when these are Python's own: options, then -m and the name; else None."""
    rest = iter(enumerate(arguments))
    for index, argument in rest:
        if argument == "-m":
            name = arguments[index + 1] if index + 1 < len(arguments) else ""
            return (name, arguments[index + 2 :]) if name.startswith(OURS) else None
        if argument in {"-X", "-W"}:
            next(rest, None)
        elif not (argument.startswith("-") and len(argument) > 1 and argument[1:].isalpha() and len(argument) < 6):
            return None
    return None


def main() -> int:
    """Be the module that is asked for, or the desk."""
    multiprocessing.freeze_support()
    asked = module_asked_for(sys.argv[1:])
    if asked is not None:
        name, sys.argv[1:] = asked
        runpy.run_module(name, run_name="__main__", alter_sys=True)
        return 0
    from gui.__main__ import main as desk  # only here: the reader must not pay for the window

    return desk()


if __name__ == "__main__":
    sys.exit(main())
