"""Cuts a text into clauses: one thing said about when, with what joins it to the one before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Item, Mark, Piece, Word
from actions.time_wishes.words import word_set

_STRONG = frozenset(
    {Mark.STOP, Mark.BUT, Mark.SO, Mark.BECAUSE, Mark.ELSE, Mark.NAMELY, Mark.CORRECTS}
)
_PREDICATES = frozenset({Mark.ABLE, Mark.BUSY, Mark.BAD, Mark.LEAVES})
_BAD = frozenset({Mark.BUSY, Mark.BAD, Mark.LEAVES})
_DENIALS = frozenset({Mark.NOT, Mark.EXCEPT})
_WEAK = frozenset({Mark.COMMA, Mark.AND})
_JOINTS = frozenset({Mark.COMMA, Mark.AND, Mark.OR, Mark.SLASH, Mark.DASH})

_WE = frozenset({"jag", "ja", "vi", "han", "hon"})
_ONLY = word_set("bara endast enbart")
_WISHING = word_set("bara endast enbart helst gärna")
_COPULAS = word_set("är vore blir hade funkade får")
_SUBJECTS = frozenset(Word(word) for word in ("jag", "ja", "vi", "ni", "det", "de", "man", "du"))
_WHEN = Word("när")
_ALL = frozenset({Mark.ANY, Word("alla")})
_FROM_THEN = ([Mark.AFTER_THAT], [Mark.BEFORE_THAT], [Mark.AFTERWARDS])
_TOO = ([Bound.BACKWARDS, Mark.BAD], [Bound.ONWARDS, Mark.BAD])
_IT = frozenset(Word(word) for word in ("det", "de", "den"))
_ABOUT_IT = word_set("det då den de tyvärr")


@dataclass(slots=True)
class Clause:
    """The items of a clause and the mark that it began with."""

    joint: Mark | None
    items: list[Item] = field(default_factory=list)

    def has(self, *marks: Item) -> bool:
        """Whether any of the marks is in it."""
        return any(item in marks for item in self.items)

    @property
    def pieces(self) -> list[Piece]:
        """Its expressions of time."""
        return [item for item in self.items if isinstance(item, Piece)]

    @property
    def words(self) -> list[str]:
        """The words that say nothing about time."""
        return [item.text for item in self.items if isinstance(item, Word)]


def clauses_of(items: Sequence[Item]) -> list[Clause]:
    """The clauses of a text, none of them empty."""
    return [clause for clause in _cut(items) if clause.items]


def _cut(items: Sequence[Item]) -> list[Clause]:
    clauses = [Clause(None)]
    for index, item in enumerate(items):
        current = clauses[-1]
        if item in _STRONG and isinstance(item, Mark):
            clauses.append(Clause(item))
        elif item in _WEAK and isinstance(item, Mark) and _cuts_weakly(current, items, index):
            joint = Mark.NAMELY if _is_namely(items, index) else item
            clauses.append(Clause(joint))
        elif (current.items and item == _WHEN) or _begins_clause(current, items, index):
            clauses.append(Clause(None, [item]))
        else:
            current.items.append(item)
    return clauses


def _cuts_weakly(current: Clause, items: Sequence[Item], index: int) -> bool:
    """Whether what follows a comma or an "och" says something of its own."""
    if _is_namely(items, index):
        return True
    if items[index] is Mark.AND and _lists_exceptions(current):
        return False
    if items[index] is Mark.COMMA and not current.pieces and current.items[-2:] in _TOO:
        # Det är för tidigt, tio eller senare.
        return True
    if current.pieces and items[index + 1 : index + 2] in _FROM_THEN:
        return True
    following = items[index + 1] if index + 1 < len(items) else None
    if current.has(Mark.EVENT) and isinstance(following, Word) and following.text in _WE:
        # Min syster fyller år på fredag och jag vill ha tid på måndag.
        return True
    rest = _until(_STRONG, items, index + 1)
    said = _until(_STRONG | {Mark.COMMA}, items, index + 1)
    if items[index] is Mark.COMMA and _is_main_clause(current, rest):
        return True
    if items[index] is Mark.COMMA and current.has(Mark.NOT) and list(rest[1:]) == [Mark.THEN]:
        # Jag kan inte den 18, den 19 då?
        return True
    first = next((n for n, item in enumerate(rest) if isinstance(item, Piece)), len(rest))
    comma, predicated = items[index] is Mark.COMMA, _is_predicated(current.items)
    if not any(isinstance(item, Piece) for item in said):
        tells = bool(said) and isinstance(said[0], Word) and said[0].text in _WE
        return comma and ((_is_predicated(said) and _starts_anew(said)) or tells)
    if _is_predicated(rest[:first]) or {Mark.DESTINATION, Mark.ANY} & _marks(rest[:first]):
        return predicated or comma
    if not _is_topic(rest, first):
        return False
    if comma and rest[first + 1 : first + 2] == [Mark.ANY]:
        return True
    return predicated or (comma and any(item in {Mark.OR, Mark.AND} for item in current.items))


def _is_main_clause(current: Clause, rest: Sequence[Item]) -> bool:
    """Tiden krockar med jobbet, jag slutar halv fyra: a subject first begins something new."""
    begins = bool(rest) and isinstance(rest[0], Word) and rest[0].text in _WE
    return begins and current.has(*_BAD) and any(isinstance(item, Piece) for item in rest)


def _marks(items: Sequence[Item]) -> set[Mark]:
    return {item for item in items if isinstance(item, Mark)}


def _starts_anew(said: Sequence[Item]) -> bool:
    """Bussen går inte då; but not "det går inte", which is about what was just said."""
    first = said[0]
    return first is Mark.BUSY or (isinstance(first, Word) and first.text not in _ABOUT_IT)


def _is_namely(items: Sequence[Item], index: int) -> bool:
    """När han är ledig, det är fredagar."""
    after = items[index + 1 : index + 4]
    return (
        len(after) == 3
        and list(after[:2]) == [Word("det"), Word("är")]
        and isinstance(after[2], Piece)
    )


def _begins_clause(current: Clause, items: Sequence[Item], index: int) -> bool:
    """A new topic, or a new verb after something denied, where nobody put a full stop."""
    item = items[index]
    last = current.items[-1] if current.items else None
    if isinstance(item, Piece) and (
        _lists_exceptions(current) or _is_hour_of_topic(current, items, index)
    ):
        return False
    if isinstance(item, Piece):
        return (
            (
                _is_complete(current.items)
                and last not in _JOINTS
                and last not in _DENIALS
                and not isinstance(last, Piece)
                and (last not in {Mark.ABLE, Mark.BUSY} or _is_told_of(current.items))
                and last not in {Mark.TO, Mark.DESTINATION, Bound.NOT_UNTIL}
                and _is_topic(_until(_STRONG, items, index), 0)
            )
            or (
                last is Mark.NOT
                and _denies_topic(current.items)
                and _is_topic(_until(_STRONG | {Mark.COMMA}, items, index), 0)
            )
            or (
                isinstance(last, Piece)
                and _is_denied(current.items)
                and _is_topic(_until(_STRONG | {Mark.COMMA}, items, index), 0)
            )
        )
    if isinstance(item, Word) and item.text in _ONLY:
        return _ends_denied(current.items)
    if isinstance(item, Word) and item.text in _WE:
        spoken = items[index + 1] if index + 1 < len(items) else None
        wished = current.pieces and _WISHING & set(current.words)
        return bool(
            (wished and spoken in _PREDICATES)
            or (spoken in _BAD and current.pieces and current.has(Mark.NOT))
            or (spoken is Mark.ABLE and current.has(*_BAD))
        )
    if item in _BAD and last is Mark.ABLE:
        # Fredag inte bra jag går i moskén.
        return bool(current.pieces) and current.has(Mark.NOT)
    if item is Mark.ABLE and last is Mark.NOT and _denies_topic(current.items):
        # Måndag funkar inte går det en lördag; but not: måndag är det inte bra före tio.
        said = _until(_STRONG, items, index + 1)
        return (
            bool(said) and said[0] in _SUBJECTS and any(isinstance(other, Piece) for other in said)
        )
    if item is Mark.ABLE:
        rest = _until(_STRONG, items, index + 1)
        bad = current.has(*_BAD) and isinstance(last, Word) and last.text not in _WE
        denied = _ends_denied(current.items)
        return (bad or denied) and any(isinstance(other, Piece) for other in rest)
    return False


def _lists_exceptions(current: Clause) -> bool:
    """Allt utom måndag förmiddag och fredag går bra: the verb is that of "allt"."""
    if not current.has(Mark.EXCEPT) or current.has(Mark.ABLE):
        return False
    said = current.items[: current.items.index(Mark.EXCEPT)]
    return any(item in _ALL for item in said)


def _is_hour_of_topic(current: Clause, items: Sequence[Item], index: int) -> bool:
    """Fredagar kan jag eftermiddag och lördagar kan jag …: the afternoon is the Fridays'."""
    item, after = items[index], list(items[index + 1 : index + 3])
    return (
        isinstance(item, Piece)
        and item.is_clock
        and not any(piece.is_clock for piece in current.pieces)
        and len(after) == 2
        and after[0] in _JOINTS
        and isinstance(after[1], Piece)
        and not after[1].is_clock
    )


