"""Whether the words of a message tell of a swindle, and what helps: content/fraud.yml.

Who is told to read out a code now has no time for « Vouliez-vous dire… ? ».
"""

from __future__ import annotations

from bot.content.fraud import FraudWords
from bot.nlu.model.sentence import stand
from bot.nlu.model.signals import Signals, words_of
from bot.text.words import normalise


class FraudReader:
    """Reads which answer a message calls for that tells of a swindle."""

    def __init__(self, words: FraudWords) -> None:
        self._words = words
        self._signals = Signals(words.details, words.between)
        self._stages = Signals(words.stages, words.between)

    def read(self, text: str) -> str | None:
        """Return « topic/detail », or None for a message that tells of no swindle."""
        readings = dict.fromkeys((normalise(text), text.lower().replace("’", "'")))
        heard = {label for reading in readings for label in self._read(reading)}
        return next((label for label in self._words.details if label in heard), None)

    def stages(self, text: str) -> list[str]:
        """Return how far a swindle has got: the labels of what helps there, the first first."""
        readings = dict.fromkeys((normalise(text), text.lower().replace("’", "'")))
        heard = {
            signal.kind for reading in readings for signal in self._stages.find(words_of(reading))
        }
        return [label for label in self._words.stages if label in heard]

    def _read(self, text: str) -> set[str]:
        words = words_of(text)
        heard = {signal.kind for signal in self._signals.find(words)}
        return set() if heard and stand(self._words.harmless, words) else heard
