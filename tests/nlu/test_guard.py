"""What is not guessed at: text without words, code, a novel, and words of dying."""

from __future__ import annotations

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content import TOO_LONG, UNREADABLE, Content
from bot.nlu.classifier import OFFERS
from bot.nlu.guard import WHY, Guard, is_unreadable, reason_not_to_read, urgent_phrases
from bot.nlu.normaliser import MOST_CHARACTERS

_URGENT = urgent_phrases(Content())


@pytest.fixture
def guard(storage: LocalModelStorage, resource: Resource, context: ExecutionContext) -> Guard:
    """The guard as the server makes it."""
    return Guard.create({}, storage, resource, context)


def _guarded(guard: Guard, text: str) -> Message:
    """What the guard makes of a message that the classifier took for the salary."""
    message = Message({TEXT: text})
    message.set(INTENT, {"name": "salary", "confidence": 0.7}, add_to_output=True)
    message.set(OFFERS, ["salary", "tools"], add_to_output=True)
    return guard.process([message])[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "🙂🙃",
        "???!!!",
        "___",
        "\x00bonjour",
        "<script>alert(1)</script>",
        "<b>salaire</b>",
        "{{ 7 * 7 }}",
        "${jndi:ldap://x}",
        "'; DROP TABLE users",
        "1; select * from users",
        "function (x) { return x }",
        "(x) => x",
        "eval(1)",
    ],
)
def test_what_holds_no_words_is_unreadable(text: str) -> None:
    assert is_unreadable(text)
    assert reason_not_to_read(text) == UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "on gagne combien ?",
        "42",
        "é",
        "شكرا",
        "je gagne < 2000 € et > 1000 €",
        "quelle sélection ? drop ou pas",
        "ligne 1\nligne 2\tfin",
        "la fonction de superviseur",
        "je t'aime <3",
        "l'évaluation (mensuelle)",
    ],
)
def test_words_are_readable_whatever_stands_among_them(text: str) -> None:
    assert not is_unreadable(text)
    assert reason_not_to_read(text) is None


def test_a_text_is_too_long_past_what_is_read_of_it() -> None:
    assert reason_not_to_read("a" * MOST_CHARACTERS) is None
    assert reason_not_to_read("a" * (MOST_CHARACTERS + 1)) == TOO_LONG
    assert reason_not_to_read("?" * (MOST_CHARACTERS + 1)) == TOO_LONG


@pytest.mark.parametrize(("text", "why"), [("🙂", UNREADABLE), ("mot " * 300, TOO_LONG)])
def test_an_unreadable_message_is_a_fallback_that_says_why(
    guard: Guard, text: str, why: str
) -> None:
    message = _guarded(guard, text)
    assert message.get(INTENT) == {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}
    assert message.get(OFFERS) == []
    assert message.as_dict(only_output_properties=True)[WHY] == why


@pytest.mark.parametrize(
    "text",
    [
        "j'ai envie de mourir",
        "JE VEUX EN FINIR",
        "je veux me suicider, on gagne combien ?",
        "jveux mourir",
        "j ai des idees noires",
        f"{'mot ' * 300} j'ai envie de mourir",
        "je vais me pendre 🙂",
    ],
)
def test_words_of_dying_are_distress_whatever_else_the_message_holds(
    guard: Guard, text: str
) -> None:
    message = _guarded(guard, text)
    assert message.get(INTENT) == {"name": "distress", "confidence": 1.0}
    assert message.get(OFFERS) == []
    assert message.get(WHY) is None


@pytest.mark.parametrize(
    "text", ["on gagne combien ?", "mourir de rire", "la batterie va mourir", "c'est tuant"]
)
def test_any_other_message_stays_as_the_classifier_heard_it(guard: Guard, text: str) -> None:
    message = _guarded(guard, text)
    assert message.get(INTENT)["name"] == "salary"
    assert message.get(OFFERS) == ["salary", "tools"]
    assert message.get(WHY) is None


@pytest.mark.parametrize("text", ["/salary", '/salary{"role": "advisor"}'])
def test_a_payload_is_left_to_rasa(guard: Guard, text: str) -> None:
    assert _guarded(guard, text).get(INTENT)["name"] == "salary"


def test_only_urgent_cases_decide_by_themselves() -> None:
    assert _URGENT.keys() == {"distress"}
    assert "envie de mourir" in _URGENT["distress"]
    assert "mon chef" not in _URGENT["distress"]


@pytest.mark.parametrize("phrase", _URGENT["distress"])
def test_every_urgent_phrase_is_heard_in_a_sentence(guard: Guard, phrase: str) -> None:
    message = _guarded(guard, f"Bon, {phrase.rstrip('*')}, voilà.")
    assert message.get(INTENT)["name"] == "distress"


def test_any_text_is_let_through_or_explained(guard: Guard, odd_text: str) -> None:
    message = _guarded(guard, odd_text)
    assert message.get(INTENT)["name"] in ("salary", DEFAULT_NLU_FALLBACK_INTENT_NAME)
