"""Whatever is sent to a route, it answers as /openapi.json says, and never with a fault of ours.

300 requests in every run; `pytest -m slow tests/attacks` sends 20,000 as a patient, a member of
staff and nobody, valid and invalid ones.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
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
    "staff": {"staff": "admin"},
    "nobody": None,
}
CHECKS = [
    not_a_server_error,
    response_schema_conformance,
    content_type_conformance,
    status_code_conformance,
]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("requests", [100, pytest.param(7000, marks=pytest.mark.slow)])
def test_every_answer_is_as_described(
    who: str, requests: int, settings: Settings, clock: Clock
) -> None:
    services = services_with(settings, clock, ScriptedBot())
    bundle = a_bundle(a_clinic("ogon", "Ögonmottagningen"), an_appointment("ogon-1", clinic="ogon"))
    import_bundle(services.database, raw(bundle), clock)
    app = create_app(services=services)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    schema.config.generation.update(modes=list(GenerationMode))
    statuses: Counter[int] = Counter()

    # Logging out would end what the others need; there is no bot whose health could be told.
    wanted = schema.exclude(path_regex="^/(log(in|out)|health)")

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

    cookies = _cookies(app, WHO[who])
    send()
    assert sum(statuses.values()) >= requests
    print(dict(statuses))


def _cookies(app: object, body: dict[str, str] | None) -> dict[str, str]:
    from fastapi.testclient import TestClient

    client = TestClient(app, base_url="http://127.0.0.1")  # type: ignore[arg-type]
    if body is not None:
        assert client.post("/login/demo", json=body).status_code == 204
    return dict(client.cookies)
