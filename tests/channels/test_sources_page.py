"""The page that an SMS about sources gives the address of."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from html import unescape
from html.parser import HTMLParser

import aiohttp
import pytest
import pytest_asyncio
from rasa.core.channels.channel import register
from sanic import Sanic

from bot.channels.sources_page import SourcesPage, page
from bot.publishing import SENTENCES
from tests.channels.library import LIBRARY
from tests.conftest import free_ports
from tests.contents import CONTENT

_numbers = itertools.count()


class Links(HTMLParser):
    """The addresses and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [str(value) for name, value in attrs if name == "href"]


@pytest_asyncio.fixture
async def base() -> AsyncIterator[str]:
    """The address of a server with the page."""
    (port,) = free_ports(1)
    app = Sanic(f"sources_{next(_numbers)}", configure_logging=False)
    register([SourcesPage(LIBRARY)], app, route="/webhooks/")
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
    await server.startup()
    await server.start_serving()
    yield f"http://127.0.0.1:{port}"
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("topic", ["salary", "suspicious_sms"])
def test_it_links_every_source_of_the_topic(topic: str) -> None:
    card = CONTENT.cards[topic]
    text = page(CONTENT, topic, LIBRARY.current().part(SENTENCES))
    links = Links(text)
    facts = [*card.facts, *(fact for detail in card.details for fact in detail.facts)]
    cited = [CONTENT.facts[fact] for fact in facts]
    expected = {f.source.url for f in cited if f.confidence != "general" and f.source.url}
    assert expected == set(links.addresses) != set()
    assert card.title in unescape(text) and '<html lang="fr">' in text


async def test_it_stands_at_a_short_address(base: str) -> None:
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{base}/s/salary") as answer:
            assert answer.status == 200 and "<h1>" in await answer.text()
            assert "default-src 'none'" in answer.headers["content-security-policy"]
        for missing in ("no_such_topic", "greet", "<script>"):
            async with http.get(f"{base}/s/{missing}") as answer:
                assert answer.status == 404 and not await answer.text()
