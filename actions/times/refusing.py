"""When it may not be done here: why, whom to turn to, and a wish to the clinic instead."""

from __future__ import annotations

from actions.backend_client import Refused
from actions.facts import clinic_fact, time_fact
from actions.plan.lines import contact_lines
from actions.reply import Button, Fact, Line, Reply, message, reply, say
from actions.times.booking import ask_clinic
from actions.times.errand import ErrandKind
from actions.turn import Turn
from backend.contracts.schemas import Step
from backend.phrasing.texts import text

_SENT = "request"
_YOUTH = ("too_young", "child_has_guardian")


def may_not_book(turn: Turn, step: Step | None = None) -> Reply:
    """The person who asks may only look; `step` is what they asked about."""
    key = "too_young" if turn.known.may_book_reason in _YOUTH else "see_only"
    return reply(
        message(say(f"refused.{key}"), contact_lines(turn.contract.coordinator, turn))
    ).remembering(errand=None, **({"focus": step.ref} if step else {}))


def clinic_refusal(turn: Turn, step: Step, kind: ErrandKind) -> Reply | None:
    """What the clinic's rules say against it; `None` when they allow it."""
    visit = step.appointment
    cancels = kind is ErrandKind.CANCEL
    allowed = visit is not None and (visit.cancel_allowed if cancels else visit.rebooking_allowed)
    if visit is None or not allowed:
        return refused(turn, step, kind, _not_here(step, kind))
    if visit.cancel_before is not None and visit.cancel_before < turn.now and step.when:
        deadline = time_fact(visit.cancel_before, visit.source, turn.now)
        return refused(turn, step, kind, say("refused.too_late", deadline=deadline))
    return None


def refused(turn: Turn, step: Step, kind: ErrandKind, why: Line) -> Reply:
    """Why not, whom to ring and when, and a button that sends the clinic the wish."""
    button = Button(
        text("button.request"),
        kind.value if kind is not ErrandKind.EARLIER else "ask_earlier_time",
        {"about": step.ref, "answer": _SENT},
    )
    return reply(
        message(
            why,
            contact_lines(step.contact, turn),
            say("refused.request"),
            buttons=[button],
        )
    ).remembering(errand=None, focus=step.ref)


def sends_request(turn: Turn) -> bool:
    """Whether the button was pressed that sends the clinic the wish."""
    return turn.carried.get("answer") == _SENT


def send_request(turn: Turn, step: Step, kind: ErrandKind) -> Reply:
    """Sends it, and says so once it is stored."""
    appointment = step.appointment.id if step.appointment else None
    ask_clinic(turn, kind.value if appointment else "callback", appointment)
    key = "refused.request_sent" if step.when else "refused.request_sent_no_time"
    return reply(message(say(key))).remembering(errand=None, focus=step.ref)


def core_refusal(turn: Turn, step: Step, kind: ErrandKind, refusal: Refused) -> Reply | None:
    """What the booking core says against it, where it is the clinic's word; else `None`."""
    if refusal.code not in (
        "rebooking_not_allowed",
        "cancel_not_allowed",
        "booking_not_allowed",
    ):
        return None
    if refusal.body.get("reason") == "too_late" and step.appointment is not None:
        found = clinic_refusal(turn, step, kind)
        if found is not None:
            return found
    return refused(turn, step, kind, _not_here(step, kind))


def _not_here(step: Step, kind: ErrandKind) -> Line:
    verb = "rebook" if kind is ErrandKind.EARLIER else kind.value
    clinic = clinic_fact(step.appointment) if step.appointment else None
    owner = clinic or Fact("clinic", step.owner or "Mottagningen", step.source)
    return say(f"refused.{verb}", clinic=owner)
