"""The checks of content/care.yml and content/fraud.yml: that help is there to be given."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from bot.content.care import CARE_FILE, CareWords
from bot.content.catalogue import Content
from bot.content.families import unknown_families
from bot.content.findings import Finding, error
from bot.content.fraud import FRAUD_FILE, FraudWords


def check_care(content: Content, words: CareWords) -> list[Finding]:
    """Return every finding on content/care.yml: topics without a card, families without words."""
    where = content.folder / CARE_FILE
    no_card = [
        error(where, f"asking : « {label} » n'a pas de réponse", "nommez une fiche ou un détail")
        for label in words.asking
        if not content.may_answer(label)
    ]
    lists = [entry for _, entry in words if isinstance(entry, list)]
    return [*no_card, *_unknown_families(where, chain.from_iterable(lists))]


def check_fraud(content: Content, words: FraudWords) -> list[Finding]:
    """Return every finding on content/fraud.yml: details that no card has, and families."""
    where = content.folder / FRAUD_FILE
    named = [*words.details, *words.stages, *words.offered, *words.call_over, words.doubt]
    others = [*words.during_call, *words.done, *words.given, *words.unharmed]
    settled = [[*each.leaves_out, each.then] for each in words.settled.values()]
    no_detail = [
        error(where, f"« {label} » n'est dans aucune fiche", "nommez un détail d'une fiche")
        for label in dict.fromkeys([*named, *others, *chain.from_iterable(settled)])
        if label and not content.may_answer(label)
    ]
    return [*no_detail, *_unknown_families(where, _phrases_of(words))]


def _phrases_of(words: FraudWords) -> list[str]:
    labelled = [*words.details.values(), *words.stages.values(), *words.unharmed.values()]
    settled = [each.said for each in words.settled.values()]
    return list(chain.from_iterable([*labelled, *settled]))


def _unknown_families(where: Path, phrases: Iterable[str]) -> list[Finding]:
    return [
        error(where, f"famille inconnue « <{name}> »", "écrivez-la sous families")
        for name in unknown_families(phrases)
    ]
