"""Finds what stands beside a time and no rule has taken: it may turn the time into something else.

The patient is asked then, since a wrong date is worse than a question.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from actions.time_wishes.clauses import Clause
from actions.time_wishes.items import Bound, Grain, Item, Mark, Number, Piece, Word
from actions.time_wishes.leftovers import is_unread
from actions.time_wishes.polarity import Said
from actions.time_wishes.spelling import is_known
from actions.time_wishes.stories import is_past
from actions.time_wishes.vocabulary import KIN, OTHERS

_OWN = frozenset({Mark.BUSY, Mark.LEAVES})
_DENIALS = frozenset({Mark.NOT, Mark.EXCEPT, Mark.BAD})
_HARMLESS_BOUNDS = frozenset({Bound.NOT_UNTIL, Bound.AROUND})
_OTHERWISE = frozenset({Mark.ELSE, Mark.CORRECTS, Mark.BUT, Mark.SO})
_PREFERRING = frozenset({"helst", "hellre", "gärna"})
_SHORT, _VERY_SHORT = 4, 2
_FEW = 4
_KIN_WORDS = frozenset(Word(word) for word in KIN)
_OWN_DOINGS = frozenset(Word(word) for word in ("behöver", "måste", "ska", "tar", "får"))
_DURATION = re.compile(r"(?!en Ud|ett Ud)\S+ (?:lång |långa )?U[dvm][sp] ?")


def is_covered(clause: Clause, said: Said) -> bool:
    """Whether all that a clause says beside its times is understood."""
    if not (said.wished or said.denied or said.denied_first):
        # Fredag, annars 14: the number is some other time.
        number = clause.joint in _OTHERWISE and any(
            _is_loose_number(clause.items, index) for index in range(len(clause.items))
        )
        return not (number or _may_deny(clause))
    strange = not said.approved and _has_strange_words(clause, said)
    return not (strange or _has_loose_ends(clause.items))


def tells_strange_things(clause: Clause, said: Said) -> bool:
    """Whether unknown words, and nothing else, keep a clause from being understood."""
    return not (
        is_covered(clause, said)
        or said.problems
        or is_unread(clause)
        or _has_loose_ends(clause.items)
        or _may_deny(clause)
    )


def _may_deny(clause: Clause) -> bool:
    """Men osäert; så itne då; utom heger: a few words that may turn what was said before."""
    items = clause.items
    if clause.pieces or len(items) > _SHORT or is_past(clause):
        return False
    if clause.joint is Mark.BECAUSE:
        return False
    if items and items[-1] is Mark.EXCEPT:
        return True
    turns = clause.has(Mark.NOT, Mark.EXCEPT, Mark.THEN) or clause.joint is Mark.ELSE
    short = clause.joint is Mark.BUT and len(items) <= _VERY_SHORT
    hints = bool(_PREFERRING & set(clause.words)) or any(
        isinstance(item, Word) and _DURATION.fullmatch(item.text) for item in items
    )
    return (turns or short or hints) and any(map(_is_strange, items))


def _has_strange_words(clause: Clause, said: Said) -> bool:
    """Jag brukar vila mellan ett och tre; parkeringen är gratis efter 18."""
    if not said.wished and (said.appointment or not clause.has(*_OWN, *_DENIALS)):
        # Denied by what was said of it later: skolavslutningen är 11 juni så inte då.
        return False
    if said.wished and any(
        one in _KIN_WORDS and other in _OWN_DOINGS for one, other in pairwise(clause.items)
    ):
        # Frun behöver bilen på måndag.
        return True
    doing, subject = False, _end_of_subject(clause)
    told = not said.wished or clause.joint is Mark.BECAUSE
    for index, item in enumerate(clause.items):
        if item in _OWN:
            # Fredag ska jag på kryssning: what one is busy with may be anything, who is may not.
            if not doing and any(
                isinstance(n, Word) and n.text in OTHERS for n in clause.items[:index]
            ):
                # Tolken jobbar bara måndagar.
                return True
            doing = True
        elif isinstance(item, Piece):
            doing = False
        elif index < subject or doing or (told and _is_place(item)):
            continue
        elif _is_strange(item):
            return True
    return False


def _end_of_subject(clause: Clause) -> int:
    """Min son som ska tolka åt mig kan bara efter 15: whoever can, it is they who must.

    Returns:
        the index of the verb, 0 without one.
    """
    timed = next((n for n, item in enumerate(clause.items) if isinstance(item, Piece)), 0)
    verbs = [n for n, item in enumerate(clause.items[:timed]) if item is Mark.ABLE]
    # Nästa gång jag är i stan är 5 juli: what one can is told of something else.
    return verbs[-1] if verbs and Word("är") not in clause.items[verbs[-1] : timed] else 0


def _is_place(item: Item) -> bool:
    """Jobbet, skolan: a reason why a time is bad."""
    return isinstance(item, Word) and item.text.startswith("J")


def _is_strange(item: Item) -> bool:
    return isinstance(item, Word) and item.text.isalpha() and not is_known(item.text)


def _has_loose_ends(items: Sequence[Item]) -> bool:
    """Annars tar jag 24 efter 14: a number, or a limit to something that is no time."""
    busy = any(item in _OWN for item in items)
    if any(
        item is Mark.EXCEPT and all(isinstance(other, Word) for other in items[index + 1 :])
        for index, item in enumerate(items)
        if index + 1 < len(items)
    ):
        # Alla dagar utom heger.
        return True
    return any(
        (isinstance(item, Bound) and not _is_harmless(items, index))
        or (isinstance(item, Word) and _DURATION.fullmatch(item.text) is not None)
        or _is_labelled(items, index)
        or (busy and item is Mark.TO and _precedes_time(items, index))
        or _is_loose_number(items, index)
        for index, item in enumerate(items)
    )


def _is_harmless(items: Sequence[Item], index: int) -> bool:
    """Det är för tidigt: earlier ones too, of what was said before."""
    return items[index] in _HARMLESS_BOUNDS or items[index + 1 : index + 2] == [Mark.BAD]


def _is_labelled(items: Sequence[Item], index: int) -> bool:
    """Veckan efter sportlovet, vi har det vecka 9: the week 9 tells when something else is."""
    return items[index : index + 2] == [Word("har"), Word("det")] and isinstance(
        next(iter(items[index + 2 : index + 3]), None), Piece
    )


def _precedes_time(items: Sequence[Item], index: int) -> bool:
    """Tills på onsdag är jag inlagd."""
    after = [item for item in items[index + 1 : index + 3] if item != Word("på")]
    return bool(after) and isinstance(after[0], Piece)


def _is_loose_number(items: Sequence[Item], index: int) -> bool:
    item = items[index]
    if not isinstance(item, Number):
        return False
    before = items[index - 2] if index > 1 else None
    weeks = isinstance(before, Piece) and before.grain >= Grain.WEEK
    if weeks and items[index - 1] is Mark.OR and item.value <= _FEW:
        # Om en vecka eller två.
        return False
    following = items[index + 1] if index + 1 < len(items) else None
    return not isinstance(following, Word) or is_known(following.text)
