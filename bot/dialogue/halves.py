"""A message of which one half is worked out and the other answered: « 1 850 brut, c'est moins que
le Smic ? et la formation ? ».
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.asides import Asides
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context
from bot.text.pairs import two_questions

_SURE_OF_OTHER = 0.5


def aside_and_answer(
    asides: Asides,
    text: str,
    parts: Sequence[tuple[str, float]],
    roles: Sequence[str],
    context: Context,
) -> tuple[Reading, str] | None:
    """Return what one half asks to be worded, and the label of the other's answer, or None.

    `parts` are the likeliest answer to each half, and how likely it is.
    """
    two = two_questions(text)
    if two is None or len(parts) != 2:
        return None
    for half, own, other in zip(two[:2], parts, reversed(parts), strict=True):
        if other[1] >= _SURE_OF_OTHER and other[0] not in context.told:
            aside = asides.read(half, None, roles, context, own[0].partition("/")[0])
            if aside and aside.words and f"{aside.topic}/" != other[0]:
                return aside, other[0]
    return None
