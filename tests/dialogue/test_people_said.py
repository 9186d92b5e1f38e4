"""Who can be reached here, as the NLG says and offers it."""

from __future__ import annotations

import pytest

from bot.serving.process import prepare

prepare()  # before numpy and Rasa load

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from bot.dialogue.nlg import ContentNLG  # noqa: E402
from tests.channels.library import LIBRARY  # noqa: E402


@pytest.fixture
def tracker() -> DialogueStateTracker:
    return DialogueStateTracker("visitor", [])


def _nlg() -> ContentNLG:
    """The NLG of an installation whose settings stand in the environment by now."""
    endpoint = EndpointConfig(type="bot.dialogue.nlg.ContentNLG", library=LIBRARY)
    return ContentNLG(endpoint, Domain.empty())


def _heard_two(first: str, second: str) -> UserUttered:
    parsed = {"intent": {"name": first, "confidence": 0.9}, "entities": [], "also": second}
    return UserUttered("deux questions", {"name": first}, parse_data=parsed)


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ({}, False),
        ({"DECROCHE_HUMAN_CONTACT": "01 02 03 04 05"}, True),
        ({"DECROCHE_CONTACT_WEBHOOK": "https://exemple.fr/demandes"}, True),
    ],
)
@pytest.mark.parametrize("topic", ["fallback", "lost", "negative_feedback"])
async def test_a_person_is_offered_where_there_is_one(
    given: dict[str, str],
    offered: bool,
    topic: str,
    tracker: DialogueStateTracker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DECROCHE_HUMAN_CONTACT", "DECROCHE_CONTACT_WEBHOOK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    message = await _nlg().generate(f"utter_{topic}", tracker, "web")
    assert message is not None
    payloads = [button["payload"] for button in message["buttons"]]
    assert ("/talk_to_human" in payloads) is offered
    assert "/help" in payloads  # the way on that the reply has by itself


@pytest.mark.parametrize("heard", [("talk_to_human", ""), ("salary", "talk_to_human")])
async def test_who_wants_a_person_at_first_or_too_is_told_what_this_installation_has(
    heard: tuple[str, str], tracker: DialogueStateTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECROCHE_HUMAN_CONTACT", "01 02 03 04 05")
    tracker.update(_heard_two(*heard))
    message = await _nlg().generate(f"utter_{heard[0]}", tracker, "rest")
    assert message is not None and message["topic"] == "talk_to_human"
    assert "01 02 03 04 05" in message["text"]


async def test_an_offer_to_be_called_back_stands_alone(
    tracker: DialogueStateTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECROCHE_CONTACT_WEBHOOK", "https://exemple.fr/demandes")
    tracker.update(_heard_two("talk_to_human", "salary"))
    message = await _nlg().generate("utter_talk_to_human", tracker, "rest")
    assert message is not None and message["yes"] == "leave_contact_details"
    assert "voulez-vous" in message["text"] and "Smic" not in message["text"]
