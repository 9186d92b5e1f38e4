"""Messages that are not in French, and SMS spelling that only looks foreign."""

from __future__ import annotations

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.keys import OTHER_LANGUAGE
from bot.nlu.heard import LANGUAGE
from bot.nlu.language import LanguageSpotter, foreign_language
from bot.nlu.normaliser import NORMALISED_TEXT
from bot.text.words import normalise
from tests.contents import CONTENT

_FOREIGN = [
    ("How much money does a call centre agent earn every month?", "en"),
    ("I would like to know what diploma is required for this job", "en"),
    ("¿Cuánto gana un teleoperador en un centro de llamadas?", "es"),
    ("Não sei se preciso de ter um diploma para trabalhar no atendimento ao cliente", "pt"),
    ("Quanto guadagna un operatore di call center ogni mese?", "it"),
    ("Wie viel verdient man in diesem Beruf und welche Ausbildung braucht man?", "de"),
    ("كم يكسب موظف مركز الاتصال في الشهر", "ar"),
    ("Çağrı merkezinde çalışan biri ayda ne kadar kazanıyor?", "tr"),
    ("Tu sei un robot o una persona vera?", "it"),
    ("Quanto ganha um operador por mes", "pt"),
    ("Was ist das Gehalt des Managers", "de"),
    ("tu ganas mucho dinero en este trabajo", "es"),
    ("Ma quanto si guadagna?", "it"),
]
_FRENCH = [
    "ok t'es un bot rasa non ?",
    "non ok un bot rasa",
    "t'as un nom ou non",
    "on gagne combien ?",
    "c koi le salaire dun conseiller",
    "slt cv bien jvoudré savoir si ya du taf",
    "bjr",
    "stop",
    "ok",
    "call center manager",
    "le job de team leader",
    "télétravail possible ?",
    "Hello, comment on postule ?",
    "merci",
    "salaire superviseur plateau",
    "est-ce que l'IA va remplacer ce métier",
    "le robot chirurgical opère sans médecin ?",
    "statisticien de planning ?",
    "workforce management métier",
    "",
    "🙂",
    "42",
]


@pytest.fixture
def spotter(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> LanguageSpotter:
    """The component as the server makes it."""
    return LanguageSpotter.create({}, storage, resource, context)


def _spotted(spotter: LanguageSpotter, text: str, intent: str | None) -> Message:
    message = Message({TEXT: text, NORMALISED_TEXT: normalise(text)})
    message.set(INTENT, {"name": intent, "confidence": 0.5}, add_to_output=True)
    return spotter.process([message])[0]


@pytest.mark.parametrize(("text", "language"), _FOREIGN)
def test_a_foreign_sentence_is_spotted_whatever_the_classifier_thought(
    spotter: LanguageSpotter, text: str, language: str
) -> None:
    message = _spotted(spotter, text, "salary")
    assert message.get(INTENT) == {"name": OTHER_LANGUAGE, "confidence": 1.0}
    assert message.as_dict(only_output_properties=True)[LANGUAGE] == language


@pytest.mark.parametrize("text", _FRENCH)
def test_french_is_left_as_it_was_heard(spotter: LanguageSpotter, text: str) -> None:
    message = _spotted(spotter, text, "salary")
    assert message.get(INTENT)["name"] == "salary"
    assert message.get(LANGUAGE) is None


@pytest.mark.parametrize("text", ["good morning", "how are you"])
def test_a_few_foreign_words_are_foreign_only_when_the_classifier_says_so(text: str) -> None:
    assert foreign_language(text, normalise(text)) is None
    assert foreign_language(text, normalise(text), named_foreign=True) == "en"


@pytest.mark.parametrize("text", ["do you speak english ou pas", "parles-tu anglais avec les gens"])
def test_one_french_word_makes_a_message_french(text: str) -> None:
    assert foreign_language(text, normalise(text), named_foreign=True) is None


def test_without_a_language_the_intent_stays_what_the_classifier_said(
    spotter: LanguageSpotter,
) -> None:
    message = _spotted(spotter, "vous parlez anglais ?", OTHER_LANGUAGE)
    assert message.get(INTENT) == {"name": OTHER_LANGUAGE, "confidence": 0.5}
    assert message.get(LANGUAGE) is None


@pytest.mark.parametrize("text", ["ok french: quel travail ?", "sorry, quels sont vos horaires"])
def test_french_taken_for_foreign_is_offered_what_else_it_may_ask(
    spotter: LanguageSpotter, text: str
) -> None:
    message = _spotted(spotter, text, OTHER_LANGUAGE)
    assert message.get(INTENT) == {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}
    assert message.get(LANGUAGE) is None


@pytest.mark.parametrize("text", ["/salary", '/find_my_job{"option": "people"}'])
def test_a_payload_is_no_language(spotter: LanguageSpotter, text: str) -> None:
    assert _spotted(spotter, text, "salary").get(INTENT)["name"] == "salary"


def test_any_text_can_be_looked_at(spotter: LanguageSpotter, odd_text: str) -> None:
    assert _spotted(spotter, odd_text, None).get(INTENT)["name"] in (None, OTHER_LANGUAGE)


def test_the_content_answers_in_every_language_that_is_told_apart() -> None:
    cases = CONTENT.replies[OTHER_LANGUAGE].cases
    assert {language for _, language in _FOREIGN} == {case.language for case in cases}
