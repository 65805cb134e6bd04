"""Finds the word that was meant: missing å, ä, ö; a wrong, missing or swapped letter."""

import re
from collections import defaultdict
from functools import cache

from actions.time_wishes.phrases import function_words
from actions.time_wishes.rules import GRAMMAR
from actions.time_wishes.vocabulary import VOCABULARY
from actions.time_wishes.words import is_misspellable, time_words, word_set

_PLAIN = str.maketrans("åäöéü", "aaoeu")
_SHORTEST_MISSPELT = 5
_SHORTEST_UNDOTTED = 3
_SHORTEST_SLIP = 4

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
    mamman släppa släpper ställa ställer lärare läraren
    nästan väcka räcka tecka vackra hästa gästa fästa heter ester annan senaste eftermäle
    kanal karna hinna finns finna minns vinna minna börja borde bordet tolvan varken varlden
    kollar rollen tidens salen kallas helse helhet lediga lednin ledning ledsen jobben fattas
    mellanmål mellis inned annat innanför tider någons allas allra allas sommare sommarn slutat
    slutar slutit sluta slutade tidning tidningar vanan kanten karlen fallet stallet
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


def _slips(word: str) -> set[str]:
    """The word with two letters swapped or one of them doubled, which hardly make another word."""
    return _swapped(word) | {word[: n + 1] + word[n:] for n in range(len(word))}


def _may_be_meant(form: str, tokens: str, *, is_time: bool) -> bool:
    """Whether a word one letter away can hardly be anything else."""
    if is_time and is_misspellable(form, tokens):
        return True
    return len(form) >= _SHORTEST_MISSPELT and not form.isdigit() and tokens[0] not in "WO123456789"


def means_something(word: str) -> bool:
    """Whether a word may be one that turns a time round or is one, with a letter wrong."""
    return any(
        is_one_edit(word, form)
        for shorter in {word, *_one_shorter(word)}
        for form in _NEAREST.get(shorter, ())
    )


def _nearest() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for form in {undotted(form) for form in [*function_words(), *time_words()]}:
        if len(form) >= _SHORTEST_SLIP:
            for shorter in {form, *_one_shorter(form)}:
                found[shorter].add(form)
    return found


def _one_shorter(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(len(word))}


def _build() -> tuple[dict[str, str], dict[str, str], dict[str, frozenset[str]]]:
    times = time_words()
    exact = {**function_words(), **times}
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
        if _may_be_meant(form, tokens, is_time=form in times):
            for shorter in {plainly, *_one_shorter(plainly)}:
                near[shorter].add(plainly)
    return exact, plain, {key: frozenset(forms) for key, forms in near.items()}


_EXACT, _UNDOTTED, _NEAR = _build()
_SLIPS = {
    slip: tokens
    for word, tokens in _EXACT.items()
    if len(word) >= _SHORTEST_SLIP or word in _OFTEN_SWAPPED
    for slip in _slips(word)
    if slip not in _NOT_MISSPELT
}
_WORD = re.compile(r"[a-zåäö]{3,}")
_NEAREST = _nearest()
_PLAIN_WORDS = frozenset(undotted(word) for word in VOCABULARY)
_SHORTEST_SLIGHT = 6
_SHORTEST_CHANGED = 9
_OF_TIME = "U"
"""A day, a week: the canonical tokens are known too."""

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
    read = _EXACT.get(word) or _UNDOTTED.get(word) or _split(word)
    if read or word in VOCABULARY or word in _words_of_rules():
        return read
    return (
        _SLIPS.get(word)
        or _misspelt(word)
        or _other_meant(word)
        or next((tokens for pattern, tokens in _MANGLED if pattern.fullmatch(word)), None)
    )


def _other_meant(word: str) -> str | None:
    """The word that says nothing by itself, or stands in a rule, that this is a misspelling of."""
    if len(word) < _SHORTEST_SLIP or means_something(undotted(word)):
        return None
    near = {
        other
        for shorter in {word, *_one_shorter(word)}
        for other in _others_near().get(shorter, ())
        if is_one_edit(word, other) and _is_likely(word, other)
    }
    return near.pop() if len(near) == 1 else None


def _is_likely(word: str, other: str) -> bool:
    if word.startswith(other) or other.startswith(word):
        # Semestern is no misspelling of semester.
        return False
    if word in _slips(other) or word == undotted(other):
        return True
    # Läraren is no läkaren: a letter changed for another makes another word too often.
    changed = len(word) == len(other)
    return len(word) >= (_SHORTEST_CHANGED if changed else _SHORTEST_SLIGHT)


@cache
def _others_near() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for word in VOCABULARY | _words_of_rules():
        for shorter in {word, *_one_shorter(word)}:
            near[shorter].add(word)
    return {key: frozenset(words) for key, words in near.items()}


@cache
def _words_of_rules() -> frozenset[str]:
    """The words that the patterns of the grammar name: they are no misspellings of others."""
    return frozenset(word for pattern in set(GRAMMAR.patterns()) for word in _WORD.findall(pattern))


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


def is_known(word: str) -> bool:
    """Whether a word, or a word that it is a misspelling of, says nothing about a time."""
    plain = undotted(word)
    return (
        word in VOCABULARY
        or word in _PLAIN_WORDS
        or word.startswith(_OF_TIME)
        or (
            len(word) >= _SHORTEST_SLIGHT
            and not means_something(plain)
            and any(
                is_one_edit(plain, known)
                for known in _PLAIN_WORDS
                if len(known) >= _SHORTEST_SLIGHT
            )
        )
    )
