"""What the bot uttered, as the pages show it: words, buttons, links and sources apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypedDict

from bot.content import Content
from bot.dialogue.sources import source_line

# The kinds that state facts: they show their sources, and can be judged (actions/feedback.py).
FACTUAL = frozenset({"answer", "more", "brief"})
_KINDS = FACTUAL | {"sources", "reply", "question", "result"}
_BULLET = "•"


class Button(TypedDict):
    """A choice: `payload` is sent back, `title` is shown."""

    title: str
    payload: str


class Link(TypedDict):
    """A web address and its words."""

    title: str
    url: str


class Source(TypedDict):
    """Where a fact was read."""

    publisher: str
    title: str
    date: str
    url: str


class Reply(TypedDict):
    """One message of the bot."""

    text: str
    buttons: list[Button]
    links: list[Link]
    sources: list[Source]
    topic: str | None
    kind: str
    judge: bool


def reply_of(content: Content, uttered: dict[str, Any]) -> Reply:
    """Return an utterance (Rasa's `BotUttered.message()`) as a page shows it."""
    given = uttered.get("kind")
    kind = given if given in _KINDS else "reply"
    facts = tuple(uttered.get("facts") or ())
    buttons = uttered.get("buttons") or []
    return {
        "text": _text(content, uttered.get("text") or "", kind, facts),
        "buttons": [_button(entry) for entry in buttons if entry.get("payload")],
        "links": [_link(entry) for entry in buttons if _is_web(entry.get("url"))],
        "sources": sources_of(content, facts) if kind in FACTUAL | {"sources"} else [],
        "topic": uttered.get("topic"),
        "kind": kind,
        "judge": kind in FACTUAL,
    }


def sources_of(content: Content, facts: Iterable[str]) -> list[Source]:
    """Return where facts were read, each source once; what everybody knows has none."""
    known = [content.facts[fact] for fact in facts if fact in content.facts]
    cited = [fact.source for fact in known if fact.confidence != "general"]
    keys = dict.fromkeys((s.publisher, s.title, s.date, s.url) for s in cited)
    return [
        {"publisher": publisher, "title": title, "date": date, "url": url}
        for publisher, title, date, url in keys
    ]


def _text(content: Content, text: str, kind: str, facts: tuple[str, ...]) -> str:
    lines = [line.strip() for line in re.split(r"\n+", text) if line.strip()]
    if kind == "sources":
        return "\n".join(line for line in lines if not line.startswith(_BULLET))
    # The flows write their text in the action server, which knows no channel.
    if lines and facts and lines[-1] == source_line(content, facts):
        lines.pop()
    return "\n".join(lines)


def _button(entry: dict[str, Any]) -> Button:
    return {"title": str(entry.get("title") or ""), "payload": str(entry["payload"])}


def _link(entry: dict[str, Any]) -> Link:
    return {"title": str(entry.get("title") or entry["url"]), "url": str(entry["url"])}


def _is_web(url: Any) -> bool:
    return isinstance(url, str) and url.startswith(("https://", "http://"))
