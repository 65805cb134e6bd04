"""Times, places and other things that must stay, and street addresses: for the generated sets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

_DAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_HALVES = ["ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]

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


WHEN = (
    "{date}",
    "{date} {h:02}:{m:02}",
    "{date} kl {h}.{m:02}",
    "{date} kl {h:02}{m:02}",
    "{date:%y%m%d}",
    "{date:%y%m%d} kl {h:02}{m:02}",
    "{date:%y%m%d} {h:02}:{m:02}",
    "{date:%y%m%d} {h:02}.{m:02}",
    "{date:%y%m%d} {h:02}{m:02}",
    "{date:%Y%m%d}",
    "{date:%Y%m%d} kl. {h:02}.{m:02}",
    "{date:%Y%m%d} {h:02}{m:02}",
    "{date:%y-%m-%d}",
    "{date:%y-%m-%d} {h}:{m:02}",
    "{date.day}/{date.month}",
    "{date.day}/{date.month}-{date:%y}",
    "{date.day}/{date.month} {date.year}",
    "{date.day}/{date.month} {h}:{m:02}",
    "{date.day}/{date.month} kl {h}",
    "{date.day}.{date.month}.{date.year}",
    "{date:%Y %m %d}",
    "den {date.day} {month}",
    "den {date.day}:e {month}",
    "{weekday} {date.day} {month} {date.year} kl {h:02}.{m:02}",
    "{month} {date.year}",
    "{date.day} {month:.3}",
    "{date.day} {month:.3} {h:02}{m:02}",
    "kl {h}.{m:02}",
    "klockan {h}",
    "{h:02}:{m:02}",
    "{h:02}{m:02}",
    "{h}.{m:02}-{next_h}.{m:02}",
    "{h:02}{m:02}-{next_h:02}{m:02}",
    "mellan {h} och {later_h}",
    "{date.day}/{date.month}-{date.day}/{next_month}",
    "{date.day}/{date.month} {h}.{m:02}-{next_h}.{m:02}",
    "halv {hour_word}",
    "kvart över {hour_word}",
    "v. {week}",
    "v{week}",
    "vecka {week}",
    "på {weekday}",
    "{weekday} {h}.{m:02}",
    "{weekday} v {week}",
    "{weekday:.3} {date.day}/{date.month}",
    "imorgon kl {h}",
    "{date:%y%m%d} eller {week_later:%y%m%d}",
    "efter {h:02}.{m:02}",
    "i {month}",
)

ADDRESS: tuple[Callable[[str, str, str], str], ...] = (
    # Each takes the street with its number, the postal code with its town, and the number alone.
    lambda street, _code, _n: street,
    lambda street, _code, _n: street.lower(),
    lambda street, _code, _n: f"{street} B",
    lambda street, _code, _n: f"{street}c",
    lambda street, _code, n: f"{street} lgh 1{n[-1]}02",
    lambda street, _code, _n: f"{street}, lgh 1101",
    lambda street, _code, _n: f"{street}, 3 tr",
    lambda street, code, _n: f"{street}, {code}",
    lambda street, code, _n: f"{street}\n{code}",
    lambda street, code, _n: f"{street} {code}",
    lambda _street, code, _n: code,
    lambda street, code, _n: f"{street}, {code}".upper(),
    lambda street, _code, _n: f"c/o Lundmark, {street}",
    lambda _street, code, n: f"Box {n}{n}, {code}",
)


def when(random: Random) -> str:
    """A date, week or clock as people write it, up to a year ahead of 16 November 2026."""
    day = date(2026, 11, 16) + timedelta(days=random.randint(1, 365))
    form = random.choice(WHEN)
    hour, minute = random.randint(7, 17), random.choice(range(0, 60, 5))
    return form.format(
        date=day,
        h=hour,
        m=minute,
        next_h=hour + 1,
        later_h=hour + 2,
        month=_MONTHS[day.month - 1],
        next_month=day.month % 12 + 1,
        weekday=_DAYS[day.weekday()],
        week=day.isocalendar().week,
        week_later=day + timedelta(days=7),
        hour_word=_HALVES[hour % 12],
    )


def address(random: Random) -> str:
    """A street address, a postal code with a town, or both."""
    code, town = random.choice(_TOWNS)
    spell = random.choice(ADDRESS)
    street, number = random.choice(_STREETS), str(random.randint(1, 140))
    return spell(f"{street} {number}", f"{code} {town}", number)
