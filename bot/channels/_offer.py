"""A reply in words alone: its sources, its links, its choices by number.

For what a platform shows of them in no other form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.channels._replies import FACTUAL, Button, Link, Reply, Source
from bot.channels._sentences import Sentences
from bot.typography import NO_BREAK_SPACE, date_in_words, typeset

_PUBLISHERS_NAMED = 3  # in the line under an answer; « ta source ? » gives them all
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_YEAR = re.compile(r"\d{4}")


def offered(replies: Sequence[Reply]) -> list[Button]:
    """Return the buttons that a number chooses after these replies: those shown last."""
    return next((reply["buttons"] for reply in reversed(replies) if reply["buttons"]), [])


def with_sources(reply: Reply, sentences: Sentences, brief: bool = False) -> str:
    """Return the words of a reply with the sources they rest on; `brief` leaves out what is long.

    Whoever asks for the sources gets them in full, however brief the channel.
    """
    if reply["kind"] in FACTUAL:
        line = "" if brief else source_line(reply["sources"], sentences)
        return reply["text"] if line in reply["text"] else f"{reply['text']}\n{line}"
    return "\n".join([reply["text"], *(f"• {in_full(source)}" for source in reply["sources"])])


def source_line(sources: Sequence[Source], sentences: Sentences) -> str:
    """Return « Sources : Insee, 2022 ; … », or ""."""
    names = list(dict.fromkeys(map(short_source, sources)))[:_PUBLISHERS_NAMED]
    if not names:
        return ""
    label = sentences["sources_one" if len(names) == 1 else "sources_many"].text
    return typeset(f"{label} {' ; '.join(names)}.")


def in_full(source: Source) -> str:
    """Return publisher, title, date and address of a source."""
    parts = (source["publisher"], f"« {source['title']} »", date_in_words(source["date"]))
    words = typeset(", ".join(filter(None, parts)))
    return f"{words}{NO_BREAK_SPACE}: {source['url']}" if source["url"] else words


def link_line(link: Link) -> str:
    """Return a link's words and its address."""
    if link["title"] == link["url"]:
        return link["url"]
    return f"{link['title']}{NO_BREAK_SPACE}: {link['url']}"


def numbered(titles: Iterable[str]) -> list[str]:
    """Return the lines of a list from which a number chooses."""
    return [f"{number}. {title}" for number, title in enumerate(titles, start=1)]


def choose(count: int, sentences: Sentences) -> str:
    """Return « Répondez 1, 2 ou 3 »."""
    numbers = [str(number) for number in range(1, count + 1)]
    *first, last = numbers
    alternative = f" {sentences['or'].text} "
    listed = f"{', '.join(first)}{alternative}{last}" if first else last
    return sentences["choose"].text.replace("{numbers}", listed)


def short_source(source: Source) -> str:
    """Return « Insee, 2022 »."""
    publisher = _IN_BRACKETS.sub("", source["publisher"])
    year = _YEAR.search(source["date"])
    return f"{publisher}, {year.group()}" if year else publisher
