"""The action server: rasa_sdk's application, on the loopback interface unless told otherwise.

`python -m actions.server` serves the actions of this package. The SDK's own start listens on every
interface and forks a second process; its error handler sends back the whole request.
"""

from __future__ import annotations

import hmac
import warnings
from typing import Any

import rasa_sdk.endpoint
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic
from sanic.response import HTTPResponse, json

from actions import catalogue
from actions.backend_client import BackendClient
from actions.linking.index import linguist
from actions.rasa_action import IntentAction
from backend.observability import logs, tracing
from backend.settings import get_settings


def main() -> None:
    """Serves until stopped."""
    # The SDK warns at each call that Rasa is older; that the two agree is tested by every dialogue.
    warnings.filterwarnings("ignore", module="rasa_sdk.utils")
    logs.configure("actions")
    provider = tracing.configure("actions")
    settings = get_settings()
    backend = BackendClient(settings.backend_url, settings.derived_key("service"))
    executor = ActionExecutor()
    for intent in catalogue.ANSWERS:
        executor.register_action(IntentAction(intent, backend))
    linguist()  # a second's work that no patient should wait for
    app = rasa_sdk.endpoint.create_app(executor, cors_origins=[])
    _ask_for_token(app, settings.derived_key("bot"))
    app.ctx.tracer_provider = provider  # continues the trace that Rasa passes on
    app.config.KEEP_ALIVE_TIMEOUT = 120
    app.run(
        host=settings.internal_host,
        port=settings.actions_port,
        single_process=True,
        access_log=False,
        motd=False,
    )


def _ask_for_token(app: Sanic[Any, Any], token: str) -> None:
    """Lets only our own bot call actions: whoever may, reads any conversation's contract."""

    @app.on_request
    async def check(request: Request) -> HTTPResponse | None:
        shown = request.headers.get("x-bot-token", "")
        if request.path == "/health" or hmac.compare_digest(shown.encode(), token.encode()):
            return None
        return json({"error": "token"}, status=401)


if __name__ == "__main__":
    main()
