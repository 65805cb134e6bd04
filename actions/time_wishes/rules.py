"""How rules are written and tried: regular expressions over a line of canonical tokens.

A rule names the tokens that it may start with, so that few are tried at each word; the longest
match wins.
In `starts`, `#` is any number and a capital is that class of token (see `words`, `normalise`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from actions.time_wishes.items import Context, Item, Word

Built = Item | list[Item] | None
Build = Callable[[re.Match[str], Context], Built]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it builds; None if the match means nothing after all."""

    pattern: re.Pattern[str]
    build: Build


class Rules:
    """A set of rules, found by the token that they start with."""

    def __init__(self) -> None:
        self._by_start: dict[str, list[Rule]] = defaultdict(list)

    def rule(self, starts: str, pattern: str) -> Callable[[Build], Build]:
        """Registers the function as what a pattern builds."""

        def register(build: Build) -> Build:
            rule = Rule(re.compile(f"(?:{pattern}) "), build)
            for start in {_start(start) for start in starts.split()}:
                self._by_start[start].append(rule)
            return build

        return register

    def marks(self, starts: str, pattern: str, *items: Item) -> None:
        """Registers a pattern that always builds the same items, maybe none."""
        self.rule(starts, pattern)(lambda _found, _context: list(items))

    def patterns(self) -> Iterator[str]:
        """The patterns of all rules as they are written."""
        for rules in self._by_start.values():
            for rule in rules:
                yield rule.pattern.pattern

    def scan(self, tokens: Iterable[str], context: Context) -> Iterator[Item]:
        """The items of a line of tokens; a token that no rule takes is a word."""
        line = "".join(f"{token} " for token in tokens)
        position = 0
        while position < len(line):
            token = line[position : line.index(" ", position)]
            end, built = self._longest(token, line, position, context)
            yield from built
            position = end

    def _longest(
        self, token: str, line: str, position: int, context: Context
    ) -> tuple[int, list[Item]]:
        end, built = position + len(token) + 1, None
        reached = position
        for rule in self._by_start.get(_start(token), ()):
            found = rule.pattern.match(line, position)
            if found and found.end() > reached:
                items = rule.build(found, context)
                if items is not None:
                    reached = end = found.end()
                    built = items
        if built is None:
            return position + len(token) + 1, [Word(token)]
        return end, list(built) if isinstance(built, list) else [built]


def _start(token: str) -> str:
    first = token[0]
    if first.isdigit():
        return "#"
    return first if first.isupper() else token


GRAMMAR = Rules()
"""All rules of the grammar; the modules that write them are imported by `parser`."""

JOIN = r"(?:,|och|eller|/|\+|&)"
TO = r"(?:-|till|tom)"
THIS = r"(?:denna|den här|detta|innevarande|nuvarande|samma)"
COUNT = r"(?:\d{1,3}|en|ett)"


def count_of(written: str) -> int:
    """The number of a `COUNT`."""
    return 1 if written in {"en", "ett"} else int(written)
