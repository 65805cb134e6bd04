"""Where a page of the list ended: the sorted value and the number of its last row. Pure."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime

from backend.transcripts.filters import Sort
from backend.transcripts.problems import CursorInvalid

Value = datetime | float | int


@dataclass(frozen=True)
class Cursor:
    """The last row of a page."""

    sort: Sort
    value: Value
    n: int

    def written(self) -> str:
        """As it goes out: opaque, and safe in a link."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        packed = json.dumps([self.sort.value, value, self.n], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_cursor(written: str, sort: Sort) -> Cursor:
    """The cursor that `written` gave.

    Raises:
        CursorInvalid: it is none, or one of another order.
    """
    try:
        packed = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
        found_sort, value, n = json.loads(packed)
        if found_sort != sort or not isinstance(n, int):
            raise CursorInvalid
        if sort in (Sort.NEWEST, Sort.OLDEST):
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise CursorInvalid
            return Cursor(sort, moment, n)
        return Cursor(sort, float(value) if sort is Sort.CONFIDENCE else int(value), n)
    except (ValueError, TypeError, binascii.Error) as fault:
        raise CursorInvalid from fault
