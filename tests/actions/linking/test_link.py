"""What holds for every link, whatever the text."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.linking import Category, Focus, ItemType, LinkKind, Target, link, step_source
from actions.linking.targets import has_times
from backend.contracts.schemas import Contract
from tests.actions.linking.builders import a_contact, a_contract, a_detail, a_visit, moment
from tests.actions.linking.contracts import BREAST, CONTRACTS, HEART, NOW, TWINS
from tests.builders.fhir import a_bundle, a_plan, an_appointment
from tests.builders.turn import contract_in

SOURCES = sorted({step.source for contract in CONTRACTS.values() for step in contract.steps})
WORDS = """
när är röntgen ögonläkaren den andra båda på torsdag 3/12 klockan tio inte utan och eller , . ?
doktor Lindgren hos till alla nästa sista tvåan den dit nej jag menar ont i knät rönt gen MR
hjärt- ögon 2026-13-45 v 99 kl 25.61 halv noll å före inför efter
"""
PIECES = st.sampled_from(WORDS.split())
FOCUSES = st.builds(
    Focus,
    current=st.none() | st.sampled_from([*SOURCES, "Appointment/okänd"]),
    shown=st.lists(st.sampled_from(SOURCES), max_size=4).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=60) | st.lists(PIECES, max_size=12).map(" ".join),
    plan=st.sampled_from(sorted(CONTRACTS)),
    focus=FOCUSES,
    among=st.sampled_from(list(Target)),
)
def test_no_text_makes_it_fail_and_every_answer_is_whole(
    text: str, plan: str, focus: Focus, among: Target
) -> None:
    found = link(text, CONTRACTS[plan], NOW, focus, among)
    counts = {
        LinkKind.ONE: len(found.candidates) == 1,
        LinkKind.SEVERAL: len(found.candidates) > 1,
        LinkKind.NONE_MENTIONED: not found.candidates and not found.missing,
        LinkKind.NOT_FOUND: not found.candidates and bool(found.missing or found.nearby),
    }
    assert counts[found.kind]
    assert all(0 <= candidate.score <= 1 for candidate in found.candidates)
    sources = [candidate.source for candidate in found.candidates]
    assert len(set(sources)) == len(sources)
    assert not (found.together and found.kind is not LinkKind.SEVERAL)


@pytest.mark.parametrize("among", list(Target))
def test_only_what_the_errand_can_be_about_is_a_candidate(among: Target) -> None:
    for text in ("ekg", "röntgen", "ortopeden", "knäoperationen", "alla", "den 2 november"):
        for candidate in link(text, TWINS, NOW, among=among).candidates:
            if among is Target.UPCOMING:
                assert candidate.type is ItemType.APPOINTMENT
                assert candidate.source not in ("Appointment/ekg-0", "Appointment/kur-x")
            if among is Target.WITHOUT_TIME:
                assert candidate.source == "ServiceRequest/knaop"
            if not has_times(among) and among is not Target.WITHOUT_TIME:
                assert candidate.type is not ItemType.APPOINTMENT


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        link("röntgen", HEART, datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


def test_the_part_comes_from_the_contract_at_hand_though_the_index_is_remembered() -> None:
    first = a_contract(a_visit("r", "Röntgen", at="2026-12-01 10:00"), version="7.1.2026-11-23")
    again = first.model_copy(
        update={"appointments": [first.appointments[0].model_copy(update={"version": 9})]}
    )
    link("röntgen", first, NOW)
    best = link("röntgen", again, NOW).best
    assert best is not None
    assert best.part is again.appointments[0]


def test_two_patients_whose_contracts_have_the_same_version_are_kept_apart() -> None:
    version = "1.1.2026-11-23"
    one = a_contract(a_visit("a", "Röntgen", at="2026-12-01 10:00"), version=version)
    other = a_contract(a_visit("b", "Dialys", at="2026-12-01 10:00"), version=version)
    assert link("röntgen", one, NOW).kind is LinkKind.ONE
    assert link("röntgen", other, NOW).kind is LinkKind.NOT_FOUND


def test_a_step_of_the_plan_alone_is_told_from_its_siblings_by_its_id() -> None:
    plan = a_contract(a_detail("p", 1, "Hjärtskola"), a_detail("p", 2, "Strålbehandling"))
    best = link("strålningen", plan, NOW).best
    assert best is not None
    assert best.source == "CarePlan/p#p-2"
    assert step_source(plan.steps[1]) == best.source


def test_it_says_which_words_decided() -> None:
    found = link("flytta röntgen på torsdag till fredag", HEART, NOW, among=Target.UPCOMING)
    assert found.decided == ("röntgen", "på torsdag")


def test_a_time_that_the_visit_does_not_have_is_told() -> None:
    found = link("när på fredag är lungröntgen", HEART, NOW)
    assert found.best is not None
    assert found.best.source == "Appointment/lungrtg-1"
    assert found.unmatched_time == ("på fredag",)


def test_what_is_already_done_is_near_but_no_choice_for_a_cancellation() -> None:
    found = link("avboka mammografin", BREAST, NOW, among=Target.UPCOMING)
    assert found.kind is LinkKind.NOT_FOUND
    assert found.candidates == ()
    assert [near.source for near in found.nearby] == ["Appointment/mammo-0"]


def test_another_day_than_any_visit_has_is_missing_as_a_time() -> None:
    (missing,) = link("vad är det jag ska på lördag", HEART, NOW).missing
    assert missing.category is Category.TIME


def test_the_missing_word_is_in_its_base_form_beside_what_was_written() -> None:
    (missing,) = link("NÄR ÄR HÖFTOPERATIONEN", HEART, NOW).missing
    assert (missing.term, missing.words) == ("höftoperation", "höftoperationen")


def test_a_doctor_of_another_name_is_never_the_only_doctor_there_is() -> None:
    plan = a_contract(
        a_visit("h", "Läkarbesök", at="2026-12-01 10:00", who="Erik Lindgren", role="läkare")
    )
    assert link("tiden hos doktor Öberg", plan, NOW).kind is LinkKind.NOT_FOUND
    assert link("tiden hos doktorn", plan, NOW).kind is LinkKind.ONE


def test_a_visit_that_prepares_for_an_operation_is_not_the_operation() -> None:
    plan = a_contract(a_visit("b", "Bedömning inför starroperation", at="2026-12-01 10:00"))
    assert link("avboka starroperationen", plan, NOW).kind is LinkKind.NOT_FOUND
    assert link("bedömningen inför operationen", plan, NOW).kind is LinkKind.ONE


def test_the_second_treatment_is_not_guessed_when_some_are_done() -> None:
    plan = a_contract(
        a_visit("d0", "Dialys", at="2026-11-18 10:00", status="fulfilled"),
        a_visit("d1", "Dialys", at="2026-11-25 10:00"),
        a_visit("d2", "Dialys", at="2026-11-27 10:00"),
    )
    assert link("den andra dialysen", plan, NOW).kind is LinkKind.SEVERAL
    best = link("nästa dialys", plan, NOW).best
    assert best is not None
    assert best.source == "Appointment/d1"


def test_a_clinic_word_that_no_lexicon_has_is_found_in_the_contract_itself() -> None:
    plan = a_contract(
        a_visit("x", "Livsstilssamtal", "Klorofyllmottagningen", at="2026-12-01 10:00"),
        a_visit("y", "Röntgen", "Röntgenmottagningen", at="2026-12-02 10:00"),
    )
    best = link("var ligger klorofyllmottagningen", plan, NOW).best
    assert best is not None
    assert best.source == "Appointment/x"


def test_a_clinic_without_a_visit_is_found_as_a_contact() -> None:
    plan = a_contract(a_contact("HealthcareService/diet", "Dietistmottagningen"))
    best = link("dietistmottagningen", plan, NOW).best
    assert best is not None
    assert best.type is ItemType.CONTACT


def test_days_are_swedish_days() -> None:
    late = a_contract(a_visit("s", "Sömnregistrering", at="2026-11-24 23:30"))
    assert link("vad är det imorgon", late, moment("2026-11-23 00:15")).kind is LinkKind.ONE
    assert link("vad är det idag", late, moment("2026-11-23 23:59")).kind is LinkKind.NOT_FOUND


def _two_visits(first: str, second: str) -> Contract:
    return contract_in(
        a_bundle(
            an_appointment("v-1", description=first, start="2026-12-02T10:15:00+01:00"),
            an_appointment(
                "v-2",
                description=second,
                start="2026-12-09T10:15:00+01:00",
                end="2026-12-09T10:45:00+01:00",
            ),
            a_plan("Appointment/v-1", "Appointment/v-2"),
        )
    ).model_copy(update={"version": f"{first}/{second}"})


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("när är diabetesbesöket", "Provtagning inför diabetesbesök", "Diabetesbesök hos Monica"),
        ("årskontrollen", "Blodtryckskontroll", "Årskontroll hos läkare"),
        ("levnadsvanesamtalet", "Återbesök hos läkare", "Samtal om levnadsvanor"),
    ],
)
def test_of_several_the_one_that_is_called_so_is_meant(text: str, first: str, second: str) -> None:
    found = link(text, _two_visits(first, second), NOW)

    assert [one.source for one in found.candidates] == ["Appointment/v-2"]
    assert found.named


def test_what_is_only_pointed_at_is_not_named() -> None:
    contract = _two_visits("Röntgen av knä", "Ögonkontroll")

    assert not link("var är det", contract, NOW, Focus("Appointment/v-1")).named
    assert not link("vad har jag den 9 december", contract, NOW).named
