"""The lists of words of `data/safety/`, and the numbers by which patterns know them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from backend.chat.safety.files import FileData, SafetyDataError
from backend.chat.safety.patterns import PatternError
from backend.chat.safety.spelling import normalised
from backend.chat.safety.vocabulary import Vocabulary

_COMMON_LISTS = ("SMÅORD", "NEKANDE", "INTE", "NU", "JAG")
"""Lists whose words stand in most texts, so that no pattern is looked up by them."""


class Lexicon:
    """Gives each element of a pattern a number, and then the vocabulary of all that have one."""

    def __init__(self, files: Mapping[str, FileData]) -> None:
        self._lists: dict[str, list[str]] = {}
        self._expanded: dict[str, list[str]] = {}
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
        """All forms of every element that has been numbered.

        Raises:
            ValueError: a word under `misspelt` is too short or in no list.
        """
        meanings: dict[str, set[int]] = {}
        for element, number in self._numbers.items():
            for form in self._forms_of(element):
                meanings.setdefault(form, set()).add(number)
        vocabulary = Vocabulary(
            self._ordinary,
            intensifiers=tuple(self._forms("FÖRSTÄRKANDE")),
            glue=frozenset(self._forms("HOPSKRIVET")),
        )
        for form, numbers in meanings.items():
            vocabulary.add(form, frozenset(numbers))
        for form in self._misspelt:
            vocabulary.expect_typos(normalised(form))
        return vocabulary

    def _commonness(self, number: int) -> tuple[bool, int, int]:
        forms = self._forms_of(self._elements[number])
        return (not self._common.isdisjoint(forms), len(forms), number)

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(form for name in _COMMON_LISTS for form in self._forms(name))

    def _forms_of(self, element: str) -> list[str]:
        return [form for choice in element.split("|") for form in self._forms(choice)]

    def _forms(self, choice: str) -> list[str]:
        """The words of a list, with the lists that it names, or the word itself."""
        if choice not in self._expanded:
            self._expanded[choice] = self._expand(choice)
        return self._expanded[choice]

    def _expand(self, choice: str) -> list[str]:
        if not choice.isupper():
            return [normalised(choice)]
        if choice not in self._lists:
            raise PatternError(f"«{choice}» is no list of words")
        forms: list[str] = []
        for form in self._lists[choice]:
            forms += self._forms(form) if form.isupper() else [normalised(form)]
        return forms
