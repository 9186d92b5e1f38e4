"""Whether the words of a message tell of a swindle, and what helps: content/fraud.yml.

Who is told to read out a code now has no time for « Vouliez-vous dire… ? ».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.content.fraud import FraudWords, Settled
from bot.nlu.model.sentence import stand
from bot.nlu.model.signals import Signal, Signals, Word, words_of
from bot.nlu.model.undone import WITHIN, denies_itself, is_denied, without_denied_things
from bot.text.words import normalise

_TO_US = frozenset(("m", "me", "nous"))
_GIVEN = frozenset(("donne", "envoye", "transmis", "communique", "file", "laisse", "remis"))


class FraudReader:
    """Reads which answer a message calls for that tells of a swindle."""

    def __init__(self, words: FraudWords) -> None:
        self._words = words
        self._done = frozenset(words.done)
        self._details = _Phrases(words.details, words)
        self._stages = _Phrases(words.stages, words)
        self._unharmed = Signals(words.unharmed, words.between)
        settled = {name: each.said for name, each in words.settled.items()}
        self._settled = Signals(settled, [*words.between, *WITHIN])

    def read(self, text: str) -> str | None:
        """Return « topic/detail », or None for a message that tells of no swindle."""
        heard = {label for reading in _readings(text) for label in self._read(words_of(reading))}
        found = [label for label in self._words.details if label in heard]
        if not found:
            return None
        settled = self._settled_in(text)
        useless = {label for each in settled for label in each.leaves_out}
        instead = [each.then for each in settled if each.then]
        helps = [label for label in found if label not in useless]
        return next(iter([*helps, *instead]), None)

    def stages(self, text: str) -> list[str]:
        """Return how far a swindle has got: the labels of what helps there, the first first."""
        heard = {label for reading in _readings(text) for label in self._stage(words_of(reading))}
        heard |= {each.then for each in self._settled_in(text)}
        return [label for label in self._words.stages if label in heard]

    def settled(self, text: str) -> dict[str, bool]:
        """Return what is said to be settled, and to be not: that the card is blocked."""
        said: dict[str, bool] = {}
        for reading in _readings(text):
            words = words_of(reading)
            for signal in self._settled.find(words):
                so = not is_denied(signal, words)
                said[signal.kind] = so and said.get(signal.kind, True)
        return said

    def _settled_in(self, text: str) -> list[Settled]:
        said = self.settled(text)
        return [each for name, each in self._words.settled.items() if said.get(name)]

    def _read(self, words: Sequence[Word]) -> set[str]:
        affirmed, _ = self._details.find(words)
        heard = {signal.kind for signal in affirmed if not _is_given_to_us(signal, words)}
        return set() if heard and stand(self._words.harmless, words) else heard

    def _stage(self, words: Sequence[Word]) -> set[str]:
        affirmed, denied = self._stages.find(words)
        little = self._is_little(words)
        if little:
            affirmed = [signal for signal in affirmed if signal.kind not in self._words.given]
        lost = {s.kind for s in affirmed if s.kind in self._words.given and not denies_itself(s)}
        unharmed = not lost and any(signal.kind in self._words.given for signal in denied)
        if not (unharmed or little):
            return {signal.kind for signal in affirmed}
        # « pas bloquée » calls for nothing where nothing was given.
        left = (s for s in affirmed if not (s.kind in self._done and denies_itself(s)))
        asked = {signal.kind for signal in self._unharmed.find(words)}
        labels = list(self._words.unharmed)
        return {next((each for each in labels if each in asked), labels[-1]), *_kinds(left)}

    def _is_little(self, words: Sequence[Word]) -> bool:
        """Tell whether what was given costs nothing: « que le nom de ma banque, pas le code »."""
        left = without_denied_things(words)
        return stand(self._words.little, left) and not stand(self._words.precious, left)


class _Phrases:
    """Phrases by label, of which those that tell of what was done may be denied."""

    def __init__(self, phrases: dict[str, list[str]], words: FraudWords) -> None:
        done = {label: entries for label, entries in phrases.items() if label in words.done}
        others = {label: entries for label, entries in phrases.items() if label not in done}
        self._done = Signals(done, [*words.between, *WITHIN])
        self._others = Signals(others, words.between)

    def find(self, words: Sequence[Word]) -> tuple[list[Signal], list[Signal]]:
        """Return the phrases that the words say, and those that they deny."""
        said = self._others.find(words)
        done = self._done.find(words)
        if not done:
            return said, []
        left = {(s.kind, s.phrase) for s in self._done.find(without_denied_things(words))}
        denied = [signal for signal in done if is_denied(signal, words)]
        # « mon nom, mais aucun code » leaves « ai donné » without the code that it needs.
        # « et pas bloqué ma carte » says itself what was not done: nothing of it is taken away.
        stays = {(s.kind, s.phrase) for s in done if denies_itself(s)} | left
        affirmed = [s for s in done if s not in denied and (s.kind, s.phrase) in stays]
        return [*said, *affirmed], denied


def _readings(text: str) -> Iterable[str]:
    return dict.fromkeys((normalise(text), text.lower().replace("’", "'")))


def _kinds(signals: Iterable[Signal]) -> Iterator[str]:
    return (signal.kind for signal in signals)


def _is_given_to_us(signal: Signal, words: Sequence[Word]) -> bool:
    """Tell whether the visitor was given something: « ils m'ont envoyé un code »."""
    before = words[signal.start - 1].text if signal.start else ""
    given = {word.text for word in words[signal.start : signal.end]} & _GIVEN
    return before in _TO_US and bool(given)
