"""How likely answers are in this conversation, to this visitor, beside what the words say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasa.shared.core.trackers import DialogueStateTracker

from bot.content import Content
from bot.dialogue.audience import for_audience
from bot.dialogue.chosen_again import as_chosen, chosen_again
from bot.dialogue.conditions_spoken_of import for_conditions
from bot.dialogue.context import context_of, recent_events, said_so_far
from bot.dialogue.cues import cued
from bot.dialogue.job_spoken_of import for_the_job, job_named
from bot.dialogue.kinds_spoken_of import CONTRACTS, INTERNSHIPS, for_the_kind
from bot.dialogue.messages import Context
from bot.dialogue.profile import profile_in, suiting
from bot.dialogue.refused_topics import without_refused_topics, without_ruled_out
from bot.dialogue.rewinding import misheard
from bot.dialogue.shares import weighed
from bot.dialogue.told_numbers import as_told
from bot.dialogue.who_ends import for_who_ends
from bot.publishing import PROFILES
from bot.text.corrections import Correction

_COMES_TO = 3.0  # what answers on the last topic gain by « ça fait combien par semaine ? »


def in_conversation(
    content: Content,
    ranked: Sequence[tuple[str, float]],
    text: str,
    topics: Mapping[str, float],
    correction: Correction | None,
    tracker: DialogueStateTracker,
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as of what was spoken of, and for whom.

    The message may say so too; `topics` are the confidences of its topics.
    """
    if PROFILES.name not in content.sheets:
        return [*ranked]
    context, profiles = context_of(tracker), content.part(PROFILES)
    profile = context.profile.updated(profile_in(text, profiles))
    found = for_audience(content, ranked, context.told, profile.situation)
    found = for_the_job(content, found, topics, context, text)
    said = said_so_far(tracker).splitlines()
    for kinds in (CONTRACTS, INTERNSHIPS):
        found = for_the_kind(content, found, text, said, kinds)
    found = for_conditions(content, found, text, said)
    found = for_who_ends(content, found, text, said)
    found = _of_the_last(found, text, context)
    found = as_told(found, content, text, profile)
    of_a_job = job_named(content, text) is not None  # « et un superviseur ? » of no nurse
    found = suiting(found, profile, profiles, text, context.told, of_a_job)
    found = without_ruled_out(content, found, text)
    if correction and correction.refused:
        rejected = misheard(recent_events(tracker)).rejected
        found = without_refused_topics(content, found, rejected, correction.refused, topics)
    return as_chosen(content, found, chosen_again(context.buttons, text))


def _of_the_last(
    ranked: Sequence[tuple[str, float]], text: str, context: Context
) -> list[tuple[str, float]]:
    """Let « ça fait combien par semaine ? » rather be of the figure that was just said."""
    if context.last_answer is None or not cued("comes_to", text):
        return [*ranked]
    last = f"{context.last_answer.topic}/"
    return weighed(ranked, lambda label: _COMES_TO if label.startswith(last) else 1.0)
