"""Whether the words of a message tell of a swindle, and what helps: content/fraud.yml.

Who is told to read out a code now has no time for « Vouliez-vous dire… ? ».
"""

from __future__ import annotations

from bot.content.fraud import FraudWords
from bot.nlu.model.sentence import stand
from bot.nlu.model.signals import Signals, words_of
from bot.text.words import normalise


class FraudReader:
    """Reads which detail of the card on swindles a message calls for."""

    def __init__(self, words: FraudWords) -> None:
        self._words = words
        self._signals = Signals(words.details, words.between)
        self._stages = Signals(words.stages, words.between)

    def read(self, text: str) -> str | None:
        """Return « topic/detail », or None for a message that tells of no swindle."""
        readings = dict.fromkeys((normalise(text), text.lower().replace("’", "'")))
        heard = {detail for reading in readings for detail in self._read(reading)}
        first = next((detail for detail in self._words.details if detail in heard), None)
        return first and f"{self._words.topic}/{first}"

    def stages(self, text: str) -> list[str]:
        """Return how far a swindle has got, as the details that help there, the first first."""
        readings = dict.fromkeys((normalise(text), text.lower().replace("’", "'")))
        heard = {
            signal.kind for reading in readings for signal in self._stages.find(words_of(reading))
        }
        return [detail for detail in self._words.stages if detail in heard]

    def _read(self, text: str) -> set[str]:
        words = words_of(text)
        heard = {signal.kind for signal in self._signals.find(words)}
        return set() if heard and stand(self._words.harmless, words) else heard
