"""What the assistant is, can do, and does with what is written."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import person_fact, phone_fact
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.talk.courtesies import first_questions
from actions.turn import Turn


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
        lines: list[Line] = []
        if not turn.known.own:
            lines.append(say("proxy.you_are"))
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
    """A sentence with the coordinator's number, or the one for when there is none."""
    coordinator = turn.contract.coordinator
    phone = phone_fact(coordinator) if coordinator else None
    if coordinator is None or phone is None:
        return say(without)
    return say(key, who=person_fact(coordinator), phone=phone)
