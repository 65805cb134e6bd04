"""From what a patient wrote to raw tokens: one spelling of dashes, quotes, dates and clock times.

A token is a lower-case word, a punctuation mark, or a number in one of these forms:

| form | written |
|---|---|
| `I2025-11-25` | 2025-11-25, 20251125, 251125, 25/11-25, 25/11 2025, 25.11.2025 |
| `S25/11` | 25/11 |
| `T14:30` | 14:30 |
| `N14.30` | 14.30, which may be a clock time or a date |
| `E3` | 3:e, 3e |
| `25` | 25 |
| `§` | a number that is no time: personnummer, phone number, blood pressure |
"""

import re
import unicodedata

MAX_LENGTH = 2000
"""Longer texts are cut; the chat takes no longer ones."""

NO_TIME = "§"

_SAME = str.maketrans(
    {
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "\u00a0": " ", "\u202f": " ", "…": ".", "’": "'", "´": "'", "`": "'", "\u00ad": None,
    }
)  # fmt: skip

_NO_TIMES = re.compile(
    r"""
      (?<!\d)(?:19|20)\d{6}\s?[-+]?\s?\d{4}(?!\d)            # personnummer with century
    | (?<!\d)\d{6}\s?[-+]\s?\d{4}(?!\d)                      # personnummer
    | (?<!\d)\d{10,}(?!\d)
    | (?:\+|\b00)\s?46[\s\d()-]{7,}\d                        # phone from abroad
    # Phone with its dash, but not 0800-1600.
    | (?<!\d)(?!\d{4}\s?-\s?\d{4}(?!\d))0\d{1,3}\s?-\s?\d[\d ]{4,}\d
    | (?<!\d)0\d{2}\s?\d{3}\s?\d{2}\s?\d{2}(?!\d)            # mobile phone in groups
    # Mars-bar, but not mars-april.
    | \b(?:mars|april|maj|juni|juli)-(?!jan|feb|mar|apr|maj|ju|aug|sep|okt|nov|dec)[a-zåäö]+
    | (?<![\d/])(?:[6-9]\d|[12]\d\d)\s?/\s?\d{2,3}(?![\d/])  # blood pressure
    """,
    re.VERBOSE,
)

_ABBREVIATIONS = [
    (re.compile(pattern), f" {written} ")
    for pattern, written in [
        (
            r"\b((?:om|inom|ca|cirka|ungefär)(?: ca| cirka| ungefär| typ)?"
            r" (?:\d+(?:-\d+)?|en|två|tre|fyra|fem|sex)) ?mån\b\.?",
            r"\1 månader",
        ),
        (r"(?<=\d)t(?=\d\d:\d\d)", ""),
        (r"(?<![\d-])(2\d)-([01]\d)-([0-3]\d)(?![\d-])", r"20\1-\2-\3"),
        (r"\b(20\d\d)/(\d\d?)/(\d\d?)\b", r"\1-\2-\3"),
        (r"\b(\d\d?)\.(\d\d?)\.(2\d)(?![\d.])", r"\1.\2.20\3"),
        (r"\bfr\.? ?o\.? ?m\b\.?", "from"),
        (r"\bt\.? ?o\.? ?m\b\.?", "tom"),
        (r"\bf(?:\. ?| )m\b\.?", "fm"),
        (r"\be(?:\. ?| )m\b\.?", "em"),
        (r"\bp\.? ?g\.? ?a\b\.?", "pga"),
        (r"\bd\.? ?v\.? ?s\b\.?", ","),
        (
            r"\bman(?=(?: ?(?:el|eller|och|o|,|-|/))? ?(?:tis|ons|tors?|fre)(?:dag)?\b)",
            "mån",
        ),
        (r"\bi st(?:ället|allet)?\b\.?", "istället"),
        (r"\b(inte|ej|utom|undvik)\s*:", r"\1"),
        (r":\s*(ja|nej|ok|okej|inte|ej|går|funkar)\b", r"\1"),
    ]
]

_DENIED_LIST = re.compile(r"\b(?:inte|ej|utom|undvik)\s*:[^.;!?\n]*")
"""Kan ej: mån, ons. The colon says that the list is all of it."""

