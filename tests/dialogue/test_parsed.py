"""What the NLU handed on with a message."""

from __future__ import annotations

import pytest
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.keys import ASK_SOURCE, NEGATIVE_FEEDBACK
from bot.dialogue.parsed import is_sure, meant, says_more_than
from bot.nlu.heard import ANSWERS

_STORY = "Bonjour monsieur, je suis veuve, 76 ans, et on m'appelle pour des obsèques"


@pytest.mark.parametrize(
    ("topic", "text", "share", "more"),
    [
        ("greet", _STORY, 0.4, True),
        ("greet", _STORY, 0.1, False),
        ("greet", "bonjour à vous", 0.4, False),
        ("joke", "je suis gay et j'ai peur des blagues", 0.9, True),
        ("joke", "raconte une blague", 0.9, False),
        ("salary", _STORY, 0.4, False),
    ],
)
def test_small_talk_does_not_swallow_what_is_told_besides(
    topic: str, text: str, share: float, more: bool
) -> None:
    message = Message({TEXT: text})
    message.set(ANSWERS, [["elderly_relative/", share]])
    assert says_more_than(topic, message) is more


def _heard(text: str, share: float = 0.1) -> Message:
    message = Message({TEXT: text})
    message.set(ANSWERS, [["contact_centre_job/talk_plan", share]])
    return message


@pytest.mark.parametrize(
    ("sounds_like", "text", "share", "topic"),
    [
        (NEGATIVE_FEEDBACK, "non mais jte dis juste merci, jvais pas bosser là-bas", 0.1, "thanks"),
        (DEFAULT_NLU_FALLBACK_INTENT_NAME, "ça me rassure, je les appelle, merci", 0.1, "thanks"),
        (NEGATIVE_FEEDBACK, "merci mais ça ne m'aide pas", 0.1, NEGATIVE_FEEDBACK),
        (NEGATIVE_FEEDBACK, "ok merci, et les primes", 0.4, NEGATIVE_FEEDBACK),
        ("salary", "ok merci pour la paie", 0.1, "salary"),
    ],
)
def test_thanks_that_tell_something_are_thanks(
    sounds_like: str, text: str, share: float, topic: str
) -> None:
    assert meant(sounds_like, _heard(text, share)) == topic


def test_thanks_in_so_many_words_are_past_doubt() -> None:
    assert is_sure("thanks", _heard("ok merci jvais le mettre dans mon exposé"))
    assert not is_sure("greet", _heard("ok merci jvais le mettre dans mon exposé"))


@pytest.mark.parametrize(
    ("text", "of_others"),
    [
        ("elle connaît mon nom et mon adresse. Où a-t-elle trouvé ça ??", True),
        ("et mon numéro, ils l'ont eu où", True),
        ("vous avez trouvé ça où", False),
        ("d'où sort ce chiffre", False),
    ],
)
def test_where_who_calls_found_something_asks_for_no_source(text: str, of_others: bool) -> None:
    expected = DEFAULT_NLU_FALLBACK_INTENT_NAME if of_others else ASK_SOURCE
    assert meant(ASK_SOURCE, _heard(text)) == expected
