"""What is remembered of a conversation that is longer than what a turn reads of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    BotUttered,
    Restarted,
    UserUttered,
)

from bot.content.keys import NOTHING_MORE, START_OVER, TELL_ME_MORE  # noqa: E402
from bot.dialogue.context import context_of  # noqa: E402
from bot.dialogue.nlg import as_rasa  # noqa: E402
from bot.dialogue.speech import speak  # noqa: E402
from bot.nlu.heard import CARE, PROFILE, SETTLED, STAGES  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.conversations.window import WindowTracker  # noqa: E402
from tests.contents import CONTENT  # noqa: E402
from tests.storage.conversations.chat import DOMAIN, Chat  # noqa: E402

_TURNS_READ = 55  # at most: the messages before are read no more


@pytest.fixture
def store(tmp_path: Any) -> ConversationStore:
    return ConversationStore(DOMAIN, host=f"sqlite:///{tmp_path}/conversations.db")


async def _read(store: ConversationStore) -> WindowTracker:
    read = await store.retrieve("zoe")
    assert read is not None
    heard = sum(isinstance(event, UserUttered) for event in read.events)
    assert heard <= _TURNS_READ
    return read


async def _says(chat: Chat, text: str, topic: str, **parsed: Any) -> None:
    """Let the visitor say something, and the bot answer on a topic."""
    heard = UserUttered(text, {"name": topic}, parse_data={"intent": {"name": topic}, **parsed})
    said = BotUttered(f"sur {topic}", metadata={"topic": topic, "kind": "answer", "facts": []})
    await chat.say([heard, ActionExecuted(f"utter_{topic}"), said, ActionExecuted("action_listen")])


async def test_a_card_of_more_details_than_a_turn_reads_is_told_without_repetition(
    store: ConversationStore,
) -> None:
    name, card = max(CONTENT.cards.items(), key=lambda each: len(each[1].details))
    assert len(card.details) > _TURNS_READ
    chat, told = Chat(store), []
    for topic in (name, *[TELL_ME_MORE] * len(card.details), TELL_ME_MORE):
        await chat.say([UserUttered(f"/{topic}", {"name": topic}), ActionExecuted("utter_more")])
        message = speak(CONTENT, topic, context_of(await _read(store)))
        assert message is not None
        said = as_rasa(message)
        buttons = {"buttons": said.pop("buttons")}
        answer = BotUttered(said.pop("text"), buttons, metadata=said)
        await chat.say([answer, ActionExecuted("action_listen")])
        told.append((message.topic, message.detail))
    details = [(name, detail.id) for detail in card.details]
    assert told == [(name, ""), *details, (NOTHING_MORE, "")]


async def test_what_the_visitor_told_of_themselves_is_remembered(store: ConversationStore) -> None:
    chat = Chat(store)
    await _says(chat, "je suis sourde et j'ai 40 ans", "salary", **{PROFILE: {"age": 40}})
    await _says(chat, "je suis à bout", "distress", **{CARE: "fatigue"})
    await _says(chat, "j'ai donné le code", "fraud", **{STAGES: ["given"], SETTLED: {"card": True}})
    for _ in range(_TURNS_READ + 20):
        await _says(chat, "et les horaires ?", "hours")
    context = context_of(await _read(store))
    assert context.profile.age == 40
    assert (context.in_need, context.need) == (True, "fatigue")
    assert (context.stages, context.settled) == ({"given"}, {"card": True})
    assert context.said["distress"] == context.said["salary"] == 1


@pytest.mark.parametrize("ending", [Restarted(), None])
async def test_whoever_starts_over_is_not_remembered(
    store: ConversationStore, ending: Restarted | None
) -> None:
    chat = Chat(store)
    await _says(chat, "j'ai 40 ans", "salary", **{PROFILE: {"age": 40}, CARE: "fatigue"})
    for _ in range(_TURNS_READ):
        await _says(chat, "et les horaires ?", "hours")
    if ending:
        await chat.say([ending])
    else:
        await _says(chat, "on recommence", START_OVER)
    for turn in range(_TURNS_READ):
        context = context_of(await _read(store))
        assert set(context.said) <= {START_OVER, "training"}, turn
        assert (context.profile.age, context.in_need) == (None, False)
        await _says(chat, "et la formation ?", "training")


async def test_a_conversation_that_an_earlier_version_kept_is_read_on(
    store: ConversationStore,
) -> None:
    chat = Chat(store)
    await chat.turns(80)
    _keep_as_before(store, chat, len((await _read(store)).window))
    for _ in range(60):
        read = await store.retrieve("zoe")
        assert read is not None and context_of(read) == context_of(chat.whole)
        await chat.turns(1)
    await _read(store)


def _keep_as_before(store: ConversationStore, chat: Chat, window: int) -> None:
    """Keep the snapshot as it was when the turns before it were all remembered, and no more."""
    before = list(chat.whole.events)[:-window]
    kinds = (UserUttered, BotUttered, Restarted)
    remembered = [event.as_dict() for event in before if isinstance(event, kinds)]
    with store.engine.begin() as connection:
        state = connection.execute(sa.text("SELECT state FROM conversation_snapshots")).scalar_one()
        kept = json.dumps({**json.loads(state), "remembered": remembered})
        put = sa.text("UPDATE conversation_snapshots SET state = :state")
        connection.execute(put, {"state": kept})
