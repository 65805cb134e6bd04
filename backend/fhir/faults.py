"""What is wrong with a Bundle, said so that its sender can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault: in which resource, which field, and what is wrong with it.

    `resource` is a FHIR reference such as `Appointment/ogon-1`, or `Bundle`; `field` is a path
    within it such as `participant[0].actor`, empty for the resource as a whole.
    """

    resource: str
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.resource} {self.field}" if self.field else self.resource
        return f"{place}: {self.message}"


class BundleRefused(Exception):
    """The Bundle cannot be imported; nothing of it was stored.

    Attributes:
        faults: all that was found, at least one.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)
