"""The little language of the patterns."""

from __future__ import annotations

import pytest

from backend.chat.safety.patterns import Pattern, PatternError, parse
from backend.chat.safety.reading import Reading, Roles, read
from backend.chat.safety.vocabulary import Vocabulary

SMALL, NEGATION, TURN = 0, 1, 2


class Lists:
    """Numbers for literal words, with the roles that a reading needs."""

    def __init__(self) -> None:
        self.numbers = {"i|det|är|så": SMALL, "inte": NEGATION, "men": TURN}

    def number(self, element: str) -> int:
        """The number of an element, new or known."""
        return self.numbers.setdefault(element, len(self.numbers))

    def read(self, text: str) -> Reading:
        """The text with all numbered words marked."""
        vocabulary = Vocabulary()
        meanings: dict[str, set[int]] = {}
        for element, number in self.numbers.items():
            for form in element.split("|"):
                meanings.setdefault(form, set()).add(number)
        for form, numbers in meanings.items():
            vocabulary.add(form, frozenset(numbers))
        return read(text, vocabulary, Roles(SMALL, NEGATION, TURN))


def found(pattern: str, text: str) -> bool:
    lists = Lists()
    parsed: Pattern = parse(pattern, lists.number)
    return bool(parsed.spans(lists.read(text), lambda _: True))


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("ont bröstet", "ont i bröstet", True),
        ("ont bröstet", "ont mot bröstet", False),
        ("ont bröstet", "ont. i bröstet", False),
        ("ont _ bröstet", "ont i bröstet", False),
        ("ont _ bröstet", "ont bröstet", True),
        ("ont .. bröstet", "ont nere vid bröstet", True),
        ("ont .. bröstet", "ont men bröstet", False),
        ("ont .. bröstet", "ont inte bröstet", False),
        ("ont .. bröstet", "ont, vid bröstet", False),
        ("ont ... bröstet", "ont, ja mitt på hela bröstet", True),
        ("ont ... bröstet", "ont. bröstet", False),
        ("feber + kall", "kall och hon har feber", True),
        ("feber + kall", "kall. feber", False),
        ("feber & kall", "kall. feber", True),
        ("ont|smärta bröstet", "smärta i bröstet", True),
        ("^ svimmat", "det är svimmat idag", True),
        ("^ svimmat", "bussen svimmat", False),
        ("svimmat $", "har svimmat så", True),
        ("svimmat $", "har svimmat idag", False),
        ("svimmat $", "svimmat, idag", True),
    ],
)
def test_a_pattern_reaches_as_far_as_it_says(pattern: str, text: str, expected: bool) -> None:
    assert found(pattern, text) is expected


@pytest.mark.parametrize("pattern", ["", "ont ..", ".. ont", "a + b + c", "ont &", "a .. _ b", "^"])
def test_a_faulty_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        parse(pattern, Lists().number)
