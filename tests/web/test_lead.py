"""One rule of what stands out, written twice: lead.js for the panel, lead.py for the pages."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache

import pytest

from bot.channels.web import lead as pages
from bot.settings import ROOT
from tests.contents import CONTENT

LEADS = {
    "Au moins le Smic : 1 867,02 euros bruts par mois. La suite dépend de l’employeur.": (
        "Au moins le Smic : 1 867,02 euros bruts par mois"
    ),
    "Oui, c’est permis : trois fois par mois au plus.": "Oui, c’est permis",
    "Non : l’État ne démarche jamais ainsi.": "Non : l’État ne démarche jamais ainsi",
    "Et à mi-temps ? 933,51 € bruts, au Smic.": "933,51 € bruts",
    "En 2024, 1,2 million d’appels, dont la moitié ici.": "En 2024, 1,2 million d’appels",
    "Selon la loi de juin 2025, un opérateur ne peut plus vous mettre dans l’annuaire sans "
    "l’accord que vous lui avez donné par écrit.": "",
    "Raccrochez. Ne donnez rien.": "Raccrochez",
    "Je réponds à « Combien ? » : 1 478 € nets, environ.": "1 478 € nets",
    "Écrivez à l’Arcep. Étape 2 : gardez la lettre.": "Écrivez à l’Arcep",
}
Told = tuple[str, list[str]]  # what stands out of a text, its paragraphs

_OF_THE_PANEL = f"""
import {{ lead, portions }} from {json.dumps((ROOT / "bot/web/assets/lead.js").as_uri())};
let given = "";
for await (const part of process.stdin) given += part;
console.log(JSON.stringify(JSON.parse(given).map((text) =>
  [text.slice(...lead(text)), portions(text)])));
"""


@cache
def in_the_panel(texts: tuple[str, ...]) -> list[Told]:
    """Return what lead.js makes of texts."""
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", _OF_THE_PANEL],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return [(said, portions) for said, portions in json.loads(done.stdout)]


def on_the_pages(texts: tuple[str, ...]) -> list[Told]:
    """Return what lead.py makes of texts."""
    return [(text[slice(*pages.lead(text))], pages.portions(text)) for text in texts]


@cache
def answers() -> tuple[str, ...]:
    """Every line of every answer."""
    told = [card.answer for card in CONTENT.cards.values()]
    for card in CONTENT.cards.values():
        told += [card.short, *(variant.answer for variant in card.by_role.values())]
        for detail in card.details:
            told += [detail.answer, *(variant.answer for variant in detail.by_role.values())]
    return tuple(line for text in told for line in text.split("\n"))


@pytest.mark.parametrize("rule", [in_the_panel, on_the_pages])
def test_the_first_clause_stands_out(rule: Callable[[tuple[str, ...]], list[Told]]) -> None:
    assert [said for said, _ in rule(tuple(LEADS))] == list(LEADS.values())


def test_no_answer_is_cut_in_a_number() -> None:
    told = in_the_panel(answers())
    for text, (said, portions) in zip(answers(), told, strict=True):
        assert len(said) <= 90
        assert not re.search(r"\d$", said) or not re.match(r"[\s,.]?\d", text.partition(said)[2])
        assert "".join(portions) == text and all(len(each) <= 280 for each in portions)
    assert sum(bool(said) for said, _ in told) >= 0.97 * len(told)


def test_the_panel_and_the_pages_show_the_same() -> None:
    assert len(answers()) > 2000
    assert on_the_pages(answers()) == in_the_panel(answers())
