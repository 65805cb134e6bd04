"""Writes the generated sets: `python -m tests.transcripts.redaction.generate`.

Deterministic: the same templates, names and seed give the same files, which a test compares.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any, Final

import yaml

from tests.transcripts.redaction import fillings, spellings
from tests.transcripts.redaction.labelled import SETS, Label, Turn

SIZES: Final = {"dev": 1_000, "report": 2_400, "second": 2_400, "third": 2_400}
_SEEDS: Final = {"dev": 1, "report": 2, "second": 3, "third": 4}
_SLOT = re.compile(r"\{(\w+)\}")
_LABEL: Final = {
    "pnr": "personnummer",
    "name": "namn",
    "given": "namn",
    "family": "namn",
    "phone": "telefon",
    "mail": "e-post",
    "address": "adress",
    "when": "time",
    "keep": "keep",
    "rel": "anhörig",
    "rel_phone": "telefon",
}

_OWN_STREETS: Final = ("Lärkvägen", "Norra gatan", "Åsgränd")

Person = dict[str, Any]
Fill = Callable[[], str]


def _spell(table: dict[str, Any], random: Random) -> Any:
    return random.choice(list(table.values()))


def _mistype(word: str, random: Random) -> str:
    """One slip of the finger inside a long word, never in its first letter."""
    at = random.randint(1, len(word) - 2)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + random.choice("aeinrst") + word[at + 1 :],
    )
    return random.choice(slips)


def _bare(text: str) -> str:
    return text.translate(str.maketrans("åäöÅÄÖéüćčšžłńøæ", "aaoAAOeuccszlnoa"))


def _respell(name: str, random: Random) -> str:
    """A known name as its owner may write it."""
    turn = random.random()
    if turn < 0.2:
        return _bare(name)
    if turn < 0.3 and "-" in name:
        return name.replace("-", random.choice((" ", "")))
    if turn < 0.4 and len(name) >= 7 and name.isalpha():
        return _mistype(name, random)
    return name


class _Names:
    def __init__(self, pool: dict[str, list[str]], random: Random) -> None:
        self._pool, self._random = pool, random

    def given(self) -> str:
        return self._random.choice(self._pool[self._random.choice(("given", "given_faker"))])

    def family(self) -> str:
        return self._random.choice(self._pool[self._random.choice(("family", "family_faker"))])

    def full(self) -> str:
        family = self.family()
        if self._random.random() < 0.1:
            family += f"-{self.family()}"
        return f"{self.given()} {family}"


def _person(names: _Names, random: Random) -> Person:
    """A known patient with every field, all invented."""
    number = spellings.number(random)
    code, town = random.choice((("753 20", "Uppsala"), ("903 26", "Umeå"), ("352 30", "Växjö")))
    given, family = names.given(), names.family()
    phone, other = spellings.phone_digits(random), spellings.phone_digits(random)
    return {
        "given": [given],
        "family": [family],
        "numbers": [f"{number.born}-{number.last}"],
        "phones": [spellings.PHONE["grouped"](phone)],
        "street": f"{random.choice(_OWN_STREETS)} {random.randint(1, 99)}",
        "postal_code": code,
        "town": town,
        "emails": [f"{_bare(given).lower().replace(' ', '')}{random.randint(1, 99)}@example.se"],
        "relatives": [{"name": names.full(), "phones": [spellings.PHONE["plain"](other)]}],
    }


def _mail(names: _Names, random: Random) -> str:
    who = _bare(f"{names.given()}.{names.family()}").lower()
    who = "".join(c for c in who if c.isascii() and (c.isalnum() or c in ".-_"))
    host = random.choice(("example.se", "example.com", "example.org"))
    return str(_spell(spellings.MAIL, random)(who, host))


def _number(random: Random) -> str:
    if random.random() < 0.06:
        return str(_spell(spellings.RESERVE, random)(spellings.reserve_number(random)))
    return str(_spell(spellings.PERSONNUMMER, random)(spellings.number(random)))


def _own(person: Person, random: Random) -> dict[str, Fill]:
    born, last = person["numbers"][0].split("-")
    digits = re.sub(r"\D", "", person["phones"][0])
    street, code, town = person["street"], person["postal_code"], person["town"]
    who, host = person["emails"][0].split("@")
    relative = person["relatives"][0]
    given, family = person["given"][0], person["family"][0]
    respell = partial(_respell, random=random)
    addresses = (street, f"{street}, {code} {town}", street.lower(), f"{code} {town}", town)
    return {
        "own_given": lambda: respell(given),
        "own_family": lambda: respell(family),
        "own_name": lambda: f"{respell(given)} {respell(family)}",
        "own_pnr": lambda: _spell(spellings.PERSONNUMMER, random)(spellings.Number(born, last)),
        "own_phone": lambda: _spell(spellings.PHONE, random)(digits),
        "own_mail": lambda: _spell(spellings.MAIL, random)(who, host),
        "own_address": lambda: random.choice(addresses),
        "rel": lambda: random.choice((relative["name"], relative["name"].split()[0])),
        "rel_phone": lambda: _spell(spellings.PHONE, random)(relative["phones"][0]),
    }


def _open(names: _Names, random: Random) -> dict[str, Fill]:
    return {
        "pnr": lambda: _number(random),
        "name": names.full,
        "given": names.given,
        "family": names.family,
        "phone": lambda: _spell(spellings.PHONE, random)(spellings.phone_digits(random)),
        "mail": lambda: _mail(names, random),
        "address": lambda: fillings.address(random),
        "when": lambda: fillings.when(random),
        "keep": lambda: random.choice(fillings.KEEP),
    }


def _fill(template: str, fills: dict[str, Fill]) -> tuple[str, tuple[Label, ...]]:
    text, labels, done = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[done : slot.start()]
        start, text = len(text), text + fills[slot[1]]()
        own = slot[1].startswith(("own_", "rel"))
        labels.append(Label(_LABEL[slot[1].removeprefix("own_")], start, len(text), own))
        done = slot.end()
    return text + template[done:], tuple(labels)


def _voice(text: str, random: Random) -> str:
    """Lower case throughout, capitals throughout, or as written; never another length."""
    turn = random.random()
    changed = text.lower() if turn < 0.35 else text.upper() if turn < 0.39 else text
    return changed if len(changed) == len(text) else text


def turns(name: str) -> Iterator[Turn]:
    """The turns of the generated set `dev` or `report`, in order."""
    random = Random(_SEEDS[name])
    templates = yaml.safe_load((SETS / f"templates_{name}.yaml").read_text("utf-8"))
    pool = yaml.safe_load((SETS / "names.yaml").read_text("utf-8"))[name]
    names = _Names(pool, random)
    for place in range(SIZES[name]):
        known = random.random() < 0.25
        person = _person(names, random) if known else {}
        fills = _open(names, random) | (_own(person, random) if known else {})
        group = templates["known" if known else "open"]
        text, labels = _fill(group[place % len(group)], fills)
        yield Turn(f"{name}-{place:04}", _voice(text, random), labels, person)


def write(name: str) -> str:
    """The set as JSON lines."""
    rows = (
        {
            "id": turn.id,
            "text": turn.text,
            "labels": [[each.kind, each.start, each.end, each.own] for each in turn.labels],
            "person": turn.person,
        }
        for turn in turns(name)
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    for each in SIZES:
        (SETS / f"generated_{each}.jsonl").write_text(write(each), encoding="utf-8")
