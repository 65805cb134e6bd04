"""What a patientkontrakt is."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import date_fact, lowered
from actions.reply import Fact, Reply, message, reply, say
from actions.turn import Turn


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
                say("explain.what", simple=turn.simple),
                say("explain.who"),
                say("explain.binding"),
                own,
            )
        )
