"""The action server: rasa_sdk's application, on the loopback interface only.

`python -m actions.server` serves the actions of this package. The SDK's own start listens on every
interface and forks a second process; its error handler sends back the whole request.
"""

from __future__ import annotations

import logging

import rasa_sdk.endpoint
from rasa_sdk.executor import ActionExecutor

from actions import catalogue
from actions.backend_client import BackendClient
from actions.linking.index import linguist
from actions.rasa_action import IntentAction
from backend.settings import get_settings


def main() -> None:
    """Serves until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = get_settings()
    backend = BackendClient(settings.backend_url, settings.derived_key("service"))
    executor = ActionExecutor()
    for intent in catalogue.ANSWERS:
        executor.register_action(IntentAction(intent, backend))
    linguist()  # a second's work that no patient should wait for
    app = rasa_sdk.endpoint.create_app(executor, cors_origins=[])
    app.config.KEEP_ALIVE_TIMEOUT = 120
    app.run(
        host="127.0.0.1",
        port=settings.actions_port,
        single_process=True,
        access_log=False,
        motd=False,
    )


if __name__ == "__main__":
    main()
