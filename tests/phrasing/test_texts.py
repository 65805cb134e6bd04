"""The texts are Swedish that a tired person understands, and each is used."""

from __future__ import annotations

import re

import pytest

from backend.phrasing.texts import Text, UnknownText, all_texts, text
from backend.settings import ROOT

MOST_WORDS = 15
MOST_LIX = 35
LONG_WORD = 6
LONGEST_SENTENCE = 25

_KEY = re.compile(r"""["'`]([a-z_]+(?:\.[a-z_{}]+)*)["'`]""")


def swedish() -> list[Text]:
    """Every text but those in other languages and the bare words."""
    return [found for key, found in all_texts().items() if not key.startswith("languages.")]


def sentences(words: str) -> list[str]:
    """The sentences of a text, its blanks counted as one word each."""
    plain = re.sub(r"\{\w+\}", "tid", words).replace("kl.", "kl")
    return [found for found in re.split(r"[.?:]+\s+|[.?:]+$|\n", plain) if found.strip()]


def test_sentences_are_short_on_the_whole() -> None:
    lengths = [len(s.split()) for found in swedish() for s in sentences(found.text)]
    assert sum(lengths) / len(lengths) <= MOST_WORDS
    assert max(lengths) <= LONGEST_SENTENCE


def test_the_texts_are_easy_by_lix() -> None:
    words = [word for found in swedish() for word in re.findall(r"[^\W\d_]+", found.text)]
    count = sum(len(sentences(found.text)) for found in swedish())
    long = sum(len(word) > LONG_WORD for word in words)
    assert len(words) / count + 100 * long / len(words) <= MOST_LIX


@pytest.mark.parametrize("found", swedish(), ids=lambda found: found.key)
def test_a_text_keeps_the_house_rules(found: Text) -> None:
    for words in (found.text, found.simple or ""):
        assert "!" not in words
        assert not re.search(
            r"\b(?:vänligen|tyvärr kan|ovan|nedan|erhåll|avser|samt|ifall)\b", words
        )
        assert not re.search(r"\b(?:Du måste|misslyck)", words)
        assert "  " not in words


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    sources = "\n".join(
        path.read_text("utf-8")
        for folder in ("actions", "backend")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html")
    )
    prefixes = set(re.findall(r"""f["']([a-z_]+\.[a-z_.]*)\{""", sources))
    named = set(_KEY.findall(sources))
    unused = [
        key
        for key in all_texts()
        if not {key, key.removesuffix("_no_place"), key.removesuffix("_owner")} & named
        and not any(key.startswith(prefix) for prefix in prefixes)
    ]
    assert unused == []


def test_a_key_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownText):
        text("no.such")
    with pytest.raises(KeyError):
        text("gateway.failed")
