"""A visitor of each platform before the real servers and the trained model.

A question, its source, the orientation by buttons, a contact request, erasure.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.channels.limits import LONGEST_TEXT
from bot.content import TOO_LONG
from bot.nlu.normaliser import MOST_CHARACTERS
from bot.publishing import SENTENCES
from bot.text.typography import typeset
from tests.channels.library import LIBRARY
from tests.channels.messaging.stage import PUBLIC, UNHURRIED, everything_kept, rows
from tests.channels.platform import FakePlatform, fake_platform, until
from tests.channels.visitors import WAYS, Choice, Sent, Way
from tests.channels.web.servers import Servers, running
from tests.contents import CONTENT

NOBODY = "http://127.0.0.1:9/contacts"  # contact requests are taken, and stay here
ORIENTATION = (
    "Écouter",
    "Au téléphone",
    "En équipe",
    "M’en servir",
    "Des horaires qui bougent",
    "Commencer tout de suite",
)
SHORT = (
    *("Rendre service", "Au téléphone", "En équipe"),
    *("M’en servir", "Horaires qui bougent", "Tout de suite"),
)


@dataclass
class Visitor:
    """Speaks to the servers through a platform; `screen` holds what the last turn showed."""

    way: Way
    servers: Servers
    platform: FakePlatform
    http: aiohttp.ClientSession
    screen: list[Sent] = field(default_factory=list)

    async def say(self, text: str) -> str:
        """Send words and return those of the answer."""
        return await self._send(self.way.said(text, "", self._address))

    async def press(self, title: str) -> str:
        """Press the choice on the screen whose title begins so."""
        for sent in reversed(self.screen):
            for choice in self.way.choices(sent):
                if _plain(choice.title).startswith(_plain(title)):
                    return await self._send(self.way.pressed(choice, [sent], self._address))
        raise AssertionError(f"no choice « {title} » among {self.choices}")

    @property
    def choices(self) -> list[Choice]:
        """What can be pressed."""
        return [choice for sent in self.screen for choice in self.way.choices(sent)]

    @property
    def _address(self) -> str:
        return f"{PUBLIC}{self._path}"

    @property
    def _path(self) -> str:
        return f"/webhooks/{self.way.kind.name()}/webhook"

    async def _send(self, signed: tuple[bytes, dict[str, str]]) -> str:
        raw, headers = signed
        before = len(self.platform.shown)
        url = f"{self.servers.settings.url}{self._path}"
        async with self.http.post(url, data=raw, headers=headers) as response:
            assert response.status == 200
        await until(
            lambda: len(self.platform.shown) > before and self._is_idle(), lambda: "an answer"
        )
        self.screen = self.platform.shown[before:]
        return "\n".join(self.way.words(sent) for sent in self.screen)

    def _is_idle(self) -> bool:
        data = self.servers.settings.data
        waiting = [row for row in rows(data, "channel_arrivals") if row["conversation"]]
        return not waiting and not rows(data, "channel_calls")


@pytest.fixture(scope="module")
def models(request: pytest.FixtureRequest) -> Path:
    """The folder of a trained model: DECROCHE_TEST_MODEL, or the session's own."""
    given = os.environ.get("DECROCHE_TEST_MODEL")
    return Path(given) if given else request.getfixturevalue("settings").model.parent


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def listening() -> AsyncIterator[FakePlatform]:
    async with fake_platform() as platform:
        yield platform


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def servers(
    listening: FakePlatform, models: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Servers]:
    """Real servers with all channels on."""
    settings: dict[str, Any] = {
        name: value for way in WAYS.values() for name, value in way.settings.items()
    }
    settings |= listening.settings
    settings |= {"public_url": PUBLIC, "web_rate": UNHURRIED, "contact_webhook": NOBODY}
    started = running(tmp_path_factory.mktemp("messaging"), models, **settings)
    servers = await asyncio.to_thread(started.__enter__)  # the platform answers meanwhile
    yield servers
    await asyncio.to_thread(started.__exit__, None, None, None)


