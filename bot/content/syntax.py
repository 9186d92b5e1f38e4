"""YAML of content/ and data/ as Python values; what is wrong with it, in French, with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError

_QUOTES = (
    "mettez ce texte entre guillemets",
    "un texte commence par un signe qui a un sens en YAML",
)
# What libyaml says, in part -> (what is wrong, how to mend it).
_FRENCH = {
    "mapping values are not allowed": (
        "un texte sans guillemets contient « : »",
        "mettez ce texte entre guillemets, ou alignez la ligne",
    ),
    "could not find expected ':'": (
        "la ligne ne suit pas la forme « champ: valeur »",
        "ajoutez le deux-points, ou décalez la ligne si elle continue la précédente",
    ),
    "did not find expected ',' or ']'": (
        "le crochet ouvert ici n'est jamais fermé",
        "fermez-le par « ] »",
    ),
    "did not find expected ',' or '}'": (
        "l'accolade ouverte ici n'est jamais fermée",
        "fermez-la par « } »",
    ),
    "did not find expected node content": (
        "le crochet ou l'accolade ouverts ici ne sont jamais fermés",
        "fermez-les par « ] » ou « } »",
    ),
    "did not find expected key": (
        "la ligne n'est pas alignée avec ses voisines, ou des guillemets sont de trop",
        "alignez-la, et mettez entre guillemets un texte qui en contient",
    ),
    "did not find expected '-' indicator": (
        "la ligne d'une liste ne commence pas par un tiret",
        "ajoutez « - » devant, ou décalez la ligne",
    ),
    "found unexpected end of stream": (
        "les guillemets ouverts ici ne sont jamais fermés",
        "fermez-les en fin de texte",
    ),
    "found unknown escape character": (
        "une barre « \\ » se trouve entre guillemets doubles",
        "doublez-la, ou prenez des guillemets simples",
    ),
    "cannot start any token": (_QUOTES[1], _QUOTES[0]),
    "alias": (_QUOTES[1], _QUOTES[0]),
    "anchor": (_QUOTES[1], _QUOTES[0]),
    "tag": (_QUOTES[1], _QUOTES[0]),
    "unhashable key": (_QUOTES[1], _QUOTES[0]),
    "block scalar": ("un texte sur plusieurs lignes commence mal", "écrivez « >- » puis la suite"),
    "control characters": ("la ligne contient un caractère invisible", "retapez cette ligne"),
    "document": ("une ligne n'appartient à aucun champ", "retirez-la, ou alignez-la"),
}
_UNKNOWN = ("la mise en forme est rompue à cette ligne", "comparez avec la dernière version")
_TAB = ("une tabulation tient lieu d'espaces", "décalez la ligne avec des espaces")
# A line that opens a quoted text: « title: "… », « - '… ».
_OPENS = re.compile(r"(?P<indent>\s*)(?:- )*(?:[\w-]+:\s+|(?<=- ))(?P<mark>[\"'])(?P<rest>.*)")
_FIELD = re.compile(r"(?P<indent>\s*)(?:- |[\w-]+:(?:\s|$))")
_ESCAPED = {'"': re.compile(r"\\."), "'": re.compile("''")}


class _Twice(yaml.YAMLError):
    def __init__(self, key: str, line: int, first: int) -> None:
        super().__init__(key)
        self.key, self.line, self.first = key, line, first


class _Loader(yaml.CSafeLoader):
    """Keeps dates and years as they were typed, and refuses a key that is written twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        first: dict[Any, int] = {}
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode):
                if key.value in first:
                    raise _Twice(key.value, line, first[key.value])
                first[key.value] = line
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class _NotPlain(Exception):
    """A text holds more than lists, tables and scalars, or is broken."""


