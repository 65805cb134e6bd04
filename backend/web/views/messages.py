"""Messages as the chat shows them: lines as paragraphs and lists, numbers to ring, choices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from backend.chat.schemas import Button, ChatMessage
from backend.web.views.cards import NUMBERED, Card, card_of
from backend.web.views.phones import Part, parts

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_BULLET = re.compile(r"^[–•-]\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list of lines."""

    kind: Literal["paragraph", "bullets", "numbers"]
    lines: list[list[Part]]


@dataclass(frozen=True)
class MessageView:
    """A message.

    `blocks` are the text, `after` what of it comes after the card. `chosen` is a patient's message
    that was a quick reply. `choices` are the quick replies that
    may be pressed now, but for those that stand in the card: `in_card`.
    """

    number: int | None
    sender: str
    author: str | None
    chosen: bool
    blocks: list[Block]
    after: list[Block]
    choices: list[Button]
    card: Card | None
    in_card: list[Button]
    safety: str | None
    failed: bool
    lang: str | None
    direction: str
    at: datetime | None


def message_views(messages: Sequence[ChatMessage]) -> list[MessageView]:
    """The messages, oldest first; only what was said after the patient's last can be pressed."""
    last = max(
        (place for place, found in enumerate(messages) if found.sender == "patient"), default=-1
    )
    offered: set[str] = set()
    views = []
    for place, found in enumerate(messages):
        mine = found.sender == "patient"
        views.append(_view(found, chosen=mine and found.text in offered, live=place > last))
        offered = set() if mine else offered | {button.title for button in found.buttons}
    return views


def _view(message: ChatMessage, *, chosen: bool, live: bool) -> MessageView:
    phones = [fact.value for fact in message.facts if fact.kind == "phone"]
    card = card_of(message)
    hidden = card.instead_of if card else ()
    offered = {offer.payload for offer in card.offers} if card else set()
    buttons = unique(message.buttons) if live else []
    lines = message.text.splitlines()
    split = min(hidden, default=len(lines))
    rest = [line for place, line in enumerate(lines) if place > split and place not in hidden]
    return MessageView(
        number=message.number,
        sender=message.sender,
        author=message.author,
        chosen=chosen,
        blocks=blocks(lines[:split], phones),
        after=blocks(rest, phones),
        choices=[button for button in buttons if button.payload not in offered],
        card=card,
        in_card=[button for button in buttons if button.payload in offered],
        safety=message.safety,
        failed=message.failed,
        lang=message.lang,
        direction="rtl" if message.lang in RIGHT_TO_LEFT else "ltr",
        at=message.at,
    )


def blocks(lines: Sequence[str], phones: Sequence[str] = ()) -> list[Block]:
    """Lines that begin with a dash or a number as lists, the others as paragraphs."""
    found: list[Block] = []
    for raw in lines:
        line = raw.strip()
        if not line:
            continue
        kind: Literal["paragraph", "bullets", "numbers"] = "paragraph"
        if _BULLET.match(line):
            kind, line = "bullets", _BULLET.sub("", line)
        elif NUMBERED.match(line):
            kind, line = "numbers", NUMBERED.sub("", line)
        pieces = parts(line, phones)
        if kind != "paragraph" and found and found[-1].kind == kind:
            found[-1].lines.append(pieces)
        else:
            found.append(Block(kind, [pieces]))
    return found


def unique(buttons: Sequence[Button]) -> list[Button]:
    """The buttons, of those with the same name only the first."""
    by_title: dict[str, Button] = {}
    for button in buttons:
        by_title.setdefault(button.title, button)
    return list(by_title.values())
