"""The component that finds answers, and the way of a button's payload to its detail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.context import context_of
from bot.dialogue.speech import speak, topic_buttons
from bot.nlu.answers import AnswerFinder, read_ranker
from bot.nlu.asked import corrected_in
from bot.nlu.heard import ALSO, ANSWERS, DETAIL, FIRST_OF_TWO
from bot.nlu.model.blending import beside, blended, is_apart, weight_of
from bot.nlu.model.likenesses import LIKENESSES, Asked
from bot.nlu.normaliser import NORMALISED_TEXT
from bot.settings import ROOT
from bot.text.corrections import Correction
from bot.text.words import normalise
from tests.contents import CONTENT
from tests.nlu.few_answers import ENCODER, fit

CONFIG = {"threads": 1}
_LABELS = ("salary/", "salary/", "salary/region", "diploma/")

Read = Callable[[str], Message]
Made = tuple[AnswerFinder, LocalModelStorage, Resource]


def _asked(text: str, detail: str | None, intent: str | None) -> Message:
    data = {TEXT: text, NORMALISED_TEXT: normalise(text)}
    return Message(
        data | ({DETAIL: detail} if detail else {}) | ({INTENT: intent} if intent else {})
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, context: ExecutionContext) -> Made:
    """A component that learnt a few questions, and where it left its model."""
    storage, resource = LocalModelStorage(tmp_path_factory.mktemp("answers")), Resource("answers")
    finder = AnswerFinder.create(CONFIG, storage, resource, context)
    examples = [
        _asked("Zorglub me paie-t-il le trajet en fusée ?", "salary/", "salary"),
        _asked("Le trajet en fusée est-il payé par Zorglub ?", "salary/", "salary"),
        _asked("en fusée, Zorglub me paie le trajet ?", "salary/", "salary"),
        _asked("Zorglub exige un brevet de pilote ?", "diploma/", "diploma"),
        _asked("faut-il un brevet de pilote chez Zorglub ?", "diploma/", "diploma"),
        _asked("le brevet de pilote, Zorglub le veut ?", "diploma/", "diploma"),
        _asked("et en fusée ?", "salary/", None),
        _asked("en fusée alors ?", "salary/", None),
        _asked("une question de sujet", None, "salary"),
        _asked("un détail d'hier", "salary/no_such_detail", "salary"),
    ]
    assert finder.train(TrainingData(examples), ENCODER) is resource
    return finder, storage, resource


def _tracker(topic: str = "") -> DialogueStateTracker:
    tracker = DialogueStateTracker("visitor", [])
    if topic:
        tracker.update(UserUttered("une question"))
        tracker.update(BotUttered("une réponse", metadata={"topic": topic, "kind": "answer"}))
    return tracker


def _found(finder: AnswerFinder, message: Message, last: str = "") -> list[list[Any]]:
    (processed,) = finder.process([message], ENCODER, _tracker(last))
    found: list[list[Any]] = processed.get(ANSWERS)
    return found


def test_the_likeliest_answers_are_handed_on_best_first(trained: Made, read: Read) -> None:
    found = _found(trained[0], read("le trajet en fusée est payé ?"))
    assert found[0][0] == "salary/"
    shares = [share for _, share in found]
    assert len(found) == 8 and shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)


def test_what_is_found_is_part_of_what_the_server_hands_on(trained: Made, read: Read) -> None:
    (message,) = trained[0].process([read("en fusée ?")], ENCODER, _tracker())
    assert ANSWERS in message.as_dict(only_output_properties=True)


def test_the_topic_answered_last_counts(trained: Made, read: Read) -> None:
    asked = CONTENT.cards["salary"].detail("part_time").asks
    ours = dict(_found(trained[0], read(asked), "salary"))
    theirs = dict(_found(trained[0], read(asked), "diploma"))
    assert ours["salary/part_time"] > theirs.get("salary/part_time", 0)


def test_the_confidences_of_the_topics_count(trained: Made, read: Read) -> None:
    shares = []
    for confidence in (0.01, 0.99):
        message = read("en fusée ?")
        message.set(INTENT_RANKING_KEY, [{"name": "salary", "confidence": confidence}])
        shares.append(dict(_found(trained[0], message))["salary/"])
    assert shares[0] < shares[1]


@pytest.mark.parametrize("detail", CONTENT.cards["salary"].details, ids=lambda detail: detail.id)
def test_a_detail_is_found_by_what_its_button_says(trained: Made, read: Read, detail: Any) -> None:
    found = _found(trained[0], read(detail.asks), "salary")
    assert found[0][0] == f"salary/{detail.id}"


def test_outside_any_conversation_a_message_has_answers_too(trained: Made, read: Read) -> None:
    (message,) = trained[0].process([read("en fusée ?")], ENCODER, None)  # type: ignore[arg-type]
    assert message.get(ANSWERS)[0][0] == "salary/"


def test_a_loaded_component_finds_as_before(
    trained: Made, read: Read, context: ExecutionContext
) -> None:
    finder, storage, resource = trained
    loaded = AnswerFinder.load(CONFIG, storage, resource, context)
    before, after = (dict(_found(f, read("le trajet en fusée ?"))) for f in (finder, loaded))
    both = before.keys() & after.keys()
    assert next(iter(after)) == next(iter(before))
    assert len(both) >= 6  # the last ones are all but alike, and bytes hold them roughly
    assert [after[each] for each in both] == pytest.approx([before[e] for e in both], abs=0.01)


def test_without_a_model_no_message_has_answers(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext, read: Read
) -> None:
    for make in (AnswerFinder.load, AnswerFinder.create):
        finder = make(CONFIG, storage, resource, context)
        assert _found(finder, read("et à mi-temps ?")) is None


def test_with_no_question_of_a_detail_no_model_is_made(
    storage: LocalModelStorage, resource: Resource, context: ExecutionContext, read: Read
) -> None:
    finder = AnswerFinder.create(CONFIG, storage, resource, context)
    for detail in (None, "salary/no_such_detail"):
        data = TrainingData([_asked("une question", detail, "salary")])
        assert finder.train(data, ENCODER) is resource
    assert _found(finder, read("une question")) is None


def test_a_message_without_words_has_no_details(
    storage: LocalModelStorage, resource: Resource
) -> None:
    finder = AnswerFinder(CONFIG, storage, resource, fit())
    assert _found(finder, Message({TEXT: ""})) is None


# --- What it learns from --------------------------------------------------------------------------


def test_the_question_of_an_answer_is_that_of_its_button_or_the_fact() -> None:
    detail = CONTENT.cards["salary"].details[0]
    fact = next(iter(CONTENT.facts.values()))
    assert CONTENT.question("salary", detail.id) == detail.asks
    assert CONTENT.question("salary", f"={fact.id}") == fact.statement
    assert CONTENT.question("salary", "=worded") == CONTENT.title("salary")


def test_the_weights_of_the_bot_name_each_likeness() -> None:
    assert list(read_ranker().weights) == list(LIKENESSES)


# --- From a button to its detail ------------------------------------------------------------------


@pytest.fixture(scope="module")
def domain() -> Domain:
    """The bot's own domain, with a topic."""
    own = Domain.load(str(ROOT / "bot" / "domain.yml"))
    return own.merge(Domain.from_dict({"intents": ["salary"]}))


