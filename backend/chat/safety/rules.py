"""Decides by the rules of `data/safety/` whether a text may tell of danger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from backend.chat.safety.files import (
    FOLDER,
    FileData,
    Kind,
    PhraseData,
    RuleData,
    SafetyDataError,
    read_files,
)
from backend.chat.safety.guards import GUARDS, Guard, Guarded, GuardWords, Phrases
from backend.chat.safety.lexicon import Lexicon
from backend.chat.safety.negation import DenyingWords
from backend.chat.safety.patterns import Pattern, Span, parse
from backend.chat.safety.reading import Reading, Roles, read

_GUARDS_OF: dict[Kind, frozenset[Guard]] = {
    "emergency": frozenset(GUARDS),
    "crisis": frozenset({"negated", "past", "over", "told", "saying"}),
}
"""A crisis is shown also when it is asked about or said in connection with care."""

_BY_WEIGHT: tuple[Kind, ...] = ("crisis", "emergency")
_ENOUGH_POINTS = 3
_EXCUSE_REACH = 6
_SIGN_REACH = 40
"""How many words apart signs may be to count together: about a long message's worth."""
SEVERAL_SIGNS = "several_signs"
"""The rule that is named when no single rule fired but signs together made up the points."""


@dataclass(frozen=True, slots=True)
class Safety:
    """What was read, and by which rule."""

    kind: Kind
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One kind of danger, or a sign of it if it has points, and what may take it back."""

    id: str
    kind: Kind
    points: int
    when: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    guards: frozenset[Guard]

    def place(self, found: list[Pattern], reading: Reading, guarded: Guarded) -> int | None:
        """Where one of the patterns `found` in the text stands without an excuse, if any does."""
        excused: frozenset[int] | None = None

        def holds(span: Span) -> bool:
            nonlocal excused
            if excused is None:
                excused = self._excused(reading)
            return excused.isdisjoint(range(span[0], span[-1] + 1)) and not guarded.voids(
                span, self.guards
            )

        for pattern in found:
            if spans := pattern.spans(reading, holds):
                return spans[0][0]
        return None

    def _excused(self, reading: Reading) -> frozenset[int]:
        """The places that have an excuse in the same sentence, a few words away at most."""
        last = len(reading.words) - 1
        return frozenset(
            at
            for unless in self.unless
            if unless.needs <= reading.present
            for span in unless.spans(reading, _always)
            for at in range(
                max(span[0] - _EXCUSE_REACH - 1, 0), min(span[-1] + _EXCUSE_REACH + 1, last) + 1
            )
            if reading.sentence[at] == reading.sentence[span[0]]
        )


class Rules:
    """Everything of `data/safety/`, ready to read texts by."""

    def __init__(self, files: Mapping[str, FileData]) -> None:
        lexicon = Lexicon(files)
        number = lexicon.number
        rules = list(_rules_of(files, lexicon))
        self._phrases = _phrases_of(files, lexicon)
        self._roles = Roles(number("SMÅORD"), number("NEKANDE"), number("VÄNDNING"))
        self._guard_words = _guard_words(lexicon)
        self._vocabulary = lexicon.vocabulary()
        self._by_meaning: dict[int, list[tuple[Rule, Pattern]]] = defaultdict(list)
        for rule in rules:
            for pattern in rule.when:
                self._by_meaning[lexicon.rarest(pattern.needs)].append((rule, pattern))

    def check(self, text: str) -> Safety | None:
        """The danger that the text tells of; crisis before emergency."""
        reading = read(text, self._vocabulary, self._roles)
        found = self._possible(reading)
        if not found:
            return None
        guarded = Guarded(reading, self._phrases, self._guard_words)
        signs: list[tuple[int, Rule]] = []
        for rule in sorted(found, key=_weight):
            place = rule.place(found[rule], reading, guarded)
            if place is None:
                continue
            if not rule.points:
                return Safety(rule.kind, rule.id)
            signs.append((place, rule))
            near = [r for at, r in signs if abs(at - place) <= _SIGN_REACH and r.kind == rule.kind]
            if sum(sign.points for sign in near) >= _ENOUGH_POINTS:
                return Safety(rule.kind, SEVERAL_SIGNS)
        return None

    def _possible(self, reading: Reading) -> dict[Rule, list[Pattern]]:
        """The patterns of which the text has every meaning, by their rules."""
        present = reading.present
        found: dict[Rule, list[Pattern]] = {}
        for meaning in present & self._by_meaning.keys():
            for rule, pattern in self._by_meaning[meaning]:
                if pattern.needs <= present:
                    found.setdefault(rule, []).append(pattern)
        reading.find(frozenset().union(*(p.needs for patterns in found.values() for p in patterns)))
        return found


def _rules_of(files: Mapping[str, FileData], lexicon: Lexicon) -> Iterator[Rule]:
    seen: set[str] = set()
    for name, data in files.items():
        for rule_id, rule in data.rules.items():
            kind = rule.kind or data.kind
            if kind is None or rule_id in seen:
                raise SafetyDataError(f"{name}: {rule_id}: stands twice or has no kind")
            seen.add(rule_id)
            yield _rule(rule_id, kind, rule, lexicon)


def _rule(rule_id: str, kind: Kind, data: RuleData, lexicon: Lexicon) -> Rule:
    return Rule(
        rule_id,
        kind,
        data.points,
        tuple(parse(line, lexicon.number) for line in data.when),
        tuple(parse(line, lexicon.number) for line in data.unless),
        _GUARDS_OF[kind] - set(data.despite),
    )


def _guard_words(lexicon: Lexicon) -> GuardWords:
    number = lexicon.number
    return GuardWords(
        denying=DenyingWords(
            negation=number("NEKANDE"),
            short=number("KORT_NEKANDE"),
            ability=number("FÖRMÅGA"),
            about=number("TÄNKA"),
            subject=number("SUBJEKT"),
            turn=number("NY_SATS"),
            then=number("SÅ"),
            or_=number("ELLER"),
            present_tense=number("PRESENS"),
        ),
        not_=number("EJ"),
        turn=number("NY_SATS"),
        now=number("NU"),
        present_tense=number("PRESENS"),
        past_tense=number("PRETERITUM"),
        since=number("SEDAN"),
        after_negation=number("EFTER_NEKANDE"),
    )


def _phrases_of(files: Mapping[str, FileData], lexicon: Lexicon) -> Phrases:
    given = [data.phrases for data in files.values() if data.phrases is not None]
    if len(given) != 1:
        raise SafetyDataError("phrases: exactly one file must hold them")
    return Phrases(
        **{
            name: tuple(parse(line, lexicon.number) for line in getattr(given[0], name))
            for name in PhraseData.model_fields
        }
    )


def _weight(rule: Rule) -> tuple[bool, int, str]:
    """Rules before signs, and among them crisis before emergency."""
    return (rule.points > 0, _BY_WEIGHT.index(rule.kind), rule.id)


def _always(_: Span) -> bool:
    return True


def load_rules(folder: Path = FOLDER) -> Rules:
    """Every `*.yml` of the folder.

    Raises:
        SafetyDataError: a file is not YAML, breaks the schema or holds a faulty pattern.
    """
    try:
        return Rules(read_files(folder))
    except SafetyDataError:
        raise
    except ValueError as fault:
        raise SafetyDataError(str(fault)) from fault
