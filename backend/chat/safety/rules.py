"""Reads `data/safety/` and decides by it.

Each file may hold `words` (lists with a name in CAPITALS), `rules` with the `kind` of danger that
they tell of, and the one `guards.yml` also `phrases`. The names are shared by all files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from backend.chat.safety.guards import GUARDS, Guard, Guarded, GuardWords, Phrases
from backend.chat.safety.patterns import Pattern, PatternError, Span, parse
from backend.chat.safety.reading import Reading, Roles, read
from backend.chat.safety.spelling import normalised
from backend.chat.safety.vocabulary import Vocabulary

Kind = Literal["emergency", "crisis"]

FOLDER = Path(__file__).resolve().parents[3] / "data" / "safety"

_PlainText = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads `no`, `on` and `112` as the words that they are."""

_Line = Annotated[str, Field(min_length=1)]


class SafetyDataError(ValueError):
    """A file of `data/safety/` is faulty; the message names the file and the fault."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _RuleData(_Strict):
    about: str
    kind: Kind | None = None
    when: list[_Line] = Field(min_length=1)
    unless: list[_Line] = []
    despite: list[Guard] = []


class _PhraseData(_Strict):
    saying: list[_Line]
    strengthening: list[_Line]
    over: list[_Line]
    care: list[_Line]
    asked: list[_Line]
    told: list[_Line]
    past: list[_Line]


class _FileData(_Strict):
    kind: Kind | None = None
    words: dict[str, list[str]] = {}
    rules: dict[str, _RuleData] = {}
    phrases: _PhraseData | None = None
    ordinary: list[str] = []
    misspelt: list[str] = []


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of danger and the guards that may take it back."""

    id: str
    kind: Kind
    unless: tuple[Pattern, ...]
    guards: frozenset[Guard]


@dataclass(frozen=True, slots=True)
class Safety:
    """What was read, and by which rule."""

    kind: Kind
    rule: str


class Rules:
    """Everything of `data/safety/`, ready to read texts by."""

    def __init__(self, files: Mapping[str, _FileData]) -> None:
        self._meanings = _Meanings(files)
        number = self._meanings.number
        self._patterns: dict[int, list[tuple[Rule, Pattern]]] = defaultdict(list)
        rules = list(_rules_of(files))
        parsed = [
            (
                Rule(
                    rule_id,
                    kind,
                    tuple(parse(line, number) for line in data.unless),
                    frozenset(_GUARDS_OF[kind]) - frozenset(data.despite),
                ),
                [parse(line, number) for line in data.when],
            )
            for rule_id, kind, data in rules
        ]
        (phrases,) = [data.phrases for data in files.values() if data.phrases is not None]
        self._phrases = Phrases(
            **{
                name: tuple(parse(line, number) for line in getattr(phrases, name))
                for name in _PhraseData.model_fields
            }
        )
        self._roles = Roles(number("SMÅORD"), number("NEKANDE"), number("VÄNDNING"))
        self._guard_words = GuardWords(
            negation=number("NEKANDE"),
            short_negation=number("KORT_NEKANDE"),
            ability=number("FÖRMÅGA"),
            subject=number("SUBJEKT"),
            turn=number("VÄNDNING"),
            or_=number("ELLER"),
            now=number("NU"),
            present_tense=number("PRESENS"),
            past_tense=number("PRETERITUM"),
            since=number("SEDAN"),
            after_negation=number("EFTER_NEKANDE"),
        )
        self._vocabulary = self._meanings.vocabulary()
        for rule, patterns in parsed:
            for pattern in patterns:
                self._patterns[self._meanings.rarest(pattern.needs)].append((rule, pattern))

    def check(self, text: str) -> Safety | None:
        """The danger that the text tells of; crisis before emergency."""
        reading = read(text, self._vocabulary, self._roles)
        present = reading.present
        candidates = [
            (rule, pattern)
            for meaning in present & self._patterns.keys()
            for rule, pattern in self._patterns[meaning]
            if pattern.needs <= present
        ]
        if not candidates:
            return None
        candidates.sort(key=lambda found: (found[0].kind, found[0].id))
        guarded = Guarded(reading, self._phrases, self._guard_words)
        for rule, pattern in candidates:
            if _fires(rule, pattern, reading, guarded):
                return Safety(rule.kind, rule.id)
        return None


