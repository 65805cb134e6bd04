"""Every plan question for every demo patient: each fact of each answer stands in the Bundle."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from backend.fhir.bundle import read_bundle
from backend.rules.workdays import STOCKHOLM
from tests.builders.records import Records
from tests.dialogues.asking import OTHER_QUESTIONS, QUESTIONS, Bundle
from tests.dialogues.contracts import DEMOS, FIRST_COPY, demo_file, number_of, plain
from tests.system import NOW, Reply, System

_NOW = datetime.fromisoformat(NOW).replace(tzinfo=STOCKHOLM)
_UNSURE = ("Jag är inte säker på", "Jag förstod inte", "Menar du")


def _bundle(name: str) -> Bundle:
    content = json.loads(demo_file(name).read_text("utf-8"))
    return Bundle(read_bundle(content, _NOW.date()).resources.values(), _NOW)


def _ask(hospital: System, index: int, question: str) -> tuple[Reply, list[dict[str, str]]]:
    reply = hospital.log_in(number_of(index)).say(question)
    return reply, [{**fact, "source": plain(fact["source"])} for fact in reply.facts]


@pytest.mark.parametrize("name", DEMOS)
def test_every_plan_question_is_answered_from_the_bundle(hospital: System, name: str) -> None:
    bundle = _bundle(name)
    records = Records(bundle.resources)
    index = FIRST_COPY + DEMOS.index(name)
    wrong: list[str] = []
    questions = dict(QUESTIONS.values())
    for question in [*questions, *OTHER_QUESTIONS.values()]:
        reply, facts = _ask(hospital, index, question)
        wrong += [f"{question} {found}" for found in records.missing(facts)]
        if not reply.text or any(words in reply.text for words in _UNSURE):
            wrong.append(f"{question} was not understood: {reply.text}")
        if question in questions and (needed := questions[question](bundle)):
            stated = {(fact["kind"], fact["source"]) for fact in facts}
            if not needed & stated:
                wrong.append(f"{question} none of {needed} in: {reply.text}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("index", "question", "kind"),
    [
        (1100, QUESTIONS["ask_preparation"][0], "preparation"),
        (1101, QUESTIONS["ask_goal"][0], "goal"),
        (1102, OTHER_QUESTIONS["ask_contact"], "phone"),
    ],
)
def test_a_fact_that_the_bundle_lacks_is_not_in_the_answer(
    hospital: System, index: int, question: str, kind: str
) -> None:
    _, with_it = _ask(hospital, FIRST_COPY + DEMOS.index("01-cancer"), question)
    reply, without = _ask(hospital, index, question)

    assert kind in {fact["kind"] for fact in with_it}
    assert reply.text
    assert kind not in {fact["kind"] for fact in without if fact["source"] != "1177"}
