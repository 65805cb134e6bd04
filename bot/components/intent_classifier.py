"""`understanding` as a component of Rasa's graph: trained, kept and asked by it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from understanding.model import Guess, IntentModel
from understanding.reading import UNSURE, Limits, read
from understanding.sources import fingerprint, read_lexicon
from understanding.training import train

SECOND_QUESTION = "second_question"
_RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UnderstandingClassifier(IntentClassifier, GraphComponent):
    """Sets a message's intent, its ranking, and `second_question` when it asks two things.

    An unsure message gets the intent `nlu_fallback`, which then also leads the ranking, as after
    Rasa's own `FallbackClassifier`.
    """

    @staticmethod
    def required_packages() -> list[str]:
        """What training needs."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """None: `config.yml` gives `training` (see `understanding.training`) and `limits`."""
        return {}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003
        """Trains anew when the concepts or the code have changed, which Rasa does not see."""
        return fingerprint()

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._training = dict(config["training"])
        self._limits = Limits(**config["limits"])
        self._storage = storage
        self._resource = resource
        self._model: IntentModel | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> UnderstandingClassifier:
        """One that is not trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> UnderstandingClassifier:
        """The trained one."""
        found = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            found._model = IntentModel.load(folder)
        return found

    def train(self, training_data: TrainingData) -> Resource:
        """Trains and keeps the model."""
        examples = [
            (example.get(TEXT), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT)
        ]
        self._model = train(examples, read_lexicon(), **self._training)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Understands each message that has a text."""
        for message in messages:
            if self._model is not None and message.get(TEXT):
                self._understand(self._model, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after this one learns from what it makes of the training data."""
        return training_data

    def _understand(self, model: IntentModel, message: Message) -> None:
        found = read(model, message.get(TEXT), self._limits)
        ranking = found.ranking[:_RANKED]
        if found.intent == UNSURE:
            ranking = [Guess(UNSURE, found.confidence), *ranking]
        named = [{"name": one.intent, "confidence": one.probability} for one in ranking]
        message.set(INTENT, named[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, named, add_to_output=True)
        if found.second is not None:
            message.set(SECOND_QUESTION, found.second._asdict(), add_to_output=True)
