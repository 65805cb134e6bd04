"""Which items an errand can be about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from actions.linking.items import Item
from actions.linking.result import ItemType, Target

_ONGOING = timedelta(hours=3)
"""A visit counts as ahead until this long after its start: the patient may be late for it."""

_WITH_PLAN = frozenset(
    {ItemType.APPOINTMENT, ItemType.STEP, ItemType.REFERRAL, ItemType.TASK, ItemType.CONTACT}
)
_TYPES: Mapping[Target, frozenset[ItemType]] = {
    Target.ANYTHING: _WITH_PLAN,
    Target.ALL: _WITH_PLAN,
    Target.UPCOMING: frozenset({ItemType.APPOINTMENT}),
    Target.WITHOUT_TIME: frozenset({ItemType.APPOINTMENT, ItemType.STEP, ItemType.REFERRAL}),
    Target.CONTACTS: frozenset({ItemType.CONTACT}),
    Target.REFERRALS: frozenset({ItemType.REFERRAL}),
    Target.TASKS: frozenset({ItemType.TASK}),
}


def belongs(item: Item, target: Target, now: datetime) -> bool:
    """Whether `item` can be what an errand with this target is about."""
    if item.type not in _TYPES[target]:
        return False
    if target is Target.UPCOMING:
        return item.booked and not item.cancelled and item.start is not None and item.start >= now
    if target is Target.WITHOUT_TIME:
        return item.start is None and is_ahead(item, now) and not item.handled
    return True


def is_ahead(item: Item, now: datetime) -> bool:
    """Whether it still lies ahead: not done, not cancelled, not past."""
    if item.done or item.cancelled:
        return False
    return item.start is None or item.start + _ONGOING >= now


def has_times(target: Target) -> bool:
    """Whether a day in the text can say which of the target's items is meant."""
    return target in (Target.ANYTHING, Target.ALL, Target.UPCOMING)
