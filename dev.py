#!/usr/bin/env python3
"""Everything one does with this repository. Needs Python 3.11 and nothing else; what the rest needs is fetched into .venv.

    python3 dev.py run [-- ARGUMENTS]   start the desk, or one of its commands: run -- export W.orebook out.xlsx
    python3 dev.py test [PYTEST ARGS]   run the tests, without a screen
    python3 dev.py bench [NAME ...]     print the speed figures, as ratios measured in one run
    python3 dev.py check [NAME ...]     ruff, mypy --strict and the import contracts
    python3 dev.py package              build the program for this platform, package it and let it test itself
    python3 dev.py translations [CODE]  bring the catalogues in resources/translations up to date with the program's words
    python3 dev.py clean                remove .venv and everything that was built

Exit codes: those of the program that is run; 2 when dev.py itself cannot do what was asked, with one line that says why.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = VENV / "orebook-stamps.json"
WINDOWLESS = {"import", "export", "info", "get", "check", "example"}  # commands of the program that load no Qt

CHECKS = {
    "ruff": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


# --- the commands


def run(arguments: list[str]) -> NoReturn:
    """Start the program with `arguments`; its output and exit code are the program's own."""
    environment("")
    if not WINDOWLESS & set(arguments[:1]):
        libraries_of_qt("desktop")
    # -P: a folder called `core` or `gui` where the user stands must not be taken for ours.
    hand_over(["-P", "-m", "gui", *arguments])


def test(arguments: list[str]) -> NoReturn:
    """Run pytest offscreen."""
    environment("dev")
    libraries_of_qt("offscreen", "test")
    os.chdir(ROOT)
    hand_over(["-m", "pytest", *arguments], QT_QPA_PLATFORM="offscreen")


def bench(names: list[str]) -> int:
    """Run the benches one after the other, each in a process of its own; 1 when one of them failed."""
    environment("dev")
    libraries_of_qt("offscreen", "test")
    found = [path.stem for path in sorted(ROOT.glob("tests/bench/bench_*.py"))]
    benches = [stem for stem in found if not names or stem.removeprefix("bench_") in names or stem in names]
    offscreen = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    failed = []
    for stem in benches:
        print(f"== {stem.removeprefix('bench_').replace('_', ' ')}", flush=True)
        if subprocess.run([PYTHON, "-m", f"tests.bench.{stem}"], cwd=ROOT, env=offscreen, check=False).returncode:
            failed.append(stem)
    if failed or not benches:
        say("failed: " + ", ".join(failed) if failed else "there is no such bench; there are " + ", ".join(found))
    return int(bool(failed) or not benches)


def check(names: list[str]) -> int:
    """Run the named checks, or all of them, and say how each ended; 1 when one of them failed."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        return refuse(f"no check is called {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}")
    environment("dev")
    ended = {}
    for name in names or CHECKS:
        print(f"== {name}", flush=True)
        ended[name] = subprocess.run([PYTHON, *CHECKS[name]], cwd=ROOT, check=False).returncode
    print("== " + ", ".join(f"{name} {'FAILED' if code else 'passed'}" for name, code in ended.items()))
    return int(any(ended.values()))


def package(arguments: list[str]) -> NoReturn:
    """Build, package and test the program for this platform."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    debian_packages(debian("package") + ([f"libpython{version}"] if is_debians_python() else []))
    environment("package")
    libraries_of_qt("offscreen")
    os.chdir(ROOT)
    hand_over(["-m", "installer.build", *arguments])


def translations(arguments: list[str]) -> NoReturn:
    """Bring the catalogues up to date with the words of core and gui, and compile them."""
    environment("dev")
    os.chdir(ROOT)
    hand_over(["resources/build_translations.py", *arguments])


