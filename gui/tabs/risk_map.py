"""The Risk map tab: the world by what is chosen, the countries by rank beside it, the years below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from core.analysis.meridian import Middle
from core.analysis.projection import Projection
from core.model import Workspace
from core.task import Progress, Refused
from core.views import risk_map
from core.views.map_chosen import chosen_words
from core.views.map_values import Method
from core.views.risk_map import Choices, RiskMap
from core.views.risk_map_export import risk_map_text
from core.words import _
from gui.session import Selection, Session
from gui.theme import theme
from gui.widgets.explanation import Explanation
from gui.widgets.map_bar import MapBar
from gui.widgets.map_grid import MapGrid
from gui.widgets.map_place import MapPlace, from_bytes, to_bytes
from gui.widgets.map_scene import scene_of, small_scene
from gui.widgets.ranking import Ranking
from gui.widgets.world_map import Scene, WorldMap
from gui.widgets.world_map.saving import SCALE
from gui.widgets.world_map.shapes import REGIONS

if TYPE_CHECKING:
    from core.io.sheets import Table
    from core.io.workbook import Written

_PARTS: Final = frozenset(("supply", "trade", "indicators", "events", "sources", "scenarios"))


class RiskMapTab(QWidget):
    """Draws what `core.views.risk_map` makes of the session's workspace and selection, once it is on the screen.

    `record_chosen` tells the part and id of a record behind a figure, `country_chosen` the last of those chosen, `picture_wanted` that the
    map is to be saved, `years_wanted` one map a year. methods: risk methods that can be shown beside the measures.
    """

    record_chosen = Signal(str, str)
    country_chosen = Signal(str)
    picture_wanted = Signal()
    years_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, methods: Sequence[Method] = ()) -> None:
        super().__init__(parent)
        self.setObjectName("risk_map_tab")
        self._session, self._methods = session, tuple(methods)
        self._choices = Choices()
        self._fixed: dict[str, tuple[float, ...]] = {}  # the breaks typed, by measure
        self._view: RiskMap | None = None
        self._more: Callable[[], Sequence[Table]] = tuple
        self.bar = MapBar(self)
        self.map = WorldMap(self)
        self.map.setObjectName("risk_map")
        self.grid = MapGrid(self)
        self.grid.setObjectName("risk_map_grid")
        self.grid.hide()
        self.ranking = Ranking(_("Countries by rank"), self)
        self.ranking.setObjectName("risk_map_ranking")
        self.notes = QLabel(self)
        self.notes.setObjectName("risk_map_notes")
        self.notes.setWordWrap(True)
        self.notes.setContentsMargins(10, 2, 10, 6)
        self.chosen = QLabel(self)
        self.chosen.setObjectName("risk_map_chosen")
        self.chosen.setWordWrap(True)
        self.fit = QToolButton(self)
        self.fit.setObjectName("risk_map_fit")
        self.fit.setText(_("Fit selection"))
        self.fit.setToolTip(_("Show the countries chosen as large as they fit"))
        self.side = QTabWidget(self)
        self.side.setDocumentMode(True)
        self.side.addTab(self.ranking, _("Ranking"))
        self._lay_out()
        self._connect()

    def add_panel(self, title: str, panel: QWidget) -> None:
        """Put a panel beside the ranking; it hears of the country chosen through `country_chosen`."""
        self.side.addTab(panel, title)

    def export_with(self, tables: Callable[[], Sequence[Table]]) -> None:
        """Let an export of the tab write these tables too: what the panels show."""
        self._more = tables

    def view(self) -> RiskMap:
        """What the tab shows: the values that an export of it writes."""
        return self._view if self._view is not None else self._refresh()

    def shown_workbook(self) -> Callable[[Path, Progress], Written]:
        """A function that writes what the tab shows."""
        from core.views.risk_map_export import risk_map_workbook

        view, more = self.view(), self._more()
        return lambda path, progress: risk_map_workbook(view, path, progress, more)

    def years_writer(self) -> Callable[[Path, Progress], int]:
        """A function that writes a picture a year into a folder, as the map is seen now, and tells how many. Raises `Refused` when there
        are no years to show."""
        from gui.widgets.world_map.picture import write_frames

        view, workspace, methods = self.view(), self._session.workspace, self._methods
        if len(view.years) < 2:
            raise Refused(_("What is shown has no years to be exported one by one; choose a measure with figures of several years."))

        def frame(year: int) -> tuple[str, Callable[[], Scene]]:
            choices = replace(view.choices, year=year, before=None, small="")
            name = "-".join((view.choices.measure, view.choices.mineral, str(year))).replace(" ", "_")
            return name, lambda: scene_of(risk_map.risk_map(workspace, choices, methods))

        frames = [frame(year) for year in view.years]
        look, chosen = self.map.look(SCALE), self._session.selection.countries
        return lambda folder, progress: len(write_frames(frames, look, chosen, folder, progress))

    def start_search(self) -> None:
        """Put the cursor into the ranking: letters find a country."""
        self.ranking.setFocus()

    def go_to(self, region: str) -> None:
        """Show one of the regions of the map whole. Raises `Refused` for one that there is not."""
        if region not in REGIONS:
            raise Refused(_("There is no region “{region}”; there are: {all}.").format(region=region, all=", ".join(REGIONS)))
        self._show_region(region)

    def show_measure(self, measure: str) -> None:
        """Let the colours mean this. Raises `Refused` for a measure or method that there is not."""
        known = [key for key, _title in self.view().measures]
        if measure not in known:
            raise Refused(_("The map has no measure “{measure}”; there are: {all}.").format(measure=measure, all=", ".join(known)))
        self._choose(measure=measure)

    def place(self) -> bytes:
        """What is chosen, how the parts are arranged and from where the map is seen, to be remembered."""
        sizes, map_ = tuple(self.splitter.sizes()), self.map
        return to_bytes(MapPlace(self._choices, sizes, map_.projection(), map_.middle(), map_.sight(), self._fixed))

    def restore_place(self, place: bytes) -> None:
        """Choose and arrange what was; anything else is ignored."""
        kept = from_bytes(place)
        if kept is None:
            return
        self.splitter.setSizes(list(kept.sizes))
        self._set_projection(kept.projection, kept.middle)
        for shown in (self.map, self.grid):
            shown.set_sight(kept.sight)
        self._fixed = dict(kept.fixed)
        own = self._choices
        self._choices = replace(kept.choices, mineral=own.mineral, as_of=own.as_of, event=own.event)
        self._stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while another tab was on top."""
        super().showEvent(event)
        if self._view is None:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Play no further where nobody looks."""
        super().hideEvent(event)
        self.bar.years.stop()

    # building

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 4, 0)
        column.addWidget(self.bar)
        column.addWidget(self.map, 1)
        column.addWidget(self.grid, 1)
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 10, 0)
        line.addWidget(self.chosen, 1)
        line.addWidget(self.fit)
        column.addLayout(line)
        column.addWidget(self.notes)
        self.splitter = QSplitter(self)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([870, 430])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        bar = self.bar
        bar.chosen.connect(lambda choices: self._choose(**choices))
        bar.mineral_chosen.connect(self._choose_mineral)
        bar.region_wanted.connect(self._show_region)
        bar.projection_chosen.connect(self._set_projection)
        bar.zoomed.connect(lambda factor: self._on_top().zoom(factor))
        bar.picture_wanted.connect(self._copy_picture)
        bar.numbers_wanted.connect(self._copy_numbers)
        bar.file_wanted.connect(self.picture_wanted)
        bar.years_wanted.connect(self.years_wanted)
        self.fit.clicked.connect(lambda: self._show_region("selection"))
        self.map.looked.connect(self._follow_map)
        self.grid.looked.connect(self._follow_grid)
        for source in (self.map.selected, self.grid.selected, self.ranking.chosen):
            source.connect(self._select)
        self.ranking.pointed.connect(self._point_at)
        self.ranking.explain.connect(self._explain)
        self._session.changed.connect(self._workspace_changed)
        self._session.selected.connect(self._selection_changed)
        theme().changed.connect(self._dress)
        self._dress()

    # what the user does

    def _choose(self, **choices: object) -> None:
        wanted = replace(self._choices, **choices)  # type: ignore[arg-type]  # named fields of Choices
        if "fixed" in choices:
            self._fixed[wanted.measure] = wanted.fixed
        if wanted.measure != self._choices.measure:  # years and breaks of one measure mean nothing for another
            fixed = self._fixed.get(wanted.measure, ())
            none = {"year": None, "before": None, "against": "", "table": "", "detail": "", "fixed": fixed}
            wanted = replace(wanted, **{**none, **choices})  # type: ignore[arg-type]
        if wanted != self._choices:
            self._choices = wanted
            self._stale()

    def _choose_mineral(self, mineral: str) -> None:
        self._session.select(initiator=self, minerals=(mineral,))
        self._choose(mineral=mineral)

    def _show_region(self, name: str) -> None:
        shown = self._on_top()
        if name == "selection":
            shown.show_countries(self._session.selection.countries or tuple(self.view().places)[:1])
            return
        if name == "pacific":
            self._set_projection(self.map.projection(), 150)
        shown.show_region(name)

    def _set_projection(self, projection: Projection, middle: Middle) -> None:
        self.bar.show_projection(projection, middle)
        self.map.set_projection(projection, middle)
        self.grid.set_projection(projection, middle)

    def _follow_map(self) -> None:
        self.grid.set_sight(self.map.seen())
        self.bar.show_region(self.map.region())

    def _follow_grid(self) -> None:
        self.map.set_sight(self.grid.maps[0].seen())
        self.bar.show_region(self.map.region())

    def _on_top(self) -> WorldMap:
        """The map that is looked at: the one, or the first of several."""
        return self.grid.maps[0] if self.view().small else self.map

    def _select(self, codes: tuple[str, ...]) -> None:
        self._session.select(initiator=self, countries=codes)
        self._show_selection(codes)
        if codes:
            self.country_chosen.emit(codes[-1])

    def _point_at(self, code: str) -> None:
        if self.ranking.hasFocus():
            self.map.point_at(code)

    def _explain(self, code: str) -> None:
        dialog = Explanation(risk_map.explained(self._session.workspace, self.view(), code), self)
        dialog.record_wanted.connect(self.record_chosen)
        dialog.open()

    def save_picture(self, path: Path) -> None:
        """Write the map, or the maps, as on the screen. Raises `Refused` where that cannot be."""
        (self.grid if self.view().small else self.map).save(path)

    def _copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage((self.grid if self.view().small else self.map).image())

    def _copy_numbers(self) -> None:
        QGuiApplication.clipboard().setText(risk_map_text(self.view()))

    # what the session tells

    def _workspace_changed(self, _workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        if parts & _PARTS:
            self._stale()

    def _selection_changed(self, selection: Selection, initiator: object) -> None:
        if initiator is self:
            return
        self._show_selection(selection.countries)
        wanted = self._of_selection(selection)
        if wanted != self._choices:
            self._choices = wanted
            self._stale()

    def _of_selection(self, selection: Selection) -> Choices:
        mineral = selection.minerals[0] if selection.minerals else self._choices.mineral
        return replace(self._choices, mineral=mineral, as_of=selection.as_of, event=selection.event)

    # showing

    def _stale(self) -> None:
        self._view = None
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> RiskMap:
        self._choices = self._of_selection(self._session.selection)
        view = self._view = risk_map.risk_map(self._session.workspace, self._choices, self._methods)
        self.bar.show_view(view)
        scene = scene_of(view)
        quiet = QSignalBlocker(self.map)
        self.map.set_scene(scene)
        quiet.unblock()
        self.grid.set_scenes([small_scene(view, scene, small) for small in view.small])
        self.grid.setVisible(bool(view.small))
        self.map.setVisible(not view.small)
        self.ranking.set_places(view.places)
        self.notes.setText(" ".join(view.notes))
        self._show_selection(self._session.selection.countries)
        return view

    def _show_selection(self, codes: tuple[str, ...]) -> None:
        self.map.set_selected(codes)
        self.grid.set_selected(codes)
        self.ranking.choose(codes)
        self.chosen.setText(chosen_words(self._view, codes) if self._view is not None else "")
        self.chosen.setVisible(bool(codes))
        self.fit.setVisible(bool(codes))

    def _dress(self) -> None:
        self.notes.setStyleSheet(f"color: {theme().colours.muted}")
