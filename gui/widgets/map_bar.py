"""What can be chosen about a map: measure, mineral, importer or indicator, classes, years, differences, views, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QMenu, QSpinBox, QToolButton, QWidget

from core.analysis.meridian import MIDDLES, Middle
from core.analysis.projection import PROJECTIONS, Projection
from core.views.map_classes import class_titles
from core.views.risk_map import RiskMap
from core.words import _
from gui.icons import icon
from gui.widgets.breaks_field import BreaksField
from gui.widgets.flow import FlowLayout
from gui.widgets.year_slider import YearSlider

_VIEWS: Final = {f"{projection} {middle}": (projection, middle) for projection in PROJECTIONS for middle in MIDDLES}


_NARROW: Final = ("map_table", "map_projection")  # whose entries are longer than what one needs to see of the one chosen


class MapBar(QWidget):
    """`chosen` tells changed fields of `risk_map.Choices` as a dict; the other signals are named for what they ask."""

    chosen = Signal(dict)
    mineral_chosen = Signal(str)
    region_wanted = Signal(str)
    projection_chosen = Signal(str, int)
    zoomed = Signal(float)
    picture_wanted = Signal()
    numbers_wanted = Signal()
    file_wanted = Signal()
    years_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure = self._combo("map_measure", _("What the colours mean"), lambda key: self.chosen.emit({"measure": key}))
        self.mineral = self._combo("map_mineral", _("Mineral"), self.mineral_chosen.emit)
        self.detail = self._combo("map_detail", _("Importer or indicator"), lambda key: self.chosen.emit({"detail": key}))
        self.table = self._combo("map_table", _("Table that the figures are of"), lambda key: self.chosen.emit({"table": key}))
        self.before = self._combo("map_before", _("Year or shock to compare with"), self._compare)
        self.classes = self._combo("map_classes", _("How classes are made"), lambda key: self.chosen.emit({"classes": key}))
        self.small = self._combo("map_small", _("One map or several"), lambda key: self.chosen.emit({"small": key}))
        self.region = self._combo("map_region", _("View to go to"), self.region_wanted.emit)
        self.projection = self._combo("map_projection", _("Projection"), lambda key: self.projection_chosen.emit(*_VIEWS[key]))
        self.breaks = BreaksField(self)
        self.breaks.chosen.connect(lambda limits: self.chosen.emit({"fixed": limits}))
        self.count = QSpinBox(self)
        self.count.setObjectName("map_count")
        self.count.setRange(2, 9)
        self.count.setAccessibleName(_("Number of classes"))
        self.count.setToolTip(_("Number of classes"))
        self.count.valueChanged.connect(lambda count: self.chosen.emit({"count": count}))
        self.locked = QCheckBox(_("Same for all years"), self)
        self.locked.setObjectName("map_locked")
        self.locked.setToolTip(_("Breaks are made of all years together, so that a colour means the same in each"))
        self.locked.clicked.connect(lambda on: self.chosen.emit({"locked": on}))
        self.arrows = QToolButton(self)
        self.arrows.setObjectName("map_arrows")
        self.arrows.setText(_("Arrows"))
        self.arrows.setCheckable(True)
        self.arrows.setToolTip(
            _("The largest flows from mine to refiner and to the importer; dashed: our own split. On the map the key A reads the next.")
        )
        self.arrows.clicked.connect(lambda on: self.chosen.emit({"arrows": on}))
        self.years = YearSlider(self)
        self.years.chosen.connect(lambda year: self.chosen.emit({"year": year}))
        self._lay_out()
        self._fill_fixed()

    def show_view(self, view: RiskMap) -> None:
        """Show what holds, telling nobody."""
        choices = view.choices
        _fill(self.measure, view.measures, choices.measure)
        known = dict(view.minerals)
        others = view.minerals if choices.mineral in known or not choices.mineral else (*view.minerals, (choices.mineral, choices.mineral))
        _fill(self.mineral, others, choices.mineral)
        self.mineral.setEnabled(choices.measure not in ("governance", "shortage"))  # which are of no mineral, or have one of their own
        _fill(self.detail, view.details, choices.detail)
        self.detail.setVisible(len(view.details) > 0)
        _fill(self.table, (("", _("Newest of any table")), *view.tables), choices.table)
        self.table.setVisible(bool(view.tables))
        self._show_compared(view)
        _fill(self.classes, class_titles().items(), choices.classes)
        _fill(self.small, [("", _("One map")), ("years", _("A map a year")), ("minerals", _("A map a mineral"))], choices.small)
        quiet = [QSignalBlocker(self.count), QSignalBlocker(self.locked), QSignalBlocker(self.arrows)]
        self.count.setValue(choices.count)
        self.locked.setChecked(choices.locked)
        self.arrows.setChecked(choices.arrows)
        for one in quiet:
            one.unblock()
        differs = choices.before is not None or bool(choices.against)
        fixed = choices.classes == "fixed" or differs
        self.count.setVisible(not fixed)
        self.breaks.setVisible(choices.classes == "fixed" and not differs)
        self.breaks.show_breaks(view.limits, bool(choices.fixed))
        self.locked.setVisible(not fixed)
        self.classes.setVisible(not differs)
        self.years.set_years(view.years, view.year)
        self.years.setVisible(len(view.years) > 1)

    def show_region(self, name: str) -> None:
        """Show which region is in view, "" for none, telling nobody."""
        self.region.setCurrentIndex(self.region.findData(name))

    def show_projection(self, projection: Projection, middle: Middle) -> None:
        """Show which is in use, telling nobody."""
        self.projection.setCurrentIndex(max(self.projection.findData(f"{projection} {middle}"), 0))

    def _compare(self, key: object) -> None:
        self.chosen.emit({"against": key} if isinstance(key, str) else {"before": key})

    def _show_compared(self, view: RiskMap) -> None:
        """The other years, or the other shocks."""
        choices = view.choices
        if choices.measure == "shortage":
            others = [(key, _("against {scenario}").format(scenario=title)) for key, title in view.details if key != choices.detail]
            _fill(self.before, [("", _("No difference")), *others], choices.against)
        else:
            years = [(year, _("against {year}").format(year=year)) for year in view.years if year != view.year]
            _fill(self.before, [(None, _("No difference")), *years], choices.before)
        self.before.setVisible(self.before.count() > 1)

    def _lay_out(self) -> None:
        choices = QWidget(self)
        flow = FlowLayout(choices)
        named: tuple[QWidget, ...] = (self.measure, self.mineral, self.detail, self.table, self.years, self.before, self.small)
        others: tuple[QWidget, ...] = (self.classes, self.breaks, self.count, self.locked, self.arrows, self.region, self.projection)
        for widget in (*named, *others, *self._buttons()):
            flow.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.addWidget(choices)

    def _buttons(self) -> Iterable[QWidget]:
        yield self._button("map_closer", "zoom-in", _("Closer (+)"), lambda: self.zoomed.emit(1.5))
        yield self._button("map_farther", "zoom-out", _("Farther (−)"), lambda: self.zoomed.emit(1 / 1.5))
        made = self._button("map_picture", "image", _("Pictures and numbers of the map"), lambda: None)
        menu = QMenu(made)
        for name, words, wanted in (
            ("map_copy_picture", _("Copy the picture"), self.picture_wanted),
            ("map_copy_numbers", _("Copy the numbers"), self.numbers_wanted),
            ("map_save_picture", _("Save the picture (PNG, SVG, PDF)…"), self.file_wanted),
            ("map_save_years", _("Export years as pictures…"), self.years_wanted),
        ):
            action = menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, wanted=wanted: wanted.emit())
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        yield made

    def _button(self, name: str, drawing: str, tip: str, pressed: Callable[[], object]) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(name)
        made.setIcon(icon(drawing))
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        made.clicked.connect(lambda _checked=False: pressed())
        return made

    def _fill_fixed(self) -> None:
        regions = (
            ("world", _("World")),
            ("africa", _("Africa")),
            ("europe", _("Europe")),
            ("asia", _("Asia")),
            ("north_america", _("North America")),
            ("south_america", _("South America")),
            ("oceania", _("Oceania")),
            ("pacific", _("Pacific islands")),
            ("selection", _("What is chosen")),
        )
        _fill(self.region, regions, "world")
        self.region.setPlaceholderText(_("Go to…"))
        projections = (
            ("equal_earth 0", _("Equal Earth")),
            ("equal_earth 150", _("Equal Earth, Pacific in the middle")),
            ("plain 0", _("Longitude and latitude")),
            ("plain 150", _("Longitude and latitude, Pacific in the middle")),
        )
        _fill(self.projection, projections, "equal_earth 0")

    def _combo(self, name: str, words: str, chosen: Callable[..., object]) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.setMaximumWidth(self.fontMetrics().averageCharWidth() * (28 if name in _NARROW else 38))
        made.activated.connect(lambda _row: chosen(made.currentData()))
        return made


def _fill(combo: QComboBox, entries: Iterable[tuple[object, str]], chosen: object) -> None:
    entries = list(entries)
    quiet = QSignalBlocker(combo)
    if [(combo.itemData(at), combo.itemText(at)) for at in range(combo.count())] != entries:
        combo.clear()
        for key, title in entries:
            combo.addItem(title, key)
    combo.setCurrentIndex(next((at for at, (key, _title) in enumerate(entries) if key == chosen), 0 if entries else -1))
    combo.setEnabled(len(entries) > 1)
    quiet.unblock()
