"""A visitor who talks for long, and a conversation that is kept whole beside the store's."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.content.keys import DISTRESS, START_OVER  # noqa: E402
from bot.nlu.heard import CARE, PROFILE, READING, ROLE, SETTLED, STAGES  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from bot.storage.conversations import ConversationStore  # noqa: E402

DOMAIN = Domain.load(str(ROOT / "bot" / "domain.yml"))
_TOPICS = ("salary", "hours", "training", "help", DISTRESS)


class Chat:
    """A visitor whose turns are answered at random, kept in a store and, whole, in memory."""

    def __init__(self, store: ConversationStore, seed: int = 1) -> None:
        self._store = store
        self._random = random.Random(seed)
        self.whole = DialogueStateTracker("zoe", DOMAIN.slots)
        self._begin = [SessionStarted(), ActionExecuted("action_listen")]

    async def turns(self, count: int) -> None:
        """Talk on."""
        for _ in range(count):
            await self.say(list(self._turn()))

    async def say(self, events: list[Event]) -> None:
        """Read the conversation as a server does, add the events of a turn, save it."""
        tracker = await self._store.get_or_create_tracker("zoe", append_action_listen=False)
        for event in [*self._begin, *events]:
            tracker.update(event)
            self.whole.update(event)
        self._begin = []
        await self._store.save(tracker)

    def _turn(self) -> Iterator[Event]:
        chance, topic = self._random.random, self._random.choice(_TOPICS)
        topic = topic if topic != DISTRESS or chance() < 0.1 else "help"
        parsed: dict[str, Any] = {"intent": {"name": topic}, "ranking": ["long"] * 20}
        if chance() < 0.3:
            parsed[PROFILE] = {"age": self._random.randrange(16, 60)}
        if chance() < 0.1:
            parsed[CARE] = "alone"
        if chance() < 0.1:
            parsed[STAGES] = [f"fraud/stage_{self._random.randrange(5)}"]
            parsed[SETTLED] = {"card": chance() < 0.5}
        parsed[READING] = {"about": "care_denied"} if chance() < 0.1 else {"sum": f"{chance()}"}
        roles = [{"entity": ROLE, "value": "adviser"}] if chance() < 0.2 else []
        yield UserUttered(
            f"mot {chance()}", {"name": topic}, roles, parse_data=parsed, input_channel="web"
        )
        if chance() < 0.3:
            yield SlotSet(self._random.choice(["quiz", "role"]), f"v{chance()}")
        if chance() < 0.2:
            form = self._random.choice(["quiz_form", "contact_form", None])
            yield ActionExecuted(form or "action_start_over")
            yield ActiveLoop(form)
        elif chance() < 0.2:
            yield ActionExecutionRejected("quiz_form")
        yield ActionExecuted(f"utter_{topic}")
        kind = "answer" if chance() < 0.5 else "reply"
        said = START_OVER if chance() < 0.02 else topic
        facts = [f"f{self._random.randrange(9)}"]
        buttons = [{"title": "Oui", "payload": "/affirm"}] if chance() < 0.2 else []
        memory = {"topic": said, "kind": kind, "facts": facts}
        yield BotUttered(f"dit {chance()}", {"buttons": buttons}, metadata=memory)
        yield ActionExecuted("action_listen")
