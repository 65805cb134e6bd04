"""What people say in the middle of an errand, beside a plain choice, yes or no."""

from __future__ import annotations

import pytest

from backend.services import Services
from tests.builders.errands import ErrandTalk, some_slots
from tests.builders.fhir import a_bundle, a_clinic, a_plan, an_appointment
from tests.builders.turn import talk_about

EYES = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")
XRAY = a_clinic("rtg", "Röntgenmottagningen", phone="08-465 004 02")
VISIT = an_appointment("ogon-1", clinic="ogon", description="Återbesök hos ögonläkare")
"""Wednesday 2 December 10.15."""
XRAY_VISIT = an_appointment(
    "rtg-1",
    clinic="rtg",
    description="Röntgen av knä",
    start="2026-12-04T09:00:00+01:00",
    end="2026-12-04T09:30:00+01:00",
)
SLOTS = some_slots(
    "ogon",
    "2026-12-01T09:00",
    "2026-12-01T14:00",
    "2026-12-03T09:00",
    "2026-12-08T10:00",
    "2026-12-09T15:00",
    "2026-12-16T15:00",
)
PLAN = a_plan("Appointment/ogon-1", "Appointment/rtg-1")


@pytest.fixture
def talk(services: Services) -> ErrandTalk:
    """A patient with a visit on 2 December that may be moved."""
    return ErrandTalk(services, a_bundle(EYES, VISIT, SLOTS, a_plan("Appointment/ogon-1")))


@pytest.fixture
def two_visits(services: Services) -> ErrandTalk:
    """A patient who also has an x-ray on 4 December."""
    return ErrandTalk(services, a_bundle(EYES, XRAY, VISIT, XRAY_VISIT, SLOTS, PLAN))


def _offered(talk: ErrandTalk) -> list[str]:
    return [b.title.removeprefix("Välj ") for b in talk.buttons if b.title.startswith("Välj")]


def test_a_weekday_whose_next_has_no_time_is_any_such_weekday(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")

    said = talk.say("give_time_wish", "nej förresten, onsdag")

    assert "ingen ledig tid onsdag 25 november" in said
    assert _offered(talk) == ["onsdag 9 december kl. 15.00", "onsdag 16 december kl. 15.00"]


def test_a_date_without_a_time_is_answered_with_the_days_beside_it(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.say("give_time_wish", "torsdag den 10 december")

    assert "tisdag 8 december kl. 10.00" in _offered(talk)


@pytest.mark.parametrize("text", ["Ja, tack så mycket", "jo tackar"])
def test_a_yes_with_thanks_is_a_yes(text: str, talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")

    assert talk.say("thank", text).startswith("Klart.")


def test_a_wish_with_thanks_is_a_wish(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")

    assert "Ny tid: torsdag 3 december" in talk.say("thank", "torsdagen tack")


def test_mere_thanks_are_no_yes(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")
    talk.say("thank", "tack snälla")

    assert talk.time_of("ogon-1") == "02/12 10.15"


def test_to_keep_the_time_is_no_wish(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")

    said = talk.say("give_time_wish", "nä då behåller jag den jag har")

    assert "Din tid är kvar: onsdag 2 december kl. 10.15" in said


def test_a_question_before_the_yes_is_followed_by_the_whole_question(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    talk.press("Välj tisdag 1 december kl. 9.00")

    said = talk.say("ask_where", "var är det")

    assert "från onsdag 2 december kl. 10.15 till tisdag 1 december kl. 9.00" in said
    assert "Vill du flytta tiden?" in said
    assert talk.press("Ja, flytta tiden").startswith("Klart.")


def test_a_button_of_an_errand_that_is_over_does_nothing_and_says_so(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta min tid")
    offer = talk.button("Välj tisdag 1 december kl. 9.00")
    talk.press("Välj tisdag 1 december kl. 9.00")
    yes = talk.button("Ja, flytta tiden")
    talk.press("Nej, behåll min tid")

    assert "gäller inte längre" in talk.press_again(yes)
    assert "gäller inte längre" in talk.press_again(offer)
    assert talk.time_of("ogon-1") == "02/12 10.15"


@pytest.mark.parametrize("intent", ["give_time_wish", "ask_more_options"])
def test_a_wish_that_names_a_visit_moves_it(intent: str, two_visits: ErrandTalk) -> None:
    said = two_visits.say(intent, "ögonläkaren, helst efter lunch nästa vecka")

    assert "1. Tisdag 1 december kl. 14.00" in said


def test_the_day_of_the_visit_tells_which_and_is_no_wish(two_visits: ErrandTalk) -> None:
    two_visits.say("rebook", "tiden den 2 december måste jag flytta")

    assert "Du har nu återbesök hos ögonläkare" in two_visits.text


def test_a_wish_said_before_the_visit_is_known_is_kept(two_visits: ErrandTalk) -> None:
    two_visits.say("rebook", "jag måste flytta en tid")
    two_visits.say("give_time_wish", "nästa vecka efter lunch")

    two_visits.press("Återbesök hos ögonläkare")

    assert _offered(two_visits) == ["tisdag 1 december kl. 14.00"]


def test_to_book_what_has_a_time_is_to_be_asked_about_moving_it(two_visits: ErrandTalk) -> None:
    said = two_visits.say("book", "jag vill ha en tid hos ögonläkaren på en onsdag")
    assert "Du har redan en tid" in said

    two_visits.press("Flytta tiden")

    assert _offered(two_visits) == ["onsdag 9 december kl. 15.00", "onsdag 16 december kl. 15.00"]


def test_another_day_than_the_visits_is_said_plainly(talk: ErrandTalk) -> None:
    said = talk.say("rebook", "jag kan inte på onsdag den 2 december, flytta ögonläkaren")

    assert "Du har nu återbesök hos ögonläkare onsdag 2 december" in said


def test_what_nobody_has_planned_is_to_be_asked_for(two_visits: ErrandTalk) -> None:
    said = two_visits.say("book", "boka tid hos en psykolog")

    assert "Jag kan bara boka det som står i din plan" in said


def test_who_may_only_look_is_understood_about_what_comes_next() -> None:
    talk = talk_about(a_bundle(EYES, XRAY, VISIT, XRAY_VISIT, PLAN), may_book=False)
    talk.ask("rebook", "flytta röntgen")

    assert "Fredag 4 december" in talk.ask("ask_when", "när är den då")


def test_a_is_a_yes_whatever_it_was_taken_for(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta ögonläkaren till den 1 december klockan 9")

    talk.say("affirm", "ja")

    assert "Klart" in talk.say("ask_when", "a")


def test_a_moved_visit_is_laid_back_by_own_words(talk: ErrandTalk) -> None:
    talk.say("rebook", "flytta ögonläkaren till den 1 december klockan 9")
    talk.say("affirm", "ja")
    talk.say("affirm", "ja")

    assert "gamla tid" in talk.say("cancel", "det var dumt, kan du lägga tillbaka den")


def test_another_day_in_the_middle_is_a_wish_though_it_was_taken_for_an_earlier_time(
    talk: ErrandTalk,
) -> None:
    talk.say("ask_earlier_time", "finns det något tidigare hos ögonläkaren")

    talk.say("ask_earlier_time", "eller något den 8 december")

    assert _offered(talk) == ["tisdag 8 december kl. 10.00"]


def test_as_it_was_keeps_the_time(talk: ErrandTalk) -> None:
    talk.say("rebook", "jag vill flytta ögonläkaren")

    assert "Din tid är kvar" in talk.say("give_time_wish", "nej jag tar onsdagen som det var")
