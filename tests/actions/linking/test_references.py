"""Words that mean something by their place."""

from __future__ import annotations

import pytest

from actions.linking.references import BEFORE_LAST, LAST, MIDDLE, read_reference


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("tvåan blir bra", 2),
        ("nummer tre", 3),
        ("2", 2),
        ("2an", 2),
        ("alternativ b", 2),
        ("den sista tack", LAST),
        ("den längst ner", LAST),
        ("den du nämnde sist", LAST),
        ("den näst sista", BEFORE_LAST),
        ("mittenalternativet", MIDDLE),
        ("det tredje förslaget", 3),
        ("den näst översta", 2),
        ("hmm, ettan. nej, tvåan", 2),
        ("båda går, men ta den första av dem", 1),
        ("de två första kan jag inte så jag får väl ta den tredje", 3),
        ("hellre tvåan än ettan", 2),
    ],
)
def test_a_place_in_a_list_is_read_the_last_said_counts(text: str, position: int) -> None:
    assert read_reference(text).position == position


@pytest.mark.parametrize(
    "text", ["i alla fall", "vilka andra tider finns", "i första hand", "alla dagar utom tisdag"]
)
def test_words_that_only_look_like_a_place_say_nothing(text: str) -> None:
    found = read_reference(text)
    assert (found.every, found.position) == (False, None)


def test_next_week_is_a_time_and_no_place() -> None:
    assert not read_reference("nästa vecka").next
    assert read_reference("vilken är min nästa tid").next
