"""The ways in which people write personnummer, phone numbers and mail addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

_ONES = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]
_TEENS = [
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton",
    "nitton",
]
_TENS = ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]
_PUBLISHED = ("196101182803", "199002222397", "196109732393")


def check_digit_holds(ten: str) -> bool:
    """Whether the last of ten digits is the right Luhn check digit."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten))
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


@dataclass(frozen=True)
class Number:
    """A personal number: eight characters of birth date and four more."""

    born: str
    last: str

    @property
    def short(self) -> str:
        """The six digits of the birth date."""
        return self.born[2:]

    @property
    def parts(self) -> tuple[str, str, str]:
        """Year (two digits), month, day."""
        return self.short[:2], self.short[2:4], self.short[4:]


def number(random: Random) -> Number:
    """One of Skatteverket's test numbers, or one whose check digit is wrong."""
    if random.random() < 0.1:
        published = random.choice(_PUBLISHED)
        return Number(published[:8], published[8:])
    year, month = random.randint(1925, 2024), random.randint(1, 12)
    day = random.choice((random.randint(1, 28), 31, random.randint(61, 88)))
    born = f"{year}{month:02}{day:02}"
    last = f"{random.randint(0, 9999):04}"
    if check_digit_holds(born[2:] + last):
        last = last[:3] + str((int(last[3]) + 1) % 10)
    return Number(born, last)


def reserve_number(random: Random) -> Number:
    """A reservnummer: letters among its last four characters."""
    letters = random.choice(("TF", "MF", "K0", "RN", "TA"))
    return Number(number(random).born, f"{letters}{random.randint(1, 99):02}")


def say_pair(pair: str) -> str:
    """Two digits as people read them aloud: `07` noll sju, `44` fyrtiofyra."""
    if pair[0] == "0":
        return f"noll {_ONES[int(pair[1])]}"
    if pair[0] == "1":
        return _TEENS[int(pair[1])]
    return _TENS[int(pair[0]) - 2] + (_ONES[int(pair[1])] if pair[1] != "0" else "")


def _pairs(digits: str) -> list[str]:
    return [digits[at : at + 2] for at in range(0, len(digits), 2)]


def _words(digits: str, glue: str = " ") -> str:
    return glue.join(_ONES[int(digit)] for digit in digits)


def _other_digits(text: str, zero: int) -> str:
    return "".join(chr(zero + int(c)) if c.isdigit() else c for c in text)


PERSONNUMMER: dict[str, Callable[[Number], str]] = {
    "long-hyphen": lambda n: f"{n.born}-{n.last}",
    "short-hyphen": lambda n: f"{n.short}-{n.last}",
    "long": lambda n: n.born + n.last,
    "short": lambda n: n.short + n.last,
    "short-space": lambda n: f"{n.short} {n.last}",
    "long-space": lambda n: f"{n.born} {n.last}",
    "en-dash": lambda n: f"{n.short}–{n.last}",
    "em-dash": lambda n: f"{n.born}—{n.last}",
    "minus-sign": lambda n: f"{n.short}−{n.last}",
    "unbroken-hyphen": lambda n: f"{n.short}‑{n.last}",
    "plus": lambda n: f"{n.short}+{n.last}",
    "spaced-hyphen": lambda n: f"{n.short} - {n.last}",
    "hyphen-space": lambda n: f"{n.born}- {n.last}",
    "pairs": lambda n: " ".join(_pairs(n.short + n.last)),
    "long-pairs": lambda n: " ".join(_pairs(n.born + n.last)),
    "date-spaced": lambda n: f"{' '.join(n.parts)} {n.last}",
    "date-spaced-hyphen": lambda n: f"{n.born[:4]} {n.parts[1]} {n.parts[2]} - {n.last}",
    "iso-date": lambda n: f"{n.born[:4]}-{n.parts[1]}-{n.parts[2]}-{n.last}",
    "iso-date-space": lambda n: f"{n.born[:4]}-{n.parts[1]}-{n.parts[2]} {n.last}",
    "short-iso-date": lambda n: f"{'-'.join(n.parts)} {n.last}",
    "dots": lambda n: f"{n.born[:4]}.{n.parts[1]}.{n.parts[2]}-{n.last}",
    "slashes": lambda n: f"{n.born[:4]}/{n.parts[1]}/{n.parts[2]} {n.last}",
    "slash": lambda n: f"{n.short}/{n.last}",
    "dot": lambda n: f"{n.short}.{n.last}",
    "underscore": lambda n: f"{n.born}_{n.last}",
    "comma": lambda n: f"{n.short}, {n.last}",
    "colon": lambda n: f"{n.short}:{n.last}",
    "double-hyphen": lambda n: f"{n.short}--{n.last}",
    "tab": lambda n: f"{n.born}\t{n.last}",
    "line-break": lambda n: f"{n.short}-\n{n.last}",
    "no-break-space": lambda n: f"{n.short}\u00a0{n.last}",
    "zero-width": lambda n: f"{n.short}\u200b-{n.last[:2]}\u200b{n.last[2:]}",
    "soft-hyphen": lambda n: f"{n.born}\u00ad{n.last}",
    "brackets": lambda n: f"{n.short} ({n.last})",
    "last-in-pairs": lambda n: f"{n.short}-{n.last[:2]} {n.last[2:]}",
    "last-split": lambda n: f"{n.short} {n.last[0]} {n.last[1:]}",
    "each-spaced": lambda n: " ".join(n.short + n.last),
    "each-dotted": lambda n: ".".join(n.short + n.last),
    "each-hyphened": lambda n: "-".join(n.short + n.last),
    "full-width": lambda n: _other_digits(f"{n.short}－{n.last}", 0xFF10),
    "arabic-indic": lambda n: _other_digits(f"{n.short}-{n.last}", 0x0660),
    "persian": lambda n: _other_digits(n.born + n.last, 0x06F0),
    "digit-words": lambda n: _words(n.short + n.last),
    "digit-words-commas": lambda n: _words(n.short + n.last, ", "),
    "digit-words-hyphens": lambda n: _words(n.short, "-") + " streck " + _words(n.last, "-"),
    "pair-words": lambda n: " ".join(say_pair(p) for p in _pairs(n.short + n.last)),
    "century-pair-words": lambda n: " ".join(say_pair(p) for p in _pairs(n.born + n.last)),
    "words-and-digits": lambda n: f"{say_pair(n.parts[0])} {n.parts[1]} {n.parts[2]} {n.last}",
    "last-four-said": lambda n: f"{n.short} sista fyra {n.last}",
    "last-four-words": lambda n: f"{n.short} {say_pair(n.last[:2])} {say_pair(n.last[2:])}",
    "letter-o": lambda n: f"{n.short}-{n.last}".replace("0", "O"),
    "letter-l": lambda n: f"{n.short}-{n.last}".replace("1", "l"),
    "letter-i": lambda n: f"{n.born}{n.last}".replace("1", "I"),
}