def _through_rasa(payload: str, domain: Domain) -> DialogueStateTracker:
    """A conversation in which Rasa's own handler has read a payload."""
    (message,) = RegexMessageHandler().process([Message({TEXT: payload})], domain)
    tracker = _tracker("salary")
    intent, entities = message.get(INTENT), message.get(ENTITIES)
    tracker.update(UserUttered(payload, intent, entities, parse_data={"intent": intent}))
    return tracker


@pytest.mark.parametrize("detail", CONTENT.cards["salary"].details, ids=lambda detail: detail.id)
def test_the_payload_of_a_button_reaches_its_detail(domain: Domain, detail: Any) -> None:
    (button,) = topic_buttons(CONTENT, [f"salary/{detail.id}"])
    tracker = _through_rasa(button.payload, domain)
    assert tracker.latest_message is not None
    topic = str(tracker.latest_message.intent["name"])
    message = speak(CONTENT, topic, context_of(tracker))
    assert message is not None
    assert (message.topic, message.detail) == ("salary", detail.id)
    assert message.text.startswith(detail.answer)


def test_a_payload_without_a_detail_is_the_general_question(domain: Domain) -> None:
    assert context_of(_through_rasa("/salary", domain)).detail == ""


def _misheard(text: str, **parsed: object) -> DialogueStateTracker:
    """A conversation in which words on the pay were answered with the tools."""
    tracker = DialogueStateTracker("visitor", [])
    answer = {"kind": "answer", "facts": []}
    tracker.update(UserUttered("on gagne combien ?"))
    tracker.update(BotUttered("Le Smic.", metadata={"topic": "salary", **answer}))
    tracker.update(UserUttered(text, parse_data=parsed))
    tracker.update(BotUttered("Un casque.", metadata={"topic": "tools", **answer}))
    return tracker


