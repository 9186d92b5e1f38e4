"""The words around an answer: what is noted of the visitor, what was understood, the source."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content import AUTOMATIC, HEDGED, NOTHING_ON, Content
from bot.content.keys import ANSWERING, CARE_HEARD, CORRECTED, FOR_YOU, ON_THAT
from bot.dialogue.cues import cued
from bot.dialogue.in_parts import begun
from bot.dialogue.messages import Context
from bot.dialogue.reactions import words_on
from bot.dialogue.replies import case_of
from bot.dialogue.sources import source_line
from bot.text.asking import asking_part
from bot.text.circumstances import only_tells
from bot.text.denials import keys
from bot.text.forms import takes_yes_or_no
from bot.text.phrases import plain_words
from bot.text.sms import taken

_YES_OR_NO = re.compile(r"(?:Oui|Non|Pas (?:forcément|toujours|d['’]office|vraiment))\b")
_IN_COMMON = 0.45  # of the telling words of the two questions, for a « oui » to answer both
# Pairs of cues: a « oui » to what has the one is a « non » to what has the other.
_OPPOSED = (
    *(("obliges", "refuses"), ("allows", "refuses"), ("needs", "refuses")),
    *(("allows", "forbids"), ("needs", "goes_without")),
)
_CLAUSES = re.compile(r"[,;:.!?]+")
_LEANS = re.compile(
    r"(?:Ils?(?! (?:y|faut|existe)\b)|Elles?|Celui|Celle|Parce|C['’]est la \w+ région|À \w+er)\b"
)


def framed(
    content: Content, text: str, facts: tuple[str, ...], context: Context, asked: str = ""
) -> str:
    """Return an answer with what stands before and after it here.

    `asked` is the question that it answers, said when that is only fairly sure, and when the answer
    opens with a « oui » that would answer another question than the visitor's, or with a « elle »
    that stands for something in its own. Where a rival follows, the question alone says what was
    understood.
    """
    answer, hedging = text, _hedging(context)
    if context.hedged and context.noted == CORRECTED:
        context = replace(context, noted="")  # « j'avais mal lu » before another guess is worse
    repeats = plain_words(asked) == plain_words(context.heard)
    if asked and not (context.hedged or repeats) and _opens_amiss(text, asked, context.heard):
        text = f"{answering(content, asked, context)} {text}"
    if context.hedged and context.rival and asked and not context.missing:
        text = f"{answering(content, asked, context)} {text}"
    elif context.hedged and asked and not context.missing:
        text = f"{intro(content, hedging, context).replace('{asks}', asked)} {text}"
    if context.missing:
        missing = intro(content, NOTHING_ON, context).replace("{name}", context.missing)
        text = f"{missing} {text}"
    text = acknowledged(content, text, context)
    if context.rest:
        return begun(
            text.removesuffix(answer), answer, context.rest, _announcement(content, context)
        )
    line = "" if context.brief or context.sources_apart else source_line(content, facts)
    return f"{text}\n{line}" if line else text


def _hedging(context: Context) -> str:
    """Return the key of the words before an answer that is only fairly sure."""
    if context.noted not in ("", CARE_HEARD, CORRECTED):
        return FOR_YOU
    tells = context.last_answer and context.noted != CORRECTED and only_tells(context.heard)
    return ON_THAT if tells else HEDGED


def _announcement(content: Content, context: Context) -> int:
    """Return the room that a first message leaves for the words that a program answers."""
    is_first = context.last is None and not context.announced
    return taken(f"\n{content.replies[AUTOMATIC].texts[0]}") if is_first else 0


def _opens_amiss(text: str, asked: str, heard: str) -> bool:
    if heard.startswith("/") or not heard:
        return False
    if not _YES_OR_NO.match(text):
        return _LEANS.match(text) is not None
    # « les clients vont m'accepter ? » is no « l'accent, est-ce gênant ? »: there « non » says yes.
    told, wanted = keys(asked), keys(asking_part(heard) or heard)
    fewest = _IN_COMMON * max(len(told), len(wanted))
    apart = not takes_yes_or_no(heard) or len(told & wanted) < fewest
    return apart or _are_opposed(asked, heard)


def _are_opposed(asked: str, heard: str) -> bool:
    """Tell whether one asks if something must be, the other if it can be refused, or the like.

    Of a message that says both, the last clause asks: « on m'oblige, puis-je refuser ? ».
    """
    for pair in _OPPOSED:
        side = _side_of(asked, pair)
        if side and (_last_side(heard, pair) or side) != side:
            return True
    return False


def _last_side(text: str, pair: tuple[str, str]) -> str:
    sides = (_side_of(clause, pair) for clause in reversed(_CLAUSES.split(text)))
    return next(filter(None, sides), "")


def _side_of(text: str, pair: tuple[str, str]) -> str:
    """Return the one cue of a pair that a text holds, or "" for none or both."""
    held = [cue for cue in pair if cued(cue, text)]
    return held[0] if len(held) == 1 else ""


def acknowledged(content: Content, text: str, context: Context) -> str:
    """Return a text after the words that take note of what the visitor said of themselves."""
    note = words_on(content, context.noted, context)
    if not note and context.noted in content.replies:
        case = case_of(content.replies[context.noted], context)
        words = case.texts[0] if case else intro(content, context.noted, context)
        note = words.replace("{age}", str(context.profile.age))
    return f"{note} {text}" if note else text


def answering(content: Content, asked: str, context: Context) -> str:
    """Return the question that an answer is to, in quotation marks: it is not the bot that asks."""
    return intro(content, ANSWERING, context).replace("{asks}", asked)


def intro(content: Content, key: str, context: Context) -> str:
    """Return words that stand before an answer: others than those of the message before."""
    texts = content.replies[key].texts
    return texts[sum(context.said.values()) % len(texts)]
