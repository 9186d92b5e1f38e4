"""Contact details never reach RabbitMQ: not before the form begins, not after a restart in it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.core.brokers.broker import EventBroker  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from bot.settings import ROOT  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402
from bot.storage.outbox import Outbox  # noqa: E402
from tests.storage.conftest import postgresql, url  # noqa: E402

__all__ = ["postgresql", "url"]

_DOMAIN = Domain.load(str(ROOT / "bot" / "domain.yml"))
_FORM = "contact_form"


class Listener(EventBroker):
    """Whatever is to be published."""

    def __init__(self, url: str) -> None:
        self._outbox = Outbox(url)

    def wake(self) -> None:
        pass

    @property
    def heard(self) -> list[dict[str, Any]]:
        return [json.loads(each.event) for each in self._outbox.next(1000)]

    @property
    def words(self) -> str:
        return json.dumps(self.heard, ensure_ascii=False)

    def kinds(self) -> list[str]:
        return [str(event["event"]) for event in self.heard]


def said(text: str, topic: str | None = None, **heard: Any) -> UserUttered:
    """Return a message as the NLU heard it."""
    intent = {"name": topic, "confidence": 0.9}
    parsed = {"text": text, "intent": intent, "entities": [], **heard}
    return UserUttered(text, intent, parse_data=parsed)


@pytest.fixture
def listener(url: str) -> Listener:
    return Listener(url)


@pytest.fixture
def stores(url: str, listener: Listener) -> Iterator[ConversationStore]:
    """A server a turn: each has just started, and they share nothing but the database."""
    return (ConversationStore(_DOMAIN, url, listener) for _ in iter(int, 1))


async def turn(stores: Iterator[ConversationStore], *events: Event) -> None:
    """Let the next server answer a message."""
    store = next(stores)
    tracker = await store.get_or_create_tracker("zoe", append_action_listen=False)
    for event in events:
        tracker.update(event)
    await store.save(tracker)


async def test_who_asks_to_be_contacted_is_not_named_in_the_message_that_begins_the_form(
    stores: Iterator[ConversationStore], listener: Listener
) -> None:
    await turn(
        stores,
        said("je veux laisser mes coordonnées, je m'appelle Léa", "leave_contact_details"),
        ActionExecuted(_FORM),
        ActiveLoop(_FORM),
        SlotSet("contact", {"first_name": "Léa", "asked": "address"}),
        BotUttered("Merci Léa. Où peut-on vous joindre ?", metadata={"topic": "x"}),
    )
    assert "Léa" not in listener.words
    assert listener.kinds() == ["active_loop"]


async def test_nothing_of_the_form_is_published_whichever_server_answers(
    stores: Iterator[ConversationStore], listener: Listener
) -> None:
    await turn(stores, said("contactez-moi", "leave_contact_details"), ActiveLoop(_FORM))
    await turn(stores, said("Léa"), BotUttered("Et le sujet, Léa ?"))
    await turn(stores, said("postuler à Niort"), SlotSet("contact", {"subject": "Niort"}))
    await turn(stores, said("oui", "affirm"), BotUttered("Merci Léa."), ActiveLoop(None))
    assert listener.kinds() == ["active_loop", "active_loop"]
    assert not any(word in listener.words for word in ("Léa", "Niort", "postuler"))


async def test_what_is_said_before_and_after_the_form_is_published(
    stores: Iterator[ConversationStore], listener: Listener
) -> None:
    await turn(stores, said("on gagne combien ?", "salary"), BotUttered("Le Smic."))
    await turn(stores, said("contactez-moi", "leave_contact_details"), ActiveLoop(_FORM))
    await turn(stores, said("stop"), BotUttered("D'accord."), ActiveLoop(None))
    await turn(stores, said("et les horaires ?", "hours"), BotUttered("Cela dépend."))
    texts = [event["text"] for event in listener.heard if "text" in event]
    assert texts == ["on gagne combien ?", "Le Smic.", "et les horaires ?", "Cela dépend."]


async def test_a_turn_that_leads_into_the_form_is_private_whatever_was_heard(
    stores: Iterator[ConversationStore], listener: Listener
) -> None:
    await turn(stores, said("oui, c'est Léa", "affirm"), BotUttered("Léa ?"), ActiveLoop(_FORM))
    assert listener.kinds() == ["active_loop"]


@pytest.mark.parametrize(
    "heard", [{"offers": ["salary", "leave_contact_details"]}, {"also": "leave_contact_details"}]
)
async def test_a_message_that_may_ask_for_it_is_private(
    stores: Iterator[ConversationStore], listener: Listener, heard: dict[str, Any]
) -> None:
    await turn(stores, said("moi c'est Léa, rappelez-moi", "nlu_fallback", **heard))
    assert listener.heard == []


@pytest.mark.parametrize("end", [Restarted, SessionStarted])
async def test_a_conversation_that_starts_again_has_left_the_form(
    stores: Iterator[ConversationStore], listener: Listener, end: type[Event]
) -> None:
    await turn(stores, said("contactez-moi", "leave_contact_details"), ActiveLoop(_FORM), end())
    await turn(stores, said("on gagne combien ?", "salary"))
    assert listener.words.count("on gagne combien ?") >= 1


async def test_each_event_is_published_once(
    stores: Iterator[ConversationStore], listener: Listener
) -> None:
    for number in range(3):
        await turn(stores, said(f"question {number}", "salary"), BotUttered(f"réponse {number}"))
    texts = [event["text"] for event in listener.heard]
    assert texts == [f"{kind} {n}" for n in range(3) for kind in ("question", "réponse")]
    assert {event["sender_id"] for event in listener.heard} == {"zoe"}


async def test_nobody_waits_while_words_are_masked(
    stores: Iterator[ConversationStore], listener: Listener
) -> None:
    store = next(stores)
    tracker = await store.get_or_create_tracker("zoe", append_action_listen=False)
    tracker.update(said("Léa Martin et Karim Benali m'ont dit que oui. " * 40, "salary"))
    saving = asyncio.create_task(store.save(tracker))
    await asyncio.sleep(0)  # as much as is done at one go
    assert not saving.done(), "others of the server have their turn"
    assert store.engine.pool.checkedout() == 0, "others may write"
    await saving
    assert "Martin" not in listener.words
