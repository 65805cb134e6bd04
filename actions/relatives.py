"""What is said to a relative: the same facts, with no "du" that is the patient."""

from __future__ import annotations

from dataclasses import replace

from actions.reply import Line, Reply
from backend.phrasing.texts import all_texts


def to_a_relative(found: Reply) -> Reply:
    """The reply with every text that is written for a relative too as it is said to them."""
    return replace(
        found,
        messages=tuple(
            replace(said, lines=tuple(_said(line) for line in said.lines))
            for said in found.messages
        ),
    )


def _said(line: Line) -> Line:
    written = all_texts().get(line.key)
    if written is None or written.relative is None:
        return line
    shown = {name: str(value) for name, value in line.blanks.items()}
    return replace(line, text=written.relative.format(**shown))
