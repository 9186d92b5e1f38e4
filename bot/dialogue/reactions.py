"""What is said to who reacts to an answer instead of asking: « c'est pas beaucoup », « j'ai peur ».

| the reaction, after an answer | what is said |
|---|---|
| with words that another answer surely answers | a word that takes it up, then that answer |
| that an answer not told yet helps with | a word that takes it up, then that answer |
| any other | a word that takes it up, and ways on |

The words and the answers stand in content/reactions.yml, by what the last answer was about. Plain
functions of the content and of what was said before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.content import Content
from bot.content.keys import (
    AGREEMENT,
    CASE_NOTED,
    CORRECTED,
    DENY,
    EXPERIENCE,
    GOODBYE,
    NEGATIVE_FEEDBACK,
    OUT_OF_SCOPE,
    REACTIONS,
    REPEAT,
    SURPRISE,
    TELL_ME_MORE,
)
from bot.content.reactions import ReactionCase
from bot.dialogue.hearing import Reading, as_label, reading_of
from bot.dialogue.messages import Context
from bot.publishing import REACTED, THEMES

# Probabilities that a message reacts: where nothing else is understood, where an answer or a remark
# is fairly surely, where an answer surely is, after a kind word, and where few words mean little.
_INSTEAD_OF_NOTHING, _RATHER, _BESIDE, _SURELY = 0.35, 0.5, 0.75, 0.9
_NEAR = 0.05  # of an answer that helps: it is what the words are about
_CALM = frozenset({AGREEMENT, EXPERIENCE, SURPRISE})  # left alone, it does no harm
_THANKS = "thanks"  # said after what moves somebody, it hides that no more
# What the words of a reaction may sound like: another matter, a goodbye, a wish for more.
_SHORT_TALK = frozenset({DENY, GOODBYE, REPEAT, TELL_ME_MORE})
_SOUNDS_LIKE = frozenset({None, OUT_OF_SCOPE, NEGATIVE_FEEDBACK}) | _SHORT_TALK | REACTIONS


@dataclass(frozen=True)
class Reacts:
    """The likeliest reaction that a message is, and how likely it is any.

    `elliptic` and `corrects` as heard; `asks` tells whether it asks something besides.
    """

    kind: str
    share: float
    elliptic: bool = False
    corrects: bool = False
    asks: bool = False


def likely_reaction(content: Content, reacts: Reacts, reading: Reading, context: Context) -> str:
    """Return the reaction that a message is rather than `reading`, or ""; none in care."""
    if reading.topic in (None, OUT_OF_SCOPE) or reading.about == CASE_NOTED:
        least = _INSTEAD_OF_NOTHING if context.last_answer else _RATHER
    elif reading.topic in content.cards and not reading.hedged:
        least = 1.0 if reacts.elliptic else _BESIDE
    elif reacts.elliptic and context.last_answer and reading.topic == context.last_answer.topic:
        least = 1.0  # « même le samedi », after the Sunday, but asks
    elif reading.hedged and reacts.asks:
        least = _SURELY  # « merci, trop bien ! et je m'habille comment le premier jour »
    elif reading.hedged:
        apart = reacts.elliptic or reacts.kind == NEGATIVE_FEEDBACK
        least = _SURELY if apart else _BESIDE if reacts.kind in _CALM else _RATHER
    elif reading.topic == TELL_ME_MORE:
        return ""
    else:
        least = _SURELY if reacts.elliptic or reading.topic in _SHORT_TALK else _RATHER
    if reacts.kind in _CALM:
        least = max(least, _RATHER)
    silent = context.in_need or reacts.corrects or context.last is None  # nothing to react to
    return reacts.kind if reacts.share >= least and not silent else ""


def taken_up(
    content: Content,
    reading: Reading,
    reaction: str,
    context: Context,
    likely: Sequence[tuple[str, float]] = (),
) -> Reading:
    """Return the reading of a message that is a `reaction`, "" for none.

    `reading` is what it would mean otherwise, `likely` are the answers that its words may ask for:
    of those that help, the likeliest is told, and the first in order where none is likely.
    """
    reaction = reaction or (reading.topic if reading.topic in REACTIONS else "") or ""
    if not reaction or reading.words:
        return reading
    if context.last_answer is None:
        return Reading(reaction) if reading.topic in (None, OUT_OF_SCOPE) else reading
    if reading.about == CASE_NOTED:
        reading = Reading(None)
    if reading.topic in content.cards and not reading.hedged and not reading.about:
        taken = REACTIONS if reading.noted in ("", CORRECTED) else ()
        return replace(reading, noted=reaction) if reaction in taken else reading
    moved = reading.topic == _THANKS and reaction not in _CALM
    if not (moved or reading.topic in _SOUNDS_LIKE or reading.hedged):
        return reading
    if reaction == NEGATIVE_FEEDBACK:
        return Reading(NEGATIVE_FEEDBACK)
    then = _case(content, reaction, context).then
    untold = [label for label in map(as_label, then) if label not in context.told]
    near = (label for label, share in likely if label in untold and share >= _NEAR)
    helps = next(near, next(iter(untold), ""))
    found = reading_of(helps) if helps else Reading(reaction)
    return replace(found, noted=reaction if helps else "")


def words_on(content: Content, reaction: str, context: Context) -> str:
    """Return the word that takes up a reaction to the last answer, "" for what is none."""
    if reaction not in REACTIONS or context.last_answer is None:
        return ""
    return _in_turn(_case(content, reaction, context).texts, context)


def asked_after(content: Content, reaction: str, context: Context) -> tuple[str, list[str]]:
    """Return what is asked after the word that takes up a reaction, and the labels to offer."""
    case = _case(content, reaction, context)
    return _in_turn(case.asks, context), case.buttons


def _in_turn(texts: list[str], context: Context) -> str:
    return texts[sum(context.said.values()) % len(texts)] if texts else ""


def _case(content: Content, reaction: str, context: Context) -> ReactionCase:
    """Return the case of a reaction after the last answer."""
    assert context.last_answer is not None
    topic = context.last_answer.topic
    themes = (theme.id for theme in content.part(THEMES) if topic in theme.topics)
    spoken_of = {topic, *themes}
    situation = context.profile.situation
    cases = (c for c in content.part(REACTED)[reaction].cases if situation not in c.unless)
    return next(case for case in cases if not case.after or spoken_of & {*case.after})
