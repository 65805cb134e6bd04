"""Who has read about the patient."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from backend.errors import NotAllowed
from backend.web.page import PatientPageDep, patient_of

router = APIRouter(include_in_schema=False)


@router.get("/access")
def access(page: PatientPageDep) -> Response:
    """The access log's entries about oneself, and who else may see the plan."""
    viewer, services = patient_of(page), page.services
    if not viewer.own:
        raise NotAllowed("Bara patienten själv kan se vem som har läst.")
    return page.html(
        "access.html",
        entries=services.log.entries_about(viewer.patient_id, limit=200),
        proxies=[
            proxy
            for proxy in services.contracts.contract(viewer.patient_id).proxies
            if proxy.active and not viewer.protected
        ],
    )
