from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.rules.age import (
    Action,
    Actor,
    ConsentFacts,
    PatientFacts,
    Reason,
    Relation,
    YouthAges,
    age_on,
    may,
)

TODAY = date(2026, 11, 23)
ADULT = PatientFacts("p", date(1961, 1, 18))
PATIENT = Actor("p", Relation.SELF)
GUARDIAN = Actor("g", Relation.GUARDIAN)
DAUGHTER = Actor("d", Relation.PROXY)


def aged(years: int, *, protected: bool = False) -> PatientFacts:
    """A patient who has that birthday today."""
    return PatientFacts("p", TODAY.replace(year=TODAY.year - years), protected)


def consent(
    scope: Action = Action.BOOK,
    *,
    actor: str = "d",
    starts: date | None = date(2026, 1, 1),
    ends: date | None = date(2026, 12, 31),
    active: bool = True,
) -> ConsentFacts:
    return ConsentFacts(actor, scope, starts, ends, active)


def reason(actor: Actor, action: Action, patient: PatientFacts, *consents: ConsentFacts) -> Reason:
    decision = may(actor, action, patient, consents, TODAY)
    assert decision.allowed == (
        decision.reason in {Reason.OWN, Reason.GUARDIAN_OF_CHILD, Reason.CONSENT}
    )
    return decision.reason


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2013, 11, 23), date(2026, 11, 22), 12),
        (date(2013, 11, 23), date(2026, 11, 23), 13),
        (date(2012, 2, 29), date(2025, 2, 27), 12),
        (date(2012, 2, 29), date(2025, 2, 28), 13),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2008, 12, 31), date(2026, 12, 30), 17),
    ],
)
def test_age_changes_on_the_birthday_and_on_28_february_for_leap_days(
    born: date, on: date, age: int
) -> None:
    assert age_on(born, on) == age


@given(
    born=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    on=st.dates(date(2026, 1, 1), date(2090, 1, 1)),
)
def test_age_rises_by_at_most_one_from_day_to_day(born: date, on: date) -> None:
    assert age_on(born, on + timedelta(days=1)) - age_on(born, on) in {0, 1}


@pytest.mark.parametrize("action", Action)
def test_an_adult_acts_for_themselves_only(action: Action) -> None:
    assert reason(PATIENT, action, ADULT) is Reason.OWN
    assert reason(Actor("q", Relation.SELF), action, ADULT) is Reason.NOT_THE_PATIENT


@pytest.mark.parametrize("action", Action)
def test_a_guardian_acts_until_the_child_turns_13(action: Action) -> None:
    assert reason(GUARDIAN, action, aged(12)) is Reason.GUARDIAN_OF_CHILD
    assert reason(GUARDIAN, action, aged(13)) is Reason.GUARDIAN_ENDED


def test_a_child_under_13_does_not_act_alone() -> None:
    assert reason(PATIENT, Action.SEE, aged(12)) is Reason.CHILD_HAS_GUARDIAN


def test_from_13_the_young_person_sees_and_books() -> None:
    assert reason(PATIENT, Action.BOOK, aged(13)) is Reason.OWN
    assert reason(PATIENT, Action.BOOK, aged(17)) is Reason.OWN


def test_configuration_may_let_the_young_person_wait_until_16() -> None:
    late = YouthAges(sees_from=16, books_from=18)
    assert may(PATIENT, Action.SEE, aged(15), (), TODAY, late).reason is Reason.TOO_YOUNG
    assert may(PATIENT, Action.SEE, aged(16), (), TODAY, late).allowed
    assert may(PATIENT, Action.BOOK, aged(17), (), TODAY, late).reason is Reason.TOO_YOUNG
    assert may(PATIENT, Action.BOOK, aged(18), (), TODAY, late).allowed


@pytest.mark.parametrize(("sees", "books"), [(12, 13), (16, 15), (13, 19)])
def test_impossible_youth_ages_are_refused(sees: int, books: int) -> None:
    with pytest.raises(ValueError, match="13 to 18"):
        YouthAges(sees_from=sees, books_from=books)


