"""Walks the JSON of a resource."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def walk(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object within `node`, itself first, with its path such as `participant[0].actor`."""
    if isinstance(node, dict):
        yield path, node
        for key, child in node.items():
            yield from walk(child, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from walk(child, f"{path}[{index}]")


def references(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every FHIR Reference within `node` that has a `reference`, with its path."""
    for path, found in walk(node):
        if isinstance(found.get("reference"), str):
            yield path, found


def join(path: str, field: str) -> str:
    """The path of `field` in the object at `path`."""
    return f"{path}.{field}" if path else field
