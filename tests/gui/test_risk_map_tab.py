"""The Risk map tab as a person uses it: measures, years, classes, differences, ranking and map together, pictures, export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from core.model import Workspace
from core.task import Refused
from core.views.map_values import Method
from gui.desk import Desk
from gui.tabs.risk_map import RiskMapTab
from gui.widgets.explanation import Explanation
from tests.gui.desks import open_desk, settle


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1500, 850))
    desk.window.tabs.setCurrentWidget(desk.risk_map)
    desk.session.select(minerals=("nickel",))
    yield desk
    desk.window.close()


def pick(tab: RiskMapTab, name: str, key: object) -> None:
    combo = tab.findChild(QComboBox, name)
    assert isinstance(combo, QComboBox)
    row = combo.findData(key)
    assert row >= 0, (name, key)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def test_the_mineral_of_the_desk_is_on_the_map(desk: Desk) -> None:
    tab = desk.risk_map
    assert tab.map.scene().title == "Share of world mining: Nickel"
    assert tab.map.read_out("IDN").startswith("Indonesia: 59.5 % (2024) · Mineral Commodity Summaries 2025")
    desk.session.select(minerals=("silver",))
    assert tab.map.scene().title == "Share of world mining: Silver"


def test_a_mineral_chosen_on_the_map_is_chosen_everywhere(desk: Desk) -> None:
    pick(desk.risk_map, "map_mineral", "cobalt")
    assert desk.session.selection.minerals == ("cobalt",)
    assert desk.risk_map.map.read_out("COD").startswith("DR Congo: ")


def test_map_and_ranking_choose_each_other(qtbot: QtBot, desk: Desk) -> None:
    tab = desk.risk_map
    place = tab.map.place_of("AUS")
    assert place is not None
    qtbot.mouseClick(tab.map, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert tab.ranking.codes() == ("AUS",)
    assert desk.session.selection.countries == ("AUS",)
    told: list[str] = []
    tab.country_chosen.connect(told.append)
    tab.ranking.setCurrentItem(tab.ranking.topLevelItem(0))
    assert desk.session.selection.countries == ("IDN",)
    assert told == ["IDN"]
    desk.session.select(countries=("CHN", "RUS"))
    assert set(tab.ranking.codes()) == {"CHN", "RUS"}


def test_a_year_before_and_the_years_played(qtbot: QtBot, desk: Desk) -> None:
    tab = desk.risk_map
    tab.bar.years.slider.setValue(0)
    assert tab.view().year == 2020
    assert "2020" in tab.map.scene().subtitle
    tab.bar.years._timer.setInterval(5)
    tab.bar.years.play.click()
    qtbot.waitUntil(lambda: not tab.bar.years.play.isChecked())
    assert tab.view().year == 2024
    tab.bar.years.play.click()
    desk.window.tabs.setCurrentWidget(desk.prices)
    assert not tab.bar.years.play.isChecked()


def test_a_difference_and_back(desk: Desk) -> None:
    tab = desk.risk_map
    pick(tab, "map_before", 2023)
    assert tab.map.scene().diverging
    assert tab.ranking.topLevelItem(0).text(2).startswith("+5.33")  # type: ignore[union-attr]
    pick(tab, "map_before", None)
    assert not tab.map.scene().diverging


def test_classes_and_their_number(desk: Desk) -> None:
    tab = desk.risk_map
    pick(tab, "map_classes", "quantile")
    tab.bar.count.setValue(3)
    assert len(tab.map.scene().bands) == 3
    assert tab.bar.locked.isEnabled()


@pytest.mark.parametrize("measure", ["imports", "reliance", "governance", "measures", "processing", "reserves"])
def test_every_measure_shows_something(desk: Desk, measure: str) -> None:
    tab = desk.risk_map
    pick(tab, "map_measure", measure)
    assert tab.ranking.topLevelItemCount() == len(tab.map.scene().shades) > 0


def test_maps_side_by_side_share_classes_and_choice(desk: Desk) -> None:
    tab = desk.risk_map
    pick(tab, "map_small", "minerals")
    assert tab.grid.isVisible()
    assert not tab.map.isVisible()
    assert len(tab.grid.maps) == 6
    assert len({one.scene().bands for one in tab.grid.maps}) == 1
    pick(tab, "map_small", "years")
    assert [one.scene().title for one in tab.grid.maps] == ["2020", "2023", "2024"]
    pick(tab, "map_small", "")
    assert tab.map.isVisible()


def test_arrows_are_explained(desk: Desk) -> None:
    tab = desk.risk_map
    tab.bar.arrows.click()
    assert tab.map.scene().flows
    notes = tab.findChild(QLabel, "risk_map_notes")
    assert isinstance(notes, QLabel)
    assert "dashed ones our split" in notes.text()


def test_a_figure_is_explained(qtbot: QtBot, desk: Desk) -> None:
    tab = desk.risk_map
    tab.ranking.itemActivated.emit(tab.ranking.topLevelItem(0), 0)
    dialog = tab.findChild(Explanation)
    assert isinstance(dialog, Explanation)
    dialog.close()


def test_numbers_and_picture_on_the_clipboard(desk: Desk) -> None:
    tab = desk.risk_map
    clipboard = QGuiApplication.clipboard()
    for name in ("map_copy_numbers", "map_copy_picture"):
        action = tab.findChild(QAction, name)
        assert isinstance(action, QAction)
        action.trigger()
        if name == "map_copy_numbers":
            assert "1\tIndonesia\tIDN" in clipboard.text()
    assert clipboard.image().size() == tab.map.size() * 2
    clipboard.clear()


def test_saving_a_picture_of_the_map_and_of_the_maps(desk: Desk, tmp_path: Path) -> None:
    tab = desk.risk_map
    tab.save_picture(tmp_path / "one.svg")
    pick(tab, "map_small", "years")
    tab.save_picture(tmp_path / "many.png")
    assert (tmp_path / "one.svg").stat().st_size > 10_000
    assert (tmp_path / "many.png").stat().st_size > 10_000
    with pytest.raises(Refused):
        tab.save_picture(tmp_path / "one.txt")


def test_export_of_what_is_shown(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.exports.write_shown(tmp_path / "shown.xlsx")
    settle(desk, qtbot)
    book = openpyxl.load_workbook(tmp_path / "shown.xlsx", read_only=True)
    assert "Ranking" in book.sheetnames
    book.close()


def test_what_was_chosen_is_remembered(desk: Desk) -> None:
    tab = desk.risk_map
    pick(tab, "map_measure", "governance")
    pick(tab, "map_detail", "rule of law")
    pick(tab, "map_projection", "plain")
    kept = tab.place()
    other = RiskMapTab(desk.session)
    other.restore_place(kept)
    assert other.view().title == "Rule of law"
    assert other.map.projection() == "plain"
    for junk in (b"", b"[]", b"{}", b'{"choices": {"measure": 3}}', kept.replace(b'"count": 5', b'"count": "x"'), b"\xff"):
        other.restore_place(junk)
    assert other.view().title == "Rule of law"
    other.deleteLater()


def test_an_empty_workspace_says_what_to_do(desk: Desk) -> None:
    desk.document.begin(Workspace())
    tab = desk.risk_map
    assert "import a table" in tab.map.scene().message
    tab.bar.arrows.click()
    pick(tab, "map_small", "minerals")
    pick(tab, "map_region", "selection")


def test_a_risk_method_is_one_of_the_measures(desk: Desk, qtbot: QtBot) -> None:
    method = Method("own", "Own risk", "points", "Made up.", lambda _workspace, _mineral, _year: {"CHN": 2.0, "COD": 7.5})
    tab = RiskMapTab(desk.session, methods=[method])
    qtbot.addWidget(tab)
    tab._choose(measure="own")
    assert list(tab.view().places) == ["COD", "CHN"]
    assert tab.view().places["COD"].text == "7.5 points"
