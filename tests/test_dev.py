"""The two commands of the README keep their promises, and so do the files that dev.py lives on."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import dev
from core import COMMANDS
from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINNED = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#"))
GROUPS = {"run": PROJECT["project"]["dependencies"], **PROJECT["project"]["optional-dependencies"]}


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# --- the checks, which hold for every commit


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in dev.CHECKS if name != "imports"])  # these are in test_architecture.py
def test_the_check_passes(name: str) -> None:
    result = subprocess.run([sys.executable, *dev.CHECKS[name]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


# --- versions


@pytest.mark.parametrize("requirement", [text for group in GROUPS.values() for text in group] + PROJECT["build-system"]["requires"])
def test_every_library_is_pinned_within_its_range(requirement: str) -> None:
    wanted = Requirement(requirement)
    pinned = {key(name): version for name, version in PINNED.items()}
    assert key(wanted.name) in pinned
    assert Version(pinned[key(wanted.name)]) in wanted.specifier


def test_constraints_hold_nothing_but_versions() -> None:
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line), line


# --- dev.py


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Say what dpkg-query answers."""

    def answer(lines: str) -> None:
        result = subprocess.CompletedProcess[str]([], 0, lines, "")
        monkeypatch.setattr("dev.subprocess.run", lambda *_args, **_kwargs: result)

    return answer


def test_a_debian_package_is_absent_unless_fully_installed(installed: Callable[[str], None]) -> None:
    installed("libegl1 installed\nlibgl1 config-files\n")
    assert dev.absent(["libegl1", "libgl1", "libdbus-1-3"]) == ["libgl1", "libdbus-1-3"]


def test_either_of_two_debian_packages_will_do(installed: Callable[[str], None]) -> None:
    installed("libglib2.0-0t64 installed\n")
    assert dev.absent(["libglib2.0-0 | libglib2.0-0t64", "fonts-wqy-microhei | fonts-noto-cjk"]) == ["fonts-wqy-microhei"]


def test_without_the_right_to_install_the_line_to_run_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("dev.shutil.which", lambda name: name)
    monkeypatch.setattr("dev.absent", lambda names: names[:1])
    monkeypatch.setattr("dev.os.geteuid", lambda: 1000)
    monkeypatch.setattr("dev.subprocess.run", lambda *_args, **_kwargs: pytest.fail("something was run"))
    dev.debian_packages(["libegl1", "libgl1"])
    said = capsys.readouterr()
    assert said.err == (
        "dev.py: system libraries are missing; install them with: sudo apt-get install --yes --no-install-recommends libegl1\n"
    )
    assert said.out == ""


def test_nothing_is_said_when_qt_loads_anyway(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("dev.shutil.which", lambda name: name)
    monkeypatch.setattr("dev.absent", lambda names: names)
    monkeypatch.setattr("dev.os.geteuid", lambda: 1000)
    dev.debian_packages(["libegl1"], unless=lambda: True)
    assert capsys.readouterr() == ("", "")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of which dev.py knows the two files only, and a record of what it would run."""
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr("dev.ROOT", tmp_path)
    monkeypatch.setattr("dev.STAMPS", tmp_path / ".venv" / "stamps.json")
    return tmp_path


def test_the_environment_is_made_once_and_again_when_what_it_depends_on_changes(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr("dev.make_venv", lambda: None)
    monkeypatch.setattr("dev.pip", lambda *words: calls.append(words))

    def made(extra: str) -> bool:
        calls.clear()
        dev.environment(extra)
        return bool(calls)

    assert made("dev")
    assert calls[-1][-1] == ".[dev]"
    assert not made("dev")
    assert not made("")  # what tests need includes what running needs
    assert made("package")
    assert not made("dev")
    with (elsewhere / "constraints.txt").open("a") as file:
        file.write("# changed\n")
    assert made("")
    assert made("dev")  # it was not refreshed with the other


def test_a_failed_installation_is_tried_again(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dev.make_venv", lambda: None)
    monkeypatch.setattr("dev.pip", lambda *_words: sys.exit(2))
    for _attempt in range(2):
        with pytest.raises(SystemExit):
            dev.environment("")
    assert not dev.STAMPS.exists()


@pytest.mark.parametrize(
    ("words", "passed_on"), [(["run", "--", "info", "w"], ["info", "w"]), (["run", "--example"], ["--example"]), (["run"], [])]
)
def test_run_passes_the_arguments_on(words: list[str], passed_on: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("dev.environment", lambda _extra: None)
    monkeypatch.setattr("dev.libraries_of_qt", lambda *_groups: None)
    monkeypatch.setattr("dev.hand_over", started.append)
    dev.main(words)
    assert started == [["-P", "-m", "gui", *passed_on]]


def test_the_commands_without_a_window_need_no_libraries_of_qt() -> None:
    assert set(COMMANDS) == dev.WINDOWLESS


def test_an_unknown_command_is_refused_in_one_line() -> None:
    result = subprocess.run([sys.executable, ROOT / "dev.py", "dance"], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr == "dev.py: there is no command dance; there are run, test, bench, check, package, translations, clean\n"


def test_help_names_every_command() -> None:
    result = subprocess.run([sys.executable, ROOT / "dev.py"], capture_output=True, text=True, check=False)
    assert all(f"dev.py {name}" in result.stdout for name in dev.COMMANDS)


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert commands[0] == "set -eu"
    assert commands[-1] == "python3 dev.py test"
    assert "python3 dev.py test" in (ROOT / "README.md").read_text("utf-8")
    assert "python3 dev.py run" in (ROOT / "README.md").read_text("utf-8")
