"""What a text is linked to, and what was last spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from backend.contracts.schemas import Appointment, Contact, Referral, Step, Task

Part = Appointment | Step | Referral | Task | Contact


class LinkKind(StrEnum):
    """What came of linking a text."""

    ONE = "one"
    """One thing is meant."""

    SEVERAL = "several"
    """Several: ask which, unless `Link.together` says that all of them are meant."""

    NONE_MENTIONED = "none_mentioned"
    """The text names nothing: the caller takes the next upcoming or asks."""

    NOT_FOUND = "not_found"
    """The text names something that there is not; `Link.missing` says what."""


class Target(StrEnum):
    """What the errand can be about. Nothing outside it is ever a candidate."""

    ANYTHING = "anything"
    """All of the contract; what lies ahead before what is past or cancelled."""

    ALL = "all"
    """All of the contract, what is past on a par with what lies ahead ("när var jag…")."""

    UPCOMING = "upcoming"
    """Booked appointments that have not begun: what can be moved or cancelled."""

    WITHOUT_TIME = "without_time"
    """Steps and referrals without a time, not done: what can be booked."""

    CONTACTS = "contacts"
    """Clinics and people to turn to."""

    REFERRALS = "referrals"
    TASKS = "tasks"


class ItemType(StrEnum):
    """The sort of part of the contract that a candidate is."""

    APPOINTMENT = "appointment"
    STEP = "step"
    REFERRAL = "referral"
    TASK = "task"
    CONTACT = "contact"


class Category(StrEnum):
    """The sort of thing that a text names and the contract lacks."""

    CLINIC = "clinic"
    BODY = "body"
    ILLNESS = "illness"
    PROCEDURE = "procedure"
    PROFESSION = "profession"
    PERSON = "person"
    FORM = "form"
    SUBJECT = "subject"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Focus:
    """What was last spoken of: one source, and the sources last shown, in their order.

    A source that is given twice is shown once.
    """

    current: str | None = None
    shown: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "shown", tuple(dict.fromkeys(self.shown)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part of the contract that may be meant, and how well it fits (0–1).

    `source` is the resource, such as `Appointment/ogon-1`. A step that only the plan itself tells
    of has no resource of its own and gets its id after a `#`: `CarePlan/plan-1#plan-1-3`.
    """

    source: str
    score: float
    type: ItemType
    part: Part


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the text names and the contract (or the target) lacks.

    `term` is a Swedish word to say it with ("tandläkare"); `words` stand in the text; `labels` are
    the names of the concepts in `data/lexicon/`.
    """

    term: str
    category: Category
    words: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What a text means.

    `candidates` are best first; when all of them are meant (`together`), in the text's order.
    `decided` are the words that decided. `missing` is what was named and is not there, also when
    something else was found. `unmatched_time` are words about a day or clock at which none of the
    candidates is: say the real time. `nearby` would fit but for the target or the time ("det är
    redan gjort"); they are for an explanation, never for a choice. `named` tells whether the text
    names what was found; otherwise it only points at it ("den", "på torsdag", "den andra").
    """

    kind: LinkKind
    candidates: tuple[Candidate, ...] = ()
    together: bool = False
    decided: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    unmatched_time: tuple[str, ...] = ()
    nearby: tuple[Candidate, ...] = field(default=())
    named: bool = False

    @property
    def best(self) -> Candidate | None:
        """The only candidate, or `None` where there is not exactly one."""
        return self.candidates[0] if self.kind is LinkKind.ONE else None
