"""The pictures of the README and the guide are made here: run with OREBOOK_WRITE_PICTURES=1 to write them into docs/pictures.

Without it the same pictures are made and held against those that are committed: same names, same size, not blank.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.io.importing import read_and_plan
from core.model import Workspace
from core.task import Progress
from gui import theme
from gui.desk import Desk
from gui.dialogs.importing import ImportDialog
from tests.gui.desks import open_desk

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


@pytest.fixture
def desk(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Desk]:
    theme.apply(qapp, "light")  # type: ignore[arg-type]
    desk = open_desk(qtbot, tmp_path, (1360, 820))
    yield desk
    desk.window.close()
    theme.apply(qapp, "light")  # type: ignore[arg-type]


def picture(name: str, widget: QWidget) -> None:
    made = widget.grab().toImage()
    committed = PICTURES / name
    if os.environ.get("OREBOOK_WRITE_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        assert made.save(str(committed))
    kept = QImage(str(committed))
    assert kept.size() == made.size(), f"{name} is out of date: run this test with OREBOOK_WRITE_PICTURES=1"
    step = 7
    colours = {kept.pixel(x, y) for x in range(0, kept.width(), step) for y in range(0, kept.height(), step)}
    assert len(colours) > 20, f"{name} is blank"


def prices(desk: Desk) -> None:
    desk.window.tabs.setCurrentWidget(desk.prices)
    desk.session.select(series=("pink-sheet/gold", "pink-sheet/copper"), minerals=("gold", "copper"))
    desk.prices.chart.pin(15065.0)


def one_mineral(desk: Desk) -> None:
    desk.session.select(series=("pink-sheet/silver",), minerals=("silver",))


def inventories(desk: Desk) -> None:
    desk.window.tabs.setCurrentWidget(desk.inventories)
    desk.session.select(series=("pink-sheet/silver",), minerals=("silver",))


def data(desk: Desk) -> None:
    desk.window.tabs.setCurrentWidget(desk.data)
    desk.data.show_record("series", "pink-sheet/gold")


def policy(desk: Desk) -> None:
    desk.window.tabs.setCurrentWidget(desk.data)
    desk.data.show_record("events", "E070")


def signal_board(desk: Desk) -> None:
    desk.session.select(as_of=dt.date(2026, 1, 31))
    desk.window.tabs.setCurrentWidget(desk.overview)


def timeline(desk: Desk) -> None:
    desk.session.select(as_of=dt.date(2026, 1, 31))
    desk.window.tabs.setCurrentWidget(desk.policy)
    desk.policy.show_event("E070")


def world(desk: Desk) -> None:
    desk.window.tabs.setCurrentWidget(desk.risk_map)
    desk.session.select(minerals=("cobalt",), countries=("COD",))


def what_if(desk: Desk) -> None:
    desk.window.tabs.setCurrentWidget(desk.scenarios)
    desk.scenarios.open("input_cost")


@pytest.mark.parametrize(
    ("name", "mode", "arrange"),
    [
        ("overview.png", "light", signal_board),
        ("desk.png", "light", prices),
        ("desk-dark.png", "dark", one_mineral),
        ("inventories.png", "light", inventories),
        ("policy.png", "light", timeline),
        ("risk-map.png", "light", world),
        ("scenarios.png", "light", what_if),
        ("data.png", "light", data),
        ("policy-events.png", "light", policy),
    ],
)
def test_pictures_of_the_window(desk: Desk, qtbot: QtBot, qapp: object, name: str, mode: str, arrange: Callable[[Desk], None]) -> None:
    theme.apply(qapp, mode)  # type: ignore[arg-type]
    arrange(desk)
    qtbot.wait(50)
    picture(name, desk.window)


def test_picture_of_the_import(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "metal_prices.csv"
    months = [(year, month) for year in range(2022, 2026) for month in range(1, 13)]
    lines = ["Monthly averages,,,", ",Cobalt,Nickel,Lithium carbonate", ",(USD/t),(USD/t),(USD/t)"]
    for at, (year, month) in enumerate(months):
        lines.append(f"{year}M{month:02d},{33000 - 10 * at},{21000 + 15 * at},{'..' if at < 3 else 60000 - 900 * at}")
    file.write_text("\n".join(lines))
    plan = read_and_plan(Progress(), file, Workspace(), "2026-01-15 09:00:00")
    dialog = ImportDialog(plan, Workspace(), desk.jobs, desk.window)
    dialog.open()
    qtbot.wait(50)
    picture("import.png", dialog)
    dialog.close()