def test_who_corrects_the_bot_asks_the_same_again_in_more_words() -> None:
    correction = Correction("par an", "le casque")
    asked = corrected_in(CONTENT, correction, {}, _misheard("et brut ?"))
    assert (asked.text, asked.last) == ("et brut ? . par an", "salary")
    assert "tools/" in asked.told and "tools/" not in asked.just_told


def test_words_about_what_is_refused_are_not_asked_anew() -> None:
    correction = Correction("les pauses", "les écoutes")
    tracker = _misheard("mon chef peut écouter mes appels ?")
    assert corrected_in(CONTENT, correction, {}, tracker).text == "les pauses"


def test_a_whole_question_needs_no_words_that_were_misunderstood() -> None:
    question = "combien gagne un conseiller par an en brut"
    asked = corrected_in(CONTENT, Correction(question), {}, _misheard("et brut ?"))
    assert (asked.text, asked.words) == (question, "")


def test_what_was_misunderstood_first_is_asked_anew() -> None:
    tracker = DialogueStateTracker("visitor", [])
    tracker.update(UserUttered("c'est où"))
    tracker.update(BotUttered("…", metadata={"topic": "tools", "kind": "answer"}))
    asked = corrected_in(CONTENT, Correction("la ville"), {}, tracker)
    assert (asked.text, asked.last) == ("c'est où . la ville", "")
    assert asked.told == {"tools/"}


def test_what_is_read_in_several_ways_has_the_mean_of_their_shares() -> None:
    ways = beside(beside([(Asked("la question"), 1.0)], Asked("le tout"), 0.2), Asked("seule"), 0.5)
    assert [(way.text, count) for way, count in ways] == [
        ("la question", pytest.approx(0.4)),
        ("le tout", pytest.approx(0.1)),
        ("seule", 0.5),
    ]
    shares = np.array([[0.5, 0.5], [1, 0], [0, 1], [0.9, 0.1]], np.float32)  # the last of no way
    assert blended(ways, shares) == pytest.approx([0.3, 0.7])


def test_what_follows_an_answer_counts_by_its_question_and_tells_its_case_at_first() -> None:
    assert weight_of("le télétravail, c'est possible ?", True) > weight_of("et là ?", True)
    assert weight_of("le télétravail, c'est possible ?", False) == weight_of("et là ?", True)


def test_a_whole_question_on_another_topic_is_apart() -> None:
    sure = Asked("", topics={"salary": 0.9, "training": 0.1}, last="training")
    assert is_apart(sure, "combien d'argent par mois dans ce travail ?", {"salary", "training"})
    assert not is_apart(sure, "et combien ?", {"salary", "training"})
    assert not is_apart(sure, "combien d'argent par mois dans ce travail ?", {"training"})
    unsure = replace(sure, topics={"salary": 0.6, "training": 0.4})
    assert not is_apart(unsure, "combien d'argent par mois ?", {"salary", "training"})


# --- Two questions --------------------------------------------------------------------------------

_PAID = "en fusée, Zorglub me paie le trajet ?"
_WHICH = "Zorglub exige quel brevet de pilote ?"


def _heard(finder: AnswerFinder, message: Message) -> tuple[str | None, str | None]:
    (processed,) = finder.process([message], ENCODER, _tracker())
    return processed.get(FIRST_OF_TWO), processed.get(ALSO)


def test_two_questions_that_are_both_sure_have_two_answers(trained: Made, read: Read) -> None:
    assert _heard(trained[0], read(f"{_PAID} et {_WHICH}")) == ("salary/", "diploma/")


@pytest.mark.parametrize("text", [_PAID, f"{_PAID} {_PAID}"])
def test_one_question_has_one(trained: Made, read: Read, text: str) -> None:
    assert _heard(trained[0], read(text)) == (None, None)
