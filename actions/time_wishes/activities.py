"""Tells from their order in the sentence what the patient and others are doing."""

from collections.abc import Iterable, Sequence

from actions.time_wishes.items import Item, Mark, Piece, Word
from actions.time_wishes.words import word_set

# Verbs that say nothing of what one is busy with.
_NEUTRAL_VERBS = word_set(
    """
    är har får vill ska kommer tror undrar hoppas tänker behöver söker tar väljer bor heter ser
    hör letar mår frågar menar klarar orkar ringer skriver svarar blir bokar tackar föreslår
    godtar accepterar gör vet känner förstår ångrar står sitter ligger slutar börjar gillar
    älskar fyller lider opererar missar glömmer var eller för efter under över inför när där här
    hur mer fler dagar tider ser anser lär bör avser brukar pensionär doktor mormor farfar törs
    vågar
    """
)
_HELPING = word_set(
    "kör skjutsar följer hjälper lämnar hämtar vill slutar börjar har är får ska kan ger tar står"
)
_NO_EVENT = _HELPING | word_set(
    "när för där här var eller hur fler mer över under efter oss hos dess"
)
_WE = word_set("jag ja vi han hon")
_OWNERS = word_set("min mitt mina vår vårt våra")
_DEFINITE = ("en", "an", "et", "arna", "erna")
_NO_NOUNS = word_set(
    "det vilket något allt mycket lite helst "
    "han man annan någon ingen den en igen sedan ändå redan innan också alla"
)
_SHORTEST_PASSIVE = 6
_ENDS = frozenset({Mark.COMMA, Mark.STOP, Mark.BUT})
_STARTS = frozenset({Mark.COMMA, Mark.STOP, Mark.BUT, Mark.AND, Mark.BECAUSE, Mark.SO})


def with_activities(items: Iterable[Item]) -> list[Item]:
    """The items with the patient's own doings, other people's, and "nej" after a time, as marks."""
    found = list(items)
    for index, item in enumerate(found):
        if isinstance(item, Word):
            found[index] = _doing(item, found, index)
        elif item is Mark.CORRECTS:
            found[index] = _answer(found, index)
    return found


def _doing(word: Word, items: Sequence[Item], index: int) -> Item:
    """Fredagar spelar jag bridge: busy; på fredag begravs min bror: somebody else's day."""
    before, after = _around(items, index)
    if word == Word("ja") and isinstance(before, Piece) and (after is None or after in _ENDS):
        return Mark.ABLE
    if _is_verb(word) and _is_own(before, after) and not _is_asking(word, after):
        told = before in _ARE or (index >= 2 and items[index - 2] in _ARE)
        return word if told else Mark.EVENT if _is_denied(items, index) else Mark.BUSY
    verb = word.text.endswith(("r", "s")) and word.text not in _NO_EVENT
    if verb and _is_of_another(items, index):
        return Mark.EVENT
    return word


_ARE = (Word("är"), Word("blir"))


def _around(items: Sequence[Item], index: int) -> tuple[Item | None, Item | None]:
    before = items[index - 1] if index else None
    return before, items[index + 1] if index + 1 < len(items) else None


def _is_verb(word: Word) -> bool:
    text = word.text
    return text.endswith("r") and text.islower() and len(text) > 2 and text not in _NEUTRAL_VERBS


def _is_own(before: Item | None, after: Item | None) -> bool:
    return any(isinstance(word, Word) and word.text in _WE for word in (before, after))


def _is_asking(word: Word, after: Item | None) -> bool:
    """Jag ber om en tid; but not: jag ber på fredagar."""
    return word.text == "ber" and after in {Word("om"), Word("att")}


def _is_denied(items: Sequence[Item], index: int) -> bool:
    """Cyklar jag inte: that one does not may mean that one is free or that one cannot come."""
    return Mark.NOT in items[index + 1 : index + 3]


def _is_of_another(items: Sequence[Item], index: int) -> bool:
    """A verb after somebody, min syster kommer; or between a time and them, kommer min syster."""
    before, after = _around(items, index)
    word = items[index]
    passive = isinstance(word, Word) and word.text.endswith("s")
    if passive and len(word.text) < _SHORTEST_PASSIVE:  # type: ignore[union-attr]
        return False
    if isinstance(before, Piece):
        return _is_somebody(after)
    owner, start = (items[index - k] if index >= k else Mark.STOP for k in (2, 3))
    owned = isinstance(owner, Word) and owner.text in _OWNERS and start in _STARTS
    return owned or (owner in _STARTS and _is_somebody(before) and not _is_owner(before))


def _is_owner(item: Item | None) -> bool:
    return isinstance(item, Word) and item.text in _OWNERS


def _is_somebody(item: Item | None) -> bool:
    return isinstance(item, Word) and (
        item.text in _OWNERS or (item.text.endswith(_DEFINITE) and item.text not in _NO_NOUNS)
    )


def _answer(items: Sequence[Item], index: int) -> Item:
    """Tisdag nej: bad; a "nej" before any time corrects none."""
    before, after = _around(items, index)
    if isinstance(before, Piece) and (after is None or after in _ENDS):
        return Mark.BAD
    corrects = any(isinstance(item, Piece) for item in items[:index])
    return Mark.CORRECTS if corrects else Mark.STOP
