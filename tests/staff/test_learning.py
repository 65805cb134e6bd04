"""A reviewer's whole way: find what was misunderstood, correct, export, retrain, understood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import update

from backend.access.roles import Role
from backend.access.staff import Staff
from backend.transcripts.learning.adoption import BOT, adopt, compare
from backend.transcripts.learning.export import CorrectionExport, natural
from backend.transcripts.models import Correction
from tests.builders.rasa import Understood
from tests.transcripts.world import World

OPERATOR = Staff("o", "Olle Drift", frozenset({Role.ADMIN}), "Drift")
SAID = "var nånstans ligger lasarettets gula port"
FALLBACK = Understood("nlu_fallback", 0.2, ("greet", 0.1), action="action_nlu_fallback")

needs_bot = pytest.mark.skipif(
    not (BOT / ".venv" / "bin" / "python").exists(), reason="the bot's environment is not there"
)


def correct(world: World, said: str, intent: str, *, approve: bool = True) -> str:
    """The patient is not understood; support says what was meant, a reviewer decides."""
    world.say(said, FALLBACK)
    world.project()
    support, reviewer = world.staff("support"), world.staff("reviewer")
    found = support.get("/api/transcripts", params={"outcome": "not_understood"}).json()["items"]
    ident = str(found[0]["id"])
    opened = support.get(f"/api/transcripts/{ident}", params={"reason": "Granskning"}).json()
    turn = next(one for one in opened["conversation"][::-1] if one["intent"] == "nlu_fallback")
    url = f"/api/transcripts/{ident}/corrections"
    made = support.post(url, json={"turn": turn["number"], "intent": intent})
    assert made.status_code == 201, made.text
    decided = reviewer.post(
        f"/api/corrections/{made.json()['id']}/decision", json={"approve": approve}
    )
    assert decided.status_code == 200, decided.text
    return ident


def export(world: World, folder: Path) -> int:
    return (
        CorrectionExport(world.services.database, world.services.clock)
        .write(OPERATOR, folder)
        .corrections
    )


def examples(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["nlu"]
    return found


def corpus(folder: Path, **intents: list[str]) -> Path:
    """Training data or a test set with few intents, so that a model is trained in a moment."""
    groups = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in intents.items()
    ]
    folder.mkdir()
    (folder / "all.yml").write_text(yaml.safe_dump({"nlu": groups}, allow_unicode=True), "utf-8")
    return folder


KNOWN = {
    "ask_when": [
        f"vilken dag är min {what}" for what in ("röntgen", "operation", "tid", "kontroll")
    ]
    + [f"när ska jag till {where}" for where in ("kirurgen", "labbet", "doktorn", "ögon")],
    "greet": [
        "hej",
        "hej hej",
        "god morgon",
        "tjena",
        "hallå där",
        "hejsan",
        "goddag",
        "god kväll",
    ],
    "goodbye": [
        "hej då",
        "adjö",
        "vi hörs",
        "ha det bra",
        "tack och hej",
        "farväl",
        "på återseende",
    ],
    "ask_where": ["var är ingången", "hur hittar jag dit", "vilken våning är det"],
    "emergency": ["jag kan inte andas", "ont i bröstet nu", "han andas inte", "stark bröstsmärta"],
}
TEST = {
    "ask_when": ["vilken dag är min provtagning", "när ska jag till sjukgymnasten"],
    "greet": ["hej på er"],
    "emergency": ["jag kan inte andas alls"],
}


@needs_bot
def test_from_a_misunderstood_turn_to_one_that_is_understood(world: World, tmp_path: Path) -> None:
    training, test = corpus(tmp_path / "nlu", **KNOWN), corpus(tmp_path / "test", **TEST)
    correct(world, SAID, "ask_where")

    assert export(world, tmp_path / "out") == 1
    report = compare(tmp_path / "out", training=training, test=test)
    adopted = adopt(tmp_path / "out", training=training)

    assert report["blocked"] == []
    [one] = report["corrections"]
    assert (one["text"], one["after"]) == (SAID, "ask_where")
    assert one["before"] != "ask_where"
    assert adopted == [training / "plan" / "corrections.yml"]
    assert examples(adopted[0])[0]["examples"] == f"- {SAID}\n"


@needs_bot
def test_what_makes_the_test_set_worse_is_blocked(world: World, tmp_path: Path) -> None:
    training, test = corpus(tmp_path / "nlu", **KNOWN), corpus(tmp_path / "test", **TEST)
    for wrong in ("vilken dag är min provtagning då", "vilken dag är provtagning min"):
        correct(world, wrong, "goodbye")
    correct(world, "när ska jag till sjukgymnasten", "goodbye")
    export(world, tmp_path / "out")

    report = compare(tmp_path / "out", training=training, test=test)

    assert "worse" in report["blocked"]
    assert "in_test_set" in report["blocked"]


def test_a_correction_goes_out_once_with_where_it_comes_from(world: World, tmp_path: Path) -> None:
    correct(world, SAID, "ask_where")

    assert export(world, tmp_path) == 1
    assert export(world, tmp_path) == 0

    [entry] = examples(tmp_path / "plan" / "corrections.yml")
    assert entry["metadata"] == {
        "correction": 1,
        "understood_as": "nlu_fallback",
        "said": "2026-11",
        "approved": "2026-11-23",
    }


def test_what_was_written_but_not_marked_is_not_written_twice(world: World, tmp_path: Path) -> None:
    correct(world, SAID, "ask_where")
    export(world, tmp_path)
    with world.services.database.write() as session:
        session.execute(update(Correction).values(state="approved"))

    assert export(world, tmp_path) == 1
    assert len(examples(tmp_path / "plan" / "corrections.yml")) == 1


def test_what_a_reviewer_rejected_is_never_learnt(world: World, tmp_path: Path) -> None:
    correct(world, SAID, "ask_where", approve=False)

    assert export(world, tmp_path) == 0
    assert list(tmp_path.rglob("*.yml")) == []


def test_a_time_wish_goes_out_with_the_moment_that_it_was_said(
    world: World, tmp_path: Path
) -> None:
    world.say("nån gång efter helgen", FALLBACK)
    world.project()
    ident = world.transcript().id
    made = world.staff().post(
        f"/api/transcripts/{ident}/corrections",
        json={"turn": 1, "wish": {"match": ["2026-11-30T10:00:00"]}},
    )
    world.staff("reviewer").post(
        f"/api/corrections/{made.json()['id']}/decision", json={"approve": True}
    )

    export(world, tmp_path)

    [wish] = yaml.safe_load((tmp_path / "wishes.yml").read_text("utf-8"))["wishes"]
    assert (wish["text"], wish["now"]) == ("nån gång efter helgen", "2026-11-23T09:00")
    assert wish["match"] == ["2026-11-30T10:00:00"]


def test_markers_become_what_people_write() -> None:
    assert natural("jag heter [namn], ring\n[telefon]") == "jag heter Kim, ring 070-174 06 05"
