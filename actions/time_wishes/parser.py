"""Parses a text into a wish: the grammar from its first token to its readings."""

from collections.abc import Collection
from datetime import datetime

# The modules that write the rules of the grammar; of two matches equally long the first one wins.
from actions.time_wishes import (  # noqa: F401
    appointments,
    clock,
    comparisons,
    dates,
    feasts,
    idioms,
    marks,
    ordinals,
    periods,
    predicates,
    weeks,
)
from actions.time_wishes.activities import with_activities
from actions.time_wishes.clauses import clauses_of
from actions.time_wishes.constraints import Problem, TimeWish, local
from actions.time_wishes.doubts import lacks_comma
from actions.time_wishes.hours import with_hours
from actions.time_wishes.items import Context, Item, Word
from actions.time_wishes.joining import bounds, destinations, ranges
from actions.time_wishes.lists import alternatives, with_months
from actions.time_wishes.rules import GRAMMAR
from actions.time_wishes.sense import sense_of
from actions.time_wishes.settle import settled
from actions.time_wishes.spelling import is_known, undotted
from actions.time_wishes.tokens import canonical_tokens

_SAYS_NOTHING = Word("liksom")


def parse_wish(
    text: str,
    now: datetime,
    reference: datetime | None = None,
    *,
    named: Collection[str] = (),
) -> TimeWish:
    """What a text says about when its writer wants to come.

    `now` and `reference`, the start of the appointment that is to be moved, are aware. A word that
    the grammar does not know makes it ask, unless it is one of `named`: those that are known to
    name a visit, a place or a person. No text raises. ValueError for naive times.
    """
    context = Context(local(now), local(reference) if reference else None)
    items = scan(text, context)
    if named:
        plain = {undotted(word.casefold()) for word in named}
        items = [_SAYS_NOTHING if _is_one_of(plain, item) else item for item in items]
    sense = sense_of(clauses_of(items), context)
    if lacks_comma(items):
        sense.problems.append(Problem.UNCLEAR)
    return settled(sense, context)


def _is_one_of(plain: Collection[str], item: Item) -> bool:
    return isinstance(item, Word) and undotted(item.text) in plain and not is_known(item.text)


def scan(text: str, context: Context) -> list[Item]:
    """The pieces of time in a text, joined where they belong, and the marks between them."""
    items = with_activities(GRAMMAR.scan(canonical_tokens(text, context.today.year), context))
    timed = with_months(with_hours(destinations(alternatives(items)), context.today))
    return bounds(ranges(timed, context), context)
