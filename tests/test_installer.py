"""The installers' recipes say of the project what pyproject.toml says, and hold together where they cannot be run here."""

from __future__ import annotations

import configparser
import gzip
import re
import shutil
import subprocess
import tarfile
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.__main__ import HELP
from installer import icons, licences, project
from installer.linux import archive, debian
from tests.conftest import ROOT

INSTALLER = ROOT / "installer"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
INNO = (INSTALLER / "windows" / "orebook.iss").read_text("utf-8")
MAC = INSTALLER / "macos" / "build.sh"


# --- what goes into the program


def test_every_module_is_packed() -> None:
    modules = project.modules()
    assert {"core", "core.cli", "core.io.reading_child", "gui.__main__", "gui.desk", "resources"} <= set(modules)
    assert not [name for name in modules if name.split(".")[0] not in {"core", "gui", "resources"}]


def test_every_resource_is_packed_where_the_program_looks_for_it() -> None:
    packed = {f"{folder}/{Path(path).name}" for path, folder in project.data_files()}
    assert {"resources/minerals.csv", "resources/example/events.csv", "resources/icons/orebook.svg", "resources/icons/LICENSE"} <= packed
    assert not [name for name in packed if name.endswith((".py", ".pyc"))]


def test_the_program_carries_what_it_needs_and_no_tools() -> None:
    names = {library.name.lower().replace("_", "-") for library in project.carried()}
    assert {"pyside6-essentials", "shiboken6", "numpy", "pandas", "openpyxl", "et-xmlfile"} <= names
    assert not names & {"pytest", "ruff", "mypy", "hypothesis", "hatchling"}


def test_the_licences_of_all_that_is_carried_lie_beside_it(tmp_path: Path) -> None:
    assert licences.collect(tmp_path) == len(project.carried())
    assert {"LICENSE", "NOTICE", "LGPL-3.0.txt", "GPL-3.0.txt", "Python.txt"} <= {path.name for path in tmp_path.iterdir()}
    assert "NumPy Developers" in (tmp_path / "numpy" / "LICENSE.txt").read_text("utf-8")
    written = [path for path in tmp_path.rglob("*") if path.is_file() and licences.IS_LICENCE.search(path.name)]
    carried = [file for library in project.carried() for file in library.files or [] if licences.IS_LICENCE.search(file.name)]
    assert len(written) >= len([file for file in carried if ".dist-info" in str(file)])
    assert "LGPL" in (tmp_path / "shiboken6" / "ABOUT.txt").read_text("utf-8")


def test_a_library_without_a_licence_is_not_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "IS_LICENCE", re.compile("(?!)"))
    with pytest.raises(LookupError, match="carries no licence text"):
        licences.collect(tmp_path)


def test_the_recipe_is_python_and_keeps_what_is_needed() -> None:
    recipe = (INSTALLER / "orebook.spec").read_text("utf-8")
    compile(recipe, "orebook.spec", "exec")
    unused = recipe[recipe.index("UNUSED = [") : recipe.index("UNUSED_FILES")]
    assert '"pydoc"' not in unused  # pyqtgraph imports it
    assert '"Network"' in unused
    assert "upx=True" not in recipe
    assert 'ROOT / "installer" / "start.py"' in recipe


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", False),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", False),
        ("PySide6/Qt/translations/qtbase_zh_TW.qm", False),
        ("numpy.libs/libscipy_openblas64_.so", False),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", True),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", True),
        ("PySide6/Qt6Network.dll", True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", True),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("orebook-0.1.0.dist-info/direct_url.json", True),
    ],
)
def test_what_is_left_out_of_qt(name: str, goes: bool) -> None:
    recipe = (INSTALLER / "orebook.spec").read_text("utf-8")
    pattern = re.search(r'UNUSED_FILES = re\.compile\(\s*r"""(.+?)"""', recipe, re.DOTALL)
    assert pattern
    assert bool(re.search(pattern[1], name, re.VERBOSE)) is goes


def test_the_icon_can_be_drawn_for_every_platform(qapp: QApplication, tmp_path: Path) -> None:
    icons.draw(tmp_path)
    assert (tmp_path / "orebook.ico").read_bytes()[:4] == b"\0\0\1\0"
    assert (tmp_path / "orebook.icns").read_bytes()[:4] == b"icns"
    assert {path.name for path in tmp_path.glob("*.png")} == {f"orebook-{size}.png" for size in icons.SIZES}


# --- Debian and Linux


def fields(control: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in control.splitlines() if not line.startswith(" "))


def test_the_control_file_says_what_the_project_says() -> None:
    text = debian.control("amd64", 1234)
    found = fields(text)
    assert found["Package"] == SETTINGS["project"]["name"]
    assert found["Version"] == debian.version()
    assert found["Architecture"] == "amd64"
    assert found["Installed-Size"] == "1234"
    assert set(SETTINGS["tool"]["orebook"]["debian"]["desktop"]) < set(found["Depends"].split(", "))
    assert re.search(r"libc6 \(>= 2\.\d\d\)", found["Depends"])
    assert not found["Description"].endswith(".")
    assert len(found["Description"]) < 80
    assert all(len(line) <= 80 for line in text.splitlines() if line.startswith(" "))
    assert text.endswith("\n")