def _denies_topic(items: Sequence[Item]) -> bool:
    """Måndag funkar inte, torsdag kan jag inte: with its day before the verb."""
    if len(items) >= 3 and items[-3] in _IT and items[-2] is Mark.ABLE:
        # De går inte kan ja få fredag.
        return True
    told = [item for item in items if item not in _SUBJECTS]
    return len(told) >= 3 and told[-2] is Mark.ABLE and isinstance(told[-3], Piece)


def _is_told_of(items: Sequence[Item]) -> bool:
    """Onsdag ok: the verb has its day before it, and needs none after."""
    told = (item for item in reversed(items) if item not in {Mark.ABLE, Mark.BUSY})
    return isinstance(next(told, None), Piece)


def _until(marks: frozenset[Mark], items: Sequence[Item], index: int) -> Sequence[Item]:
    end = index
    while end < len(items) and items[end] not in marks:
        end += 1
    return items[index:end]


def _is_predicated(items: Sequence[Item]) -> bool:
    return any(item in _PREDICATES or item in _DENIALS for item in items)


def _is_complete(items: Sequence[Item]) -> bool:
    return _is_predicated(items) and any(isinstance(item, Piece | Problem) for item in items)


def _is_denied(items: Sequence[Item]) -> bool:
    return any(item in _DENIALS for item in items)


