"""Scores redaction on the labelled sets: `python -m tests.transcripts.redaction.score [set …]`.

A label that must go counts as found when every letter and digit of it was taken away, whatever the
kind; one that must stay is wronged when any part of it was.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from backend.transcripts.redaction import KnownPerson, Redacted, Redactor, Relative
from tests.transcripts.redaction.labelled import (
    MUST_GO,
    WRITTEN_ON,
    Label,
    Turn,
    generated,
    handwritten,
)

SETS: Final[dict[str, Callable[[], Iterator[Turn]]]] = {
    "generated dev": partial(generated, "dev"),
    "handwritten dev": partial(handwritten, "dev"),
    "generated report": partial(generated, "report"),
    "handwritten report": partial(handwritten, "report"),
    "generated second": partial(generated, "second"),
    "handwritten second": partial(handwritten, "second"),
    "generated third": partial(generated, "third"),
    "handwritten third": partial(handwritten, "third"),
}


@dataclass
class Score:
    """Counts over one set, and the labels that went wrong."""

    total: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)

    def share(self, group: str) -> float:
        """Right labels of a group; 1 for a group without any."""
        return self.right[group] / self.total[group] if self.total[group] else 1.0


def person_of(turn: Turn) -> KnownPerson | None:
    """The known person of a turn as redaction takes it."""
    fields = dict(turn.person)
    if not fields:
        return None
    relatives = tuple(
        Relative(each["name"], tuple(each["phones"])) for each in fields.pop("relatives", [])
    )
    listed: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()
    }
    return KnownPerson(**listed, relatives=relatives)


def score(turns: Iterable[Turn]) -> Score:
    """Redact every turn and compare with its labels."""
    result = Score()
    for turn in turns:
        redacted = Redactor(person_of(turn)).redact(turn.text, on=WRITTEN_ON)
        gone = {at for span in redacted.spans for at in range(span.start, span.end)}
        for label in turn.labels:
            _count(result, turn, label, gone, redacted)
        _count_stray(result, turn, redacted)
    return result


def _count(result: Score, turn: Turn, label: Label, gone: set[int], redacted: Redacted) -> None:
    places = [at for at in range(label.start, label.end) if turn.text[at].isalnum()]
    if label.kind in MUST_GO:
        if places and turn.text[places[-1]].lower() == "s":
            places.pop()  # a genitive's s may stay, and tells nobody anything
        right = all(at in gone for at in places)
        groups = [label.kind, "own field"] if label.own else [label.kind]
    elif label.kind in ("time", "keep"):
        right = not any(at in gone for at in places)
        groups = [label.kind]
    else:
        return
    for group in groups:
        result.total[group] += 1
        result.right[group] += right
    if right and label.kind in MUST_GO:
        kind = "personnummer" if label.kind == "born" else label.kind
        result.kinds[label.kind] += any(
            span.kind.value == kind and span.start < label.end and label.start < span.end
            for span in redacted.spans
        )
    if not right:
        what = turn.text[label.start : label.end]
        result.misses.append(
            f"{turn.id} {label.kind}{'!' * label.own}: {what!r} → {redacted.text!r}"
        )


def _count_stray(result: Score, turn: Turn, redacted: Redacted) -> None:
    """Redactions that touch no label which may go."""
    may_go = [label for label in turn.labels if label.kind in MUST_GO or label.kind == "either"]
    for span in redacted.spans:
        result.total["redactions"] += 1
        touched = any(span.start < each.end and each.start < span.end for each in may_go)
        result.right["redactions"] += touched
        if not touched:
            result.stray.append(f"{turn.id} {turn.text[span.start : span.end]!r} in {turn.text!r}")


def table(result: Score) -> str:
    """The counts of one set as text."""
    rows = [f"{'':14}{'labels':>8}{'right':>8}{'share':>9}{'right kind':>12}"]
    for group in sorted(result.total):
        kind = f"{result.kinds[group]:>12}" if group in MUST_GO else ""
        total, right = result.total[group], result.right[group]
        rows.append(f"{group:14}{total:>8}{right:>8}{result.share(group):>9.2%}{kind}")
    return "\n".join(rows)


if __name__ == "__main__":
    for name in sys.argv[1:] or SETS:
        scored = score(SETS[name]())
        print(f"\n{name}\n{table(scored)}")
        print(*scored.misses, sep="\n")
        print("stray:", *scored.stray, sep="\n  ")
