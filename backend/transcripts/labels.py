"""What a transcript may have several of and is filtered by: intents, actions, clinics, tags."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.transcripts.models import TranscriptLabel


def set_labels(session: Session, n: int, labels: Iterable[str], *, of: tuple[str, ...]) -> None:
    """Makes `labels` the transcript's labels of these kinds."""
    wanted = set(labels)
    mine = TranscriptLabel.n == n
    found = set(session.scalars(select(TranscriptLabel.label).where(mine)))
    gone = {label for label in found - wanted if label.partition(":")[0] in of}
    if gone:
        session.execute(delete(TranscriptLabel).where(mine, TranscriptLabel.label.in_(gone)))
    session.add_all(TranscriptLabel(label=label, n=n) for label in sorted(wanted - found))
