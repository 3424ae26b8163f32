"""The panels beside the Risk map as a person uses them: methods, profile, importers, dependence, inputs, export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.model import Workspace
from core.task import Progress
from core.views.risk_inputs import risk_inputs
from gui.desk import Desk
from gui.widgets.bump_chart import BumpChart
from gui.widgets.explanation import Explanation
from gui.widgets.risk_figures import RiskFigures
from gui.widgets.risk_inputs import RiskInputs
from gui.widgets.risk_matrix import RiskMatrix
from gui.widgets.risk_methods import RiskMethods
from tests.gui.desks import open_desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1500, 850))
    desk.window.tabs.setCurrentWidget(desk.risk_map)
    desk.session.select(minerals=("cobalt",))
    yield desk
    desk.window.close()


def page(desk: Desk, name: str) -> QWidget:
    side = desk.risk_map.side
    panel = desk.window.findChild(QWidget, name)
    assert panel is not None
    side.setCurrentWidget(panel)
    return panel


def methods(desk: Desk) -> RiskMethods:
    panel = page(desk, "risk_methods")
    assert isinstance(panel, RiskMethods)
    return panel


def figures(desk: Desk, name: str) -> RiskFigures:
    panel = page(desk, name)
    assert isinstance(panel, RiskFigures)
    return panel


def pick(panel: QWidget, name: str, key: str) -> None:
    combo = panel.findChild(QComboBox, name)
    assert isinstance(combo, QComboBox)
    row = combo.findData(key)
    assert row >= 0
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def first(panel: RiskMethods) -> str:
    item = panel.list.topLevelItem(0)
    assert item is not None
    return item.text(1)


def button(panel: QWidget, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_the_ranks_move_with_the_method(desk: Desk) -> None:
    panel = methods(desk)
    assert first(panel) == "Niobium"
    pick(panel, "risk_method", "governance")
    assert first(panel) == "Cobalt"
    assert "political stability" in panel.notes.text()
    pick(panel, "risk_stage", "processing")
    assert first(panel) != "Cobalt"


def test_a_mineral_of_the_list_is_chosen_everywhere(desk: Desk) -> None:
    panel = methods(desk)
    panel.list.setCurrentItem(panel.list.topLevelItem(0))
    assert desk.session.selection.minerals == ("niobium",)
    assert "Niobium" in desk.risk_map.map.scene().title
    desk.session.select(minerals=("gold",))
    item = panel.list.currentItem()
    assert item is not None
    assert item.text(1) == "Gold"


def test_a_figure_is_explained(qtbot: QtBot, desk: Desk) -> None:
    panel = methods(desk)
    pick(panel, "risk_method", "eu")
    panel.list.itemActivated.emit(panel.list.topLevelItem(0), 0)
    dialog = desk.window.findChild(Explanation)
    assert dialog is not None
    assert "Gross risk, no official EU figure" in dialog.formula.text()
    assert "With other weights it ranks" in dialog.formula.text()
    dialog.close()


def test_all_methods_side_by_side(qtbot: QtBot, desk: Desk) -> None:
    panel = methods(desk)
    button(panel, "risk_all").click()
    dialog = desk.window.findChild(RiskMatrix)
    assert dialog is not None
    heads = [item.text() for column in range(dialog.table.columnCount()) if (item := dialog.table.horizontalHeaderItem(column))]
    assert heads[:3] == ["HHI", "CR1", "CR3"]
    bumps = dialog.findChild(BumpChart)
    assert bumps is not None
    place = bumps.place_of("gold", "hhi")
    assert place is not None
    assert bumps.place_of("gold", "usgs") is None
    qtbot.mouseClick(bumps, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert desk.session.selection.minerals == ("gold",)
    dialog.close()


def test_an_input_is_kept_can_be_undone_and_what_is_no_number_is_refused(desk: Desk) -> None:
    panel = methods(desk)
    button(panel, "risk_inputs").click()
    dialog = desk.window.findChild(RiskInputs)
    assert dialog is not None
    value = dialog.table.item(0, 1)
    assert value is not None
    value.setText("0.8")
    assert risk_inputs(desk.session.workspace).of("cobalt", "IR") == 0.8
    typed = dialog.table.item(0, 1)
    assert typed is not None
    assert typed.font().bold()
    typed.setText("much")
    assert risk_inputs(desk.session.workspace).of("cobalt", "IR") == 0.8
    desk.session.undo()
    assert risk_inputs(desk.session.workspace).of("cobalt", "IR") is None
    back = dialog.table.item(0, 1)
    assert back is not None
    assert back.text() == ""
    dialog.close()


def test_measures_are_counted_on_the_day_chosen(desk: Desk) -> None:
    panel = figures(desk, "risk_profile")
    desk.session.select(countries=("COD",), as_of=dt.date(2025, 6, 1))
    groups = {row.group for row in panel.figures.rows()}
    assert "Export restrictions in force on 2025-06-01" in groups
    assert not any("quota" in row.title for row in panel.figures.rows())


def test_the_profile_follows_the_map(desk: Desk) -> None:
    panel = figures(desk, "risk_profile")
    assert "Choose a country" in panel.message.text()
    desk.session.select(countries=("COD",))
    assert panel.heading.text() == "DR Congo"
    assert {"Cobalt, Mining", "DR Congo bans cobalt exports"} <= {row.title for row in panel.figures.rows()}
    panel.figures.go_to("governance/political stability")
    assert "±" in panel.reading.text()


def test_another_importer_is_chosen(desk: Desk) -> None:
    panel = figures(desk, "risk_importers")
    pick(panel, "risk_importers_choice", "CHN")
    assert any(row.shown == "9,604 to 9,608" for row in panel.figures.rows())


def test_dependence_says_what_cannot_be(desk: Desk) -> None:
    panel = figures(desk, "risk_dependence")
    assert any("113.3 %" in row.shown for row in panel.figures.rows())


def test_an_empty_workspace_is_told_kindly(desk: Desk) -> None:
    desk.document.begin(Workspace())
    for name in ("risk_profile", "risk_importers", "risk_dependence"):
        panel = figures(desk, name)
        assert panel.message.text()
        assert not panel.figures.rows()
    assert "Import one" in methods(desk).notes.text()


def test_the_map_offers_the_methods(desk: Desk) -> None:
    pick(desk.risk_map, "map_measure", "governance mining")
    assert desk.risk_map.view().places["COD"].rank == 1


def test_the_export_writes_what_the_panels_show(desk: Desk, tmp_path: Path) -> None:
    desk.session.select(countries=("COD",))
    desk.risk_map.shown_workbook()(tmp_path / "risk.xlsx", Progress())
    book = openpyxl.load_workbook(tmp_path / "risk.xlsx")
    assert {"Risk methods", "Risk inputs", "Risk assumptions", "Risk sensitivity", "Country profile", "Importer", "Dependence"} <= set(
        book.sheetnames
    )
    assumed = {row[0]: row[1] for row in book["Risk assumptions"].iter_rows(values_only=True)}
    assert assumed["Seed"] == 20_260_114
