"""What there is: records, the workspace that holds them, its history, and the words and units of the trade."""

from core.model.dates import Clock, PartialDate, Precision, add_months
from core.model.fields import Column, FieldKind, columns, from_plain, read, shared_columns, show, to_plain
from core.model.history import History
from core.model.places import Origin, Place, address, pack_places, parse_address, range_address, unpack_place
from core.model.points import Mark, Points
from core.model.records import (
    COMPARATORS,
    DIRECTIONS,
    FREQUENCIES,
    SERIES_KINDS,
    STAGES,
    STATUSES,
    Annotation,
    AssetReturn,
    CountryFact,
    Figure,
    Indicator,
    PolicyEvent,
    Problem,
    Recipe,
    Record,
    Relation,
    SavedView,
    Scenario,
    Series,
    Source,
    SupplyRecord,
    Target,
    TradeShare,
)
from core.model.workspace import PARTS, Workspace, changed_parts, collect, drop, put, with_parts

__all__ = [
    "COMPARATORS", "DIRECTIONS", "FREQUENCIES", "PARTS", "SERIES_KINDS", "STAGES", "STATUSES",
    "Annotation", "AssetReturn", "Clock", "Column", "CountryFact", "FieldKind", "Figure", "History", "Indicator", "Mark", "Origin",
    "PartialDate", "Place", "Points", "PolicyEvent", "Precision", "Problem", "Recipe", "Record", "Relation", "SavedView", "Scenario",
    "Series", "Source", "SupplyRecord", "Target", "TradeShare", "Workspace",
    "add_months", "address", "changed_parts", "collect", "columns", "drop", "from_plain", "pack_places", "parse_address", "put",
    "range_address", "read", "shared_columns", "show", "to_plain", "unpack_place", "with_parts",
]  # fmt: skip
