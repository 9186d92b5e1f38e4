"""What is not guessed at: words of dying, swindles, and what decides by itself."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import publishing
from bot.content import TOO_LONG, UNREADABLE
from bot.nlu.guard import Guard, urgent_phrases
from bot.nlu.heard import (
    ALSO,
    ANSWERS,
    ASKED,
    CARE,
    DENIES,
    OFFERS,
    SEEKS_HELP,
    STAGES,
    UNWARNED,
    WEARY,
    WHY,
)
from bot.nlu.model.grammar import Grammar
from bot.publishing import library
from tests.contents import CONTENT

_URGENT = urgent_phrases(CONTENT)
_CARE = CONTENT.part(publishing.CARE_WORDS)


@pytest.fixture(scope="module")
def guard() -> Guard:
    """The guard as the server makes it, its words read once."""
    return Guard(library())


def test_the_pipeline_makes_the_guard_of_the_library(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext
) -> None:
    made = Guard.create({}, storage, resource, context)
    assert _guarded(made, "je veux mourir").get(CARE) == "suicide"


def _guarded(guard: Guard, text: str, *ranking: tuple[str, float]) -> Message:
    """What the guard makes of a message that the classifier took for the salary, or as ranked."""
    intents = [{"name": topic, "confidence": sure} for topic, sure in ranking or [("salary", 0.7)]]
    message = Message({TEXT: text})
    message.set(INTENT, intents[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, intents, add_to_output=True)
    message.set(OFFERS, ["salary", "tools"], add_to_output=True)
    return guard.process([message], Grammar())[0]


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


def test_a_way_of_speaking_is_not_answered_with_the_helpline(guard: Guard) -> None:
    answers = [["difficult_customers/crying_customer", 0.5], ["job_upsides/boredom", 0.3]]
    helped = "le bruit me tue la tête, je pleure en rentrant"
    for text, left in (
        ("c'est pour tuer le temps", answers[1:]),
        ("combien ?", answers),
        (helped, answers),
    ):
        message = Message({TEXT: text, ANSWERS: answers})
        assert guard.process([message], Grammar())[0].get(ANSWERS) == left


@pytest.mark.parametrize("text", ["/salary", '/salary{"role": "advisor"}'])
def test_a_payload_is_left_to_rasa(guard: Guard, text: str) -> None:
    assert _guarded(guard, text).get(INTENT)["name"] == "salary"


def test_only_urgent_cases_decide_by_themselves() -> None:
    assert _URGENT.keys() == {"distress"}
    assert "sale juif" in _URGENT["distress"]
    assert "mon chef" not in _URGENT["distress"]


@pytest.mark.corpus
def test_every_urgent_phrase_is_heard_in_a_sentence(guard: Guard) -> None:
    kinds = (_CARE.gesture, _CARE.suicide, _CARE.killing, _CARE.violence, _CARE.child)
    unheard = []
    for phrase in [*_URGENT["distress"], *chain.from_iterable(kinds)]:
        said = re.sub(r" ?\$|\*", "", phrase).replace("? ", "son ").replace(" &", ",")
        message = _guarded(guard, f"Bon, {said}, voilà.")
        if message.get(INTENT)["name"] != "distress":
            unheard.append(phrase)
    assert unheard == []


@pytest.mark.parametrize(
    ("text", "care"),
    [
        ("je veux mourir", "suicide"),
        ("mon ex menace de me tuer", "violence"),
        ("ma femme me frappe", "beaten_man"),
        ("j'ai 13 ans et on me frappe", "child"),
        ("non j'ai pas envie de mourir, je suis juste fatiguée", "fatigue"),
    ],
)
def test_words_that_call_for_help_say_which(guard: Guard, text: str, care: str) -> None:
    message = _guarded(guard, text)
    assert message.get(INTENT) == {"name": "distress", "confidence": 1.0}
    output = message.as_dict(only_output_properties=True)
    assert (output[CARE], ALSO in output) == (care, False)


def test_a_way_of_speaking_is_no_distress(guard: Guard) -> None:
    text = "ma mère va me tuer si je rate ça"
    message = _guarded(guard, text, ("distress", 0.6), ("exams", 0.35), ("salary", 0.02))
    assert message.get(INTENT) == {"name": "exams", "confidence": 1.0}
    message = _guarded(guard, text, ("distress", 0.6), ("exams", 0.2), ("salary", 0.2))
    assert message.get(INTENT)["name"] == DEFAULT_NLU_FALLBACK_INTENT_NAME
    assert message.get(OFFERS) == ["salary", "tools"]
    assert message.get(CARE) is None


def test_who_is_at_the_end_and_asks_is_cared_for_and_answered(guard: Guard) -> None:
    text = "infirmière, j'en peux plus, je pense à me reconvertir"
    for heard in ("distress", "out_of_scope", DEFAULT_NLU_FALLBACK_INTENT_NAME, None):
        message = _guarded(guard, text, (heard, 0.8), ("stress_and_health", 0.1))
        assert message.get(INTENT) == {"name": "distress", "confidence": 1.0}
        assert (message.get(CARE), message.get(ALSO)) == ("fatigue", "diploma")


@pytest.mark.parametrize("text", ["j'en peux plus", "je suis à bout, je pleure tous les matins"])
def test_who_is_at_the_end_and_asks_nothing_gets_all_the_help(guard: Guard, text: str) -> None:
    message = _guarded(guard, text, ("distress", 0.8), ("career_path", 0.1))
    assert message.get(INTENT)["name"] == "distress"
    assert message.get(CARE) is None


def test_no_second_question_is_answered_beside_help(guard: Guard) -> None:
    message = Message({TEXT: "on gagne combien ? de toute façon je vais me suicider"})
    message.set(INTENT, {"name": "salary", "confidence": 0.9}, add_to_output=True)
    message.set(ALSO, "tools", add_to_output=True)
    guard.process([message], Grammar())
    assert (message.get(CARE), message.get(ALSO)) == ("suicide", None)


def test_what_counts_after_a_call_for_help_or_in_a_swindle_is_handed_on(guard: Guard) -> None:
    heard = _guarded(guard, "je vais bien, mon chef verra le motif ?")
    assert heard.get(DENIES)
    assert heard.get(ASKED) == "sick_leave/sick_secret"
    assert heard.get(INTENT)["name"] == "salary"
    assert _guarded(guard, "c'est anonyme ?").get(SEEKS_HELP)
    assert _guarded(guard, "j'ai raccroché").get(STAGES) == ["cpf_scam/hung_up"]
    output = _guarded(guard, "bonjour").as_dict(only_output_properties=True)
    assert output.keys().isdisjoint({DENIES, ASKED, SEEKS_HELP, STAGES})


def test_what_a_warning_overrules_is_kept_for_who_needs_it_no_more(guard: Guard) -> None:
    message = _guarded(guard, "j'ai donné mon code à un faux conseiller")
    assert message.get(INTENT)["name"] == "cpf_scam"
    assert message.get(UNWARNED)[INTENT]["name"] == "salary"
    assert UNWARNED not in message.as_dict(only_output_properties=True)


def test_who_has_had_enough_of_calls_is_not_in_distress(guard: Guard) -> None:
    message = _guarded(guard, "j'en peux plus de ces appels, comment on les arrête")
    assert message.get(INTENT)["name"] == "salary"


def test_any_text_is_let_through_or_explained(guard: Guard, odd_text: str) -> None:
    message = _guarded(guard, odd_text)
    assert message.get(INTENT)["name"] in ("salary", DEFAULT_NLU_FALLBACK_INTENT_NAME)


def _with_answers(guard: Guard, text: str, topic: str, label: str, share: float) -> Message:
    message = Message({TEXT: text, INTENT: {"name": topic, "confidence": 0.9}})
    message.set(ANSWERS, [[label, share], ["emergency_lines/line_3114", 0.1]])
    return guard.process([message], Grammar())[0]


@pytest.mark.parametrize(
    ("text", "label", "share", "also"),
    [
        ("je suis en burn out, combien je touche ?", "sick_leave/", 0.7, "sick_leave/"),
        ("je suis en burn out, combien je touche ?", "sick_leave/", 0.4, None),
        ("je suis en burn out", "sick_leave/", 0.7, None),
        ("je suis en burn out, c'est quoi ?", "stress_and_health/burnout", 0.9, None),
        ("je veux mourir, combien je touche ?", "sick_leave/", 0.7, None),
    ],
)
def test_what_who_is_weary_surely_asks_is_answered_beside_the_help(
    guard: Guard, text: str, label: str, share: float, also: str | None
) -> None:
    message = _with_answers(guard, text, "sick_leave", label, share)
    assert message.get(INTENT)["name"] == "distress"
    assert message.get(ALSO) == also


def test_of_two_likely_answers_of_one_topic_the_likelier_is_beside_the_help(guard: Guard) -> None:
    text = "je n'en peux plus. Est-ce que je pourrais me reconvertir, je suis infirmière ?"
    message = Message({TEXT: text, INTENT: {"name": "career_path", "confidence": 0.9}})
    likely = [["career_path/nurse_posts", 0.45], ["career_path/retrain_into", 0.4]]
    message.set(ANSWERS, [*likely, ["diploma/", 0.1]])
    assert guard.process([message], Grammar())[0].get(ALSO) == "career_path/nurse_posts"


def test_weariness_beside_a_sure_topic_is_handed_on(guard: Guard) -> None:
    message = _with_answers(guard, "j'en peux plus des clients", "difficult_customers", "x/", 0.4)
    assert message.get(INTENT)["name"] == "difficult_customers" and message.get(WEARY)


def test_no_emergency_line_answers_a_way_of_speaking(guard: Guard) -> None:
    message = _with_answers(guard, "ma femme va me tuer", "distress", "other_scams/", 0.2)
    assert message.get(CARE) is None
    assert [label for label, _ in message.get(ANSWERS)] == ["other_scams/"]


def test_who_was_refused_for_who_they_are_is_wronged(guard: Guard) -> None:
    assert _guarded(guard, "refusé parce que je suis noire").get(CARE) == "wronged"


def test_who_cannot_go_on_and_asks_of_a_way_out_gets_help_and_the_precise_answer(
    guard: Guard,
) -> None:
    text = "j'en peux plus de mon taf, c'est quoi le préavis si je démissionne ?"
    message = _with_answers(guard, text, "leaving_a_job", "leaving_a_job/resign", 0.8)
    assert message.get(INTENT)["name"] == "distress"
    assert message.get(ALSO) == "leaving_a_job/resign"
    message = _with_answers(guard, text, "leaving_a_job", "leaving_a_job/resign", 0.3)
    assert message.get(ALSO) == "leaving_a_job"


@pytest.mark.parametrize(
    ("text", "label", "share", "care"),
    [
        ("2 ans que je suis conseillère, et là j en peux plus", "career_path/sideways", 0.2, True),
        ("je veux pas évoluer, je suis à bout", "career_path/sideways", 0.4, True),
        ("je suis à bout, je gagne combien ?", "salary/", 0.2, False),
        ("je suis crevée, je finis à minuit", "working_hours/nights", 0.8, False),
        ("je suis à bout de ces appels", "stop_unwanted_calls/", 0.3, False),
    ],
)
def test_who_but_tells_to_be_at_the_end_is_cared_for_whatever_it_sounds_like(
    guard: Guard, text: str, label: str, share: float, care: bool
) -> None:
    message = _with_answers(guard, text, label.partition("/")[0], label, share)
    assert (message.get(CARE) == "fatigue") is care
