"""Finds the word that was meant: missing å, ä, ö; a wrong, missing or swapped letter."""

import re
from collections import defaultdict

from actions.time_wishes.phrases import function_words
from actions.time_wishes.words import is_misspellable, time_words, word_set

_PLAIN = str.maketrans("åäöéü", "aaoeu")
_SHORTEST_MISSPELT = 5
_SHORTEST_UNDOTTED = 3

# Real words that look like a word of time without its dots.
_NOT_UNDOTTED = word_set("man son var ar host hosten ror sa at ratt har svar svart svara sond over")

# Real words that are one letter from a word of time.
_NOT_MISSPELT = word_set(
    """
    fasta kasta hasta lasta rasta basta testa vasta kvalen kvaller hälsa tidig veckla dagis
    dagens danken fredrik fredar märta marta maria marie april jonas junis lucas lunda undra
    andas andra ändra andre tredje aldrig eftersom eftermäle kliniken klackar klocks kloster
    klickar minuten mars tider tiden tidigt handen natta nattis helga hänga hosta hösta bästa
    mästa fästa resten rester testen festen veten sextio fester femman sexan trean tvåan fyran
    ettan femma läkare timmer timmens vilken viken vecklar väckan backen sankt nackan nacken
    nackar veckan sonden sonder vården vårdens våren vårdag varje varar världen värmen tolken
    tolk tolka kalla kallas kalle kvart kvarn lisa karna ögonen dotter ansikte innan inman
    trettio elvan halvan halvar halvtid heltid deltid fortsätta värda vårda vårdat vårdad vårdar
    kallar undrar helena helene fredens halsen halvt hands hand mandel maten magen mager manad
    mamman
    """
)


# Words that turn a time round, and so must be found.
_OFTEN_SWAPPED = word_set("före innan efter senast tidigast mellan inte utom från till")
_NOT_SWAPPED = word_set("fröe tlil itll")


def undotted(word: str) -> str:
    """The word with its å, ä, ö as people type them on a foreign keyboard."""
    return word.translate(_PLAIN)


def _swapped(word: str) -> set[str]:
    """The word with two neighbouring letters swapped: föer, itne."""
    return {
        word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)
    } - _NOT_SWAPPED


def _one_shorter(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(len(word))}


def _build() -> tuple[dict[str, str], dict[str, str], dict[str, frozenset[str]]]:
    times = time_words()
    exact = {**function_words(), **times}
    exact |= {
        swapped: exact[word]
        for word in _OFTEN_SWAPPED
        for swapped in _swapped(word)
        if swapped not in exact
    }
    plain: dict[str, str] = {}
    near: dict[str, set[str]] = defaultdict(set)
    for form, tokens in exact.items():
        plainly = undotted(form)
        if (
            len(form) >= _SHORTEST_UNDOTTED
            and plainly not in exact
            and plainly not in _NOT_UNDOTTED
        ):
            plain.setdefault(plainly, tokens)
        if form in times and is_misspellable(form, tokens):
            for shorter in {plainly, *_one_shorter(plainly)}:
                near[shorter].add(plainly)
    return exact, plain, {key: frozenset(forms) for key, forms in near.items()}


_EXACT, _UNDOTTED, _NEAR = _build()

# What is left of the longest words when they are typed in a hurry; a weekday is asked about.
_MANGLED = (
    (re.compile(r"f[öo]+re?m[ie]?d+[ai]?g?\w{0,3}"), "Pf"),
    (re.compile(r"[eä]f?t+e?r?m[ie]?d+[ai]?g?\w{0,3}"), "Pe"),
    (
        re.compile(
            r"(?:m[åao]n|ti[sz]|ons|tor|tos|fre|l[öo]r|s[öo]n)\w{0,3}(?:d|da|dg|ag|ad|gd|agg|das)"
        ),
        "Wunknown",
    ),
)
_OFTEN_JOINED = ("efter", "innan", "före", "nästa")
_TIME_CLASSES = frozenset("WHYJPM")


def tokens_of(word: str) -> str | None:
    """The canonical tokens of a word, separated by spaces; None for a word that has none.

    A misspelling that may be two different words is none of them: then the patient is asked.
    """
    return (
        _EXACT.get(word)
        or _UNDOTTED.get(word)
        or _split(word)
        or _misspelt(word)
        or next((tokens for pattern, tokens in _MANGLED if pattern.fullmatch(word)), None)
    )


def _split(word: str) -> str | None:
    """Efterhelgen, innanjul: two words written as one."""
    for first in _OFTEN_JOINED:
        rest = _EXACT.get(word.removeprefix(first), "") if word.startswith(first) else ""
        if rest and rest[0] in _TIME_CLASSES:
            return f"{_EXACT[first]} {rest}"
    return None


def _misspelt(word: str) -> str | None:
    if len(word) < _SHORTEST_MISSPELT or word in _NOT_MISSPELT:
        return None
    plain = undotted(word)
    close = {
        form
        for shorter in {plain, *_one_shorter(plain)}
        for form in _NEAR.get(shorter, ())
        if is_one_edit(plain, form)
    }
    meant = {_UNDOTTED.get(form) or _EXACT.get(form, "") for form in close} - {""}
    if len(meant) > 1 and len({tokens[:2] for tokens in meant}) == 1:
        return min(meant, key=_by_likelihood)
    return meant.pop() if len(meant) == 1 else None


def _by_likelihood(tokens: str) -> int:
    return "sdpgx".find(tokens[-1])


def is_one_edit(one: str, other: str) -> bool:
    """Whether a letter is added, missing or changed, or two neighbours are swapped."""
    if one == other:
        return True
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:])
    )
