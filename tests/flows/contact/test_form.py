"""The contact form in the action server, when its database does not answer."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import desk, forms
from bot import publishing
from bot.errors import RecordsError
from bot.settings import Settings
from tests.conftest import free_ports, settings_in
from tests.contents import CONTENT

READ_BACK = {
    "asked": "consent",
    "first_name": "Zoé",
    "email": "zoe@exemple.fr",
    "subject": "Postuler",
}


@pytest.fixture
def installation(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Settings:  # type: ignore[no-untyped-def]
    settings = settings_in(tmp_path)
    monkeypatch.setenv(
        "DECROCHE_DATABASE", f"postgresql://nobody@127.0.0.1:{free_ports(1)[0]}/none"
    )
    monkeypatch.setenv("DECROCHE_CONTACT_WEBHOOK", "http://127.0.0.1:9/")
    for shared in (desk.settings, desk.records, desk.courier):
        shared.cache_clear()
    yield settings
    for shared in (desk.settings, desk.records, desk.courier):
        shared.cache_clear()


async def test_a_request_that_cannot_be_kept_is_said_and_not_lost(installation: Settings) -> None:
    heard = {"text": "oui j'accepte", "intent": {"name": "affirm"}, "entities": []}
    tracker = Tracker("zoe", {"contact": READ_BACK}, heard, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = await forms.ValidateContactForm().run(dispatcher, tracker, {})
    assert [message["response"] for message in dispatcher.messages] == ["utter_not_saved"]
    assert [event["value"] for event in events] == [READ_BACK]


async def test_the_database_is_what_fails(installation: Settings) -> None:
    with pytest.raises(RecordsError):
        desk.records()


@pytest.mark.parametrize(("channel", "is_taken"), [("web", True), ("kiosk", False)])
async def test_no_request_is_taken_on_a_screen_that_visitors_share(
    installation: Settings, channel: str, is_taken: bool
) -> None:
    heard = {"text": "rappelez-moi", "intent": {"name": "leave_contact_details"}, "entities": []}
    said = {"event": "user", "input_channel": channel, "parse_data": heard}
    tracker = Tracker("zoe", {}, heard, [said], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    await forms.ValidateContactForm().run(dispatcher, tracker, {})
    texts = [message["text"] for message in dispatcher.messages]
    refusal = CONTENT.part(publishing.CONTACT).unavailable.shared
    refusals = [text for text in texts if text.startswith(refusal)]
    assert bool(refusals) is not is_taken
