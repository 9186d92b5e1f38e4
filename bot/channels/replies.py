"""What the bot uttered, as the pages show it: words, buttons, links and sources apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal, NotRequired, TypedDict

from bot.content import DID_YOU_MEAN, Content
from bot.content.comparisons import COMPARISONS_FILE
from bot.dialogue.comparisons import table_of
from bot.dialogue.messages import FACTUAL
from bot.dialogue.sources import date_of, inside_guillemets, source_line, source_summary

_KINDS = FACTUAL | {"sources", "reply", "question", "result"}
_BULLET = "•"
# What flows say for pages alone (bot/flows/flow.py).
_LOOKS: tuple[Literal["progress", "verdict", "cards", "previous"], ...] = (
    "progress",
    "verdict",
    "cards",
    "previous",
)


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


class Progress(TypedDict):
    """How far a guided conversation has come."""

    number: int
    total: int


class ResultCard(TypedDict):
    """Something found for the visitor, in place of a line of the text that begins with a bullet."""

    title: str
    why: str
    choice: Button


class Row(TypedDict):
    """A point of a comparison, and what it is for each thing; one cell where it is the same."""

    label: str
    cells: list[str]


class Table(TypedDict):
    """Things side by side, in place of the lines of the text that begin with the labels."""

    things: list[str]
    rows: list[Row]


class Reply(TypedDict):
    """One message of the bot: the text says all, the last five fields show it to the eye.

    `cited` sums up `sources` in the line that unfolds into them.
    """

    text: str
    buttons: list[Button]
    links: list[Link]
    sources: list[Source]
    cited: str
    topic: str | None
    kind: str
    judge: bool
    progress: NotRequired[Progress]
    verdict: NotRequired[Literal["right", "wrong"]]
    cards: NotRequired[list[ResultCard]]
    previous: NotRequired[Button]
    table: NotRequired[Table]


def reply_of(content: Content, uttered: dict[str, Any]) -> Reply:
    """Return an utterance (Rasa's `BotUttered.message()`) as a page shows it."""
    given = uttered.get("kind")
    kind = given if given in _KINDS else "reply"
    facts = tuple(uttered.get("facts") or ())
    cited = facts if _cites(kind, uttered.get("topic")) else ()
    buttons, sources = uttered.get("buttons") or [], sources_of(content, cited)
    lists = kind == "sources" and bool(sources)
    reply: Reply = {
        "text": _text(content, uttered.get("text") or "", facts, lists=lists),
        "buttons": [_button(entry) for entry in buttons if entry.get("payload")],
        "links": [_link(entry) for entry in buttons if _is_web(entry.get("url"))],
        "sources": sources,
        "cited": source_summary(content, cited),
        "topic": uttered.get("topic"),
        "kind": kind,
        "judge": kind in FACTUAL,
    }
    for name in _LOOKS:
        if uttered.get(name):
            reply[name] = uttered[name]
    if kind in FACTUAL and (table := _table(content, reply["text"])):
        reply["table"] = table
    return reply


def _cites(kind: str, topic: str | None) -> bool:
    """Tell whether a reply shows the sources of its facts: choices may say what they answer."""
    return kind in FACTUAL | {"sources"} or topic == DID_YOU_MEAN


def sources_of(content: Content, facts: Iterable[str]) -> list[Source]:
    """Return where facts were read, each source once; what everybody knows has none."""
    known = [content.facts[fact] for fact in facts if fact in content.facts]
    found: dict[tuple[str, str, str], Source] = {}
    for fact in known:
        publisher, title, url = fact.source.publisher, fact.source.title, fact.source.url
        if fact.confidence != "general":
            source: Source = {
                "publisher": publisher,
                "title": inside_guillemets(title),
                "date": date_of(fact),
                "url": url,
            }
            found.setdefault((publisher, title, url), source)
    return list(found.values())


def _text(content: Content, uttered: str, facts: tuple[str, ...], *, lists: bool) -> str:
    """Return the words of an utterance without the sources in them, which stand apart.

    `lists` tells whether they are its list of sources. What everybody knows stands nowhere else.
    """
    lines = [line.strip() for line in re.split(r"\n+", uttered) if line.strip()]
    if lists:
        return "\n".join(line for line in lines if not line.startswith(_BULLET))
    # The flows write their text in the action server, which knows no channel.
    if lines and facts and lines[-1] == source_line(content, facts):
        lines.pop()
    return "\n".join(lines)


def _table(content: Content, text: str) -> Table | None:
    sheet = content.sheets.get(COMPARISONS_FILE)
    told = table_of(text, sheet.holds) if sheet and sheet.holds else None
    if told is None:
        return None
    rows: list[Row] = [{"label": label, "cells": list(cells)} for label, cells in told.rows]
    return {"things": list(told.things), "rows": rows}


def _button(entry: dict[str, Any]) -> Button:
    return {"title": str(entry.get("title") or ""), "payload": str(entry["payload"])}


def _link(entry: dict[str, Any]) -> Link:
    return {"title": str(entry.get("title") or entry["url"]), "url": str(entry["url"])}


def _is_web(url: Any) -> bool:
    return isinstance(url, str) and url.startswith(("https://", "http://"))
