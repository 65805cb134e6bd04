"""The index of words: Swedish stems of what people wrote in a conversation.

On SQLite the stems are made here, by Snowball, and kept in an FTS5 table; on PostgreSQL its own
Swedish configuration, which is Snowball too, makes them. Only redacted text is indexed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import snowballstemmer
from sqlalchemy import ColumnElement, text
from sqlalchemy.orm import Session

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*\*?")
_QUOTED = re.compile(r'"([^"]*)"')
_MARKER = re.compile(r"\[[^\]]+\]")
_MOST_TERMS = 12
_MANY = 2000
_stemmer = snowballstemmer.stemmer("swedish")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in lower case: `tiderna` and `tid` are both `tid`."""
    return str(_stemmer.stemWord(word))


def stems(words: str) -> list[str]:
    """The stems of a text's words, in order. Markers of what was redacted are no words."""
    plain = _MARKER.sub(" ", words).lower()
    return [stem(part) for word in _WORD.findall(plain) for part in word.rstrip("*").split("-")]


def index(session: Session, n: int, texts: Iterable[str]) -> None:
    """Makes the transcript's words these texts'."""
    words = "\n".join(texts)
    if _is_postgres(session):
        session.execute(
            text(
                "INSERT INTO transcript_words (n, words)"
                " VALUES (:n, to_tsvector('swedish', :words))"
                " ON CONFLICT (n) DO UPDATE SET words = EXCLUDED.words"
            ),
            {"n": n, "words": _MARKER.sub(" ", words)},
        )
        return
    forget(session, [n])
    session.execute(
        text("INSERT INTO transcript_words (rowid, words) VALUES (:n, :words)"),
        {"n": n, "words": " ".join(stems(words))},
    )


def forget(session: Session, numbers: Sequence[int]) -> None:
    """Takes transcripts out of the index."""
    key = "n" if _is_postgres(session) else "rowid"
    statement = text(f"DELETE FROM transcript_words WHERE {key} = :n")  # noqa: S608  our own name
    for n in numbers:
        session.execute(statement, {"n": n})


def matching(session: Session, column: str, query: str) -> ColumnElement[bool] | None:
    """The condition that the transcript whose number is in `column` holds every word of `query`.

    Words are matched by their stem, in any order; `"…"` is a phrase, and `ord*` any word that
    begins so. `None` when the query has no words.
    """
    terms = list(_terms(query))[:_MOST_TERMS]
    if not terms:
        return None
    if _is_postgres(session):
        parts = " && ".join(_postgres_term(term, at) for at, term in enumerate(terms))
        sql = f"{column} IN (SELECT n FROM transcript_words WHERE words @@ ({parts}))"  # noqa: S608
        return text(sql).bindparams(**{f"q{at}": _plain(t) for at, t in enumerate(terms)})  # type: ignore[return-value]
    found = " AND ".join(_sqlite_term(term) for term in terms)
    # A plus keeps SQLite from starting with the hits: of many, those first in the list are wanted.
    start = "+" if _has_many(session, found) else ""
    sql = f"{start}{column} IN (SELECT rowid FROM transcript_words WHERE transcript_words MATCH :q)"  # noqa: S608
    return text(sql).bindparams(q=found)  # type: ignore[return-value]


def _has_many(session: Session, found: str) -> bool:
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM transcript_words"
        " WHERE transcript_words MATCH :q LIMIT :most)"
    )
    return (session.scalar(text(sql), {"q": found, "most": _MANY}) or 0) == _MANY


def _terms(query: str) -> Iterable[str]:
    """Phrases and words, each with at least one letter or digit."""
    for phrase in _QUOTED.findall(query):
        if _WORD.search(phrase):
            yield f'"{phrase}"'
    yield from _WORD.findall(_QUOTED.sub(" ", query).lower())


def _sqlite_term(term: str) -> str:
    """In FTS5's language; what is quoted there holds letters, digits and spaces only."""
    if term.startswith('"'):
        return '"' + " ".join(stems(term)) + '"'
    if term.endswith("*"):
        return f'"{term.rstrip("*").replace("-", " ")}" *'
    return " AND ".join(f'"{part}"' for part in stems(term))


def _postgres_term(term: str, at: int) -> str:
    if term.startswith('"'):
        return f"phraseto_tsquery('swedish', :q{at})"
    if term.endswith("*"):
        return f"to_tsquery('simple', :q{at})"
    return f"plainto_tsquery('swedish', :q{at})"


def _plain(term: str) -> str:
    if term.endswith("*"):
        return term.rstrip("*").replace("-", "") + ":*"
    return term.strip('"')


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
