"""A map of the world that is handed values and tells what the user did with it."""

from gui.widgets.world_map.scene import Flow, Scene
from gui.widgets.world_map.widget import WorldMap

__all__ = ["Flow", "Scene", "WorldMap"]
