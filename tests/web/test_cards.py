"""Cards beside a message's text, made from what comes with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from backend.chat.schemas import Button, ChatMessage, Fact
from backend.web.views.messages import MessageView, message_views

FIRST, SECOND = "2026-11-25T07:30:00+01:00", "2026-11-27T08:10:00+01:00"
TEXT = (
    "De här tiderna är lediga:\n1. Onsdag kl. 7.30, Linden, hos Eva\n2. Fredag kl. 8.10\nVälj en."
)


def _choose(slot: str, title: str) -> Button:
    return Button(title=title, payload=f'/choose_option{{"slot": "{slot}"}}')


def _time(value: str, source: str) -> Fact:
    return Fact(kind="time", value=value, source=source)


def _shown(**parts: Any) -> MessageView:
    return message_views([ChatMessage(number=1, sender="assistant", **parts)])[0]


def _offered(**changed: Any) -> MessageView:
    return _shown(
        **{
            "text": TEXT,
            "buttons": [_choose("a", "Välj onsdag"), _choose("b", "Välj fredag")],
            "facts": [_time(FIRST, "Slot/a"), _time(SECOND, "Slot/b")],
            **changed,
        }
    )


def test_offered_times_become_cards_with_their_buttons() -> None:
    shown = _offered()

    assert shown.card is not None
    assert [(one.start, one.place) for one in shown.card.offers] == [
        (datetime.fromisoformat(FIRST), "Linden, hos Eva"),
        (datetime.fromisoformat(SECOND), None),
    ]
    assert [button.title for button in shown.in_card] == ["Välj onsdag", "Välj fredag"]


def test_the_lines_that_a_card_shows_are_not_said_twice() -> None:
    shown = _offered()

    before, after = (
        "".join(part.text for block in found for line in block.lines for part in line)
        for found in (shown.blocks, shown.after)
    )
    assert (before, after) == ("De här tiderna är lediga:", "Välj en.")


def test_a_time_without_its_fact_stays_a_line() -> None:
    shown = _offered(facts=[_time(FIRST, "Slot/a")])

    assert shown.card is None
    assert [block.kind for block in shown.blocks] == ["paragraph", "numbers", "paragraph"]


def test_a_button_that_is_no_time_stays_under_the_message() -> None:
    more = Button(title="Visa fler tider", payload="/ask_more_options")

    shown = _offered(buttons=[_choose("a", "Välj onsdag"), _choose("b", "Välj fredag"), more])

    assert shown.choices == [more]


def test_a_receipt_shows_its_time_over_the_calendar_file() -> None:
    href = "/api/appointments/prov/calendar.ics"

    shown = _shown(
        text="Klart.",
        facts=[_time(FIRST, "Appointment/prov")],
        card={"kind": "link", "href": href, "label": "Lägg i kalendern"},
    )

    assert shown.card is not None
    assert (shown.card.kind, shown.card.calendar) == ("receipt", href)
    assert shown.card.start == datetime.fromisoformat(FIRST)


def test_a_card_that_leads_elsewhere_is_not_shown() -> None:
    assert _shown(text="Hej.", card={"kind": "link", "href": "https://evil.example"}).card is None
