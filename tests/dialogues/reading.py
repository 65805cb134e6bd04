"""The dialogues as they are written in their files."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "conversations"
SAYS = ("säger", "trycker", "trycker igen", "assistenten hör av sig")
"""What is answered, or is something that the assistant says."""

OTHERS = ("någon annan tar", "någon annan försöker ta", "någon annan avbokar")
HAPPENS = (*OTHERS, "klockan", "loggar in igen", "Min plan visar", "personalen ser")
"""What happens beside the conversation."""

_EXPECTED = {"svar", "inte", "knappar", "fakta", "språk", "utloggad"}
_NEIGHBOURS = 500
_KEYS = {*SAYS, *HAPPENS, *_EXPECTED, "flik"}


@dataclass(frozen=True)
class Dialogue:
    """A dialogue as it is written in its file; `index` numbers it among all."""

    index: int
    file: str
    name: str
    patient: str
    turns: list[dict[str, Any]]
    relative: str | None = None
    no_deadline: bool = False
    after: dict[str, str] = field(default_factory=dict)

    @property
    def neighbour(self) -> int:
        """The number of somebody else's copy, who goes to the same clinics."""
        return self.index + _NEIGHBOURS

    @property
    def has_neighbour(self) -> bool:
        """Whether somebody else takes or gives up a time in it."""
        return any(turn.keys() & set(OTHERS) for turn in self.turns)


def all_dialogues() -> list[Dialogue]:
    """Every dialogue of every file.

    Raises:
        ValueError: a key that is not one; names the file and the dialogue.
    """
    found: list[Dialogue] = []
    for path in sorted(FOLDER.glob("*.yml")):
        for content in yaml.safe_load(path.read_text("utf-8")):
            for turn in content["turer"]:
                does = turn.keys() & {*SAYS, *HAPPENS}
                if not turn.keys() <= _KEYS or len(does) != 1:
                    raise ValueError(f"{path.name}, {content['samtal']}: {turn}")
            found.append(
                Dialogue(
                    index=len(found),
                    file=path.stem,
                    name=content["samtal"],
                    patient=content["patient"],
                    turns=content["turer"],
                    relative=content.get("närstående"),
                    no_deadline=content.get("utan sista dag", False),
                    after=content.get("efteråt") or {},
                )
            )
    return found
