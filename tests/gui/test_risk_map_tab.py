"""The Risk map tab as a person uses it: measures, years, classes, differences, ranking and map together, pictures, export."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from core.io.example import example_workspace
from core.io.workspace_file import save_workspace
from core.model import Scenario, Workspace, collect
from core.task import Cancelled, Progress, Refused
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


def type_breaks(tab: RiskMapTab, text: str) -> None:
    tab.bar.breaks.field.clear()
    tab.bar.breaks.field.insert(text)
    tab.bar.breaks.field.editingFinished.emit()


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
    pick(tab, "map_projection", "plain 150")
    tab.map.show_region("oceania")
    tab.map.pan(5, 5)
    type_breaks(tab, "-1; 0; 1")
    kept = tab.place()
    other = RiskMapTab(desk.session)
    other.restore_place(kept)
    assert other.view().title == "Rule of law"
    assert (other.map.projection(), other.map.middle()) == ("plain", 150)
    assert other.map.sight() == tab.map.sight()
    assert other.view().limits == (-1, 0, 1)
    assert other.bar.projection.currentData() == "plain 150"
    for junk in (
        b"",
        b"[]",
        b"{}",
        b'{"choices": {"measure": 3}}',
        kept.replace(b'"count": 5', b'"count": "x"'),
        kept.replace(b"150", b"7"),
        b"\xff",
    ):
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


def test_breaks_are_typed_refused_in_a_sentence_and_kept_by_measure(desk: Desk) -> None:
    tab = desk.risk_map
    type_breaks(tab, "2; 20")
    assert tab.map.scene().bands == ("below 2", "2 to 20", "20 and more")
    type_breaks(tab, "20; 2")
    assert tab.bar.breaks.said.text() == "Breaks must rise, but 2 comes after 20."
    assert tab.view().limits == (2, 20)
    pick(tab, "map_measure", "governance")
    assert tab.bar.breaks.said.isHidden()
    assert len(tab.view().limits) == 5
    pick(tab, "map_measure", "mining")
    assert tab.view().limits == (2, 20)
    type_breaks(tab, "")
    assert tab.view().limits == (1, 5, 10, 25, 50)


def test_one_table_is_chosen_and_ranked_alone(desk: Desk) -> None:
    tab = desk.risk_map
    ranks = [tab.ranking.topLevelItem(at).text(0) for at in range(tab.ranking.topLevelItemCount())]  # type: ignore[union-attr]
    assert "–" in ranks
    pick(tab, "map_table", "ec-crm-2023")
    ranks = [tab.ranking.topLevelItem(at).text(0) for at in range(tab.ranking.topLevelItemCount())]  # type: ignore[union-attr]
    assert "–" not in ranks
    assert tab.view().years == (2020,)


def test_two_shocks_are_compared(desk: Desk) -> None:
    tab = desk.risk_map
    assert tab.bar.measure.findData("shortage") < 0
    kept = [
        Scenario(id=key, title=key, worksheet="shock", inputs=("mineral = cobalt", f"lost = {lost}"))
        for key, lost in (("a", 80), ("b", 20))
    ]
    desk.session.edit("Keep", scenarios=collect(kept))
    pick(tab, "map_measure", "shortage")
    assert tab.map.scene().shades
    pick(tab, "map_before", "b")
    assert tab.map.scene().title == "Shortage by “a” beyond “b”: Cobalt"
    assert tab.map.scene().diverging
    desk.session.undo()
    assert tab.view().choices.measure == "mining"


def test_an_event_chosen_on_another_tab_is_seen(desk: Desk) -> None:
    tab = desk.risk_map
    event = next(one for one in desk.session.workspace.events.values() if one.actors == ("CHN",) and one.targets)
    desk.session.select(event=event.id)
    marks = tab.map.scene().marks
    assert marks[0].codes == ("CHN",)
    assert marks[1].dashed
    assert event.title in tab.map.read_out("CHN")
    desk.session.select(event="")
    assert not tab.map.scene().marks


def test_those_chosen_are_listed_and_fitted(qtbot: QtBot, desk: Desk) -> None:
    tab = desk.risk_map
    desk.session.select(countries=("IDN", "PHL"))
    assert tab.chosen.text() == "Chosen: Indonesia 59.5 % (2024); Philippines 8.92 % (2024); together 68.4 %"
    qtbot.mouseClick(tab.fit, Qt.MouseButton.LeftButton)
    assert tab.map.sight() is not None
    assert tab.bar.region.currentIndex() == -1
    desk.session.select(countries=())
    assert tab.fit.isHidden()


def test_maps_side_by_side_are_seen_from_one_place(qtbot: QtBot, desk: Desk) -> None:
    tab = desk.risk_map
    tab.map.show_region("africa")
    pick(tab, "map_small", "years")
    assert all(one.seen() == tab.map.seen() for one in tab.grid.maps)
    tab.grid.maps[1].zoom(2)
    assert all(one.seen() == tab.map.seen() for one in tab.grid.maps)
    pick(tab, "map_region", "pacific")
    assert {one.middle() for one in tab.grid.maps} == {150}
    assert all(one.seen() == tab.map.seen() for one in tab.grid.maps)
    pick(tab, "map_small", "")
    assert tab.bar.projection.currentData() == "equal_earth 150"


def test_years_become_pictures_in_a_folder(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    folder.mkdir()
    tab = desk.risk_map
    tab.map.show_region("africa")
    for _round in range(2):
        job = desk.exports.write_frames(tab.years_writer(), folder)
        with qtbot.waitSignal(job.succeeded):
            pass
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(f"mining-nickel-{year}{again}.png" for year in (2020, 2023, 2024) for again in ("", " (2)"))
    image = QImage(str(folder / "mining-nickel-2024.png"))
    assert image.size() == tab.map.size() * 2
    assert image == QImage(str(folder / "mining-nickel-2024 (2).png"))
    assert image != QImage(str(folder / "mining-nickel-2020.png"))


def test_pictures_that_cannot_be_written_or_are_not_wanted_leave_nothing(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    tab = desk.risk_map
    write = tab.years_writer()
    with pytest.raises(Refused, match="cannot be written"):
        write(tmp_path / "none", Progress())
    stopped = Progress(lambda done, _note: stopped.cancel() if done > 0.5 else None)
    with pytest.raises(Cancelled):
        write(tmp_path, stopped)
    assert not list(tmp_path.glob("*.png"))
    pick(tab, "map_measure", "measures")
    with pytest.raises(Refused, match="has no years"):
        tab.years_writer()


def test_the_picture_command_chooses_what_the_map_shows(tmp_path: Path) -> None:
    save_workspace(example_workspace(), tmp_path / "w.orebook", base=None)

    def shown(*choices: str) -> tuple[int, bytes]:
        picture = tmp_path / f"{len(list(tmp_path.iterdir()))}.png"
        wanted = [str(tmp_path / "w.orebook"), "risk_map", "--size", "900x600", "--out", str(picture)]
        chosen = [word for choice in choices for word in ("--select", choice)]
        ran = subprocess.run([sys.executable, "-m", "gui", "show", *wanted, *chosen], capture_output=True, check=False, text=True)
        return ran.returncode, picture.read_bytes() if picture.exists() else ran.stderr.encode()

    plain = shown("mineral=gallium")  # which has figures and no prices
    chosen = shown("mineral=gallium", "country=COD,China", "region=africa", "measure=severity")
    assert (plain[0], chosen[0]) == (0, 0)
    assert plain[1] != chosen[1]
    for bad in ("country=Atlantis", "region=moon", "measure=love"):
        code, said = shown(bad)
        assert code == 2
        assert bad.partition("=")[2].encode() in said