_SIGNATURE = re.compile(
    r"[\s,.!]+(?://|mvh|m v h|hälsningar|hälsar|vänligen|med vänliga? hälsning(?:ar)?"
    r"|vänliga hälsningar|bästa hälsningar|kram)[\s,/]*[a-zåäöé-]*(?: [a-zåäöé-]+)?[\s.!]*$"
)
"""Mvh Karin Berg: a name may look like anything."""

_NUMBERED = re.compile(r"(?<![\w.:/])[1-5][.)]\s+(?=[^\W\d])")
_NUMBERS_ITS_WISHES = re.compile(r"\s*1[.)]\s.*\b2[.)]\s", re.DOTALL)
"""1. fredag 2. måndag: a list, and no hours."""

_TOKEN = re.compile(
    r"""
      (?P<iso>\b20\d\d-\d{1,2}-\d{1,2}(?![\d-]))
    | (?P<written>\b\d{1,2}(?:/\d{1,2}(?:\s?[/-]\s?(?:20)?\d\d|\s20\d\d)|[.-]\d{1,2}[.-]20\d\d)
        (?![\d/.:]))
    | (?P<digits>\b\d{5,}\b)
    | (?P<colon>\b\d{1,2}:\d\d)(?::\d\d)?(?!\d)
    | (?P<dot>\b\d{1,2}\.\d{1,2})(?![\d/])
    | (?P<slash>\b\d{1,3}/\d{1,3})(?!\d)
    | (?P<ordinal>\b\d{1,2})(?:\s?:?\s?e|:?a|:?dje|:?te|:?nde)\b
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    | (?P<mark>[.,!?;:()\n/+&-])
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")
_STOPS = frozenset(".!?;\n")
_PAUSES = frozenset(",:()")


def raw_tokens(text: str, year: int) -> list[str]:
    """The tokens of a text; `year` tells 251125, a date, from a number that is none."""
    text = unicodedata.normalize("NFC", text[:MAX_LENGTH]).lower().translate(_SAME)
    text = _NO_TIMES.sub(f" {NO_TIME} ", text)
    if _NUMBERS_ITS_WISHES.match(text):
        text = _NUMBERED.sub(". ", text)
    text = _SIGNATURE.sub(".", text)
    text = _DENIED_LIST.sub(lambda found: found[0].replace(",", " och"), text)
    for pattern, written in _ABBREVIATIONS:
        text = pattern.sub(written, text)
    tokens: list[str] = []
    for found in _TOKEN.finditer(text.replace(NO_TIME, " qqnotime ")):
        tokens.extend(_READ[found.lastgroup or "word"](found[0], year))
    return tokens


def _iso(written: str, _: int) -> list[str]:
    year, month, day = map(int, _DIGITS.findall(written))
    return [f"I{year}-{month}-{day}"]


def _day_month_year(written: str, now: int) -> list[str]:
    day, month, year = _DIGITS.findall(written)
    if len(year) == 4 or 0 <= 2000 + int(year) - now <= 1:
        return [f"I20{year[-2:]}-{int(month)}-{int(day)}"]
    separator = "-" if "-" in written else " "
    return [f"S{int(day)}/{int(month)}", *separator.split(), year]


def _digits(written: str, now: int) -> list[str]:
    if len(written) == 6:
        written = f"20{written}"
    if len(written) == 8:
        year, month, day = int(written[:4]), int(written[4:6]), int(written[6:])
        if abs(year - now) <= 3 and 1 <= month <= 12 and 1 <= day <= 31:
            return [f"I{year}-{month}-{day}"]
    return [NO_TIME]


def _word(written: str, _: int) -> list[str]:
    return [NO_TIME if written == "qqnotime" else written.replace("'", "")]


def _mark(written: str, _: int) -> list[str]:
    return ["." if written in _STOPS else "," if written in _PAUSES else written]


_READ = {
    "iso": _iso,
    "written": _day_month_year,
    "digits": _digits,
    "colon": lambda written, _: [f"T{written[:5]}"],
    "dot": lambda written, _: [f"N{written}"],
    "slash": lambda written, _: [f"S{written}"],
    "ordinal": lambda written, _: [f"E{int(_DIGITS.findall(written)[0])}"],
    "number": lambda written, _: [written],
    "word": _word,
    "mark": _mark,
}