def _fires(rule: Rule, pattern: Pattern, reading: Reading, guarded: Guarded) -> bool:
    excused = {
        reading.sentence[at]
        for unless in rule.unless
        for span in unless.spans(reading, lambda _: True)
        for at in span
    }

    def holds(span: Span) -> bool:
        return reading.sentence[span[0]] not in excused and not guarded.voids(span, rule.guards)

    return bool(pattern.spans(reading, holds))


_GUARDS_OF: dict[Kind, tuple[Guard, ...]] = {
    "emergency": GUARDS,
    "crisis": ("negated", "past", "over", "told", "saying"),
}
"""A crisis is shown also when it is asked about or said in connection with care."""


_COMMON_WORDS = ("SMÅORD", "NEKANDE", "INTE", "NU", "JAG")


class _Meanings:
    """Numbers for the lists and words that patterns name, and the words that carry them."""

    def __init__(self, files: Mapping[str, _FileData]) -> None:
        self._lists: dict[str, list[str]] = {}
        self._known: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._elements: list[str] = []
        self._ordinary = frozenset(word for data in files.values() for word in data.ordinary)
        self._misspelt = [word for data in files.values() for word in data.misspelt]
        for name, data in files.items():
            for title, forms in data.words.items():
                if title in self._lists or title != title.upper():
                    raise SafetyDataError(f"{name}: words: {title} stands twice or is not CAPITAL")
                if spaced := [form for form in forms if not form or " " in form]:
                    raise SafetyDataError(f"{name}: words: {title}: {spaced} is not one word")
                self._lists[title] = forms

    def number(self, element: str) -> int:
        """The number of `LIST`, `word` or `word|LIST`.

        Raises:
            PatternError: no such list.
        """
        self._forms_of(element)
        if element not in self._numbers:
            self._numbers[element] = len(self._elements)
            self._elements.append(element)
        return self._numbers[element]

    def rarest(self, needs: frozenset[int]) -> int:
        """The meaning that the fewest texts have: no small word in it, and few forms."""
        return min(needs, key=self._commonness)

    def vocabulary(self) -> Vocabulary:
        """All forms of every element that has been numbered."""
        meanings: dict[str, dict[int, None]] = {}
        for element, number in self._numbers.items():
            for form in self._forms_of(element):
                meanings.setdefault(form, {})[number] = None
        vocabulary = Vocabulary(self._ordinary, frozenset(self._forms("HOPSKRIVET")))
        for form, numbers in meanings.items():
            vocabulary.add(form, tuple(numbers))
        for form in self._misspelt:
            vocabulary.expect_typos(normalised(form))
        return vocabulary

    def _commonness(self, number: int) -> tuple[bool, int, int]:
        forms = self._forms_of(self._elements[number])
        return (not self._common.isdisjoint(forms), len(forms), number)

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(form for name in _COMMON_WORDS for form in self._forms(name))

    def _forms_of(self, element: str) -> list[str]:
        return [form for choice in element.split("|") for form in self._forms(choice)]

    def _forms(self, choice: str) -> list[str]:
        """The words of a list, with the lists that it names, or the word itself."""
        if choice not in self._known:
            self._known[choice] = self._expanded(choice)
        return self._known[choice]

    def _expanded(self, choice: str) -> list[str]:
        if not choice.isupper():
            return [normalised(choice)]
        if choice not in self._lists:
            raise PatternError(f"«{choice}» is no list of words")
        forms: list[str] = []
        for form in self._lists[choice]:
            forms += self._forms(form) if form.isupper() else [normalised(form)]
        return forms


def _rules_of(files: Mapping[str, _FileData]) -> Iterator[tuple[str, Kind, _RuleData]]:
    seen: set[str] = set()
    for name, data in files.items():
        for rule_id, rule in data.rules.items():
            kind = rule.kind or data.kind
            if kind is None or rule_id in seen:
                raise SafetyDataError(f"{name}: {rule_id}: stands twice or has no kind")
            seen.add(rule_id)
            yield rule_id, kind, rule


def load_rules(folder: Path = FOLDER) -> Rules:
    """Every `*.yml` of the folder.

    Raises:
        SafetyDataError: a file is not YAML, breaks the schema or holds a faulty pattern.
    """
    files: dict[str, _FileData] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            content = yaml.load(path.read_text("utf-8"), _PlainText)  # noqa: S506  builds only text
            files[path.name] = _FileData.model_validate(content or {})
        except (yaml.YAMLError, ValidationError) as fault:
            raise SafetyDataError(f"{path.name}: {fault}") from fault
    try:
        return Rules(files)
    except (PatternError, ValueError) as fault:
        raise SafetyDataError(str(fault)) from fault
