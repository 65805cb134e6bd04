"""The codes of transcripts, requests and the log in Swedish, as staff read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from babel.dates import format_date, format_timedelta

from backend.phrasing.texts import UnknownText, text
from backend.rules.workdays import STOCKHOLM

OUTCOMES = {
    "answered": "Besvarat",
    "rebooked": "Ombokat",
    "cancelled": "Avbokat",
    "booked": "Bokat",
    "not_understood": "Inte förstått",
    "handed_over": "Till människa",
    "safety": "Säkerhetssvar",
    "failed": "Misslyckat",
}
STATUSES = {
    "unreviewed": "Ogranskat",
    "in_review": "Granskas",
    "needs_action": "Kräver åtgärd",
    "done": "Klart",
}
RISKS = {
    "write_unknown": "Oklart om en tid ändrades",
    "failed": "Ett svar uteblev",
    "cancelled_by_care": "Vården har ställt in en tid",
    "limit_near": "Vårdgarantins gräns är nära",
    "callback_asked": "Vill bli uppringd",
    "waits_for_staff": "Väntar på svar från personal",
    "no_coordinator": "Ingen fast kontakt",
    "stale_plan": "Planen är gammal",
}
SORTS = {
    "newest": "Senast aktiva",
    "oldest": "Äldst aktivitet",
    "risk": "Viktigast först",
    "confidence": "Osäkrast förstådda",
}
ROLES = {
    "support": "support",
    "reviewer": "granskare",
    "admin": "administratör",
    "restricted": "support för skyddade personuppgifter",
}
REQUESTS = {
    "rebook": "Flytta en tid",
    "cancel": "Avboka en tid",
    "book": "Boka en tid",
    "earlier": "Få en tidigare tid",
    "callback": "Bli uppringd",
    "coordinator": "Få en fast kontakt",
}
REQUEST_STATES = {"open": "Ny", "in_progress": "Pågår", "done": "Klar"}
CORRECTION_STATES = {
    "proposed": "Föreslagen",
    "approved": "Godkänd",
    "rejected": "Avslagen",
    "exported": "Utlämnad till träning",
}
ACTIONS = {
    "list": "Såg en lista",
    "search": "Sökte",
    "read": "Läste ett samtal",
    "review": "Ändrade granskning",
    "note": "Skrev en anteckning",
    "tag": "Ändrade etiketter",
    "correct": "Föreslog en rättelse",
    "decide": "Avgjorde en rättelse",
    "take_over": "Tog över ett samtal",
    "answer": "Svarade i ett samtal",
    "hand_back": "Lämnade tillbaka ett samtal",
    "work": "Arbetade med en begäran",
    "charts": "Såg statistik",
    "export": "Tog ut uppgifter",
    "person_data": "Tog fram en persons uppgifter",
    "break_glass": "Öppnade trots spärr",
    "audit": "Läste åtkomstloggen",
    "sign": "Granskade en loggrad",
    "hold": "Beslutade om bevarande",
    "purge": "Gallrade",
}
VERDICTS = {"approved": "I sin ordning", "questioned": "Behöver redas ut", "open": "Inte granskad"}
ERRORS = {
    "no_answer": "Assistenten svarade inte.",
    "reply_lost": "Svaret kom inte fram.",
    "write_unknown": "Det är oklart om tiden ändrades.",
}
BOOKINGS = {
    "rebook": "Tiden flyttades",
    "cancel": "Tiden avbokades",
    "book": "Tiden bokades",
    "earlier": "Tiden flyttades tidigare",
    "undo": "Ändringen ångrades",
    "unknown": "Oklart om tiden ändrades",
}
STAGES = {
    "choose": "väljer tid",
    "confirm": "ska bekräfta",
    "which": "väljer besök",
    "rebook": "flytta",
    "cancel": "avboka",
    "book": "boka",
    "earlier": "tidigare tid",
}
_INTENTS = {
    "nlu_fallback": "Inte förstått",
    "greet": "Hälsar",
    "goodbye": "Säger hej då",
    "thank": "Tackar",
    "affirm": "Säger ja",
    "deny": "Säger nej",
    "repeat": "Ber att få det igen",
    "ask_if_bot": "Undrar om det är en dator",
    "emergency": "Fara för livet",
    "crisis": "Psykisk kris",
    "out_of_scope": "Något annat än planen",
    "give_time_wish": "Säger när det passar",
    "choose_option": "Väljer ett alternativ",
    "ask_more_options": "Vill ha fler tider",
}
"""Those that the assistant itself never names."""
_DETAILS = {
    "filters": "filter",
    "further": "fler sidor",
    "before": "före",
    "actor": "av",
    "states": "lägen",
    "state": "läge",
    "done": "gjort",
    "turn": "tur",
    "note": "anteckning",
    "added": "lade till",
    "removed": "tog bort",
    "correction": "rättelse",
    "approved": "godkänd",
    "drawn": "utvalda",
    "verdict": "bedömning",
    "message": "meddelande",
    "assignee": "handläggare",
    "assignee_name": "namn",
    "ids": "rättelser",
    "purged": "gallrat",
    "held": "bevaras",
}
REASONS = (
    "Patienten har hört av sig",
    "Granskning av samtal i kön",
    "Arbete med en begäran",
    "Uppföljning av ett fel",
)
"""Why a conversation is opened, to choose among."""


@cache
def intent(name: str | None) -> str:
    """What an intent is about: `Flytta en tid (rebook)`."""
    if not name:
        return "inget"
    try:
        return f"{_INTENTS.get(name) or text(f'intent.{name}')} ({name})"
    except UnknownText:
        return name


def percent(share: float | None) -> str:
    """`87 %`, or a dash."""
    return "–" if share is None else f"{round(share * 100)} %"


def short(moment: datetime | str, now: datetime) -> str:
    """`21 nov 09.15`, with the year where it is another, today as `09.15`."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    local = found.astimezone(STOCKHOLM)
    clock = f"{local:%H.%M}"
    if local.date() == now.date():
        return f"i dag {clock}"
    pattern = "d MMM" if local.year == now.year else "d MMM y"
    return f"{format_date(local, pattern, locale='sv')} {clock}"


