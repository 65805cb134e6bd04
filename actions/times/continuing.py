"""Going on with the errand that is under way, whatever the next message is classified as.

In the middle of an errand a short text means what it means there: "torsdag", "den andra", "ja".
What is plainly something else is answered as such, and the errand waits.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.correcting import corrects
from actions.facts import time_fact, title_fact
from actions.linking import Target
from actions.plan.about import about
from actions.reply import Button, Reply, message, reply, say
from actions.time_wishes import Status, matches, readings
from actions.times import offers as waiting_offers
from actions.times.assent import says_yes_to
from actions.times.booking import Booking
from actions.times.cancelling import ask_to_cancel
from actions.times.choices import chosen
from actions.times.confirming import choose, do_it, undo
from actions.times.errand import Errand, ErrandKind, Offered, Stage
from actions.times.offering import more, offer
from actions.times.opening import begin, begin_with, wish_of
from actions.times.showing import choice_buttons
from actions.turn import Turn
from backend.contracts.schemas import Step
from backend.phrasing.texts import text

_KEEP_WORDS = re.compile(
    r"\bbeh[åa]ll(?:a|er)?\b|\bf[åa]r (?:det )?vara\b|\bl[åa]t(?:er)? (?:jag )?(?:det|den) vara\b"
    r"|\bsom (?:det|de) (?:[äa]r|va|var)\b|\bsom (?:planerat|bestämt)\b",
    re.IGNORECASE,
)
_SHORT_YES = re.compile(
    r"\W*(?:a+|ja+|j|jo+|m+|yes|je[pp]+|ja[pp]+|ye[pp]+|k[öo]r|ok)\W*", re.IGNORECASE
)
_YES_WORDS = re.compile(r"\W*(?:ja|jo|jajam[äe]n\w*|japp|g[äa]rna|okej|ok)\b", re.IGNORECASE)
_UNDO_WORDS = re.compile(
    r"\b[åa]ngra|\b(?:ta|tar|l[äa]gg\w*|f[åa]) (?:\w+ )?tillbaka|[åa]terst[äa]ll"
    r"|\bha (?:den )?kvar\b",
    re.IGNORECASE,
)
_CONTINUE_WORDS = re.compile(r"\bforts[äa]tt", re.IGNORECASE)
_EARLIER_WORDS = re.compile(r"tidigare|\bf[öo]rr\b|\bsnar", re.IGNORECASE)
_FEW_WORDS = 6
_KINDS = {
    "rebook": ErrandKind.REBOOK,
    "cancel": ErrandKind.CANCEL,
    "book": ErrandKind.BOOK,
    "ask_earlier_time": ErrandKind.EARLIER,
}
_UNSURE = ("nlu_fallback", "out_of_scope", "give_time_wish", "choose_option", "affirm", "deny")


def go_on(turn: Turn) -> Reply | None:
    """The reply when the message belongs to the errand or to an offer; `None` when it does not."""
    if "offer" in turn.carried:
        return waiting_offers.answer(turn, str(turn.carried["offer"]))
    turn = _said_politely(turn)
    errand = Errand.from_slot(turn.memory.errand)
    if turn.known.offered is not None:
        offered = waiting_offers.answer_in_words(turn, turn.known.offered, errand)
        if offered is not None:
            return offered
    if errand is None:
        return _too_late(turn)
    step = _step(turn, errand)
    if not errand.open:
        return _after(turn, errand, step)
    if turn.intent == "stop" or _keeps(turn):
        return _stop(turn, errand, step)
    if errand.stage is Stage.WHICH:
        return _which(turn, errand)
    if step is None:
        return None
    return _go_on(turn, errand, step)


def _said_politely(turn: Turn) -> Turn:
    """A yes or a wish with a thank you or a "what I mean": that is not what it says.

    Of "a" or "mm" a classifier can make anything.
    """
    errand = Errand.from_slot(turn.memory.errand)
    if errand is None:
        return turn
    short = not turn.carried and _SHORT_YES.fullmatch(turn.text)
    if short or (errand.stage is Stage.CONFIRM and says_yes_to(turn, errand)):
        return replace(turn, understood=replace(turn.understood, intent="affirm"))
    if turn.intent not in ("thank", "repeat"):
        return turn
    if _YES_WORDS.match(turn.text):
        return replace(turn, understood=replace(turn.understood, intent="affirm"))
    if wish_of(turn, None).status is Status.UNDERSTOOD:
        return replace(turn, understood=replace(turn.understood, intent="give_time_wish"))
    return turn


def _keeps(turn: Turn) -> bool:
    """Whether the text says that the time is to stay as it is, whatever else it was taken for."""
    return turn.intent in (*_UNSURE, "rebook", "cancel") and bool(_KEEP_WORDS.search(turn.text))


def _too_late(turn: Turn) -> Reply | None:
    """A button of an errand that is over: nothing is done, and it says so."""
    if "key" in turn.carried or "slot" in turn.carried:
        return reply(message(say("confirm.died")))
    return None


def _go_on(turn: Turn, errand: Errand, step: Step) -> Reply | None:
    pressed = _pressed(turn, errand, step)
    if pressed is not None:
        return pressed
    if turn.intent == "repeat":
        return _again(turn, errand, step)
    if turn.intent in _KINDS and not turn.carried:
        return _another(turn, errand, step, _KINDS[turn.intent])
    if turn.intent in _KINDS:
        return None
    if _means_another(turn, errand, step):
        _release(turn, errand)
        return begin(turn, errand.kind)
    if errand.stage is Stage.WAITING_LIST:
        return _waiting_list(turn, errand, step)
    if turn.intent == "ask_more_options":
        return more(turn, errand, step)
    if errand.stage is Stage.CONFIRM and turn.intent == "affirm":
        # "Vi fortsätter" takes up what was interrupted; it is no yes to it.
        goes_on = not turn.carried and _CONTINUE_WORDS.search(turn.text)
        return reminder(turn) if goes_on else do_it(turn, errand, step)
    if errand.stage is Stage.CHOOSE:
        picked = _picked(turn, errand, step)
        if picked is not None:
            return picked
    return _wished(turn, errand, step)


def _again(turn: Turn, errand: Errand, step: Step) -> Reply:
    """What was said last in the errand, as it is now, and more simply."""
    simply = replace(turn, simple=True)
    if errand.stage is Stage.CONFIRM:
        if errand.kind is ErrandKind.CANCEL:
            return ask_to_cancel(simply, errand, step)
        return choose(simply, errand, step, errand.offers[0].slot)
    return offer(simply, errand.at(Stage.WISH, seen=()), step)


def _pressed(turn: Turn, errand: Errand, step: Step) -> Reply | None:
    """A button of the errand's own."""
    carried = turn.carried
    if "slot" in carried:
        if carried["slot"] not in errand.seen or errand.kind is ErrandKind.CANCEL:
            return reply(message(say("offers.not_offered"))).remembering(errand=errand.as_slot())
        return choose(turn, errand, step, str(carried["slot"]))
    if "key" in carried:
        if carried["key"] != errand.key or errand.stage is not Stage.CONFIRM:
            died = reply(message(say("confirm.died"))).remembering(errand=errand.as_slot())
            stands = reminder(turn)
            return died.then(stands) if stands is not None else died
        return do_it(turn, errand, step)
    if turn.intent == "give_time_wish" and errand.wish is not None and "answer" in carried:
        found = readings(errand.wish)
        index = int(carried["answer"])
        if index < len(found):
            return offer(turn, errand.at(Stage.WISH, wish=found[index][0]), step)
    return None


