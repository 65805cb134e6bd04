"""What `nasta-steg wish` does: which of some free times fit a wish."""

from collections.abc import Iterable
from datetime import datetime

from actions.time_wishes.constraints import STOCKHOLM, matching
from actions.time_wishes.parser import parse_wish


def read_wish(text: str, now_iso: str, lines: Iterable[str]) -> dict[str, bool | list[str]]:
    """Whether a wish is understood and ambiguous, and which lines fit it, as they were given.

    Each line is a start time in ISO 8601; without an offset it is on Swedish clocks, and so is
    `now_iso`. Empty lines are passed over. Nothing fits a wish that is not understood; a time fits
    an ambiguous one if it fits one of its readings. ValueError naming the line for anything else.
    """
    wish = parse_wish(text, _time(now_iso, "now"))
    given = [(line.strip(), number) for number, line in enumerate(lines, 1) if line.strip()]
    starts = [_time(line, f"line {number}") for line, number in given]
    return {
        "understood": wish.understood,
        "ambiguous": wish.understood and wish.ambiguous,
        "matches": [given[index][0] for index in matching(wish, starts)],
    }


def _time(written: str, where: str) -> datetime:
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{where}: {written!r} is not a time in ISO 8601") from None
    return time if time.tzinfo else time.replace(tzinfo=STOCKHOLM)
