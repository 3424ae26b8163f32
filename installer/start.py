"""Where the installed program starts. PyInstaller runs this file; it must not be called like one of the packages."""

from __future__ import annotations

import multiprocessing
import sys

from gui.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
