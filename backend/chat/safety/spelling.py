"""Swedish as it is typed: words, pauses, and the ways in which one word is spelt."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum


class Pause(IntEnum):
    """What stands between a word and the next one."""

    NONE = 0
    COMMA = 1
    STOP = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word in small letters, and the pause after it."""

    text: str
    pause: Pause = Pause.NONE


# Every alternative begins with a character that no other accepts, so nothing is tried twice.
_PIECES = re.compile(
    r"(?P<word>\d+(?:[.,]\d+)?|[^\W\d_]+)"
    r"|(?P<comma>\.\.+|…|[,،():/–—]|(?<=\s)-(?=\s))"
    r"|(?P<stop>[.!?؟۔;\n])"
)
_LETTER_LIKE = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s"})
_DISGUISED = re.compile(r"(?<=[^\W\d_])[01345@$*](?=[^\W\d_])")
_LETTER_BY_LETTER = re.compile(r"(?<!\w)(?:[^\W\d_][ .-]){2,}[^\W\d_](?!\w)")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")

_UNSEEN = dict.fromkeys(map(ord, "'’‘´`\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff"), None)
_PICTURES = {"🚑": " ambulans ", "🆘": " sos "}
_PICTURE_RUN = re.compile("(🚑|🆘)+")
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670]")
_ARABIC = str.maketrans("أإآٱىةکیئؤ", "اااايهكييو")
_SPOKEN_STOPS = frozenset({"punkt", "utropstecken", "frågetecken"})

_FOLD = str.maketrans("åäöæøéèêëáàâãüúùíìïóòôõñçłąęśćźżńš", "aaoaoeeeeaaaauuuiiioooonclaesczzns")
_SOUND = str.maketrans(
    {"ä": "e", "æ": "e", "é": "e", "è": "e", "w": "v", "z": "s", "q": "k", "c": "k", "x": "ks"}
)


def words_of(text: str) -> list[Word]:
    """The words of a text in order. Hyphens join nothing and part nothing; quotes vanish."""
    text = _DISGUISED.sub(_undisguise, normalised(text))
    text = _LETTER_BY_LETTER.sub(_joined, text)
    words: list[Word] = []
    for piece in _PIECES.finditer(text):
        kind = piece.lastgroup
        if kind == "word":
            word = piece.group()
            if word not in _SPOKEN_STOPS:
                words.append(Word(word))
                continue
            kind = "stop"
        if words:
            pause = Pause.STOP if kind == "stop" else Pause.COMMA
            words[-1] = Word(words[-1].text, max(pause, words[-1].pause))
    return words


def _joined(found: re.Match[str]) -> str:
    """`s j ä l v` and `k.m.s`: letters written apart are one word."""
    return found.group()[::2]


def normalised(text: str) -> str:
    """Small letters, one way to write each, without quotes and what cannot be seen."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    text = unicodedata.normalize("NFKC", text).lower()
    text = _MARKS.sub("", text).translate(_UNSEEN).translate(_ARABIC)
    return _PICTURE_RUN.sub(lambda run: _PICTURES[run.group(1)], text)


def _undisguise(found: re.Match[str]) -> str:
    """`sj4lvmord` and `sj*lvmord`: a digit becomes its letter, a star nothing."""
    return "" if found.group() == "*" else found.group().translate(_LETTER_LIKE)


def shortened(word: str) -> str:
    """`hjäääälp` → `hjälp`: a letter three times or more is written once."""
    return _LONG_RUN.sub(r"\1", word)


def folded(word: str) -> str:
    """Without dots, rings and accents: `bröst` → `brost`."""
    return word if word.isascii() else word.translate(_FOLD)


def spelled_out(word: str) -> str:
    """`broestet`, `saar`, from a keyboard without å, ä and ö: folded as if it had them."""
    return word.replace("aa", "a").replace("ae", "a").replace("oe", "o")


def sound(word: str) -> str:
    """One spelling for words that sound alike: `hjerta` and `järta`, `lefva` and `leva`.

    A final -et and -e are the same, as in most dialects: `bröste`, `bröstet`.
    """
    word = _DOUBLED.sub(r"\1", word.translate(_SOUND)).replace("fv", "v").replace("dt", "t")
    if word[:2] in ("hj", "gj", "lj", "dj"):
        word = word[1:]
    if len(word) > 4 and word.endswith("et"):
        word = word[:-1]
    return word


def within(one: str, other: str, limit: int) -> bool:
    """Whether at most `limit` letters are added, left out, changed or swapped with the next."""
    if abs(len(one) - len(other)) > limit:
        return False
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return False
        before_last, last = last, row
    return last[-1] <= limit
