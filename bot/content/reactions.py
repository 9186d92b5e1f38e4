"""What content/reactions.yml holds: what is said to who reacts to an answer instead of asking."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pydantic import BaseModel, Extra, Field, validator

from bot.content.catalogue import Content
from bot.content.findings import Finding, error
from bot.content.keys import REACTIONS
from bot.content.profiles import SituationName
from bot.content.reading import Document, models_of
from bot.content.texts import check_form
from bot.text.typography import typeset

REACTIONS_FILE = "reactions.yml"
REACTION_LIMIT = 110  # characters: an answer follows in the same message


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class ReactionCase(_Part):
    """What is said of one reaction where the last answer was on one of the topics `after`.

    `after` names themes of themes.yml too; without it the case holds anywhere. It holds not for
    visitors in one of the situations of profiles.yml that `unless` names. `texts` are told in
    turn. `then` are the labels of what helps: the first that was not told follows the words. Where
    nothing follows, one of `asks` does, and `buttons` are offered.
    """

    after: list[str] = []
    unless: list[SituationName] = []
    texts: list[str] = Field(min_items=1)
    asks: list[str] = []
    then: list[str] = []
    buttons: list[str] = []

    @validator("texts", "asks", each_item=True)
    def _spaced(cls, value: str) -> str:
        return typeset(value)


class Reaction(_Part):
    """The cases of a reaction, in the order in which they are looked at."""

    cases: list[ReactionCase] = Field(min_items=1)


Reactions = Mapping[str, Reaction]


def reactions_of(document: Document) -> Reactions:
    """Return the reactions of a document by their topics. Raises ContentError."""
    return models_of(document, Reaction)


def check_reactions(
    content: Content, reactions: Reactions, themes: Collection[str]
) -> Iterator[Finding]:
    """Yield every finding on content/reactions.yml; `themes` are the ids of themes.yml."""
    file = content.folder / REACTIONS_FILE
    for name in sorted(REACTIONS - {*reactions}):
        yield error(file, f"aucun cas pour « {name} »", "écrivez-en un sans « after »")
    for name, reaction in reactions.items():
        where, cases = f"{file}: {name}", reaction.cases
        if name not in REACTIONS:
            yield error(
                where, "réaction inconnue", f"nommez l'une de : {', '.join(sorted(REACTIONS))}"
            )
        if [case for case in cases if not case.after] != cases[-1:]:
            yield error(
                where, "« after » manque ailleurs qu'au dernier cas", "donnez-le aux autres"
            )
        if cases[-1].unless:
            yield error(where, "le dernier cas a « unless »", "ôtez-le : il vaut pour tous")
        for case in cases:
            yield from _check_case(content, case, where, {*themes, *content.faq_topics})


def _check_case(
    content: Content, case: ReactionCase, where: str, spoken_of: Collection[str]
) -> Iterator[Finding]:
    for text in (*case.texts, *case.asks):
        yield from check_form(where, text, REACTION_LIMIT)
    for name in case.after:
        if name not in spoken_of:
            yield error(where, f"thème ou sujet introuvable « {name} »", "voyez themes.yml")
    for label in case.then:
        if not content.may_answer(label):
            yield error(where, f"« {label} » n'a pas de réponse", "nommez une fiche ou un détail")
    for label in case.buttons:
        if not (content.may_answer(label) or content.title(label)):
            yield error(where, f"bouton introuvable « {label} »", "nommez un sujet ou un détail")
