"""Days and clocks that point at a visit."""

from __future__ import annotations

import pytest

from actions.linking.day_expressions import EXACTLY, LOOSELY, NOT
from actions.linking.pointers import pointers
from actions.linking.text import read_text
from tests.actions.linking.builders import moment
from tests.actions.linking.contracts import NOW


@pytest.mark.parametrize(
    ("text", "at", "fit"),
    [
        ("tiden på torsdag", "2026-11-26 10:00", EXACTLY),
        ("tiden på torsdag", "2026-12-03 10:00", LOOSELY),
        ("tiden på torsdag", "2026-11-27 10:00", NOT),
        ("tiden på måndag", "2026-11-30 10:00", EXACTLY),
        ("i torsdags", "2026-11-19 10:00", EXACTLY),
        ("nästa torsdag", "2026-11-26 10:00", EXACTLY),
        ("nästa torsdag", "2026-12-03 10:00", EXACTLY),
        ("torsdag nästa vecka", "2026-12-03 10:00", LOOSELY),
        ("torsdag nästa vecka", "2026-11-26 10:00", NOT),
        ("den 3 december", "2026-12-03 10:15", EXACTLY),
        ("den tredje december", "2026-12-03 10:15", EXACTLY),
        ("3/12", "2026-12-03 10:15", EXACTLY),
        ("20261203", "2026-12-03 10:15", EXACTLY),
        ("den 25:e", "2026-11-25 10:15", EXACTLY),
        ("den 10 november", "2026-11-10 10:15", EXACTLY),
        ("imorgon", "2026-11-24 08:00", EXACTLY),
        ("i övermorgon", "2026-11-25 08:00", EXACTLY),
        ("om två veckor", "2026-12-07 08:00", EXACTLY),
        ("om två veckor", "2026-12-09 08:00", LOOSELY),
        ("vecka 50", "2026-12-09 08:00", EXACTLY),
        ("i december", "2026-12-31 08:00", EXACTLY),
        ("i mitten av december", "2026-12-15 08:00", EXACTLY),
        ("i mitten av december", "2026-12-03 08:00", NOT),
        ("klockan 10", "2026-12-03 10:00", EXACTLY),
        ("klockan 10", "2026-12-03 10:15", LOOSELY),
        ("klockan två", "2026-12-03 14:00", EXACTLY),
        ("halv tre", "2026-12-03 14:30", EXACTLY),
        ("kvart i tio", "2026-12-03 09:45", EXACTLY),
        ("kl. 10.15", "2026-12-03 10:15", EXACTLY),
        ("kl. 10.15", "2026-12-03 10:30", NOT),
        ("torsdag den 3 december klockan tio", "2026-12-03 10:00", LOOSELY),
    ],
)
def test_a_day_or_clock_fits_a_visit(text: str, at: str, fit: int) -> None:
    (pointer,) = pointers(read_text(text), NOW)
    assert pointer.fits(moment(at)) == fit


@pytest.mark.parametrize(
    "text",
    [
        "kan jag flytta röntgen till torsdag",
        "byt till den 3 december klockan tio",
        "helst en tisdag",
        "jag kan bara tisdagar",
        "kan jag komma på fredag i stället",
        "det passar bra på fredag",
        "någon gång efter den 10 december, flytta dit",
        "tidigast vecka 50",
    ],
)
def test_a_day_that_is_wished_for_points_at_nothing(text: str) -> None:
    assert pointers(read_text(text), NOW) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("flytta röntgen på torsdag till fredag", "på torsdag"),
        ("kan jag få komma på eftermiddagen istället för klockan åtta", "klockan åtta"),
        ("lämnar återbud till kl 14.30", "kl 14.30"),
        ("vad är det onsdag nej jag menar torsdag", "torsdag"),
        ("byt ut fredan mot något annat", "fredan"),
    ],
)
def test_the_day_of_the_visit_is_told_from_the_day_wished_for(text: str, words: str) -> None:
    assert [pointer.words for pointer in pointers(read_text(text), NOW)] == [words]