@pytest.mark.parametrize(("ours", "debians"), [("0.1.0", "0.1.0"), ("1.0rc1", "1.0~rc1"), ("1.0a2", "1.0~a2"), ("1.0.dev3", "1.0~.dev3")])
def test_a_debian_version_is_ordered_as_ours_is(ours: str, debians: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "VERSION", ours)
    assert debian.version() == debians


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A one-folder program that is a script, with a library beside it."""
    folder = tmp_path / "dist" / "orebook"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "libreal.so.1").write_bytes(b"library")
    (folder / "_internal" / "libreal.so").symlink_to("libreal.so.1")
    (folder / "orebook").write_text('#!/bin/sh\necho "$(dirname "$(readlink -f "$0")")"\n')
    (folder / "orebook").chmod(0o755)
    return folder


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="not on a Debian machine")
def test_the_debian_package_lays_everything_in_its_place(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "ROOT", tmp_path)
    for name in ("resources/icons/orebook.svg", "CHANGELOG.md", "NOTICE"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    package = debian.build(program, tmp_path)
    assert package.name == f"orebook_{debian.version()}_{debian.architecture()}.deb"
    listed = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in listed.splitlines()} == {"root/root"}
    root = tmp_path / "unpacked"
    subprocess.run(["dpkg-deb", "--raw-extract", package, root], check=True)
    assert (root / "usr/bin/orebook").readlink() == Path("../lib/orebook/orebook")
    assert subprocess.run([root / "usr/bin/orebook"], capture_output=True, text=True, check=True).stdout.strip() == str(
        root / "usr/lib/orebook"
    )
    assert (root / "usr/lib/orebook/_internal/libreal.so").is_symlink()
    for place in (
        "applications/orebook.desktop",
        "mime/packages/orebook.xml",
        "icons/hicolor/scalable/apps/orebook.svg",
        "doc/orebook/copyright",
    ):
        assert (root / "usr/share" / place).stat().st_mode & 0o777 == 0o644
    assert f"Orebook {project.VERSION}" in gzip.decompress((root / "usr/share/man/man1/orebook.1.gz").read_bytes()).decode()
    sums = subprocess.run(["md5sum", "--check", "--quiet", root / "DEBIAN/md5sums"], cwd=root, check=False)
    assert sums.returncode == 0


def test_the_archive_unpacks_into_one_folder_and_names_no_builder(program: Path, tmp_path: Path) -> None:
    with tarfile.open(archive.build(program, tmp_path)) as packed:
        entries = packed.getmembers()
    assert all(entry.name.split("/")[0] == "orebook" for entry in entries)
    assert {(entry.uname, entry.uid) for entry in entries} == {("root", 0)}
    assert next(entry for entry in entries if entry.name == "orebook/orebook").mode & 0o111


def test_the_menu_entry_and_the_file_type_belong_together() -> None:
    entry = configparser.RawConfigParser()
    entry.read(INSTALLER / "linux" / "orebook.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ET.parse(INSTALLER / "linux" / "orebook.xml").getroot().find("m:mime-type", space)
    assert kind is not None
    assert desktop["MimeType"].split(";")[0] == kind.get("type")
    assert desktop["Exec"] == "orebook %F"
    assert desktop["Icon"] == "orebook"
    assert [glob.get("pattern") for glob in kind.findall("m:glob", space)] == ["*.orebook"]


def test_the_manual_page_names_the_commands_of_the_help() -> None:
    page = (INSTALLER / "linux" / "orebook.1").read_text("utf-8").replace("\\-", "-")
    commands = set(re.findall(r"^orebook ([a-z][a-z-]+)", HELP, flags=re.MULTILINE))
    assert commands
    assert not [command for command in commands if f".B {command}\n" not in page]


# --- Windows and macOS, which cannot be run here


def test_the_windows_installer_takes_its_version_from_outside() -> None:
    assert "AppVersion={#Version}" in INNO
    assert re.search(r"#ifndef Version\s+#error", INNO)
    assert SETTINGS["project"]["version"] not in INNO
    script = (INSTALLER / "windows" / "build.ps1").read_text("utf-8")
    assert '"/DVersion=$Version" "/DProgram=$Program"' in script
    assert "OutputBaseFilename=orebook-{#Version}-windows-x64" in INNO
    assert "orebook-$Version-windows-x64.exe" in script


def test_the_windows_installer_refers_to_what_is_there() -> None:
    names = {"LicenseFile": ROOT / "LICENSE"}
    for setting, place in names.items():
        found = re.search(rf"^{setting}=(.+)$", INNO, flags=re.MULTILINE)
        assert found
        assert (INSTALLER / "windows" / found[1].replace("\\", "/")).resolve() == place.resolve()
    executables = set(re.findall(r"\{app\}\\([\w-]+)\.exe", INNO))
    recipe = (INSTALLER / "orebook.spec").read_text("utf-8")
    assert executables == {"orebook-desk"}
    assert 'f"{NAME}-desk"' in recipe


def test_the_mac_script_is_shell_and_is_called_as_it_expects() -> None:
    subprocess.run(["bash", "-n", MAC], check=True)
    result = subprocess.run(["bash", MAC], capture_output=True, text=True, check=False)
    assert result.returncode != 0  # it takes the version and the app
    assert MAC.stat().st_mode & 0o100


@pytest.mark.parametrize("name", ["installer/windows/orebook.iss", "installer/windows/build.ps1", "installer/macos/build.sh"])
def test_a_recipe_that_was_not_run_says_so(name: str) -> None:
    assert re.search(r"^[;#] Not run yet on a (Windows machine|Mac)\.", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)
