"""The firm or body that a message asks about, and of which the answer says nothing.

« chez Konecta, on gagne combien ? » is told that nothing is known of Konecta before what holds
anywhere; « comment postuler chez Armatis ? » or « le logo de Foundever » is not asked of the firm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.content import Term
from bot.content.keys import DISTRESS
from bot.text.asking import asks
from bot.text.glossary import Glossary
from bot.text.phrases import plain_words

_FIRM = "institution"  # the kind of the terms that an answer may be wanted on
_AT = re.compile(r"\b(?:chez|a|au|aux|pour)(?: (?:la|le|les|l))?$")
_SURELY_AT = re.compile(r"\bchez(?: (?:la|le|les|l))?$")
# What is told of one company alone, whatever stands before its name.
_OF_ONE_ALONE = re.compile(
    r"\b(?:combien|chiffres?|montants?|nombre|pourcentage|taux|qui dirige|patron|pdg|benefices?)\b"
)
_COMPANIES = frozenset({"big_employers", "world_champions"})  # the topics of the terms of companies
# What is done alike with any firm: « écrire un mail pour postuler chez… ».
_ANYWHERE = re.compile(
    r"\b(?:postul\w*|candidat\w*|cv|mail|lettre|entretien|repondre|appeler|joindre|contacter"
    r"|inscri\w*|demission\w*|delegue\w*|syndiqu\w*)\b"
)


def firm_asked_about(
    text: str, said: str, glossary: Glossary, terms: Mapping[str, Term], precise: bool
) -> str:
    """Return the name of a firm that `text` asks about and `said` does not hold, or "".

    `precise` tells that the answer was surely meant: then only « chez… » asks about the firm, or
    what is told of one company alone.
    """
    plain = plain_words(text)
    alone = _OF_ONE_ALONE.search(plain) is not None
    if not alone and (not asks(text) or _ANYWHERE.search(plain)):
        return ""
    held = {term for _, _, term in glossary.places(said)}
    before = _SURELY_AT if precise else _AT
    named = set(glossary.find(text)) - held
    for start, _, key in glossary.places(text):
        term = terms[key]
        if key not in named or term.kind != _FIRM or term.term.lower() in term.forms:
            continue
        if term.topic == DISTRESS:
            continue  # the Samu is the 15, whatever an answer calls it
        asked = before.search(plain_words(text[:start])) and not _ANYWHERE.search(plain)
        if asked or (alone and term.topic in _COMPANIES):
            return term.term
    return ""
