"""What is changed in Rasa 3.6.21 itself, each for a reason, all in one place.

`apply` is called when the gateway's channel is loaded, before the server starts.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import rasa.core.actions.action
import rasa.core.agent
import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event

from components.graph_runner import PlainGraphRunner
from components.remote_action import LeanRemoteAction


def apply() -> None:
    """Makes every change; safe to call twice."""
    rasa.core.actions.action.RemoteAction = LeanRemoteAction
    rasa.core.agent.Agent._create_tracker_store = staticmethod(_plain_tracker_store)
    rasa.core.processor.DaskGraphRunner = PlainGraphRunner
    rasa.core.processor.copy = _NoCopies
    rasa.core.policies.rule_policy.copy = _NoCopies
    if not hasattr(Event.resolve_by_type, "cache_info"):
        # Rasa walks the tree of event classes for each event of each conversation that it loads.
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))


def _plain_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
    """The store itself, without Rasa's `FailSafeTrackerStore` around it.

    That one answers an outage with an empty conversation in memory: the patient would get an
    answer from a blank session, and the turn would be lost. Ours fails, and the gateway says so.
    """
    if store is None or isinstance(store, InMemoryTrackerStore):
        # Rasa falls back to memory, with a warning, when it cannot load the one that is named.
        raise ValueError("endpoints.yml names no tracker store that can be loaded")
    store.domain = domain
    return store


class _NoCopies:
    """Stands in for the module `copy` where Rasa deep-copies events for debug logs only.

    `processor` and `rule_policy` copy every event and state of the turn as arguments of
    `structlogger.debug(…)`, whether or not anything is logged.
    """

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value

    @staticmethod
    def copy(value: Any) -> Any:
        return value
