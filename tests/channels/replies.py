"""Turns of the bot that every renderer has to cope with."""

from __future__ import annotations

from typing import Any

from bot.channels.replies import Button, Link, Reply, Source

PAYLOAD = '/find_my_job{"option": "people"}'
LONG_TEXT = "Le métier s’apprend en quelques semaines, et on n’est jamais seul au début. " * 132
SOURCES: list[Source] = [
    {
        "publisher": "Insee (Institut national de la statistique)",
        "title": "Les centres d’appels en France",
        "date": "2022-04-12",
        "url": "https://www.insee.fr/fr/statistiques/0000000",
    },
    {
        "publisher": "SP2C",
        "title": "Chiffres clés",
        "date": "2023",
        "url": "https://www.sp2c.org/chiffres_cles",
    },
]


def reply(text: str, kind: str = "reply", **more: Any) -> Reply:
    """Return a reply of the bot."""
    given: dict[str, Any] = {"buttons": [], "links": [], "sources": [], "topic": None, **more}
    return {"text": text, "kind": kind, "judge": False, **given}  # type: ignore[typeddict-item]


def buttons(count: int, title: str = "Choix") -> list[Button]:
    """Return so many buttons."""
    return [{"title": f"{title} {n}", "payload": f'/choice{{"n": {n}}}'} for n in range(count)]


LINK: Link = {"title": "Le site du SP2C", "url": "https://www.sp2c.org/"}
LONG_TITLES: list[Button] = [
    {"title": "Vous vendez juste des pompes à chaleur ?", "payload": "/heat_pumps"},
    {"title": "On gagne combien ?", "payload": "/salary"},
]

TURNS: dict[str, list[Reply]] = {
    "plain": [reply("Bonjour ! « Décroche », c’est moi.")],
    "answer": [
        reply(
            "En 2022, on comptait 29 000 salariés.",
            "answer",
            sources=SOURCES,
            buttons=[
                {"title": "Dites-m’en plus", "payload": "/tell_me_more"},
                {"title": "D’où vient ce chiffre ?", "payload": "/ask_source"},
            ],
        )
    ],
    "sources": [reply("Voici d’où je tiens cette réponse :", "sources", sources=SOURCES)],
    "question": [reply("Vous préférez ?", "question", buttons=buttons(3))],
    "four_buttons": [reply("Quatre choix.", "question", buttons=buttons(4))],
    "six_buttons": [reply("Six choix.", "question", buttons=buttons(6))],
    "fourteen_buttons": [reply("Quatorze choix.", "question", buttons=buttons(14))],
    "long_titles": [reply("Vouliez-vous dire… ?", buttons=LONG_TITLES)],
    "url_button": [reply("Voyez vous-même :", links=[LINK])],
    "url_and_buttons": [reply("Au choix :", "question", links=[LINK], buttons=buttons(2))],
    "many_urls": [reply("Trois sites :", links=[LINK] * 3, buttons=buttons(2))],
    "digression": [
        reply("Le Smic, au début.", "brief", sources=SOURCES, buttons=buttons(2, "Plus")),
        reply("Reprenons : vous préférez ?", "question", buttons=buttons(3)),
    ],
    "choices_first": [
        reply("Choisissez :", "question", buttons=buttons(6)),
        reply("Prenez votre temps."),
    ],
    "emoji": [reply("Bravo 👩🏽‍💻 ! Ça vous va ? 👍", "question", buttons=buttons(2, "👍"))],
    "markup": [reply("a < b & c > d, *gras* _souligné_ `code` [lien](https://example.fr)")],
    "no_words": [reply("", "question", buttons=buttons(2))],
}
