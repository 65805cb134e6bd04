"""What was agreed, and the goals."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import goal_fact
from actions.plan.next_step import contact_or_advice
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn


class Goals(Answer):
    """The goals in the agreement's own words."""

    intent = "ask_goal"

    def reply(self, turn: Turn) -> Reply:
        """The goals, then the agreement."""
        contract = turn.contract
        lines: list[Line] = []
        if len(contract.goals) == 1:
            lines.append(say("goals.one", goal=goal_fact(contract.goals[0])))
        elif contract.goals:
            lines.append(say("goals.lead", simple=turn.simple))
            lines += [say("goals.line", goal=goal_fact(goal)) for goal in contract.goals]
        if contract.description and contract.source:
            agreed = Fact("goal", contract.description, contract.source)
            lines.append(say("goals.agreement", description=agreed))
        if lines:
            return reply(message(lines))
        return reply(message(say("goals.none"), contact_or_advice(turn)))
