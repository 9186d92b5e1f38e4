"""The check that a fact's publisher and its address are of one house, for the official sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.content.catalogue import Content
from bot.content.findings import Finding, warning
from bot.content.models import Fact

# Who publishes at an official address, by the end of its host's name.
_SITES = {
    "legifrance.gouv.fr": (
        *("Légifrance", "Arcep", "CNIL", "Conseil constitutionnel", "Conseil d’État"),
        *("Cour de cassation", "France Travail"),
    ),
    "service-public.fr": ("Service-Public",),
    "service-public.gouv.fr": ("Service-Public",),
    "insee.fr": ("Insee",),
    "cnil.fr": ("CNIL", "Union européenne"),
    "arcep.fr": ("Arcep",),
    "economie.gouv.fr": ("DGCCRF", "Direction des affaires juridiques", "Ministère de l’Économie"),
    "signal.conso.gouv.fr": ("DGCCRF",),
}
_OFFICIAL = ("Légifrance", "Service-Public", "Insee", "CNIL", "Arcep", "DGCCRF")
# « DGCCRF (citée par BFM TV) » says by itself whose page the address is.
_RELAYED = re.compile(r"\((?:[^()]*\W)?(?:cité|lu|repris|résumé)e?s?\W", re.IGNORECASE)


def check_sources(content: Content) -> Iterator[Finding]:
    """Yield a warning for each fact whose address is another's than its publisher's."""
    for fact in content.facts.values():
        yield from _check_source(f"{content.fact_path(fact.id)}: {fact.id}", fact)


def _check_source(where: str, fact: Fact) -> Iterator[Finding]:
    source = fact.source
    host = urlsplit(source.url).hostname or ""
    named = next((name for name in _OFFICIAL if source.publisher.startswith(name)), None)
    site = next((site for site in _SITES if f".{host}".endswith(f".{site}")), None)
    if site and not source.publisher.startswith(_SITES[site]):
        problem = f"« {source.publisher} » à l'adresse {host}"
        yield warning(where, problem, f"nommez {_SITES[site][0]}, ou donnez une autre adresse")
    elif named and host and not site and not _RELAYED.search(source.publisher):
        problem = f"« {named} » à l'adresse {host}"
        remedy = f"donnez l'adresse officielle, ou écrivez « {named} (lu chez …) »"
        yield warning(where, problem, remedy)
