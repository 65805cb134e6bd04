"""What the patient has undertaken, and what the care has."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import ANSWERS, Answer
from actions.facts import owner_fact, raised
from actions.plan.about import about
from actions.plan.task_lines import to_do_lines
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn, Understood
from backend.contracts.schemas import State, Step, Task

_BEFORE = re.compile(r"\b(?:innan|inför|före|till)\b", re.IGNORECASE)
_OVER = ("cancelled", "rejected", "failed")


class MyTasks(Answer):
    """The patient's own tasks first, then the care's side of the agreement."""

    intent = "ask_my_tasks"

    def reply(self, turn: Turn) -> Reply:
        """What is left to do, by when; what is done; what the care does."""
        visit = _visit_named(turn)
        if visit is not None:
            intent = "ask_preparation" if _BEFORE.search(turn.text) else "ask_visit_details"
            asked = replace(turn, about=(visit.ref,), understood=Understood(intent))
            return ANSWERS[intent].reply(asked)
        mine = [found for found in _tasks(turn) if found.owner == "patient"]
        care = [found for found in _tasks(turn) if found.owner == "care" and not found.done]
        left = [found for found in mine if not found.done]
        return reply(message(to_do_lines(left, mine, turn), _finished(mine), _care(care)))


def _visit_named(turn: Turn) -> Step | None:
    """The visit that the question is about: "vad ska jag göra på syncentralen?"."""
    if not turn.text:
        return None
    found = about(turn)
    one = found.steps[0] if found.named and len(found.steps) == 1 else None
    pointed_at = one is not None and not found.called and one.ref == turn.memory.focus
    return one if one is not None and one.appointment is not None and not pointed_at else None


def _tasks(turn: Turn) -> list[Task]:
    """Every task: the plan's own records, and steps that somebody is to do without one."""
    known = [task for task in turn.contract.tasks if task.status not in _OVER]
    sources = {task.source for task in known}
    return [*known, *(_of_step(step) for step in turn.contract.steps if _is_task(step, sources))]


def _is_task(step: Step, sources: set[str]) -> bool:
    undone = step.state is State.WAITING_FOR_PATIENT and step.appointment is None
    return undone and step.source not in sources


def _of_step(step: Step) -> Task:
    return Task(
        id=step.id,
        source=step.source,
        title=step.title,
        owner="patient",
        status=step.status,
        done=False,
        due=step.expected,
        note=step.note,
    )


def _finished(mine: list[Task]) -> list[Line]:
    done = [task for task in mine if task.done]
    if not done:
        return []
    return [
        say("tasks.done_lead"),
        *(
            say("tasks.line", task=Fact("task", task.title, task.source, raised(task.title)))
            for task in done
        ),
    ]


def _care(care: list[Task]) -> list[Line]:
    if not care:
        return []
    lines = [say("tasks.care_lead")]
    for task in care:
        what = Fact("task", task.title, task.source, raised(task.title))
        owner = owner_fact(task.owner_name, task.contact, task.source)
        if owner is not None:
            lines.append(say("tasks.care_line_owner", task=what, owner=owner))
        else:
            lines.append(say("tasks.care_line", task=what))
    return lines
