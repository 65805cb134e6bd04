"""A region's dated tables, as `data/regions/*.yml` writes them, and what they answer on a date.

Only a table that is `verified` gives a figure. `None` for a figure means: name none, and tell
the patient to ask the clinic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar, TypeVar

from pydantic import ConfigDict

from backend.rules.cancel_before import CancelBefore


class CareLevel(StrEnum):
    """The level of care that a visit belongs to; fees and limits differ by it."""

    PRIMARY = "primary"
    SPECIALISED = "specialised"
    PSYCHIATRY = "psychiatry"
    DAY_SURGERY = "day_surgery"
    INPATIENT_SURGERY = "inpatient_surgery"
    DENTAL = "dental"


class GuaranteeKind(StrEnum):
    """The four limits of vårdgarantin."""

    CONTACT = "contact"
    ASSESSMENT = "assessment"
    FIRST_VISIT = "first_visit"
    TREATMENT = "treatment"


NATIONAL_DAYS: Mapping[GuaranteeKind, int] = MappingProxyType(
    {
        GuaranteeKind.CONTACT: 0,
        GuaranteeKind.ASSESSMENT: 3,
        GuaranteeKind.FIRST_VISIT: 90,
        GuaranteeKind.TREATMENT: 90,
    }
)


class ContactRole(StrEnum):
    """Why the patient would turn to a contact."""

    CARE_GUARANTEE = "care_guarantee"
    PATIENT_COMMITTEE = "patient_committee"
    SWITCHBOARD = "switchboard"


ADVICE_LINE = "1177"

OLDEST = 150


class _Checked:
    """Refuses fields that the schema does not have, so that a misspelt one is an error."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(_Checked):
    """Where a figure was read. `checked` is the last date on which it is known to have held."""

    title: str
    url: str | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """What a reply cites: whose rule, since when, read where."""

    region: str
    valid_from: date
    source: Source


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in whole kronor, always with the rule version that it comes from."""

    amount: int
    version: RuleVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(_Checked):
    """What every dated table has. Both dates are included in its validity."""

    valid_from: date
    valid_to: date | None = None
    verified: bool
    source: Source
    note: str | None = None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")

    def holds(self, on: date) -> bool:
        """Whether the table is in force on the date."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeFee(_Checked):
    """Another amount in kronor for some ages, both included: 0 exempts, none means not known."""

    from_age: int = 0
    to_age: int = OLDEST
    amount: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.from_age <= self.to_age:
            raise ValueError("from_age must be 0 or more and no higher than to_age")
        if self.amount is not None and self.amount < 0:
            raise ValueError("amount must be 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(_Checked):
    """A fee in kronor, or the region's own Swedish words for it where it has no fixed amount."""

    amount: int | None = None
    words: str | None = None
    by_age: tuple[AgeFee, ...] = ()

    def __post_init__(self) -> None:
        if self.amount is None and self.words is None:
            raise ValueError("a fee needs amount or words; leave the fee out if it is unknown")
        if self.amount is not None and self.amount < 0:
            raise ValueError("amount must be 0 or more")

    def for_age(self, age: int | None) -> int | None:
        """The amount at an age; None when no single amount is known, also for want of the age."""
        if self.by_age and age is None:
            return None
        for other in self.by_age:
            if age is not None and other.from_age <= age <= other.to_age:
                return other.amount
        return self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLevel(_Checked):
    """The late-cancellation rule of some levels of care.

    `exceptions` are Swedish sentences for the patient about whom the fee does or does not touch.
    """

    applies_to: tuple[CareLevel, ...]
    cancel_before: CancelBefore
    late_fee: Fee | None = None
    no_show_fee: Fee | None = None
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LateTable(Table):
    """Late cancellation and not turning up. Moving too late counts as cancelling too late."""

    levels: tuple[LateLevel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFeeLevel(_Checked):
    """The ordinary fee of a visit at some levels of care."""

    applies_to: tuple[CareLevel, ...]
    fee: Fee


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFeeTable(Table):
    """Ordinary visit fees."""

    levels: tuple[VisitFeeLevel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HighCostTable(Table):
    """Högkostnadsskydd: at most this many kronor in twelve months, then frikort."""

    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeTable(Table):
    """Limits of vårdgarantin that the region has made shorter than the national ones, in days."""

    days: dict[GuaranteeKind, int]

    def __post_init__(self) -> None:
        # Named, because `slots=True` makes a new class and a bare super() would look for the old.
        Table.__post_init__(self)
        for kind, days in self.days.items():
            if not 0 <= days <= NATIONAL_DAYS[kind]:
                raise ValueError(f"{kind} may not be longer than the national limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(_Checked):
    """Whom to turn to. Without `phone` the patient is given 1177 (`ADVICE_LINE`)."""

    role: ContactRole
    name: str
    phone: str | None = None
    hours: str | None = None
    source: Source


@dataclass(frozen=True, slots=True)
class LateRule:
    """The late-cancellation rule that holds for a visit, verified or not."""

    version: RuleVersion
    verified: bool
    level: LateLevel


AnyTable = TypeVar("AnyTable", bound=Table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(_Checked):
    """A region's names, tables and contacts. Tables of one kind never overlap in time."""

    name: str
    aliases: tuple[str, ...] = ()
    late_cancellation: tuple[LateTable, ...] = ()
    visit_fees: tuple[VisitFeeTable, ...] = ()
    high_cost: tuple[HighCostTable, ...] = ()
    guarantee: tuple[GuaranteeTable, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def __post_init__(self) -> None:
        for tables in (self.late_cancellation, self.visit_fees, self.high_cost, self.guarantee):
            _refuse_overlap(tables)
        for table in self.late_cancellation:
            _refuse_twice(level for part in table.levels for level in part.applies_to)
        for fees in self.visit_fees:
            _refuse_twice(level for part in fees.levels for level in part.applies_to)

    def late_rule(self, level: CareLevel, on: date) -> LateRule | None:
        """The late-cancellation rule for visits at a level on a date; None if no table has one."""
        table = _in_force(self.late_cancellation, on)
        if table is None:
            return None
        for part in table.levels:
            if level in part.applies_to:
                return LateRule(self._version(table), table.verified, part)
        return None

    def visit_fee(self, level: CareLevel, on: date, age: int | None) -> Figure | None:
        """The fee of an ordinary visit in kronor, or None when no verified figure is known."""
        table = _in_force(self.visit_fees, on)
        if table is None or not table.verified:
            return None
        for part in table.levels:
            amount = part.fee.for_age(age)
            if level in part.applies_to and amount is not None:
                return Figure(amount, self._version(table))
        return None

    def high_cost_limit(self, on: date) -> Figure | None:
        """The high-cost limit (frikort) in kronor, or None when no verified figure is known."""
        table = _in_force(self.high_cost, on)
        if table is None or not table.verified:
            return None
        return Figure(table.amount, self._version(table))

    def shorter_guarantee(self, kind: GuaranteeKind, on: date) -> tuple[int, RuleVersion] | None:
        """The region's own verified limit in days, where it is shorter than the national one."""
        table = _in_force(self.guarantee, on)
        if table is None or not table.verified or kind not in table.days:
            return None
        return table.days[kind], self._version(table)

    def contact(self, role: ContactRole) -> Contact | None:
        """The first contact in a role, or None: then 1177 and the clinic itself."""
        return next((contact for contact in self.contacts if contact.role is role), None)

    def _version(self, table: Table) -> RuleVersion:
        return RuleVersion(self.name, table.valid_from, table.source)


def _in_force(tables: Iterable[AnyTable], on: date) -> AnyTable | None:
    return next((table for table in tables if table.holds(on)), None)


def _refuse_overlap(tables: Iterable[Table]) -> None:
    ordered = sorted(tables, key=lambda table: table.valid_from)
    for earlier, later in pairwise(ordered):
        if earlier.holds(later.valid_from):
            raise ValueError(f"tables from {earlier.valid_from} and {later.valid_from} overlap")


def _refuse_twice(levels: Iterable[CareLevel]) -> None:
    seen: set[CareLevel] = set()
    for level in levels:
        if level in seen:
            raise ValueError(f"{level} stands twice in one table")
        seen.add(level)
