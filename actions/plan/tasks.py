"""What the patient has undertaken, and what the care has."""

from __future__ import annotations

from actions.base import Answer
from actions.facts import date_fact, owner_fact, raised
from actions.reply import Fact, Line, Reply, message, reply, say
from actions.turn import Turn
from backend.contracts.schemas import State, Step, Task

_OVER = ("cancelled", "rejected", "failed")


class MyTasks(Answer):
    """The patient's own tasks first, then the care's side of the agreement."""

    intent = "ask_my_tasks"

    def reply(self, turn: Turn) -> Reply:
        """What is left to do, by when; what is done; what the care does."""
        mine = [found for found in _tasks(turn) if found.owner == "patient"]
        care = [found for found in _tasks(turn) if found.owner == "care" and not found.done]
        left = [found for found in mine if not found.done]
        return reply(message(_own(left, mine, turn), _finished(mine), _care(care)))


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


def _own(left: list[Task], mine: list[Task], turn: Turn) -> list[Line]:
    if not left:
        return [say("tasks.all_done" if mine else "tasks.none", simple=turn.simple)]
    lines = [say("tasks.lead", simple=turn.simple)]
    for task in left:
        what = Fact("task", task.title, task.source, raised(task.title))
        if task.due is None:
            lines.append(say("tasks.line", task=what))
        else:
            due = date_fact(task.due, task.source, turn.now)
            lines.append(say("tasks.line_due", task=what, date=due))
    return lines


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
