"""What a swindle calls for no more: who had the card blocked is not told to have it blocked.

Nor is who was written to, and gave nothing, told that it was right to hang up.
"""

from __future__ import annotations

from collections.abc import Mapping

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.fraud import FraudWords, Settled
from bot.dialogue.messages import Context
from bot.dialogue.swindles import is_by_writing
from bot.nlu.heard import ANSWERS, SETTLED, STAGES, UNWARNED
from bot.text.phrases import mentions


def leave_out_settled(message: Message, context: Context, words: FraudWords) -> None:
    """Put what still helps in the place of the answers that but tell to do what is done."""
    settled = _settled(message, context, words)
    text = message.get(TEXT) or ""
    by_phone = mentions(text, words.unharmed[words.not_harmed])
    needless = words.not_harmed if is_by_writing(context) and not by_phone else ""
    if not (settled or needless):
        return

    def helping(label: str) -> str:
        return "" if label == needless else helps_now(label, settled)

    ranked = message.get(ANSWERS) or []
    warned = message.get(UNWARNED)
    if warned and ranked and helping(ranked[0][0]) != ranked[0][0]:
        # « elle a donné son code, sera-t-elle remboursée ? » is asked once the card is blocked.
        for name, value in warned.items():
            message.set(name, value, add_to_output=value is not None)
    stages = {helping(stage) for stage in message.get(STAGES) or ()}
    message.set(STAGES, [s for s in words.stages if s in stages], add_to_output=True)
    shares: dict[str, float] = {}
    for label, share in message.get(ANSWERS) or []:
        if still := helping(label):
            shares[still] = shares.get(still, 0.0) + share
    message.set(ANSWERS, _best_first(shares), add_to_output=True)


def still_offered(message: Message, context: Context, words: FraudWords) -> tuple[str, ...]:
    """Return the stages asked about, without those that are settled."""
    settled = _settled(message, context, words)
    offered = (helps_now(label, settled) for label in words.offered)
    return tuple(dict.fromkeys(filter(None, offered)))


def _settled(message: Message, context: Context, words: FraudWords) -> list[Settled]:
    said = {**context.settled, **(message.get(SETTLED) or {})}
    return [each for name, each in words.settled.items() if said.get(name)]


def helps_now(label: str, settled: list[Settled]) -> str:
    """Return the answer that helps once things are settled: the same, one in its place, or ""."""
    for each in settled:
        label = each.then if label in each.leaves_out else label
    return label


def _best_first(shares: Mapping[str, float]) -> list[list[str | float]]:
    ranked = sorted(shares.items(), key=lambda answer: answer[1], reverse=True)
    return [[label, share] for label, share in ranked]
