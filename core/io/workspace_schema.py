"""The tables of a workspace file: how records become rows, and rows records again.

A table a part (`series`, `events` ...), each row a record: its id, its position in the part, its declared fields as JSON, and a checksum
of all three. A table `points` with the compressed block of each series, and a table `meta` of named texts, among them the sum of all
checksums: a file of which some pages are older than others (copied while it was being written) does not add up and is found out.

The JSON holds every value that a record can hold, exactly, and is read back without judging it: `core.model.fields.read` is for what
people type, and a file must never hold what it cannot give back. A new field or a new table is a new `VERSION`: an older program would
drop on saving what it does not know.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from core.model import PARTS, Clock, FieldKind, Origin, PartialDate, Points, Record, Series, columns, to_plain
from core.words import _

APPLICATION_ID = 0x4F524542  # "OREB"
VERSION = 2

_TABLE = 'CREATE TABLE "{part}" (id TEXT PRIMARY KEY, position INTEGER NOT NULL, record TEXT NOT NULL, crc INTEGER NOT NULL) STRICT'
_POINTS = "CREATE TABLE points (id TEXT PRIMARY KEY, block BLOB NOT NULL, crc INTEGER NOT NULL) STRICT"
_META = "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"


class Damaged(Exception):  # noqa: N818 - a finding
    """The file does not hold what was saved. The message says where, as a clause without capital or full stop."""


class Row(NamedTuple):
    """One record as it stands in the table of its part."""

    id: str
    position: int
    record: str
    crc: int


class Block(NamedTuple):
    """The points of one series as they stand in the table of points."""

    id: str
    block: bytes
    crc: int


class Sum(NamedTuple):
    """What all rows and blocks of a file add up to: how many there are, and the sum of their checksums."""

    number: int = 0
    total: int = 0

    def plus(self, crc: int) -> Sum:
        """The sum with one row more."""
        return Sum(self.number + 1, self.total + crc)

    def minus(self, crc: int) -> Sum:
        """The sum with one row less."""
        return Sum(self.number - 1, self.total - crc)

    def __str__(self) -> str:
        return f"{self.number}:{self.total}"

    @classmethod
    def parse(cls, text: str) -> Sum:
        """The sum of its own text."""
        number, total = text.split(":")
        return cls(int(number), int(total))


def create(database: sqlite3.Connection) -> None:
    """Make the tables in an empty database and mark it as ours."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {VERSION}")
    for part in PARTS:
        database.execute(_TABLE.format(part=part))
    database.execute(_POINTS)
    database.execute(_META)


def to_row(position: int, record: Record) -> Row:
    """The record as a row."""
    key, text = to_key(record.id), _to_text(record)
    return Row(key, position, text, _crc(key, position, text))


def to_block(series: Series) -> Block:
    """The points of the series as a block; those that came from a file and are unchanged cost nothing."""
    block = series.points.pack()
    return Block(to_key(series.id), block, zlib.crc32(block))


def to_key(record_id: str) -> str:
    """The id as SQLite can hold it: half a surrogate pair, which some broken text files give, is written out."""
    return record_id.encode("utf-8", "backslashreplace").decode("utf-8")


def check_row(part: str, row: Row) -> None:
    """Raises Damaged when the row is not the one that was written."""
    if _crc(row.id, row.position, row.record) != row.crc:
        raise Damaged(_("the record “{id}” of the table “{part}” is not as it was saved").format(id=row.id, part=part))


def check_block(block: Block) -> None:
    """Raises Damaged when the block is not the one that was written. Its points are not decoded for this."""
    if zlib.crc32(block.block) != block.crc:
        raise Damaged(_("the values of the series “{id}” are not as they were saved").format(id=block.id))


