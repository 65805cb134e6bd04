"""From bytes to a JSON object, with named faults for what is not one."""

from __future__ import annotations

import json
import math
from typing import Any

from backend.fhir.faults import BundleRefused, Fault

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 60


def read_json(raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw`.

    Raises:
        BundleRefused: too large, not UTF-8, not JSON, too deep, a key twice, or not an object.
    """
    if len(raw) > MAX_BYTES:
        raise _refused(f"larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        content = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_without_double_keys,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except UnicodeDecodeError as fault:
        raise _refused(f"not UTF-8 text (byte {fault.start})") from fault
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise _refused(f"not JSON: {fault.msg} at {where}") from fault
    except RecursionError as fault:
        raise _refused("nested too deeply") from fault
    except ValueError as fault:
        raise _refused(str(fault)) from fault
    if not isinstance(content, dict):
        raise _refused("a JSON object was expected")
    if _depth_over(content, MAX_DEPTH):
        raise _refused("nested too deeply")
    return content


def _refused(message: str) -> BundleRefused:
    return BundleRefused([Fault("Bundle", "", message)])


def _without_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {double!r} stands twice in one object")
    return content


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is larger than a number may be")
    return number


def _depth_over(content: object, limit: int) -> bool:
    level: list[object] = [content]
    for _ in range(limit):
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
        if not level:
            return False
    return True