RESERVE: dict[str, Callable[[Number], str]] = {
    "reserve-hyphen": lambda n: f"{n.born}-{n.last}",
    "reserve": lambda n: n.born + n.last,
    "reserve-lower": lambda n: f"{n.born} {n.last.lower()}",
    "reserve-short": lambda n: f"{n.short}-{n.last}",
}

PHONE: dict[str, Callable[[str], str]] = {
    # Each takes the ten national digits, `0701740605`.
    "grouped": lambda d: f"{d[:3]}-{d[3:6]} {d[6:8]} {d[8:]}",
    "plain": lambda d: d,
    "hyphen": lambda d: f"{d[:3]}-{d[3:]}",
    "hyphen-after-four": lambda d: f"{d[:4]}-{d[4:]}",
    "spaces": lambda d: f"{d[:3]} {d[3:6]} {d[6:8]} {d[8:]}",
    "pairs": lambda d: f"{d[:4]} {d[4:6]} {d[6:8]} {d[8:]}",
    "plus": lambda d: f"+46{d[1:]}",
    "plus-spaced": lambda d: f"+46 {d[1:3]} {d[3:6]} {d[6:8]} {d[8:]}",
    "plus-hyphen": lambda d: f"+46-{d[1:3]}-{d[3:]}",
    "plus-zero": lambda d: f"+46 (0){d[1:3]}-{d[3:6]} {d[6:]}",
    "double-zero": lambda d: f"0046{d[1:]}",
    "double-zero-spaced": lambda d: f"0046 {d[1:3]} {d[3:]}",
    "bare-country": lambda d: f"46{d[1:]}",
    "dots": lambda d: f"{d[:3]}.{d[3:6]}.{d[6:8]}.{d[8:]}",
    "slash": lambda d: f"{d[:3]}/{d[3:]}",
    "spaced-hyphen": lambda d: f"{d[:3]} - {d[3:6]} {d[6:]}",
    "brackets": lambda d: f"({d[:3]}) {d[3:6]} {d[6:]}",
    "each": " ".join,
    "words": _words,
    "pair-words": lambda d: (
        f"noll {_ONES[int(d[1])]} noll "
        + " ".join(say_pair(p) for p in (d[3:5], d[5:7], d[7:9]))
        + f" {_ONES[int(d[9])]}"
    ),
    "en-dash": lambda d: f"{d[:3]}–{d[3:6]} {d[6:8]} {d[8:]}",
    "full-width": lambda d: _other_digits(d, 0xFF10),
}

MAIL: dict[str, Callable[[str, str], str]] = {
    "plain": lambda who, host: f"{who}@{host}",
    "upper": lambda who, host: f"{who}@{host}".upper(),
    "spaced": lambda who, host: f"{who} @ {host}",
    "at": lambda who, host: f"{who}(at){host}",
    "at-spaced": lambda who, host: f"{who} at {host.replace('.', ' dot ')}",
    "snabel-a": lambda who, host: f"{who} snabel-a {host.replace('.', ' punkt ')}",
    "snabela": lambda who, host: f"{who} snabela {host}",
    "brackets": lambda who, host: f"{who} [at] {host}",
}


def phone_digits(random: Random) -> str:
    """Ten digits in the mobile range that PTS keeps free for fiction."""
    return f"0701740{random.randint(605, 699)}"
