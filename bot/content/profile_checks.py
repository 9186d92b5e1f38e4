"""The checks of content/profiles.yml, in the editors' French."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.content import Content
from bot.content.checks import Finding, error
from bot.content.profiles import PROFILES_FILE, Noted, Profiles

ACKNOWLEDGEMENT_LIMIT = 80  # characters: the answer follows in the same message


def check_profiles(content: Content, profiles: Profiles) -> list[Finding]:
    """Return every finding on content/profiles.yml and on the replies that it names."""
    where = str(content.folder / PROFILES_FILE)
    findings = [*_check_ages(where, profiles)]
    for key, noted in _entries(profiles):
        findings += _check_noted(content, noted, f"{where}: {key}")
    return findings


def _entries(profiles: Profiles) -> Iterator[tuple[str, Noted]]:
    yield from profiles.situations.items()
    yield from profiles.trades.items()
    yield from ((f"{band.least} à {band.most} ans", band) for band in profiles.ages)


def _check_ages(where: str, profiles: Profiles) -> Iterator[Finding]:
    bands = sorted(profiles.ages, key=lambda band: band.least)
    for band, after in pairwise(bands):
        if after.least <= band.most:
            problem = f"{after.least} ans est dans deux tranches"
            yield error(f"{where}: ages", problem, "séparez-les")


def _check_noted(content: Content, noted: Noted, where: str) -> Iterator[Finding]:
    if noted.reply and noted.reply not in content.replies:
        yield error(where, f"réponse introuvable « {noted.reply} »", "écrivez-la dans replies.yml")
    named = (noted.tells, *noted.offers, *noted.variants, *noted.written_for, *noted.unfit)
    for label in filter(None, (*named, *noted.instead, *noted.instead.values())):
        if not _is_known(content, label):
            yield error(where, f"étiquette introuvable « {label} »", "nommez un sujet ou un détail")
    reply = content.replies.get(noted.reply)
    yield from _check_lengths(reply.texts if reply else (), where)


def _check_lengths(texts: Iterable[str], where: str) -> Iterator[Finding]:
    for text in texts:
        if len(text) > ACKNOWLEDGEMENT_LIMIT:
            remedy = f"tenez-vous à {ACKNOWLEDGEMENT_LIMIT}"
            yield error(where, f"accusé de {len(text)} caractères", remedy)


def _is_known(content: Content, label: str) -> bool:
    topic, _, key = label.partition("/")
    if topic not in content.cards:
        return not key and topic in content.topics
    return not key or content.cards[topic].detail(key) is not None
