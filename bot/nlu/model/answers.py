"""Which answer a message asks for: a search among the general answers, the details and the facts.

A message that follows an answer is read in three ways, alone, after the visitor's words before it
and after the question that was answered, for « et en 2016 ? » means little alone; those words and
that question are read by themselves too, for what they asked is not what is asked now. Each reading
is compared with the examples of an answer, its title and its text, as n-grams, as sentence vectors
and along the directions that tell the answers apart (senses.py). How far each likeness counts is
chosen on what visitors said next and on dialogues (`bot/training/ranking.py`,
docs/trials.md).

Pure numpy and scipy. A label is « topic/detail », « topic/ » for the general answer and
« topic/=fact » for a fact that is said as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from bot.nlu.model.axes import widest
from bot.nlu.model.coverage import Coverage
from bot.nlu.model.examples import Example, Sayable
from bot.nlu.model.labels import Labels
from bot.nlu.model.likenesses import (
    COLUMNS,
    FACTS,
    FIRST,
    LATER,
    LIKENESSES,
    MEANS,
    SIDES,
    Asked,
    Ranker,
    name_of,
)
from bot.nlu.model.ranked import Ranked, Shares, ranked
from bot.nlu.model.reach import reach
from bot.nlu.model.sayings import FIRST as SAID_FIRST
from bot.nlu.model.sayings import Sayings
from bot.nlu.model.second_look import LOOKED_AT, Seen, mixed, weighed
from bot.nlu.model.senses import Senses
from bot.nlu.model.sides import Read, Sides, Texts, centres, unit
from bot.nlu.model.suppositions import Suppositions
from bot.nlu.model.vectors import Encoder
from bot.nlu.model.views import Views
from bot.text.pointing import points_back
from bot.text.wanted import held, wanted

Vectors = npt.NDArray[np.float32]

FACT = "/="  # in the label of a fact
_TO_LENGTH_ONE = np.float32(1 / np.sqrt(3))  # of three views; divided, they would be doubles
_REFUSED = 4.0  # log odds against an answer that has all the words of what is refused
_SEED = 1  # of what the senses draw by lot
_AXES = 128  # of 512: those that spread most tell answers apart as well as all
_FLOOR = 1e-4  # the least probability of a topic: what the ranking leaves out


@dataclass(frozen=True)
class AnswerModel:
    """What may be said, as n-grams and vectors, facts last; the mean vector of all questions, and
    the axes along which vectors are compared.

    `holds` are the kinds of things that each holds (bot/text/wanted.py).
    """

    labels: list[str]
    topics: list[list[str]]
    themes: list[str]
    holds: list[frozenset[str]]
    views: Views
    words: Coverage
    supposed: Suppositions
    mean: Vectors
    axes: Vectors
    senses: Senses
    sides: Sides
    sayings: Sayings
    ranker: Ranker

    @classmethod
    def fit(
        cls,
        sayables: Sequence[Sayable],
        examples: Sequence[Example],
        encoder: Encoder,
        ranker: Ranker,
        threads: int,
    ) -> AnswerModel:
        """Return the model of what may be said and of the examples that ask for it."""
        answers = [each for each in sayables if FACT not in each.label]
        facts = [each for each in sayables if FACT in each.label]
        # « ils ont le droit ? » asks for one answer here and for another there: for none by itself.
        points = [bool(each.after) and points_back(each.text) for each in examples]
        pointing = [each for each, own in zip(examples, points, strict=True) if own]
        telling = [each for each, own in zip(examples, points, strict=True) if not own]
        asked = [*telling, *(Example(each.title, each.label) for each in answers)]
        said_last = [*answers, *facts]
        texts = [e.text for e in asked] + [s.text for s in said_last] + [e.text for e in pointing]
        views, grams = Views.fit(texts, threads)
        grams = csr_matrix(grams * _TO_LENGTH_ONE)
        vectors = encoder.encode(texts, threads)
        count, known = len(asked), len(answers)
        mean = vectors[:count].mean(axis=0)
        places = {each.label: place for place, each in enumerate(said_last)}
        columns = np.array([places[example.label] for example in asked])
        centred = unit(vectors - mean)
        senses = Senses.fit(grams[:count], centred[:count], columns, views.concepts, _SEED)
        placed = senses.of(grams, centred)
        axes = widest(centred[:count], _AXES)
        along = centred @ axes
        titles, said = slice(len(telling), count), slice(count, count + known)
        stated = slice(count + known, count + len(said_last))
        sides = {
            "examples": centres(Texts(grams, along, placed)[:count], columns, known),
            "titles": Texts(grams[titles], unit(along[titles]), unit(placed[titles])),
            "answers": Texts(grams[said], _centred(vectors[said] @ axes), unit(placed[said])),
            FACTS: Texts(grams[stated], _centred(vectors[stated] @ axes), unit(placed[stated])),
        }
        rows = [*range(len(telling)), *range(stated.stop, len(texts))]
        sayings = Sayings.fit(
            [texts[row] for row in rows],
            placed[rows],
            [(places[e.label], places.get(e.after, SAID_FIRST)) for e in [*telling, *pointing]],
        )
        owners = np.concatenate([columns, np.arange(len(said_last))])
        words = Coverage.fit(texts[: stated.stop], owners, len(said_last), count)
        topics, themes = [[*each.topics] for each in said_last], [each.theme for each in said_last]
        holds = [held(each.text) for each in said_last]
        supposed = Suppositions.fit([each.title for each in said_last])
        told_apart = (mean, axes, senses, Sides(sides), sayings)
        return cls([*places], topics, themes, holds, views, words, supposed, *told_apart, ranker)

    def likenesses(self, asked: Sequence[Asked], encoder: Encoder) -> Vectors:
        """Return messages × labels × LIKENESSES."""
        found = np.zeros((len(asked), len(self.labels), len(LIKENESSES)), np.float32)
        for row, each in enumerate(asked):
            found[row] = self._likenesses(each, encoder)
        return found

    def rank(self, asked: Asked, encoder: Encoder, most: int | None = None) -> Ranked:
        """Return (label, probability) of one message, best first: of all labels, or of `most`."""
        shares = self.shares([asked], encoder)[0]
        points = asked.last and points_back(asked.text)
        near = self.in_reach(shares, asked) if points else self.best(shares, LOOKED_AT)
        found = dict(near if points else self.compared(near, asked, encoder))
        others = (each for each in self.best(shares) if each[0] not in found)
        return [*found.items(), *others][:most]

    def in_reach(self, shares: Shares, asked: Asked) -> Ranked:
        """Return the likeliest answers to words that but point back at the one just read."""
        return self.best(shares * reach(self._known, self.sayings, asked), LOOKED_AT)

    def best(self, shares: Shares, most: int | None = None) -> Ranked:
        """Return (label, share) of the shares of all labels, best first: of all, or of `most`."""
        return ranked(self.labels, shares, most)

    def shares(self, asked: Sequence[Asked], encoder: Encoder) -> Shares:
        """Return the probabilities of messages × labels.

        One message that is asked in several ways is best read at once: most of its texts are the
        same, and the answers need not be looked through for each.
        """
        sums = self._scores(asked, encoder)
        for row, each in zip(sums, asked, strict=True):
            for refused in each.refused:
                row -= _REFUSED * self.words.covered(refused)
        likely = np.exp(sums - sums.max(axis=1, keepdims=True))
        found: Shares = likely / likely.sum(axis=1, keepdims=True)
        return found

    def compared(
        self, found: Ranked, asked: Asked, encoder: Encoder, whole: str | None = None
    ) -> Ranked:
        """Return the likeliest answers weighed by who asked for each, best first.

        `whole` is all of a message that says more than it asks, in plain spelling.
        """
        if not found:
            return found
        known, shares = self._known, np.array([share for _, share in found])
        places = np.array([known.place(label) for label, _ in found], np.int64)
        texts = [*dict.fromkeys((asked.text, whole or asked.text))]  # most messages only ask
        readings, read = self._read([*map(Asked, texts)], encoder)
        near = [self.sayings.nearest(read.senses[_own(each)], places) for each in readings]
        usual = [self.words.usual_in(text)[places] for text in texts]
        seen = Seen(
            mixed(near[0], near[-1]),
            mixed(usual[0], usual[-1]),
            known.general[places],
            np.array([FACT in label for label, _ in found]),
        )
        return ranked([label for label, _ in found], weighed(shares, seen))

    def _scores(self, asked: Sequence[Asked], encoder: Encoder) -> Vectors:
        """Return what `Ranker.scores` makes of the likenesses, without each of them."""
        readings, read = self._read(asked, encoder)
        shape = len(self.sides.texts), len(MEANS), len(asked), len(read.vectors)
        weights = np.zeros(shape, np.float32)
        scores = np.zeros((len(asked), len(self.labels)), np.float32)
        for message, rows in enumerate(readings):
            for reading, row in rows.items():
                weights[:, :, message, row] += self.ranker.of_readings[reading]
            in_context = self._in_context(asked[message], read.senses[_own(rows)])
            columns = np.stack([*in_context.values()])
            for side, of_side in self.ranker.in_context.items():
                own = np.array([of_side.get(name, 0) for name in in_context], np.float32)
                scores[message, self._rows(side)] += own @ columns[:, self._rows(side)]
        for side, sums in self.sides.sums(read, weights).items():
            scores[:, self._rows(side)] += sums
        return scores

    def _rows(self, side: str) -> slice:
        """Return the places among the labels of what a side has a row of."""
        known = len(self.sides.texts["answers"].vectors)
        return slice(known, None) if side == FACTS else slice(known)

    def _likenesses(self, asked: Asked, encoder: Encoder) -> Vectors:
        (readings,), read = self._read([asked], encoder)
        found = np.zeros((len(self.labels), len(LIKENESSES)), np.float32)
        for side, means in product(self.sides.texts, MEANS):
            likeness = self.sides.likeness(read, side, means)
            for reading, row in readings.items():
                found[self._rows(side), COLUMNS[name_of(side, means, reading)]] = likeness[row]
        answers, facts = self._rows("answers"), self._rows(FACTS)
        for name, column in self._in_context(asked, read.senses[_own(readings)]).items():
            if name in COLUMNS:
                found[answers, COLUMNS[name]] = column[answers]
            if f"fact_{name}" in COLUMNS:
                found[facts, COLUMNS[f"fact_{name}"]] = column[facts]
        return found

    def _read(self, asked: Sequence[Asked], encoder: Encoder) -> tuple[list[dict[str, int]], Read]:
        """Return the row of each reading of each message, and the texts as which they are read."""
        readings = [_readings(each) for each in asked]
        rows: dict[str, int] = {}
        for text in chain.from_iterable(own.values() for own in readings):
            rows.setdefault(text, len(rows))
        places, shares, ends = self.views.read([*rows])
        shares = shares * _TO_LENGTH_ONE
        vectors = unit(encoder.encode([*rows]) - self.mean)
        own = map(slice, ends[:-1], ends[1:])
        senses = [
            self.senses.place(places[part], shares[part], vector)
            for part, vector in zip(own, vectors, strict=True)
        ]
        read = Read(places, shares, ends, unit(vectors @ self.axes), unit(np.stack(senses)))
        return [{name: rows[text] for name, text in each.items()} for each in readings], read

    def _in_context(self, asked: Asked, place: Vectors) -> dict[str, Vectors]:
        """Return the likenesses by name that need no side; `place` is where the message lies."""
        known, later = self._known, bool(asked.last)
        every = np.ones(len(self.labels), np.float32)
        same = known.of_topic(asked.last) * later
        topic = np.log(known.confidence(asked.topics) + _FLOOR)
        readings = _readings(asked).items()
        return {
            **{f"covered_{name}": self.words.covered(text) for name, text in readings},
            "supposed": self.supposed.of((asked.text, asked.words, asked.question)),
            "topic": topic,
            "topic_later": topic * later,
            "same": same,
            "same_theme": known.of_theme(asked.last) * later,
            "just_told": known.among(asked.just_told),
            "told": known.among(asked.told),
            "general": known.general,
            "general_later": known.general * later,
            "general_same": known.general * same,
            "is": every,
            "is_later": every * later,
            "holds": known.holding(wanted(asked.text)),
            **self._said_next(asked, place),
        }

    def _said_next(self, asked: Asked, place: Vectors) -> dict[str, Vectors]:
        among, after = self._known.first_of_topic(asked.last), self._known.place(asked.after)
        alike = self.sayings.next(place, after, among, len(self.labels))
        return dict(zip(("next", "next_same"), alike, strict=True))

    @cached_property
    def _known(self) -> Labels:
        return Labels(self.labels, self.topics, self.themes, self.holds)

    def save(self, folder: Path) -> None:
        """Write the model into a folder: arrays, and JSON."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            **{"mean": self.mean, "axes": self.axes.astype(np.float16)},
            **self.views.arrays(),
        }
        for part in (self.words, self.supposed, self.senses, self.sayings):
            arrays |= part.arrays()
        for name, side in self.sides.texts.items():
            arrays |= side.arrays(name, self.views.from_common)
        np.savez_compressed(folder / "answers.npz", **arrays)
        document = {
            "labels": self.labels,
            "topics": self.topics,
            "themes": self.themes,
            "holds": [sorted(kinds) for kinds in self.holds],
            "words": self.words.vocabulary(),
            "supposed": self.supposed.words(),
            "weights": dict(self.ranker.weights),
        }
        text = json.dumps(document, ensure_ascii=False)
        (folder / "answers.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> AnswerModel:
        """Return the model saved in a folder."""
        document = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
        with np.load(folder / "answers.npz") as arrays:
            views = Views.load(arrays)
            order = views.from_common
            sides = Sides({name: Texts.load(name, arrays, order) for name in (*SIDES, FACTS)})
            words = Coverage.load(document["words"], arrays)
            supposed = Suppositions.load(document["supposed"], arrays)
            mean, axes = (arrays[name].astype(np.float32) for name in ("mean", "axes"))
            senses, sayings = Senses.load(arrays), Sayings.load(arrays)
        holds = [frozenset(kinds) for kinds in document["holds"]]
        labels, topics, themes = (document[name] for name in ("labels", "topics", "themes"))
        told = (labels, topics, themes, holds)
        ranker = Ranker(document["weights"])
        return cls(*told, views, words, supposed, mean, axes, senses, sides, sayings, ranker)


def _readings(asked: Asked) -> dict[str, str]:
    alone = (FIRST, LATER[0])  # a message is read though it be empty
    return {name: text for name, text in asked.readings.items() if text or name in alone}


def _own(readings: Mapping[str, int]) -> int:
    """Return the row of a message as it was said."""
    return next(iter(readings.values()))


def _centred(vectors: Vectors) -> Vectors:
    return unit(vectors - vectors.mean(axis=0)) if len(vectors) else vectors
