"""A question from a page without script: asked in a conversation that ends with its answer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import parse_qs

import structlog
from rasa.core.agent import Agent
from sanic.request import Request

from bot.channels.conversations import Conversations, Message
from bot.channels.limits import LONGEST_TEXT, chunks_of, read_body
from bot.channels.problems import TooLong, Unreadable, WrongMediaType
from bot.channels.refusals import Empty
from bot.channels.replies import Reply
from bot.channels.web.session import Session, Sessions
from bot.errors import RecordsError

logger = structlog.get_logger()

FIELD = "question"  # of the form
_FORM = "application/x-www-form-urlencoded"
_MOST_BYTES = 32_768  # of a body: an accented letter takes six


async def typed_in(request: Request) -> str:
    """Return what was typed in a form. Raises WrongMediaType, TooLarge, Unreadable."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM:
        raise WrongMediaType
    declared = request.headers.get("content-length", "")
    body = await read_body(declared, chunks_of(request), _MOST_BYTES)
    try:
        fields = parse_qs(body.decode("ascii"), errors="strict", max_num_fields=3)
    except ValueError:
        raise Unreadable from None
    return fields.get(FIELD, [""])[0].strip()


def check_question(question: str) -> None:
    """Raise TooLong, or Empty, when there is no question that could be answered."""
    if len(question) > LONGEST_TEXT:
        raise TooLong
    if not question:
        raise Empty


@dataclass(frozen=True)
class Told:
    """What the bot said to a question; nothing of it is kept when it `is_forgotten`."""

    replies: list[Reply]
    is_forgotten: bool


class Asking:
    """Questions that stand alone."""

    def __init__(self, conversations: Conversations, sessions: Sessions) -> None:
        self._conversations, self._sessions = conversations, sessions

    async def answer(self, agent: Agent, question: str, brand: str) -> Told:
        """Return what the bot says, and forget it. Raises what an answer raises."""
        session, _ = self._sessions.open("site")
        is_forgotten = False
        try:
            message = Message(uuid.uuid4().hex, text=question, brand=brand)
            replies = await self._conversations.answer(agent, session, message)
        finally:
            is_forgotten = await self._forget(agent, session)
        return Told(replies, is_forgotten)

    async def _forget(self, agent: Agent, session: Session) -> bool:
        """Erase a conversation; False when it is left to the purge.

        Who asks for help gets the answer all the same.
        """
        try:
            await self._conversations.erase(agent, session)
        except RecordsError as error:
            logger.error("web.not_erased_yet", problem=str(error))
            return False
        return True
