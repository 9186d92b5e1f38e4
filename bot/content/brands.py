"""content/brand.yml: whose assistant it is, what it is called, how it looks.

The first brand is the installation's own; the others are those of further sites, and take from
the first what they do not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra, validator

from bot.content.catalogue import Content
from bot.content.colours import DARK, LIGHT, TEXT, is_colour, least_contrast, lightened
from bot.content.findings import Finding, error, warning
from bot.content.reading import Document, model_of
from bot.content.texts import check_form, check_placeholders
from bot.errors import ContentError
from bot.text.typography import typeset

BRANDS_FILE = "brand.yml"
BRAND = "brand"  # in the metadata of a message: the id of the brand that it was said to
FILLED = frozenset({"bot", "organisation", "controller", "controller_contact"})

_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LOGO = re.compile(r"[a-z0-9_-]+\.(?:svg|png|webp)")
LONGEST_NAME = 40  # characters
_LONGEST_WORDS = 200
_LARGEST_LOGO = 50_000  # bytes


class Brand(BaseModel):
    """How the assistant presents itself; `strings` and `pages` are words by their names."""

    id: str
    bot: str
    organisation: str
    controller: str = ""
    controller_contact: str = ""
    controller_said: str = ""
    logo: str = ""
    accent: str
    accent_dark: str = ""
    ornament: str = ""
    welcome: str = ""
    strings: dict[str, str] = {}
    pages: dict[str, str] = {}

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    @validator(*FILLED, "controller_said", "welcome")
    def _spaced(cls, value: str) -> str:
        return typeset(value)

    @validator("strings", "pages")
    def _all_spaced(cls, value: dict[str, str]) -> dict[str, str]:
        return {name: typeset(words) for name, words in value.items()}

    @validator("accent_dark", always=True)
    def _light_enough(cls, value: str, values: dict[str, Any]) -> str:
        accent = values.get("accent", "")
        return lightened(accent) if not value and is_colour(accent) else value

    @validator("ornament", always=True)
    def _of_the_brand(cls, value: str, values: dict[str, Any]) -> str:
        return value or str(values.get("accent_dark", ""))

    def filled(self, text: str) -> str:
        """Return a text with the names that it leaves open: « {bot} », « {organisation} »…"""
        if "{" not in text:
            return text
        for name in FILLED:
            text = text.replace(f"{{{name}}}", getattr(self, name))
        return text

    @property
    def says_controller(self) -> str:
        """Who answers for the data of visitors, in a sentence, or "" when nobody is named."""
        is_named = self.controller and self.controller_contact
        return self.filled(self.controller_said) if is_named else ""


Brands = dict[str, Brand]


def brands_of(document: Document) -> Brands:
    """Return the brands of a document by their ids. Raises ContentError."""
    given = document.mapping()
    first: dict[str, Any] = {}
    brands: Brands = {}
    for key, own in given.items():
        if not isinstance(own, dict) or not _ID.fullmatch(str(key)):
            problem = f"« {key} » n'est pas une marque"
            remedy = "écrivez « nom-en-minuscules: » puis ses champs, décalés"
            raise ContentError(document.where(key), problem, remedy)
        whole = Document(document.path, document.text, {key: {"id": key, **_over(first, own)}})
        brands[key] = model_of(whole, Brand, key, name=key)
        first = first or own
    if not brands:
        problem, remedy = "aucune marque", "rétablissez celle de l'installation"
        raise ContentError(str(document.path), problem, remedy)
    return brands


def brand_of(content: Content, key: str = "") -> Brand:
    """Return the brand of this id, else that of the installation, the first.

    Raises KeyError when the content was read without its brands.
    """
    brands: Brands = content.sheets[BRANDS_FILE].holds
    return brands.get(key) or next(iter(brands.values()))


def brand_said_to(content: Content, metadata: Mapping[str, Any] | None) -> Brand:
    """Return the brand under which a visitor talks, by the metadata of their message."""
    return brand_of(content, str((metadata or {}).get(BRAND) or ""))


def check_brands(
    content: Content, brands: Brands, names: dict[str, frozenset[str]]
) -> list[Finding]:
    """Return every finding; `names` are the words that « strings » and « pages » may change."""
    file = content.folder / BRANDS_FILE
    return [
        finding
        for brand in brands.values()
        for finding in (
            *_check_colours(brand, f"{file}: {brand.id}"),
            *_check_words(brand, f"{file}: {brand.id}", names),
            *_check_logo(brand, f"{file}: {brand.id}", content.folder),
        )
    ]


def _over(first: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a brand over those of the first."""
    kept = {name: value for name, value in first.items() if name not in ("logo", "welcome")}
    if {"controller", "controller_contact"} & own.keys():  # never half of another's pair
        kept.pop("controller", None)
        kept.pop("controller_contact", None)
    if "accent" in own:
        kept.pop("accent_dark", None)
        kept.pop("ornament", None)
    for name in ("strings", "pages"):
        if isinstance(own.get(name), dict) and isinstance(kept.get(name), dict):
            own = {**own, name: {**kept[name], **own[name]}}
    return {**kept, **own}


