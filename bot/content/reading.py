"""Reading the files of content/: documents, and the records that they hold.

Whatever is wrong is a ContentError: a clear French sentence with the file and the line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.content.fields import faults_of
from bot.content.syntax import line_of, parse
from bot.errors import ContentError
from bot.installation.places import HOME

CONTENT_DIR = HOME / "content"

Key = str | int
_Model = TypeVar("_Model", bound=BaseModel)
_NO_FIELDS = "ce n'est pas une liste de champs"
_WRITE_FIELDS = "écrivez des lignes « champ: valeur »"


@dataclass(frozen=True)
class Document:
    """A YAML file: its text, and what it holds."""

    path: Path
    text: str
    value: Any

    def where(self, *keys: Key, name: str = "") -> str:
        """Return the file with the line of what lies under `keys`, and `name` after it."""
        place = f"{self.path}:{line_of(self.text, keys)}"
        return f"{place}: {name}" if name else place

    def mapping(self, remedy: str = _WRITE_FIELDS) -> dict[str, Any]:
        """Return the fields of the file. Raises ContentError when it holds none."""
        if not isinstance(self.value, dict):
            raise ContentError(str(self.path), _NO_FIELDS, remedy)
        return self.value

    def entries(self, what: str, remedy: str) -> list[Any]:
        """Return the entries of a file that is a list of `what`. Raises ContentError."""
        if not isinstance(self.value, list):
            raise ContentError(str(self.path), f"ce n'est pas une liste de {what}", remedy)
        return self.value


def document_of(path: Path, raw: bytes) -> Document:
    """Return the document of a file's bytes. Raises ContentError with the line of an error."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem, remedy = "un caractère n'est pas en UTF-8", "enregistrez le fichier en UTF-8"
        raise ContentError(f"{path}:{line}", problem, remedy) from None
    return Document(path, text, parse(path, text))


def read_document(path: Path) -> Document:
    """Return the document of a file. Raises ContentError."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise absent(path) from None
    except OSError as error:
        problem, remedy = f"le fichier ne se lit pas ({error.strerror})", "donnez-en le droit"
        raise ContentError(str(path), problem, remedy) from None
    return document_of(path, raw)


def absent(path: Path) -> ContentError:
    """Return the error of a file that should be there."""
    return ContentError(str(path), "le fichier manque", "rétablissez-le ou créez-le")


def read_yaml(path: Path) -> Any:
    """Return the parsed YAML of a file. Raises ContentError with the line of a syntax error."""
    return read_document(path).value


def model_of(document: Document, model: type[_Model], *keys: Key, name: str = "") -> _Model:
    """Return the record under `keys`, called `name` in errors.

    Raises one ContentError that holds all that is wrong with it.
    """
    value = document.value
    for key in keys:
        value = value[key]
    if not isinstance(value, dict):
        raise ContentError(document.where(*keys, name=name), _NO_FIELDS, _WRITE_FIELDS)
    try:
        return model.parse_obj(value)
    except ValidationError as error:
        raise_all(
            ContentError(document.where(*keys, *place, name=name), problem, remedy)
            for place, problem, remedy in faults_of(error, model)
        )
        raise


def models_of(document: Document, model: type[_Model], section: str = "") -> dict[str, _Model]:
    """Return the records of a file, or of a section of it, by their keys. Raises ContentError."""
    keys = (section,) if section else ()
    value = document.mapping().get(section) if section else document.mapping()
    if not isinstance(value, dict):
        problem, remedy = "cette section manque ou est vide", "comparez avec la dernière version"
        raise ContentError(document.where(*keys, name=section), problem, remedy)
    records: dict[str, _Model] = {}
    faults: list[ContentError] = []
    for key in value:
        try:
            records[str(key)] = model_of(document, model, *keys, key, name=str(key))
        except ContentError as error:
            faults += error.all
    raise_all(faults)
    return records


def raise_all(errors: Iterable[ContentError]) -> None:
    """Raise the first of some errors with the others in its `all`; do nothing without any."""
    found = list(errors)
    if found:
        first = found[0]
        raise ContentError(first.where, first.problem, first.remedy, others=tuple(found[1:]))
