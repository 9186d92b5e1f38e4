"""The checks of content/quiz.yml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.content import ANSWER_LIMIT, TITLE_LIMIT, Content
from bot.content.checks import Finding, check_fact_id, check_text, error
from bot.flows.quiz.content import GAME_LENGTH, QUIZ_FILE, Item, Quiz
from bot.text.phrases import plain_words

CLAIM_LIMIT = 140  # characters: read aloud in one breath
EXPLANATION_LIMIT = 350  # characters: the next question follows in the same turn
LEAST_ITEMS = 2 * GAME_LENGTH  # a second game in a row has no item of the first
LEAST_OF_EACH = 4  # a quiz whose answer is nearly always « faux » is soon guessed

_PLACES = {  # what a text may hold between braces
    "intro": {"total"},
    "question": {"n", "total", "claim"},
    "resumed": {"score", "answered"},
    "stopped": {"score", "answered"},
    "share": {"score", "total", "bot"},
    "scores": {"score", "total"},
}


def check_quiz(content: Content, quiz: Quiz) -> list[Finding]:
    """Return every finding on content/quiz.yml."""
    where = str(content.folder / QUIZ_FILE)
    findings = [
        *_check_number(where, quiz),
        *_check_texts(content, where, quiz),
        *_check_doubles(where, quiz),
    ]
    for item in quiz.items:
        findings += _check_item(content, f"{where}: {item.id}", item)
    return findings


def _check_number(where: str, quiz: Quiz) -> Iterator[Finding]:
    count = len(quiz.items)
    if count < LEAST_ITEMS:
        yield error(where, f"{count} affirmations", f"donnez-en au moins {LEAST_ITEMS}")
    for answer, word in ((True, "vraies"), (False, "fausses")):
        number = sum(item.answer is answer for item in quiz.items)
        if number < LEAST_OF_EACH:
            remedy = f"donnez-en au moins {LEAST_OF_EACH}"
            yield error(where, f"{number} affirmations {word}", remedy)
    limits = [line.at_most for line in quiz.scores]
    if limits != sorted(set(limits)) or limits[-1] < GAME_LENGTH:
        remedy = f"rangez-les du plus petit au plus grand, jusqu'à {GAME_LENGTH}"
        yield error(f"{where}: scores", "des scores n'ont pas de phrase", remedy)


def _check_texts(content: Content, where: str, quiz: Quiz) -> Iterator[Finding]:
    texts = [
        (name, text)
        for name, value in quiz.texts.dict().items()
        for text in ([value] if isinstance(value, str) else value)
    ]
    texts += [("scores", line.text) for line in quiz.scores]
    for name, text in texts:
        place = f"{where}: {name}"
        yield from check_text(content, place, text, [], ANSWER_LIMIT)
        for unknown in sorted(set(re.findall(r"\{([^}]*)\}", text)) - _PLACES.get(name, set())):
            yield error(place, f"« {{{unknown}}} » n'a pas de sens ici", "retirez-le")
    titles = [*quiz.buttons.dict().values()]
    titles += [choice["title"] for choice in quiz.choices.dict().values()]
    for title in titles:
        yield from check_text(content, f"{where}: « {title} »", title, [], TITLE_LIMIT)


def _check_doubles(where: str, quiz: Quiz) -> Iterator[Finding]:
    ids = Counter(item.id for item in quiz.items)
    claims = Counter(plain_words(item.claim) for item in quiz.items)
    for item_id in (item_id for item_id, times in ids.items() if times > 1):
        yield error(f"{where}: {item_id}", "cet identifiant existe deux fois", "renommez-en un")
    for claim in (claim for claim, times in claims.items() if times > 1):
        yield error(where, f"« {claim} » figure deux fois", "gardez-en une")


def _check_item(content: Content, where: str, item: Item) -> Iterator[Finding]:
    yield from check_text(content, f"{where}.claim", item.claim, item.facts, CLAIM_LIMIT)
    place = f"{where}.explanation"
    yield from check_text(content, place, item.explanation, item.facts, EXPLANATION_LIMIT)
    for fact in item.facts:
        yield from check_fact_id(content, where, fact)
        if fact in content.facts and content.facts[fact].confidence == "essay":
            yield error(
                where,
                f"« {fact} » n'est que l'avis d'un auteur",
                "appuyez-vous sur un fait vérifié",
            )
    if item.topic not in content.faq_topics or not content.title(item.topic):
        remedy = "nommez un sujet de topics.yml qui a une fiche"
        yield error(where, f"sujet introuvable « {item.topic} »", remedy)
