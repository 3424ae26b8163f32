"""Lays the licences of everything that the program carries beside it."""

from __future__ import annotations

import re
import shutil
import sysconfig
from pathlib import Path

from installer.project import ROOT, carried

IS_LICENCE = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")


def collect(into: Path) -> int:
    """Write the licences into the folder `into`, one folder a library; return how many libraries they cover.

    Raises LookupError for a library that carries no licence text and names no licence whose text is here.
    """
    into.mkdir(parents=True, exist_ok=True)
    for name in ("LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, into / name)
    shutil.copytree(ROOT / "installer" / "licences", into, dirs_exist_ok=True)
    shutil.copy(_of_python(), into / "Python.txt")
    libraries = carried()
    for library in libraries:
        texts = [file for file in library.files or [] if ".dist-info" in str(file) and IS_LICENCE.search(file.name)]
        expression = library.metadata["License-Expression"] or library.metadata["License"] or ""
        if not texts and "LGPL-3.0" not in expression:
            raise LookupError(f"{library.name} carries no licence text ({expression})")
        folder = into / library.name
        for text in texts:
            target = folder.joinpath(*(part for part in text.parts[1:] if part != "licenses"))  # several may be called LICENSE
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(text.locate()), target)
        folder.mkdir(exist_ok=True)
        (folder / "ABOUT.txt").write_text(f"{library.name} {library.version}\nLicence: {expression or 'see beside'}\n", encoding="utf-8")
    return len(libraries)


def _of_python() -> Path:
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path("/usr/share/doc/python3/copyright")]
    return next(place for place in places if place.exists())
