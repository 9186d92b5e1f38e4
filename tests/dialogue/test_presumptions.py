"""What the bot took a visitor to ask: it may be denied, « je suis pas étudiant »."""

from __future__ import annotations

from bot.dialogue.messages import Button, Context, Message
from bot.dialogue.presumptions import presumed_in
from bot.text.denials import denied
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


def test_who_a_visitor_is_not_is_presumed_by_names_of_one_word_alone() -> None:
    presumed = presumed_in(CONTENT, Context(last=_HOURS, last_answer=_HOURS))
    assert denied("non je suis pas au chômage, je suis en poste", presumed, "") is not None
    assert denied("et si je suis pas à l'aise au téléphone", presumed, "") is None
