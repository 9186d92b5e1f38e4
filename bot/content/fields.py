"""What is wrong with the fields of an entry of content/, in French: from pydantic's errors."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

Place = tuple[str | int, ...]
Fault = tuple[Place, str, str]  # where in the entry, what is wrong, how to mend it

_COMPARE = "comparez avec une autre entrée"
# pydantic's type of an error -> (what is wrong, how to mend it); {…} is filled from its context.
_FRENCH = {
    "value_error.missing": ("manque", "ajoutez-le"),
    "type_error.none.not_allowed": ("est vide", "remplissez-le"),
    "type_error.str": ("doit être un texte", "écrivez un seul texte"),
    "type_error.list": (
        "doit être une liste",
        "écrivez « [a, b] », ou une ligne « - » par élément",
    ),
    "type_error.dict": ("doit être une table", "écrivez des lignes « clé: valeur »"),
    "type_error.float": ("doit être un nombre", "écrivez-le en chiffres, avec un point"),
    "type_error.integer": ("doit être un nombre entier", "écrivez-le en chiffres"),
    "type_error.bool": ("doit être true ou false", "écrivez true ou false"),
    "value_error.strictbool": ("doit être true ou false", "écrivez true ou false"),
    "value_error.list.min_items": ("doit avoir {limit_value} élément(s) au moins", "ajoutez-en"),
    "value_error.list.max_items": ("doit avoir {limit_value} éléments au plus", "retirez-en"),
    "value_error.number.not_ge": ("doit valoir {limit_value} au moins", "corrigez le nombre"),
    "value_error.number.not_le": ("doit valoir {limit_value} au plus", "corrigez le nombre"),
    "value_error.any_str.min_length": ("est vide", "remplissez-le"),
    "value_error.str.regex": ("ne suit pas la forme {pattern}", "réécrivez-le"),
}


def faults_of(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Yield what an error of `model` says, a field misspelt as such and not as a missing one."""
    found = {tuple(each["loc"]): each for each in error.errors()}
    missing = {place for place, each in found.items() if each["type"] == "value_error.missing"}
    for place, each in found.items():
        if each["type"] != "value_error.extra":
            continue
        near = _nearest(place, model, missing)
        if near is None:
            names = ", ".join(_fields_at(model, place[:-1]))
            yield place, f"le champ « {_dotted(place)} » n'existe pas", f"les champs sont : {names}"
        else:
            missing.discard((*place[:-1], near))
            right = _dotted((*place[:-1], near))
            problem = f"le champ « {right} » est mal écrit : « {place[-1]} »"
            yield place, problem, f"écrivez « {near} »"
    for place, each in found.items():
        if each["type"] == "value_error.extra" or (_is_missing(each) and place not in missing):
            continue
        yield _french(place, each)


def _french(place: Place, each: Any) -> Fault:
    name = f"le champ « {_dotted(place)} »"
    context = each.get("ctx") or {}
    if "permitted" in context or "enum_values" in context:
        words = context.get("permitted") or context["enum_values"]
        return place, f"{name} a une valeur inconnue", f"choisissez : {', '.join(map(str, words))}"
    if each["type"] == "value_error":  # a sentence of ours
        return place, f"{name} : {each['msg']}", _COMPARE
    problem, remedy = _FRENCH.get(each["type"], ("est mal rempli", _COMPARE))
    return place, f"{name} {problem.format(**context)}", remedy


def _nearest(place: Place, model: type[BaseModel], missing: set[Place]) -> str | None:
    lacking = [str(other[-1]) for other in missing if other[:-1] == place[:-1]]
    near = get_close_matches(str(place[-1]), lacking, n=1)
    near = near or get_close_matches(str(place[-1]), _fields_at(model, place[:-1]), n=1, cutoff=0.7)
    return near[0] if near else None


def _fields_at(model: type[BaseModel], place: Place) -> list[str]:
    for part in place:
        field = model.__fields__.get(str(part))
        # Other parts are places in a list, or keys of a table.
        if field and isinstance(field.type_, type) and issubclass(field.type_, BaseModel):
            model = field.type_
    return list(model.__fields__)


def _is_missing(each: Any) -> bool:
    return bool(each["type"] == "value_error.missing")


def _dotted(place: Place) -> str:
    return ".".join(str(part) for part in place if part != "__root__")
