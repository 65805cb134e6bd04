"""The forms that a Swedish noun of care is met in.

More forms than the word has: to be understood, "knäna" must lead to "knä", and it does no harm
that nobody says "knäerna".
"""

from __future__ import annotations

from functools import lru_cache

from snowballstemmer import stemmer

_VOWELS = "aeiouyåäö"
_AFTER_CONSONANT = ("en", "et", "ar", "arna", "er", "erna", "n", "na", "or", "orna", "e", "a")
_AFTER_A = ("an", "or", "orna", "at", "a")
_AFTER_E = ("en", "et", "ar", "arna", "e", "er", "arn", "na", "rna")
_AFTER_OTHER = ("n", "t", "et", "en", "er", "erna", "r", "rna", "na", "s")

_SNOWBALL = stemmer("swedish")


def forms(word: str) -> set[str]:
    """The forms of `word`, itself among them, each also in the genitive."""
    found = {word}
    if word.endswith("a"):
        found |= {word[:-1] + ending for ending in _AFTER_A} | {word + "n", word + "t"}
    elif word.endswith("e"):
        found |= {word[:-1] + ending for ending in _AFTER_E} | {word + "n", word + "t"}
    elif word[-1] in _VOWELS:
        found |= {word + ending for ending in _AFTER_OTHER}
    else:
        found |= {word + ending for ending in _AFTER_CONSONANT}
        if word.endswith(("el", "er", "en")):
            stem = word[:-2] + word[-1]
            found |= {stem + ending for ending in ("en", "et", "ar", "arna", "a", "or", "na")}
    return found | {form + "s" for form in found if not form.endswith("s")}


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of `word`, so that its forms can be compared."""
    found: str = _SNOWBALL.stemWord(word)
    return found
