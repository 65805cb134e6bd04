"""Runs the model's graph without dask, which plans anew at each of a turn's three runs."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import GraphNode, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

Step = tuple[str, GraphNode, tuple[str, ...]]


class PlainGraphRunner(DaskGraphRunner):
    """Runs one node after the other, in an order that is found once for each set of targets."""

    _orders: dict[tuple[str, ...], list[Step]]

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """What the targets give, by their names."""
        wanted = tuple(targets or self._graph_schema.target_names)
        results = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in self._order(wanted):
            # A node names what it lacks, as with dask: it gets the name in place of the value.
            results[name] = node(*(results.get(need, need) for need in needs))
        return dict(results[name] for name in wanted)

    def _order(self, wanted: tuple[str, ...]) -> list[Step]:
        orders = self.__dict__.setdefault("_orders", {})
        if wanted not in orders:
            nodes = self._graph_schema.minimal_graph_schema(list(wanted)).nodes
            orders[wanted] = [
                (name, self._instantiated_nodes[name], tuple(nodes[name].needs.values()))
                for name in _sorted(nodes)
            ]
        found: list[Step] = orders[wanted]
        return found


def _sorted(nodes: dict[str, SchemaNode]) -> list[str]:
    """The names, each after what it needs."""
    done: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in nodes and name not in done:
            for need in nodes[name].needs.values():
                visit(need)
            done[name] = None

    for name in nodes:
        visit(name)
    return list(done)
