"""The standards screen as a person sets it: typed, refused, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gui.desk import Desk
from tests.gui.desks import open_desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1500, 850))
    desk.window.tabs.setCurrentWidget(desk.policy)
    desk.policy.pages.setCurrentWidget(desk.policy.money_page)
    qtbot.wait(1)
    yield desk
    desk.session.history.mark_saved(desk.session.workspace)
    desk.window.close()


def type_in(desk: Desk, qtbot: QtBot, name: str, text: str) -> None:
    field = desk.policy.findChild(QLineEdit, name)
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def groups(desk: Desk) -> set[str]:
    return {row.group.split(": ")[-1] for row in desk.policy.money.rows() if row.key.startswith("standard/")}


def test_thresholds_are_typed_and_can_be_undone(desk: Desk, qtbot: QtBot) -> None:
    scores = desk.policy.findChild(QComboBox, "standards_scores")
    assert scores is not None
    scores.setCurrentText("rule of law")
    assert groups(desk) == set()
    type_in(desk, qtbot, "standards_eligible", "0.5")
    assert "Conditional" not in groups(desk)
    type_in(desk, qtbot, "standards_conditional", "-0.5")
    assert {"Eligible", "Conditional", "Excluded"} <= groups(desk)
    desk.session.undo()
    desk.session.undo()
    assert groups(desk) == set()
    assert desk.policy.standards.eligible.text() == ""


def test_what_cannot_be_is_said_and_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    type_in(desk, qtbot, "standards_conditional", "3")
    reason = desk.policy.findChild(QLabel, "standards_reason")
    assert reason is not None
    assert "needs the score" in reason.text()
    assert reason.isVisible()
    assert groups(desk) == set()
