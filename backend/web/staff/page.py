"""What every page of the console knows: which member of staff asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from backend.access.roles import Permission
from backend.access.staff import Staff, staff_from
from backend.access.viewer import TokenDep, login_of
from backend.services import ServicesDep
from backend.web.language import SWEDISH
from backend.web.page import Page
from backend.web.staff import words


@dataclass(frozen=True, kw_only=True)
class StaffPage(Page):
    """A page of the console. It is in Swedish, whatever the browser was set to."""

    staff: Staff

    @property
    def language(self) -> str:
        """Swedish."""
        return SWEDISH

    def show(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """The template as an answer, with what every page of the console shows."""
        auditing = self.services.auditing
        notices = auditing.notices(self.staff) if self.staff.may(Permission.AUDIT) else []
        may = {permission.value: self.staff.may(permission) for permission in Permission}
        common: dict[str, Any] = {"staff": self.staff, "may": may, "notices": notices, "t": words}
        return self.html(f"staff/{template}.html", status=status, **(common | context))


def staff_page(request: Request, token: TokenDep, services: ServicesDep) -> StaffPage:
    """A page for staff.

    Raises:
        NotLoggedIn, NotAllowed
    """
    login = login_of(token, services)
    return StaffPage(
        request=request, services=services, token=token, login=login, staff=staff_from(login)
    )


StaffPageDep = Annotated[StaffPage, Depends(staff_page)]


def see_other(path: str) -> Response:
    """On to another page, after something was done."""
    return RedirectResponse(path, 303)
