"""Problems of an import as they are listed: counted by severity and rule, filtered, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.model import Problem
from core.words import _

_SEVERITIES = ("error", "warning", "note")
_TIP = 1_000  # letters of the cells in a tip


def severities(problems: Sequence[Problem]) -> tuple[tuple[str, str], ...]:
    """The severities to filter by, as (value, words with how many); the first, "", is all of them."""
    counts = Counter(one.severity for one in problems)
    found = [(one, f"{severity_words(one)} ({counts[one]:,})") for one in _SEVERITIES if counts[one]]
    return (("", _("All problems ({count})").format(count=f"{len(problems):,}")), *found)


def rules(problems: Sequence[Problem]) -> tuple[tuple[str, str], ...]:
    """The rules to filter by, as (value, words with how many), the most frequent first; the first, "", is all of them."""
    counts = Counter(one.rule for one in problems)
    return (("", _("All rules")), *((rule, f"{rule_words(rule)} ({count:,})") for rule, count in counts.most_common()))


def filtered(problems: Sequence[Problem], severity: str, rule: str) -> tuple[Problem, ...]:
    """The problems of this severity and rule, "" for any; the severe ones first."""
    found = [one for one in problems if severity in ("", one.severity) and rule in ("", one.rule)]
    return tuple(sorted(found, key=lambda one: _SEVERITIES.index(one.severity) if one.severity in _SEVERITIES else 0))


def severity_words(severity: str) -> str:
    """A severity in a word."""
    return {"error": _("error"), "warning": _("warning"), "note": _("note")}.get(severity, severity)


def rule_words(rule: str) -> str:
    """A rule as it is listed: the readers name theirs with hyphens."""
    return rule.replace("-", " ").replace("_", " ")


def tip(problem: Problem) -> str:
    """A problem in full, with all its cells, for a tooltip."""
    cells = problem.cell if len(problem.cell) <= _TIP else problem.cell[:_TIP].rpartition(", ")[0] + " …"
    place = "!".join(part for part in (problem.sheet, cells) if part)
    return "\n".join(part for part in (place, problem.value, problem.message, problem.suggestion) if part)
