"""Packages depend on each other one way, as the table in docs/architecture.md says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

COMMON = {
    "backend.clock",
    "backend.database",
    "backend.errors",
    "backend.limiting",
    "backend.observability",
    "backend.settings",
}
"""What every package of the backend may use: it knows nothing of any of them."""

MAY_IMPORT: dict[str, set[str]] = {
    "backend.rules": set(),
    "backend.phrasing": {"backend.rules", "backend.contracts.schemas"},
    "backend.contracts": {"backend.rules", *COMMON},
    "backend.bookings": {"backend.contracts", "backend.rules", *COMMON},
    "backend.fhir": {"backend.contracts", "backend.bookings", "backend.rules", *COMMON},
    "backend.access": {"backend.contracts", "backend.fhir", "backend.rules", *COMMON},
    "backend.chat": {
        "backend.access",
        "backend.bookings",
        "backend.contracts",
        "backend.phrasing",
        "backend.rules",
        *COMMON,
    },
    "backend.transcripts": {
        "backend.access",
        "backend.bookings",
        "backend.chat",
        "backend.contracts",
        "backend.fhir",
        "backend.phrasing",
        "backend.rules",
        *COMMON,
    },
    "actions": {
        "backend.phrasing",
        "backend.contracts.schemas",
        "backend.observability",
        "backend.rules",
        "backend.settings",
    },
}
"""What each package may import of the project, besides itself."""

EDGES = ("api", "viewer", "assistant_api", "assistant_times", "routes")
"""Modules that are routes: they may also use `backend.services`, which puts the parts together."""


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    allowed = {package, *MAY_IMPORT[package]}
    faults = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of(package)
        for name in imports_of(path)
        if name.split(".")[0] in ("backend", "actions")
        and not any(name == one or name.startswith(f"{one}.") for one in allowed)
        and not (is_route(path) and routes_may(name))
    ]
    assert faults == []


def files_of(package: str) -> list[Path]:
    """The package's modules."""
    return sorted((ROOT / Path(*package.split("."))).rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def is_route(path: Path) -> bool:
    """Whether the module holds routes."""
    return path.stem in EDGES


def routes_may(name: str) -> bool:
    """What routes may import besides: the services, and who asks."""
    return name in ("backend.services", "backend.access.viewer", "backend.access.acting")
