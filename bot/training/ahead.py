"""What a training encodes while Rasa loads: the questions of the answers, most of its texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from bot.nlu.model.vectors import encode
from bot.text.words import normalise
from bot.training.questions import read_questions

Encoded = tuple[list[str], npt.NDArray[np.float32]]


def encoded_questions(data: Path, workers: int) -> Iterator[Encoded]:
    """Begin to encode the questions of a data folder, in as many processes; return each's part."""
    parts: Iterator[Encoded] = Parallel(workers, return_as="generator")(
        delayed(_encoded)(data, number, workers) for number in range(workers)
    )
    return parts


def _encoded(data: Path, number: int, parts: int) -> Encoded:
    texts = dict.fromkeys(normalise(question.text) for question in read_questions(data))
    own = [*texts][number::parts]
    return own, encode(own)