def age(moment: datetime | str, now: datetime) -> str:
    """How long ago: `3 timmar`."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    passed = max(now - found, timedelta(minutes=1))
    return format_timedelta(passed, granularity="minute", locale="sv", threshold=1)


def detail(found: Mapping[str, Any]) -> str:
    """What a log entry tells besides, without what is empty."""
    told = {name: value for name, value in found.items() if value not in (None, "", False, {}, [])}
    return slot_value({_DETAILS.get(name, name): value for name, value in told.items()}) or "–"


def slot_value(value: Any) -> str:
    """A slot's value in a line."""
    if value is None or isinstance(value, bool):
        return {None: "tomt", True: "ja", False: "nej"}[value]
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {slot_value(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(slot_value(part) for part in value) or "tomt"
    return str(value)


def stage(written: str | None) -> str:
    """Where an errand stands: `flytta, väljer tid`."""
    return ", ".join(STAGES.get(part, part) for part in (written or "").split("/"))


def error(code: str) -> str:
    """What went wrong."""
    return ERRORS.get(code, code)


def roles(written: str) -> str:
    """The roles of a log entry."""
    return ", ".join(ROLES.get(role, role) for role in written.split())


def correct(right: Mapping[str, Any]) -> str:
    """What a correction says that was meant."""
    if "intent" in right:
        return intent(right["intent"])
    if right.get("ask"):
        return "Fråga vidare om tiden"
    if right.get("nothing"):
        return "Ingen tidsönskan"
    fits = [f"passar {found}" for found in right.get("match", [])]
    return ", ".join([*fits, *(f"passar inte {found}" for found in right.get("not", []))])
