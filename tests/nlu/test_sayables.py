"""What may be said: the answers of the cards, and the facts that stand by themselves."""

from __future__ import annotations

from bot.nlu.sayables import may_be_said, sayables_of
from bot.text.words import normalise
from tests.contents import CONTENT


def test_every_answer_and_detail_may_be_said_in_plain_spelling() -> None:
    said = {each.label: each for each in sayables_of(CONTENT)}
    card = CONTENT.cards["salary"]
    assert said["salary/"].title == normalise(card.title)
    assert said["salary/"].text == normalise(card.answer)
    answers = [label for label in said if "/=" not in label]
    assert len(answers) == sum(1 + len(card.details) for card in CONTENT.cards.values())


def test_every_fact_that_may_be_said_stands_under_its_first_topic() -> None:
    facts = {each.label: each for each in sayables_of(CONTENT) if "/=" in each.label}
    fact = next(f for f in CONTENT.facts.values() if f"{f.topics[0]}/={f.id}" in facts)
    own = facts[f"{fact.topics[0]}/={fact.id}"]
    assert (own.title, own.text, own.topics) == ("", normalise(fact.statement), tuple(fact.topics))
    said = [f for f in CONTENT.facts.values() if may_be_said(f) and f.topics[0] in CONTENT.cards]
    assert len(facts) == len(said)


def test_what_an_essay_alone_holds_is_not_said_as_a_fact() -> None:
    essay = [fact for fact in CONTENT.facts.values() if fact.confidence == "essay"]
    assert essay and not any(map(may_be_said, essay))
