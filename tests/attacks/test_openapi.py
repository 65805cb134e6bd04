"""Whatever is sent to a route, it answers as /openapi.json says, and never with a fault of ours.

Some hundred requests in every run. `pytest -m slow tests/attacks` sends 23,000 by themselves, as a
patient, in each role of staff and as nobody, valid and invalid ones; and some thousand in chains,
where one answer's ids are the next request's.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.app import create_app
from backend.clock import Clock
from backend.fhir.importer import import_bundle
from backend.settings import Settings
from tests.builders.app import ScriptedBot, services_with
from tests.builders.fhir import PERSONNUMMER, a_bundle, a_clinic, an_appointment, raw

WHO = {
    "patient": {"personnummer": PERSONNUMMER},
    "admin": {"staff": "admin"},
    "support": {"staff": "support"},
    "reviewer": {"staff": "reviewer"},
    "restricted": {"staff": "restricted"},
    "nobody": None,
}
CHECKS = [
    not_a_server_error,
    response_schema_conformance,
    content_type_conformance,
    status_code_conformance,
]
FAR = {"patient": 7000, "admin": 7000, "nobody": 3000}
ELSEWHERE = 2000
"""Requests of a slow run: most where most can be reached."""


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("far", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_every_answer_is_as_described(
    who: str, far: bool, settings: Settings, clock: Clock
) -> None:
    app = an_app(settings, clock)
    wanted = routes_of(app)
    requests = FAR.get(who, ELSEWHERE) if far else 50
    statuses: Counter[int] = Counter()

    @seed(7)
    @hypothesis_settings(
        max_examples=requests,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=wanted.as_strategy())
    def send(case: schemathesis.Case[Any]) -> None:
        response = case.call(cookies=cookies)
        statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    cookies = cookies_of(app, who)
    send()
    assert sum(statuses.values()) >= requests
    print(dict(statuses))


@pytest.mark.parametrize("who", ["patient", "admin"])
@pytest.mark.parametrize("chains", [2, pytest.param(300, marks=pytest.mark.slow)])
def test_every_answer_in_a_chain_is_as_described(
    who: str, chains: int, settings: Settings, clock: Clock
) -> None:
    app = an_app(settings, clock)
    cookies = cookies_of(app, who)
    statuses: Counter[int] = Counter()

    class Chain(routes_of(app).as_state_machine()):  # type: ignore[misc]
        """Requests that lead to one another."""

        def get_call_kwargs(self, case: schemathesis.Case[Any]) -> dict[str, Any]:
            """As who is logged in."""
            return {"cookies": cookies}

        def validate_response(self, response: Any, case: schemathesis.Case[Any], **_: Any) -> None:
            """By the same checks as a single request."""
            statuses[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

    Chain.run(
        settings=hypothesis_settings(
            max_examples=chains,
            stateful_step_count=20,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
    )
    assert sum(statuses.values()) > 2 * chains
    print(dict(statuses))


def an_app(settings: Settings, clock: Clock) -> FastAPI:
    """The application with a patient who has a clinic and a time."""
    services = services_with(settings, clock, ScriptedBot())
    bundle = a_bundle(a_clinic("ogon", "Ögonmottagningen"), an_appointment("ogon-1", clinic="ogon"))
    import_bundle(services.database, raw(bundle), clock)
    return create_app(services=services)


def routes_of(app: FastAPI) -> Any:
    """What is asked: all but the bot's health and what would end the login that others need."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    schema.config.generation.update(modes=list(GenerationMode))
    return schema.exclude(path_regex="^/(log(in|out)|health)")


def cookies_of(app: FastAPI, who: str) -> dict[str, str]:
    """The cookies of who is logged in."""
    client = TestClient(app, base_url="http://127.0.0.1")
    body = WHO[who]
    if body is not None:
        assert client.post("/login/demo", json=body).status_code == 204
    return dict(client.cookies)
