"""Where the program stands, and where what it says and learns from does.

In a checkout, content/ and data/ stand beside the package `bot`. Installed from a wheel, they lie
within it (setup.py), to be run as they are: whoever edits them copies them to a folder of their own
and names it in DECROCHE_HOME.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]  # holds the packages `bot` and `actions`

_SHIPPED = ROOT / "bot" / "home"
_IS_INSTALLED = _SHIPPED.is_dir()


def given_home(environment: Mapping[str, str]) -> Path | None:
    """Return the folder that DECROCHE_HOME names, or None."""
    given = environment.get("DECROCHE_HOME", "").strip()
    return Path(given).resolve() if given else None


def default_data(environment: Mapping[str, str]) -> Path:
    """Return where the model, the conversations and the logs go unless DECROCHE_DATA says.

    Never within an installed program, which may be read-only and goes at its next release.
    """
    beside = given_home(environment) or (Path.cwd() if _IS_INSTALLED else ROOT)
    return beside / "var"


# The folder that holds content/ and data/.
HOME = given_home(os.environ) or (_SHIPPED if _IS_INSTALLED else ROOT)
