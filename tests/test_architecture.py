"""The house stands as docs/architecture.md draws it: who may import whom, what may not be used at all, and how words are written."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import core
import gui
import resources
from tests.conftest import ROOT

PACKAGES = ("core", "gui", "resources")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
CORE_MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in (ROOT / "core").rglob("*.py")
)
SHELL = [f"gui.{name}" for name in ("__main__", "app", "main_window") if (ROOT / "gui" / f"{name}.py").exists()]

HEAVY = {"numpy", "pandas", "pyqtgraph", "openpyxl", "python_calamine", "xlsxwriter", "sqlite3"}
BANNED_IMPORTS = {
    "pickle", "cPickle", "dill", "marshal", "shelve",  # a stranger's file must not become code
    "socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "xmlrpc", "requests",  # nothing leaves the laptop
    "PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore", "PySide6.QtHttpServer",
}  # fmt: skip
HARMLESS = {"urllib.parse"}  # only spells addresses
BANNED_CALLS = {"eval", "exec", "compile", "__import__", "yaml.load", "os.system", "os.popen"}


def run_python(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(cwd), "QT_QPA_PLATFORM": "offscreen", "COLUMNS": "300"}
    return subprocess.run([sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


# --- the packages are ours


@pytest.mark.parametrize("package", [core, gui, resources])
def test_the_packages_are_those_of_this_tree(package: object) -> None:
    assert Path(str(getattr(package, "__file__"))).is_relative_to(ROOT)  # noqa: B009 - any module has it, no type says so


def test_tests_are_packages_all_the_way_down() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


# --- who may import whom


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return run_python("-c", code, "--no-cache", "--config", str(ROOT / "pyproject.toml"), cwd=tree)


def test_the_import_contracts_are_kept() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("place", "sin", "contract"),
    [
        ("core/task.py", "import gui.jobs", "The core knows no window"),
        ("core/words.py", "from PySide6.QtCore import QObject", "The core knows no window"),
        ("core/model/dates.py", "import core.views", "In the core data flows one way"),
        ("core/io/cells.py", "import core.analysis", "In the core data flows one way"),
        ("core/stray.py", "", "In the core data flows one way"),
        ("gui/jobs.py", "import gui.theme", "In the window"),
        ("gui/theme.py", "import socket", "Nothing speaks to a network"),
    ],
)
def test_a_forbidden_import_is_caught(tmp_path: Path, place: str, sin: str, contract: str) -> None:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=lambda _folder, names: [name for name in names if name.endswith((".csv", ".svg"))]
        )
    with (tmp_path / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{sin}\n")
    result = lint_imports(tmp_path)
    broken = re.findall(r"^(.+) BROKEN$", re.sub(r"\x1b\[\d+m", "", result.stdout), flags=re.MULTILINE)
    assert result.returncode == 1
    assert [name for name in broken if name.startswith(contract)], result.stdout + result.stderr


def test_the_core_needs_no_qt() -> None:
    blocked = "import importlib, sys; sys.modules.update(dict.fromkeys(('PySide6', 'shiboken6', 'pyqtgraph', 'gui')))"
    result = run_python("-c", f"{blocked}; [importlib.import_module(name) for name in {CORE_MODULES!r} if not name.endswith('__main__')]")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("module", SHELL)
def test_nothing_slow_is_imported_before_the_window(module: str) -> None:
    result = run_python("-c", f"import sys, {module}; print(*sorted(set(sys.modules) & {HEAVY!r}))")
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == []


# --- what may not be used at all


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or attribute; an inner expression that is neither is written as `?`."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def banned(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and name of each banned thing that the code uses."""
    for node in ast.walk(tree):
        for name in imported(node):
            parts = name.split(".")
            spelled = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
            if spelled & BANNED_IMPORTS and not spelled & HARMLESS:
                yield getattr(node, "lineno", 0), name
        if isinstance(node, ast.Call) and dotted(node.func) in BANNED_CALLS:
            yield node.lineno, dotted(node.func)
        if (
            isinstance(node, ast.keyword)
            and node.arg == "shell"
            and not (isinstance(node.value, ast.Constant) and node.value.value is False)
        ):
            yield node.value.lineno, "shell="


def test_nothing_banned_is_used() -> None:
    offences = [f"{path.relative_to(ROOT)}:{line} {name}" for path in SOURCES for line, name in banned(ast.parse(path.read_text("utf-8")))]
    assert not offences


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from urllib.request import urlopen",
        "import http.client as c",
        "from PySide6.QtNetwork import QTcpSocket",
        "from PySide6 import QtNetwork",
        "def f():\n    import socket",
        "eval('1')",
        "yaml.load(file)",
        "subprocess.run('ls', shell=True)",
    ],
)
def test_a_banned_thing_is_seen(code: str) -> None:
    assert list(banned(ast.parse(code)))


