"""A wish made of simple ones fits what they fit together, or is asked about."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from actions.time_wishes import filter_matches, parse_wish

Times = frozenset[datetime]

NOW = datetime(2026, 11, 3, 9, 10, tzinfo=ZoneInfo("Europe/Stockholm"))
ALL = [
    (NOW + timedelta(days=days)).replace(hour=hour, minute=5)
    for days in range(1, 50)
    for hour in range(7, 19)
]
DAYS = ("på torsdag", "fredagar", "25/11")
OTHERS = ("på måndag", "måndagar", "tisdag den 17 november")
HOURS = ("efter klockan 14", "på förmiddagen")
OTHER_HOURS = ("före tio", "mellan 10 och 12")


@cache
def fitting(text: str) -> Times | None:
    wish = parse_wish(text, NOW)
    certain = wish.understood and not wish.ambiguous
    return frozenset(filter_matches(wish, ALL)) if certain else None


def read_otherwise(
    template: str, meant: Callable[[Times, Times, Times, Times], Times]
) -> Iterator[str]:
    """The wishes of a template that fit other times than their parts do together."""
    for parts in product(DAYS, OTHERS, HOURS, OTHER_HOURS):
        said = template.format(*parts)
        found = fitting(said)
        times = [fitting(part) or frozenset() for part in parts]
        if found is not None and found != meant(*times):
            yield said


@pytest.mark.parametrize(
    "template",
    ["{0} {2} eller {1} {3}", "{0} kan jag {2} och {1} kan jag {3}", "{2} {0} eller {3} {1}"],
)
def test_each_day_has_its_own_hours(template: str) -> None:
    assert not list(read_otherwise(template, lambda a, b, c, d: (a & c) | (b & d)))


@pytest.mark.parametrize(
    "template", ["{0} går inte men {1} {2}", "{0} är jag bortrest så {1} {2}", "{1} {2}, inte {0}"]
)
def test_what_is_ruled_out_takes_nothing_from_other_days(template: str) -> None:
    assert not list(read_otherwise(template, lambda a, b, c, _: (b & c) - a))


@pytest.mark.parametrize("template", ["{0} bara {2}, {1} hela dagen", "{0} {2} men {1} hela dagen"])
def test_all_of_a_day_is_not_narrowed_by_another_days_hours(template: str) -> None:
    assert not list(read_otherwise(template, lambda a, b, c, _: (a & c) | b))


@pytest.mark.parametrize("template", ["{0} kan jag inte {2} men {1} går bra"])
def test_hours_that_are_ruled_out_are_ruled_out_of_their_day(template: str) -> None:
    assert not list(read_otherwise(template, lambda a, b, c, _: (a - c) | b))
