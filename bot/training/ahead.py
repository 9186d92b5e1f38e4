"""What a training encodes while Rasa loads: the questions of the answers, most of its texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from bot.nlu.model.vectors import encode
from bot.text.words import normalise
from bot.training.questions import question_files, questions_in

Encoded = tuple[list[str], npt.NDArray[np.float32]]


def encoded_questions(data: Path, workers: int) -> Iterator[Encoded]:
    """Begin to encode the questions of a data folder, in as many processes; return each's part."""
    by_size = sorted(question_files(data), key=lambda file: (-file.stat().st_size, file))
    parts: Iterator[Encoded] = Parallel(workers, return_as="generator")(
        delayed(_encoded)(by_size[number::workers]) for number in range(workers)
    )
    return parts


def _encoded(files: list[Path]) -> Encoded:
    asked = (question.text for file in files for question in questions_in(file))
    texts = [*dict.fromkeys(map(normalise, asked))]
    return texts, encode(texts)
