"""The QR code that carries a topic or the result of the orientation to a visitor's phone."""

from __future__ import annotations

import io
from collections.abc import Mapping
from urllib.parse import urlencode

import segno

from bot.channels.problems import NothingToShow
from bot.channels.web.jobs import jobs_named
from bot.content import Content

_BORDER = 4  # modules: what readers ask for
_LARGEST = 400  # characters of an address: a code that a phone still reads across a table


def page_address(
    base: str, query: dict[str, str], content: Content, slugs: Mapping[str, str]
) -> str:
    """Return the address of the page that a code leads to. Raises NothingToShow.

    `slugs` says where a topic has its page, below the questions.

    Nothing but ids of the content goes into it: no conversation, no words of a visitor.
    """
    if not set(query) <= {"topic", "roles"} or len(query) > 1:
        raise NothingToShow
    topic, roles = query.get("topic"), query.get("roles")
    if topic is not None:
        if topic not in slugs:
            raise NothingToShow
        return f"{base}/questions/{slugs[topic]}"
    if roles is not None:
        if not jobs_named(content, roles):
            raise NothingToShow
        return f"{base}/metiers?{urlencode(query, safe=',')}"
    return f"{base}/"


def qr_svg(address: str) -> bytes:
    """Return the code of an address, black on white whatever the page's colours."""
    if len(address) > _LARGEST:
        raise NothingToShow
    drawn = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(
        drawn,
        kind="svg",
        border=_BORDER,
        dark="#000",
        light="#fff",
        svgclass=None,
        lineclass=None,
        omitsize=True,
        xmldecl=False,
    )
    return drawn.getvalue()
