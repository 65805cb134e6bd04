"""The settings, read from the environment or a `.env` file at the repository's root.

`docs/operations.md` lists them; `interface.md`'s names are kept to.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.rules.workdays import STOCKHOLM

ROOT = Path(__file__).resolve().parent.parent

Purpose = Literal["service", "bot", "pages"]
DEMO_SECRET = "demo-secret-not-for-production"  # noqa: S105  refused in production below


class Settings(BaseSettings):
    """Every setting of the backend, the actions and the command line.

    Raises:
        pydantic.ValidationError: names the setting and the fault; production refuses whatever
            only a demo may have.
    """

    model_config = SettingsConfigDict(
        env_prefix="NASTASTEG_", env_file=ROOT / ".env", extra="ignore", populate_by_name=True
    )

    port: int = Field(8000, validation_alias="PORT", ge=1, le=65535)
    bot_port: int = Field(5005, validation_alias="BOT_PORT", ge=1, le=65535)
    actions_port: int = Field(5055, validation_alias="ACTIONS_PORT", ge=1, le=65535)
    mode: Literal["demo", "production"] = "demo"
    host: str = "127.0.0.1"
    internal_host: str = "127.0.0.1"
    database_url: str = ""
    tracker_url: str = ""
    data: Path = ROOT / "var"
    contracts: Path = ROOT / "data" / "contracts"
    now: datetime | None = None
    now_file: Path | None = None
    sweep_seconds: float = Field(30.0, gt=0, le=300)
    rate_limit: int = Field(30, ge=0)
    offer_hours: float = Field(2.0, gt=0, le=72)
    redis_url: str | None = None
    secret_key: SecretStr = SecretStr(DEMO_SECRET)
    bot_url: str = ""
    backend_url: str = ""
    actions_url: str = ""
    trusted_proxy: str | None = None
    public_url: str | None = None
    metrics_token: SecretStr = SecretStr("")
    oidc_issuer: str | None = None
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scope: str = "openid profile"
    oidc_acr: str = ""
    oidc_personnummer_claim: str = "https://id.oidc.se/claim/personalIdentityNumber https://id.oidc.se/claim/coordinationNumber"
    oidc_role_claim: str = "roles"
    oidc_role_prefix: str = "nasta-steg:"
    oidc_staff_id_claim: str = "sub"
    oidc_unit_claim: str = "https://id.oidc.se/claim/orgName"

    @field_validator("now", "now_file", "public_url", "oidc_issuer", mode="before")
    @classmethod
    def _blank_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else None

    @model_validator(mode="after")
    def _derive_and_guard(self) -> Settings:
        if self.now is not None:
            self.now = (
                self.now.replace(tzinfo=STOCKHOLM)
                if self.now.tzinfo is None
                else self.now.astimezone(STOCKHOLM)
            )
        self.data = self.data.resolve()
        if not self.database_url:
            self.database_url = f"sqlite:///{self.data / 'nasta-steg.db'}"
        if not self.tracker_url:
            self.tracker_url = self._default_tracker_url()
        if not self.bot_url:
            self.bot_url = f"http://127.0.0.1:{self.bot_port}"
        if not self.backend_url:
            self.backend_url = f"http://127.0.0.1:{self.port}"
        if not self.actions_url:
            self.actions_url = f"http://127.0.0.1:{self.actions_port}"
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("NASTASTEG_OIDC_CLIENT_ID: needed with NASTASTEG_OIDC_ISSUER")
        if self.oidc_issuer and not self.public_url:
            self.public_url = f"http://127.0.0.1:{self.port}" if self.demo else None
        if self.mode == "production":
            self._refuse_demo_settings()
        return self

    def _default_tracker_url(self) -> str:
        """Rasa's conversations: a SQLite file of their own, or the same PostgreSQL database."""
        if self.database_url.startswith("sqlite"):
            return f"sqlite:///{self.data / 'conversations.db'}"
        return self.database_url.replace("postgresql+psycopg://", "postgresql://")

    def _refuse_demo_settings(self) -> None:
        if self.now is not None:
            raise ValueError("NASTASTEG_NOW: a frozen clock is refused in production")
        if self.now_file is not None:
            raise ValueError("NASTASTEG_NOW_FILE: a clock that is set is refused in production")
        if self.secret_key.get_secret_value() == DEMO_SECRET:
            raise ValueError("NASTASTEG_SECRET_KEY: production needs a secret of its own")
        if len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("NASTASTEG_SECRET_KEY: at least 32 characters")
        if not self.trusted_proxy:
            raise ValueError(
                "NASTASTEG_TRUSTED_PROXY: name the address of the proxy that terminates TLS"
            )

        if self.oidc_issuer and not self.public_url:
            raise ValueError("NASTASTEG_PUBLIC_URL: the address that patients use, for the login")

    @property
    def demo(self) -> bool:
        """Whether the demo login is open."""
        return self.mode == "demo"

    def derived_key(self, purpose: Purpose) -> str:
        """A key for one purpose, derived from the secret: hex.

        `service` lets the action server ask for a conversation's contract, `bot` lets the gateway
        speak with the bot, `pages` marks the pages' forms.
        """
        secret = self.secret_key.get_secret_value().encode()
        return hmac.new(secret, purpose.encode(), hashlib.sha256).hexdigest()


@lru_cache
def get_settings() -> Settings:
    """The process's settings, read once."""
    return Settings()
