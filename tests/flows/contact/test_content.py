"""The content of the contact request: editors' slips are found, a broken file is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import publishing
from bot.content import CONTENT_DIR
from bot.errors import ContentError
from bot.flows.contact.checks import check_contact
from tests.contents import CONTENT, edit, part_of


def copy_contact(folder: Path, change: Callable[[Any], object]) -> None:
    path = folder / "contact.yml"
    path.write_text((CONTENT_DIR / "contact.yml").read_text(encoding="utf-8"), encoding="utf-8")
    edit(path, change)


def test_the_content_has_no_finding() -> None:
    assert check_contact(CONTENT.part(publishing.CONTACT), CONTENT) == []


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda c: c["texts"].update(intro="Un prénom ?"), "« {days} » manque"),
        (lambda c: c["texts"].update(noted="Noté, {nom}."), "rien ne remplit « {nom} »"),
        (lambda c: c["texts"].update(consent="{days} jours."), "« efface mes données » manque"),
        (lambda c: c["brief"].update(consent="{who} {days} {page}"), "« efface mes données »"),
        (lambda c: c["brief"].update(consent="« efface mes données » {days}"), "« {page} » manque"),
        (lambda c: c["texts"].update(noted="Réponse en 48 heures."), "« 48 »"),
        (lambda c: c["texts"].update(noted="Noté!"), "il manque une espace"),
        (lambda c: c["texts"].update(noted="a" * 500), "tenez-vous à 480"),
        (lambda c: c["unavailable"]["buttons"].update(nowhere="Ici"), "« nowhere »"),
        (lambda c: c["questions"]["subject"]["buttons"].update(other="Postuler"), "deux fois"),
        (lambda c: c.update(facts=["no_such_fact"]), "no_such_fact"),
        (lambda c: c["email_domains"].append("gmail"), "« gmail »"),
    ],
)
def test_an_editors_slip_is_found(
    tmp_path: Path, change: Callable[[Any], object], part: str
) -> None:
    copy_contact(tmp_path, change)
    contact = part_of(tmp_path, publishing.CONTACT)
    assert part in "\n".join(map(str, check_contact(contact, CONTENT)))


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["texts"].pop("consent"),
        lambda c: c["brief"].pop("who"),
        lambda c: c["refusals"].pop("phone_short"),
        lambda c: c["questions"].pop("reach"),
        lambda c: c["questions"]["consent"]["buttons"].pop("cancel"),
        lambda c: c["questions"]["subject"]["buttons"].update(accept="Oui"),
        lambda c: c["words"]["spoken"].pop("@"),
        lambda c: c.update(surprise=1),
    ],
)
def test_a_broken_file_is_named_in_french(tmp_path: Path, change: Callable[[Any], object]) -> None:
    copy_contact(tmp_path, change)
    with pytest.raises(ContentError, match=r"contact\.yml:\d+: le champ «"):
        part_of(tmp_path, publishing.CONTACT)
