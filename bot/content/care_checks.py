"""The checks of content/care.yml and content/fraud.yml: that help is there to be given."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from bot.content.care import CARE_FILE, SIGNALS, CareWords
from bot.content.catalogue import Content
from bot.content.families import unknown_families
from bot.content.findings import Finding, error
from bot.content.fraud import FRAUD_FILE, FraudWords
from bot.content.phrase_checks import check_phrases

# Looked for as phrases besides SIGNALS, or only mentioned: they may hold « & » too.
_WITH_PARTS = frozenset((*SIGNALS, "sayings", "denials", "farewell", "wanting"))


def check_care(content: Content, words: CareWords) -> list[Finding]:
    """Return every finding on content/care.yml: topics without a card, families without words."""
    where = content.folder / CARE_FILE
    no_card = [
        error(where, f"asking : « {label} » n'a pas de réponse", "nommez une fiche ou un détail")
        for label in words.asking
        if not content.may_answer(label)
    ]
    lists = {name: entry for name, entry in words if isinstance(entry, list)}
    asking = {f"asking, {label}": phrases for label, phrases in words.asking.items()}
    whole = {name: lists[name] for name in lists if name not in _WITH_PARTS}
    return [
        *no_card,
        *_unknown_families(where, chain.from_iterable(lists.values())),
        *check_phrases(where, {name: lists[name] for name in lists if name in _WITH_PARTS}),
        *check_phrases(where, asking),
        *check_phrases(where, {**whole, **words.idioms}, parts=False),
    ]


def check_fraud(content: Content, words: FraudWords) -> list[Finding]:
    """Return every finding on content/fraud.yml: details that no card has, and families."""
    where = content.folder / FRAUD_FILE
    named = [*words.details, *words.stages, *words.offered, *words.call_over, words.doubt]
    others = [*words.anyone, *words.during_call, *words.done, *words.given, *words.unharmed]
    settled = [[*each.leaves_out, each.then] for each in words.settled.values()]
    no_detail = [
        error(where, f"« {label} » n'est dans aucune fiche", "nommez un détail d'une fiche")
        for label in dict.fromkeys([*named, *others, *chain.from_iterable(settled)])
        if label and not content.may_answer(label)
    ]
    whole = {"harmless": words.harmless, "between": words.between}
    phrases = _phrases_of(words)
    return [
        *no_detail,
        *_unknown_families(where, chain.from_iterable(phrases.values())),
        *check_phrases(where, {**phrases, "lost": words.lost, "machines": words.machines}),
        *check_phrases(where, whole, parts=False),
    ]


def _phrases_of(words: FraudWords) -> dict[str, list[str]]:
    settled = {f"settled, {name}": each.said for name, each in words.settled.items()}
    fields = {"details": words.details, "stages": words.stages, "unharmed": words.unharmed}
    labelled = {
        f"{field}, {label}": phrases
        for field, entries in fields.items()
        for label, phrases in entries.items()
    }
    return labelled | settled


def _unknown_families(where: Path, phrases: Iterable[str]) -> list[Finding]:
    return [
        error(where, f"famille inconnue « <{name}> »", "écrivez-la sous families")
        for name in unknown_families(phrases)
    ]
