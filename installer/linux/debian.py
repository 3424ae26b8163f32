"""The Debian package: the one-folder program under /usr/lib/orebook, with its menu entry, icon, file type and manual page."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from installer.project import DEBIAN_DEPENDS, NAME, ROOT, SUMMARY, VERSION

HERE = Path(__file__).resolve().parent
DESCRIPTION = """\
Orebook puts prices, inventories, the policy timeline and a country risk map
of critical minerals on linked tabs over one workspace, takes in any
spreadsheet, and gives back Excel. Every number says where it came from, down
to file, sheet and cell. It opens no network connection."""


def version() -> str:
    """The project's version as Debian orders versions: 1.0rc1 comes before 1.0."""
    return re.sub(r"(?<=\d)(a|b|rc|\.dev)(?=\d)", r"~\1", VERSION)


def architecture() -> str:
    """What Debian calls this machine's kind."""
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def libc() -> str:
    """The oldest glibc that the program surely runs on: the one it was built on, 2.36 say."""
    return (os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.36").split()[-1]


def control(kind: str, kilobytes: int) -> str:
    """The control file of a package for the architecture `kind` that takes `kilobytes` when installed."""
    summary = SUMMARY.split(":")[0].removesuffix(".")
    fields = {
        "Package": NAME,
        "Version": version(),
        "Architecture": kind,
        "Maintainer": "The Orebook authors <orebook@localhost>",
        "Installed-Size": str(kilobytes),
        "Section": "science",
        "Priority": "optional",
        "Depends": ", ".join([f"libc6 (>= {libc()})", *DEBIAN_DEPENDS]),
        "Recommends": "fonts-noto-cjk",
        "Description": (summary[0].lower() + summary[1:]).removeprefix("an "),
    }
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join(lines + [f" {line}" for line in DESCRIPTION.splitlines()]) + "\n"


def build(program: Path, into: Path) -> Path:
    """Package the one-folder `program`; return the path of the .deb in the folder `into`."""
    root = ROOT / "build" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(program, root)
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    kind = architecture()
    meta = root / "DEBIAN"
    meta.mkdir()
    (meta / "control").write_text(control(kind, sum(path.stat().st_size for path in files) // 1024), encoding="utf-8")
    (meta / "md5sums").write_text("".join(f"{_md5(path)}  {path.relative_to(root)}\n" for path in files), encoding="utf-8")
    package = into / f"{NAME}_{version()}_{kind}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", str(root), str(package)], check=True, stdout=subprocess.DEVNULL
    )
    return package


def lay_out(program: Path, root: Path) -> None:
    """Put everything where it will lie on the user's machine, under the folder `root`."""
    share = root / "usr" / "share"
    shutil.copytree(program, root / "usr" / "lib" / NAME, symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    _place(HERE / "orebook.desktop", share / "applications" / "orebook.desktop")
    _place(HERE / "orebook.xml", share / "mime" / "packages" / "orebook.xml")
    _place(ROOT / "resources" / "icons" / "orebook.svg", share / "icons" / "hicolor" / "scalable" / "apps" / "orebook.svg")
    _squeeze((HERE / "orebook.1").read_text("utf-8").replace("@VERSION@", VERSION), share / "man" / "man1" / "orebook.1.gz")
    _squeeze((ROOT / "CHANGELOG.md").read_text("utf-8"), share / "doc" / NAME / "changelog.gz")
    notice = (ROOT / "NOTICE").read_text("utf-8")
    (share / "doc" / NAME / "copyright").write_text(
        f"{notice}\nThe licence of Orebook: /usr/share/common-licenses/Apache-2.0\nThe others: /usr/lib/{NAME}/licences\n", encoding="utf-8"
    )
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _squeeze(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