def test_a_harmless_thing_is_not_seen() -> None:
    harmless = """
import re
from urllib.parse import unquote
from PySide6 import QtCore
from . import socket

re.compile('a')
dialog.exec()
run(shell=False)
"""
    assert list(banned(ast.parse(harmless))) == []


# --- how words are written


TEXTS = {"_": 1, "mark": 1, "plural": 2}  # how many of their first arguments are texts


def untranslatable(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line of each call of `_`, `mark` or `plural` that a translator's tools cannot follow, and why.

    `_` may also look up an attribute, which holds a text that was marked where it was declared.
    """
    inside = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda) for inner in ast.walk(_body(node))}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in TEXTS:
            continue
        for text in node.args[: TEXTS[node.func.id]]:
            if node.func.id == "_" and isinstance(text, ast.Attribute):
                continue
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                yield node.lineno, "is not a plain string"
            elif re.search(r"\{\W?\d*\}|%[sd]", text.value):
                yield node.lineno, "has a field without a name"
        if id(node) not in inside and node.func.id != "mark":
            yield node.lineno, "is translated at import time"


def _body(node: ast.FunctionDef | ast.Lambda) -> ast.AST:
    """What runs when the function is called: not its decorators and defaults."""
    return node.body if isinstance(node, ast.Lambda) else ast.Module(body=node.body, type_ignores=[])


def test_every_word_on_screen_can_be_translated() -> None:
    sources = [path for path in SOURCES if path != ROOT / "core" / "words.py"]
    offences = [
        f"{path.relative_to(ROOT)}:{line} {why}" for path in sources for line, why in untranslatable(ast.parse(path.read_text("utf-8")))
    ]
    assert not offences


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("def f(x):\n    return _(x)", "is not a plain string"),
        ("def f(x):\n    return _(f'{x} rows')", "is not a plain string"),
        ("def f(n):\n    return plural('one', many, n)", "is not a plain string"),
        ("TITLE = mark('Price of ' + metal)", "is not a plain string"),
        ("def f():\n    return _('{} rows').format(1)", "has a field without a name"),
        ("TITLE = _('Prices')", "is translated at import time"),
        ("class A:\n    title = _('Prices')", "is translated at import time"),
        ("def f(x=_('Prices')):\n    return x", "is translated at import time"),
    ],
)
def test_an_untranslatable_word_is_seen(code: str, why: str) -> None:
    assert [reason for _line, reason in untranslatable(ast.parse(code))] == [why]


def test_a_translatable_word_is_not_seen() -> None:
    good = """
def f(n):
    return _('Sheet {sheet} is empty').format(sheet=n) + plural('{count} row', '{count} rows', n) + _(n.title)

TITLE = mark('Prices')
late = lambda: _('Prices')
"""
    assert list(untranslatable(ast.parse(good))) == []


# --- what the repository says


def tracked() -> list[Path]:
    """The files of the repository; of an unpacked archive, all files outside dotted folders."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else [str(path.relative_to(ROOT)) for path in ROOT.rglob("*")]
    return [ROOT / name for name in names if name and not name.startswith(".venv") and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content[:8192]:
            yield path, content.decode("utf-8")


HOSTS = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("deb.debian", "org"), ("crates", "io"))
]
ADDRESS = re.compile("|".join(map(re.escape, HOSTS)))
OF_A_MACHINE = re.compile(r"(?<![\w.-])/(?:home|root|Users|work|tmp)/\w[\w.-]*|\b[A-Z]:\\\\?Users\\")


def test_the_pattern_of_a_machines_paths_works() -> None:
    assert OF_A_MACHINE.search("open('/" + "home/ada/gold.xlsx')")
    assert OF_A_MACHINE.search('"/' + 'tmp/gold.xlsx"')
    assert not OF_A_MACHINE.search("https://example.net/home/page and ./tmp/x and /usr/share")


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    offences = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path, text in texts()
        for found in [ADDRESS.search(text) or OF_A_MACHINE.search(text)]
        if found
    ]
    assert not offences


def test_the_documents_stand_alone() -> None:
    """What they refer to by a relative link is in the repository."""
    missing = []
    for path in tracked():
        if path.suffix != ".md":
            continue
        for target in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", path.read_text("utf-8")):
            place = (path.parent / target).resolve()
            if not (place.is_relative_to(ROOT) and place.exists()):
                missing.append(f"{path.relative_to(ROOT)}: {target}")
    assert not missing
