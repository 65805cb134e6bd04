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


def texts(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text within `node`, and every name of a field, with its path."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield path, key
            yield from texts(child, join(path, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from texts(child, f"{path}[{index}]")


def without_nulls(node: Any) -> Any:
    """`node` without the fields that are null: FHIR's JSON has none, some writers leave them."""
    if isinstance(node, dict):
        return {key: without_nulls(child) for key, child in node.items() if child is not None}
    return [without_nulls(child) for child in node] if isinstance(node, list) else node


def join(path: str, field: str) -> str:
    """The path of `field` in the object at `path`."""
    return f"{path}.{field}" if path else field
