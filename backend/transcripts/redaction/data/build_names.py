# /// script
# requires-python = ">=3.11"
# dependencies = ["faker==40.54.0", "mimesis==22.2.0", "simplemma==2.0.0"]
# ///
"""Writes the name lists: `uv run backend/transcripts/redaction/data/build_names.py`.

Names come from Faker and Mimesis (both MIT) and additions.txt; Simplemma only tells which of them
are also ordinary Swedish or English words. Such a name is weak: it needs more around it before it
is taken for a person's. The weak ones among Sweden's commonest (Faker's sv_SE lists) are kept
apart, as they are the likelier ones; names from further away are kept apart too. Needed again only
when the sources change.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import mimesis  # type: ignore[import-not-found, unused-ignore]
from simplemma.strategies.dictionaries.dictionary_factory import (  # type: ignore[import-not-found, unused-ignore]
    DefaultDictionaryFactory,
)

HERE = Path(__file__).parent

# Names borne in Sweden: the Nordic ones first, then where people have moved from.
FAKER_NEAR = ("sv_SE", "fi_FI", "no_NO", "da_DK", "de_DE", "en_GB", "hr_HR", "pl_PL", "tr_TR")
FAKER_FAR = [
    "is_IS",
    "en_US",
    "es_ES",
    "es_CL",
    "pt_PT",
    "fr_FR",
    "it_IT",
    "nl_NL",
    "sl_SI",
    "cs_CZ",
    "sk_SK",
    "ro_RO",
    "hu_HU",
    "et_EE",
    "lv_LV",
    "lt_LT",
    "az_AZ",
    "uz_UZ",
    "en_PK",
    "en_IN",
    "en_KE",
    "en_NG",
    "yo_NG",
    "ig_NG",
    "ha_NG",
    "sw",
    "id_ID",
    "vi_VN",
]
MIMESIS_NEAR = ("sv", "fi", "no", "da", "tr", "pl", "hr")
MIMESIS_FAR = ("et", "is", "de", "en", "es", "fr", "it", "nl", "pt", "cs", "sk", "hu")

_NAME = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*")
_KEPT = str.maketrans({"å": "\uf001", "ä": "\uf002", "ö": "\uf003"})
_BACK = str.maketrans({"\uf001": "å", "\uf002": "ä", "\uf003": "ö"})
_LETTERS = str.maketrans("øæœðþłđıŀß", "öäödtldils")


def plain(name: str) -> str:
    """Lower case, with å, ä, ö and no other marks."""
    kept = unicodedata.normalize("NFC", name).lower().translate(_LETTERS).translate(_KEPT)
    bare = "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
    return bare.translate(_BACK)


def bare(name: str) -> str:
    """As somebody without å, ä and ö on the keyboard writes it."""
    return name.translate(str.maketrans("åäö", "aao"))


def _words_of(values: object) -> Iterable[str]:
    if isinstance(values, dict):  # either groups of names, or names with their weights
        groups = [_words_of(group) for group in values.values()]
        values = [each for group in groups for each in group] or list(values)
    return [str(each) for each in values] if isinstance(values, (list, tuple, set)) else []


def from_faker(locales: Iterable[str]) -> tuple[set[str], set[str]]:
    """Given and family names of these Faker locales."""
    given: set[str] = set()
    family: set[str] = set()
    for locale in locales:
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for field in dir(provider):
            if field.startswith("_") or field.endswith("without_suffix"):
                continue
            if "last_names" in field:
                family.update(_words_of(getattr(provider, field)))
            elif "first_names" in field:
                given.update(_words_of(getattr(provider, field)))
    return given, family


def from_mimesis(locales: Iterable[str]) -> tuple[set[str], set[str]]:
    """Given and family names of these Mimesis locales."""
    given: set[str] = set()
    family: set[str] = set()
    for locale in locales:
        path = Path(mimesis.__file__).parent / "datasets" / locale / "person.json"
        data = json.loads(path.read_text("utf-8"))
        given.update(_words_of(data.get("names", {})))
        family.update(_words_of(data.get("surnames", data.get("surname", []))))
    return given, family


def tidy(names: Iterable[str]) -> set[str]:
    """Names as single lower-case words; names in other scripts are left out."""
    found: set[str] = set()
    for name in names:
        for word in plain(name).split():
            if _NAME.fullmatch(word) and re.fullmatch(r"[a-zåäö-]+", word):
                found.add(word)
                if bare(word) != word:
                    found.add(bare(word))
    return found


def listed(file: str) -> set[str]:
    """The words of a file of this folder, without its comments."""
    lines = (HERE / file).read_text("utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def main() -> None:
    """Read the sources and write the three lists."""
    near_given, near_family = from_faker(FAKER_NEAR)
    far_given, far_family = from_faker(FAKER_FAR)
    more = [from_mimesis(MIMESIS_NEAR), from_mimesis(MIMESIS_FAR)]
    own = listed("additions.txt")
    near_names = tidy(near_given | near_family | more[0][0] | more[0][1] | own)
    given = tidy(near_given | far_given | more[0][0] | more[1][0] | own)
    family = tidy(near_family | far_family | more[0][1] | more[1][1])
    swedish_names = tidy([*from_faker(("sv_SE",))[0], *from_mimesis(("sv",))[0]])
    for names in (given, family):
        # Some lists hold genitives, which would be read as names of their own: Annas.
        names -= {name for name in names - swedish_names if name[:-1] in given and name[-1] == "s"}

    dictionaries = DefaultDictionaryFactory(cache_max_size=2)
    swedish, english = dictionaries.get_dictionary("sv"), dictionaries.get_dictionary("en")
    words = listed("words.txt")
    words |= {bare(word) for word in words}
    strong = listed("strong.txt")
    elsewhere = tidy(listed("places.txt") | listed("things.txt"))

    def is_weak(name: str) -> bool:
        if name in elsewhere:
            return True
        if name in strong:
            return False
        if len(name) == 2 or (len(name) == 3 and name not in near_names):
            return True
        is_english = name in english and name not in near_names
        return name in words or name in swedish or is_english

    weak = {name for name in given | family if is_weak(name)} | listed("weak_additions.txt")
    common_given, common_family = map(tidy, from_faker(("sv_SE",)))
    weak_given = (common_given & weak) | listed("weak_additions.txt")
    weak_family = common_family & weak
    for file, names in (
        ("given.txt", given & near_names - weak),
        ("family.txt", (family & near_names) - given - weak),
        ("far.txt", (given | family) - near_names - weak),
        ("weak_given.txt", weak_given),
        ("weak_family.txt", weak_family),
        ("weak.txt", weak - weak_given - weak_family),
    ):
        (HERE / file).write_text("\n".join(sorted(names)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
