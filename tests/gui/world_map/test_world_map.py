"""The map as a person uses it: pointing, choosing, zooming, keys, markers, labels, pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from pytestqt.qtbot import QtBot

from core.model.countries import countries
from core.task import Refused
from gui.theme import DARK, LIGHT, current
from gui.widgets.world_map import Flow, Mark, Scene, WorldMap
from gui.widgets.world_map.buffer import FIRST, IdBuffer
from gui.widgets.world_map.camera import CLOSEST, Camera, fitting
from gui.widgets.world_map.flows import middle_of
from gui.widgets.world_map.labels import paint_labels
from gui.widgets.world_map.layers import Layers
from gui.widgets.world_map.painting import markers, paint_graticule, paint_lines
from gui.widgets.world_map.ramps import no_data, ramp, sea
from gui.widgets.world_map.shapes import REGIONS, shapes

SCENE = Scene(
    title="Nickel",
    subtitle="%, 2024",
    bands=("below 10", "10 to 50", "50 and more"),
    shades={"IDN": 2, "CHN": 0, "NCL": 0, "RUS": 1, "CAN": 0, "AUS": 0, "BRA": 0, "FRA": 0},
    read_outs={"IDN": "Indonesia: 59.5 % (2024) · USGS"},
    labels={"IDN": "59.5", "CHN": "3.2", "NCL": "3", "RUS": "5.7", "CAN": "5", "AUS": "3", "BRA": "2", "FRA": "1"},
    names={code: country.name_en for code, country in countries().items()},
    order=("IDN", "RUS", "CHN", "NCL", "AUS", "CAN", "BRA", "FRA"),
    flows=(Flow("IDN", "CHN", 40, "…"), Flow("QQQ", "CHN", 4, "…"), Flow("CHN", "CHN", 4, "…", dashed=True)),
    no_data="no data",
    disclaimer="Boundaries: …",
)


@pytest.fixture
def shown(qtbot: QtBot) -> WorldMap:
    widget = WorldMap()
    qtbot.addWidget(widget)
    widget.resize(1000, 560)
    widget.set_scene(SCENE)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def where(shown: WorldMap, code: str) -> QPoint:
    place = shown.place_of(code)
    assert place is not None
    return place.toPoint()


@pytest.mark.parametrize("code", ["BRA", "CHN", "COD", "USA", "AUS", "GRL", "ATA", "NCL"])
def test_pointing_finds_the_country(shown: WorldMap, code: str) -> None:
    assert shown.country_at(QPointF(where(shown, code))) == code


def test_the_sea_and_beyond_are_no_country(shown: WorldMap) -> None:
    assert shown.country_at(QPointF(2, 2)) == ""
    assert shown.country_at(QPointF(-50, 9000)) == ""
    assert shown.country_at(QPointF(shown.camera().transform(QSizeF(shown.size())).map(QPointF(-2.2, 0)))) == ""


def test_at_borders_the_shapes_decide(shown: WorldMap) -> None:
    found = shapes("coarse", "equal_earth")
    transform = shown.camera().transform(QSizeF(shown.size()))
    buffer, back = IdBuffer(found, transform, shown.size()), transform.inverted()[0]
    compared = 0
    for x in range(480, 560):
        for y in range(100, 400, 3):
            place = back.map(QPointF(x + 0.37, y + 0.61))
            exact = next((at for at, path in enumerate(found.paths) if found.boxes[at].contains(place) and path.contains(place)), -1)
            near = {buffer.seen(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
            if len(near) > 1 and exact in {*near, -1}:
                compared += 1
                assert buffer.at(x + 0.37, y + 0.61) == exact
    assert compared > 200


def test_clicking_chooses_and_ctrl_adds_and_takes_away(qtbot: QtBot, shown: WorldMap) -> None:
    told: list[tuple[str, ...]] = []
    shown.selected.connect(told.append)
    left, ctrl = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(shown, left, pos=where(shown, "BRA"))
    qtbot.mouseClick(shown, left, ctrl, where(shown, "AUS"))
    qtbot.mouseClick(shown, left, ctrl, where(shown, "BRA"))
    qtbot.mouseClick(shown, left, pos=QPoint(2, 2))
    assert told == [("BRA",), ("BRA", "AUS"), ("AUS",), ()]


def test_hovering_tells_the_country_and_its_read_out(qtbot: QtBot, shown: WorldMap) -> None:
    told: list[str] = []
    shown.hovered.connect(told.append)
    qtbot.mouseMove(shown, where(shown, "IDN") if shown.country_at(QPointF(where(shown, "IDN"))) == "IDN" else where(shown, "BRA"))
    qtbot.mouseMove(shown, where(shown, "DZA"))
    assert told[-1] == "DZA"
    assert shown.read_out("DZA") == "Algeria: no data"
    assert shown.accessibleDescription() == "Algeria: no data"


def test_dragging_pulls_and_chooses_nothing(qtbot: QtBot, shown: WorldMap) -> None:
    shown.zoom(4)
    before, told = shown.camera(), []
    shown.selected.connect(told.append)
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(500, 280))
    qtbot.mouseMove(shown, QPoint(560, 300))
    qtbot.mouseMove(shown, QPoint(620, 330))
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(620, 330))
    assert (before.x - shown.camera().x) * before.scale == pytest.approx(120)
    assert (before.y - shown.camera().y) * before.scale == pytest.approx(50)
    assert not told


def test_zooming_keeps_the_place_under_the_pointer(shown: WorldMap) -> None:
    place, size = QPointF(640, 300), QSizeF(shown.size())
    shown.zoom(3)
    before = shown.camera().transform(size).inverted()[0].map(place)
    shown.zoom(2, place)
    after = shown.camera().transform(size).inverted()[0].map(place)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_zoom_has_both_an_end_and_a_beginning(shown: WorldMap) -> None:
    whole = shapes("coarse", "equal_earth").region("world")
    least = fitting(whole, QSizeF(shown.size()), 0).scale
    for factor, end in ((1e9, least * CLOSEST), (1e-9, least)):
        shown.zoom(factor)
        assert shown.camera().scale == pytest.approx(end)


def test_keys_travel_to_the_next_country_with_data_and_by_rank(qtbot: QtBot, shown: WorldMap) -> None:
    told: list[str] = []
    shown.hovered.connect(told.append)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        qtbot.keyClick(shown, key)
    assert told == ["IDN", "RUS", "IDN"]
    qtbot.keyClick(shown, Qt.Key.Key_Up)
    assert told[-1] == "CHN"
    chosen: list[tuple[str, ...]] = []
    shown.selected.connect(chosen.append)
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert chosen == [("CHN",), ()]
    scale = shown.camera().scale
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.camera().scale > scale
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    assert shown.camera().scale == pytest.approx(scale)


@pytest.mark.parametrize("projection", ["equal_earth", "plain"])
@pytest.mark.parametrize("region", list(REGIONS))
def test_regions_come_into_view(shown: WorldMap, region: str, projection: str) -> None:
    shown.set_projection("plain" if projection == "plain" else "equal_earth")
    shown.show_region(region)
    box = shown.camera().transform(QSizeF(shown.size())).mapRect(shapes("coarse", shown.projection()).region(region))
    assert QRectF(shown.rect()).adjusted(-1, -1, 1, 1).contains(box)
    assert not shown.grab().isNull()


def test_small_producers_have_markers_that_go_when_there_is_room(shown: WorldMap) -> None:
    def marked() -> set[str]:
        look = shown.look(1.0)
        return {look.shapes.codes[at] for at, _radius in markers(look, shown.scene())}

    assert "NCL" in marked()
    assert "RUS" not in marked()
    assert shown.country_at(QPointF(where(shown, "NCL")) + QPointF(3, 0)) == "NCL"
    shown.show_countries(("NCL",))
    assert "NCL" not in marked()


def test_labels_never_collide_and_stay_inside(shown: WorldMap) -> None:
    everywhere = {code: 0 for code in shapes("coarse", "equal_earth").codes if code}
    scene = replace(SCENE, shades=everywhere, labels=dict.fromkeys(everywhere, "12.3 (2020)"), order=tuple(everywhere))
    for region in REGIONS:
        shown.show_region(region)
        image = QImage(1000, 560, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        boxes = paint_labels(painter, shown.look(1.0), scene)
        painter.end()
        assert boxes
        assert not any(a.intersects(b) for at, a in enumerate(boxes) for b in boxes[:at])
        assert all(QRectF(image.rect()).contains(box) for box in boxes)


def test_no_label_lies_under_the_title_or_the_legend(shown: WorldMap) -> None:
    everywhere = {code: 0 for code in shapes("coarse", "equal_earth").codes if code}
    shown.set_scene(replace(SCENE, shades=everywhere, labels=dict.fromkeys(everywhere, "12.3 (2020)"), order=tuple(everywhere)))
    for region in REGIONS:
        shown.show_region(region)
        layers = shown._built()
        assert layers._boxes
        boxes = paint_labels(QPainter(layers.picture), layers.look, shown.scene(), layers._boxes)
        assert boxes
        assert not any(a.intersects(b) for a in boxes for b in layers._boxes)


def test_no_data_is_hatched_and_data_are_flat(shown: WorldMap) -> None:
    layers = shown._built()
    image = layers.paint_areas()
    place = where(shown, "BRA") + QPoint(-4, 14)
    flat = {image.pixelColor(place.x() + x, place.y() + y).name() for x in range(8) for y in range(8)}
    assert flat == {ramp(3, current())[0]}
    place = where(shown, "DZA")
    assert len({image.pixelColor(place.x() + x, place.y()).name() for x in range(8)}) == 2


def test_recolouring_paints_no_shape_anew(shown: WorldMap) -> None:
    layers = shown._built()
    shown.set_scene(replace(SCENE, shades={**SCENE.shades, "CHN": 2}))
    assert shown._built() is layers
    image = layers.paint_areas()
    assert image.pixelColor(where(shown, "CHN")).name() == ramp(3, current())[2]
    shown.set_scene(replace(SCENE, shades={**SCENE.shades, "FJI": 2}))  # needs a marker
    assert shown._built() is not layers


def test_more_units_than_a_byte_can_count(shown: WorldMap) -> None:
    found = shapes("coarse", "equal_earth")
    many = replace(found, codes=("",) * 300 + found.codes, paths=(found.paths[0],) * 300 + found.paths,
                   boxes=(QRectF(9e9, 0, 1, 1),) * 300 + found.boxes)  # fmt: skip
    camera = fitting(found.region("world"), QSizeF(800, 400))
    buffer = IdBuffer(many, camera.transform(QSizeF(800, 400)), QSize(800, 400))
    at = 300 + found.codes.index("BRA")
    place = camera.transform(QSizeF(800, 400)).map(found.places[at - 300]).toPoint()
    assert buffer.seen(place.x(), place.y()) == at
    assert at + FIRST > 256
    image = buffer.coloured(0, 0, (0, 0), {at: QColor("#123456").rgb()})
    assert image.pixelColor(place).name() == "#123456"


def test_pictures_are_what_is_on_the_screen(shown: WorldMap, tmp_path: Path) -> None:
    shown.show_region("oceania")
    for ending, start in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")):
        shown.save(tmp_path / f"map{ending}")
        assert (tmp_path / f"map{ending}").read_bytes().startswith(start)
    image = QImage(str(tmp_path / "map.png"))
    assert image.size() == shown.size() * 2
    place = where(shown, "AUS") + QPoint(-30, -20)
    assert image.pixelColor(place * 2).name() == shown.grab().toImage().pixelColor(place * shown.devicePixelRatio()).name()
    for bad in (tmp_path / "map.doc", tmp_path / "none" / "map.png", tmp_path / "none" / "map.svg"):
        with pytest.raises(Refused):
            shown.save(bad)


@pytest.mark.parametrize("size", [(1, 1), (120, 3000), (3840, 90)])
def test_any_size_and_nothing_to_show(qtbot: QtBot, size: tuple[int, int]) -> None:
    widget = WorldMap()
    qtbot.addWidget(widget)
    widget.setMinimumSize(1, 1)
    widget.resize(*size)
    widget.set_scene(Scene(message="Nothing to show."))
    widget.show()
    widget.grab()
    widget.set_camera(Camera(float("nan"), 0, 1))
    widget.set_camera(Camera(1e12, -1e12, 1e6))
    widget.show_countries(("QQQ",))
    widget.point_at("QQQ")
    qtbot.keyClick(widget, Qt.Key.Key_PageDown)
    qtbot.keyClick(widget, Qt.Key.Key_Left)
    widget.grab()
    assert "Nothing to show." in widget.accessibleDescription() or widget.accessibleDescription()


def test_a_moved_picture_lies_where_the_map_does(shown: WorldMap) -> None:
    layers, size = shown._built(), QSizeF(shown.size())
    camera = Camera(0.4, -0.2, shown.camera().scale * 1.7)
    moved = layers._moved(camera)
    if layers.look.density == 1:
        expected = shown.camera().transform(size).inverted()[0] * camera.transform(size)
        assert isinstance(moved, QTransform)
        for place in (QPointF(0, 0), QPointF(300, 200)):
            there, here = moved.map(place), expected.map(place)
            assert (there.x(), there.y()) == pytest.approx((here.x(), here.y()), abs=1e-6)


def test_an_arrow_is_read_with_the_pointer_and_by_key(qtbot: QtBot, shown: WorldMap) -> None:
    told = "Indonesia to China: 40 % of what China buys (2024)"
    shown.set_scene(replace(SCENE, flows=(Flow("IDN", "CHN", 40, told), Flow("BRA", "CHN", 4, "Brazil to China"))))
    middle = middle_of(shown.look(1.0), shown.scene().flows[0])
    assert middle is not None
    qtbot.mouseMove(shown, QPoint(2, 2))
    qtbot.mouseMove(shown, middle.toPoint())
    assert shown.told() == told
    qtbot.mouseMove(shown, QPoint(2, 2))
    assert shown.told() == ""
    read = []
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        qtbot.keyClick(shown, Qt.Key.Key_A, modifier)
        read.append(shown.told())
        assert not shown.grab().isNull()
    assert read == [told, "Brazil to China", told]
    assert shown.accessibleDescription() == told


def test_the_pacific_lies_whole_on_a_map_about_150_east(shown: WorldMap) -> None:
    shown.set_projection("equal_earth", 150)
    shown.show_region("pacific")
    view = QRectF(shown.rect())
    for code in ("NCL", "FJI", "KIR", "PNG", "PYF", "NIU"):
        place = shown.place_of(code)
        assert place is not None
        assert view.contains(place), code
    assert shown.country_at(QPointF(where(shown, "PNG"))) == "PNG"


@pytest.mark.parametrize("code", ["BRA", "CHN", "COD", "USA", "AUS", "GRL", "RUS"])
def test_pointing_finds_the_country_about_any_meridian(shown: WorldMap, code: str) -> None:
    shown.set_projection("plain", 150)
    assert shown.country_at(QPointF(where(shown, code))) == code


def test_what_is_in_view_stays_so_at_another_size(shown: WorldMap) -> None:
    shown.show_region("africa")
    shown.pan(3, 4)
    sight = shown.sight()
    shown.resize(500, 180)
    assert shown.sight() == sight
    assert QRectF(shown.rect()).contains(QPointF(where(shown, "COD")))
    shown.set_sight(None)
    assert shown.sight() is None
    shown.set_sight(sight)
    assert shown.sight() == sight


def test_countries_of_an_event_are_outlined_and_named_in_the_legend(shown: WorldMap) -> None:
    before = shown.grab().toImage()
    shown.set_scene(replace(SCENE, marks=(Mark(("CHN",), "Acts"), Mark(("USA",), "Is hit", dashed=True), Mark(("QQQ",), ""))))
    assert shown.grab().toImage() != before
    assert not shown.image().isNull()


def test_vectors_hold_the_hatching_as_lines_and_no_picture(shown: WorldMap, tmp_path: Path) -> None:
    shown.save(tmp_path / "map.svg")
    text = (tmp_path / "map.svg").read_text()
    assert "<image" not in text
    assert "fillpattern" in text


def test_the_read_out_of_what_went_out_of_view_is_not_painted(shown: WorldMap) -> None:
    shown.point_at("RUS")
    assert shown.told()
    before = shown.grab().toImage()
    shown.show_countries(("NCL",))
    shown.point_at("")
    empty = shown.grab().toImage()
    shown._point_at("RUS")
    assert shown.grab().toImage() == empty != before


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_the_table_mixes_lines_as_painting_them_does(shown: WorldMap, theme_name: str) -> None:
    colours = LIGHT if theme_name == "light" else DARK
    look = replace(shown.look(1.0), colours=colours)
    layers = Layers(look, shown.camera(), SCENE, named=False)
    mixed = layers.paint_areas().copy()
    bare = IdBuffer(look.shapes, look.transform, mixed.size(), [], 1.0)
    classes = [QColor(colour).rgb() for colour in look.scene_colours(SCENE)]
    units = {at: classes[SCENE.shades[code]] for at, code in enumerate(look.shapes.codes) if code in SCENE.shades}
    ground, line = (QColor(colour).rgb() for colour in no_data(colours))
    painted = bare.coloured(QColor(colours.base).rgb(), QColor(sea(colours)).rgb(), (ground, line), units)
    painter = QPainter(painted)
    painter.setTransform(look.transform)
    paint_graticule(painter, look)
    paint_lines(painter, look)
    painter.end()
    ours, theirs = (
        np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1, 4)[..., :3].astype(int) for image in (mixed, painted)
    )
    off = np.abs(ours - theirs).max(axis=2)
    assert (off > 40).mean() < 0.002  # where lines of two inks cross, and under the markers of small countries
    assert off.mean() < 1.0
    assert (theirs != ours).any()