@pytest_asyncio.fixture(params=list(WAYS), loop_scope="session")
async def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(
    channel: str, servers: Servers, listening: FakePlatform
) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession() as http:
        yield Visitor(WAYS[channel], servers, listening, http)


@pytest.mark.feature("a conversation of seventeen turns with the real model")
async def test_a_whole_conversation(visitor: Visitor, channel: str) -> None:
    greeting = await visitor.say("bonjour")
    assert "assistant automatique" in greeting and visitor.choices

    answer = await visitor.say("vous vendez juste des pompes à chaleur ?")
    card = CONTENT.cards["heat_pumps"]
    assert _holds(answer, card.answer) or _holds(answer, card.short)

    sources = await visitor.say("d'où vient ce chiffre ?")
    publishers = {CONTENT.facts[fact].source.publisher for fact in card.facts}
    assert any(_holds(sources, publisher) for publisher in publishers)
    assert "https://" in json.dumps(visitor.screen)

    await visitor.say("quel métier me va ?")
    *titles, last = SHORT if channel in ("sms", "messenger") else ORIENTATION
    for title in titles:
        await visitor.press(title)
        assert visitor.choices
    assert "Conseiller" in await visitor.press(last)

    email = f"ines.{channel}@example.fr"
    await visitor.say("je veux laisser mes coordonnées")
    assert "Inès" in await visitor.say("Inès")
    await visitor.say(email)
    assert email in await visitor.press("Postuler")
    await visitor.press("Oui, j’accepte")
    kept = rows(visitor.servers.settings.data, "contact_requests")
    assert [row["first_name"] for row in kept if row["email"] == email] == ["Inès"]

    assert _holds(await visitor.say("efface mes données"), "C'est effacé")
    assert email not in everything_kept(visitor.servers.settings.data)
    assert "https://" not in await visitor.say("ta source ?")


@pytest.mark.parametrize("link", ["https://youtu.be/dQw4w9WgXcQ", "https://www.lemonde.fr/emploi"])
async def test_a_pasted_link_is_answered_in_french(visitor: Visitor, link: str) -> None:
    foreign = CONTENT.replies["other_language"]
    refusals = [text for case in (foreign, *foreign.cases) for text in case.texts]
    answer = await visitor.say(link)
    assert answer and not any(_holds(answer, text) for text in refusals)


@pytest.mark.feature("long texts")
@pytest.mark.parametrize("length", [MOST_CHARACTERS + 1, LONGEST_TEXT + 1])
async def test_one_character_too_many_is_refused_in_the_same_words(
    visitor: Visitor, channel: str, length: int
) -> None:
    refusal = await visitor.say(("Bonjour, j’ai une question. " * 100)[:length])
    short = LIBRARY.current().part(SENTENCES)[f"short_{TOO_LONG}"].text
    words = [short] if channel == "sms" else CONTENT.replies[TOO_LONG].texts
    assert any(_holds(refusal, text) for text in words), refusal


@pytest.mark.feature("a payload is never shown")
async def test_no_payload_in_anything_that_was_sent(
    visitor: Visitor, listening: FakePlatform
) -> None:
    platform = {"sms": "twilio", "whatsapp": "twilio"}.get(visitor.way.name, visitor.way.name)
    calls = [call for call in listening.calls if call.platform == platform]
    words = [visitor.way.words(call.sent) for call in calls if call.sent in listening.shown]
    topics = [f"/{topic}" for topic in (*CONTENT.cards, "find_my_job", "leave_contact_details")]
    assert words
    for text in words:
        bare = " ".join(word for word in text.split() if not word.startswith("https://"))
        assert not any(topic in bare for topic in topics), text
        assert '{"option"' not in bare


def _holds(said: str, expected: str) -> bool:
    return _plain(expected) in _plain(said)


def _plain(text: str) -> str:
    # An SMS may spell in plainer letters.
    plainer = str.maketrans("’êâîôûçëï«»", '\'eaiouceï""')
    letters = typeset(text).translate(plainer).replace("œ", "oe").replace("…", "...")
    return "".join(letter for letter in letters.lower() if letter.isalnum())
