"""The checks of content/comparisons.yml, in the editors' French."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content import Content
from bot.content.checks import Finding, check_fact_id, check_text, error
from bot.content.comparisons import COMPARISONS_FILE, Comparisons, Group, Thing, Wording
from bot.content.models import Role

POINT_LIMIT = 110  # characters of what one thing is like in one respect
_LEAST_THINGS = 2


def check_comparisons(content: Content, comparisons: Comparisons) -> list[Finding]:
    """Return every finding on content/comparisons.yml and on the points of content/roles.yml."""
    where = str(content.folder / COMPARISONS_FILE)
    findings = [*_check_wording(where, comparisons.wording)]
    for key, group in comparisons.groups.items():
        findings += _check_group(content, comparisons, group, f"{where}: {key}")
    roles = content.folder / "roles.yml"
    for key, role in content.roles.items():
        findings += _check_thing(content, comparisons, role, f"{roles}: {key}")
    return findings


def _check_wording(where: str, wording: Wording) -> Iterator[Finding]:
    for name, places in (
        ("point", ("{label}", "{told}")),
        ("one", ("{name}", "{text}")),
        ("same", ("{label}", "{text}")),
    ):
        for place in places:
            if place not in getattr(wording, name):
                yield error(f"{where}: wording.{name}", f"il manque {place}", "rétablissez-le")


def _check_group(
    content: Content, comparisons: Comparisons, group: Group, where: str
) -> Iterator[Finding]:
    if group.topic not in content.topics:
        yield error(where, f"sujet inconnu « {group.topic} »", "nommez un sujet de topics.yml")
    if len(group.things) < _LEAST_THINGS:
        yield error(where, "une seule chose à comparer", f"donnez-en au moins {_LEAST_THINGS}")
    for point in group.default:
        for key, thing in group.things.items():
            if point not in thing.points:
                problem = f"« {point} » manque à « {key} »"
                yield error(f"{where}.default", problem, "écrivez ce point ou retirez-le")
    for key, thing in group.things.items():
        yield from _check_thing(content, comparisons, thing, f"{where}.{key}")


def _check_thing(
    content: Content, comparisons: Comparisons, thing: Thing | Role, where: str
) -> Iterator[Finding]:
    for key, aspect in thing.points.items():
        place = f"{where}.{key}"
        if key not in comparisons.points:
            yield error(place, "point inconnu", "nommez un point de la liste « points »")
        yield from check_text(content, place, aspect.text, aspect.facts, POINT_LIMIT)
        for fact in aspect.facts:
            yield from check_fact_id(content, place, fact)
