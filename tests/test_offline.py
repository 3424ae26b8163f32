"""Nothing leaves the laptop: neither the commands nor the window, nor the child processes they start, open a network socket."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Python runs this before anything else, in the program and in its children. Local sockets (of the display, of the desktop) are no network.
WATCH = """
import os, sys

def watch(event, arguments):
    if not event.startswith("socket."):
        return
    if event == "socket.__new__" and int(arguments[1]) == 1:
        return
    if event in {"socket.bind", "socket.connect"} and isinstance(arguments[1], (str, bytes)):
        return
    if event in {"socket.gethostname", "socket.sethostname"}:
        return
    with open(os.environ["OREBOOK_TEST_SOCKETS"], "a") as file:
        file.write(f"{event} {arguments!r}\\n")

sys.addaudithook(watch)
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which every Python process started from now on notes its use of sockets."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    monkeypatch.setenv("OREBOOK_TEST_SOCKETS", str(tmp_path / "sockets"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return tmp_path / "sockets"


def family(root: int) -> set[int]:
    """The process `root` and all that descend from it."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):  # it ended while we looked
            continue
    found, waiting = set(), [root]
    while waiting:
        process = waiting.pop()
        found.add(process)
        waiting += [child for child, parent in parents.items() if parent == process]
    return found


def network_sockets(process: int) -> set[str]:
    """The numbers of the internet sockets that `process` holds, whichever library opened them."""
    held = set()
    for place in Path(f"/proc/{process}/fd").glob("*"):
        try:
            held.add(str(place.readlink()))
        except OSError:
            continue
    known = set()
    for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "icmp", "icmp6"):
        try:
            lines = Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]
        except OSError:
            continue
        known |= {f"socket:[{line.split()[9]}]" for line in lines}
    return held & known


def run_watched(code_or_module: list[str], folder: Path) -> tuple[int, str, set[str]]:
    """Run Python; its exit code, what it printed, and the internet sockets that it or its children held at any look."""
    with (folder / "output").open("w+") as output:
        process = subprocess.Popen([sys.executable, *code_or_module], cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        seen: set[str] = set()
        while process.poll() is None:
            if sys.platform == "linux":
                seen |= {held for one in family(process.pid) for held in network_sockets(one)}
            time.sleep(0.02)
        output.seek(0)
        return process.returncode, output.read(), seen


GOLD = "Date,Gold (USD/ozt)\n" + "".join(f"{2000 + month // 12}-{month % 12 + 1:02d},{280 + month}\n" for month in range(60))


def test_the_commands_open_no_socket(told: Path, tmp_path: Path) -> None:
    (tmp_path / "gold.csv").write_text(GOLD)
    workspace = "w.orebook"
    for words in (
        ["example", workspace],
        ["import", "gold.csv", "--into", workspace],
        ["info", workspace],
        ["export", workspace, "o.xlsx"],
    ):
        code, output, seen = run_watched(["-m", "gui", *words], tmp_path)
        assert code in {0, 1}, f"{words}: {output}"
        assert not seen
    assert not told.exists(), told.read_text()


def test_the_window_opens_no_socket(told: Path, tmp_path: Path) -> None:
    code, output, seen = run_watched(["-m", "gui", "self-test"], tmp_path)
    assert code == 0, output
    assert not seen
    assert not told.exists(), told.read_text()
    if sys.platform != "win32":
        assert Path(os.devnull).is_char_device()  # a program that replaces files must not replace that one, not even for root


@pytest.mark.parametrize(
    "sin",
    [
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; socket.create_server((str(), 0))'])",
    ],
)
def test_a_socket_is_noticed(told: Path, tmp_path: Path, sin: str) -> None:
    run_watched(["-c", sin], tmp_path)
    assert "socket." in told.read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="the sockets of a process are listed in /proc on Linux only")
def test_a_socket_that_python_knows_nothing_of_is_noticed(tmp_path: Path) -> None:
    opened = "import ctypes, time; ctypes.CDLL(None).socket(2, 2, 0); time.sleep(0.3)"  # AF_INET, SOCK_DGRAM
    bound = opened.replace("; time", "; ctypes.CDLL(None).bind(3, bytes([2, 0, 0, 0, 127, 0, 0, 1]) + bytes(8), 16); time")
    assert run_watched(["-c", bound], tmp_path)[2]
