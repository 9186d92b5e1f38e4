"""What a message asks in its conversation: after which answer, to which words.

Plain functions of the content and of the conversation.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasa.shared.core.trackers import DialogueStateTracker

from bot.content import Content
from bot.dialogue.chosen_again import chosen_again
from bot.dialogue.context import context_of, last_words, recent_events
from bot.dialogue.messages import Context
from bot.dialogue.rewinding import misheard
from bot.nlu.model.likenesses import Asked
from bot.nlu.sayables import label_of
from bot.text.asking import asking_part
from bot.text.corrections import Correction
from bot.text.corrections import refused as refused_in
from bot.text.denials import keys
from bot.text.preludes import without_prelude
from bot.text.words import normalise

_STANDS_ALONE = 7  # words of a correction that are read without those that were misunderstood


@dataclass(frozen=True)
class After:
    """The answer that a message follows: its topic, detail and facts, and all that was told."""

    topic: str
    detail: str
    facts: tuple[str, ...]
    told: frozenset[str]


def asked_in(
    content: Content, plain: str, topics: dict[str, float], tracker: DialogueStateTracker | None
) -> Asked:
    """Return a message in plain spelling with what came before it in its conversation."""
    context = context_of(tracker) if tracker else Context()
    answered = context.last_answer
    if answered is None:
        return Asked(plain, topics=topics)
    words = last_words(tracker)
    words = normalise(asking_part(words) or words)
    after = After(answered.topic, answered.detail, tuple(answered.facts), context.told)
    return asked_after(content, after, plain, words, topics)


def corrected_in(
    content: Content,
    correction: Correction,
    topics: dict[str, float],
    tracker: DialogueStateTracker,
) -> Asked:
    """Return what a message in plain spelling asks that corrects the bot: see rewinding.py."""
    taken_back = misheard(recent_events(tracker))
    meant = correction.meant
    answered, refused = taken_back.before.last_answer, correction.refused
    shown = context_of(tracker).buttons  # a title that is said now was no misunderstanding
    rejected = taken_back.rejected - chosen_again(shown, meant)
    if len(meant.split()) < _STANDS_ALONE:
        misread = [_meant(words) for words in taken_back.words]
        kept = [words for words in misread if not (meant and keys(words) & keys(refused))]
        meant = " . ".join(filter(None, (*kept, meant)))
    if answered is None:
        return Asked(meant, topics=topics, told=rejected)
    told = taken_back.before.told | rejected
    after = After(answered.topic, answered.detail, tuple(answered.facts), told)
    return asked_after(content, after, meant, "", topics)


def _meant(words: str) -> str:
    """Return what words asked that were misunderstood, in plain spelling."""
    correction = refused_in(words)
    return normalise(correction.meant if correction else without_prelude(words))


def asked_after(
    content: Content, after: After, plain: str, words: str, topics: dict[str, float]
) -> Asked:
    """Return a message that follows an answer; `words` are those to which it was given."""
    label = f"{after.topic}/{after.detail}"
    just_told = {label}
    just_told |= {label_of(content.facts[key]) for key in after.facts if key in content.facts}
    question = normalise(content.question(after.topic, after.detail))
    told = frozenset(just_told), after.told
    return Asked(plain, words, question, topics, after.topic, label, *told)
