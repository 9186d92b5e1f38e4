"""Modules as browsers get them: the words that only a reader of the source needs stay here."""

from __future__ import annotations

import re

# Comments stand on lines of their own, or are the casts of the type checker.
_COMMENTS = re.compile(
    r"^\s*/\*(?:[^*]|\*(?!/))*\*/[ \t]*\n|^\s*//.*\n|/\*\* @type .*?\*/ ?", re.MULTILINE
)
_INDENTATION = re.compile(r"\n\s+")


def squeezed(script: str) -> str:
    """Return a module without its comments and its indentation, otherwise as it stands."""
    return _INDENTATION.sub("\n", _COMMENTS.sub("", script))
