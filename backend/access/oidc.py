"""Logging in at an identity provider: OpenID Connect, code flow with PKCE.

BankID, Freja and SITHS are all reached through brokers that speak it. What is checked: issuer,
audience, signature (asymmetric only), expiry, nonce, level of assurance (`acr`), and, where the
provider says it, that the answer is its own (RFC 9207).
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.sync_openid import OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError

from backend.access.attempts import Attempt
from backend.errors import Problem
from backend.settings import Settings

logger = logging.getLogger(__name__)

CALLBACK = "/login/callback"
LOGGED_OUT = "/logged-out"
_SECONDS = 5.0
_LEEWAY = 60
_METADATA_KEPT_SECONDS = 3600.0
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_ISSUER_SAID = "authorization_response_iss_parameter_supported"

Claims = dict[str, Any]


class ProviderDown(Problem):
    """The identity provider does not answer as it should."""

    status, code, title = 503, "login_unavailable", "Login unavailable"


class LoginRefused(Problem):
    """What came back from the identity provider does not prove who it is."""

    status, code, title = 403, "login_refused", "Login refused"


@dataclass(frozen=True)
class Answer:
    """What the browser brings back from the provider."""

    code: str
    issuer: str | None


class Provider(OpenIDMixin):  # type: ignore[misc]
    """The identity provider of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.issuer = settings.oidc_issuer or ""
        self.client_id = settings.oidc_client_id
        self.server_metadata: dict[str, Any] = {}
        self._read_at = float("-inf")
        self._lock = Lock()

    def address(self, state: str, attempt: Attempt) -> str:
        """Where the browser is sent to log in.

        Raises:
            ProviderDown
        """
        metadata = self.load_server_metadata()
        wanted = {"acr_values": self._settings.oidc_acr} if self._settings.oidc_acr else {}
        with self._get_session() as session:
            url, _ = session.create_authorization_url(
                metadata["authorization_endpoint"],
                state=state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
                **wanted,
            )
        return str(url)

    def claims(self, answer: Answer, attempt: Attempt) -> Claims:
        """Who it is, from the code that came back.

        Raises:
            LoginRefused: something in it is not as it must be. ProviderDown
        """
        metadata = self.load_server_metadata()
        says_issuer = metadata.get(_ISSUER_SAID, False)
        if (says_issuer or answer.issuer is not None) and answer.issuer != self.issuer:
            raise _refused("another issuer answered")
        try:
            with self._get_session() as session:
                token = session.fetch_token(
                    metadata["token_endpoint"],
                    code=answer.code,
                    code_verifier=attempt.verifier,
                    timeout=_SECONDS,
                )
                found = self._id_token(token, attempt.nonce)
                return {**self._userinfo(session, metadata, str(found["sub"])), **found}
        except (AuthlibBaseError, JoseError, ValueError, KeyError) as fault:
            raise _refused(type(fault).__name__) from fault
        except requests.RequestException as fault:
            raise _down(fault) from fault

    def logout_address(self) -> str | None:
        """Where logging out goes on to (RP-initiated logout); `None` where it is not offered."""
        try:
            endpoint = self.load_server_metadata().get("end_session_endpoint")
        except ProviderDown:
            return None
        if not endpoint:
            return None
        # No id_token_hint: keeping the token would keep a personnummer.
        back = {
            "client_id": self.client_id,
            "post_logout_redirect_uri": f"{self._settings.public_url}{LOGGED_OUT}",
        }
        return f"{endpoint}?{urlencode(back)}"

    def load_server_metadata(self) -> dict[str, Any]:
        """What the provider says about itself, read anew every hour.

        Raises:
            ProviderDown: it does not say, or says to be another.
        """
        with self._lock:
            if time.monotonic() - self._read_at < _METADATA_KEPT_SECONDS:
                return self.server_metadata
            url = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            try:
                response = requests.get(url, timeout=_SECONDS)
                response.raise_for_status()
                metadata = response.json()
            except (requests.RequestException, ValueError) as fault:
                raise _down(fault) from fault
            if metadata.get("issuer") != self.issuer:
                logger.error("The identity provider calls itself by another name")
                raise ProviderDown("Inloggningen är fel inställd. Ring din mottagning eller 1177.")
            offered = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
            metadata["id_token_signing_alg_values_supported"] = [
                name for name in offered if name in _ALGORITHMS
            ]
            self.server_metadata, self._read_at = metadata, time.monotonic()
            return self.server_metadata

    def _id_token(self, token: dict[str, Any], nonce: str) -> Claims:
        """The ID token's claims, once they hold.

        Raises:
            ValueError, AuthlibBaseError, JoseError: they do not.
        """
        found = self.parse_id_token(
            token,
            nonce,
            claims_options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
                "exp": {"essential": True},
            },
            leeway=_LEEWAY,
        )
        if found is None:
            raise ValueError("no ID token")
        accepted = self._settings.oidc_acr.split()
        if accepted and found.get("acr") not in accepted:
            raise ValueError("the level of assurance is too low")
        return dict(found)

    def _userinfo(self, session: OAuth2Session, metadata: dict[str, Any], subject: str) -> Claims:
        """What the provider tells besides, of the same subject."""
        endpoint = metadata.get("userinfo_endpoint")
        if not endpoint:
            return {}
        response = session.get(endpoint, timeout=_SECONDS)
        if not response.ok:
            return {}
        found: Claims = response.json()
        return found if found.get("sub") == subject else {}

    def _get_session(self) -> OAuth2Session:
        secret = self._settings.oidc_client_secret.get_secret_value()
        return OAuth2Session(
            self.client_id,
            secret or None,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=self._settings.oidc_scope,
            redirect_uri=f"{self._settings.public_url}{CALLBACK}",
            code_challenge_method="S256",
        )


def _refused(why: str) -> LoginRefused:
    # A library's own words may hold claims; its kind of fault does not.
    logger.warning("A login was refused: %s", why)
    return LoginRefused("Inloggningen kunde inte godkännas. Försök igen.")


def _down(fault: Exception) -> ProviderDown:
    logger.error("The identity provider does not answer: %s", type(fault).__name__)
    return ProviderDown(
        "Inloggningen svarar inte just nu. Försök igen om en stund, eller ring din mottagning."
    )
