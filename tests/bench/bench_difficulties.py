"""What share of generated hard sheets is understood without a question, per difficulty: python -m tests.bench.bench_difficulties

Right: all of the truth without a question. Asked: what is not so is asked about or told. Wrong: neither. The sheets are the same in
every run.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.core.io.difficulties import ALL, ORDER, Outcome, compatible, made, tried

EXAMPLES, TOGETHER = 12, 400


def main() -> None:
    """Print the shares, the difficulties in groups, and those of several difficulties together."""
    print(f"{'':56} sheets  right  asked  wrong")
    whole: Counter[Outcome] = Counter()
    for group in ORDER:
        for name in (name for name, one in ALL.items() if one.group == group):
            counted = Counter(tried(made([name], Random(f"{name} {number}"))).outcome for number in range(EXAMPLES))
            say(f"{group}: {name}", counted)
            whole += counted
    say("one difficulty", whole)
    say("two to four together", together())


def together() -> Counter[Outcome]:
    """The outcomes of sheets with several difficulties."""
    chance = Random(1)
    counted: Counter[Outcome] = Counter()
    while counted.total() < TOGETHER:
        names = chance.sample(list(ALL), chance.randint(2, 4))
        if compatible(ALL[name] for name in names):
            counted[tried(made(names, Random(chance.random()))).outcome] += 1
    return counted


def say(what: str, counted: Counter[Outcome]) -> None:
    """A line with the shares in percent."""
    shares = "  ".join(f"{counted[outcome] / counted.total():5.0%}" for outcome in Outcome)
    print(f"{what:56} {counted.total():6}  {shares}")


if __name__ == "__main__":
    main()
