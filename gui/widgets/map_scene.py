"""What a view of the risk map is to the widget that paints it."""

from __future__ import annotations

from dataclasses import replace

from core.model.countries import countries
from core.views.map_values import country_name
from core.views.risk_map import RiskMap, SmallMap, read_outs
from core.words import _
from gui.widgets.world_map import Flow, Mark, Scene


def scene_of(view: RiskMap) -> Scene:
    """The one map of the view."""
    places, event = view.places, view.event
    return Scene(
        title=view.title,
        subtitle=view.subtitle,
        bands=tuple(band.text for band in view.bands),
        shades={code: place.band for code, place in places.items()},
        read_outs=read_outs(view),
        labels={code: place.label for code, place in places.items()},
        names={code: country_name(code) for code in countries()},
        order=tuple(places),
        flows=tuple(Flow(one.giver, one.taker, one.share, one.text, one.ours) for one in view.arrows),
        marks=(Mark(event.actors, event.acts), Mark(event.targets, event.aims, dashed=True)) if event is not None else (),
        diverging=view.diverging,
        no_data=_("no data"),
        disclaimer=view.disclaimer,
        message=view.message,
    )


def small_scene(view: RiskMap, scene: Scene, small: SmallMap) -> Scene:
    """One of several maps, without names and arrows."""
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
