"""Builds the program for this platform, lets it test itself, packages it, and lets what was packaged test itself again.

`python3 dev.py package` runs this. The results are in dist/.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from installer import icons, licences
from installer.linux import archive, debian
from installer.project import NAME, ROOT, VERSION

DIST = ROOT / "dist"
BUILD = ROOT / "build"


def main() -> int:
    """Build, test and package; 0 when every step held, 1 and one line when not."""
    try:
        program = freeze()
        prove(program / _executable(), "the program in its folder")
        packages = {"linux": for_linux, "win32": for_windows, "darwin": for_macos}[sys.platform](program)
    except subprocess.SubprocessError as error:
        print(f"package: {error}", file=sys.stderr)
        return 1
    print(f"{NAME} {VERSION}: folder {megabytes(program)}, " + ", ".join(f"{path.name} {megabytes(path)}" for path in packages))
    return 0


def freeze() -> Path:
    """Make the one-folder program with PyInstaller, with the licences of all that it carries; return its folder."""
    started = time.monotonic()
    shutil.rmtree(DIST, ignore_errors=True)
    icons.draw(BUILD)
    options = ["--noconfirm", "--clean", "--log-level=WARN", f"--distpath={DIST}", f"--workpath={BUILD / 'pyinstaller'}"]
    subprocess.run([sys.executable, "-m", "PyInstaller", *options, str(ROOT / "installer" / "orebook.spec")], cwd=ROOT, check=True)
    program = DIST / NAME
    covered = licences.collect(program / "licences")
    print(f"built in {time.monotonic() - started:.0f} s; licences of {covered} libraries", flush=True)
    return program


def prove(program: Path, what: str) -> None:
    """Let a built program test itself, and say how long it takes to show its first chart.

    Raises CalledProcessError when it finds a fault, TimeoutExpired when it stands still.
    """
    print(f"{what}: self-test", flush=True)
    run_alone([str(program), "self-test"])
    starts = sorted(run_alone([str(program), "--example"], OREBOOK_TIME_START="1") for _run in range(3))
    print(f"{what}: from the start to the example's first chart {starts[1]:.2f} s (median of 3)", flush=True)


def run_alone(command: list[str], **variables: str) -> float:
    """Run a command in an environment and a folder that hold nothing of the builder's; the seconds it took."""
    with tempfile.TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP"}}
        clean = kept | {"HOME": home, "USERPROFILE": home, "QT_QPA_PLATFORM": "offscreen"} | variables
        started = time.monotonic()
        subprocess.run(command, cwd=home, env=clean, check=True, stdin=subprocess.DEVNULL, timeout=300)
        return time.monotonic() - started


def for_linux(program: Path) -> list[Path]:
    """The Debian package and the archive; the program is tested once more as the package lays it out."""
    packed = debian.build(program, DIST)
    with tempfile.TemporaryDirectory() as root:
        subprocess.run(["dpkg-deb", "--extract", str(packed), root], check=True)
        prove(Path(root) / "usr" / "bin" / NAME, packed.name)
    return [packed, archive.build(program, DIST)]


def for_windows(program: Path) -> list[Path]:
    """The installer, by Inno Setup."""
    script = ROOT / "installer" / "windows" / "build.ps1"
    subprocess.run(
        ["powershell", "-ExecutionPolicy", "Bypass", "-File", str(script), "-Version", VERSION, "-Program", str(program)], check=True
    )
    return sorted(DIST.glob("*.exe"))


def for_macos(program: Path) -> list[Path]:
    """The disk image."""
    app = program.parent / "Orebook.app"
    licences.collect(app / "Contents" / "Resources" / "licences")
    subprocess.run(["bash", str(ROOT / "installer" / "macos" / "build.sh"), VERSION, str(app)], check=True)
    return sorted(DIST.glob("*.dmg"))


def megabytes(path: Path) -> str:
    """The size of a file or of all files in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file() and not file.is_symlink()]
    return f"{sum(file.stat().st_size for file in files) / 1e6:.0f} MB"


def _executable() -> str:
    return f"{NAME}.exe" if sys.platform == "win32" else NAME


if __name__ == "__main__":
    sys.exit(main())
