"""What the installers need to know of the project; pyproject.toml says it, nobody repeats it."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME: str = SETTINGS["project"]["name"]
VERSION: str = SETTINGS["project"]["version"]
SUMMARY: str = SETTINGS["project"]["description"]
DEBIAN_DEPENDS: list[str] = SETTINGS["tool"]["orebook"]["debian"]["desktop"]
PACKAGES: list[str] = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


def modules() -> list[str]:
    """Every module of ours: PyInstaller cannot see those that are imported late."""
    files = [path.relative_to(ROOT).with_suffix("") for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [".".join(file.parts).removesuffix(".__init__") for file in files]


def data_files() -> list[tuple[str, str]]:
    """Every resource that is no code, with the folder it keeps in the program."""
    found = (
        path for path in sorted((ROOT / "resources").rglob("*")) if path.is_file() and path.suffix not in {".py", ".pyc", ".pot", ".po"}
    )
    return [(str(path), str(path.parent.relative_to(ROOT))) for path in found]


def carried() -> list[metadata.Distribution]:
    """The libraries that the installed program carries: what the project needs at run time, and what that needs."""
    found: dict[str, metadata.Distribution] = {}
    wanted = list(SETTINGS["project"]["dependencies"])
    while wanted:
        requirement = wanted.pop()
        name = re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")
        if name in found or "extra ==" in requirement:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # needed on another platform only
            continue
        wanted += found[name].requires or []
    return [found[name] for name in sorted(found)]
