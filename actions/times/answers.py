"""The intents about times, when no errand takes the message first."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import ANSWERS, Answer
from actions.plan import pointing
from actions.plan.about import about
from actions.reply import Button, Reply, message, reply, say
from actions.talk.courtesies import first_questions
from actions.time_wishes import Status
from actions.times.continuing import join
from actions.times.errand import Errand, ErrandKind, Stage
from actions.times.opening import begin, begin_named, wish_of
from actions.turn import Turn, Understood
from backend.phrasing.texts import text

_WAITING_LIST = re.compile(
    r"[åa]terbud|v[äa]ntelist|reservlist|\bk[öo](?:a|n|lista)?\b|bli(?:r|vit|va)? ledig|hoppar? av"
    r"|ring (?:mig )?om|h[öo]r av er om",
    re.IGNORECASE,
)

_FREED = re.compile(
    r"\b(?:bli\w*|kom(?:mer)?|f[åa]r|om|vid|n[åa]go[nt]\w*|n[åa](?:n|t)|eventuell\w*)"
    r"(?: \w+)? [åa]terbud",
    re.IGNORECASE,
)
"""Somebody else's cancellation; "lämna återbud" is one's own."""


class Rebook(Answer):
    """Move a booked time."""

    intent = "rebook"

    def reply(self, turn: Turn) -> Reply:
        """Begins the errand."""
        return begin(turn, ErrandKind.REBOOK, Errand.from_slot(turn.memory.errand))


class Cancel(Answer):
    """Give up a booked time."""

    intent = "cancel"

    def reply(self, turn: Turn) -> Reply:
        """Begins the errand; who waits for others to cancel wants an earlier time."""
        if _FREED.search(turn.text) and not turn.carried:
            return ANSWERS["ask_earlier_time"].reply(turn)
        return begin(turn, ErrandKind.CANCEL)


class Book(Answer):
    """A time for what has none yet."""

    intent = "book"

    def reply(self, turn: Turn) -> Reply:
        """Begins the errand."""
        return begin(turn, ErrandKind.BOOK, Errand.from_slot(turn.memory.errand))


class EarlierTime(Answer):
    """An earlier time than the one there is, or a place on the waiting list."""

    intent = "ask_earlier_time"

    def reply(self, turn: Turn) -> Reply:
        """Begins the errand; what asks for the list gets onto it."""
        visits = pointing.upcoming(turn.contract, turn.now)
        if not visits and pointing.waiting(turn.contract):
            return begin(turn, ErrandKind.BOOK)
        found = begin(turn, ErrandKind.EARLIER)
        errand = Errand.from_slot(found.memory.get("errand"))
        if errand is None or errand.appointment is None or not _WAITING_LIST.search(turn.text):
            return found
        step = next(s for s in turn.contract.steps if s.ref == errand.reference)
        listed = join(turn, errand, step)
        return listed if errand.stage is Stage.WAITING_LIST else listed.then(found)


class TimeWishAlone(Answer):
    """When it suits, with nothing under way: what it is for is asked."""

    intent = "give_time_wish"

    def reply(self, turn: Turn) -> Reply:
        """Begins with the visit that is named; else asks whether to move or book."""
        named = begin_named(turn)
        if named is not None:
            return named
        wish = wish_of(turn, None)
        kept = wish if wish.status is not Status.NOTHING_SAID else None
        errand = Errand(ErrandKind.REBOOK, Stage.WHICH, wish=kept)
        return reply(
            message(
                say("wish.for_what"),
                buttons=[
                    Button(text("intent.rebook"), "rebook"),
                    Button(text("intent.book"), "book"),
                ],
            )
        ).remembering(errand=errand.as_slot())


class ChooseOption(Answer):
    """One of what was listed, when it was not times."""

    intent = "choose_option"

    def reply(self, turn: Turn) -> Reply:
        """The answer to what was asked, about the one that is picked."""
        found = about(turn)
        if not found.steps:
            return reply(message(say("choose.nothing"), buttons=first_questions()))
        asked, said = turn.memory.asked, turn.memory.said
        intent = asked.intent if asked else said.intent if said else "ask_when"
        if intent not in ANSWERS or intent == self.intent:
            intent = "ask_when"
        about_it = replace(
            turn,
            about=(found.steps[0].ref,),
            understood=Understood(intent),
        )
        return ANSWERS[intent].reply(about_it)


class MoreOptions(Answer):
    """Other offers, when none were made."""

    intent = "ask_more_options"
    small_talk = True

    def reply(self, turn: Turn) -> Reply:
        """Begins with the visit that is named; else asks what for."""
        named = begin_named(turn)
        if named is not None:
            return named
        return reply(
            message(
                say("choose.no_offers"),
                buttons=[
                    Button(text("intent.rebook"), "rebook"),
                    Button(text("intent.book"), "book"),
                ],
            )
        )
