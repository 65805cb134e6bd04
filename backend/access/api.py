"""Logging in and out."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.access.demo import demo_staff
from backend.access.relatives import relative_reference
from backend.access.sessions import Login
from backend.access.viewer import TokenDep, cookie_name
from backend.contracts.repository import patient_by_identifier
from backend.errors import Invalid, NotAllowed, NotFound, problem_responses
from backend.fhir.identity import normal_form
from backend.services import Services, ServicesDep

router = APIRouter(tags=["login"])


class DemoLogin(BaseModel):
    """Who logs in: a patient, a relative `for` a patient, or a member of staff."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    personnummer: str | None = Field(None, max_length=40)
    patient: str | None = Field(None, alias="for", max_length=40)
    staff: Literal["support", "reviewer", "admin", "restricted"] | None = None

    @model_validator(mode="after")
    def _one_person(self) -> DemoLogin:
        if (self.personnummer is None) == (self.staff is None):
            raise ValueError("give either personnummer or staff")
        if self.staff is not None and self.patient is not None:
            raise ValueError("staff do not log in for a patient")
        return self


@router.post(
    "/login/demo",
    status_code=204,
    responses=problem_responses(NotAllowed, NotFound, Invalid),
)
def demo_login(
    wanted: DemoLogin, response: Response, token: TokenDep, services: ServicesDep
) -> None:
    """Log in as a demo person; there is no such route outside demo mode."""
    if not services.settings.demo:
        raise NotFound
    login = (
        demo_staff(wanted.staff)
        if wanted.staff
        else person_login(services, wanted.personnummer or "", wanted.patient)
    )
    set_session(response, services, services.sessions.open(login, token))


@router.post("/logout", status_code=204)
def logout(response: Response, token: TokenDep, services: ServicesDep) -> None:
    """End the session, and the conversation with it."""
    login = services.sessions.find(token)
    if login is not None and login.patient_id is not None:
        services.gateway.close(login.patient_id, login.actor)
    services.sessions.close(token)
    response.delete_cookie(cookie_name(services), path="/")


def person_login(services: Services, number: str, for_number: str | None) -> Login:
    """The login of a person with this national identity, for themself or as a relative.

    Raises:
        Invalid: a number that is none. NotFound: no such contract. NotAllowed: not theirs to see.
    """
    value = _normal(number, "personnummer")
    patient_value = _normal(for_number, "for") if for_number else value
    with services.database.read() as session:
        patient = patient_by_identifier(session, patient_value)
        if patient is None:
            raise NotFound("Det finns inget patientkontrakt för den personen.")
        actor = (
            f"Patient/{patient.fhir_id}"
            if patient_value == value
            else relative_reference(session, patient, value)
        )
    if actor is None:
        raise NotAllowed("Du har inget samtycke från patienten.")
    services.acting.viewer(patient.id, actor)
    kind: Literal["patient", "relative"] = "patient" if actor.startswith("Patient/") else "relative"
    return Login(kind, actor=actor, patient_id=patient.id)


def set_session(response: Response, services: Services, token: str) -> None:
    """Hands the browser its cookie."""
    response.set_cookie(
        cookie_name(services),
        token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=not services.settings.demo,
    )


def _normal(number: str, field: str) -> str:
    try:
        return normal_form(number)
    except ValueError as fault:
        raise Invalid(f"{field}: numret stämmer inte.", field=field) from fault
