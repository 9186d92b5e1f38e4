"""The words of words.yml, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

WORDS: dict[str, Any] = yaml.load(
    Path(__file__).with_name("words.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
