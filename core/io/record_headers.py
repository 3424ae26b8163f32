"""Which kind of record a header row announces: its words are compared with the declared columns of every record type.

Words of the trade beside the declared ones are in resources/header_words.csv, in English and Chinese: of one kind of record, or (kind
empty) of all; a word under several fields is the first of them that no other column is. A misspelled word is taken for the nearest known
one where that is clear, and said with its likeness in per cent (`likeness`); columns that are no field stay with the record as a note.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

import resources
from core.io.recipe import header_key
from core.model import PARTS, columns
from core.model.names import listed, words

REFERENCE_FIELD = "reference"  # the day that relative dates of a row count from: no field of a record

# A header announces a kind when it has one field of each group in one of these lines: what such a record is worth nothing without.
_TELLING: Mapping[str, tuple[str, ...]] = {
    "annotations": ("date / text / series mineral",),
    "events": (
        "title / announced adopted in_force ended deadline / instrument direction status actors summary",
        "instrument / announced adopted in_force ended / actors minerals",
        "summary / announced adopted in_force / actors instrument",
        "headline / announced",
        "title / announced / source / link",
    ),
    "supply": ("mineral / country / quantity share",),
    "trade": ("importer / supplier / share quantity", "supplier / mineral / share"),
    "indicators": ("country / name / value",),
    "figures": ("title series / date / value / comparator high relation",),
    "country_facts": ("country region / measure",),
    "asset_returns": ("start_value / end_value",),
    "targets": ("issuers / metric / value", "metric / value / by"),
    "relations": ("giver / taker / kind",),
}
# Words that only lists of dated numbers have; for headlines, for links, and for lists of firms whose country is not who acts.
_NEVER: Mapping[str, frozenset[str]] = {
    "annotations": words("value values price prices close settlement quantity production volume unit units 数值 价格 产量 数量 单位"),
    "events": words("value values price prices close settlement quantity production volume 数值 价格 产量 数量"),
    "indicators": words("date day month 日期"),
}
_HEADLINES = words("headline headlines news event events happening development developments 新闻 新闻标题 事件 大事 大事记")
_YEARS = words("year 年份 年度 年")
_LINKS = words("link links url website web 连接 连结 链接 网址 原文链接")
_LISTINGS = frozenset(
    ("listed on", "date listed", "listing date", "designation date", "date designated", "designated", "entity", "entity name")
)
_LEAST_SHARE = 0.5  # of the header's cells must be known
_LEAST_OF_EVENTS = 0.3  # of an inventory with many columns, when four are known
_LIKE = 0.87  # of 1: a word as like as that is a misspelling
_SHORTEST = 5  # letters of a word that may be misspelled
_SIMPLE = str.maketrans(
    "記價礦種產屬國區發實標類別狀態現狀進評響對爭據數單備註資料來處體編號階環節佔額間時終結廢開暫達內說簡詳關鍵領與項簽係項題鏈連網聞頒佈機構業務稱稅幣製",
    "记价矿种产属国区发实标类别状态现状进评响对争据数单备注资料来处体编号阶环节占额间时终结废开暂达内说简详关键领与项签系项题链连网闻颁布机构业务称税币制",
)


@dataclass(frozen=True, slots=True)
class Match:
    """The part that a header announces, and the field at each position that is known."""

    part: str
    fields: Mapping[int, str]


def match_header(cells: Sequence[str], one_off: Callable[[Mapping[int, str]], bool] | None = None) -> Match | None:
    """The kind of record that these header cells announce; None when no kind's telling fields are there.

    one_off: tells by the rows whether a list of names, values, units and dates holds single figures and no series.
    """
    keys = [_key(cell) for cell in cells]
    filled = sum(bool(key) for key in keys)
    if filled < (3 if _HEADLINES.isdisjoint(keys) else 2):
        return None
    best: Match | None = None
    for part in _TELLING:
        fields = _fields(part, keys)
        known = len(fields) + (sum(key in _LINKS for key in keys) if part == "events" else 0)
        enough = known >= _LEAST_SHARE * filled or (part == "events" and known >= 4 and known >= _LEAST_OF_EVENTS * filled)
        if enough and _tells(part, fields, keys, one_off) and (best is None or len(fields) > len(best.fields)):
            best = Match(part, fields)
    return best


def _tells(part: str, fields: Mapping[int, str], keys: Sequence[str], one_off: Callable[[Mapping[int, str]], bool] | None) -> bool:
    there = set(fields.values())
    if not _NEVER.get(part, frozenset()).isdisjoint(keys):
        return False
    if part == "events":
        there |= {"headline"} if not _HEADLINES.isdisjoint(keys) else set()
        there |= {"link"} if not _LINKS.isdisjoint(keys) else set()
    if any(all(there.intersection(group.split()) for group in line.split("/")) for line in _TELLING[part]):
        return True
    return part == "figures" and {"title", "value", "unit", "date"} <= there and one_off is not None and one_off(fields)


def _fields(part: str, keys: Sequence[str]) -> dict[int, str]:
    """The field at each position: words of one meaning first, then those that take what is left, then misspelled ones."""
    names = field_names(part)
    given: dict[int, tuple[str, ...]] = {at: names[key] for at, key in enumerate(keys) if key in names}
    for at, key in enumerate(keys):
        if key and at not in given:
            like = _nearest(key, part)
            if like:
                given[at] = names[like]
    fields: dict[int, str] = {}
    taken: set[str] = set()
    if part == "events" and not _HEADLINES.isdisjoint(keys):  # a chronicle: nothing but years may say when
        given |= {at: ("announced",) for at, key in enumerate(keys) if key in _YEARS}
    for at in sorted(given, key=lambda at: (keys[at] not in names, len(given[at]), at)):
        free = next((field for field in given[at] if field not in taken), "")
        if free:
            fields[at] = free
            taken.add(free)
    if part == "events" and "targets" not in taken and not _LISTINGS.isdisjoint(keys):
        fields = {
            at: "targets" if field == "actors" and keys[at] in {"country", "countries", "国家"} else field for at, field in fields.items()
        }
    return dict(sorted(fields.items()))


@functools.lru_cache(maxsize=4096)
def _nearest(key: str, part: str) -> str:
    """The known word that `key` is a misspelling of; "" when it is like none, or like two that mean something else."""
    names = field_names(part)
    if len(key) < _SHORTEST or "#" in key:
        return ""
    close = get_close_matches(key, names, n=3, cutoff=_LIKE)
    return close[0] if close and len({names[one][0] for one in close}) == 1 else ""


def likeness(part: str, header: str, field: str) -> tuple[str, float]:
    """(the known word, how like it the header is from 0 to 1) for a column that was taken for `field`; 1 where the word is known."""
    key, names = _key(header), field_names(part)
    if key in names or key in _YEARS:
        return key, 1.0
    ratios = ((SequenceMatcher(None, key, word).ratio(), word) for word, fields in names.items() if field in fields)
    ratio, word = max(ratios, default=(0.0, ""))
    return word, ratio


def says_published(part: str, header: str) -> bool:
    """Whether a column holds the day on which a row was published or reported."""
    return REFERENCE_FIELD in field_names(part).get(_key(header), ())


def _key(word: str) -> str:
    return header_key(word).translate(_SIMPLE)


@functools.cache
def _other_words() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(kind, field, words): what tables call fields beside the names that they are declared with."""
    with resources.path("header_words.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["kind"], row["field"], listed(row["words"])) for row in csv.DictReader(file))


@functools.cache
def field_names(part: str) -> Mapping[str, tuple[str, ...]]:
    """Header words, as compared, to the fields they may mean; a field's own title and name come before another's other names."""
    declared = columns(PARTS[part])
    found: dict[str, list[str]] = {}
    own: set[str] = set()
    for title in (True, False):
        for column in declared:
            key = _key(column.title if title else column.name)
            if key not in own:
                own.add(key)
                found.setdefault(key, []).append(column.name)
    lists = [(column.name, (*column.names, f"{column.title} {column.unit}")) for column in declared]
    fields = {column.name for column in declared}
    others = [one for one in _other_words() if one[0] == part or (not one[0] and one[1] in fields)]
    lists += [(field, known) for _kind, field, known in sorted(others, key=lambda one: not one[0])]
    for field, known in lists:
        for word in known:
            key = _key(word)
            if key and key not in own and field not in found.setdefault(key, []):
                found[key].append(field)
    return {key: tuple(names) for key, names in found.items()}
