"""Times, places and other things that must stay, and street addresses: for the generated sets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

_DAYS = "måndag tisdag onsdag torsdag fredag lördag söndag".split()
_MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)
_HALVES = "ett två tre fyra fem sex sju åtta nio tio elva tolv".split()

_STREETS = (
    "Storgatan",
    "Kyrkogatan",
    "Skolvägen",
    "Björkvägen",
    "Lingonstigen",
    "Hantverkargatan",
    "Östra Esplanaden",
    "Norra Järnvägsgatan",
    "Fiskargränd",
    "Sandbacksvägen",
    "Drottning Kristinas väg",
    "Sven Rinmans gata",
    "Karlavägen",
    "Hertig Karls allé",
    "Stora Torget",
    "Hamnplan",
    "Vasagatan",
    "Ekbacksgatan",
    "Gamla Tanneforsvägen",
    "Rosengränd",
    "Sankt Pauli kyrkogata",
    "Bergsbrinken",
    "Älvstranden",
    "Kronobergsleden",
    "Mejerigränden",
)
_TOWNS = (
    ("753 20", "Uppsala"),
    ("11122", "Stockholm"),
    ("903 26", "Umeå"),
    ("582 22", "Linköping"),
    ("41301", "Göteborg"),
    ("214 20", "Malmö"),
    ("831 30", "Östersund"),
    ("972 31", "Luleå"),
    ("SE-351 04", "Växjö"),
    ("621 55", "Visby"),
    ("451 40", "Uddevalla"),
    ("784 33", "Borlänge"),
)

KEEP = (
    "ögonmottagningen",
    "Ögonmottagningen",
    "hjärtmottagningen",
    "Barn- och ungdomsmottagningen",
    "vårdcentralen Gripen",
    "Sofia vårdcentral",
    "Sankt Görans sjukhus",
    "Capio S:t Görans sjukhus",
    "S:t Eriks Ögonsjukhus",
    "Maria vårdcentral",
    "Karolinska",
    "Akademiska sjukhuset",
    "Sahlgrenska",
    "Norrlands universitetssjukhus",
    "Danderyds sjukhus",
    "Astrid Lindgrens barnsjukhus",
    "Huddinge",
    "Lasarettet i Falun",
    "röntgen",
    "magnetröntgen",
    "Röntgen plan 2",
    "gastroskopi",
    "återbesök",
    "provtagning",
    "blodprov",
    "knäoperation",
    "fysioterapi",
    "SIP-möte",
    "hemsjukvården",
    "Kommunrehab",
    "apoteket",
    "dialysen",
    "Alvedon 1 g",
    "Alvedon 500 mg",
    "Waran 2,5 mg",
    "Metformin 850 mg 2 ggr",
    "Levaxin 75 mikrogram",
    "insulin 12 E",
    "Eliquis",
    "Furix 40 mg",
    "blodtryck 145/90",
    "140/85",
    "puls 72",
    "Hb 118",
    "HbA1c 58",
    "1177",
    "112",
    "113 13",
    "90101",
    "rum 14",
    "ingång 75",
    "plan 3",
    "hus 12",
    "275 kr",
    "vårdgarantin 90 dagar",
    "5 veckor",
)


def _hour(random: Random) -> tuple[int, int]:
    return random.randint(7, 17), random.choice(range(0, 60, 5))


WHEN: dict[str, Callable[[date, int, int], str]] = {
    "iso": lambda d, h, m: d.isoformat(),
    "iso-clock": lambda d, h, m: f"{d.isoformat()} {h:02}:{m:02}",
    "iso-kl": lambda d, h, m: f"{d.isoformat()} kl {h}.{m:02}",
    "iso-four": lambda d, h, m: f"{d.isoformat()} kl {h:02}{m:02}",
    "six": lambda d, h, m: f"{d:%y%m%d}",
    "six-kl": lambda d, h, m: f"{d:%y%m%d} kl {h:02}{m:02}",
    "six-clock": lambda d, h, m: f"{d:%y%m%d} {h:02}:{m:02}",
    "six-dot": lambda d, h, m: f"{d:%y%m%d} {h:02}.{m:02}",
    "six-four": lambda d, h, m: f"{d:%y%m%d} {h:02}{m:02}",
    "eight": lambda d, h, m: f"{d:%Y%m%d}",
    "eight-kl": lambda d, h, m: f"{d:%Y%m%d} kl. {h:02}.{m:02}",
    "eight-four": lambda d, h, m: f"{d:%Y%m%d} {h:02}{m:02}",
    "short-iso": lambda d, h, m: f"{d:%y-%m-%d}",
    "short-iso-clock": lambda d, h, m: f"{d:%y-%m-%d} {h}:{m:02}",
    "slash": lambda d, h, m: f"{d.day}/{d.month}",
    "slash-year": lambda d, h, m: f"{d.day}/{d.month}-{d:%y}",
    "slash-full-year": lambda d, h, m: f"{d.day}/{d.month} {d.year}",
    "slash-clock": lambda d, h, m: f"{d.day}/{d.month} {h}:{m:02}",
    "slash-kl": lambda d, h, m: f"{d.day}/{d.month} kl {h}",
    "dots": lambda d, h, m: f"{d.day}.{d.month}.{d.year}",
    "spaced": lambda d, h, m: f"{d:%Y %m %d}",
    "den-month": lambda d, h, m: f"den {d.day} {_MONTHS[d.month - 1]}",
    "den-e-month": lambda d, h, m: f"den {d.day}:e {_MONTHS[d.month - 1]}",
    "full": lambda d, h, m: (
        f"{_DAYS[d.weekday()]} {d.day} {_MONTHS[d.month - 1]} {d.year} kl {h:02}.{m:02}"
    ),
    "month-year": lambda d, h, m: f"{_MONTHS[d.month - 1]} {d.year}",
    "short-month": lambda d, h, m: f"{d.day} {_MONTHS[d.month - 1][:3]}",
    "short-month-clock": lambda d, h, m: f"{d.day} {_MONTHS[d.month - 1][:3]} {h:02}{m:02}",
    "kl": lambda d, h, m: f"kl {h}.{m:02}",
    "klockan": lambda d, h, m: f"klockan {h}",
    "clock": lambda d, h, m: f"{h:02}:{m:02}",
    "four": lambda d, h, m: f"{h:02}{m:02}",
    "range": lambda d, h, m: f"{h}.{m:02}-{h + 1}.{m:02}",
    "range-four": lambda d, h, m: f"{h:02}{m:02}-{h + 1:02}{m:02}",
    "between": lambda d, h, m: f"mellan {h} och {h + 2}",
    "date-range": lambda d, h, m: f"{d.day}/{d.month}-{d.day}/{d.month % 12 + 1}",
    "date-clock-range": lambda d, h, m: f"{d.day}/{d.month} {h}.{m:02}-{h + 1}.{m:02}",
    "half": lambda d, h, m: f"halv {_HALVES[h % 12]}",
    "quarter": lambda d, h, m: f"kvart över {_HALVES[h % 12]}",
    "week": lambda d, h, m: f"v. {d.isocalendar().week}",
    "week-tight": lambda d, h, m: f"v{d.isocalendar().week}",
    "week-word": lambda d, h, m: f"vecka {d.isocalendar().week}",
    "weekday": lambda d, h, m: f"på {_DAYS[d.weekday()]}",
    "weekday-clock": lambda d, h, m: f"{_DAYS[d.weekday()]} {h}.{m:02}",
    "weekday-week": lambda d, h, m: f"{_DAYS[d.weekday()]} v {d.isocalendar().week}",
    "weekday-short": lambda d, h, m: f"{_DAYS[d.weekday()][:3]} {d.day}/{d.month}",
    "tomorrow": lambda d, h, m: f"imorgon kl {h}",
    "two-dates": lambda d, h, m: f"{d:%y%m%d} eller {d + timedelta(days=7):%y%m%d}",
    "after": lambda d, h, m: f"efter {h:02}.{m:02}",
    "in-month": lambda d, h, m: f"i {_MONTHS[d.month - 1]}",
}

ADDRESS: dict[str, Callable[[str, int, str, str], str]] = {
    "street": lambda s, n, code, town: f"{s} {n}",
    "lower": lambda s, n, code, town: f"{s} {n}".lower(),
    "letter": lambda s, n, code, town: f"{s} {n} B",
    "tight-letter": lambda s, n, code, town: f"{s} {n}c",
    "flat": lambda s, n, code, town: f"{s} {n} lgh 1{n % 10}02",
    "flat-comma": lambda s, n, code, town: f"{s} {n}, lgh 1101",
    "floor": lambda s, n, code, town: f"{s} {n}, 3 tr",
    "full": lambda s, n, code, town: f"{s} {n}, {code} {town}",
    "full-lines": lambda s, n, code, town: f"{s} {n}\n{code} {town}",
    "full-no-comma": lambda s, n, code, town: f"{s} {n} {code} {town}",
    "code-town": lambda s, n, code, town: f"{code} {town}",
    "upper": lambda s, n, code, town: f"{s} {n}, {code} {town}".upper(),
    "care-of": lambda s, n, code, town: f"c/o Lundmark, {s} {n}",
    "post-box": lambda s, n, code, town: f"Box {n * 11}, {code} {town}",
}


def when(random: Random) -> str:
    """A date, week or clock as people write it, up to a year ahead of 16 November 2026."""
    day = date(2026, 11, 16) + timedelta(days=random.randint(1, 365))
    return random.choice(list(WHEN.values()))(day, *_hour(random))


def address(random: Random) -> str:
    """A street address, a postal code with a town, or both."""
    code, town = random.choice(_TOWNS)
    spell = random.choice(list(ADDRESS.values()))
    return spell(random.choice(_STREETS), random.randint(1, 140), code, town)
