"""The labelled sets: what they are made of, and how well redaction does on them."""

from __future__ import annotations

import re

import pytest

from tests.transcripts.redaction.generate import SIZES, write
from tests.transcripts.redaction.labelled import SETS, Turn, generated, handwritten
from tests.transcripts.redaction.score import SETS as SCORED
from tests.transcripts.redaction.score import Score, score, table
from tests.transcripts.redaction.spellings import check_digit_holds

PUBLISHED = {"6101182803", "9002222397", "6109732393"}
NAMES = ["report", "second", "third"]


def every_turn() -> list[Turn]:
    return [
        turn for name in ("dev", *NAMES) for read in (generated, handwritten) for turn in read(name)
    ]


@pytest.fixture(scope="module", params=[name for name in SCORED if not name.endswith("dev")])
def result(request: pytest.FixtureRequest) -> Score:
    scored = score(SCORED[request.param]())
    print(f"\n{request.param}\n{table(scored)}", *scored.misses, sep="\n")
    return scored


def test_no_personnummer_of_a_set_is_missed_oftener_than_once_in_a_thousand(result: Score) -> None:
    assert result.share("personnummer") >= 0.999, result.misses


def test_no_field_of_a_known_patient_is_missed(result: Score) -> None:
    assert result.share("own field") == 1.0, result.misses


def test_at_least_95_names_of_100_are_found(result: Score) -> None:
    assert result.share("namn") >= 0.95, result.misses


def test_at_most_one_time_in_200_is_taken_away(result: Score) -> None:
    assert 1 - result.share("time") <= 0.005, result.misses


def test_little_else_than_personal_data_is_taken_away(result: Score) -> None:
    assert result.share("redactions") >= 0.98, result.stray


@pytest.mark.parametrize("name", SIZES)
def test_the_generated_sets_are_what_their_script_writes(name: str) -> None:
    assert (SETS / f"generated_{name}.jsonl").read_text("utf-8") == write(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_set_has_two_thousand_generated_and_three_hundred_handwritten_turns(
    name: str,
) -> None:
    assert len(list(generated(name))) >= 2_000
    assert len(list(handwritten(name))) >= 300


def test_every_number_of_the_sets_is_published_for_tests_or_has_a_wrong_check_digit() -> None:
    checked = 0
    for turn in every_turn():
        written = [
            turn.text[each.start : each.end] for each in turn.labels if each.kind == "personnummer"
        ]
        for number in [*written, *turn.person.get("numbers", [])]:
            digits = "".join(str(int(c)) for c in number if c.isdecimal())
            if re.search(r"[^\W\d_]", number) or len(digits) not in (10, 12):
                continue
            checked += 1
            ten = digits[-10:]
            assert ten in PUBLISHED or not check_digit_holds(ten), f"{turn.id}: {number}"
    assert checked > 1_000
