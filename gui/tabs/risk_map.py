"""The Risk map tab: the world by what is chosen, the countries by rank beside it, the years below."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from core.analysis.classes import METHODS
from core.model import Workspace
from core.model.countries import countries
from core.task import Progress
from core.views import risk_map
from core.views.map_values import Method, country_name
from core.views.risk_map import Choices, RiskMap
from core.views.risk_map_export import risk_map_text
from core.words import _
from gui.session import Selection, Session
from gui.theme import theme
from gui.widgets.explanation import Explanation
from gui.widgets.map_bar import MapBar
from gui.widgets.map_grid import MapGrid
from gui.widgets.ranking import Ranking
from gui.widgets.world_map import Flow, Scene, WorldMap

if TYPE_CHECKING:
    from core.io.sheets import Table
    from core.io.workbook import Written

_PARTS: Final = frozenset(("supply", "trade", "indicators", "events", "sources"))


class RiskMapTab(QWidget):
    """Draws what `core.views.risk_map` makes of the session's workspace and selection, once it is on the screen.

    `record_chosen` tells the part and id of a record behind a figure, `country_chosen` the last of those chosen, `picture_wanted` that the
    map is to be saved. methods: risk methods that can be shown beside the measures.
    """

    record_chosen = Signal(str, str)
    country_chosen = Signal(str)
    picture_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, methods: Sequence[Method] = ()) -> None:
        super().__init__(parent)
        self.setObjectName("risk_map_tab")
        self._session, self._methods = session, tuple(methods)
        self._choices = Choices()
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

    def start_search(self) -> None:
        """Put the cursor into the ranking: letters find a country."""
        self.ranking.setFocus()

    def place(self) -> bytes:
        """What is chosen and how the parts are arranged, to be remembered."""
        chosen = {name: value for name, value in asdict(self._choices).items() if name not in {"as_of", "mineral"}}
        return json.dumps({"choices": chosen, "across": self.splitter.sizes(), "projection": self.map.projection()}).encode()

    def restore_place(self, place: bytes) -> None:
        """Choose and arrange what was; anything else is ignored."""
        try:
            kept = json.loads(place)
            chosen = replace(Choices(**kept["choices"]), fixed=tuple(map(float, kept["choices"]["fixed"])))
            sizes = [int(size) for size in kept["across"]]
            sound = isinstance(chosen.count, int) and chosen.classes in METHODS and isinstance(chosen.measure, str)
            years = all(year is None or isinstance(year, int) for year in (chosen.year, chosen.before))
        except (ValueError, TypeError, KeyError):
            return
        if sound and years and isinstance(chosen.detail, str) and len(sizes) == 2:
            self.splitter.setSizes(sizes)
            self.bar.set_projection("plain" if kept.get("projection") == "plain" else "equal_earth")
            self._choose(**{name: getattr(chosen, name) for name in asdict(chosen) if name not in {"as_of", "mineral"}})

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
        bar.zoomed.connect(self.map.zoom)
        bar.picture_wanted.connect(self._copy_picture)
        bar.numbers_wanted.connect(self._copy_numbers)
        bar.file_wanted.connect(self.picture_wanted)
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
        if wanted.measure != self._choices.measure:  # years and breaks of one measure mean nothing for another
            wanted = replace(wanted, **{"year": None, "before": None, "fixed": (), "detail": "", **choices})  # type: ignore[arg-type]
        if wanted != self._choices:
            self._choices = wanted
            self._stale()

    def _choose_mineral(self, mineral: str) -> None:
        self._session.select(initiator=self, minerals=(mineral,))
        self._choose(mineral=mineral)

    def _show_region(self, name: str) -> None:
        if name == "selection":
            self.map.show_countries(self._session.selection.countries or tuple(self.view().places)[:1])
        else:
            self.map.show_region(name)

    def _set_projection(self, name: str) -> None:
        self.map.set_projection("plain" if name == "plain" else "equal_earth")

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
        return replace(self._choices, mineral=mineral, as_of=selection.as_of)

    # showing

    def _stale(self) -> None:
        self._view = None
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> RiskMap:
        self._choices = self._of_selection(self._session.selection)
        view = self._view = risk_map.risk_map(self._session.workspace, self._choices, self._methods)
        self.bar.show_view(view)
        scene = _scene(view)
        quiet = QSignalBlocker(self.map)
        self.map.set_scene(scene)
        quiet.unblock()
        self.grid.set_scenes([_small(view, scene, small) for small in view.small])
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

    def _dress(self) -> None:
        self.notes.setStyleSheet(f"color: {theme().colours.muted}")


def _scene(view: RiskMap) -> Scene:
    places = view.places
    return Scene(
        title=view.title,
        subtitle=view.subtitle,
        bands=tuple(band.text for band in view.bands),
        shades={code: place.band for code, place in places.items()},
        read_outs={code: place.read_out for code, place in places.items()},
        labels={code: place.label for code, place in places.items()},
        names={code: country_name(code) for code in countries()},
        order=tuple(places),
        flows=tuple(Flow(one.giver, one.taker, one.share, one.text, one.ours) for one in view.arrows),
        diverging=view.diverging,
        no_data=_("no data"),
        disclaimer=view.disclaimer,
        message=view.message,
    )


def _small(view: RiskMap, scene: Scene, small: risk_map.SmallMap) -> Scene:
    return replace(
        scene,
        title=small.title,
        subtitle=view.unit,
        shades={code: place.band for code, place in small.places.items()},
        read_outs={code: place.read_out for code, place in small.places.items()},
        order=tuple(small.places),
        labels={},
        flows=(),
        message="",
    )
