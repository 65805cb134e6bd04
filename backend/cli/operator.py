"""Who runs a command, as the access log knows them."""

from __future__ import annotations

import getpass

from backend.access.roles import Role
from backend.access.staff import Staff


def operator() -> Staff:
    """The account of the machine that the command runs as: whoever has the database has it all."""
    account = getpass.getuser()
    return Staff(
        f"command-{account}",
        f"Kommandorad ({account})",
        frozenset({Role.ADMIN, Role.RESTRICTED}),
        "Drift",
    )
