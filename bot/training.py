"""Training: when it is due, and doing it."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.errors import DataError, ModelError
from bot.settings import ROOT, Settings

Progress = Callable[[str, float], None]

# Share of the whole that each stage takes, as measured: a bar that runs evenly.
STAGES = {"read": 0.28, "encode": 0.17, "classify": 0.55}

_WORKERS = 2  # as many as the pipeline's `threads`: the same processes

_DEPENDS_ON = (
    "bot/config.yml",
    "bot/domain.yml",
    "bot/nlu/*.py",
    "bot/nlu/**/*.yml",
    "data/**/*.yml",
    "requirements.lock",
)


def is_due(settings: Settings, root: Path = ROOT) -> bool:
    """Tell whether there is no model, or one of other inputs than those of today."""
    return not settings.model.exists() or _recorded(settings) != fingerprint(root)


def fingerprint(root: Path = ROOT) -> str:
    """Return a digest of everything that a model depends on."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def train(settings: Settings, progress: Progress, root: Path = ROOT) -> Path:
    """Train the model of `root` and return its file.

    `progress` is called with a stage of STAGES and how far it is, from 0 to 1. The last good model
    stays in place until the new one is whole. Raises DataError, ModelError.
    """
    models = _models_folder(settings)
    inputs = fingerprint(root)
    progress("read", 0.0)
    # Rasa's cache knows the source of a component, not of the modules that it imports.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    from bot.nlu._stages import listening
    from bot.nlu._vectors import start_workers

    wait_for_workers = start_workers(_WORKERS)  # they load theirs while this process loads Rasa
    from rasa.model_training import train as rasa_train
    from rasa.shared.exceptions import RasaException

    wait_for_workers()

    output = io.StringIO()
    try:
        with listening(progress), contextlib.redirect_stdout(output), _no_garbage_collected():
            result = rasa_train(
                domain=str(root / "bot" / "domain.yml"),
                config=str(root / "bot" / "config.yml"),
                training_files=[str(root / "data")],
                output=str(models),
                force_training=True,
                fixed_model_name="in_training",
            )
    except RasaException as error:
        raise DataError("data, bot/domain.yml", str(error), "mend it and train again") from error
    if not result.model:
        reason = output.getvalue().strip() or "Rasa made no model"
        raise ModelError("training", " ".join(reason.split()), "run again with --verbose")
    Path(result.model).replace(settings.model)
    _record(settings).write_text(json.dumps({"inputs": inputs}), encoding="utf-8")
    return settings.model


@contextlib.contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """Leave the examples alone: to look for garbage among 100,000 of them takes five seconds."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _inputs(root: Path) -> Iterator[Path]:
    for pattern in _DEPENDS_ON:
        yield from sorted(root.glob(pattern))


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
