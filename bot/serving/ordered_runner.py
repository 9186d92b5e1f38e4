"""A model's graph run node by node, in an order that is worked out once.

Rasa's runner builds a graph for dask at each run, has dask schedule it over again and writes the
inputs into a line of its log that nobody reads: three times a message, a sixth of a turn. Rasa
makes that runner by name, so ours takes its nodes once the model is loaded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.core.agent import Agent
from rasa.engine.graph import ExecutionContext, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


def run_in_order(agent: Agent) -> None:
    """Have an agent whose model is loaded run its graph by an `OrderedRunner`."""
    if agent.processor:
        agent.processor.graph_runner = OrderedRunner(agent.processor.graph_runner)


class OrderedRunner(GraphRunner):  # type: ignore[misc]
    """Runs the nodes of a `DaskGraphRunner`, each after those that it needs."""

    def __init__(self, runner: DaskGraphRunner) -> None:
        self._schema: GraphSchema = runner._graph_schema
        self._nodes = runner._instantiated_nodes
        self._steps = lru_cache(maxsize=8)(self._steps_to)  # the targets are the NLU's, the core's

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> OrderedRunner:
        return cls(DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks))

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Return the output of each target. `inputs` stand for nodes of their names."""
        given = inputs or {}
        done: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in given.items()}
        wanted = tuple(targets or self._schema.target_names)
        for name, needs in self._steps(wanted):
            if name not in given:
                # A node is told the bare name of what nobody provides, and says so itself.
                done[name] = self._nodes[name](*(done.get(need, need) for need in needs))
        return dict(done[name] for name in wanted)

    def _steps_to(self, targets: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        """Return the nodes that targets need, with what each needs, in an order to run them in."""
        nodes = self._schema.minimal_graph_schema(list(targets)).nodes
        ordered: dict[str, tuple[str, ...]] = {}

        def place(name: str) -> None:
            if name in nodes and name not in ordered:
                needs = tuple(nodes[name].needs.values())
                for need in needs:
                    place(need)
                ordered[name] = needs

        for target in targets:
            place(target)
        return list(ordered.items())