def clean(_arguments: list[str]) -> int:
    """Remove the environment, what was built and what the tools left."""
    for name in (".venv", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


# --- the environment


def environment(extra: str) -> None:
    """Make .venv and install the libraries, with those of the optional group `extra`; nothing when all is as it should be."""
    wanted = fingerprint()
    stamps = json.loads(STAMPS.read_text()) if STAMPS.exists() else {}
    if stamps.get(extra) == wanted:
        return
    make_venv()
    say("installing the libraries in the versions of constraints.txt")
    pip("hatchling", "editables")  # built without isolation, so that the builders' versions are pinned as well
    pip("--no-build-isolation", "-e", f".[{extra}]" if extra else ".")
    kept = {name: stamp for name, stamp in stamps.items() if stamp == wanted}
    STAMPS.write_text(json.dumps(kept | {"": wanted, extra: wanted}))


def fingerprint() -> str:
    """What .venv depends on: the two files, the Python, and where the repository lies."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode(), os.fsencode(ROOT)])).hexdigest()


def make_venv() -> None:
    """Make .venv, anew where it is broken or was made by another Python."""
    if PYTHON.exists():
        probe = subprocess.run([PYTHON, "-c", "import sys, pip; print(sys.version)"], capture_output=True, text=True, check=False)
        if probe.returncode == 0 and probe.stdout.strip() == sys.version.strip():
            return
    if importlib.util.find_spec("ensurepip") is None:
        debian_packages([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
    say("making .venv")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], stdout=sys.stderr, check=False).returncode:
        sys.exit(refuse("this Python cannot make a virtual environment; on Debian and Ubuntu: sudo apt-get install python3-venv"))


def pip(*arguments: str) -> None:
    """`pip install` with the constraints; ends the program with one line when it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt", *arguments]
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False).returncode:
        sys.exit(refuse("pip could not install the libraries; what it says stands above"))


def hand_over(arguments: list[str], **variables: str) -> NoReturn:
    """Become .venv's Python with `arguments`, so that signals and exit code are its own."""
    sys.stdout.flush()
    command = [str(PYTHON), *arguments]
    if os.name == "nt":  # execve there returns to the shell before the program has ended
        sys.exit(subprocess.run(command, env=os.environ | variables, check=False).returncode)
    os.execve(PYTHON, command, os.environ | variables)


# --- system libraries


def libraries_of_qt(*groups: str) -> None:
    """Install what Qt needs from the system; where that may not be done, say what to run, and end if Qt does not load."""
    debian_packages([name for group in groups for name in debian(group)], unless=qt_loads)
    known_good = sys.platform != "linux" or (shutil.which("dpkg-query") and not absent(debian("offscreen")))
    if not known_good and (trouble := qt_trouble("import PySide6.QtWidgets")):
        sys.exit(refuse(f"Qt cannot be loaded: {trouble}"))


def qt_loads() -> bool:
    """Whether Qt and its plug-in for a real window load on this machine."""
    plugin = "pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'"
    return not qt_trouble(f"import ctypes, pathlib, PySide6.QtWidgets; ctypes.CDLL(str({plugin}))")


def qt_trouble(code: str) -> str:
    """The last line that .venv's Python says against `code`, empty when it runs."""
    result = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    return (result.stderr.strip().splitlines() or ["it ended without a word"])[-1] if result.returncode else ""


def debian_packages(names: list[str], unless: Callable[[], bool] = lambda: False) -> None:
    """Install the Debian packages that are absent when root; else, unless `unless()`, say the line that installs them."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-query") is None:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *absent(names)]
    if install[-1].startswith("--"):
        return
    if os.geteuid() != 0:
        if not unless():
            say("system libraries are missing; install them with: sudo " + " ".join(install))
        return
    say("installing " + " ".join(absent(names)))
    unasked = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], env=unasked, capture_output=True, check=False)
    result = subprocess.run(install, env=unasked, capture_output=True, text=True, check=False)
    if result.returncode:
        say(f"{result.stderr.strip()}\napt-get could not install them; by hand: {' '.join(install)}")


def absent(names: list[str]) -> list[str]:
    """Those of `names` that are not installed; of "a | b" either will do, and a is named."""
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n"]
    lines = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    installed = {line.split()[0] for line in lines if line.endswith(" installed")}
    choices = [name.split(" | ") for name in names]
    return [choice[0] for choice in choices if not installed & set(choice)]


def debian(group: str) -> list[str]:
    """The Debian packages that pyproject.toml lists under `group`."""
    import tomllib  # new in Python 3.11; imported after main has said that an older one will not do

    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(settings["tool"]["orebook"]["debian"][group])


def is_debians_python() -> bool:
    """Whether this is the system's Python, whose shared library is a package of its own."""
    return Path(sys.base_prefix) == Path("/usr")


# --- the entry


def say(text: str) -> None:
    """Tell the person at the keyboard; stdout belongs to the program that is run."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def refuse(text: str) -> int:
    """Say why nothing is done; 2, the exit code for that."""
    say(text)
    return 2


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    function.__name__: function for function in (run, test, bench, check, package, translations, clean)
}


def main(arguments: list[str]) -> int:
    """Do what the command line asks."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the first thing that an older Python is told
        return refuse(f"Orebook needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    command, rest = arguments[0], arguments[1:]
    if command not in COMMANDS:
        return refuse(f"there is no command {command}; there are {', '.join(COMMANDS)}")
    return COMMANDS[command](rest[1:] if rest[:1] == ["--"] else rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
