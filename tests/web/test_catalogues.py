"""Every text of the patient's pages is there in each language of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from backend.web.language import FOLDER, LANGUAGES, SWEDISH, translations
from backend.web.templating import TEMPLATES

Text = str | tuple[str, ...]
OTHERS = [language for language in LANGUAGES if language != SWEDISH]
_BLANK = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """What the templates say, as `pybabel extract` finds it."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(str(TEMPLATES), methods, options)
    return list(dict.fromkeys(text for _, _, text, _, _ in found))


def _catalogue(language: str) -> Catalog:
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _strings(text: Text) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def _pairs(language: str) -> Iterator[tuple[Text, Text]]:
    for message in _catalogue(language):
        if message.id:
            yield cast(Text, message.id), cast(Text, message.string)


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_missing_or_left_over(language: str, texts: list[Text]) -> None:
    translated = {
        text for text, said in _pairs(language) if all(part.strip() for part in _strings(said))
    }

    assert set(texts) - translated == set(), "missing: see docs/web.md, Languages"
    assert translated - set(texts) == set(), "left over: see docs/web.md, Languages"


@pytest.mark.parametrize("language", OTHERS)
def test_every_blank_is_filled_in_both_languages(language: str) -> None:
    differing = [
        text
        for text, said in _pairs(language)
        for part in _strings(said)
        if set(_BLANK.findall(part)) != set(_BLANK.findall(_strings(text)[0]))
    ]

    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_says_what_the_written_one_does(language: str) -> None:
    compiled = translations(language)

    differing = [
        text
        for text, said in _pairs(language)
        if (
            compiled.ngettext(text[0], text[1], 1)
            if isinstance(text, tuple)
            else compiled.gettext(text)
        )
        != _strings(said)[0]
    ]

    assert differing == [], "run `make catalogues`"
