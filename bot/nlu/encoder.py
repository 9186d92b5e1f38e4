"""The sentence encoder: a dense vector of what a text means, when a component asks for one.

Its place is behind this one component, so that another encoder can replace it.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.nlu.model.vectors import Encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MODEL_LOADER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Hands the universal sentence encoder to the components that ask for its `model`.

    No featurizer, which would encode each message once: the topics need no vector of one that is
    clear, the answers need those of several readings of it.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        return cls()

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceEncoder:
        Encoder().encode([""])  # read now, not while the first visitor waits
        return cls()

    def provide(self) -> Encoder:
        """Return the encoder of texts in their plain spelling, 512 coordinates each."""
        return Encoder()
