"""Whether the words of a message call for help, and which: the 3114, the 17, the 119, or rest.

Words are those of content/care.yml; who does it, to whom and what is denied is read in the
sentence. In doubt somebody is in danger: help offered for nothing costs less than help missed.
"""

from __future__ import annotations

from bot.content.care import SIGNALS, Care, CareWords
from bot.nlu.model.grammar import Grammar
from bot.nlu.model.sentence import Sentence, any_in, stand
from bot.nlu.model.signals import Signal, Signals, split_pattern, stands_at, words_of
from bot.text.words import normalise

_DANGERS = frozenset(
    (Care.GESTURE, Care.SUICIDE, Care.CHILD, Care.BEATEN_MAN, Care.VIOLENCE, Care.THREAT)
)
# What the words alone tell.
_PLAIN = {
    "child": Care.CHILD,
    "mourning": Care.MOURNING,
    "strain": Care.STRAIN,
    "fatigue": Care.EXHAUSTION,
}
_SHE_OR_HE = frozenset(("il", "elle"))


class CareReader:
    """Reads what a message calls for."""

    def __init__(self, words: CareWords) -> None:
        self._words = words
        phrases = {kind: getattr(words, kind) for kind in SIGNALS}
        self._signals = Signals(phrases, words.between)
        self._sayings = Signals({"saying": words.sayings}, ())
        self._asking = Signals(words.asking, words.between)
        self._denials = Signals({"denial": words.denials}, ())  # « je vais pas bien »
        self._idioms = [
            (split_pattern(head), [split_pattern(phrase) for phrase in phrases])
            for head, phrases in words.idioms.items()
        ]

    def read(self, text: str, grammar: Grammar) -> Care | None:
        """Return what `text` calls for, NOTHING for an idiom, or None without any such words.

        Only a message with such words is parsed.
        """
        readings = dict.fromkeys((normalise(text), text.lower().replace("’", "'")))
        found = [care for reading in readings if (care := self._read(reading, grammar))]
        return min(found, key=list(Care).index, default=None)

    def asked(self, text: str) -> str | None:
        """Return the label that a message asks about beside what its sender feels, or None."""
        found = {signal.kind for signal in self._asking.find(words_of(normalise(text)))}
        return next((label for label in self._words.asking if label in found), None)

    def denies(self, text: str) -> bool:
        """Tell whether a message says that its sender needs no help: « je vais bien, arrêtez »."""
        words = words_of(normalise(text))
        return bool(self._denials.find(words)) and not stand(self._words.no_denials, words)

    def seeks_help(self, text: str) -> bool:
        """Tell whether a message asks about the help itself: « c'est quoi le numéro »."""
        return stand(self._words.seeking, words_of(normalise(text)))

    def speaks_of_work(self, text: str) -> bool:
        """Tell whether a message names work: « j'en peux plus de mon boulot »."""
        words = [word.text for word in words_of(normalise(text))]
        return any_in(self._words.work, words)

    def _read(self, text: str, grammar: Grammar) -> Care | None:
        words = words_of(text)
        signals = self._signals.find(words)
        sayings = self._sayings.find(words)
        if not signals:
            return Care.NOTHING if sayings else None
        sentence = Sentence(text, words, self._words, grammar)
        cares = [
            Care.NOTHING if _within(signal, sayings) else self._judge(signal, sentence)
            for signal in signals
        ]
        care = min(filter(None, cares), key=list(Care).index, default=None)
        return Care.SILENT if care in _DANGERS and sentence.holds(self._words.silent) else care

    def _judge(self, signal: Signal, sentence: Sentence) -> Care | None:
        if self._is_idiom(signal, sentence):
            return self._worn_out(signal, sentence)
        to_me = sentence.words[signal.start].text == "me" and sentence.is_done_by_another(signal)
        if signal.kind in ("gesture", "suicide") and not to_me:
            return self._death(signal, sentence)
        if signal.kind in ("gesture", "suicide", "killing", "harming"):
            return self._killing(signal, sentence)
        if signal.kind == "threat":
            return self._threatened(sentence.subject(signal), sentence)
        if signal.kind == "blows":
            return self._blow(signal, sentence)
        if signal.kind == "violence":
            return sentence.victim(sentence.subject(signal))
        if signal.kind == "duress":
            return self._duress(signal, sentence)
        if signal.kind == "bullying":
            return None if sentence.holds(self._words.no_bullying) else Care.BULLYING
        if signal.kind == "worn":
            return None if sentence.holds(self._words.no_worn) else Care.WORN
        if signal.kind == "fatigue" and self._is_tired_instead(signal, sentence):
            return None
        return _PLAIN[signal.kind]

    def _is_idiom(self, signal: Signal, sentence: Sentence) -> bool:
        words = sentence.words
        if any(stands_at(split_pattern(meant), words, signal.end) for meant in self._words.meant):
            return False
        if sentence.holds(self._words.weapons):
            return False
        if signal.end < len(words) and words[signal.end].after_mark:
            return False  # « je me flingue. mes enfants… » begins another sentence
        return any(
            any(stands_at(after, words, signal.end) for after in afters)
            for head, afters in self._idioms
            if stands_at(head, words, signal.end - len(head))
        )

    def _worn_out(self, signal: Signal, sentence: Sentence) -> Care:
        # « Je me tue au travail » is said by somebody who is tired.
        after = sentence.text_after(signal)
        says_me = sentence.words[signal.start].text == "me"
        return Care.FATIGUE if says_me and any_in(self._words.work, after[:4]) else Care.NOTHING

    def _death(self, signal: Signal, sentence: Sentence) -> Care:
        if sentence.denies(signal):
            return Care.FATIGUE
        other = self._is_of_another(signal, sentence)
        if other and sentence.holds(self._words.customers):
            return Care.CALLER
        if signal.kind == "gesture":
            return Care.GESTURE
        return Care.WORRIED if other else Care.SUICIDE

    def _is_tired_instead(self, signal: Signal, sentence: Sentence) -> bool:
        """Tell whether another is at the end, or some thing: « une étude ne vaut rien »."""
        if sentence.words[signal.start].text == "vaut":
            return sentence.subject(signal) not in (None, "on")
        return self._is_of_another(signal, sentence)

    def _is_of_another(self, signal: Signal, sentence: Sentence) -> bool:
        said = {word.text for word in sentence.words[signal.start : signal.end]}
        if said & set(self._words.oneself):
            return False
        if said & set(self._words.others):
            return True
        who = sentence.subject(signal)
        return who is not None and any(any_in(names, [who]) for names in self._persons())

    def _persons(self) -> tuple[list[str], ...]:
        words = self._words
        return (words.partners, words.parents, words.figures, words.people)

    def _killing(self, signal: Signal, sentence: Sentence) -> Care:
        who = sentence.subject(signal)
        if who in (None, "je", "j", "me") and sentence.is_done_by_another(signal):
            who = "on"
        if who is None and sentence.words[signal.start - 1].text == "qui":
            return Care.NOTHING  # « c'est rester assis qui me tue »: some thing does it
        if who in (None, "je", "j", "me"):
            oneself = signal.kind == "killing"
            return self._killing_oneself(signal, sentence) if oneself else Care.NOTHING
        if who in ("tu", "vous"):
            return Care.NOTHING
        if who in self._words.work:
            return Care.FATIGUE
        if not any(any_in(names, [who]) for names in self._persons()):
            return Care.NOTHING
        return self._threat(who, signal, sentence)

    def _killing_oneself(self, signal: Signal, sentence: Sentence) -> Care:
        after = sentence.text_after(signal)
        finite = sentence.words[signal.end - 1].text == "tue"
        if finite and after[:1] in (["a"], ["au"]):
            return Care.FATIGUE if any_in(self._words.work, after[:4]) else Care.NOTHING
        return Care.FATIGUE if sentence.denies(signal) else Care.SUICIDE

    def _threat(self, who: str, signal: Signal, sentence: Sentence) -> Care:
        announced = sentence.holds(self._words.threats) or sentence.holds(self._words.fear)
        exaggerates = sentence.exaggerates(signal) and not sentence.holds(self._words.fear)
        teasing = [*self._words.figures, *self._words.parents, *self._words.her_partners_names]
        teases = any_in(teasing, [who]) and not announced
        if exaggerates or teases or sentence.denies(signal):
            return Care.NOTHING
        return self._threatened(who, sentence)

    def _threatened(self, who: str | None, sentence: Sentence) -> Care:
        """Return the care of who is threatened: a partner's threat is a violence of its own."""
        care = sentence.victim(who)
        close = who in _SHE_OR_HE or sentence.holds(self._words.partners)
        return Care.THREAT if care is Care.VIOLENCE and not close else care

    def _blow(self, signal: Signal, sentence: Sentence) -> Care:
        who = sentence.subject(signal)
        says_me = sentence.words[signal.start].text in ("me", "m", "nous")
        if who in ("je", "j", "tu", "vous"):
            return Care.NOTHING
        if who and any_in([*self._words.things, *self._words.work], [who]):
            return Care.NOTHING
        somebody = who is not None and any(any_in(names, [who]) for names in self._persons())
        by_phone = sentence.holds(self._words.by_phone) and sentence.holds(self._words.customers)
        if not (says_me or somebody) or by_phone or sentence.denies(signal):
            return Care.NOTHING
        return sentence.victim(who)

    def _duress(self, signal: Signal, sentence: Sentence) -> Care | None:
        """Return the care of who suffers at home what might be said of anybody."""
        close = [*self._words.partners, *self._words.parents]
        who = sentence.subject(signal)
        if who in ("je", "j"):
            return None
        if who is not None and any_in(close, [who]):
            return sentence.victim(who)
        name = sentence.first_of(close)
        return sentence.victim(name) if name else None


def _within(signal: Signal, sayings: list[Signal]) -> bool:
    return any(s.start <= signal.start and signal.end <= s.end for s in sayings)
