"""Whether the words of a message tell of a swindle, and what helps: content/fraud.yml.

Who is told to read out a code now has no time for « Vouliez-vous dire… ? ».
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.content.fraud import FraudWords
from bot.nlu.model.sentence import stand
from bot.nlu.model.signals import Signal, Signals, Word, words_of
from bot.text.words import normalise

_TO_US = frozenset(("m", "me", "nous"))
_GIVEN = frozenset(("donne", "envoye", "transmis", "communique", "file", "laisse", "remis"))


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
        found = self._signals.find(words)
        heard = {signal.kind for signal in found if not _is_given_to_us(signal, words)}
        return set() if heard and stand(self._words.harmless, words) else heard


def _is_given_to_us(signal: Signal, words: Sequence[Word]) -> bool:
    """Tell whether the visitor was given something: « ils m'ont envoyé un code »."""
    before = words[signal.start - 1].text if signal.start else ""
    given = {word.text for word in words[signal.start : signal.end]} & _GIVEN
    return before in _TO_US and bool(given)
