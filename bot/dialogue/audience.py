"""Whom a conversation is with: who gets calls, or who looks at the work; the rest is for both.

« ils refusent », said of a bank, is no question of labour law. Plain functions of the content and
of what was said before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.content import Content
from bot.dialogue.shares import weighed
from bot.nlu.themes import themes_in

_CALLED = frozenset({"unwanted_calls", "scams_and_refunds"})  # themes of who gets calls,
_OF_BOTH = frozenset({"society"})  # and of anybody,
_TOPICS_OF_BOTH = frozenset({"fake_job_offers", "heat_pumps", "call_recording"})  # whatever theme
# What they are tells, too, which rule holds for them.
CALLED_SITUATIONS = frozenset({"consumer", "professional"})
_AT_WORK = frozenset(
    (
        *("employee", "temp", "dismissed", "beginner", "pupil", "student", "job_seeker"),
        *("recruiter", "employer", "supervisor", "disabled", "stammerer"),
    )
)
_OF_OTHERS = 0.2  # by what the share of an answer that was written for the others shrinks


def for_audience(
    content: Content,
    ranked: Sequence[tuple[str, float]],
    told: Iterable[str],
    situation: str | None = None,
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, as likely as in a conversation that `told` so.

    Who said to be in a `situation` is known by that; else they stay as they were where nothing was
    told, or something of both.
    """
    themes = themes_in(content)
    spoken_with = {_is_called(label, themes) for label in told} - {None}
    if situation in CALLED_SITUATIONS | _AT_WORK:
        spoken_with = {situation in CALLED_SITUATIONS}
    if len(spoken_with) != 1:
        return [*ranked]
    others = not spoken_with.pop()
    return weighed(ranked, lambda label: _OF_OTHERS if _is_called(label, themes) is others else 1.0)


def is_for_called(content: Content, label: str) -> bool:
    """Tell whether an answer is for who gets calls, not for who looks at the work."""
    return bool(_is_called(label, themes_in(content)))


def _is_called(label: str, themes: Mapping[str, str]) -> bool | None:
    """Tell whether an answer is for who gets calls; None of one for anybody."""
    topic = label.partition("/")[0]
    theme = themes.get(topic)
    if theme is None or theme in _OF_BOTH or topic in _TOPICS_OF_BOTH:
        return None
    return theme in _CALLED
