"""The job that a conversation is about: after a trainer's pay, « et ses horaires ? » is of hers.

Plain functions of the content and of what was said before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.content import OUT_OF_SCOPE, Content
from bot.dialogue.messages import Context
from bot.dialogue.shares import weighed
from bot.text.forms import is_elliptic
from bot.text.phrases import plain_words

# By what the share of an answer grows: on that job, more so where the words are few, on another,
# and of a general one of what is no job, where they are few.
_OWN, _OWN_OF_FEW, _OTHERS, _IN_GENERAL = 1.5, 4.0, 0.2, 0.5
_FEW_WORDS = 5
_ANY_JOB = "advisor"  # the word means whoever works there
_NAMED = 0.5  # the confidence of a topic that names a job, or is none of ours


def job_named(content: Content, text: str) -> str | None:
    """Return the topic of the job that a message names in full, the adviser's apart, or None."""
    plain = f" {plain_words(text)} "
    for key, role in content.roles.items():
        names = (role.name, role.feminine, role.plural)
        if key != _ANY_JOB and any(f" {plain_words(name)} " in plain for name in names if name):
            return role.topic
    return None


def for_the_job(
    content: Content,
    ranked: Sequence[tuple[str, float]],
    topics: Mapping[str, float],
    context: Context,
    text: str,
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as of the job spoken of last.

    Of the job that the message names where it does, and as they were where no job was spoken of:
    `topics` are the confidences of its topics.
    """
    if job := job_named(content, text):
        return weighed(ranked, lambda label: _OWN if label.startswith(f"{job}/") else 1.0)
    jobs = {role.topic for role in content.roles.values()}
    last = context.last_answer
    role = content.roles.get(last.role or "") if last else None
    named = any(topics.get(topic, 0.0) >= _NAMED for topic in jobs)
    elsewhere = topics.get(OUT_OF_SCOPE, 0.0) >= _NAMED  # « quelle heure est-il à Tokyo »
    if role is None or named or elsewhere:
        return [*ranked]
    brief = is_elliptic(text) or len(text.split()) <= _FEW_WORDS
    weights = dict.fromkeys(jobs, _OTHERS) | {role.topic: _OWN_OF_FEW if brief else _OWN}
    general = _IN_GENERAL if brief else 1.0

    def weight(label: str) -> float:
        topic, _, detail = label.partition("/")
        return weights.get(topic, 1.0 if detail else general)

    return weighed(ranked, weight)
