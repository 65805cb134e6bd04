"""What a patientkontrakt is."""

from __future__ import annotations

import re

from actions.base import Answer
from actions.facts import date_fact, lowered
from actions.plan.lines import plan_age_lines
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn

_VALID = re.compile(r"\bgäll(?:er|de)\b|giltig|gått ut|går ut|fortfarande|förny", re.IGNORECASE)


def _holds(turn: Turn) -> list[Line]:
    """Whether the patient's own plan still holds, and until when."""
    contract = turn.contract
    ended = plan_age_lines(turn)
    if ended or contract.source is None or contract.period.end is None:
        return ended
    return [say("explain.until", date=date_fact(contract.period.end, contract.source, turn.now))]


class ExplainPatientkontrakt(Answer):
    """What it is, for whom, whether it binds, and the patient's own."""

    intent = "explain_patientkontrakt"

    def reply(self, turn: Turn) -> Reply:
        """In general, then the patient's own."""
        contract = turn.contract
        own = None
        if contract.source and contract.title and contract.period.start:
            title = Fact("task", contract.title, contract.source, lowered(contract.title))
            date = date_fact(contract.period.start, contract.source, turn.now)
            own = say("explain.yours", title=title, date=date)
        return reply(
            message(
                _holds(turn) if _VALID.search(turn.text) else None,
                say("explain.what", simple=turn.simple),
                say("explain.who"),
                say("explain.binding"),
                own,
            )
        )
