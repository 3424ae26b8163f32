"""What happens when something goes wrong: it is written to a log, told once in plain words, and the window lives on.

`install` comes first in the program's life and catches what nobody else does: exceptions in slots and threads, Qt's own
warnings, and the death of the process itself, whose stack is found again at the next start (`previous_crash`).
`report` tells the user; `guarded` wraps a slot so that what it raises is reported instead of lost.
"""

from gui.errors.hooks import Watch, install, previous_crash
from gui.errors.log import log_folder
from gui.errors.telling import guarded, report, tell_refusals_with

__all__ = ["Watch", "guarded", "install", "log_folder", "previous_crash", "report", "tell_refusals_with"]
