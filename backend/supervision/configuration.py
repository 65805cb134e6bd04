"""supervisord's configuration, by the settings."""

from __future__ import annotations

import configparser
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from backend.settings import ROOT, Settings

LOG_BYTES = 20 * 1024 * 1024
LOGS_KEPT = 3


@dataclass(frozen=True)
class Service:
    """A process: its name, command, folder and what it needs in its environment."""

    name: str
    command: str
    folder: Path
    environment: dict[str, str]


def services(settings: Settings, model: Path) -> list[Service]:
    """What runs: the bot, the action server and the backend."""
    return [
        Service(
            "bot",
            f"{ROOT / 'bot' / '.venv' / 'bin' / 'rasa'} run --interface {settings.internal_host}"
            f" --port {settings.bot_port} --model {model} --endpoints endpoints.yml"
            " --credentials credentials.yml",
            ROOT / "bot",
            {
                "NASTASTEG_ACTIONS_URL": settings.actions_url,
                "NASTASTEG_TRACKER_URL": settings.tracker_url,
                "NASTASTEG_BOT_TOKEN": settings.derived_key("bot"),
                # A bot that dies leaves its lock in Redis; no turn lasts longer than this.
                "TICKET_LOCK_LIFETIME": "15",
                # Rasa leaves a variable that is empty unfilled.
                "NASTASTEG_REDIS_URL": settings.redis_url or "none",
                "PYTHONPATH": str(ROOT / "bot"),
                "RASA_TELEMETRY_ENABLED": "false",
                "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
                "TF_CPP_MIN_LOG_LEVEL": "3",
                "PYTHONWARNINGS": "ignore",
                # One thread is enough for sparse models, and more would fight over the cores.
                "OMP_NUM_THREADS": "1",
            },
        ),
        Service("actions", f"{sys.executable} -m actions.server", ROOT, {}),
        Service(
            "backend",
            f"{sys.executable} -m uvicorn backend.asgi:app --host {settings.host}"
            f" --port {settings.port} --no-access-log --no-server-header"
            + (
                f" --proxy-headers --forwarded-allow-ips {settings.trusted_proxy}"
                if settings.trusted_proxy
                else " --no-proxy-headers"
            ),
            ROOT,
            {},
        ),
    ]


def write_configuration(settings: Settings, found: list[Service]) -> Path:
    """Writes `supervisord.conf` among the state and gives its path.

    Logs are one per service under `log/`, kept small by rotation.
    """
    folder = settings.data
    logs = folder / "log"
    logs.mkdir(parents=True, exist_ok=True)
    parser = configparser.RawConfigParser()
    parser["supervisord"] = {
        "nodaemon": "true",
        "logfile": str(logs / "supervisord.log"),
        "pidfile": str(folder / "supervisord.pid"),
        "loglevel": "info",
        "silent": "true",
    }
    parser["unix_http_server"] = {"file": str(socket_path(settings)), "chmod": "0700"}
    parser["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    for service in found:
        parser[f"program:{service.name}"] = {
            "command": service.command,
            "directory": str(service.folder),
            "environment": _environment(service.environment),
            "stdout_logfile": str(logs / f"{service.name}.log"),
            "redirect_stderr": "true",
            "stdout_logfile_maxbytes": str(LOG_BYTES),
            "stdout_logfile_backups": str(LOGS_KEPT),
            # Up for a second counts as started; a crash later is started again.
            "startsecs": "1",
            "startretries": "3",
            "autorestart": "true",
            "stopasgroup": "true",
            "killasgroup": "true",
            "stopwaitsecs": "10",
        }
    path = folder / "supervisord.conf"
    with path.open("w") as file:
        parser.write(file)
    path.chmod(0o600)
    return path


def socket_path(settings: Settings) -> Path:
    """Where supervisord listens for us."""
    return settings.data / "supervisor.sock"


def _environment(variables: dict[str, str]) -> str:
    carried = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("NASTASTEG_") or name in ("PORT", "BOT_PORT", "ACTIONS_PORT")
    }
    return ",".join(
        f'{name}="{_escaped(value)}"' for name, value in {**carried, **variables}.items()
    )


def _escaped(value: str) -> str:
    return value.replace("%", "%%").replace('"', '\\"')