def _check_colours(brand: Brand, where: str) -> list[Finding]:
    found: list[Finding] = []
    for name, grounds in (("accent", LIGHT), ("accent_dark", DARK), ("ornament", DARK)):
        colour = getattr(brand, name)
        if not is_colour(colour):
            problem = f"« {colour} » n'est pas une couleur"
            found.append(error(f"{where}.{name}", problem, "écrivez-la « #rrggbb »"))
            continue
        ratio = least_contrast(colour, grounds)
        if ratio < TEXT:
            problem = f"contraste de {ratio:.2f}".replace(".", ",") + " avec le fond"
            darker = "plus foncée" if grounds is LIGHT else "plus claire"
            remedy = f"il faut 4,5 au moins : prenez une couleur {darker}"
            found.append(error(f"{where}.{name}", problem, remedy))
    return found


def _check_words(brand: Brand, where: str, names: dict[str, frozenset[str]]) -> list[Finding]:
    found = [
        *check_form(f"{where}.bot", brand.bot, LONGEST_NAME),
        *check_form(f"{where}.organisation", brand.organisation, _LONGEST_WORDS),
    ]
    for name in ("controller", "controller_contact", "controller_said", "welcome"):
        words = getattr(brand, name)
        if words:
            found += check_form(f"{where}.{name}", words, _LONGEST_WORDS)
            found += check_placeholders(f"{where}.{name}", words, FILLED)
    if bool(brand.controller) != bool(brand.controller_contact):
        remedy = "donnez « controller » et « controller_contact » ensemble"
        found.append(warning(where, "le responsable des données n'est nommé qu'à demi", remedy))
    for section, known in names.items():
        for name, words in getattr(brand, section).items():
            if name not in known:
                remedy = "reprenez un nom du fichier d'origine"
                found.append(error(f"{where}.{section}", f"aucun mot « {name} »", remedy))
            found += check_form(f"{where}.{section}.{name}", words, _LONGEST_WORDS)
    return found


def _check_logo(brand: Brand, where: str, folder: Path) -> list[Finding]:
    if not brand.logo:
        return []
    if not _LOGO.fullmatch(brand.logo):
        problem, remedy = f"« {brand.logo} » ne peut pas servir", "nommez un .svg, .png ou .webp"
        return [error(f"{where}.logo", problem, remedy)]
    path = folder / brand.logo
    if not path.is_file():
        problem, remedy = f"l'image « {brand.logo} » manque", "mettez-la à côté de brand.yml"
        return [error(f"{where}.logo", problem, remedy)]
    if path.stat().st_size > _LARGEST_LOGO:
        return [error(f"{where}.logo", "image de plus de 50 Ko", "allégez-la")]
    return []
