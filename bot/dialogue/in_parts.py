"""An answer told in parts, where a message is paid by the part: its beginning, then the rest."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from bot.content import ANSWER_LIMIT, Content, Detail
from bot.dialogue.messages import Message
from bot.text.sentences import beginning
from bot.text.sms import ONE_PART, taken

_FEWEST = 40  # characters of an answer that are worth to be told alone
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W_a-zà-ÿ]|«)")
_PLACE = re.compile(r"(?<=[,;:»]) | ")  # where a sentence may be cut
_RECOGNISED = 15  # letters that tell where in an answer something stands


def begun(lead: str, answer: str, rest: str, reserved: int = 0) -> str:
    """Return `lead` and of the answer whole sentences, as many as one part holds.

    When something is left, the words `rest` say so; `reserved` letters are for somebody else. Where
    whole sentences would say next to nothing, one is cut between clauses; the answer is whole, in
    several parts, where the words before it leave no room.
    """
    room = ONE_PART - reserved
    if taken(lead + answer) <= room:
        return lead + answer
    ends = [*(found.start() for found in _SENTENCE_END.finditer(answer)), len(answer)]
    fitting = [end for end in ends if taken(f"{lead}{answer[:end]} {rest}") <= room]
    if fitting and fitting[-1] >= _FEWEST:
        return f"{lead}{answer[: fitting[-1]]} {rest}"
    if not fitting and taken(lead + answer[: ends[0]]) <= room:
        return lead + answer[: ends[0]]  # « plus » goes on, though no room is left to say so
    kept = _cut(lead + answer, room - taken(f"… {rest}"), len(lead) + _FEWEST)
    return f"{kept}… {rest}" if len(kept) - len(lead) >= _FEWEST else lead + answer


def rest_of(content: Content, last: Message, rest: str) -> str:
    """Return what of an answer was not told in its message, or ""; `rest` are the words above."""
    whole, told = _whole(content, last), last.text.replace(f" {rest}", "")
    found = SequenceMatcher(None, whole, told, autojunk=False).find_longest_match()
    return whole[found.a + found.size :].strip() if found.size >= _RECOGNISED else ""


def _whole(content: Content, last: Message) -> str:
    card = content.cards[last.topic]
    detail = card.detail(last.detail)
    if last.detail and detail is None:
        fact = content.facts.get(last.detail.removeprefix("="))
        return beginning(fact.statement, ANSWER_LIMIT) if fact else ""
    told = detail or card
    if variant := told.by_role.get(last.role or ""):
        return variant.answer
    return told.answer if isinstance(told, Detail) else card.short


def _cut(text: str, room: int, least: int) -> str:
    ends = [found.start() for found in _PLACE.finditer(text)]
    fitting = [end for end in ends if taken(text[:end]) <= room]
    clauses = [
        end for end in fitting if text[end - 1] in ",;:" and end > max(least, fitting[-1] // 2)
    ]
    return text[: (clauses or fitting)[-1]].rstrip(" ,;:")
