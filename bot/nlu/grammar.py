"""The grammar of French, loaded with the server: who needs it of a message asks for it.

As Rasa's `SpacyNLP`, it is a model loader; unlike it, it parses no message by itself.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.nlu.model.grammar import Grammar, Need


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MODEL_LOADER, is_trainable=False)
class FrenchGrammar(GraphComponent):
    """Hands the grammar to the components that ask for its `model`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrenchGrammar:
        return cls()

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FrenchGrammar:
        for need in Need:  # now, not while the first visitor waits
            Grammar().read("bonjour", need)
        return cls()

    def provide(self) -> Grammar:
        """Return the grammar, which loads its pipeline when first asked: a training never does."""
        return Grammar()
