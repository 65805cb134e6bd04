"""Sentences about what the patient is to do."""

from __future__ import annotations

from actions.facts import date_fact, raised
from actions.reply import Fact, Line, say
from actions.turn import Turn
from backend.contracts.schemas import Task


def to_do_lines(left: list[Task], mine: list[Task], turn: Turn) -> list[Line]:
    """What is left of the patient's own tasks `mine`, or that nothing is."""
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


def task_lines(task: Task, turn: Turn) -> list[Line]:
    """One task: what, by when, and what is written of it; or that it is done."""
    what = Fact("task", task.title, task.source, raised(task.title))
    if task.done:
        return [say("tasks.done_lead"), say("tasks.line", task=what)]
    if task.owner != "patient":
        return [say("tasks.care_lead"), say("tasks.care_line", task=what)]
    lines = to_do_lines([task], [task], turn)
    if task.note:
        note = Fact("status", task.note, task.source, task.note.rstrip("."))
        lines.append(say("visit.written", note=note))
    return lines