def _picked(turn: Turn, errand: Errand, step: Step) -> Reply | None:
    """One of the offered times, if the text picks one."""
    if turn.intent == "affirm" and len(errand.offers) == 1:
        return choose(turn, errand, step, errand.offers[0].slot)
    found = chosen(turn.text, errand.offers, turn.now)
    few = len(turn.text.split()) <= _FEW_WORDS
    if len(found) == 1 and (few or turn.intent in ("choose_option", "affirm")):
        return choose(turn, _with_wish(turn, errand, found[0]), step, found[0].slot)
    if few and 1 < len(found) < len(errand.offers) and not _wishes(turn, found):
        buttons = choice_buttons(found, turn)
        return reply(message(say("offers.which_offer"), buttons=buttons)).remembering(
            errand=errand.as_slot()
        )
    if (
        turn.intent in ("choose_option", "affirm")
        and wish_of(turn, step).status is not Status.UNDERSTOOD
    ):
        buttons = choice_buttons(errand.offers, turn)
        return reply(message(say("offers.which_offer"), buttons=buttons)).remembering(
            errand=errand.as_slot()
        )
    return None


def _wishes(turn: Turn, found: tuple[Offered, ...]) -> bool:
    """Whether the text is a wish that the offers fit, and not only a weekday that they share."""
    wish = wish_of(turn, None)
    return any(matches(wish, offered.start) for offered in found)


