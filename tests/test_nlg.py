"""The NLG of the Rasa server: what it reads of a conversation, and edits without a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.quiet import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import BotUttered, Restarted, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from bot.nlg import ContentNLG  # noqa: E402
from tests.content_copies import copy_content, edit_card  # noqa: E402


@pytest.fixture
def tracker() -> DialogueStateTracker:
    return DialogueStateTracker("visitor", [])


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_content(tmp_path)


@pytest.fixture
def nlg(content: Path) -> ContentNLG:
    endpoint = EndpointConfig(type="bot.nlg.ContentNLG", content=str(content))
    return ContentNLG(endpoint, Domain.empty())


async def _say(nlg: ContentNLG, tracker: DialogueStateTracker, topic: str) -> str:
    message = await nlg.generate(f"utter_{topic}", tracker, "rest")
    assert message is not None
    memory = {key: value for key, value in message.items() if key not in ("text", "buttons")}
    tracker.update(UserUttered(f"/{topic}"))
    tracker.update(BotUttered(message["text"], metadata=memory))
    text: str = message["text"]
    return text


async def test_an_edited_card_is_told_at_the_next_question(
    nlg: ContentNLG, tracker: DialogueStateTracker, content: Path
) -> None:
    edit_card(content, "salary", answer="Une réponse toute neuve.")
    assert (await _say(nlg, tracker, "salary")).startswith("Une réponse toute neuve.")


async def test_an_edited_title_changes_the_buttons_that_lead_to_it(
    nlg: ContentNLG, tracker: DialogueStateTracker, content: Path
) -> None:
    edit_card(content, "salary", related=["diploma", "tools"])
    edit_card(content, "diploma", title="Faut-il le bac, au fait ?")
    message = await nlg.generate("utter_salary", tracker, "rest")
    assert message is not None
    assert "Faut-il le bac, au fait\u00a0?" in [button["title"] for button in message["buttons"]]


async def test_a_broken_edit_keeps_the_last_good_card(
    nlg: ContentNLG, tracker: DialogueStateTracker, content: Path
) -> None:
    before = await nlg.generate("utter_salary", tracker, "rest")
    (content / "answers" / "salary.yml").write_text("title: [", encoding="utf-8")
    assert await nlg.generate("utter_salary", tracker, "rest") == before


async def test_more_then_source_speak_of_the_last_answer(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    await _say(nlg, tracker, "heat_pumps")
    await _say(nlg, tracker, "thanks")
    card = nlg.content.cards["heat_pumps"]
    assert (await _say(nlg, tracker, "tell_me_more")).startswith(card.more)
    assert nlg.content.facts[card.more_facts[0]].source.title in await _say(
        nlg, tracker, "ask_source"
    )


async def test_a_restart_forgets_the_last_answer(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    await _say(nlg, tracker, "heat_pumps")
    tracker.update(Restarted())
    said = await _say(nlg, tracker, "tell_me_more")
    assert said.split("\n")[0] in nlg.content.replies["no_more_yet"].texts


async def test_the_job_named_in_the_message_chooses_the_variant(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    entity = {"entity": "role", "value": "supervisor"}
    tracker.update(UserUttered("combien gagne un superviseur ?", entities=[entity]))
    variant = nlg.content.cards["salary"].by_role["supervisor"]
    assert (await _say(nlg, tracker, "salary")).startswith(variant.answer)


def _heard_two(first: str, second: str) -> UserUttered:
    parsed = {"intent": {"name": first, "confidence": 0.9}, "entities": [], "also": second}
    return UserUttered("deux questions", {"name": first}, parse_data=parsed)


async def test_two_questions_in_a_message_are_answered_in_one(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    tracker.update(_heard_two("salary", "diploma"))
    text = await _say(nlg, tracker, "salary")
    cards = nlg.content.cards
    assert text.startswith(cards["salary"].answer)
    assert cards["diploma"].answer in text


async def test_a_second_question_is_answered_with_its_own_topic_only(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    # Another message of the same turn, such as the question that a flow repeats.
    tracker.update(_heard_two("salary", "diploma"))
    text = await _say(nlg, tracker, "tools")
    assert nlg.content.cards["diploma"].answer not in text


async def test_an_unknown_topic_is_left_to_rasa(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    assert await nlg.generate("utter_nothing", tracker, "rest") is None


async def test_by_sms_the_short_version_is_told(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    message = await nlg.generate("utter_salary", tracker, "twilio")
    assert message is not None
    assert message["text"].split("\n")[0] == nlg.content.cards["salary"].short


async def test_the_first_message_says_that_it_comes_from_a_program(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    told = nlg.content.replies["automatic"].texts[0]
    assert (await _say(nlg, tracker, "salary")).endswith(told)
    assert told not in await _say(nlg, tracker, "diploma")


async def test_the_lengths_of_this_installation_stand_in_what_is_said_of_privacy(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    said = await _say(nlg, tracker, "privacy")
    assert "30 jours" in said
    assert "90 jours" in said
