"""Takes what tells who somebody is out of a draft, before anything of it is stored. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from backend.rules.workdays import STOCKHOLM
from backend.transcripts.projection.drafts import Draft
from backend.transcripts.redaction import Redactor

Json = dict[str, Any]

_NEVER_PERSONAL = ("time", "date", "limit", "fee")


def redacted(draft: Draft, redactor: Redactor) -> Draft:
    """The draft with markers for whatever is personal.

    References stay: they say where a fact stands in the record, for those who may read it there.
    """
    day = draft.at.astimezone(STOCKHOLM).date()

    def clean(text: str) -> str:
        return redactor.redact(text, on=day).text

    return replace(
        draft,
        text=clean(draft.text),
        second=_words(draft.second, clean) if draft.second else None,
        replies=[_reply(reply, clean) for reply in draft.replies],
        changes={name: _words(change, clean) for name, change in draft.changes.items()},
    )


def _reply(reply: Json, clean: Callable[[str], str]) -> Json:
    found = dict(reply)
    if "text" in reply:
        found["text"] = clean(reply["text"])
    if "buttons" in reply:
        found["buttons"] = [{**one, "title": clean(one["title"])} for one in reply["buttons"]]
    if "facts" in reply:
        found["facts"] = [_fact(one, clean) for one in reply["facts"]]
    return found


def _fact(fact: Json, clean: Callable[[str], str]) -> Json:
    if fact["kind"] in _NEVER_PERSONAL:
        return fact
    return {**fact, "value": clean(fact["value"])}


def _words(value: Any, clean: Callable[[str], str], name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _words(part, clean, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_words(part, clean, name) for part in value]
    if isinstance(value, str) and (name == "text" or " " in value):
        return clean(value)
    return value  # a reference or a code of ours
