"""What the assistant is, can do, and does with what is written."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import hours_words, person_fact, phone_fact
from actions.plan import pointing
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.talk.courtesies import first_questions
from actions.turn import Turn
from backend.contracts.schemas import Contact
from backend.phrasing.dates import is_open


class Help(Answer):
    """What can be asked."""

    intent = "help"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """What it can do, and what it does not."""
        keys = ("lead", "what", "who", "prepare", "book", "not")
        return reply(message((say(f"help.{key}") for key in keys), buttons=first_questions()))


class WhetherBot(Answer):
    """A machine, plainly said."""

    intent = "ask_if_bot"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """That it is a machine, and how to reach a person."""
        return reply(
            message(
                say("bot.machine", simple=turn.simple),
                with_number("bot.human", "bot.human_no_phone", turn),
            )
        )


class Privacy(Answer):
    """Who reads, and how it is kept."""

    intent = "ask_privacy"

    def reply(self, turn: Turn) -> Reply:
        """What is true of how this is stored."""
        keys = ("who", "relative", "seen", "kept", "law")
        return reply(message(say(f"privacy.{key}") for key in keys))


class Proxies(Answer):
    """Who else may see or book."""

    intent = "ask_proxy"

    def reply(self, turn: Turn) -> Reply:
        """Those whom the patient has let in, and how somebody is let in."""
        contract = turn.contract
        if contract.person.protected:
            return reply(message(say("proxy.protected")))
        if not turn.known.own:
            may = "proxy.you_book" if turn.known.may_book else "proxy.you_see"
            return reply(message(say("proxy.you_are"), say(may), say("proxy.yours")))
        lines: list[Line] = []
        for proxy in contract.proxies:
            if proxy.name is None:
                continue
            who = Fact("person", proxy.name, proxy.source)
            lines.append(say(f"proxy.{proxy.scope}" if proxy.active else "proxy.ended", who=who))
        if not lines:
            lines.append(say("proxy.none"))
        if turn.known.age is not None and turn.known.age < _ADULT:
            lines.append(say("proxy.child"))
        return reply(message(lines, say("proxy.how")))


_ADULT = 18


def with_number(key: str, without: str, turn: Turn) -> Line:
    """A sentence with the number of whom one can ring, or the one for when there is none."""
    contact = whom_to_ring(turn)
    phone = phone_fact(contact) if contact else None
    if contact is None or phone is None:
        return say(without)
    return say(key, who=person_fact(contact), phone=phone)


def whom_to_ring(turn: Turn) -> Contact | None:
    """The coordinator; without one with a number, the clinic of the next visit, or of another."""
    contract = turn.contract
    ahead = [step.contact for step in pointing.upcoming(contract, turn.now)]
    known = [contract.coordinator, *ahead, *contract.clinics]
    return next((contact for contact in known if contact and contact.phone), None)


def ringing_hours(turn: Turn) -> list[Line]:
    """When whom one can ring answers, and that they do not just now."""
    contact = whom_to_ring(turn)
    words = hours_words(contact) if contact else None
    if contact is None or words is None:
        return []
    lines = [say("contact.hours", hours=words)]
    if is_open(contact.hours, turn.now) is False:
        lines.append(say("contact.closed"))
    return lines
