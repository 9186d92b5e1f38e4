"""What the bot took a visitor to ask: it may be denied, « je suis pas étudiant »."""

from __future__ import annotations

from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.presumptions import presumed_in
from tests.contents import CONTENT

_HOURS = Message(
    "Vous demandez peut-être « Et un étudiant étranger ? » : Oui.",
    "foreigners_at_work",
    "answer",
    detail="foreign_student",
)


def test_what_was_answered_named_and_offered_is_presumed() -> None:
    student = CONTENT.question("foreigners_at_work", "foreign_student")
    context = Context(
        last=_HOURS,
        last_answer=_HOURS,
        told=frozenset({"foreigners_at_work/foreign_student", "salary/@advisor"}),
        buttons=(Button("On gagne combien dans ce métier ?", "/salary"),),
    )
    presumed = presumed_in(CONTENT, context)
    assert presumed[0] == student
    assert CONTENT.title("salary") in presumed and "Et un étudiant étranger ?" in map(
        str.strip, presumed
    )


def test_ways_on_that_ask_nothing_are_not_presumed() -> None:
    offered = (Button("D'où vient cette info ?", "/ask_source"), Button("Menu", "/help"))
    context = Context(last=_HOURS, last_answer=_HOURS, buttons=offered)
    assert not {"D'où vient cette info ?", "Menu"} & {*presumed_in(CONTENT, context)}


def test_nothing_is_presumed_before_an_answer() -> None:
    assert presumed_in(CONTENT, Context(last=Message("Bonjour « vous » !", "greet"))) == []
