"""Reports that say nearly the same, the words in which they differ, and their tone. systems.md items 47 and 48.

Likeness: difflib's ratio (Ratcliff and Obershelp, 1988) and Jaccard's index of the groups of five characters. The words of tone are ours.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from core.model.records import PolicyEvent, Source

GROUP = 5  # characters
LEAST = 0.8  # of either measure: the same text. The sources' pair has 0.923, every other pair 0.006 at most
LEAST_TITLES = 0.6  # of the titles of events of one country, instrument and date
_LONGEST_VARIANT = 8  # characters
_RELIEF = re.compile(
    r"holds? off|held back|relief|eases?\b|eased|suspen[ds]|paus(?:e|es|ed)\b|truce|exempt|spared|delay(?:s|ed)?\b|lifts?\b|"
    r"暫不|暂不|緩解|缓解|減輕|减轻|暫停|暂停|休戰|休战|豁免",
    re.I,
)
_THREAT = re.compile(
    r"or face|threat(?:en)?|orders?:|higher (?:duties|tariffs?)|retaliat|break the|punish|impose[sd]?\b|crack ?down|ultimatum|lethal|"
    r"下令|不然|加稅|加税|施壓|施压|威脅|威胁|報復|报复|致命",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two texts by key. ratio: difflib's; jaccard: of groups of five characters. Both 0 to 1."""

    first: str
    second: str
    ratio: float
    jaccard: float


@dataclass(frozen=True, slots=True)
class Told:
    """Sources that tell an event in one voice: the first, those that say nearly the same, and the tone ("relief", "threat" or "")."""

    sources: tuple[str, ...]
    tone: str


def ratio(a: str, b: str) -> float:
    """2 M / T of difflib, without its guess at junk: 1 for the same text."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def jaccard(a: str, b: str, size: int = GROUP) -> float:
    """What the groups of `size` characters of two texts have in common, as a share of all; of shorter texts 1 where they are the same."""
    one, two = _groups(a, size), _groups(b, size)
    return len(one & two) / len(one | two) if one or two else float(a == b and bool(a))


def alike(texts: Mapping[str, str], least: float = LEAST) -> tuple[Alike, ...]:
    """The pairs of texts of which either measure is `least` or more, the likest first. Empty texts are like none."""
    there = [(key, text) for key, text in texts.items() if text.strip()]
    found = []
    for (first, a), (second, b) in combinations(there, 2):
        if 2 * min(len(a), len(b)) / (len(a) + len(b)) < least:  # neither measure can be more than that allows
            continue
        one = Alike(first, second, ratio(a, b), jaccard(a, b))
        if max(one.ratio, one.jaccard) >= least:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (-one.ratio, one.first, one.second)))


def variants(a: str, b: str) -> tuple[tuple[str, str, int], ...]:
    """The words that one text has where the other has another, and how often, the commonest first: 利好 for 利多."""
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    pairs = Counter(_whole(a, b, *step[1:]) for step in steps if step[0] == "replace")
    return tuple((one, two, count) for (one, two), count in pairs.most_common() if max(len(one), len(two)) <= _LONGEST_VARIANT)


def tone(text: str) -> str:
    """ "relief" or "threat", whichever its words say more often; "" where neither or both alike."""
    relief, threat = len(_RELIEF.findall(text)), len(_THREAT.findall(text))
    return "relief" if relief > threat else "threat" if threat > relief else ""


def told_by(event: PolicyEvent, sources: Mapping[str, Source]) -> tuple[Told, ...]:
    """The sources of an event, near duplicates together and counted once, each with the tone of its title in either language."""
    known = [sources[key] for one in event.source.split(";") if (key := one.strip()) in sources]
    texts = {one.id: f"{one.title} {one.title_zh}".strip() for one in known}
    groups = _joined(list(texts), alike(texts))
    return tuple(Told(tuple(group), tone(texts[group[0]])) for group in groups)


def same_events(events: Iterable[PolicyEvent]) -> tuple[Alike, ...]:
    """The pairs of events that are reports of one: of the same countries and instrument, dates that may be one day, titles alike."""
    groups: dict[tuple[str, str], list[PolicyEvent]] = {}
    for event in events:
        for actor in dict.fromkeys(event.actors) or ("",):
            groups.setdefault((actor, event.instrument), []).append(event)
    found: dict[tuple[str, str], Alike] = {}
    for group in groups.values():
        ordered = sorted(group, key=_first)
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 :]:
                if _first(other) > _last(one):
                    break
                a, b = one.title.casefold(), other.title.casefold()
                together = set(one.actors) <= set(other.actors) or set(other.actors) <= set(one.actors)
                if together and (one.id, other.id) not in found and one.follows != other.id and other.follows != one.id and a and b:
                    found[one.id, other.id] = Alike(one.id, other.id, ratio(a, b), jaccard(a, b))
    return tuple(one for one in found.values() if max(one.ratio, one.jaccard) >= LEAST_TITLES)


def _joined(keys: Sequence[str], pairs: Iterable[Alike]) -> list[list[str]]:
    group_of = {key: [key] for key in keys}
    for one in pairs:
        first, second = group_of[one.first], group_of[one.second]
        if first is not second:
            first += second
            group_of |= dict.fromkeys(second, first)
    return list({id(group): sorted(group, key=keys.index) for group in group_of.values()}.values())


def _whole(a: str, b: str, i1: int, i2: int, j1: int, j2: int) -> tuple[str, str]:
    """The differing pieces; a single character with what stands before it, since a word of Chinese has two (利好, 利多)."""
    if i2 - i1 == j2 - j1 == 1 and i1 and a[i1 - 1] == b[j1 - 1] and a[i1 - 1].isalnum():
        return a[i1 - 1 : i2], b[j1 - 1 : j2]
    return a[i1:i2], b[j1:j2]


def _groups(text: str, size: int) -> frozenset[str]:
    return frozenset(text[at : at + size] for at in range(len(text) - size + 1))


def _first(event: PolicyEvent) -> dt.date:
    return event.when.start if event.when is not None else dt.date.max


def _last(event: PolicyEvent) -> dt.date:
    return event.when.end if event.when is not None else dt.date.max