class _Plain:
    """Builds the values of a text from what libyaml reads, without its tree of nodes between.

    It takes half of the time. What is rare or wrong is left to `_Loader`, which knows it all and
    tells it: tags, anchors, merges, a key that is no text or is written twice.
    """

    def __init__(self, text: str) -> None:
        self._loader = _Loader(text)
        self._next: Callable[[], Any] = self._loader.get_event

    def document(self) -> Any:
        """Return the one document of the text. Raises _NotPlain, YAMLError."""
        try:
            self._next()  # the stream starts
            if not isinstance(self._next(), yaml.DocumentStartEvent):
                raise _NotPlain
            value = self._value(self._next())
            self._next()  # the document ends
            if not isinstance(self._next(), yaml.StreamEndEvent):
                raise _NotPlain
            return value
        finally:
            self._loader.dispose()

    def _value(self, event: Any) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor or event.tag:
            raise _NotPlain
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        return self._list() if kind is yaml.SequenceStartEvent else self._table()

    def _scalar(self, event: Any) -> Any:
        typed: str = event.value
        if event.implicit[0]:
            for tag, regexp in _Loader.yaml_implicit_resolvers.get(typed[:1], ()):
                if regexp.match(typed):
                    return self._loader.construct_object(yaml.ScalarNode(tag, typed))
        return typed

    def _list(self) -> list[Any]:
        values: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            values.append(self._value(event))
        return values

    def _table(self) -> dict[Any, Any]:
        values: dict[Any, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._value(event)
            if type(key) is not str or key in values:
                raise _NotPlain
            values[key] = self._value(self._next())
        return values


def parse(path: Path, text: str) -> Any:
    """Return what a YAML text holds. Raises ContentError with the line where it is broken."""
    with suppress(_NotPlain, yaml.YAMLError, RecursionError):
        return _Plain(text).document()
    try:
        return yaml.load(text, Loader=_Loader)
    except _Twice as twice:
        problem = f"« {twice.key} » figure déjà à la ligne {twice.first}"
        remedy = "gardez un seul des deux"
        raise ContentError(f"{path}:{twice.line}", problem, remedy) from None
    except yaml.YAMLError as error:
        line, (problem, remedy) = _fault(text, error)
        raise ContentError(f"{path}:{line}", f"YAML illisible, {problem}", remedy) from None


def line_of(text: str, keys: tuple[str | int, ...], search: bool = False) -> int:
    """Return the line, from 1, of what lies under `keys`, or of as much of the way as there is.

    An entry of a list is named by its place or by its `id`; with `search`, a key may leave out the
    one above it (« taste » for « questions.taste »).
    """
    node = _composed(text)
    line = 1
    for key in keys:
        found = _below(node, key)
        if found is None and search and isinstance(node, yaml.MappingNode):
            found = next(filter(None, (_below(value, key) for _, value in node.value)), None)
        if found is None:
            break
        line, node = found
    return line


@lru_cache(maxsize=4)  # the findings on a file come one after the other
def _composed(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def _below(node: Any, key: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            if key == place or _id_of(value) == key:
                return value.start_mark.line + 1, value
    return None


def _id_of(node: Any) -> str | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for name, value in pairs if name.value == "id"), None)


def _fault(text: str, error: yaml.YAMLError) -> tuple[int, tuple[str, str]]:
    if opened := _open_quote(text):
        return opened, _FRENCH["found unexpected end of stream"]
    if isinstance(error, yaml.reader.ReaderError):
        return _line_at(text, error.position), _FRENCH["control characters"]
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    if "tab character" in said or "\t" in _leading(text, line):
        return line, _TAB
    known = next((french for part, french in _FRENCH.items() if part in said), _UNKNOWN)
    if "node content" in said:
        opened_at = max(text.rfind(sign, 0, mark.index if mark else None) for sign in "[{")
        return _line_at(text, opened_at), known
    begun = getattr(error, "context_mark", None)
    if begun and ("jamais" in known[0] or "simple key" in said):
        line = begun.line + 1
    return line, known


def _open_quote(text: str) -> int | None:
    """Return the line of the first quoted text that nothing closes before the next field."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        opening = _OPENS.match(line)
        if not opening or _closes(opening["rest"], opening["mark"]):
            continue
        for later in lines[number + 1 :]:
            field = _FIELD.match(later)
            if field and len(field["indent"]) <= len(opening["indent"]):
                return number + 1
            if _closes(later, opening["mark"]):
                break
        else:
            return number + 1
    return None


def _closes(text: str, mark: str) -> bool:
    return mark in _ESCAPED[mark].sub("", text)


def _leading(text: str, line: int) -> str:
    whole = f"{text}\n".split("\n")[line - 1]  # an error may stand where the text ends
    return whole[: len(whole) - len(whole.lstrip())]


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, max(position, 0)) + 1
