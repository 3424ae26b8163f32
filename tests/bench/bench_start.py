"""The start: from the process to the first painted window, and to the first chart, against a bare window of PySide6.

Each run is a whole process; the bare one and ours take turns, and the middle of the ratios pair by pair is printed. Both start as they
do for a user from the second time on: Python keeps what it compiled, also where the environment of the benchmark forbids it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 9
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.close)
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
"""


def run(command: list[str], **environment: str) -> tuple[float, float]:
    """Seconds from start to end of the process, and its largest memory in MB."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(prefix="orebook-start-") as home:
        homes = {f"XDG_{name}_HOME": f"{home}/{name}" for name in ("CONFIG", "STATE", "CACHE", "DATA")}
        started = time.perf_counter()
        child = subprocess.Popen(command, env={**kept, "QT_QPA_PLATFORM": "offscreen", **homes, **environment}, stderr=subprocess.DEVNULL)
        _pid, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    bare = [sys.executable, "-c", BARE]
    desk = [sys.executable, "-m", "gui", "--example"]
    run(bare)  # the first of each reads the disk and compiles
    run(desk, OREBOOK_TIME_START="charted")
    painted, charted, memory = [], [], []
    for _turn in range(RUNS):
        floor = run(bare)[0]
        painted.append(run(desk, OREBOOK_TIME_START="painted")[0] / floor)
        seconds, megabytes = run(desk, OREBOOK_TIME_START="charted")
        charted.append(seconds / floor)
        memory.append(megabytes)
    print(f"first painted window, of a bare PySide6 window: {statistics.median(painted):.2f} (goal <= 1.4)")
    print(f"first chart of the example, of a bare PySide6 window: {statistics.median(charted):.2f} (goal <= 4.0)")
    print(f"memory with the example, MB: {max(memory):.0f} (goal <= 200)")


if __name__ == "__main__":
    main()
