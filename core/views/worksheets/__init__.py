"""The worksheets that there are, each declared once, by subject."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.analysis.worksheet import Worksheet
from core.views.worksheets import demand, logistics, money, supply

WORKSHEETS: Mapping[str, Worksheet] = MappingProxyType(
    {sheet.name: sheet for module in (demand, supply, money, logistics) for sheet in module.SHEETS}
)
