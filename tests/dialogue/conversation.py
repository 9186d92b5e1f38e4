"""A conversation told topic by topic, and the small content on which exact words are told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.content import PROGRAM_REPLIES, Content
from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.speech import speak
from tests.contents import CONTENT, write

REAL = CONTENT


@dataclass
class Conversation:
    """Says one topic after the other and remembers what the next message depends on."""

    content: Content
    role: str | None = None
    brief: bool = False
    last_answer: Message | None = None
    last: Message | None = None
    said: Counter[str] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)

    def say(self, topic: str, heard: str = "", language: str = "", **meant: Any) -> Message:
        """Return what the bot says on a topic; `meant` is what its reading found: a detail…"""
        context = Context(
            role=self.role,
            told=frozenset(self.told),
            last_answer=self.last_answer,
            last=self.last,
            said=dict(self.said),
            heard=heard,
            language=language,
            distress=self.said["distress"] > 0,
            brief=self.brief,
            **meant,
        )
        message = speak(self.content, topic, context)
        assert message is not None, topic
        self.said[message.topic] += 1
        self.last = message
        if message.kind in ("answer", "more", "brief"):
            self.last_answer = message
            self.told.update(message.labels)
        return message

    def after(self, *topics: str) -> Conversation:
        """Return this conversation once it has told the topics."""
        for topic in topics:
            self.say(topic)
        return self


def labels_of(buttons: Iterable[Button]) -> list[str]:
    """Return what buttons lead to: « salary », or « salary/part_time » for a detail."""
    return [label_of(button.payload) for button in buttons]


def label_of(payload: str) -> str:
    """Return what a payload leads to."""
    topic, brace, rest = payload.removeprefix("/").partition("{")
    return f"{topic}/{json.loads(brace + rest)['detail']}" if brace else topic


def small_content(folder: Path) -> Content:
    """Write and return four cards, of which `pay` has a variant, for the supervisor.

    `pay` has two details, the first with a variant too; the supervisor's own card has none.
    """
    faq = {topic: {"about": topic} for topic in _CARDS}
    write(folder / "topics.yml", {"faq": faq, "chat": {key: {"about": key} for key in _CHAT}})
    role = {
        "name": "superviseur",
        "feminine": "superviseuse",
        "plural": "superviseurs",
        "with_article": "un superviseur",
        "topic": "supervisor_job",
    }
    write(folder / "roles.yml", {"supervisor": role})
    write(folder / "replies.yml", _replies())
    write(folder / "facts" / "all.yml", _FACTS)
    for topic, card in _CARDS.items():
        write(folder / "answers" / f"{topic}.yml", card)
    return Content(folder)


def _replies() -> dict[str, dict[str, object]]:
    replies: dict[str, dict[str, object]] = {
        key: {"texts": [f"{key} un.", f"{key} deux."]} for key in (*PROGRAM_REPLIES, *_CHAT)
    }
    replies["greet"] |= {"buttons": ["pay", "thanks", "help"], "facts": ["smic"]}
    replies["thanks"] |= {"buttons": ["joke", "play_myth_quiz", "help"], "yes": "help"}
    replies["insult"] |= {"last_stays": True}
    replies["same_for_role"] |= {"texts": ["Pareil pour {role}.", "Pas mieux pour {role}."]}
    replies["nothing_on"] |= {"texts": ["Rien sur {name}."]}
    replies["answering"] |= {"texts": ["({asks})"]}
    replies["or_else"] |= {"texts": ["Ou bien ({asks}).", "Sinon ({asks})."]}
    replies["glimpse"] |= {"texts": ["({asks}) {in_short}"]}
    replies["hedged"] |= {"texts": ["Si je suis ({asks}).", "Peut-être ({asks})."]}
    replies["distress"] |= {
        "facts": ["usage"],
        "cases": [
            {"words": ["mon chef", "au boulot"], "texts": ["chef un.", "chef deux."]},
            {"words": ["agress*"], "texts": ["agression un."], "facts": ["smic"]},
        ],
    }
    replies["other_language"] |= {"cases": [{"language": "en", "texts": ["Sorry."]}]}
    titles = {
        "help": "Menu",
        "ask_source": "Source",
        "tell_me_more": "Plus",
        "joke": "Blague",
        "play_myth_quiz": "Quiz",
    }
    for key, title in titles.items():
        replies[key] |= {"title": title}
    return replies


_CHAT = (
    *("greet", "thanks", "help", "deny", "repeat", "ask_source", "tell_me_more", "insult"),
    *("joke", "play_myth_quiz", "distress", "other_language"),
)


def _fact(
    fact_id: str,
    as_of: str | None = None,
    confidence: str = "verified",
    statement: str = "Une phrase.",
    **source: str,
) -> dict[str, object]:
    return {
        "id": fact_id,
        "topics": ["pay"],
        "statement": statement,
        "as_of": as_of,
        "source": source,
        "confidence": confidence,
    }


_FACTS = [
    _fact(
        "smic",
        publisher="Insee (données ouvertes)",
        title="Le Smic",
        date="2026-06",
        url="https://exemple.fr/l'indice",
    ),
    _fact("grid", publisher="Syntec", title="La grille", as_of="2023"),
    _fact("grid_2", publisher="Syntec", title="La grille, suite", date="mai 2023"),
    _fact("undated", publisher="Apec", title="Une fiche"),
    _fact("fourth", publisher="LSA", title="Un article", date="2020"),
    _fact(
        "long", publisher="Dares", title="Une étude", statement=" ".join(["Encore un mot."] * 30)
    ),
    _fact("usage", publisher="Usage", title="Le métier", confidence="general", as_of="2026"),
]


def _detail(key: str, asks: str, answer: str, fact: str) -> dict[str, object]:
    return {"id": key, "asks": asks, "answer": answer, "facts": [fact]}


_CARDS: dict[str, dict[str, object]] = {
    "pay": {
        "title": "Le salaire",
        "answer": "La paie, en entier.",
        "short": "La paie.",
        "facts": ["smic", "usage"],
        "by_role": {"supervisor": {"answer": "La paie du superviseur.", "facts": ["grid"]}},
        "details": [
            {
                "id": "part_time",
                "asks": "Et à mi-temps",
                "answer": "À mi-temps, la moitié.",
                "facts": ["grid"],
                "by_role": {
                    "supervisor": {"answer": "Un superviseur, la moitié.", "facts": ["undated"]}
                },
            },
            _detail("rise", "Ça monte", "Oui, avec le temps.", "smic"),
        ],
        "related": ["hours", "tools"],
    },
    "hours": {
        "title": "Les horaires",
        "answer": "Les horaires, en entier.",
        "short": "Les horaires.",
        "facts": ["smic"],
        "details": [_detail("nights", "Et la nuit", "La nuit, rarement.", "smic")],
        "related": ["pay", "tools"],
    },
    "tools": {
        "title": "Les outils",
        "answer": "Les outils, en entier.",
        "short": "Les outils.",
        "facts": ["usage"],
        "details": [_detail("headset", "Et le casque", "Un casque, toujours.", "usage")],
        "related": ["pay", "hours"],
    },
    "supervisor_job": {
        "title": "Superviseur",
        "answer": "Le superviseur, en entier.",
        "short": "Le superviseur.",
        "facts": ["usage"],
        "related": ["pay", "hours"],
    },
}
