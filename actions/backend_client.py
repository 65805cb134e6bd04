"""The backend, as actions see it: pooled, with a deadline, by the conversation's id alone."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

import requests
from pydantic import TypeAdapter, ValidationError
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from actions.trace import note_call, note_contract
from backend.contracts.schemas import Contract
from backend.observability.tracing import outgoing

_CONNECT_SECONDS = 1.0
_READ_SECONDS = 4.0
_REMEMBERED = 1000
_CONTRACT = TypeAdapter(Contract)
_MOMENT = TypeAdapter(datetime)


class BackendFailed(Exception):
    """The backend did not answer, or not with what was asked for."""


class Refused(Exception):
    """The backend says no, for a reason that the patient can be told.

    Attributes:
        code: the problem's stable code. body: the whole problem.
    """

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(body.get("code", str(status)))
        self.status = status
        self.code = str(body.get("code", status))
        self.body = body


@dataclass(frozen=True)
class Known:
    """The contract of a conversation, and what the person who talks may do.

    `offered` is the offer from the waiting list that was the last thing said to them, if it was.
    """

    now: datetime
    contract: Contract
    own: bool
    age: int | None
    may_book: bool
    may_book_reason: str
    offered: int | None = None


class BackendClient:
    """Speaks with `/internal/conversations/…`; safe to use from several threads."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"
        # What only reads is asked once more where the connection broke: another one may answer.
        again = Retry(total=1, connect=1, read=1, status=0, other=0, backoff_factor=0)
        self._session.mount(
            "http", HTTPAdapter(pool_connections=4, pool_maxsize=40, max_retries=again)
        )
        self._remembered: OrderedDict[str, tuple[str, Contract]] = OrderedDict()
        self._lock = Lock()

    def contract(self, conversation: str, standing: dict[str, Any] | None = None) -> Known:
        """The contract as it stands now; fetched whole only when it has changed.

        `standing` is what the gateway said with the turn: when the contract is known under its
        version, the backend is not asked.

        Raises:
            BackendFailed, Refused
        """
        with self._lock:
            version, known = self._remembered.get(conversation, ("", None))
        if known is not None and standing is not None and standing.get("version") == version:
            note_contract(version)
            body = {**standing, "contract": None}
        else:
            body = self.call("GET", conversation, "contract", params={"known": version})
        try:
            if body["contract"] is not None:
                known = _CONTRACT.validate_python(body["contract"])
                self._remember(conversation, body["version"], known)
            if known is None:
                raise BackendFailed("no contract")
            return Known(
                now=_MOMENT.validate_python(body["now"]),
                contract=known,
                own=body["own"],
                age=body["age"],
                may_book=body["may_book"],
                may_book_reason=body["may_book_reason"],
                offered=body["offered"],
            )
        except (KeyError, ValidationError) as fault:
            raise BackendFailed(f"contract: {type(fault).__name__}") from fault

    def remembered(self, conversation: str) -> Contract | None:
        """The contract as it was last read, for when it cannot be read now."""
        with self._lock:
            return self._remembered.get(conversation, ("", None))[1]

    def call(
        self,
        method: str,
        conversation: str,
        path: str,
        *,
        params: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        """One call about the conversation: what the backend answered, as JSON.

        Raises:
            BackendFailed: no answer, or one that is not JSON or a server's fault.
            Refused: a problem with a code.
        """
        url = f"{self._url}/internal/conversations/{conversation}/{path}"
        began = time.monotonic()
        status, content = None, None
        try:
            response = self._session.request(
                method,
                url,
                params=params,
                json=body,
                headers={**(headers or {}), **outgoing()},
                timeout=(_CONNECT_SECONDS, _READ_SECONDS),
            )
            status = response.status_code
            content = response.json() if response.content else None
        except (requests.RequestException, ValueError) as fault:
            raise BackendFailed(f"{path}: {type(fault).__name__}") from fault
        finally:
            note_call(method, path, status, round((time.monotonic() - began) * 1000), content)
        if response.status_code >= 500:
            raise BackendFailed(f"{path}: {response.status_code}")
        if response.status_code >= 400:
            raise Refused(response.status_code, content if isinstance(content, dict) else {})
        return content

    def _remember(self, conversation: str, version: str, contract: Contract) -> None:
        with self._lock:
            self._remembered[conversation] = (version, contract)
            self._remembered.move_to_end(conversation)
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
