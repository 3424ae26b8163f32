"""What there is: one frozen type a kind of record. The field declarations feed the import, the grid, the Excel sheets and the file.

Every record has a stable `id`, and says where it came from: `source` holds the id of its `Source` (several
ids with semicolons where more than one says the same), `cell` the sheet and cell in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from core.model.dates import Clock, PartialDate
from core.model.fields import FieldKind, column
from core.model.places import Origin, Place, address, unpack_place
from core.model.points import Mark, Points
from core.words import mark

SERIES_KINDS = ("price", "forward", "forecast", "stock", "holding", "flow", "position", "production", "index")
FREQUENCIES = ("daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "irregular")
STAGES = ("reserves", "mining", "processing", "manufacturing", "recycling", "import", "export", "investment", "policy")
DIRECTIONS = ("restrictive", "supportive", "neutral")
STATUSES = (
    "proposed", "negotiating", "planned", "announced", "adopted", "in force", "suspended", "expired", "ended", "completed", "risk",
)  # fmt: skip
COMPARATORS = ("=", "~", "about", ">", ">=", "<", "<=", "sign")


def _id() -> Any:
    return column(mark("Id"), required=True)


def _source() -> Any:
    return column(mark("Source"), refers="source")


def _cell() -> Any:
    return column(mark("Cell"), help=mark("Sheet and cell of the source, as in Prices!B7"))


def _note() -> Any:
    return column(mark("Note"), names=("notes", "remark", "remarks", "comment"))


def _mineral() -> Any:
    return column(mark("Mineral"), refers="mineral", names=("commodity", "metal", "material", "element"))


def _minerals() -> Any:
    return column(mark("Minerals"), FieldKind.LIST, refers="mineral", names=("commodities", "metals"))


def _title() -> Any:
    return column(mark("Title"), names=("name", "label", "series"))


def _title_zh() -> Any:
    return column(mark("Title (Chinese)"), names=("label_zh", "name_zh", "標題"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Dated numbers of one thing in one unit: a price, a stock, a flow ...

    `points` holds the dates and values; `origins` the sheets that its places refer to. tenor: of a forward curve ("3M").
    """

    id: str = _id()
    title: str = _title()
    title_zh: str = _title_zh()
    kind: str = column(mark("Kind"), FieldKind.CHOICE, choices=SERIES_KINDS)
    mineral: str = _mineral()
    unit: str = column(mark("Unit"), refers="unit", names=("units",))
    venue: str = column(mark("Venue"), names=("exchange", "market", "location"))
    frequency: str = column(mark("Frequency"), FieldKind.CHOICE, choices=FREQUENCIES)
    tenor: str = column(mark("Tenor"), names=("maturity", "term"))
    source: str = _source()
    note: str = _note()
    points: Points
    origins: tuple[Origin, ...] = ()

    def place(self, index: int) -> Place | None:
        """Where the value of point `index` stood; None for one typed by hand."""
        found = unpack_place(int(self.points.places[index]))
        if found is None or found[0] >= len(self.origins):
            return None
        origin = self.origins[found[0]]
        return Place(origin.source, origin.sheet, address(found[1], found[2]))

    def with_value(self, day: np.datetime64, value: float, mark: Mark = Mark.EDITED) -> Series:
        """This series with `value` on `day`; NaN makes it a gap."""
        return replace(self, points=self.points.with_value(day, value, mark))


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEvent:
    """A measure, meeting or statement, with the date of each stage; an unknown date is None.

    A clock runs from the announcement, where that is not dated from the next stage.
    """

    id: str = _id()
    title: str = _title()
    title_zh: str = _title_zh()
    announced: PartialDate | None = column(mark("Announced"), FieldKind.DATE, names=("date", "date announced", "date_start"))
    adopted: PartialDate | None = column(mark("Adopted"), FieldKind.DATE, names=("adoption", "date adopted", "adoption date"))
    in_force: PartialDate | None = column(mark("In force"), FieldKind.DATE, names=("effective", "effective date", "entry into force"))
    suspended: PartialDate | None = column(mark("Suspended"), FieldKind.DATE)
    ended: PartialDate | None = column(mark("Ended"), FieldKind.DATE, names=("date_end", "end date", "expiry"))
    deadline: PartialDate | None = column(mark("Deadline"), FieldKind.DATE)
    clock: Clock | None = column(mark("Clock"), FieldKind.CLOCK, help=mark("A period such as 180 days, counted from the announcement"))
    date_basis: str = column(mark("Basis of the date"), help=mark("How the date is known: written, inferred year, ..."))
    actors: tuple[str, ...] = column(mark("Countries"), FieldKind.LIST, refers="country", names=("country", "actor", "issuer"))
    targets: tuple[str, ...] = column(mark("Target countries"), FieldKind.LIST, refers="country", names=("target", "target_countries"))
    minerals: tuple[str, ...] = _minerals()
    instrument: str = column(mark("Instrument"), names=("measure", "type", "policy type"))
    direction: str = column(mark("Direction"), FieldKind.CHOICE, choices=DIRECTIONS)
    status: str = column(mark("Status"), FieldKind.CHOICE, choices=STATUSES)
    summary: str = column(mark("Summary"), names=("description", "summary_en"))
    key_figures: str = column(mark("Key figures"))
    follows: str = column(mark("Follows"), refers="event", help=mark("Id of the event that this one follows"))
    source: str = _source()
    cell: str = _cell()
    note: str = _note()

    @property
    def when(self) -> PartialDate | None:
        """The date that an event is told by: when it was announced, else adopted, else came into force, else ended."""
        return self.announced or self.adopted or self.in_force or self.ended


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyRecord:
    """What a country holds, mines or refines of a mineral in a year: a quantity, a share of the world, or both.

    period: in words when it is more than a year ("2016-2020 average"; `year` is then its last). trade_parameter: t of the EU method.
    """

    id: str = _id()
    mineral: str = _mineral()
    stage: str = column(mark("Stage"), FieldKind.CHOICE, choices=STAGES)
    country: str = column(mark("Country"), refers="country", names=("iso3", "region", "area"))
    year: int | None = column(mark("Year"), FieldKind.INTEGER)
    quantity: float | None = column(mark("Quantity"), FieldKind.NUMBER, names=("production", "output", "volume"))
    unit: str = column(mark("Unit"), refers="unit")
    share: float | None = column(mark("Share"), FieldKind.NUMBER, unit="%", names=("share_percent", "share %"))
    comparator: str = column(mark("Comparator"), FieldKind.CHOICE, choices=COMPARATORS)
    estimated: bool = column(mark("Estimated"), FieldKind.FLAG)
    trade_parameter: float | None = column(mark("Trade parameter t"), FieldKind.NUMBER)
    period: str = column(mark("Period"))
    source: str = _source()
    cell: str = _cell()
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeShare:
    """The part of an importer's supply of a mineral that comes from one supplier. detail: the product, where the source names one."""

    id: str = _id()
    importer: str = column(mark("Importer"), refers="country")
    mineral: str = _mineral()
    stage: str = column(mark("Stage"), FieldKind.CHOICE, choices=STAGES)
    detail: str = column(mark("Product"), names=("detail",))
    supplier: str = column(mark("Supplier"), refers="country", names=("supplier_iso3", "exporter", "origin"))
    share: float | None = column(mark("Share"), FieldKind.NUMBER, unit="%", names=("share_percent", "share %"))
    quantity: float | None = column(mark("Quantity"), FieldKind.NUMBER)
    unit: str = column(mark("Unit"), refers="unit")
    comparator: str = column(mark("Comparator"), FieldKind.CHOICE, choices=COMPARATORS)
    trade_parameter: float | None = column(mark("Trade parameter t"), FieldKind.NUMBER)
    period: str = column(mark("Period"))
    source: str = _source()
    cell: str = _cell()
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A country's score or ratio in a year: governance, net import reliance. error: its standard error, in the same unit."""

    id: str = _id()
    country: str = column(mark("Country"), refers="country", names=("iso3",))
    name: str = column(mark("Indicator"), names=("indicator",))
    mineral: str = _mineral()
    year: int | None = column(mark("Year"), FieldKind.INTEGER)
    value: float | None = column(mark("Value"), FieldKind.NUMBER, names=("estimate", "score"))
    error: float | None = column(mark("Standard error"), FieldKind.NUMBER, names=("stderr",))
    unit: str = column(mark("Unit"), refers="unit")
    comparator: str = column(mark("Comparator"), FieldKind.CHOICE, choices=COMPARATORS)
    source: str = _source()
    cell: str = _cell()
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One sourced number at a date, as a report gives it; high: the upper end where it is a range."""

    id: str = _id()
    series: str = column(mark("Series"), required=False)
    title: str = _title()
    title_zh: str = _title_zh()
    mineral: str = _mineral()
    place: str = column(mark("Venue or country"), names=("venue_or_country", "venue", "country"))
    kind: str = column(mark("Kind"))
    date: PartialDate | None = column(mark("Date"), FieldKind.DATE)
    value: float | None = column(mark("Value"), FieldKind.NUMBER)
    high: float | None = column(mark("Upper value"), FieldKind.NUMBER, names=("value_high",))
    unit: str = column(mark("Unit"), refers="unit")
    comparator: str = column(mark("Comparator"), FieldKind.CHOICE, choices=COMPARATORS)
    relation: str = column(mark("Relates to"), names=("relation",))
    source: str = _source()
    cell: str = _cell()
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFact:
    """A fact about a country or region: a share, a rank, a count, or a policy in words (then without a value)."""

    id: str = _id()
    country: str = column(mark("Country"), refers="country", names=("iso3",))
    region: str = column(mark("Region"), refers="country")
    minerals: tuple[str, ...] = _minerals()
    stage: str = column(mark("Stage"), FieldKind.CHOICE, choices=STAGES)
    measure: str = column(mark("Measure"))
    value: float | None = column(mark("Value"), FieldKind.NUMBER)
    unit: str = column(mark("Unit"), refers="unit")
    year: int | None = column(mark("Year"), FieldKind.INTEGER)
    source: str = _source()
    cell: str = _cell()
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetReturn:
    """What a sum put into an asset became: start, end (low and high where it is a range), after so many years."""

    id: str = _id()
    title: str = _title()
    title_zh: str = _title_zh()
    start_value: float | None = column(mark("Start value"), FieldKind.NUMBER)
    end_value: float | None = column(mark("End value"), FieldKind.NUMBER, names=("end_value_low",))
    end_high: float | None = column(mark("End value, upper"), FieldKind.NUMBER, names=("end_value_high",))
    currency: str = column(mark("Currency"))
    years: float | None = column(mark("Years"), FieldKind.NUMBER)
    source: str = _source()
    cell: str = _cell()
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure that somebody set out to reach or not to pass, by a date."""

    id: str = _id()
    issuers: tuple[str, ...] = column(mark("Issuers"), FieldKind.LIST, refers="country", names=("issuer",))
    minerals: tuple[str, ...] = _minerals()
    metric: str = column(mark("Metric"))
    operator: str = column(mark("Operator"), FieldKind.CHOICE, choices=(">=", "<=", ">", "<", "="))
    value: float | None = column(mark("Value"), FieldKind.NUMBER)
    unit: str = column(mark("Unit"), refers="unit")
    by: PartialDate | None = column(mark("By"), FieldKind.DATE, names=("by_date",))
    source: str = _source()
    cell: str = _cell()
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A tie between two countries, blocs or firms: an agreement, a membership, a supply, a control against."""

    id: str = _id()
    giver: str = column(mark("From"), names=("from",))
    taker: str = column(mark("To"), names=("to",))
    kind: str = column(mark("Kind"))
    date: PartialDate | None = column(mark("Date"), FieldKind.DATE)
    minerals: tuple[str, ...] = _minerals()
    source: str = _source()
    cell: str = _cell()
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A what-if: a worksheet's name and the inputs that differ from its defaults, as name = value lines."""

    id: str = _id()
    title: str = _title()
    worksheet: str = column(mark("Worksheet"))
    inputs: tuple[str, ...] = column(mark("Inputs"), FieldKind.LIST)
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """What a tab showed: its choices as JSON, to be shown again."""

    id: str = _id()
    title: str = _title()
    tab: str = column(mark("Tab"))
    choices: str = column(mark("Choices"))
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A hand note at a date, on a series or a mineral."""

    id: str = _id()
    date: PartialDate | None = column(mark("Date"), FieldKind.DATE)
    series: str = column(mark("Series"))
    mineral: str = _mineral()
    text: str = column(mark("Text"), names=("note", "annotation"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How tables of one layout are read: remembered by the layout's fingerprint; `steps` is the JSON of `core.io.recipe`."""

    id: str = _id()
    title: str = _title()
    fingerprint: str = column(mark("Layout"), required=True)
    steps: str = column(mark("Steps"))
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where records came from: a publication, an article, or a file that was imported (then with its name, digest and path)."""

    id: str = _id()
    title: str = _title()
    title_zh: str = _title_zh()
    publisher: str = column(mark("Publisher"))
    edition: str = column(mark("Edition"))
    terms: str = column(mark("Terms"), names=("licence", "license"))
    date: PartialDate | None = column(mark("Date"), FieldKind.DATE)
    file: str = column(mark("File"))
    digest: str = column(mark("SHA-256"))
    imported: str = column(mark("Imported at"), help=mark("Moment of the import, UTC"))
    path: str = column(mark("Stood at"), private=True, help=mark("Where the file stood when it was imported; never exported"))
    note: str = _note()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What was not understood in an imported file, by cell, and what was done about it. severity: note, warning or error."""

    id: str = _id()
    source: str = _source()
    sheet: str = column(mark("Sheet"))
    cell: str = column(mark("Cell"))
    value: str = column(mark("Value"))
    rule: str = column(mark("Rule"))
    message: str = column(mark("Message"))
    severity: str = column(mark("Severity"), FieldKind.CHOICE, choices=("note", "warning", "error"))
    suggestion: str = column(mark("Suggestion"))


Record: TypeAlias = (
    Series
    | PolicyEvent
    | SupplyRecord
    | TradeShare
    | Indicator
    | Figure
    | CountryFact
    | AssetReturn
    | Target
    | Relation
    | Scenario
    | SavedView
    | Annotation
    | Recipe
    | Source
    | Problem
)