def _with_wish(turn: Turn, errand: Errand, picked: Offered) -> Errand:
    """The errand with the wish that picked the time, so that other times fit it as well.

    A mere day only says which of the offers it is: other times need not be on that day.
    """
    wish = wish_of(turn, None)
    names_a_day = any(
        part.first == part.last
        for reading in wish.readings
        for window in reading.options
        for part in window.dates
    )
    return replace(errand, wish=wish) if matches(wish, picked.start) and not names_a_day else errand


def _wished(turn: Turn, errand: Errand, step: Step) -> Reply | None:
    """A new wish; a mere no; or nothing of the errand's."""
    wish = wish_of(turn, step)
    if errand.kind is ErrandKind.CANCEL:
        if turn.intent == "deny":
            return _stop(turn, errand, step)
        return None
    understood = wish.status is Status.UNDERSTOOD
    asked = errand.stage is Stage.WISH and wish.status is not Status.NOTHING_SAID
    about_time = (understood and turn.intent == "ask_when") or (
        (understood or asked) and turn.intent in _UNSURE
    )
    if turn.intent == "give_time_wish" or about_time:
        if wish.status is Status.NOTHING_SAID:
            return None
        return offer(turn, errand.at(Stage.WISH, wish=wish, seen=()), step)
    if turn.intent == "affirm" and errand.stage is Stage.WISH:
        return offer(turn, errand, step)
    if turn.intent == "deny":
        if errand.stage is Stage.CONFIRM:
            return more(turn, errand.at(Stage.CHOOSE, key=None), step)
        return more(turn, errand, step)
    if turn.intent in ("nlu_fallback", "out_of_scope") and errand.stage is Stage.WISH:
        return offer(turn, replace(errand, wish=None), step) if errand.misses else _ask(errand)
    return None


def _ask(errand: Errand) -> Reply:
    missed = replace(errand, misses=errand.misses + 1)
    return reply(message(say("wish.ask"))).remembering(errand=missed.as_slot())


def _another(turn: Turn, errand: Errand, step: Step, kind: ErrandKind) -> Reply:
    """The same wish again, said otherwise; another thing to do with it; or another visit."""
    target = Target.WITHOUT_TIME if kind is ErrandKind.BOOK else Target.UPCOMING
    named = about(turn, target=target)
    if named.named and named.steps and named.steps[0].ref != step.ref:
        return begin(turn, kind)
    wish = wish_of(turn, step)
    elsewhen = (
        kind is ErrandKind.EARLIER
        and wish.status is Status.UNDERSTOOD
        and not _EARLIER_WORDS.search(turn.text)
    )
    moves_anyway = kind is ErrandKind.BOOK and errand.kind is ErrandKind.REBOOK
    if kind is errand.kind or elsewhen or moves_anyway:
        if elsewhen:
            errand = replace(errand, kind=ErrandKind.REBOOK)
        wish_now = errand.wish if wish.status is Status.NOTHING_SAID else wish
        if kind is ErrandKind.CANCEL:
            return ask_to_cancel(turn, errand, step)
        return offer(turn, errand.at(Stage.WISH, wish=wish_now, key=None), step)
    return begin_with(turn, kind, step, errand)


def _means_another(turn: Turn, errand: Errand, step: Step) -> bool:
    """Whether the text corrects which visit it is; a day alone is a wish, and no correction."""
    if wish_of(turn, step).status is not Status.NOTHING_SAID or not corrects(turn, _target(errand)):
        return False
    named = about(turn, target=_target(errand))
    return named.first is not None or all(found.ref != step.ref for found in named.steps)


def _target(errand: Errand) -> Target:
    return Target.WITHOUT_TIME if errand.kind is ErrandKind.BOOK else Target.UPCOMING


