"""The texts under `texts/`: develop is all right, report is held to what it was measured at."""

from __future__ import annotations

import pytest

from actions.linking import link
from tests.actions.linking.contracts import CONTRACTS, NOW
from tests.actions.linking.corpus import Example, examples

REPORT_RIGHT = 0.95
REPORT_FALSELY_CONFIDENT = 0.02


@pytest.mark.parametrize("example", examples("develop"), ids=str)
def test_a_text_of_develop_is_linked_as_it_says(example: Example) -> None:
    found = link(example.text, CONTRACTS[example.contract], NOW, example.focus, example.target)
    assert example.fault(found) is None


def test_report_is_linked_as_well_as_docs_linking_says() -> None:
    report = examples("report")
    right = confident = 0
    for example in report:
        contract = CONTRACTS[example.contract]
        found = link(example.text, contract, NOW, example.focus, example.target)
        right += example.fault(found) is None
        confident += example.is_falsely_confident(found)
    assert right / len(report) >= REPORT_RIGHT
    assert confident / len(report) <= REPORT_FALSELY_CONFIDENT


def test_no_text_stands_in_both_halves() -> None:
    halves = [
        {
            (example.contract, str(example.target), str(example.focus), example.text)
            for example in examples(half)
        }
        for half in ("develop", "report")
    ]
    assert not halves[0] & halves[1]
