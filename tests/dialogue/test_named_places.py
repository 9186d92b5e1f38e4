"""What is said of a place that a message names: when it is asked about, and when in passing."""

from __future__ import annotations

import pytest

from bot.dialogue.asides import Asides
from bot.dialogue.hearing import Reading
from bot.dialogue.messages import Context, Message
from tests.contents import CONTENT

ASIDES = Asides(CONTENT)


def test_what_was_just_said_of_a_place_is_not_said_again() -> None:
    text, reading = "Lyon c'est loin de chez moi, je fais comment ?", Reading("who_hires")
    first = ASIDES.placed(text, reading, Context())
    assert first.words
    last = Message(f"Je n'ai rien. {first.words}", "who_hires", "answer", detail="=")
    again = ASIDES.placed(text, reading, Context(last=last, last_answer=last))
    assert again == reading


def test_a_detail_past_doubt_outweighs_a_town_named_in_passing() -> None:
    text, reading = "je recrute à Amiens, personne ne postule", Reading("hiring_process", "attract")
    assert ASIDES.placed(text, reading, Context(), precise=True) == reading
    assert ASIDES.placed(text, reading, Context()) != reading


def test_a_town_named_by_who_is_called_is_no_question_on_work() -> None:
    last = Message("…", "stop_unwanted_calls", "answer")
    called = Context(last=last, last_answer=last)
    reading = Reading(None, offers=("robocalls/",))
    assert ASIDES.placed("ma fille est à Lille, je fais quoi ?", reading, called) == reading
    assert ASIDES.placed("qui recrute à Lille ?", reading, called) != reading


def test_a_town_told_in_a_long_message_decides_nothing() -> None:
    text = "ma fille a trouvé un poste à Lyon, on lui propose 1850 brut par mois, c'est normal ça ?"
    reading = Reading("salary", "my_pay_normal", hedged=True)
    assert ASIDES.placed(text, reading, Context()) == reading


@pytest.mark.parametrize(
    "text",
    [
        "Ma conseillère à Nantes dit que les centres prennent des sourds. C'est vrai, ou elle veut "
        "se débarrasser de moi ?",
        "mon petit-fils commence lundi dans un centre d'appels à Châteauroux et je voudrais savoir "
        "ce qu'il va y faire toute la journée",
    ],
)
@pytest.mark.parametrize("topic", ["disability_at_work", None])
def test_a_town_that_is_named_in_passing_is_not_asked_about(text: str, topic: str | None) -> None:
    reading = Reading(topic)
    assert ASIDES.placed(text, reading, Context()) == reading


def test_a_town_that_the_bot_has_just_named_is_not_asked_about() -> None:
    text = "Montreuil trop loin, travail à la maison possible pour eux ?"
    said = Message("Deafi était à Montreuil en 2016.", "disability_at_work", "answer")
    reading = Reading("disability_at_work", "deaf", hedged=True)
    after = Context(last_answer=said, last=said)
    assert ASIDES.placed(text, reading, after) == reading
    assert ASIDES.placed(text, reading, Context()).words
    assert ASIDES.placed("qui recrute à Montreuil ?", reading, after).words


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Mon fils est à Brest. Y a-t-il des centres là-bas ?", "sector_size"),
        (
            "Bonjour, mon contrat de serveur se termine bientôt et je cherche quelles boîtes "
            "recrutent des téléconseillers débutants vers Béziers en ce moment ?",
            None,
        ),
    ],
)
def test_a_town_that_is_meant_is_asked_about_wherever_it_stands(
    text: str, topic: str | None
) -> None:
    assert ASIDES.placed(text, Reading(topic), Context()).words


def test_a_place_asked_about_after_a_comment_is_asked_about() -> None:
    text = "290 000 est donc une estimation patronale, vous le dites. Et dans le Nord, le chiffre ?"
    found = ASIDES.placed(text, Reading("sector_size", "reliable"), Context())
    assert found.words
