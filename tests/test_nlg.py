"""The NLG of the Rasa server: what it reads of a conversation, and edits without a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.quiet import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import BotUttered, Restarted, SlotSet, UserUttered  # noqa: E402
from rasa.shared.core.slots import TextSlot  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from bot.nlg import ContentNLG, context_of  # noqa: E402
from tests.content_copies import copy_content, edit_card  # noqa: E402


@pytest.fixture
def tracker() -> DialogueStateTracker:
    return DialogueStateTracker("visitor", [TextSlot("role", mappings=[])])


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
    before = await _say(nlg, tracker, "salary")
    (content / "answers" / "salary.yml").write_text("title: [", encoding="utf-8")
    assert await _say(nlg, tracker, "salary") == before


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
    assert await _say(nlg, tracker, "tell_me_more") in nlg.content.replies["no_more_yet"].texts


async def test_the_role_slot_chooses_the_variant(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    tracker.update(SlotSet("role", "supervisor"))
    variant = nlg.content.cards["salary"].by_role["supervisor"]
    assert (await _say(nlg, tracker, "salary")).startswith(variant.answer)


async def test_an_unknown_topic_is_left_to_rasa(
    nlg: ContentNLG, tracker: DialogueStateTracker
) -> None:
    assert await nlg.generate("utter_nothing", tracker, "rest") is None


def test_only_the_sms_channel_is_brief(tracker: DialogueStateTracker) -> None:
    assert context_of(tracker, "twilio").brief
    assert not context_of(tracker, "rest").brief
