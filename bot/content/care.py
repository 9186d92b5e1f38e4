"""The words of content/care.yml: what tells that somebody is in danger, and what does not."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel, Extra, Field, root_validator

from bot.content.families import written_out
from bot.content.reading import Document, model_of

CARE_FILE = "care.yml"
Phrases = list[str]
# Which of the lists are looked for in a message, and may so ask for words elsewhere in it.
SIGNALS = (
    *("gesture", "suicide", "mourning", "killing", "harming", "threat", "blows", "violence"),
    *("duress", "child", "bullying", "strain", "worn", "fatigue"),
)


class Care(Enum):
    """What a message calls for, the gravest first; a case of a reply names the one it answers."""

    GESTURE = "gesture"  # begun, or about to be: « j'ai avalé tous mes cachets »
    CALLER = "caller"  # an adviser's customer who speaks of dying
    SUICIDE = "suicide"
    WORRIED = "worried"  # of somebody else who speaks of dying
    SILENT = "silent"  # in danger, and cannot hear or speak on the phone
    CHILD = "child"
    BEATEN_MAN = "beaten_man"
    VIOLENCE = "violence"
    THREAT = "threat"  # of death, by somebody who is no partner
    MOURNING = "mourning"  # of somebody who killed themselves
    BULLYING = "bullying"
    STRAIN = "strain"  # what work does to who writes
    WORN = "worn"  # what it does by and by: « la boule au ventre », « je ne dors plus »
    FATIGUE = "fatigue"  # said instead of worse: « j'ai pas envie de mourir », « ce boulot me tue »
    EXHAUSTION = "exhaustion"  # said alone: the classifier knows whether it is a cry for help
    WRONGED = "wronged"  # refused for who one is: a right to claim, and no danger
    NOTHING = "nothing"  # a way of speaking


class CareWords(BaseModel):
    """Phrases by what they tell; the file says of each list what it is for.

    « <pills> » in a phrase stands for each word of that family: what is read here is written out.
    An answer that names the `helpline` is none to a way of speaking: what holds one of `no_saying`
    is no such way.
    """

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    helpline: str = Field(min_length=1)
    no_saying: Phrases
    families: dict[str, Phrases]
    gesture: Phrases = Field(min_items=1)
    means: Phrases = Field(min_items=1)
    suicide: Phrases = Field(min_items=1)
    mourning: Phrases = Field(min_items=1)
    killing: Phrases = Field(min_items=1)
    harming: Phrases = Field(min_items=1)
    threat: Phrases = Field(min_items=1)
    blows: Phrases = Field(min_items=1)
    violence: Phrases = Field(min_items=1)
    duress: Phrases = Field(min_items=1)
    child: Phrases = Field(min_items=1)
    bullying: Phrases = Field(min_items=1)
    strain: Phrases = Field(min_items=1)
    worn: Phrases = Field(min_items=1)
    fatigue: Phrases = Field(min_items=1)
    asking: dict[str, Phrases]  # by topic, or « topic/detail »
    denials: Phrases = Field(min_items=1)
    no_denials: Phrases
    seeking: Phrases = Field(min_items=1)
    farewell: Phrases = Field(min_items=1)
    wanting: Phrases = Field(min_items=1)
    idioms: dict[str, Phrases]
    sayings: Phrases
    meant: Phrases
    negations: Phrases
    resisting: Phrases
    between: Phrases
    partners: Phrases
    her_partners_names: Phrases
    parents: Phrases
    figures: Phrases
    people: Phrases
    customers: Phrases
    work: Phrases
    things: Phrases
    fear: Phrases
    weapons: Phrases
    threats: Phrases
    minors: Phrases
    men: Phrases
    women: Phrases
    others: Phrases
    oneself: Phrases
    silent: Phrases
    by_phone: Phrases
    no_bullying: Phrases
    no_worn: Phrases

    @root_validator(pre=True)
    def _written_out(cls, values: dict[str, Any]) -> dict[str, Any]:
        families = values.get("families")
        return {
            name: written_out(entry, families) if isinstance(entry, list) else entry
            for name, entry in values.items()
        }


def care_of(document: Document) -> CareWords:
    """Return the words of a document. Raises ContentError."""
    return model_of(document, CareWords)
