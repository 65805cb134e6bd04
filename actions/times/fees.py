"""What something costs: by the region's table where it is known, else whom to ask."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from actions.base import Answer
from actions.facts import clinic_fact, time_fact
from actions.plan.about import about_or_next
from actions.plan.lines import contact_lines
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.times.booking import Booking
from actions.times.consequences import fee_fact
from actions.turn import Turn
from backend.contracts.schemas import Step

_MISSED = re.compile(
    r"miss|avbok|omboka|flytt|\bbyt|[äa]ndra|utebl|inte kom|sent|glöm|sen |försent|ombok|ställa in",
    re.IGNORECASE,
)
_HIGH_COST = re.compile(r"frikort|högkostnad|taket", re.IGNORECASE)


class Fee(Answer):
    """The visit's fee, the late-cancellation fee, not turning up, or frikort."""

    intent = "ask_fee"

    def reply(self, turn: Turn) -> Reply:
        """The figure with its source, or that it is not known and whom to ask."""
        found = about_or_next(turn, wanted=lambda step: step.appointment is not None)
        if found.first is not None:
            return found.first
        step = next(iter(found.steps), None)
        if step is None or step.appointment is None:
            return reply(
                message(
                    say("fee.visit_unknown_no_clinic"),
                    contact_lines(turn.contract.coordinator, turn),
                )
            )
        fees = turn.backend.call(
            "GET", turn.conversation, f"appointments/{step.appointment.id}/fees"
        )
        lines: list[Line] = []
        if _HIGH_COST.search(turn.text):
            lines += _high_cost(fees)
        if _MISSED.search(turn.text) and step.when is not None:
            lines += self._missed(step, turn)
        if not lines or not (_MISSED.search(turn.text) or _HIGH_COST.search(turn.text)):
            lines += _visit(step, fees)
        return reply(message(lines, contact_lines(step.contact, turn))).remembering(focus=step.ref)

    @staticmethod
    def _missed(step: Step, turn: Turn) -> list[Line]:
        assert step.appointment is not None  # noqa: S101  the caller looked
        late = Booking(turn, step.appointment.id).consequences("cancel")["late"]
        lines: list[Line] = []
        if late["deadline"] and (late["fee"] is not None or late["fee_words"]):
            deadline = time_fact(datetime.fromisoformat(late["deadline"]), step.source, turn.now)
            if late["fee"] is not None:
                fee = fee_fact(late["fee"], step.source)
                lines.append(say("fee.late", deadline=deadline, fee=fee))
            else:
                lines.append(say("fee.late_words", deadline=deadline, words=late["fee_words"]))
        if late["no_show_fee"] is not None:
            lines.append(say("fee.no_show", fee=fee_fact(late["no_show_fee"], step.source)))
        if not lines:
            clinic = clinic_fact(step.appointment) or Fact("clinic", "kliniken", step.source)
            return [say("fee.late_unknown", clinic=clinic)]
        if late["exceptions"]:
            lines.append(say("fee.exceptions"))
        return [*lines, *_source(late.get("source"))]


def _visit(step: Step, fees: dict[str, Any]) -> list[Line]:
    clinic = clinic_fact(step.appointment) if step.appointment else None
    if fees["visit"] is None or clinic is None:
        if clinic is None:
            return [say("fee.visit_unknown_no_clinic")]
        return [say("fee.visit_unknown", clinic=clinic)]
    fee = fee_fact(fees["visit"]["amount"], step.source)
    return [say("fee.visit", clinic=clinic, fee=fee), *_source(fees["visit"]["source"])]


def _high_cost(fees: dict[str, Any]) -> list[Line]:
    found = fees["high_cost"]
    if found is None:
        return []
    return [
        say("fee.high_cost", fee=Fact("fee", str(found["amount"]), "region")),
        *_source(found["source"]),
    ]


def _source(source: dict[str, Any] | None) -> list[Line]:
    if not source:
        return []
    return [say("fee.source", source=source["title"], date=source["valid_from"])]
