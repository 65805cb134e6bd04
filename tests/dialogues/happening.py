"""What happens beside a conversation: time passes, somebody else books, staff look."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.dialogues.contracts import number_of
from tests.dialogues.neighbour import Neighbour
from tests.dialogues.reading import Dialogue
from tests.dialogues.scene import Scene


def happen(what: str, how: Any, scene: Scene, dialogue: Dialogue) -> list[str]:
    """Lets it happen.

    Returns:
        what was not as it should be.
    """
    if what == "klockan":
        scene.move_clock(how)
    elif what == "loggar in igen":
        scene.log_in_again()
    elif what == "Min plan visar":
        page = scene.patient().page("/plan")
        return [f"{word!r} står inte på Min plan" for word in how if word not in _text(page)]
    elif what == "personalen ser":
        return _seen_by_staff(how, scene)
    else:
        return _by_another(what, how, scene, dialogue)
    return []


def _by_another(what: str, when: str, scene: Scene, dialogue: Dialogue) -> list[str]:
    neighbour = Neighbour(scene.system, number_of(dialogue.neighbour))
    if what == "någon annan avbokar":
        neighbour.cancel(when)
        return []
    got_it = neighbour.take(when, scene.patient())
    if got_it is not (what == "någon annan tar"):
        return [f"någon annan {'fick' if got_it else 'fick inte'} {when}"]
    return []


def _seen_by_staff(words: list[str], scene: Scene) -> list[str]:
    """Looked for on the page of the newest request that was made in this dialogue."""
    newest = next(scene.new_requests(), None)
    if newest is None:
        return ["personalen har inte fått något"]
    page = _text(scene.system.staff_page(f"/staff/requests/{newest}"))
    return [f"{word!r} står inte hos personalen" for word in words if word not in page]


def _text(page: str) -> str:
    """What can be read on a page, without its tags."""
    main = page[page.find("<main") :]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))