def _which(turn: Turn, errand: Errand) -> Reply | None:
    """The visit that the errand is about, when the message names one."""
    kind = _KINDS.get(turn.intent, errand.kind)
    target = Target.WITHOUT_TIME if kind is ErrandKind.BOOK else Target.UPCOMING
    few = len(turn.text.split()) <= _FEW_WORDS
    if turn.carried.get("about") is None and turn.intent not in (*_KINDS, *_UNSURE) and not few:
        return None
    found = about(turn, target=target)
    if len(found.steps) == 1 and found.named:
        return begin_with(turn, kind, found.steps[0], errand)
    if turn.intent in _KINDS:
        return begin(turn, kind, errand)
    if turn.intent == "deny":
        return _stop(turn, errand, None)
    if wish_of(turn, None).status is Status.UNDERSTOOD and turn.intent in _UNSURE:
        # When it suits, before it is known what: kept, and asked again.
        return begin(turn, kind, errand)
    return None


def _waiting_list(turn: Turn, errand: Errand, step: Step) -> Reply | None:
    if turn.intent == "affirm":
        return join(turn, errand, step)
    if turn.intent == "deny":
        return _stop(turn, errand, step)
    return _wished(turn, errand, step)


def join(turn: Turn, errand: Errand, step: Step) -> Reply:
    """Puts the appointment on the waiting list."""
    assert errand.appointment is not None  # noqa: S101  the list is about one
    wish = waiting_offers.kept_wish(errand.wish)
    Booking(turn, errand.appointment).join_waiting_list(wish, earlier_only=step.when is not None)
    key = "waiting_list.joined" if step.when else "waiting_list.joined_no_time"
    return reply(message(say(key, what=title_fact(step)))).remembering(errand=None, focus=step.ref)


def _stop(turn: Turn, errand: Errand, step: Step | None) -> Reply:
    """Nothing is changed, and it says so; what was held is free again."""
    _release(turn, errand)
    if step is not None and step.when is not None:
        when = time_fact(step.when, step.source, turn.now)
        line = say("errand.kept", when=when, what=title_fact(step))
    elif errand.kind is ErrandKind.BOOK:
        line = say("errand.kept_no_time")
    else:
        line = say("stop.errand")
    return reply(message(line)).remembering(errand=None)


def _release(turn: Turn, errand: Errand) -> None:
    """Lets go of a time that was held for the yes."""
    if errand.appointment is not None and errand.stage is Stage.CONFIRM:
        Booking(turn, errand.appointment).release()


def _after(turn: Turn, errand: Errand, step: Step | None) -> Reply | None:
    """After the receipt: "ångra" takes it back, an old button does nothing twice."""
    wants_undo = turn.intent == "stop" and turn.carried.get("key") == errand.key
    if step is not None and (wants_undo or (not turn.carried and _UNDO_WORDS.search(turn.text))):
        return undo(turn, errand, step)
    if "key" in turn.carried and turn.carried["key"] == errand.key and step is not None:
        return do_it(turn, errand, step)
    return _too_late(turn)


def reminder(turn: Turn) -> Reply | None:
    """What was under way, after a question in the middle of it has been answered."""
    errand = Errand.from_slot(turn.memory.errand)
    if errand is None or not errand.open:
        return None
    step = _step(turn, errand)
    if step is None:
        return None
    key = "book" if step.when is None else errand.kind.value
    key = "rebook" if key == "earlier" else key
    blanks = {"what": title_fact(step)}
    if step.when is not None:
        blanks["when"] = time_fact(step.when, step.source, turn.now)
    no = Button(text("confirm.no_rebook" if step.when else "confirm.no_book"), "stop")
    if errand.stage is Stage.CONFIRM:
        # A yes after this is the yes to the question, so the whole question is put again.
        if errand.kind is not ErrandKind.CANCEL:
            offered = errand.offers[0]
            blanks["new"] = time_fact(offered.start, f"Slot/{offered.slot}", turn.now)
        yes = Button(text(f"confirm.yes_{key}"), "affirm", {"key": errand.key})
        line = say(f"errand.asked_{key}", **blanks)  # type: ignore[arg-type]
        return reply(message(line, say(f"confirm.{key}_question"), buttons=[yes, no]))
    going_on = Button(text("button.continue"), _intent(errand.kind), {"about": step.ref})
    line = say(f"errand.resumed_{key}", **blanks)  # type: ignore[arg-type]
    return reply(message(line, buttons=[going_on, no]))


def _intent(kind: ErrandKind) -> str:
    return "ask_earlier_time" if kind is ErrandKind.EARLIER else kind.value


def _step(turn: Turn, errand: Errand) -> Step | None:
    return next((step for step in turn.contract.steps if step.ref == errand.reference), None)
