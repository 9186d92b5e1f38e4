"""A reply in pieces of marked-up text, its sources linked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.channels._offer import short_source
from bot.channels._replies import FACTUAL, Reply, Source
from bot.channels._sentences import Sentences
from bot.channels._text import Size, split
from bot.typography import NO_BREAK_SPACE, date_in_words, typeset

_NAMED = 5  # publishers in the line under an answer; « ta source ? » gives them all
_LISTED = 6  # in full: more than a screen of a phone is read by nobody


@dataclass(frozen=True)
class Markup:
    """How a platform writes; `size` measures plain text, `limit` is the longest message."""

    escape: Callable[[str], str]
    link: Callable[[str, str], str]  # words, address
    limit: int
    size: Size = len


@dataclass(frozen=True)
class _Line:
    """A line and its length on the visitor's screen."""

    marked: str
    length: int


def pieces_of(reply: Reply, sentences: Sentences, markup: Markup) -> list[str]:
    """Return the texts of the messages that show a reply: its words, then its sources."""
    texts = split(reply["text"], markup.limit, markup.size)
    pieces = [[_Line(markup.escape(text), markup.size(text))] for text in texts]
    for line in _source_lines(reply, sentences, markup):
        taken = sum(each.length + 1 for each in pieces[-1]) if pieces else markup.limit
        if taken + line.length > markup.limit:
            pieces.append([])
        pieces[-1].append(line)
    return ["\n".join(line.marked for line in piece) for piece in pieces]


def _source_lines(reply: Reply, sentences: Sentences, markup: Markup) -> list[_Line]:
    if not reply["sources"]:
        return []
    if reply["kind"] not in FACTUAL:
        return [_in_full(source, markup) for source in reply["sources"][:_LISTED]]
    named: dict[str, Source] = {}
    for source in reply["sources"]:
        named.setdefault(short_source(source), source)
    return [_in_short(list(named.items())[:_NAMED], sentences, markup)]


def _in_short(named: Sequence[tuple[str, Source]], sentences: Sentences, markup: Markup) -> _Line:
    label = typeset(sentences["sources_one" if len(named) == 1 else "sources_many"].text)
    between = f"{NO_BREAK_SPACE}; "
    marked = between.join(_linked(name, source, markup) for name, source in named)
    plain = between.join(name for name, _ in named)
    return _Line(f"{markup.escape(label)} {marked}.", markup.size(f"{label} {plain}."))


def _in_full(source: Source, markup: Markup) -> _Line:
    title = f"«{NO_BREAK_SPACE}{source['title']}{NO_BREAK_SPACE}»"
    before = f"• {source['publisher']}, " if source["publisher"] else "• "
    after = f", {date_in_words(source['date'])}" if source["date"] else ""
    marked = markup.escape(before) + _linked(title, source, markup) + markup.escape(after)
    return _Line(marked, markup.size(f"{before}{title}{after}"))


def _linked(words: str, source: Source, markup: Markup) -> str:
    return markup.link(words, source["url"]) if source["url"] else markup.escape(words)
