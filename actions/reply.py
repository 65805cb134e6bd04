"""What an action answers: messages of whole sentences, each fact with its source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from backend.phrasing.texts import text


@dataclass(frozen=True)
class Fact:
    """Something that a record says.

    `value` is as in the record (a time in ISO 8601 with offset), `source` the FHIR resource that
    it came from, `shown` how it is said. Kinds are those of `interface.md`: time date place phone
    person clinic status preparation task goal limit fee.
    """

    kind: str
    value: str
    source: str
    shown: str = ""

    def __str__(self) -> str:
        return self.shown or self.value

    def as_dict(self) -> dict[str, str]:
        """As it goes out with the message."""
        return {"kind": self.kind, "value": self.value, "source": self.source}


@dataclass(frozen=True)
class Line:
    """A sentence or two, with the facts in it, and the text that it was made from."""

    text: str
    facts: tuple[Fact, ...] = ()
    key: str = field(default="", compare=False)
    blanks: Mapping[str, Fact | str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Button:
    """A quick reply: what it says, and the intent with entities that it stands for."""

    title: str
    intent: str
    entities: dict[str, Any] = field(default_factory=dict)

    @property
    def payload(self) -> str:
        """As Rasa writes it: `/choose_option{"slot": "s-1"}`."""
        carried = json.dumps(self.entities, ensure_ascii=False, sort_keys=True)
        return f"/{self.intent}{carried if self.entities else ''}"


@dataclass(frozen=True)
class Message:
    """One message to the patient."""

    lines: tuple[Line, ...]
    buttons: tuple[Button, ...] = ()
    card: dict[str, Any] | None = None
    lang: str | None = None
    safety: str | None = None
    failed: bool = False

    @property
    def text(self) -> str:
        """The lines, one under the other."""
        return "\n".join(line.text for line in self.lines)

    @property
    def facts(self) -> list[Fact]:
        """Each fact once, in the order that they are said."""
        return list(dict.fromkeys(fact for line in self.lines for fact in line.facts))

    def custom(self) -> dict[str, Any]:
        """What goes with the text through Rasa."""
        facts = list({(f.kind, f.value, f.source): f.as_dict() for f in self.facts}.values())
        parts = {
            "facts": facts,
            "card": self.card,
            "lang": self.lang,
            "safety": self.safety,
            "failed": self.failed,
        }
        return {name: part for name, part in parts.items() if part}


@dataclass(frozen=True)
class Reply:
    """The messages of a turn, and what is to be remembered after it (slot → value)."""

    messages: tuple[Message, ...]
    memory: dict[str, Any] = field(default_factory=dict)

    def remembering(self, **slots: Any) -> Reply:
        """The same reply with more to remember."""
        return replace(self, memory={**self.memory, **slots})

    def then(self, other: Reply) -> Reply:
        """This reply, and another after it; what the later one remembers wins."""
        return Reply(self.messages + other.messages, {**self.memory, **other.memory})


def say(key: str, *, simple: bool = False, **blanks: Fact | str) -> Line:
    """The text under `key` with its blanks filled in, the facts among them kept.

    Raises:
        backend.phrasing.texts.UnknownText, KeyError: a text or a blank that is missing.
    """
    shown = {name: str(value) for name, value in blanks.items()}
    sentence = text(key, simple=simple, **shown)
    facts = tuple(
        value
        for name, value in blanks.items()
        if isinstance(value, Fact) and str(value) in sentence
    )
    return Line(sentence, facts, key, blanks)


def message(*lines: Line | Iterable[Line] | None, buttons: Iterable[Button] = ()) -> Message:
    """One message of the lines that are there."""
    flat: list[Line] = []
    for line in lines:
        if isinstance(line, Line):
            flat.append(line)
        elif line is not None:
            flat.extend(line)
    return Message(tuple(flat), tuple(buttons))


def reply(*messages: Message) -> Reply:
    """A reply of these messages."""
    return Reply(messages)
