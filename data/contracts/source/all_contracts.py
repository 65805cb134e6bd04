"""The twelve demo contracts, by file name."""

from __future__ import annotations

from pathlib import Path

from data.contracts.source import (
    cancelled,
    cancer,
    expired,
    heart,
    interpreter,
    merged,
    protected,
    same_day,
    sleep,
    uncoordinated,
    waiting,
    young,
)

FOLDER = Path(__file__).resolve().parents[1]

_PATIENTS = (
    cancer,
    heart,
    protected,
    young,
    expired,
    uncoordinated,
    same_day,
    waiting,
    cancelled,
    interpreter,
    sleep,
    merged,
)


def texts() -> dict[str, str]:
    """What each file in `data/contracts/` holds."""
    contracts = [patient.contract() for patient in _PATIENTS]
    return {f"{contract.name}.json": contract.text() for contract in contracts}
