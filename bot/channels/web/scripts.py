"""Modules as browsers get them: the words that only a reader of the source needs stay here."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.installation.places import ROOT

WEB_DIR = ROOT / "bot" / "web"

# Comments stand on lines of their own, or are the casts of the type checker.
_COMMENTS = re.compile(
    r"^\s*/\*(?:[^*]|\*(?!/))*\*/[ \t]*\n|^\s*//.*\n|/\*\* @type .*?\*/ ?", re.MULTILINE
)
_INDENTATION = re.compile(r"\n\s+")


_WORDS = ("strings.js", "kiosk-strings.js")  # of assets/
_NAME = re.compile(r"^  (\w+):", re.MULTILINE)


@lru_cache(maxsize=1)
def words_of_scripts(folder: Path = WEB_DIR) -> frozenset[str]:
    """Return the names of every word that the widget and the kiosk say by themselves."""
    texts = ((folder / "assets" / name).read_text(encoding="utf-8") for name in _WORDS)
    return frozenset(name for text in texts for name in _NAME.findall(text))


def squeezed(script: str) -> str:
    """Return a module without its comments and its indentation, otherwise as it stands."""
    return _INDENTATION.sub("\n", _COMMENTS.sub("", script))
