"""A token in every form, so that only our own pages can send them with the patient's cookie.

It is derived from the session, needs no storage, and looks different in each page: compressed
pages would otherwise let its characters be guessed one by one (BREACH).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from backend.errors import NotAllowed

FIELD = "csrf"
_LENGTH = 32


class FormNotOurs(NotAllowed):
    """The form did not come from a page of this session."""

    code, title = "form_not_ours", "The form does not belong to this session"


def token_for(session: str, key: str) -> str:
    """A token for a form of the session whose cookie is `session`."""
    mask = secrets.token_bytes(_LENGTH)
    hidden = _xor(mask, _secret(session, key))
    return base64.urlsafe_b64encode(mask + hidden).decode().rstrip("=")


def check(token: str, session: str, key: str) -> None:
    """Lets a form pass that carries this session's token.

    Raises:
        FormNotOurs: it does not.
    """
    try:
        sent = base64.urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        sent = b""
    if len(sent) != 2 * _LENGTH or not hmac.compare_digest(
        _xor(sent[:_LENGTH], sent[_LENGTH:]), _secret(session, key)
    ):
        raise FormNotOurs("Sidan hade blivit gammal. Inget är ändrat. Försök igen.")


def _secret(session: str, key: str) -> bytes:
    return hmac.new(key.encode(), session.encode(), hashlib.sha256).digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
