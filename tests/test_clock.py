"""What the time is: the machine's, or for tests and demos one that is set."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from backend.clock import clock_of
from backend.settings import Settings


def test_a_file_sets_the_clock_of_what_is_running(tmp_path: Path) -> None:
    file = tmp_path / "now"
    file.write_text("2026-11-23T09:00\n", "ascii")
    clock = clock_of(Settings(now_file=file))

    assert clock().isoformat() == "2026-11-23T09:00:00+01:00"
    file.write_text("2026-11-23T08:06:00+00:00", "ascii")
    assert clock().isoformat() == "2026-11-23T09:06:00+01:00"


def test_without_either_it_is_the_machines() -> None:
    assert abs(clock_of(Settings(now=None, now_file=None))() - datetime.now(UTC)).seconds < 5


@pytest.mark.parametrize("setting", [{"now": "2026-11-23T09:00"}, {"now_file": "now"}])
def test_production_refuses_a_clock_that_is_set(setting: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="NASTASTEG_NOW"):
        Settings(
            mode="production",
            secret_key=SecretStr("x" * 40),
            trusted_proxy="127.0.0.1",
            **setting,  # type: ignore[arg-type]
        )
