"""What may be said: the answers of the cards, and the facts that stand by themselves."""

from __future__ import annotations

from bot.content import Content, Fact
from bot.nlu.model.answers import FACT
from bot.nlu.model.examples import Sayable
from bot.nlu.themes import themes_in
from bot.text.words import normalise


def sayables_of(content: Content) -> list[Sayable]:
    """Return all that may be said on the topics that have a card, in plain spelling."""
    themes = themes_in(content)
    said: list[Sayable] = []
    for topic, card in content.cards.items():
        answers = [("", card.title, card.answer), *((d.id, d.asks, d.answer) for d in card.details)]
        theme = themes.get(topic, "")
        said += [
            Sayable(f"{topic}/{key}", normalise(title), normalise(text), (topic,), theme)
            for key, title, text in answers
        ]
    known = (fact for fact in content.facts.values() if fact.topics[0] in content.cards)
    facts = filter(may_be_said, known)
    return said + [
        Sayable(
            label_of(f), "", normalise(f.statement), tuple(f.topics), themes.get(f.topics[0], "")
        )
        for f in facts
    ]


def may_be_said(fact: Fact) -> bool:
    """Tell whether a fact's own statement may be said: not what an essay alone holds."""
    return fact.confidence in ("verified", "relayed")


def label_of(fact: Fact) -> str:
    """Return the label under which a fact is said: that of its first topic."""
    return f"{fact.topics[0]}{FACT}{fact.id}"
