"""A member of staff, as the log and the pages know them."""

from __future__ import annotations

from dataclasses import dataclass

from backend.access.roles import Permission, Role, permissions_of, roles_of
from backend.access.sessions import Login
from backend.errors import NotAllowed


@dataclass(frozen=True)
class Staff:
    """Somebody of the staff: the login's id, name as it is shown, roles and unit."""

    actor: str
    name: str
    roles: frozenset[Role]
    unit: str

    @property
    def role(self) -> str:
        """The roles in words, as the log keeps them."""
        return " ".join(sorted(self.roles))

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles allows it."""
        return permission in permissions_of(self.roles)

    def require(self, permission: Permission) -> None:
        """Lets pass whoever may.

        Raises:
            NotAllowed: no role allows it.
        """
        if not self.may(permission):
            raise NotAllowed("Du har inte behörighet till det här.", permission=permission.value)


def staff_from(login: Login) -> Staff:
    """The member of staff behind a login.

    Raises:
        NotAllowed: a patient or a relative, or staff without any known role.
    """
    roles = roles_of(login.role)
    if login.kind != "staff" or not roles:
        raise NotAllowed("Den här sidan är för vårdens personal.")
    return Staff(login.actor, login.name or login.actor, roles, login.unit or "")
