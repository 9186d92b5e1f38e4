"""The pay that a message plainly asks for: « sans le bac, combien gagnerait-elle ? ».

Plain functions of the content and of what was said before.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.content import Content
from bot.dialogue.cues import cued
from bot.dialogue.just_said import last_topic
from bot.dialogue.messages import Context
from bot.dialogue.speech import role_in_play
from bot.publishing import FRAUD_WORDS

_IN_GENERAL, _NET = "salary/", "salary/gross_net"
_OF_A_JOB = "pay"  # the detail of a job's card
_SUPPOSED = ("paid_time", "abroad")  # what nobody asks the pay of who did not speak of it
_FAIR = 0.6  # of all answers together: to be said, hedged


def for_the_pay(
    content: Content,
    ranked: Sequence[tuple[str, float]],
    text: str,
    context: Context,
    spoken_of: str = "",
) -> list[tuple[str, float]]:
    """Return labels and their shares, best first, the pay ahead of all where it is plainly asked.

    As they were where the likeliest answer is of such money already, or the message of other money;
    in a swindle « ils ont payé combien » asks no wage, where no job is named. `spoken_of` is what
    was told and answered before: of a training or a country that nobody named no pay is asked.
    """
    asked = cued("pay_asked", text) and not cued("other_money", text)
    if not (ranked and asked):
        return [*ranked]
    swindled = context.stages and last_topic(context) in content.part(FRAUD_WORDS).topics
    if swindled and not cued("any_job", text):
        return [*ranked]
    pay, likeliest = _pay_of(content, text, context), ranked[0][0]
    told = f"{spoken_of} {text}"
    if likeliest in (pay, _NET) or (
        likeliest != _IN_GENERAL and _is_of_money(content, likeliest, told)
    ):
        return [*ranked]
    whole = sum(share for _, share in ranked)
    others = [(label, share * (1 - _FAIR)) for label, share in ranked if label != pay]
    return [(pay, whole - sum(share for _, share in others)), *others]


def _is_of_money(content: Content, label: str, spoken_of: str) -> bool:
    topic, _, detail = label.partition("/")
    asks = content.question(topic, detail)
    supposed = (kind for kind in _SUPPOSED if cued(kind, asks) and not cued(kind, spoken_of))
    of_other = next(supposed, None) is not None
    return cued("of_money", asks) is not None and not (of_other or cued("compared_pay", asks))


def _pay_of(content: Content, text: str, context: Context) -> str:
    """Return the answer on the pay of the job in play, else on what is left, or in general.

    « combien on gagne à mon poste » is of the job that was spoken of last.
    """
    last = context.last_answer
    own = last.role if last and cued("own_job", text) else role_in_play(None, text, last)
    if role := content.roles.get(own or ""):
        return f"{role.topic}/{_OF_A_JOB}"
    return _NET if cued("net", text) else _IN_GENERAL
