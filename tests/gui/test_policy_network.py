"""The network of alliances as a person uses it: mouse, arrow keys, filter, table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from core.io.example import example_workspace
from core.model import Workspace, collect
from core.model.records import Relation
from core.views.policy_network import Wanted, network
from gui.desk import Desk
from gui.widgets.event_rows import EventRows
from gui.widgets.explanation import Explanation
from gui.widgets.network import NetworkView
from tests.gui.desks import open_desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1500, 850))
    desk.window.tabs.setCurrentWidget(desk.policy)
    desk.policy_panels.go_to("network")
    qtbot.wait(1)
    yield desk
    desk.session.history.mark_saved(desk.session.workspace)
    desk.window.close()


def picture(desk: Desk) -> NetworkView:
    found = desk.policy.findChild(NetworkView, "network_picture")
    assert found is not None
    return found


def telling(desk: Desk) -> str:
    found = desk.policy.findChild(QLabel, "network_telling")
    assert found is not None
    return found.text()


def click(desk: Desk, qtbot: QtBot, key: str) -> None:
    qtbot.mouseClick(picture(desk), Qt.MouseButton.LeftButton, pos=picture(desk).dots()[key].toPoint())


def test_a_click_chooses_a_country_on_all_tabs_and_beside_all_lets_go(desk: Desk, qtbot: QtBot) -> None:
    click(desk, qtbot, "JPN")
    assert desk.session.selection.countries == ("JPN",)
    assert "Japan: tied to" in telling(desk)
    rows = desk.policy.findChild(EventRows, "network_rows")
    assert rows is not None
    assert rows.key() == "JPN"
    qtbot.mouseClick(picture(desk), Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert desk.session.selection.countries == ()


def test_a_country_chosen_elsewhere_is_pointed_out(desk: Desk) -> None:
    desk.session.select(countries=("AUS",))
    assert "Australia: tied to" in telling(desk)


def test_arrow_keys_travel_and_return_explains(desk: Desk, qtbot: QtBot) -> None:
    click(desk, qtbot, "USA")
    view = picture(desk)
    view.setFocus()
    before = view.dots()["USA"]
    qtbot.keyClick(view, Qt.Key.Key_Right)
    (key,) = desk.session.selection.countries
    assert view.dots()[key].x() > before.x()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    dialog = desk.policy.findChild(Explanation)
    assert dialog is not None
    assert "different others" in dialog.formula.text()
    dialog.close()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert desk.session.selection.countries == ()


def test_a_row_of_the_table_chooses_its_country(desk: Desk, qtbot: QtBot) -> None:
    rows = desk.policy.findChild(EventRows, "network_rows")
    assert rows is not None
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert desk.session.selection.countries == (rows.key(),)


def test_the_filter_leaves_some_and_is_kept(desk: Desk) -> None:
    kinds, undated = desk.policy.findChild(QComboBox, "network_kinds"), desk.policy.findChild(QCheckBox, "network_undated")
    assert kinds is not None
    assert undated is not None
    kinds.setCurrentIndex(kinds.findData("against"))
    kinds.activated.emit(kinds.currentIndex())
    undated.click()
    assert "JPN" not in picture(desk).dots()
    assert "CHN" in picture(desk).dots()
    assert desk.policy.kept["network_kind"] == "against"
    assert b"network_undated" in desk.policy.place()


def test_the_pointer_tells_of_nodes_and_ties(desk: Desk) -> None:
    view = picture(desk)
    one = view.dots()["SGP"]
    assert view.tip_at(one).startswith("Singapore")
    middle = view._curves[[(edge.one, edge.other) for edge in view._edges].index(("SGP", "USA"))].pointAtPercent(0.4)
    assert "→" in view.tip_at(middle)
    assert view.tip_at(QPointF(-90, -90)) == ""


@pytest.mark.parametrize("size", [(320, 200), (700, 500), (2400, 1500)])
@pytest.mark.parametrize("kind", ["", "together", "supply", "rival"])
def test_no_name_lies_on_another(qtbot: QtBot, size: tuple[int, int], kind: str) -> None:
    view = NetworkView()
    qtbot.addWidget(view)
    view.set_network(network(example_workspace(), Wanted(kind)))
    view.resize(size[0], max(size[1], view.minimumSizeHint().height()))
    for one, other in combinations(view.labels().values(), 2):
        assert not one.adjusted(0.5, 0.5, -0.5, -0.5).intersects(other)
    for label in view.labels().values():
        assert view.rect().toRectF().contains(label)


def test_nothing_to_show_and_many_nodes_are_painted(qtbot: QtBot) -> None:
    view = NetworkView()
    qtbot.addWidget(view)
    view.set_network(network(Workspace(), Wanted()))
    assert not view.grab().isNull()
    many = Workspace(relations=collect([Relation(id=str(at), giver="A", taker=f"N{at}", kind="x") for at in range(300)]))
    view.set_network(network(many, Wanted()))
    view.point_out(["gone", "N7"])
    assert view.minimumHeight() > 150 * view.fontMetrics().lineSpacing()
    assert not view.grab().isNull()