def to_record(part: str, row: Row, block: bytes | None = None) -> Record:
    """The record of a row; a series also needs its block. Raises Damaged."""
    try:
        plain = json.loads(row.record)
        values = {name: decode(plain[name]) for name, decode in _decoders(part) if name in plain}
        if part == "series":
            if block is None:
                raise ValueError("a series without values")
            values["points"] = Points.unpack(block)
            values["origins"] = tuple(Origin(source, sheet) for source, sheet in plain.get("origins", ()))
        return PARTS[part](**values)
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError) as error:
        raise Damaged(_("the record “{id}” of the table “{part}” cannot be read").format(id=row.id, part=part)) from error


def rows(database: sqlite3.Connection, part: str) -> Iterator[Row]:
    """The rows of a part in their order."""
    return map(Row._make, database.execute(f'SELECT id, position, record, crc FROM "{part}" ORDER BY position'))


def blocks(database: sqlite3.Connection) -> Iterator[Block]:
    """The blocks of points, in no order."""
    return map(Block._make, database.execute("SELECT id, block, crc FROM points"))


def meta(database: sqlite3.Connection) -> dict[str, str]:
    """The named texts: title, saved_at, saved_by, save_id, sum, and what a recovery copy says of itself."""
    return dict(database.execute("SELECT name, value FROM meta"))


def put_meta(database: sqlite3.Connection, texts: Mapping[str, str]) -> None:
    """Write the named texts over those that are there."""
    database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [(name, to_key(value)) for name, value in texts.items()])


def verify(database: sqlite3.Connection) -> None:
    """Hold every row and block against its checksum, and all against their sum, without reading the records. Raises Damaged."""
    crcs = []
    for part in _parts(database):
        for row in rows(database, part):
            check_row(part, row)
            crcs.append(row.crc)
    for block in blocks(database):
        check_block(block)
        crcs.append(block.crc)
    if str(Sum(len(crcs), sum(crcs))) != meta(database).get("sum"):
        raise Damaged(_("some of it is older than the rest, as when it was copied in the middle of being saved"))


def seal(database: sqlite3.Connection) -> None:
    """Make every checksum, and their sum, anew after the rows were changed."""
    total = Sum()
    for part in _parts(database):
        for row in list(rows(database, part)):
            crc = _crc(row.id, row.position, row.record)
            database.execute(f'UPDATE "{part}" SET crc = ? WHERE id = ?', (crc, row.id))
            total = total.plus(crc)
    for block in list(blocks(database)):
        crc = zlib.crc32(block.block)
        database.execute("UPDATE points SET crc = ? WHERE id = ?", (crc, block.id))
        total = total.plus(crc)
    put_meta(database, {"sum": str(total)})


def _parts(database: sqlite3.Connection) -> list[str]:
    """The tables of records that the file has, which in an older file may be fewer or others."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [name for name in names if name not in {"points", "meta"} and not name.startswith("sqlite_")]


def _crc(key: str, position: int, text: str) -> int:
    return zlib.crc32(f"{key}\0{position}\0{text}".encode())


def _to_text(record: Record) -> str:
    plain = to_plain(record)
    if isinstance(record, Series):
        plain["origins"] = [[origin.source, origin.sheet] for origin in record.origins]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_plain_number)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair: only the escaped form can be written
        text = json.dumps(plain, separators=(",", ":"), default=_plain_number)
    return text


def _plain_number(value: Any) -> Any:
    """numpy's numbers as Python's."""
    return value.item()


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, value))


def _clock(text: str) -> Clock:
    count, unit = text.split(" ", 1)
    return Clock(int(count), unit if count == "1" else unit.removesuffix("s"))


def _unless_missing(decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else decode(value)


_DECODE: Mapping[FieldKind, Callable[[Any], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.CHOICE: _text,
    FieldKind.LIST: _texts,
    FieldKind.NUMBER: _unless_missing(float),
    FieldKind.INTEGER: _unless_missing(int),
    FieldKind.FLAG: bool,
    FieldKind.DATE: _unless_missing(PartialDate.parse),
    FieldKind.DAY: _unless_missing(dt.date.fromisoformat),
    FieldKind.CLOCK: _unless_missing(_clock),
}


@functools.cache
def _decoders(part: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    return tuple((declared.name, _DECODE[declared.kind]) for declared in columns(PARTS[part]))
