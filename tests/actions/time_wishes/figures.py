"""How many of the corpus's wishes are read right: `python -m tests.actions.time_wishes.figures`.

With the name of a file of `data/wishes/`, the wishes of it that are not read right are printed too.
Nobody does so with `report.yml`: it is only reported on.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from actions.time_wishes import Status, filter_matches, parse_wish
from tests.actions.time_wishes.corpus import (
    Answer,
    Case,
    Verdict,
    candidates,
    judge_all,
    load,
)

DEVELOP, REPORT = "develop.yml", "report.yml"


@dataclass(frozen=True)
class Figures:
    """Counts of wishes by verdict."""

    right: int
    asks: int
    wrong: int

    @property
    def all(self) -> int:
        """How many wishes."""
        return self.right + self.asks + self.wrong

    def __str__(self) -> str:
        """The counts as cells of a table."""
        shares = (f"{n} ({n / self.all:.1%})" for n in (self.right, self.asks, self.wrong))
        return " | ".join([str(self.all), *shares])


def our_answer(case: Case) -> Answer:
    """What the grammar makes of a case."""
    wish = parse_wish(case.text, case.now, case.reference)
    return Answer(
        understood=wish.understood,
        ambiguous=wish.ambiguous,
        nothing_said=wish.status is Status.NOTHING_SAID,
        matches=tuple(filter_matches(wish, candidates(case))),
    )


def figures_of(name: str, answer: Callable[[Case], Answer] = our_answer) -> Figures:
    """The counts for a file of the corpus."""
    verdicts = judge_all(load(name), answer)
    return Figures(*(len(verdicts[verdict]) for verdict in Verdict))


def main(shown: list[str]) -> None:
    """Prints the figures of both parts, and what is not read right in the files named."""
    for name in (DEVELOP, REPORT):
        print(f"{name} | {figures_of(name)}")
    for name in shown:
        verdicts = judge_all(load(name), our_answer)
        for verdict in (Verdict.WRONG, Verdict.ASKS):
            for case in verdicts[verdict]:
                answer = our_answer(case)
                times = ", ".join(f"{time:%d/%m %H.%M}" for time in answer.matches)
                print(f"{verdict}: {case.now:%a %d/%m %H.%M} {case.text!r}: {times}")


if __name__ == "__main__":
    main(sys.argv[1:])
