"""Two brands of one installation: who answers for the data, and what the letters bear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import desk
from actions.forms import ValidateContactForm
from bot.content.brands import BRAND
from bot.publishing import PARTS
from bot.storage import engine_for
from tests.conftest import free_ports, wait_for
from tests.contents import content_of, copy_content
from tests.flows.contact.read_back import READ_BACK, SHARED
from tests.storage.delivery.recipients import Mailbox, mail_server

_SECOND = """
grand-large:
  bot: "Large"
  organisation: "Grand Large Services"
  controller: "Grand Large Services"
  controller_contact: "donnees@example.fr"
"""


@pytest.fixture
def mail_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port on which an installation of two brands expects its mail server."""
    folder = copy_content(tmp_path)
    with (folder / "brand.yml").open("a", encoding="utf-8") as brands:
        brands.write(_SECOND)
    said = content_of(folder, PARTS)
    monkeypatch.setattr(desk, "library", lambda: SimpleNamespace(current=lambda: said))
    (port,) = free_ports(1)
    environment = {
        "DECROCHE_DATABASE": f"sqlite:///{tmp_path}/records.db",
        "DECROCHE_DATA": str(tmp_path),
        "DECROCHE_CONTACT_EMAIL": "accueil@example.fr",
        "DECROCHE_CONTACT_FROM": "bot@example.fr",
        "DECROCHE_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "DECROCHE_PUBLIC_URL": "https://bot.example.fr",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for shared in SHARED:
        shared.cache_clear()
    yield port
    engine_for(desk.settings().database).dispose()
    for shared in SHARED:
        shared.cache_clear()


async def _say(text: str, topic: str, visitor: str, brand: str, channel: str = "web") -> str:
    """Say a message at the consent under a brand; return what the visitor reads."""
    heard = {
        "text": text,
        "intent": {"name": topic},
        "entities": [],
        "message_id": f"{visitor}-{text}",
        "metadata": {BRAND: brand} if brand else {},
    }
    state = {"contact": READ_BACK}
    said = [{"event": "user", "text": text, "input_channel": channel}]
    tracker = Tracker(visitor, state, heard, said, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    await ValidateContactForm().run(dispatcher, tracker, {})
    return str(dispatcher.messages[-1]["text"])


async def test_each_request_is_of_the_brand_that_it_was_made_to(mail_port: int) -> None:
    # A question on the way has the consent read back again.
    read = {
        brand: await _say("c'est quoi ?", "salary", brand or "own", brand)
        for brand in ("grand-large", "")
    }
    assert "Responsable de ces données\u00a0: Grand Large Services." in read["grand-large"]
    assert "donnees@example.fr" in read["grand-large"]
    assert "Responsable" not in read[""], "nobody is named"
    for brand in read:
        await _say("oui j'accepte", "affirm", brand or "own", brand)
    kept = {request.conversation: request for request in desk.records().contacts()}
    for brand, words in read.items():
        request = kept[brand or "own"]
        assert request.brand == (brand or "decroche") and request.consent_text in words

    mailbox = Mailbox()
    with mail_server(mailbox, mail_port):
        desk.courier().start()
        wait_for(lambda: len(mailbox.messages) == len(read), "both letters")
        desk.courier().stop()
    first_lines = {message.get_content().splitlines()[0] for message in mailbox.messages}
    assert first_lines == {
        f"Une personne a demandé à {bot} qu'on la recontacte." for bot in ("Large", "Décroche")
    }


async def test_by_sms_the_consent_is_short_and_links_the_whole(mail_port: int) -> None:
    by_sms = await _say("c'est quoi ?", "salary", "one", "grand-large", "twilio")
    elsewhere = await _say("c'est quoi ?", "salary", "two", "grand-large", "whatsapp")
    page = "https://bot.example.fr/web/contact"
    assert page in by_sms and page not in elsewhere and len(by_sms) < len(elsewhere)
    assert "Grand Large Services garde ces données 90 jours" in by_sms
