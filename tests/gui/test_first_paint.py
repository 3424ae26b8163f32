"""The window is on the screen before anything slow is imported. This starts the real program and looks at its first paint."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.test_architecture import HEAVY

DRIVER = """
import json, os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            with open(sys.argv[1], "w") as file:
                json.dump(sorted(sys.modules), file)
            os._exit(0)
        return False

made = QApplication.__init__

def make(self, *arguments):
    made(self, *arguments)
    self.watch = Watch()
    self.installEventFilter(self.watch)

QApplication.__init__ = make
from gui.__main__ import main
main(["--example"])
os._exit(3)
"""


def test_nothing_slow_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    report = tmp_path / "modules.json"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", DRIVER, str(report)]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    modules = set(json.loads(report.read_text()))
    assert "gui.main_window" in modules
    assert not modules & HEAVY
