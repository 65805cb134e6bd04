"""From what an identity provider says of somebody to a login here."""

from __future__ import annotations

from typing import Any

from backend.access.acting import Acting
from backend.access.attempts import Audience
from backend.access.relatives import choices_of
from backend.access.roles import roles_of
from backend.access.sessions import Choice, Kind, Login
from backend.database import Database
from backend.errors import NotAllowed, NotFound
from backend.fhir.identity import normal_form
from backend.settings import Settings

_PROVIDER = "oidc"


def login_of_claims(
    claims: dict[str, Any],
    audience: Audience,
    settings: Settings,
    database: Database,
    acting: Acting,
) -> Login:
    """The login of whoever the claims are about.

    A person with one plan to see is let in to it; with several, they choose.

    Raises:
        NotAllowed: no role, no personnummer, or a plan that may not be seen. NotFound: no plan.
    """
    if audience == "staff":
        return _staff(claims, settings)
    value = _number(claims, settings)
    with database.read() as session:
        choices = tuple(choices_of(session, value))
    if not choices:
        raise NotFound("Det finns inget patientkontrakt för dig här. Fråga din mottagning.")
    person = Login("patient", actor="person", choices=choices, provider=_PROVIDER)
    return act_for(person, choices[0], acting) if len(choices) == 1 else person


def act_for(login: Login, choice: Choice, acting: Acting) -> Login:
    """The same person, acting for a patient of their choice.

    Raises:
        NotAllowed: they may not see that plan (any more).
    """
    acting.viewer(choice.patient_id, choice.actor)
    kind: Kind = "patient" if choice.actor.startswith("Patient/") else "relative"
    return Login(
        kind,
        actor=choice.actor,
        patient_id=choice.patient_id,
        choices=login.choices,
        provider=login.provider,
    )


def _number(claims: dict[str, Any], settings: Settings) -> str:
    for name in settings.oidc_personnummer_claim.split():
        if claims.get(name):
            try:
                return normal_form(str(claims[name]))
            except ValueError:
                continue
    raise NotAllowed("Inloggningen sa inte vem du är. Logga in med en e-legitimation.")


def _staff(claims: dict[str, Any], settings: Settings) -> Login:
    given = claims.get(settings.oidc_role_claim) or []
    words = given.split() if isinstance(given, str) else [str(word) for word in given]
    prefix = settings.oidc_role_prefix
    named = " ".join(word.removeprefix(prefix) for word in words if word.startswith(prefix))
    roles = roles_of(named)
    if not roles:
        raise NotAllowed("Du har ingen roll i Nästa steg. Be din chef om behörighet.")
    actor = str(claims[settings.oidc_staff_id_claim])
    return Login(
        "staff",
        actor=actor,
        role=" ".join(sorted(roles)),
        name=str(claims.get("name") or actor),
        unit=str(claims.get(settings.oidc_unit_claim) or "") or None,
        provider=_PROVIDER,
    )
