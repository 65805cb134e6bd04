"""The lexicon: what is in it, and which faults in it are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from actions.linking.lexicon import LEXICON, LexiconFault, load_lexicon
from actions.linking.vocabulary import vocabulary

ENOUGH_CONCEPTS = 250


def test_the_lexicon_is_large_and_whole() -> None:
    assert len(load_lexicon().concepts) >= ENOUGH_CONCEPTS


def test_no_everyday_word_is_a_word_of_care_as_well() -> None:
    lexicon = load_lexicon()
    words = {word for concept in lexicon.concepts.values() for word in concept.words}
    assert not words & lexicon.everyday


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("- {name: hicka, words: [hicka], near: [finns ej]}", "'finns ej', which is no concept"),
        ("- {name: hicka, words: [spirometri]}", "'spirometri' stands in both"),
        ("- {name: hicka, words: [hicka], first: [ögon]}", "first 'ögon' stands in both"),
        ("- {name: spirometri, words: [hicka]}", "'spirometri' is there twice"),
        ("- {name: hicka, ord: [hicka]}", "extra.yml: 'hicka': ord"),
        ("- {name: hicka, is_a: [skov]}\n  - {name: skov, about: [hicka]}", "above itself"),
        ("- {name: hicka, means: [kardiolog]}", "which itself means others"),
        ("- {name: hicka, words: [hicka", "extra.yml"),
    ],
)
def test_a_fault_in_the_lexicon_is_named(tmp_path: Path, entry: str, fault: str) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(LEXICON, folder)
    content = f"kind: illness\nconcepts:\n  {entry}\n"
    (folder / "extra.yml").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconFault, match=fault):
        load_lexicon(folder)


@pytest.mark.parametrize(
    ("word", "concepts"),
    [
        ("ögonläkartiden", ("ögon", "läkare")),
        ("kardiologmottagningen", ("hjärta",)),
        ("hjärtmotagningen", ("hjärta",)),
        ("knäröntgen", ("knä", "röntgen")),
        ("hjartlakaren", ("hjärta", "läkare")),
        ("jertläkaren", ("hjärta", "läkare")),
        ("mangetkameran", ("magnetkamera",)),
        ("sjukjymnasten", ("fysioterapi",)),
        ("ortopäden", ("ortopedi", "läkare")),
        ("dialysdagarna", ("dialys",)),
        ("njurtransplantationsteamet", ("njurar", "transplantation")),
    ],
)
def test_a_word_is_understood(word: str, concepts: tuple[str, ...]) -> None:
    sense = vocabulary().word(word)
    assert sense is not None
    assert sense.concepts == concepts


@pytest.mark.parametrize(
    "word",
    ["människan", "handväska", "fotbollen", "handläggaren", "tandborsten", "meningen", "verkligen",
     "bussen", "vägen", "huvudman", "förstår", "behandlare2", "svarar", "lever"],
)  # fmt: skip
def test_an_everyday_word_is_no_word_of_care(word: str) -> None:
    assert vocabulary().word(word) is None
