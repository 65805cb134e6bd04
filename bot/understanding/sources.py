"""Reads the lists of words that the features are made from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

import yaml

from understanding.lexicon import Lexicon, care_patterns, parsed, spoken_forms
from understanding.surroundings import Surroundings

_DATA = Path(__file__).resolve().parents[2] / "data"
CONCEPTS = _DATA / "concepts"
CARE_TERMS = _DATA / "lexicon"
_SURROUNDINGS = CONCEPTS / "around.yml"

_CONCEPT_OF = {
    "body.yml": "body",
    "examinations.yml": "exam",
    "fields.yml": "clinic",
    "illnesses.yml": "symptom",
    "samples.yml": "exam",
    "staff.yml": "person",
    "treatments.yml": "treatment",
    "visits.yml": "visit",
}
"""The concept of each file of care terms, which are kept for finding the visit that is meant."""


def source_files() -> list[Path]:
    """Every file that is read here."""
    return [*sorted(CONCEPTS.glob("*.yml")), *(CARE_TERMS / name for name in _CONCEPT_OF)]


def fingerprint() -> str:
    """Changes when a list or this package's code changes."""
    digest = hashlib.sha256()
    for path in [*source_files(), *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read_lexicon() -> Lexicon:
    """The concepts and the spoken forms, from `data/`."""
    patterns: dict[str, list[str]] = defaultdict(list)
    for path in sorted(CONCEPTS.glob("*.yml")):
        if path == _SURROUNDINGS:
            continue
        content = yaml.safe_load(path.read_text("utf-8"))
        if path.name == "spoken.yml":
            spoken = spoken_forms(content)
            continue
        for name, words in content.items():
            patterns[name] += parsed(words)
    for file, name in _CONCEPT_OF.items():
        content = yaml.safe_load((CARE_TERMS / file).read_text("utf-8"))
        for concept in content["concepts"]:
            groups = (concept.get(key, ()) for key in ("words", "short", "misspelt"))
            patterns[name] += care_patterns(word for group in groups for word in group)
    return Lexicon(patterns, spoken)


def read_surroundings() -> Surroundings:
    """What people put before and after what they ask."""
    return Surroundings(**yaml.safe_load(_SURROUNDINGS.read_text("utf-8")))
