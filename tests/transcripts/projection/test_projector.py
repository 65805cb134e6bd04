"""A transcript holds what was said and what the system did at it: once, in order, redacted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import select, text, update

from backend.chat.models import Conversation, Message, Unprojected
from backend.transcripts.models import TranscriptLabel, TranscriptTurn
from tests.builders.rasa import Understood, a_reply
from tests.transcripts.world import World

STEP = a_reply(
    "Du har tid tisdag 1 december kl. 10.15 på Ögonmottagningen. Ring Anna Ek på 08-465 004 10.",
    ("time", "2026-12-01T10:15:00+01:00", "Appointment/ogon-1"),
    ("clinic", "Ögonmottagningen", "HealthcareService/ogon"),
    ("person", "Anna Ek", "Practitioner/anna"),
    ("phone", "08-465 004 10", "Practitioner/anna"),
    buttons=(("Var är det?", '/ask_where{"about": "Appointment/ogon-1"}'),),
)


def test_a_turn_tells_what_was_said_and_what_the_system_made_of_it(both: World) -> None:
    both.say(
        "När är det?",
        Understood(
            intent="ask_when",
            confidence=0.81,
            runner_up=("ask_where", 0.12),
            slots={"focus": "Appointment/ogon-1"},
            trace={
                "calls": [{"method": "GET", "path": "contract", "status": 200, "ms": 4}],
                "rules": ["Region Stockholm 2020-09-01"],
                "contract": "1.1.2026-11-23",
            },
            second={"intent": "ask_where", "text": "och var?"},
            replies=(STEP,),
        ),
    )
    both.project()

    (turn,) = both.turns()
    assert (turn.text, turn.kind, turn.state) == ("När är det?", "text", "answered")
    assert (turn.intent, turn.confidence) == ("ask_when", 0.81)
    assert (turn.runner_up, turn.runner_up_confidence) == ("ask_where", 0.12)
    assert turn.second == {"intent": "ask_where", "text": "och var?"}
    assert turn.action == "action_ask_when"
    assert turn.changes == {"focus": {"before": None, "after": "Appointment/ogon-1"}}
    assert turn.trace["rules"] == ["Region Stockholm 2020-09-01"]
    assert turn.trace["model"] == "m-1"
    assert turn.milliseconds is not None
    (reply,) = turn.replies
    assert {fact["source"] for fact in reply["facts"]} == {
        "Appointment/ogon-1",
        "HealthcareService/ogon",
        "Practitioner/anna",
    }
    assert reply["buttons"] == [{"title": "Var är det?", "intent": "ask_where"}]


def test_what_tells_who_the_patient_is_goes_and_clinics_and_times_stay(world: World) -> None:
    world.say(
        "gunbritt söderkvist här, 610118-2803, bor på Storgatan 4, ring 0701740613",
        Understood(replies=(STEP,)),
    )
    world.project()

    (turn,) = world.turns()
    assert turn.text == "[namn] här, [personnummer], bor på [adress], ring [telefon]"
    assert turn.replies[0]["text"] == (
        "Du har tid tisdag 1 december kl. 10.15 på Ögonmottagningen. Ring [namn] på 08-465 004 10."
    )
    kept = {fact["kind"]: fact["value"] for fact in turn.replies[0]["facts"]}
    assert kept == {
        "time": "2026-12-01T10:15:00+01:00",
        "clinic": "Ögonmottagningen",
        "person": "[namn]",
        "phone": "08-465 004 10",
    }


def test_a_pressed_button_is_told_as_one(world: World) -> None:
    world.say("hej", Understood(replies=(STEP,)))
    world.press('/ask_where{"about": "Appointment/ogon-1"}')
    world.project()

    pressed = world.turns()[1]
    assert (pressed.kind, pressed.text) == ("button", "Var är det?")
    assert (pressed.intent, pressed.confidence) == ("ask_where", 1.0)


def test_a_turn_that_rasa_never_answered_is_told_by_the_messages_alone(both: World) -> None:
    both.say("hej")
    both.bot.silent = True
    both.say("är du där?")
    both.project()

    failed = both.turns()[1]
    assert (failed.text, failed.state, failed.intent) == ("är du där?", "failed", None)
    assert failed.errors == ["no_answer"]
    assert "gick fel" in failed.replies[0]["text"]
    assert (both.transcript().outcome, both.transcript().failures) == ("failed", 1)


def test_events_that_come_after_the_gateway_gave_up_are_added(both: World) -> None:
    both.say("hej")
    both.bot.late = True
    both.say("är du där?", Understood(intent="ask_if_bot"))
    both.project()

    failed = both.turns()[1]
    assert (failed.state, failed.intent, failed.errors) == ("failed", "ask_if_bot", ["reply_lost"])


def test_a_silent_bot_is_looked_at_once_more_and_then_left(world: World) -> None:
    world.bot.silent = True
    world.say("hej")
    world.project()
    assert due_in(world) is not None
    assert world.services.projector.due() == []

    make_due(world)
    world.project()

    assert due_in(world) is None


def test_words_of_danger_are_marked(world: World) -> None:
    world.say("jag vill inte leva längre")
    world.project()

    assert world.turns()[0].safety == "crisis"
    assert (world.transcript().outcome, world.transcript().safety) == ("safety", "crisis")


def test_projecting_again_changes_nothing(both: World) -> None:
    for number in range(4):
        both.say(f"fråga {number}", Understood(slots={"misses": number}))
        both.project()
    before = snapshot(both)

    for conversation in [both.conversation().id] * 2:
        both.services.projector.project(conversation)

    assert snapshot(both) == before
    assert [turn["text"] for turn in before] == [f"fråga {number}" for number in range(4)]


def test_projecting_late_gives_what_projecting_at_once_gives(both: World) -> None:
    turns = [Understood(intent=f"ask_{n}", slots={"focus": f"Task/{n}"}) for n in range(5)]
    for number, understood in enumerate(turns):
        both.say(f"fråga {number}", understood)
        if number in (1, 2):
            both.project()
    both.project()

    assert [turn["intent"] for turn in snapshot(both)] == [f"ask_{n}" for n in range(5)]
    assert snapshot(both)[4]["changes"] == {"focus": {"before": "Task/3", "after": "Task/4"}}


def test_many_projectors_at_once_make_one_transcript(both: World) -> None:
    for number in range(6):
        both.say(f"fråga {number}")
    conversation = both.conversation().id

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(both.services.projector.project, [conversation] * 12))

    assert [turn["text"] for turn in snapshot(both)] == [f"fråga {n}" for n in range(6)]
    assert both.services.projector.due() == []


def test_a_turn_that_is_under_way_waits_for_its_answer(both: World) -> None:
    both.say("hej")
    leave_unanswered(both, under_way=True)
    both.services.projector.project(both.conversation().id)

    assert [turn.state for turn in both.turns()] == ["answered", "pending"]
    assert both.services.projector.due() == []
    assert due_in(both) is not None


def test_a_turn_that_was_cut_off_is_a_failure_until_it_is_sent_again(both: World) -> None:
    both.say("hej")
    leave_unanswered(both, under_way=False)
    make_due(both)
    both.project()
    assert [turn.state for turn in both.turns()] == ["answered", "failed"]

    both.bot.next = Understood(intent="ask_where")
    both.patient.post("/api/chat", json={"text": "avbruten", "id": "c-1"})
    both.project()

    again = both.turns()[1]
    assert (again.text, again.state, again.intent) == ("avbruten", "answered", "ask_where")


def test_a_tracker_store_that_was_made_anew_is_read_from_its_start(world: World) -> None:
    for _ in range(3):
        world.say("hej")
    world.project()
    with world.bot.events.database.write() as session:
        session.execute(text("DELETE FROM events"))
    world.say("och nu?", Understood(intent="ask_where"))
    world.project()

    assert [turn.intent for turn in world.turns()][-1] == "ask_where"
    assert world.transcript().event_id < 10


def test_intents_actions_and_clinics_become_labels(world: World) -> None:
    world.say("hej", Understood(intent="greet", replies=(STEP,)))
    world.say("blorp", Understood(intent="nlu_fallback", action="action_nlu_fallback"))
    world.project()

    with world.services.database.read() as session:
        labels = set(session.scalars(select(TranscriptLabel.label)))
    assert labels == {
        "intent:greet",
        "intent:nlu_fallback",
        "action:action_greet",
        "action:action_nlu_fallback",
        "clinic:Ögonmottagningen",
    }
    assert world.transcript().fallbacks == 1


def test_a_protected_patients_transcript_is_marked_and_stays_so(world: World) -> None:
    world.say("hej")
    with world.services.database.write() as session:
        session.execute(text("UPDATE patients SET protected = :yes"), {"yes": True})
    world.say("hej igen")
    world.project()
    with world.services.database.write() as session:
        session.execute(text("UPDATE patients SET protected = :no"), {"no": False})
    world.say("och igen")
    world.project()

    assert world.transcript().protected is True


def snapshot(world: World) -> list[dict[str, Any]]:
    """The turns without their row ids."""
    columns = [column.key for column in TranscriptTurn.__table__.columns if column.key != "id"]
    return [{name: getattr(turn, name) for name in columns} for turn in world.turns()]


def due_in(world: World) -> float | None:
    """When the conversation is looked at next."""
    with world.services.database.read() as session:
        return session.scalar(select(Unprojected.due))


def make_due(world: World) -> None:
    """Lets the time pass until the next look."""
    with world.services.database.write() as session:
        session.execute(update(Unprojected).values(due=0.0))


def leave_unanswered(world: World, *, under_way: bool) -> None:
    """A message that is stored and not answered, as when the backend dies in between."""
    with world.services.database.write() as session:
        conversation = session.scalars(select(Conversation)).one()
        conversation.busy_until = 4e9 if under_way else 1.0
        session.add(
            Message(
                conversation_id=conversation.id,
                number=3,
                sender="patient",
                text="avbruten",
                content={},
                client_id="c-1",
                state="received",
                created_at=conversation.created_at,
            )
        )
        session.merge(Unprojected(conversation_id=conversation.id, number=3, due=4e9))
