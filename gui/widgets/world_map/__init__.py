"""A map of the world that is handed values and tells what the user did with it."""

from gui.widgets.world_map.camera import Fit, Sight
from gui.widgets.world_map.scene import Flow, Mark, Scene
from gui.widgets.world_map.widget import WorldMap

__all__ = ["Fit", "Flow", "Mark", "Scene", "Sight", "WorldMap"]
