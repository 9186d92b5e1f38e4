"""How replies are shown: their choices, and in words their sources, links and choices by number."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.channels.messaging.sentences import OTHER_SOURCE, OTHER_SOURCES, PAGE, Sentences
from bot.channels.messaging.splitting import Size, split
from bot.channels.replies import Button, Link, Reply, Source
from bot.dialogue.sources import (
    SOURCE_LINE_LENGTH,
    SOURCES_LISTED,
    in_full,
    in_short,
    once_each,
    quoted,
)
from bot.text.typography import NO_BREAK_SPACE, date_in_words, typeset

_BULLET = "• "
# Characters: what WhatsApp holds, without the words before and the choices and the page after them.
_SOURCES_ROOM = 1_300
_LINKED = 5  # publishers in the line under an answer, where each is a link and takes no more room


@dataclass(frozen=True)
class Choice:
    """A button as a platform can hold it; without `payload` it is chosen by number or words."""

    number: int
    title: str
    payload: str | None

    @property
    def numbered(self) -> str:
        """Return the line of a list from which a number chooses."""
        return f"{self.number}. {self.title}"


def choices(buttons: Sequence[Button], longest: float = math.inf, size: Size = len) -> list[Choice]:
    """Return the choices that buttons offer; a platform holds payloads of at most `longest`."""
    return [
        Choice(
            number,
            button["title"] or str(number),
            button["payload"] if size(button["payload"]) <= longest else None,
        )
        for number, button in enumerate(buttons, start=1)
    ]


def offered(replies: Sequence[Reply]) -> list[Button]:
    """Return the buttons that a number chooses after these replies: those shown last."""
    return next((reply["buttons"] for reply in reversed(replies) if reply["buttons"]), [])


def offered_on(replies: Sequence[Reply]) -> str | None:
    """Return the topic of the reply under which those buttons stand."""
    return next((reply["topic"] for reply in reversed(replies) if reply["buttons"]), None)


def with_sources(reply: Reply, sentences: Sentences, brief: bool = False) -> str:
    """Return the words of a reply with the sources they rest on; a `brief` one says them itself.

    Whoever asks for the sources gets the first in full.
    """
    if brief:
        return reply["text"]
    if reply["kind"] != "sources":
        line = source_line(reply["sources"], sentences)
        return reply["text"] if line in reply["text"] else f"{reply['text']}\n{line}"
    told = [in_full(**source) for source in _listed(reply["sources"])]
    return "\n".join([reply["text"], *_bulleted([*told, *_others(reply, sentences)])])


def with_page(reply: Reply, sentences: Sentences, url: str) -> Reply:
    """Return a reply that leaves sources out with the address of a page that links them all."""
    if not url or not leaves_sources_out(reply):
        return reply
    return {**reply, "links": [*reply["links"], {"title": sentences[PAGE].text, "url": url}]}


def leaves_sources_out(reply: Reply) -> bool:
    """Tell whether a reply lists sources, and not all of them."""
    sources = reply["sources"]
    return reply["kind"] == "sources" and len(_listed(sources)) < len(sources)


def _listed(sources: Sequence[Source]) -> Sequence[Source]:
    """Return the first sources: as many as anybody reads, and one message holds in full."""
    ends = itertools.accumulate(
        len(in_full(**source)) + len(_BULLET) + 1 for source in sources[:SOURCES_LISTED]
    )
    return sources[: max(1, sum(end <= _SOURCES_ROOM for end in ends))]


def _others(reply: Reply, sentences: Sentences) -> list[str]:
    """Return the line that says how many sources are left out, if any."""
    left = len(reply["sources"]) - len(_listed(reply["sources"]))
    if not left:
        return []
    words = sentences[OTHER_SOURCE if left == 1 else OTHER_SOURCES].text
    return [words.replace("{count}", str(left))]


def _bulleted(lines: Iterable[str]) -> list[str]:
    return [f"{_BULLET}{line}" for line in lines]


def source_line(sources: Sequence[Source], sentences: Sentences) -> str:
    """Return « Sources : Insee, 2022 ; … », or ""."""
    names = list(_named(sources))[:SOURCE_LINE_LENGTH]
    if not names:
        return ""
    label = sentences["sources_one" if len(names) == 1 else "sources_many"].text
    return typeset(f"{label} {' ; '.join(names)}.")


def link_line(link: Link) -> str:
    """Return a link's words and its address."""
    if link["title"] == link["url"]:
        return link["url"]
    return f"{link['title']}{NO_BREAK_SPACE}: {link['url']}"


def numbered(buttons: Sequence[Button]) -> list[str]:
    """Return the lines of a list from which a number chooses."""
    return [choice.numbered for choice in choices(buttons)]


def choose(count: int, sentences: Sentences) -> str:
    """Return « Répondez 1, 2 ou 3 »."""
    numbers = [str(number) for number in range(1, count + 1)]
    *first, last = numbers
    alternative = f" {sentences['or'].text} "
    listed = f"{', '.join(first)}{alternative}{last}" if first else last
    return sentences["choose"].text.replace("{numbers}", listed)


def _named(sources: Sequence[Source]) -> dict[str, Source]:
    """Return sources by « Insee, 2022 », each once; no publisher undated beside its dated work."""
    named: dict[str, Source] = {}
    for source in sources:
        named.setdefault(_short(source), source)
    return {name: named[name] for name in once_each(named)}


def _short(source: Source) -> str:
    return in_short(source["publisher"], source["date"])


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
    if reply["kind"] == "sources":
        entries = [_entry(source, markup) for source in _listed(reply["sources"])]
        others = _bulleted(_others(reply, sentences))
        return [*entries, *(_Line(markup.escape(line), markup.size(line)) for line in others)]
    return [_line_of(list(_named(reply["sources"]).items())[:_LINKED], sentences, markup)]


def _line_of(named: Sequence[tuple[str, Source]], sentences: Sentences, markup: Markup) -> _Line:
    label = typeset(sentences["sources_one" if len(named) == 1 else "sources_many"].text)
    between = f"{NO_BREAK_SPACE}; "
    marked = between.join(_linked(name, source, markup) for name, source in named)
    plain = between.join(name for name, _ in named)
    return _Line(f"{markup.escape(label)} {marked}.", markup.size(f"{label} {plain}."))


def _entry(source: Source, markup: Markup) -> _Line:
    title = typeset(quoted(source["title"]))
    before = f"{_BULLET}{source['publisher']}, " if source["publisher"] else _BULLET
    after = f", {date_in_words(source['date'])}" if source["date"] else ""
    marked = markup.escape(before) + _linked(title, source, markup) + markup.escape(after)
    return _Line(marked, markup.size(f"{before}{title}{after}"))


def _linked(words: str, source: Source, markup: Markup) -> str:
    return markup.link(words, source["url"]) if source["url"] else markup.escape(words)
