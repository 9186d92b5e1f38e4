"""Modules as browsers get them: without what only readers need, the widget's in one file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bot.installation.places import ROOT

WEB_DIR = ROOT / "bot" / "web"

# Comments stand on lines of their own, end a line (a string would be closed after what looks like
# one), or are the casts of the type checker.
_COMMENTS = re.compile(
    r"^\s*/\*(?:[^*]|\*(?!/))*\*/[ \t]*\n|^\s*//.*\n|[ \t]+// [^\"`\n]*$|/\*\* @type .*?\*/ ?",
    re.MULTILINE,
)
_INDENTATION = re.compile(r"\n\s+")
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)
_PRIVATE = re.compile(r"^(?:async |get |set )?#(\w+)", re.MULTILINE)  # where a class declares it
_STYLES = re.compile(r"`\n[^`$]*`")
_AROUND_MARKS = re.compile(r"\s*([{};,>])\s*|(?<=:)\s+")
_STRINGS = re.compile(r'("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)')
_AROUND_SIGNS = re.compile(r" ?(=>|[=!]==|\?\?=?|&&|\|\||[=*<>?:,;{}()[\]]+) ?")
_AFTER_OPENING = re.compile(r"([;{,(])\n")
_BEFORE_CLOSING = re.compile(r",?\n(?=[})\]])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_APART = "assets/brand.js"  # which the server writes for each brand
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


@dataclass(frozen=True)
class Bundle:
    """A module with all that it imports, as one text, and the files that it was read from."""

    text: str
    parts: tuple[Path, ...]


def bundled(entry: Path) -> Bundle:
    """Return a module with its imports in it, each in a scope of its own; the brand stays apart.

    Names that modules export must differ. Raises OSError when one of the files cannot be read.
    """
    read = _Read(entry.resolve().parent)
    read.take(entry.resolve())
    *imported, last = read.texts.values()
    text = "".join([read.brand(), *map(_scoped, imported), last])
    return Bundle(tight(_STYLES.sub(_tight, _renamed(text))), tuple(read.texts))


@dataclass
class _Read:
    """The modules of a bundle, what is imported before what imports it."""

    folder: Path
    texts: dict[Path, str] = field(default_factory=dict)
    of_brand: set[str] = field(default_factory=set)

    def take(self, path: Path) -> None:
        text = squeezed(path.read_text(encoding="utf-8"))
        for names, address in _IMPORT.findall(text):
            imported = (path.parent / address).resolve()
            if imported == self.folder / _APART:
                self.of_brand |= set(names.replace(" ", "").split(","))
            elif imported not in self.texts:
                self.take(imported)
        self.texts[path] = _IMPORT.sub("", text)

    def brand(self) -> str:
        names = ",".join(sorted(self.of_brand))
        return f'import {{{names}}} from "./{_APART}";\n' if names else ""


def _scoped(text: str) -> str:
    names = ",".join(_EXPORT.findall(text))
    return f"const {{{names}}}=(()=>{{\n{_EXPORT.sub('', text)}return {{{names}}}}})();\n"


def _renamed(text: str) -> str:
    """Give private members, which nobody outside can name, names of a letter or two."""
    used = Counter(re.findall(r"#(\w+)", text))
    names = sorted(set(_PRIVATE.findall(text)), key=lambda name: (-used[name], name))
    short = {name: _short(place) for place, name in enumerate(names)}
    return re.sub(r"#(\w+)", lambda found: f"#{short.get(found[1], found[1])}", text)


def _short(place: int) -> str:
    more, letter = divmod(place, len(_LETTERS))
    return (_LETTERS[more - 1] if more else "") + _LETTERS[letter]


def tight(text: str) -> str:
    """Return a script without the spaces around its marks, but for those in its strings."""
    pieces = _STRINGS.split(text)
    pieces[::2] = (_AROUND_SIGNS.sub(r"\1", piece) for piece in pieces[::2])
    text = _BEFORE_CLOSING.sub("", "".join(pieces))
    return _AFTER_OPENING.sub(r"\1", text)


def _tight(style: re.Match[str]) -> str:
    return _AROUND_MARKS.sub(lambda found: found[1] or "", style[0]).replace(";}", "}")
