"""The page of a topic's sources: what an SMS gives the address of, in place of six long ones."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.messaging.sentences import Sentences
from bot.channels.replies import Source, sources_of
from bot.content import Content, Library
from bot.dialogue.sources import in_words
from bot.publishing import SENTENCES, library

PREFIX = "/s"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=300",
}


class SourcesPage(InputChannel):
    """Takes no messages: it only shows, at /s/<topic>, where a topic's answers come from."""

    def __init__(self, content: Library) -> None:
        self._library = content

    @classmethod
    def name(cls) -> str:
        return "sources"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SourcesPage:
        """Return the page of this installation. Raises ContentError, StartupError."""
        return cls(library())

    def url_prefix(self) -> str:
        return PREFIX

    def get_output_channel(self) -> OutputChannel | None:
        """Return None: nobody writes here."""
        return None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the one route."""
        routes = Blueprint("decroche_sources")

        async def show(request: Request, topic: str) -> HTTPResponse:
            content = self._library.current()
            if topic not in content.cards:
                return HTTPResponse("", status=404, headers=dict(_HEADERS))
            body = page(content, topic, content.part(SENTENCES))
            kind = "text/html; charset=utf-8"
            return HTTPResponse(body, headers=dict(_HEADERS), content_type=kind)

        routes.add_route(show, "/<topic:str>", methods=["GET", "HEAD"], name="show")
        return routes


def page(content: Content, topic: str, sentences: Sentences) -> str:
    """Return the page of a topic: its question, and the sources of its answer and its details."""
    card = content.cards[topic]
    facts = [*card.facts, *(fact for detail in card.details for fact in detail.facts)]
    title, intro = html.escape(card.title), html.escape(sentences["sources_page"].text)
    entries = "\n".join(f"<li>{_entry(source)}</li>" for source in sources_of(content, facts))
    return (
        f'<!doctype html>\n<html lang="fr">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<h1>{title}</h1>\n<p>{intro}</p>\n<ul>\n{entries}\n</ul>\n</html>\n"
    )


def _entry(source: Source) -> str:
    words = html.escape(in_words(source["publisher"], source["title"], source["date"]))
    if not source["url"]:
        return words
    return f'<a href="{html.escape(source["url"])}" rel="noreferrer">{words}</a>'