def test_book_includes_see_and_see_does_not_include_book() -> None:
    assert reason(DAUGHTER, Action.SEE, ADULT, consent(Action.BOOK)) is Reason.CONSENT
    assert reason(DAUGHTER, Action.BOOK, ADULT, consent(Action.BOOK)) is Reason.CONSENT
    assert reason(DAUGHTER, Action.SEE, ADULT, consent(Action.SEE)) is Reason.CONSENT
    assert reason(DAUGHTER, Action.BOOK, ADULT, consent(Action.SEE)) is Reason.CONSENT_SEES_ONLY


def test_the_widest_standing_consent_decides() -> None:
    both = (consent(Action.SEE), consent(Action.BOOK))
    assert reason(DAUGHTER, Action.BOOK, ADULT, *both) is Reason.CONSENT


def test_an_ended_booking_consent_leaves_only_the_standing_one() -> None:
    ended = consent(Action.BOOK, ends=date(2026, 11, 22))
    assert (
        reason(DAUGHTER, Action.BOOK, ADULT, ended, consent(Action.SEE)) is Reason.CONSENT_SEES_ONLY
    )


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        (consent(starts=TODAY, ends=TODAY), True),
        (consent(starts=None, ends=None), True),
        (consent(starts=TODAY + timedelta(days=1)), False),
        (consent(ends=TODAY - timedelta(days=1)), False),
        (consent(active=False), False),
    ],
)
def test_a_consent_holds_on_the_days_of_its_period(given: ConsentFacts, allowed: bool) -> None:
    decision = may(DAUGHTER, Action.SEE, ADULT, [given], TODAY)
    assert decision.allowed is allowed
    assert allowed or decision.reason is Reason.CONSENT_NOT_IN_FORCE


def test_without_a_consent_of_their_own_a_proxy_may_nothing() -> None:
    assert reason(DAUGHTER, Action.SEE, ADULT) is Reason.NO_CONSENT
    assert reason(DAUGHTER, Action.SEE, ADULT, consent(actor="x")) is Reason.NO_CONSENT


def test_a_consent_from_before_the_13th_birthday_ends_on_it() -> None:
    before = consent(actor="g", starts=date(2024, 1, 1))
    assert reason(GUARDIAN, Action.SEE, aged(13), before) is Reason.CONSENT_NOT_IN_FORCE
    undated = consent(actor="g", starts=None, ends=None)
    assert reason(GUARDIAN, Action.SEE, aged(17), undated) is Reason.CONSENT_NOT_IN_FORCE


def test_a_young_person_may_let_a_parent_in_by_consent() -> None:
    assert reason(GUARDIAN, Action.BOOK, aged(14), consent(actor="g")) is Reason.CONSENT


def test_a_guardian_may_let_somebody_else_act_for_a_child() -> None:
    assert reason(DAUGHTER, Action.BOOK, aged(8), consent()) is Reason.CONSENT


@pytest.mark.parametrize(
    ("actor", "patient"),
    [(DAUGHTER, aged(65, protected=True)), (GUARDIAN, aged(8, protected=True))],
)
def test_protected_identity_turns_guardians_and_proxies_off(
    actor: Actor, patient: PatientFacts
) -> None:
    given = (consent(), consent(actor="g"))
    assert reason(actor, Action.SEE, patient, *given) is Reason.PROTECTED_IDENTITY


def test_protected_identity_does_not_shut_the_patient_out() -> None:
    assert reason(PATIENT, Action.BOOK, aged(65, protected=True)) is Reason.OWN


@given(
    years=st.integers(0, 100),
    protected=st.booleans(),
    relation=st.sampled_from(Relation),
    scope=st.sampled_from(Action),
)
def test_who_may_book_may_see(
    years: int, protected: bool, relation: Relation, scope: Action
) -> None:
    actor = Actor("p" if relation is Relation.SELF else "d", relation)
    patient, given = aged(years, protected=protected), [consent(scope)]
    if may(actor, Action.BOOK, patient, given, TODAY).allowed:
        assert may(actor, Action.SEE, patient, given, TODAY).allowed
