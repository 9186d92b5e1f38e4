"""What every process of the bot sets before numpy, TensorFlow and Rasa load.

This module imports none of them: call `prepare` first, import after.
"""

from __future__ import annotations

import logging
import os
import warnings

_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)


def keep_private() -> None:
    """Let this account alone read the files that this process and its children make."""
    os.umask(0o077)


def prepare(verbose: bool = False) -> None:
    """Pin the threads to one, turn telemetry off and, unless `verbose`, silence the libraries."""
    # One message is one small computation: threads that wait for each other slow it 20 times.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    level = "INFO" if verbose else "ERROR"
    os.environ.update({"LOG_LEVEL": level, "LOG_LEVEL_LIBRARIES": level})
    if verbose:
        return
    os.environ.update({"TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"})
    # Libraries put their own filters back at import: showing nothing holds, filtering does not.
    warnings.showwarning = _show_nothing


def _show_nothing(*args: object, **kwargs: object) -> None:
    return None


def configure_logging() -> None:
    """Send Rasa's and our logs through structlog, at the level that `prepare` chose."""
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    level = logging.getLevelName(os.environ["LOG_LEVEL"])
    configure_structlog(level)
    configure_logging_and_warnings(level, warn_only_once=False)