def _ends_denied(items: Sequence[Item]) -> bool:
    """Whether a denial is followed by what it denies."""
    for index, item in enumerate(items):
        if item in _DENIALS:
            return any(isinstance(other, Piece) for other in items[index:])
    return False


def _is_topic(rest: Sequence[Item], start: int) -> bool:
    """Whether a piece, with those joined to it, has a verb of its own: "tisdag går bra"."""
    for index in range(start, len(rest)):
        item = rest[index]
        if isinstance(item, Piece):
            continue
        if item in _JOINTS and index + 1 < len(rest) and isinstance(rest[index + 1], Piece):
            continue
        if item is Mark.NOT:
            # Torsdag ej ok, torsdag inte; but not: torsdag inte fredag.
            after = rest[index + 1] if index + 1 < len(rest) else None
            if _is_clock(after) and not any(_is_clock(said) for said in rest[start:index]):
                # Torsdagar inte efter två.
                return True
            return after is None or after in _PREDICATES or after is Mark.COMMA
        if item is Mark.EXCEPT:
            # Måndagar undantagna.
            return index > start and index + 1 == len(rest)
        return (
            item in _PREDICATES
            or item is Mark.ANY
            or (isinstance(item, Word) and item.text in _COPULAS)
        )
    return False


def _is_clock(item: Item | None) -> bool:
    return isinstance(item, Piece) and item.is_clock
